//! From overlapping spans to disjoint segments, by one sweep.

use super::order;
use super::{Offset, Span};

/// A stretch of text over which the same things hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment<T> {
    /// The stretch.
    pub span: Span,
    /// What covers it, in the order of their starts, then as given.
    pub covering: Vec<T>,
}

/// Cuts overlapping spans into disjoint segments, each with everything that covers it.
///
/// Uncovered stretches are left out; neighbours with the same covering come from different spans
/// and stay apart.
pub fn segments<T: Copy + Eq>(spans: &[(Span, T)]) -> Vec<Segment<T>> {
    let mut borders: Vec<Offset> =
        spans.iter().flat_map(|(span, _)| [span.start(), span.end()]).collect();
    order::sort(&mut borders);
    borders.dedup();
    let mut sorted: Vec<&(Span, T)> = spans.iter().collect();
    order::by_key(&mut sorted, |(span, _)| span.start());

    let mut found = Vec::new();
    let mut open: Vec<(Span, T)> = Vec::new();
    let mut waiting = sorted.into_iter().peekable();
    for pair in borders.windows(2) {
        let [start, end] = *pair else { continue };
        while let Some(next) = waiting.next_if(|(span, _)| span.start() <= start) {
            open.push(*next);
        }
        open.retain(|(span, _)| span.end() > start);
        if let (Ok(span), false) = (Span::new(start, end), open.is_empty()) {
            found.push(Segment { span, covering: open.iter().map(|&(_, thing)| thing).collect() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span::try_from((start, end)).unwrap()
    }

    #[test]
    fn nested_and_crossing_spans_are_cut_at_every_border() {
        let cut = segments(&[(span(0, 10), 'a'), (span(4, 6), 'b'), (span(5, 14), 'c')]);
        let shown: Vec<(u32, u32, String)> = cut
            .iter()
            .map(|s| (s.span.start().0, s.span.end().0, s.covering.iter().collect()))
            .collect();
        assert_eq!(
            shown,
            [
                (0, 4, "a".to_owned()),
                (4, 5, "ab".to_owned()),
                (5, 6, "abc".to_owned()),
                (6, 10, "ac".to_owned()),
                (10, 14, "c".to_owned()),
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn segments_cover_exactly_what_the_spans_cover(
            pairs in proptest::collection::vec((0u32..40, 1u32..15), 0..10)
        ) {
            let spans: Vec<(Span, usize)> =
                pairs.iter().enumerate().map(|(i, &(s, l))| (span(s, s + l), i)).collect();
            let cut = segments(&spans);
            for at in (0..60).map(Offset) {
                let mut before: Vec<usize> =
                    spans.iter().filter(|(s, _)| s.contains(at)).map(|&(_, i)| i).collect();
                let mut after: Vec<usize> = cut
                    .iter()
                    .filter(|s| s.span.contains(at))
                    .flat_map(|s| s.covering.clone())
                    .collect();
                before.sort_unstable();
                after.sort_unstable();
                proptest::prop_assert_eq!(before, after);
            }
        }
    }
}
