//! Moving through a text by character, word, sentence and paragraph, as Unicode draws the borders.

use unicode_segmentation::UnicodeSegmentation;

use super::{Offset, Span, Text};

/// How far one step of the caret goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// One user-perceived character (extended grapheme cluster).
    Character,
    /// One word, without the space and punctuation around it.
    Word,
    /// One sentence.
    Sentence,
    /// One paragraph: a run of lines up to the next line break.
    Paragraph,
    /// The whole text.
    Document,
}

/// Bytes looked at around a position at first; doubled until a border is found, so that a step in
/// a long text costs no more than one in a short text.
const WINDOW: usize = 2048;

/// Returns where the caret stands after one step forward.
pub fn forward(text: &Text, from: Offset, unit: Unit) -> Offset {
    let from = text.floor(from);
    let rest = |size: usize| slice_to(text, from, size);
    match unit {
        Unit::Character => step(text, from, rest, |s| s.graphemes(true).next().map_or(0, str::len)),
        Unit::Word => step(text, from, rest, |s| {
            s.split_word_bound_indices()
                .find(|(_, word)| is_word(word))
                .map_or(s.len(), |(at, word)| at + word.len())
        }),
        Unit::Sentence => next_start(text, from, &sentences(text, from)),
        Unit::Paragraph => {
            let s = text.as_str().get(from.index()..).unwrap_or_default();
            let line = s.find('\n').unwrap_or(s.len());
            let gap = s.get(line..).unwrap_or_default();
            let skip = gap.len() - gap.trim_start_matches(['\n', '\r']).len();
            Offset::from_index(from.index() + line + skip)
        }
        Unit::Document => text.end(),
    }
}

/// Returns where the caret stands after one step back.
pub fn backward(text: &Text, from: Offset, unit: Unit) -> Offset {
    let from = text.floor(from);
    let before = text.as_str().get(..from.index()).unwrap_or_default();
    let at = match unit {
        Unit::Character => {
            let window = tail(before, WINDOW);
            before.len() - window.graphemes(true).next_back().map_or(0, str::len)
        }
        Unit::Word => {
            let mut size = WINDOW;
            loop {
                let window = tail(before, size);
                let word = window.split_word_bound_indices().rev().find(|(_, word)| is_word(word));
                match word {
                    Some((at, _)) if at > 0 || window.len() == before.len() => {
                        break before.len() - window.len() + at;
                    }
                    None if window.len() == before.len() => break 0,
                    _ => size *= 2,
                }
            }
        }
        Unit::Sentence => {
            let here = sentences(text, from);
            if let Some(span) = here.iter().rev().find(|span| span.start() < from) {
                return span.start();
            }
            let earlier = sentences(text, paragraph_before(text, from));
            let start = earlier.last().map_or(Offset(0), |span| span.start());
            // Before the first words of a text there is only its start to go to.
            return if start < from { start } else { Offset(0) };
        }
        Unit::Paragraph => {
            let trimmed = before.trim_end_matches(['\n', '\r']);
            trimmed.rfind('\n').map_or(0, |at| at + 1)
        }
        Unit::Document => 0,
    };
    Offset::from_index(at)
}

/// Returns the word, sentence or paragraph around a position, without the white space around it.
pub fn around(text: &Text, at: Offset, unit: Unit) -> Option<Span> {
    let at = text.floor(at);
    match unit {
        Unit::Character => Span::new(at, forward(text, at, Unit::Character)).ok(),
        Unit::Word => {
            let line = paragraph(text, at)?;
            let s = text.quote(line);
            let inside = at.index() - line.start().index();
            let word = s
                .split_word_bound_indices()
                .filter(|(_, word)| is_word(word))
                .find(|(start, word)| *start <= inside && inside <= start + word.len())?;
            span_at(line.start().index() + word.0, word.1)
        }
        Unit::Sentence => {
            let all = sentences(text, at);
            all.iter().copied().rev().find(|s| s.start() <= at).or_else(|| all.first().copied())
        }
        Unit::Paragraph => paragraph(text, at).and_then(|line| trimmed(text, line)),
        Unit::Document => text.whole(),
    }
}

/// Widens a selection to whole words: a border inside a word moves out to the word's border, and
/// white space at either end is left out.
pub fn snap_to_words(text: &Text, span: Span) -> Option<Span> {
    let span = trimmed(text, span)?;
    let inside = |at: Offset| {
        around(text, at, Unit::Word).filter(|word| word.start() < at && at < word.end())
    };
    let start = inside(span.start()).map_or(span.start(), Span::start);
    let end = inside(span.end()).map_or(span.end(), Span::end);
    Span::new(start, end).ok()
}

/// Returns the span without the white space at both ends; `None` when there is nothing else.
pub fn trimmed(text: &Text, span: Span) -> Option<Span> {
    let s = text.slice(span)?;
    let start = span.start().index() + (s.len() - s.trim_start().len());
    span_at(start, s.trim())
}

