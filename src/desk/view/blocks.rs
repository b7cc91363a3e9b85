//! The text cut into blocks of whole lines, each drawn as one text node.

use crate::text::{Offset, Span, Text};

/// Lines are gathered into one block until it has this many bytes …
const BLOCK_BYTES: usize = 600;
/// … or this many lines, so that ten thousand empty lines do not become ten thousand elements.
const BLOCK_LINES: usize = 60;

/// Cuts a text behind line breaks; together the blocks are the text.
pub fn blocks(text: &Text) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut at, mut lines) = (0, 0, 0);
    let s = text.as_str();
    for line in s.split_inclusive('\n') {
        at += line.len();
        lines += 1;
        let blank = line.trim().is_empty();
        // A block ends behind an empty line, so that paragraphs stay whole.
        if lines >= BLOCK_LINES || (blank || at - start >= BLOCK_BYTES) && at - start >= 80 {
            found.extend(Span::new(Offset::from_index(start), Offset::from_index(at)));
            (start, lines) = (at, 0);
        }
    }
    found.extend(Span::new(Offset::from_index(start), Offset::from_index(at)));
    found
}

/// Returns which block a position lies in; the end of the text lies in the last one.
pub fn block_at(blocks: &[Span], at: Offset) -> Option<usize> {
    let index = blocks.partition_point(|block| block.end() <= at);
    if index < blocks.len() { Some(index) } else { blocks.len().checked_sub(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_the_text_again() {
        for s in ["", "one line", "a\n\nb\r\n", &"word ".repeat(40_000), &"\n".repeat(10_000)] {
            let text = Text::new(s);
            let joined: String = blocks(&text).iter().map(|block| text.quote(*block)).collect();
            assert_eq!(joined, s);
        }
        assert!(blocks(&Text::new("\n".repeat(10_000))).len() < 400);
    }

    #[test]
    fn a_position_is_found_in_its_block() {
        let text = Text::new(format!("{}\n{}\n", "a".repeat(700), "b".repeat(700)));
        let blocks = blocks(&text);
        assert_eq!(block_at(&blocks, Offset(0)), Some(0));
        assert_eq!(block_at(&blocks, Offset(701)), Some(1));
        assert_eq!(block_at(&blocks, text.end()), Some(1));
        assert_eq!(block_at(&[], Offset(0)), None);
    }
}
