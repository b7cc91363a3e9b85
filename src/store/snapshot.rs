//! Snapshots: the earlier states that can be restored, and which of them are kept.
//!
//! A snapshot is a place in the journal and no copy: the state there is worked out by walking the
//! journal back (see [`super::past`]). So taking one costs a line, however large the project is, and
//! it is written together with the entry that follows it, or not at all.
//!
//! One is taken before the first change after a quarter of an hour without one, and before every step
//! that changes much at once. Of this hour and the last all are kept, of today and yesterday the last of
//! every three hours, of this week and the last the last of every day, and of two months the last of
//! every week.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Entry;
use crate::edit::Origin;
use crate::model::Timestamp;
use crate::text::order;

const MINUTE: u64 = 60 * 1000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const WEEK: u64 = 7 * DAY;

/// So long after a snapshot the next change is preceded by another one, in ms.
pub const PITCH_MS: u64 = 15 * MINUTE;

/// A step that changes so many records is preceded by a snapshot of its own.
const MANY: usize = 20;

/// What the label of a step begins with that restores a snapshot.
const RESTORES: &str = "restore the state of";

/// What the label of a step begins with that takes in a file; what colleagues do in a shared folder is
/// called otherwise.
const MERGES: &str = "merge ";

/// How thinly they lie: of this unit and so many before it, the last of each stretch is kept. Units and
/// stretches are parts of one another, so that what is thinned out twice ends as if it had been once.
const STEPS: [(u64, u64, u64); 3] = [(DAY, 1, 3 * HOUR), (WEEK, 1, DAY), (WEEK, 9, WEEK)];

/// So many of those before a large step are kept for a day, whatever else is.
const LARGE_STEPS: usize = 8;

/// An earlier state that can be restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The number of the journal's last entry that it contains; 0 for none.
    pub number: u64,
    /// The number of the entry that follows it, without which there is no way back.
    pub next: u64,
    /// Until when things stood so.
    pub at: Timestamp,
    /// The large step that followed; nothing when it was taken because it was time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}

/// Names the step that restores the state of a moment.
pub fn restoring(moment: &str) -> String {
    format!("{RESTORES} {moment}")
}

/// Says whether it is time for a snapshot; `last` is when the last one was taken.
pub fn is_due(last: Option<Timestamp>, now: Timestamp) -> bool {
    // A clock that was set back must not keep new ones from being taken.
    last.is_none_or(|last| now.0 >= last.0 + PITCH_MS || now < last)
}

/// Says whether an entry is a step before which a snapshot is taken whatever the time is.
pub fn is_large(entry: &Entry) -> bool {
    let label = &entry.meta.label;
    let merges = matches!(entry.meta.origin, Origin::Merge) && label.starts_with(MERGES);
    entry.len() >= MANY || merges || label.starts_with(RESTORES)
}

/// Returns the numbers of the snapshots that need not be kept any longer.
pub fn superfluous(all: &[Snapshot], now: Timestamp) -> BTreeSet<u64> {
    let mut newest: Vec<&Snapshot> = all.iter().collect();
    order::by_key(&mut newest, |snapshot| std::cmp::Reverse((snapshot.at, snapshot.number)));
    let mut stretches = BTreeSet::new();
    let mut large = 0;
    let mut superfluous = BTreeSet::new();
    for (nth, snapshot) in newest.into_iter().enumerate() {
        let age = now.0.saturating_sub(snapshot.at.0);
        let is_large = snapshot.before.is_some() && age <= DAY;
        large += usize::from(is_large);
        // The newest of each stretch is met first.
        let is_first = stretch(snapshot.at, now)
            .is_some_and(|stretch| stretches.insert((stretch, snapshot.at.0 / stretch)));
        let is_new = units(snapshot.at, now, HOUR) <= 1;
        let kept = nth == 0 || is_new || is_first || is_large && large <= LARGE_STEPS;
        if !kept {
            superfluous.insert(snapshot.number);
        }
    }
    superfluous
}

/// Returns how many units of time lie between that of a moment and that of now.
fn units(at: Timestamp, now: Timestamp, unit: u64) -> u64 {
    (now.0 / unit).saturating_sub(at.0 / unit)
}