/// Returns the line around a position, without its line break.
fn paragraph(text: &Text, at: Offset) -> Option<Span> {
    let s = text.as_str();
    let start = s.get(..at.index())?.rfind('\n').map_or(0, |i| i + 1);
    let end = s.get(at.index()..)?.find('\n').map_or(s.len(), |i| at.index() + i);
    Span::new(Offset::from_index(start), Offset::from_index(end)).ok()
}

/// Returns a position inside the last line with words before `at`.
fn paragraph_before(text: &Text, at: Offset) -> Offset {
    let before = text.as_str().get(..at.index()).unwrap_or_default();
    let line = before.rfind('\n').map_or("", |i| before.get(..i).unwrap_or_default());
    text.floor(Offset::from_index(line.trim_end().len().saturating_sub(1)))
}

/// Returns the sentences of the line around a position, without the space between them.
///
/// Unicode's rules end a sentence after every full stop that a capital follows; ends behind an
/// abbreviation or an initial are taken back here.
fn sentences(text: &Text, at: Offset) -> Vec<Span> {
    let Some(line) = paragraph(text, at) else { return Vec::new() };
    let mut found: Vec<Span> = Vec::new();
    let mut open: Option<Span> = None;
    for (start, words) in text.quote(line).split_sentence_bound_indices() {
        let Some(piece) = span_at(line.start().index() + start, words) else { continue };
        let whole = open.map_or(piece, |before: Span| before.hull(piece));
        if ends_in_abbreviation(words) {
            open = Some(whole);
        } else {
            open = None;
            found.extend(trimmed(text, whole));
        }
    }
    found.extend(open.and_then(|rest| trimmed(text, rest)));
    found
}

/// Says whether a piece ends in a full stop that belongs to a word and not to the sentence.
pub(crate) fn ends_in_abbreviation(piece: &str) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "adm", "apr", "art", "aug", "brig", "capt", "cf", "co", "col", "corp", "dec", "dept", "dr",
        "e.g", "etc", "feb", "fig", "gen", "gov", "hon", "i.e", "inc", "jan", "jr", "jul", "jun",
        "lt", "ltd", "maj", "mar", "mr", "mrs", "ms", "mt", "no", "nov", "oct", "p", "pp", "prof",
        "rep", "rev", "sen", "sep", "sept", "sgt", "sr", "st", "vol", "vs",
    ];
    let Some(body) = piece.trim_end().strip_suffix('.') else { return false };
    let word = body.rsplit([' ', '\u{a0}', '(', '"', '“', '[']).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    initial || dotted || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Returns the start of the first span behind `from`, or of the next line, or the end.
fn next_start(text: &Text, from: Offset, spans: &[Span]) -> Offset {
    if let Some(span) = spans.iter().find(|span| span.start() > from) {
        return span.start();
    }
    // Nothing more in this line: the next line with words begins the next sentence.
    let rest = text.as_str().get(from.index()..).unwrap_or_default();
    let break_at = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let after = rest.get(break_at..).unwrap_or_default();
    let blank = after.len() - after.trim_start().len();
    Offset::from_index(from.index() + break_at + blank)
}

/// Runs `measure` on a growing window behind `from` until it finds a border inside the window.
fn step<'a>(
    text: &'a Text,
    from: Offset,
    window: impl Fn(usize) -> &'a str,
    measure: impl Fn(&str) -> usize,
) -> Offset {
    let mut size = WINDOW;
    loop {
        let s = window(size);
        let length = measure(s);
        let at_end = from.index() + s.len() == text.end().index();
        if length < s.len() || at_end {
            return Offset::from_index(from.index() + length);
        }
        size *= 2;
    }
}

/// Returns up to `size` bytes behind `from`, cut between characters.
fn slice_to(text: &Text, from: Offset, size: usize) -> &str {
    let end = text.floor(Offset::from_index(from.index() + size));
    text.as_str().get(from.index()..end.index()).unwrap_or_default()
}

/// Returns up to `size` bytes at the end of `s`, cut between characters.
fn tail(s: &str, size: usize) -> &str {
    let mut start = s.len().saturating_sub(size);
    while !s.is_char_boundary(start) {
        start -= 1;
    }
    s.get(start..).unwrap_or_default()
}

/// Says whether a piece between word borders is a word and not space or punctuation.
fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

