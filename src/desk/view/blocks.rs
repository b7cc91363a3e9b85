//! The text cut into blocks of whole lines, each drawn as one text node.

use crate::text::{Offset, Span, Text};

/// Lines are gathered into one block until it has this many bytes …
const BLOCK_BYTES: usize = 600;
/// … or this many lines, so that ten thousand empty lines do not become ten thousand elements.
const BLOCK_LINES: usize = 60;

/// A line longer than this many bytes is drawn as several, because a browser lays out a line whole.
const LINE_BYTES: usize = 8_000;

/// So many blocks stand together in one section, the unit in which a browser may skip what is far
/// off.
pub const SECTION: usize = 8;

/// Cuts a text behind line breaks, and monstrous lines behind a space; together the blocks are the
/// text.
pub fn blocks(text: &Text) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut at, mut lines) = (0, 0, 0);
    let mut push = |start: usize, end: usize| {
        found.extend(Span::new(Offset::from_index(start), Offset::from_index(end)));
    };
    for line in text.as_str().split_inclusive('\n') {
        let mut rest = line;
        while rest.len() > LINE_BYTES {
            let cut = piece(rest);
            at += cut;
            push(start, at);
            (start, lines) = (at, 0);
            rest = rest.get(cut..).unwrap_or_default();
        }
        at += rest.len();
        lines += 1;
        let blank = line.trim().is_empty();
        // A block ends behind an empty line, so that paragraphs stay whole.
        if lines >= BLOCK_LINES || (blank || at - start >= BLOCK_BYTES) && at - start >= 80 {
            push(start, at);
            (start, lines) = (at, 0);
        }
    }
    push(start, at);
    found
}

/// Returns where a monstrous line is cut: behind the last space that leaves a block of usual size,
/// else between characters.
fn piece(line: &str) -> usize {
    let mut most = LINE_BYTES / 4;
    while !line.is_char_boundary(most) {
        most -= 1;
    }
    let head = line.get(..most).unwrap_or_default();
    head.rfind(char::is_whitespace).map_or(most, |space| {
        space + head.get(space..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8)
    })
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
        let unbroken = "ж".repeat(30_000);
        let long = "word ".repeat(40_000);
        for s in ["", "one line", "a\n\nb\r\n", &long, &unbroken, &"\n".repeat(10_000)] {
            let text = Text::new(s);
            let joined: String = blocks(&text).iter().map(|block| text.quote(*block)).collect();
            assert_eq!(joined, s);
        }
        assert!(blocks(&Text::new("\n".repeat(10_000))).len() < 400);
    }

    #[test]
    fn a_monstrous_line_is_drawn_in_pieces_that_end_behind_a_space() {
        let text = Text::new(format!("{}\nshort\n", "word ".repeat(40_000)));
        let blocks = blocks(&text);
        assert!(blocks.iter().all(|block| block.bytes() as usize <= LINE_BYTES));
        let first = text.quote(*blocks.first().unwrap());
        assert!(first.ends_with("word ") && first.len() > LINE_BYTES / 8, "{}", first.len());
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
