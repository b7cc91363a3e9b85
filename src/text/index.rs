//! Spans of one text in its order, with what lies at a place found without looking at all of them.

use std::cmp::{Ordering, Reverse};

use super::{Offset, Span};

/// How many lanes are told apart; whatever would need a further one shares the last.
pub const LANES: u8 = 4;

/// A bucket with more spans than this is cut in two.
const BUCKET: usize = 256;

/// A span with what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indexed<T> {
    /// Where.
    pub span: Span,
    /// What.
    pub value: T,
    /// The lowest lane that none of the spans it overlapped had when it came, below [`LANES`].
    ///
    /// It stays while others come and go, so that what is drawn by lane does not jump about.
    pub lane: u8,
}

/// Spans sorted by start, the longer of two first, in buckets with a running maximum of their ends.
///
/// Looking up what overlaps a stretch, what stands before a place, or the n-th span reads the
/// buckets' heads and one or two buckets; so does a change, whatever else is in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpanIndex<T> {
    buckets: Vec<Bucket<T>>,
    len: usize,
}

/// A run of spans that stand next to each other. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bucket<T> {
    spans: Vec<Indexed<T>>,
    /// Where the last of these spans ends.
    reach: Offset,
    /// Where the last of these and all earlier spans ends: grows from bucket to bucket.
    running: Offset,
}

impl<T> Default for SpanIndex<T> {
    fn default() -> Self {
        Self { buckets: Vec::new(), len: 0 }
    }
}

impl<T: Copy + Ord> SpanIndex<T> {
    /// Returns how many spans it holds.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Says whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Takes in a span.
    pub fn insert(&mut self, span: Span, value: T) {
        let taken = self.overlapping(span).fold(0u8, |taken, other| taken | 1 << other.lane);
        // The trailing ones are the lanes taken from the lowest up.
        let lane = u8::try_from(taken.trailing_ones()).unwrap_or(LANES).min(LANES - 1);
        let new = Indexed { span, value, lane };
        self.len += 1;
        let at = self.bucket_of(span, value).min(self.buckets.len().saturating_sub(1));
        let Some(bucket) = self.buckets.get_mut(at) else {
            self.buckets.push(Bucket { spans: vec![new], reach: span.end(), running: span.end() });
            return;
        };
        let place = bucket.spans.partition_point(|one| order(one, span, value).is_lt());
        bucket.spans.insert(place, new);
        bucket.reach = bucket.reach.max(span.end());
        if bucket.spans.len() > BUCKET {
            let tail = bucket.spans.split_off(BUCKET / 2);
            bucket.reach = reach(&bucket.spans);
            let tail = Bucket { reach: reach(&tail), running: Offset(0), spans: tail };
            self.buckets.insert(at + 1, tail);
        }
        self.run_from(at);
    }

    /// Takes out a span; says whether it was there.
    pub fn remove(&mut self, span: Span, value: T) -> bool {
        let at = self.bucket_of(span, value);
        let Some(bucket) = self.buckets.get_mut(at) else { return false };
        let place = bucket.spans.partition_point(|one| order(one, span, value).is_lt());
        let found = bucket.spans.get(place).is_some_and(|one| order(one, span, value).is_eq());
        if !found {
            return false;
        }
        bucket.spans.remove(place);
        self.len -= 1;
        if bucket.spans.is_empty() {
            self.buckets.remove(at);
        } else {
            bucket.reach = reach(&bucket.spans);
        }
        self.run_from(at);
        true
    }

    /// Returns all spans in the order of the text.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Indexed<T>> {
        self.buckets.iter().flat_map(|bucket| &bucket.spans)
    }

    /// Returns the spans that share a byte with a stretch, in the order of the text.
    pub fn overlapping(&self, stretch: Span) -> impl Iterator<Item = &Indexed<T>> {
        let first = self.buckets.partition_point(|bucket| bucket.running <= stretch.start());
        let within = self.buckets.get(first..).unwrap_or_default().iter();
        within
            .take_while(move |bucket| bucket.first_start() < stretch.end())
            .filter(move |bucket| bucket.reach > stretch.start())
            .flat_map(|bucket| &bucket.spans)
            .filter(move |one| one.span.overlaps(stretch))
    }

    /// Returns the spans that start at a position or behind it, in the order of the text.
    pub fn starting_from(&self, at: Offset) -> impl Iterator<Item = &Indexed<T>> {
        let first = self.bucket_starting(at);
        let rest = self.buckets.get(first..).unwrap_or_default().iter();
        rest.flat_map(|bucket| &bucket.spans).skip_while(move |one| one.span.start() < at)
    }

    /// Returns the spans that start before a position, the nearest first.
    pub fn starting_before(&self, at: Offset) -> impl Iterator<Item = &Indexed<T>> {
        let last = self.buckets.partition_point(|bucket| bucket.first_start() < at);
        let rest = self.buckets.get(..last).unwrap_or_default().iter().rev();
        rest.flat_map(|bucket| bucket.spans.iter().rev())
            .skip_while(move |one| one.span.start() >= at)
    }

    /// Returns how many spans start before a position.
    pub fn count_before(&self, at: Offset) -> usize {
        let first = self.bucket_starting(at);
        let whole: usize = self.buckets.iter().take(first).map(|bucket| bucket.spans.len()).sum();
        let rest = self.buckets.get(first);
        whole + rest.map_or(0, |b| b.spans.partition_point(|one| one.span.start() < at))
    }

    /// Returns the n-th span in the order of the text, counted from 0.
    pub fn nth(&self, nth: usize) -> Option<&Indexed<T>> {
        let mut left = nth;
        for bucket in &self.buckets {
            if let Some(found) = bucket.spans.get(left) {
                return Some(found);
            }
            left -= bucket.spans.len();
        }
        None
    }

    /// Returns which span in the order of the text this one is, counted from 0.
    pub fn rank(&self, span: Span, value: T) -> Option<usize> {
        let at = self.bucket_of(span, value);
        let within = &self.buckets.get(at)?.spans;
        let place = within.binary_search_by(|one| order(one, span, value)).ok()?;
        Some(self.buckets.iter().take(at).map(|bucket| bucket.spans.len()).sum::<usize>() + place)
    }

    /// Returns which bucket a span belongs to: the first that ends with it or behind it.
    fn bucket_of(&self, span: Span, value: T) -> usize {
        self.buckets.partition_point(|bucket| {
            bucket.spans.last().is_some_and(|last| order(last, span, value).is_lt())
        })
    }

    /// Returns the first bucket in which a span starts at a position or behind it.
    fn bucket_starting(&self, at: Offset) -> usize {
        self.buckets
            .partition_point(|bucket| bucket.spans.last().is_some_and(|l| l.span.start() < at))
    }

    /// Works out the running maxima from a bucket on, until one is right already.
    fn run_from(&mut self, at: usize) {
        let before = at.checked_sub(1).and_then(|before| self.buckets.get(before));
        let mut running = before.map_or(Offset(0), |bucket| bucket.running);
        // A bucket that was cut in two or taken out changes two places at most; only from there on
        // does an unchanged maximum mean that all further ones are right.
        for (nth, bucket) in self.buckets.iter_mut().skip(at).enumerate() {
            running = running.max(bucket.reach);
            if nth > 1 && bucket.running == running {
                return;
            }
            bucket.running = running;
        }
    }
}

