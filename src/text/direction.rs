//! Which way letters run: to tell left from right where the caret moves.

use super::{Offset, Text};

/// Bytes looked at on either side of a position: a step in a long line must cost no more than one
/// in a short line.
const WINDOW: usize = 2048;

/// Which way a line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// From left to right, as Latin letters do.
    #[default]
    LeftToRight,
    /// From right to left, as Hebrew and Arabic letters do.
    RightToLeft,
}

/// Returns which way the line around a position runs: the way of its first letter, as the page
/// does it. A line without letters runs from left to right.
pub fn of_line(text: &Text, at: Offset) -> Direction {
    let s = text.as_str();
    let at = text.floor(at).index();
    let start = s.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |found| found + 1);
    let line = s.get(start..).unwrap_or_default().split('\n').next().unwrap_or_default();
    // Digits run from left to right in every script, and decide nothing.
    let mut letters = line.chars().take(WINDOW).filter(|c| !c.is_numeric()).filter_map(of_char);
    letters.next().unwrap_or_default()
}

/// Returns which way a character runs of its own; `None` for space and punctuation, which follow
/// what they stand between. Digits run from left to right in every script.
pub fn of_char(c: char) -> Option<Direction> {
    if c.is_numeric() {
        Some(Direction::LeftToRight)
    } else if runs_left(c) {
        Some(Direction::RightToLeft)
    } else {
        c.is_alphabetic().then_some(Direction::LeftToRight)
    }
}

/// Says whether any letter near a position, in its line, runs from right to left: only there is
/// what comes next in the text not simply what stands further right.
pub fn mixed_near(text: &Text, at: Offset) -> bool {
    let s = text.as_str();
    let at = text.floor(at);
    let from = text.floor(Offset::from_index(at.index().saturating_sub(WINDOW)));
    let to = text.floor(Offset::from_index(at.index().saturating_add(WINDOW)));
    let before = s.get(from.index()..at.index()).unwrap_or_default();
    let after = s.get(at.index()..to.index()).unwrap_or_default();
    before.chars().rev().take_while(|c| *c != '\n').any(runs_left)
        || after.chars().take_while(|c| *c != '\n').any(runs_left)
}

/// Says whether a character runs from right to left: the blocks that Unicode keeps for such
/// scripts, and the marks that force it.
fn runs_left(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}'
            | '\u{200f}'
            | '\u{202b}'
            | '\u{202e}'
            | '\u{2067}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, words: &str) -> (Text, Offset) {
        (Text::new(text), Offset::from_index(text.find(words).unwrap()))
    }

    #[test]
    fn a_line_runs_as_its_first_letter_does() {
        let lines = "The talks\nשרת החוץ Anna Berg אמרה\n“12” وزير\n1914–18\nNorland ו";
        for (words, runs) in [
            ("talks", Direction::LeftToRight),
            ("Anna", Direction::RightToLeft),
            ("12", Direction::RightToLeft),
            ("1914", Direction::LeftToRight),
        ] {
            let (text, at) = at(lines, words);
            assert_eq!(of_line(&text, at), runs, "{words}");
        }
        let (text, at) = at("one\nNorland ו", "ו");
        assert_eq!(of_line(&text, at), Direction::LeftToRight, "its first letter is Latin");
        assert_eq!(of_line(&Text::new(""), Offset(0)), Direction::LeftToRight);
    }

    #[test]
    fn only_lines_with_letters_that_run_left_are_mixed() {
        let (text, at) = at("one two\nשלום\nthree", "two");
        assert!(!mixed_near(&text, at));
        assert!(!mixed_near(&text, text.end()));
        assert!(mixed_near(&text, Offset(8)));
        assert!(mixed_near(&text, Offset(16)), "at the end of the line");
    }

    #[test]
    fn a_line_of_millions_is_not_read_to_its_end() {
        let text = Text::new(format!("{}ש", "a ".repeat(100_000)));
        assert!(!mixed_near(&text, Offset(0)));
        assert!(mixed_near(&text, text.end()));
    }
}
