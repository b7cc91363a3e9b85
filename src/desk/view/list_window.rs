//! Which rows of a long list are in the page: those in view at once, those near it frame by frame.

use std::ops::Range;

/// So many rows beyond each edge of the view are in the page, so that a scroll shows rows and no gap.
const MARGIN: usize = 12;

/// Rows come anew beyond an edge when fewer than these are left there.
const TOO_FEW: usize = MARGIN / 2;

/// So many rows that are not in view yet may come in one frame.
const A_FRAME: usize = 4;

/// The rows of a list that are in the page. It may reach beyond the list's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListWindow {
    /// The first row.
    pub first: usize,
    /// The row behind the last.
    pub end: usize,
}

impl ListWindow {
    /// What is drawn of a list before its height is known.
    pub const BEFORE_LAYOUT: Self = Self { first: 0, end: 2 * A_FRAME };

    /// Returns the rows for the next frame, and whether the frame after it has more to bring.
    ///
    /// What is in view is there at once. Rows beyond it come a few a frame, those below first, for
    /// most scrolling goes down.
    #[must_use]
    pub fn next(self, view: &Range<usize>) -> (Self, bool) {
        let wanted =
            Self { first: view.start.saturating_sub(MARGIN), end: view.end.saturating_add(MARGIN) };
        if self.holds(view) && !self.is_far_wider_than(wanted) {
            return (self, false);
        }
        let kept = Self { first: self.first.max(wanted.first), end: self.end.min(wanted.end) };
        if kept.first > view.start || kept.end < view.end {
            let touches = kept.first <= view.end && kept.end >= view.start;
            let base = if touches { kept } else { Self { first: view.start, end: view.end } };
            let shown = Self { first: base.first.min(view.start), end: base.end.max(view.end) };
            return (shown, true);
        }
        let below = A_FRAME.min(wanted.end - kept.end);
        let above = (A_FRAME - below).min(kept.first - wanted.first);
        let grown = Self { first: kept.first - above, end: kept.end + below };
        (grown, !grown.holds(view))
    }

    /// Says whether a view and enough beyond its edges is in the page.
    fn holds(self, view: &Range<usize>) -> bool {
        let above = self.first == 0 || self.first.saturating_add(TOO_FEW) <= view.start;
        above && view.end.saturating_add(TOO_FEW) <= self.end
    }

    /// Says whether so many rows are in the page that some must go.
    fn is_far_wider_than(self, wanted: Self) -> bool {
        self.end.saturating_sub(self.first) > wanted.end - wanted.first + 2 * MARGIN
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Goes on until nothing more comes, and returns every step.
    fn steps(mut window: ListWindow, view: &Range<usize>) -> Vec<ListWindow> {
        let mut steps = Vec::new();
        loop {
            let (next, more) = window.next(view);
            steps.push(next);
            if !more || steps.len() > 50 {
                return steps;
            }
            window = next;
        }
    }

    fn window(first: usize, end: usize) -> ListWindow {
        ListWindow { first, end }
    }

    #[test]
    fn a_list_that_is_opened_shows_its_first_rows_and_then_those_below() {
        let all = steps(ListWindow::BEFORE_LAYOUT, &(0..10));
        assert_eq!(all, [window(0, 10), window(0, 14), window(0, 18)]);
    }

    #[test]
    fn a_leap_brings_what_is_in_view_first_and_then_both_sides() {
        let all = steps(window(0, 22), &(500..510));
        let below = [window(500, 510), window(500, 514), window(500, 518), window(500, 522)];
        let above = [window(496, 522), window(492, 522)];
        assert_eq!(all, [below.as_slice(), &above].concat());
    }

    #[test]
    fn a_small_step_changes_nothing_until_few_rows_are_left() {
        assert_eq!(window(88, 122).next(&(100..110)), (window(88, 122), false));
        assert_eq!(window(88, 122).next(&(106..116)), (window(88, 122), false));
        assert_eq!(window(88, 122).next(&(107..117)), (window(95, 126), false));
    }

    #[test]
    fn rows_far_away_go() {
        assert_eq!(window(0, 400).next(&(100..110)), (window(88, 122), false));
    }

    proptest! {
        #[test]
        fn what_is_in_view_is_there_at_once_and_no_frame_brings_many_more(
            first in 0usize..2_000,
            drawn in 0usize..200,
            top in 0usize..2_000,
            shown in 1usize..60,
        ) {
            let view = top..top + shown;
            let mut before = window(first, first + drawn);
            let all = steps(before, &view);
            prop_assert!(all.len() <= 2 + 2 * MARGIN / A_FRAME);
            for now in &all {
                prop_assert!(now.first <= view.start && now.end >= view.end);
                let new = |at: &usize| {
                    !(before.first..before.end).contains(at) && !view.contains(at)
                };
                prop_assert!((now.first..now.end).filter(new).count() <= A_FRAME);
                before = *now;
            }
            let last = all.last().expect("there is one");
            prop_assert_eq!(last.next(&view), (*last, false));
        }
    }
}
