//! The numbers of a text's lines: of its own lines, which stay what they are in any window, and
//! only of those that hold words.

use crate::text::{Offset, Span, Text};

/// How many numbered lines start before each block of a text, so that the numbers of what is in
/// view are found without counting from the start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineNumbers {
    before: Vec<u32>,
}

/// A numbered line: its number, counted from one, and its first character that is no space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberedLine {
    /// The number.
    pub number: u32,
    /// Where the line's first character stands.
    pub first: Span,
}

impl LineNumbers {
    /// Counts the lines of a text that is cut into blocks.
    pub fn new(text: &Text, blocks: &[Span]) -> Self {
        let mut counted = 0;
        let before = blocks.iter().map(|block| {
            let here = counted;
            counted += u32::try_from(starts(text, *block).count()).unwrap_or(u32::MAX);
            here
        });
        Self { before: before.collect() }
    }

    /// Returns the numbered lines that start in a block.
    pub fn in_block(
        &self,
        text: &Text,
        index: usize,
        block: Span,
    ) -> impl Iterator<Item = NumberedLine> {
        let before = self.before.get(index).copied().unwrap_or_default();
        (before + 1..)
            .zip(starts(text, block))
            .map(|(number, first)| NumberedLine { number, first })
    }
}

/// Returns the first character, white space left out, of each line that starts in a block and holds
/// words.
fn starts(text: &Text, block: Span) -> impl Iterator<Item = Span> {
    let first = block.start().index();
    // A block may go on with a line that started before it.
    let whole = first == 0 || text.as_str().as_bytes().get(first - 1) == Some(&b'\n');
    let mut at = first;
    text.quote(block)
        .split_inclusive('\n')
        .map(move |line| {
            let start = at;
            at += line.len();
            (start, line)
        })
        .skip(usize::from(!whole))
        .filter(|(_, line)| line.chars().any(char::is_alphanumeric))
        .filter_map(|(start, line)| {
            let words = line.trim_start();
            let start = start + line.len() - words.len();
            let end = start + words.chars().next()?.len_utf8();
            Span::new(Offset::from_index(start), Offset::from_index(end)).ok()
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::view::blocks::blocks;

    fn numbered(text: &Text, blocks: &[Span]) -> Vec<(u32, String)> {
        let numbers = LineNumbers::new(text, blocks);
        let lines = blocks
            .iter()
            .enumerate()
            .flat_map(|(index, block)| numbers.in_block(text, index, *block).collect::<Vec<_>>());
        let word = |at: Offset| {
            let rest = text.as_str().get(at.index()..).unwrap();
            rest.split_whitespace().next().unwrap().to_owned()
        };
        lines.map(|line| (line.number, word(line.first.start()))).collect()
    }

    #[test]
    fn lines_with_words_are_numbered_and_others_are_passed_over() {
        let text = Text::new("Title\n\n  indented line\r\n***\n\u{201c}Quoted\u{201d}\n");
        let expected = [(1, "Title"), (2, "indented"), (3, "\u{201c}Quoted\u{201d}")];
        assert_eq!(
            numbered(&text, &blocks(&text)),
            expected.map(|(number, word)| (number, word.to_owned()))
        );
        assert_eq!(numbered(&Text::new(""), &blocks(&Text::new(""))), []);
    }

    #[test]
    fn the_numbers_do_not_depend_on_how_the_text_is_cut() {
        let lines: Vec<String> = (0..500).map(|i| format!("w{i} and more\n")).collect();
        let text = Text::new(lines.join("\n"));
        let whole = text.whole().unwrap();
        let in_one = numbered(&text, &[whole]);
        assert_eq!(in_one.len(), 500);
        assert_eq!(numbered(&text, &blocks(&text)), in_one);
    }

    proptest::proptest! {
        #[test]
        fn numbers_go_up_by_one_and_lines_stand_in_order(s in "([a-z .]{0,9}\r?\n){0,80}") {
            let text = Text::new(s.clone());
            let found = numbered(&text, &blocks(&text));
            let lines = s.lines().filter(|line| line.chars().any(char::is_alphanumeric));
            let expected: Vec<(u32, String)> = (1..)
                .zip(lines.map(|line| line.split_whitespace().next().unwrap().to_owned()))
                .collect();
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
