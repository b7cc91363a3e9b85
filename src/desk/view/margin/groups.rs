//! Blocks of text whose cards are arranged together.

use std::ops::Range;

use crate::text::Span;

/// A group ends with the block in which it reaches this many bytes: some two windows of text.
const BYTES: u32 = 3_600;

/// A group has at most so many blocks, however short they are.
const BLOCKS: usize = 24;

/// The groups of a text's blocks. Each is arranged for itself, whatever stands above and below, so
/// that cards do not move while one scrolls.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    /// The first block of each group.
    starts: Vec<usize>,
    blocks: usize,
}

impl Groups {
    /// Gathers the blocks of a text.
    pub fn new(blocks: &[Span]) -> Self {
        let mut starts = Vec::new();
        let (mut bytes, mut count) = (BYTES, 0);
        for (nth, block) in blocks.iter().enumerate() {
            if bytes >= BYTES || count >= BLOCKS {
                starts.push(nth);
                (bytes, count) = (0, 0);
            }
            bytes += block.bytes();
            count += 1;
        }
        Self { starts, blocks: blocks.len() }
    }

    /// Returns the group of a block.
    pub fn of(&self, block: usize) -> usize {
        self.starts.partition_point(|start| *start <= block).saturating_sub(1)
    }

    /// Returns the last block of a group; `None` for the last group, which has no lower end.
    pub fn last_block(&self, group: usize) -> Option<usize> {
        self.starts.get(group + 1).map(|next| next - 1)
    }

    /// Widens a range of blocks to whole groups.
    pub fn whole(&self, blocks: &Range<usize>) -> Range<usize> {
        if blocks.is_empty() {
            return 0..0;
        }
        let start = self.starts.get(self.of(blocks.start)).copied().unwrap_or_default();
        let end = self.last_block(self.of(blocks.end - 1)).map_or(self.blocks, |last| last + 1);
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_hold_about_two_windows_of_text_and_not_too_many_blocks() {
        let cut = |lengths: &[u32]| {
            let mut at = 0;
            let spans = lengths.iter().map(|length| {
                at += length;
                Span::try_from((at - length, at)).unwrap()
            });
            Groups::new(&spans.collect::<Vec<_>>())
        };
        let usual = cut(&[600; 14]);
        assert_eq!((usual.of(5), usual.of(6), usual.of(13)), (0, 1, 2));
        assert_eq!(usual.whole(&(4..7)), 0..12);
        assert_eq!(usual.whole(&(12..13)), 12..14);
        assert_eq!((usual.last_block(0), usual.last_block(2)), (Some(5), None));
        assert_eq!(cut(&[80; 60]).whole(&(0..1)), 0..24);
        assert_eq!(cut(&[9_000, 10, 10]).whole(&(1..2)), 1..3);
        assert_eq!(cut(&[]).whole(&(0..0)), 0..0);
    }
}