/// Returns the stretch of which the last is kept, for what was taken at a moment.
fn stretch(at: Timestamp, now: Timestamp) -> Option<u64> {
    let step = STEPS.iter().find(|(unit, ago, _)| units(at, now, *unit) <= *ago);
    step.map(|(_, _, stretch)| *stretch)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::ProjectId;
    use crate::store::unsaved::tests::{import, transaction};

    /// A year that begins in the middle of a stretch.
    const START: u64 = 1_700_000_123_456;

    /// Takes snapshots as a browser does that is worked in after pauses, in minutes.
    fn taken(pauses: &[(u64, bool)], each: &mut dyn FnMut(&[Snapshot], Timestamp)) {
        let (mut all, mut now): (Vec<Snapshot>, _) = (Vec::new(), Timestamp(START));
        for (nth, (pause, large)) in (1u64..).zip(pauses) {
            now.0 += pause * MINUTE;
            let last = all.last().map(|snapshot| snapshot.at);
            if *large || is_due(last, now) {
                let before = large.then(|| "import 300 documents".to_owned());
                all.push(Snapshot { number: nth, next: nth + 1, at: now, before });
                let gone = superfluous(&all, now);
                all.retain(|snapshot| !gone.contains(&snapshot.number));
            }
            each(&all, now);
        }
    }

    fn pauses() -> impl Strategy<Value = Vec<(u64, bool)>> {
        let pause = prop_oneof![6 => 1u64..40, 3 => 40u64..900, 1 => 900u64..40_000];
        proptest::collection::vec((pause, prop::bool::weighted(0.1)), 1..400)
    }

    #[test]
    fn one_is_due_after_a_quarter_of_an_hour_and_before_a_large_step() {
        let at = |minutes: u64| Timestamp(START + minutes * MINUTE);
        assert!(is_due(None, at(0)) && is_due(Some(at(0)), at(15)) && is_due(Some(at(9)), at(0)));
        assert!(!is_due(Some(at(0)), at(14)));
        let small = Entry::new(ProjectId(1), &import("a"));
        assert!(!is_large(&small));
        let mut step = transaction(1, Vec::new());
        step.meta.label = restoring("today, 10:26");
        assert!(is_large(&Entry::new(ProjectId(1), &step)));
        (step.meta.label, step.meta.origin) = ("merge bo.json".to_owned(), Origin::Merge);
        assert!(is_large(&Entry::new(ProjectId(1), &step)));
        assert!(is_large(&Entry { omitted: 400, ..small }));
    }

    proptest! {
        #[test]
        fn they_stay_few_and_none_of_the_last_hour_is_lost(pauses in pauses()) {
            let mut seen: Vec<Snapshot> = Vec::new();
            taken(&pauses, &mut |all, now| {
                seen.extend(all.last().cloned());
                let new = all.iter().filter(|s| units(s.at, now, HOUR) <= 1).count();
                assert!(all.len() <= new + LARGE_STEPS + 2 * 8 + 2 * 7 + 10, "{}", all.len());
                for one in seen.iter().filter(|one| now.0 - one.at.0 <= HOUR) {
                    assert!(all.contains(one));
                }
            });
        }

        #[test]
        fn near_every_moment_of_work_there_is_one(pauses in pauses()) {
            let mut seen: Vec<Snapshot> = Vec::new();
            taken(&pauses, &mut |all, now| {
                seen.extend(all.last().cloned());
                for one in &seen {
                    let Some(near) = stretch(one.at, now) else { continue };
                    let found = all.iter().any(|kept| kept.at.0.abs_diff(one.at.0) <= near);
                    assert!(found, "nothing near what is {} hours old", (now.0 - one.at.0) / HOUR);
                }
            });
        }

        #[test]
        fn thinning_out_twice_is_thinning_out_once(
            pauses in pauses(),
            later in 0u64..3 * WEEK,
        ) {
            let (mut all, mut now) = (Vec::new(), Timestamp(START));
            for (nth, (pause, large)) in (1u64..).zip(&pauses) {
                now.0 += pause * MINUTE;
                let before = large.then(String::new);
                all.push(Snapshot { number: nth, next: nth + 1, at: now, before });
            }
            let thinned = |all: &[Snapshot], now| {
                let gone = superfluous(all, now);
                let kept = all.iter().filter(|one| !gone.contains(&one.number));
                kept.cloned().collect::<Vec<_>>()
            };
            let once = thinned(&all, now);
            prop_assert_eq!(thinned(&once, now), once.clone());
            let end = Timestamp(now.0 + later);
            let (twice, at_end) = (thinned(&once, end), thinned(&all, end));
            prop_assert_eq!(twice, at_end);
        }
    }
}
