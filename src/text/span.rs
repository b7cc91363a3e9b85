//! Half-open ranges of a text and the relations between them.

use super::order;
use serde::{Deserialize, Serialize};

use super::Offset;

/// A half-open range of a text in UTF-8 bytes, never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: Offset,
    end: Offset,
}

/// Why two offsets make no span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// The end lies before the start.
    #[error("the span ends at {end}, before its start at {start}")]
    Reversed {
        /// Where the span was to start.
        start: Offset,
        /// Where the span was to end.
        end: Offset,
    },
    /// Start and end are the same.
    #[error("the span at {0} holds no character")]
    Empty(Offset),
}

impl Span {
    /// Makes a span; refuses an end at or before the start.
    pub fn new(start: Offset, end: Offset) -> Result<Self, SpanError> {
        match end.cmp(&start) {
            std::cmp::Ordering::Less => Err(SpanError::Reversed { start, end }),
            std::cmp::Ordering::Equal => Err(SpanError::Empty(start)),
            std::cmp::Ordering::Greater => Ok(Self { start, end }),
        }
    }

    /// Makes a span of two positions in either order; `None` when they coincide.
    pub fn between(a: Offset, b: Offset) -> Option<Self> {
        Self::new(a.min(b), a.max(b)).ok()
    }

    /// Returns the first byte's position.
    pub fn start(self) -> Offset {
        self.start
    }

    /// Returns the position behind the last byte.
    pub fn end(self) -> Offset {
        self.end
    }

    /// Returns the range as indices into the text's bytes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start.index()..self.end.index()
    }

    /// Returns the length in bytes.
    pub fn bytes(self) -> u32 {
        self.end.0 - self.start.0
    }

    /// Says whether the character at `offset` lies inside.
    pub fn contains(self, offset: Offset) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Says whether `other` lies wholly inside; a span encloses itself.
    pub fn encloses(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Says whether the two share at least one byte; touching spans do not overlap.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns what both have in common.
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end)).ok()
    }

    /// Returns the smallest span that encloses both, with whatever lies between them.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns what is left of `self` without `other`: nothing, one part or two.
    pub fn minus(self, other: Self) -> Vec<Self> {
        [
            Self::new(self.start, self.end.min(other.start)),
            Self::new(self.start.max(other.end), self.end),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Sorts spans and joins those that overlap or touch, so that the result is sorted and disjoint.
pub fn union(spans: impl IntoIterator<Item = Span>) -> Vec<Span> {
    let mut sorted: Vec<Span> = spans.into_iter().collect();
    order::sort(&mut sorted);
    let mut joined: Vec<Span> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => *last = last.hull(span),
            _ => joined.push(span),
        }
    }
    joined
}

/// Returns what is left of `spans` without `cut`, sorted and disjoint.
pub fn subtract(spans: &[Span], cut: Span) -> Vec<Span> {
    union(spans.iter().flat_map(|span| span.minus(cut)))
}

/// Says whether spans are sorted and none overlaps the next.
pub fn are_disjoint(spans: &[Span]) -> bool {
    spans.windows(2).all(|pair| matches!(pair, [a, b] if a.end <= b.start))
}

impl TryFrom<(u32, u32)> for Span {
    type Error = SpanError;

    fn try_from((start, end): (u32, u32)) -> Result<Self, SpanError> {
        Self::new(Offset(start), Offset(end))
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start.0, span.end.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span::try_from((start, end)).unwrap()
    }

    #[test]
    fn a_reversed_or_empty_span_is_refused() {
        assert_eq!(
            Span::try_from((4, 2)).unwrap_err().to_string(),
            "the span ends at 2, before its start at 4"
        );
        assert_eq!(Span::try_from((4, 4)).unwrap_err(), SpanError::Empty(Offset(4)));
    }

    #[test]
    fn touching_spans_do_not_overlap_but_join() {
        assert!(!span(0, 3).overlaps(span(3, 5)));
        assert_eq!(union([span(3, 5), span(0, 3), span(7, 9)]), [span(0, 5), span(7, 9)]);
    }

    #[test]
    fn cutting_a_hole_leaves_two_parts() {
        assert_eq!(subtract(&[span(0, 9)], span(3, 5)), [span(0, 3), span(5, 9)]);
        assert_eq!(subtract(&[span(0, 9)], span(0, 9)), []);
    }

    proptest::proptest! {
        #[test]
        fn union_is_sorted_disjoint_and_covers_the_same_bytes(
            pairs in proptest::collection::vec((0u32..60, 1u32..12), 0..12)
        ) {
            let spans: Vec<Span> = pairs.iter().map(|&(s, l)| span(s, s + l)).collect();
            let joined = union(spans.clone());
            proptest::prop_assert!(are_disjoint(&joined));
            for at in (0..80).map(Offset) {
                let before = spans.iter().any(|s| s.contains(at));
                proptest::prop_assert_eq!(before, joined.iter().any(|s| s.contains(at)));
            }
        }
    }
}
