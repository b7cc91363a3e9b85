//! The lines of a text with the place of each.

use std::ops::Range;

/// A line without the blanks around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::intake) struct Line<'text> {
    /// The words.
    pub(in crate::intake) text: &'text str,
    /// Where the line begins, leading blanks included (bytes).
    pub(in crate::intake) from: usize,
    /// Where the words stand (bytes).
    pub(in crate::intake) range: Range<usize>,
}

/// All lines, empty ones included.
pub(in crate::intake) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut from = 0;
    text.split_inclusive('\n').map(move |line| {
        let words = line.trim();
        let start = from + (line.len() - line.trim_start().len());
        let found = Line { text: words, from, range: start..start + words.len() };
        from += line.len();
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_the_words_and_not_the_blanks() {
        let text = " a b\r\n\n\u{a0}é\u{a0}";
        let found: Vec<_> = lines(text).collect();
        assert_eq!(found.iter().map(|line| line.text).collect::<Vec<_>>(), ["a b", "", "é"]);
        for line in &found {
            assert_eq!(text.get(line.range.clone()), Some(line.text));
        }
        assert_eq!(found[2].from, 7);
    }
}