impl<T> Bucket<T> {
    fn first_start(&self) -> Offset {
        self.spans.first().map_or(Offset(0), |one| one.span.start())
    }
}

/// Returns where the last of some spans ends.
fn reach<T>(spans: &[Indexed<T>]) -> Offset {
    spans.iter().map(|one| one.span.end()).max().unwrap_or_default()
}

/// Compares by start, then the longer first, then by what the span belongs to.
fn order<T: Ord>(one: &Indexed<T>, span: Span, value: T) -> Ordering {
    (one.span.start(), Reverse(one.span.end()), &one.value).cmp(&(
        span.start(),
        Reverse(span.end()),
        &value,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span::try_from((start, end)).unwrap()
    }

    #[test]
    fn a_span_takes_the_lowest_lane_free_where_it_lies_and_keeps_it() {
        let mut index = SpanIndex::default();
        for (value, place) in
            [(0, span(0, 10)), (1, span(5, 8)), (2, span(20, 30)), (3, span(6, 25))]
        {
            index.insert(place, value);
        }
        let lanes = |index: &SpanIndex<i32>| -> Vec<(i32, u8)> {
            index.iter().map(|one| (one.value, one.lane)).collect()
        };
        assert_eq!(lanes(&index), [(0, 0), (1, 1), (3, 2), (2, 0)]);
        index.remove(span(0, 10), 0);
        assert_eq!(lanes(&index), [(1, 1), (3, 2), (2, 0)]);
        for value in 10..16 {
            index.insert(span(5, 9), value);
        }
        assert!(index.iter().all(|one| one.lane < LANES));
    }

    proptest::proptest! {
        #[test]
        fn it_answers_as_a_plain_list_does(
            steps in proptest::collection::vec((0u32..400, 1u32..90, 0u8..3), 1..900),
            at in 0u32..500,
            length in 1u32..120,
        ) {
            let mut index = SpanIndex::default();
            let mut list: Vec<(Span, usize)> = Vec::new();
            for (nth, (start, length, kind)) in steps.into_iter().enumerate() {
                if kind == 0 && !list.is_empty() {
                    let (gone, value) = list.remove(start as usize % list.len());
                    assert!(index.remove(gone, value));
                    assert!(!index.remove(gone, value));
                } else {
                    let new = (span(start, start + length), nth);
                    list.push(new);
                    index.insert(new.0, new.1);
                }
            }
            list.sort_by_key(|(span, value)| (span.start(), Reverse(span.end()), *value));
            let (at, stretch) = (Offset(at), span(at, at + length));
            let shown = |found: Vec<&Indexed<usize>>| -> Vec<(Span, usize)> {
                found.into_iter().map(|one| (one.span, one.value)).collect()
            };
            let kept = |keep: &dyn Fn(Span) -> bool| -> Vec<(Span, usize)> {
                list.iter().filter(|(span, _)| keep(*span)).copied().collect()
            };
            assert_eq!(index.len(), list.len());
            assert_eq!(shown(index.iter().collect()), list);
            assert_eq!(shown(index.overlapping(stretch).collect()), kept(&|s| s.overlaps(stretch)));
            assert_eq!(shown(index.starting_from(at).collect()), kept(&|s| s.start() >= at));
            let mut before = kept(&|s| s.start() < at);
            assert_eq!(index.count_before(at), before.len());
            before.reverse();
            assert_eq!(shown(index.starting_before(at).collect()), before);
            for (nth, (span, value)) in list.iter().enumerate() {
                assert_eq!(index.nth(nth).map(|one| one.value), Some(*value));
                assert_eq!(index.rank(*span, *value), Some(nth));
            }
            assert_eq!(index.nth(list.len()), None);
        }
    }
}
