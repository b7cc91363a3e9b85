//! Words with some of them replaced, and where each position went.

use std::ops::Range;

use crate::text::{Offset, Span, order};

/// Replaced words, with a table of what was replaced where.
#[derive(Debug)]
pub(super) struct Shifted {
    /// The words as they are now.
    pub(super) words: String,
    /// What was replaced, in order: the bytes before and the bytes now.
    replaced: Vec<(Range<usize>, Range<usize>)>,
}

/// Replaces stretches of words. Of stretches that overlap, all are replaced by what stands for the
/// one that begins first, or is longest: nothing of any of them may stay.
pub(super) fn replace(words: &str, mut stretches: Vec<(Range<usize>, &str)>) -> Shifted {
    order::by_key(&mut stretches, |(at, _)| (at.start, std::cmp::Reverse(at.end)));
    let mut merged: Vec<(Range<usize>, &str)> = Vec::with_capacity(stretches.len());
    for (at, code) in stretches {
        match merged.last_mut() {
            Some((last, _)) if at.start < last.end => last.end = last.end.max(at.end),
            _ => merged.push((at, code)),
        }
    }
    let mut shifted = Shifted { words: String::with_capacity(words.len()), replaced: Vec::new() };
    let mut copied = 0;
    for (at, code) in merged {
        shifted.words.push_str(words.get(copied..at.start).unwrap_or_default());
        let start = shifted.words.len();
        shifted.words.push_str(code);
        copied = at.end;
        shifted.replaced.push((at, start..shifted.words.len()));
    }
    shifted.words.push_str(words.get(copied..).unwrap_or_default());
    shifted
}

impl Shifted {
    /// Returns where a span of the words before stands now. One that began or ended inside of
    /// something replaced now holds all of what stands in its place.
    pub(super) fn span(&self, span: Span) -> Span {
        let start = self.position(span.start().index(), |now| now.start);
        let end = self.position(span.end().index(), |now| now.end);
        Span::new(Offset::from_index(start), Offset::from_index(end)).unwrap_or(span)
    }

    /// Returns where a position went; `edge` chooses for one inside of something replaced.
    fn position(&self, at: usize, edge: impl Fn(&Range<usize>) -> usize) -> usize {
        let begun = self.replaced.partition_point(|(before, _)| before.start < at);
        match begun.checked_sub(1).and_then(|last| self.replaced.get(last)) {
            Some((before, now)) if at < before.end => edge(now),
            Some((before, now)) => now.end + (at - before.end),
            None => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span::try_from((start, end)).unwrap()
    }

    #[test]
    fn spans_follow_their_words() {
        let words = "Anna Berg met the union. Berg left.";
        let shifted = replace(words, vec![(25..29, "P1"), (0..9, "P1")]);
        assert_eq!(shifted.words, "P1 met the union. P1 left.");
        for (before, now) in [
            (span(0, 9), "P1"),
            (span(0, 13), "P1 met"),
            (span(10, 13), "met"),
            (span(5, 13), "P1 met"),
            (span(10, 27), "met the union. P1"),
            (span(14, 23), "the union"),
            (span(25, 34), "P1 left"),
            (span(34, 35), "."),
        ] {
            assert_eq!(shifted.words.get(shifted.span(before).range()), Some(now), "{before:?}");
        }
    }

    #[test]
    fn of_stretches_that_overlap_nothing_stays() {
        let shifted = replace("the minister Anna Berg left", vec![(13..22, "P1"), (4..17, "P2")]);
        assert_eq!(shifted.words, "the P2 left");
        assert_eq!(shifted.span(span(13, 27)), span(4, 11));
    }
}
