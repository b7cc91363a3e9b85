//! A stretch of text as words, marks and whole quotations.

use std::ops::Range;

use super::quotation;
use super::words::{Words, has};
use crate::text::motion;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of letters and digits, apostrophes inside it included.
    Word,
    /// The `’s` of a possessive.
    Possessive,
    /// Any other character that is not white space.
    Mark(char),
    /// A quotation, whatever stands in it.
    Quotation {
        /// Whether it ends in its line.
        closed: bool,
    },
    /// The end of a line.
    Break,
}

/// A token and the bytes of the stretch it takes up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) words: &'a str,
    pub(super) kind: Kind,
}

impl Token<'_> {
    /// Says whether it is a word that begins with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.kind == Kind::Word && self.words.starts_with(char::is_uppercase)
    }

    /// Says whether it is this word, in whatever case.
    pub(super) fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.words.eq_ignore_ascii_case(word)
    }

    /// Says whether it is a word of a list, in whatever case.
    pub(super) fn is_in(&self, words: &Words) -> bool {
        self.kind == Kind::Word && words.has(self.words)
    }

    /// Says whether it is one of a few words parted by spaces, in whatever case.
    pub(super) fn is_one_of(&self, words: &str) -> bool {
        self.kind == Kind::Word && has(words, self.words)
    }
}

/// Takes a stretch of whole lines apart.
pub(super) fn tokens(stretch: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    // The mark of a quotation that goes on from the line before.
    let mut open = None;
    for line in stretch.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        let rest = stretch.get(start..).unwrap_or_default();
        open = open.filter(|mark| quotation::goes_on(rest, *mark));
        let mut at = 0;
        if let Some(mark) = open.filter(|_| !words.trim().is_empty()) {
            let end = quotation::closing(words, mark);
            let kind = Kind::Quotation { closed: end.is_some() };
            at = end.unwrap_or(words.len());
            push(&mut found, words, 0..at, start, kind);
            if end.is_some() {
                open = None;
            }
        }
        let behind = at;
        for mut quote in quotation::within(words.get(behind..).unwrap_or_default()) {
            quote.start += behind;
            quote.end += behind;
            if !quote.closed {
                open = words.get(quote.start..).and_then(|words| words.chars().next());
            }
            let kind = Kind::Quotation { closed: quote.closed };
            push_words(&mut found, words, at..quote.start, start);
            push(&mut found, words, quote.start..quote.end, start, kind);
            at = quote.end;
        }
        push_words(&mut found, words, at..words.len(), start);
        push(&mut found, words, words.len()..words.len(), start, Kind::Break);
        start += line.len();
    }
    found
}

fn push<'a>(
    into: &mut Vec<Token<'a>>,
    line: &'a str,
    range: Range<usize>,
    shift: usize,
    kind: Kind,
) {
    let words = line.get(range.clone()).unwrap_or_default();
    into.push(Token { start: shift + range.start, end: shift + range.end, words, kind });
}

fn push_words<'a>(into: &mut Vec<Token<'a>>, line: &'a str, range: Range<usize>, shift: usize) {
    let mut at = range.start;
    while let Some(rest) = line.get(at..range.end)
        && let Some(c) = rest.chars().next()
    {
        let (length, kind) = if c.is_alphanumeric() {
            (word_length(rest), Kind::Word)
        } else if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if is_possessive(rest) {
            (c.len_utf8() + 1, Kind::Possessive)
        } else {
            (c.len_utf8(), Kind::Mark(c))
        };
        push(into, line, at..at + length, shift, kind);
        at += length;
    }
}

fn is_possessive(rest: &str) -> bool {
    let Some(behind) = rest.strip_prefix(['\'', '’']).and_then(|rest| rest.strip_prefix('s'))
    else {
        return false;
    };
    !behind.starts_with(char::is_alphanumeric)
}

/// Returns the length of the word with which a string begins, in bytes.
pub(super) fn word_length(rest: &str) -> usize {
    let run = |s: &str| s.find(|c: char| !c.is_alphanumeric()).unwrap_or(s.len());
    let mut length = run(rest);
    while let Some(behind) = rest.get(length..)
        && let Some(more) = behind.strip_prefix(['\'', '’'])
        && more.starts_with(char::is_alphabetic)
        && !is_possessive(behind)
    {
        length = rest.len() - more.len() + run(more);
    }
    length
}