/// Makes the span of a piece that starts at a byte index; `None` when the piece is empty.
fn span_at(start: usize, piece: &str) -> Option<Span> {
    Span::new(Offset::from_index(start), Offset::from_index(start + piece.len())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a text in which `|` marks the caret.
    fn caret(marked: &str) -> (Text, Offset) {
        let at = marked.find('|').unwrap();
        (Text::new(marked.replace('|', "")), Offset::from_index(at))
    }

    fn moved(marked: &str, unit: Unit, go: fn(&Text, Offset, Unit) -> Offset) -> String {
        let (text, at) = caret(marked);
        let mut shown = text.as_str().to_owned();
        shown.insert(go(&text, at, unit).index(), '|');
        shown
    }

    fn taken(marked: &str, unit: Unit) -> String {
        let (text, at) = caret(marked);
        around(&text, at, unit).map_or(String::new(), |span| text.quote(span).to_owned())
    }

    #[test]
    fn steps_go_forward_by_each_unit() {
        assert_eq!(moved("|e\u{301}a", Unit::Character, forward), "e\u{301}|a");
        assert_eq!(moved("say| “taxes”", Unit::Word, forward), "say “taxes|”");
        assert_eq!(moved("O|ne. Two.\nThree.", Unit::Sentence, forward), "One. |Two.\nThree.");
        assert_eq!(moved("One. T|wo.\n\nThree.", Unit::Sentence, forward), "One. Two.\n\n|Three.");
        assert_eq!(moved("a|b\r\n\r\ncd", Unit::Paragraph, forward), "ab\r\n\r\n|cd");
        assert_eq!(moved("|\n\n\nab\ncd", Unit::Paragraph, forward), "\n\n\n|ab\ncd");
        assert_eq!(
            moved("One.|\n\nTwo.\n\nThree.", Unit::Sentence, forward),
            "One.\n\n|Two.\n\nThree."
        );
        assert_eq!(
            moved("One.|\n\nTwo.\n\nThree.", Unit::Paragraph, forward),
            "One.\n\n|Two.\n\nThree."
        );
        assert_eq!(moved("ab|", Unit::Word, forward), "ab|");
    }

    #[test]
    fn steps_go_back_by_each_unit() {
        assert_eq!(moved("👩‍🚀|", Unit::Character, backward), "|👩‍🚀");
        assert_eq!(moved("say “taxes” |", Unit::Word, backward), "say “|taxes” ");
        assert_eq!(moved("One. Two|.", Unit::Sentence, backward), "One. |Two.");
        assert_eq!(moved("One. Two.\n\n|Three.", Unit::Sentence, backward), "One. |Two.\n\nThree.");
        assert_eq!(moved("ab\n\n|cd", Unit::Paragraph, backward), "|ab\n\ncd");
        assert_eq!(moved("|ab", Unit::Word, backward), "|ab");
    }

    #[test]
    fn the_unit_around_the_caret_is_taken_without_its_space() {
        assert_eq!(taken("the min|ister said", Unit::Word), "minister");
        assert_eq!(taken("First. Sec|ond one.  Third.", Unit::Sentence), "Second one.");
        assert_eq!(taken("a\n  bc| d \ne", Unit::Paragraph), "bc d");
        assert_eq!(taken("a\n|\nb", Unit::Paragraph), "");
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        let text = "Dr. Smith of the U.S. met Stephen E. Biegun on Nov. 9 in Moscow. They |talked.";
        assert_eq!(taken(text, Unit::Sentence), "They talked.");
        assert!(
            taken(&text.replace('|', "").replacen("met", "m|et", 1), Unit::Sentence)
                .starts_with("Dr. Smith")
        );
    }

    #[test]
    fn a_sloppy_selection_snaps_to_whole_words() {
        let text = Text::new("Russia’s minister, he said, agreed.");
        let snap = |from: &str, to: &str| {
            let start = text.as_str().find(from).unwrap();
            let end = text.as_str().find(to).unwrap() + to.len();
            let span = Span::new(Offset::from_index(start), Offset::from_index(end)).unwrap();
            text.quote(snap_to_words(&text, span).unwrap()).to_owned()
        };
        assert_eq!(snap("ssia", "mini"), "Russia’s minister");
        assert_eq!(snap(" he", "said, "), "he said,");
        assert_eq!(snap("minister", ","), "minister,");
    }

    #[test]
    fn one_line_of_many_words_is_walked_to_its_end() {
        let text = Text::new("word ".repeat(40_000));
        let mut at = Offset(0);
        for _ in 0..40_000 {
            let next = forward(&text, at, Unit::Word);
            assert!(next > at);
            at = next;
        }
        assert_eq!(at.index(), text.as_str().trim_end().len());
        assert_eq!(backward(&text, text.end(), Unit::Word).index(), 199_995);
    }

    proptest::proptest! {
        #[test]
        fn steps_always_advance_and_land_between_characters(s in "(\\PC|\r\n|\n|😀| ){0,60}") {
            let text = Text::new(s);
            for unit in
                [Unit::Character, Unit::Word, Unit::Sentence, Unit::Paragraph, Unit::Document]
            {
                let mut at = Offset(0);
                while at < text.end() {
                    let next = forward(&text, at, unit);
                    proptest::prop_assert!(next > at, "{:?} stands still at {}", unit, at);
                    proptest::prop_assert!(text.as_str().is_char_boundary(next.index()));
                    let back = backward(&text, next, unit);
                    proptest::prop_assert!(back < next, "{:?} stands still before {}", unit, next);
                    proptest::prop_assert!(text.as_str().is_char_boundary(back.index()));
                    at = next;
                }
            }
        }
    }
}
