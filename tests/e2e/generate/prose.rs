//! Text without meaning that looks like a news report to a layout: words, sentences, paragraphs.

use crate::random::Random;

/// Drawn at random. Some words are not ASCII, so that bytes, UTF-16 units and code points differ.
const WORDS: [&str; 40] = [
    "the",
    "a",
    "of",
    "to",
    "in",
    "and",
    "that",
    "on",
    "for",
    "by",
    "with",
    "both",
    "sides",
    "minister",
    "ministry",
    "envoy’s",
    "parliament",
    "delegation",
    "border",
    "harbour",
    "talks",
    "agreement",
    "negotiators",
    "prisoners",
    "convoys",
    "called",
    "said",
    "insisted",
    "rejected",
    "promised",
    "must",
    "should",
    "will",
    "never",
    "again",
    "immediately",
    "Zürich",
    "façade",
    "—",
    "withdraw",
];

/// A made text and where its words stand.
pub(super) struct Prose {
    text: String,
    /// Start and end of each word, in bytes, without the signs around it.
    words: Vec<(usize, usize)>,
    /// The index of each paragraph's last word.
    lasts: Vec<usize>,
}

impl Prose {
    /// Makes a text of at least this many code points, and fewer than a paragraph more.
    pub(super) fn new(characters: usize, random: &mut Random) -> Self {
        let mut made = Self {
            text: String::with_capacity(characters * 11 / 10),
            words: vec![],
            lasts: vec![],
        };
        let (mut written, mut paragraph_end, mut sentence_left) = (0, 0, 0);
        while written < characters {
            let word = if sentence_left == 0 { "The" } else { WORDS[random.below(WORDS.len())] };
            if sentence_left == 0 {
                sentence_left = 6 + random.below(16);
                if paragraph_end == 0 {
                    paragraph_end = written + 400 + random.below(400);
                }
            }
            let start = made.text.len();
            made.text.push_str(word);
            // A dash alone is no word to code.
            if word != "—" {
                made.words.push((start, made.text.len()));
            }
            sentence_left -= 1;
            let gap = match sentence_left {
                0 if written >= paragraph_end => ".\n\n",
                0 => ". ",
                _ => " ",
            };
            if gap == ".\n\n" {
                made.lasts.push(made.words.len() - 1);
                paragraph_end = 0;
            }
            made.text.push_str(gap);
            written += word.chars().count() + gap.len();
        }
        made
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn words(&self) -> &[(usize, usize)] {
        &self.words
    }

    /// The last word of the paragraph a word stands in.
    pub(super) fn last_word_of_paragraph(&self, word: usize) -> usize {
        let paragraph = self.lasts.partition_point(|last| *last < word);
        self.lasts.get(paragraph).copied().unwrap_or(self.words.len() - 1)
    }
}