/// Returns the sentences of a stretch as ranges of its tokens. A quotation is inside one sentence,
/// with the words that introduce it and those that follow it; datelines are no sentences.
pub(super) fn sentences(stretch: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        let new_line = at == 0 || tokens[at - 1].kind == Kind::Break;
        if new_line {
            start = at + dateline_length(tokens.get(at..).unwrap_or_default());
        }
        let next = tokens.get(at + 1);
        let ends = match token.kind {
            Kind::Break => true,
            Kind::Mark('.' | '!' | '?' | '…') => {
                let upper = |t: &Token| {
                    t.start > token.end && !t.words.starts_with(char::is_lowercase)
                        || t.kind == Kind::Break
                };
                let so_far = stretch.get(..token.end).unwrap_or_default();
                // “No. 5” is a number, “She said no.” an answer.
                let number = next.is_some_and(|t| t.words.starts_with(char::is_numeric));
                let answer = !number && at > 0 && tokens[at - 1].is("no");
                let rest = stretch.get(token.end..).unwrap_or_default();
                next.is_none_or(upper) && (answer || !motion::goes_on(so_far, rest))
            }
            // Behind a comma, a question or an exclamation the words go on to say who speaks.
            Kind::Quotation { .. } => {
                let inside = token.words.trim_end_matches(|c: char| "”\"»«“’'".contains(c));
                inside.ends_with('.')
                    && next.is_some_and(|t| !t.words.starts_with([',', '-', '–', '—']))
                    && next.is_some_and(|t| !t.words.starts_with(char::is_lowercase))
            }
            _ => false,
        };
        if ends && at + 1 > start {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

/// Counts the tokens of the dateline that begins a line: `MOSCOW, May 4. /ABC/.`, `PARIS (ABC) —`.
fn dateline_length(line: &[Token]) -> usize {
    const LONGEST: usize = 16;
    let place = line.first().is_some_and(|token| {
        token.words.chars().any(char::is_alphabetic)
            && token.words.chars().all(char::is_uppercase)
            && token.words.len() > 2
    });
    if !place {
        return 0;
    }
    for (at, token) in line.iter().enumerate().take(LONGEST).skip(1) {
        let before = &line[at - 1];
        match token.kind {
            Kind::Mark('—' | '–' | '-') if token.start > before.end => return at + 1,
            Kind::Mark('/') if line[1..at].iter().any(|t| t.kind == Kind::Mark('/')) => {
                let stop = line.get(at + 1).is_some_and(|t| t.kind == Kind::Mark('.'));
                return at + 1 + usize::from(stop);
            }
            Kind::Word if token.words.starts_with(char::is_lowercase) => return 0,
            Kind::Break | Kind::Quotation { .. } => return 0,
            _ => {}
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stretch: &str) -> Vec<&str> {
        let tokens = tokens(stretch);
        let bytes = |r: Range<usize>| tokens[r.start].start..tokens[r.end - 1].end;
        let all = sentences(stretch, &tokens);
        all.into_iter()
            .map(|range| stretch.get(bytes(range)).unwrap().trim())
            .filter(|s| !s.is_empty())
            .collect()
    }

    #[test]
    fn words_keep_their_apostrophes_and_lose_the_possessive() {
        let words: Vec<&str> =
            tokens("O’Neil didn't see Bo’s co-op").iter().map(|t| t.words).collect();
        assert_eq!(words, ["O’Neil", "didn't", "see", "Bo", "’s", "co", "-", "op", ""]);
    }

    #[test]
    fn a_quotation_stays_with_the_words_that_say_who_speaks() {
        assert_eq!(
            read("“One. Two,” Ann said. “Three!” she cried. Dr. Bo left."),
            ["“One. Two,” Ann said.", "“Three!” she cried.", "Dr. Bo left."]
        );
        assert_eq!(read("Ann said: “One.” Bo left."), ["Ann said: “One.”", "Bo left."]);
    }

    #[test]
    fn a_dateline_is_no_sentence() {
        assert_eq!(read("OSLO, May 4. /ABC/. Ann left."), ["Ann left."]);
        assert_eq!(read("LIMA (ABC) — Ann left."), ["Ann left."]);
        assert_eq!(read("UNESCO said it left - at last."), ["UNESCO said it left - at last."]);
    }
}
