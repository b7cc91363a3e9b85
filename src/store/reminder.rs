//! When to remind of a backup: after much work that is in this browser only, and not often.

use serde::{Deserialize, Serialize};

use crate::model::Timestamp;

const HOUR: u64 = 60 * 60 * 1000;
const DAY: u64 = 24 * HOUR;

/// So many steps, this long after the first of them, are worth a reminder.
const WORTH: [(u32, u64); 3] = [(600, 0), (150, DAY), (25, 7 * DAY)];

/// So long nothing is said after the reminder was put away, in ms.
const QUIET_MS: u64 = 3 * DAY;

/// What was done in a project since it was last saved anywhere but in this browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reminder {
    /// How many steps.
    pub steps: u32,
    /// When the first of them was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// When it was last saved elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved: Option<Timestamp>,
    /// When the reminder was put away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub put_away: Option<Timestamp>,
}

impl Reminder {
    /// Notes a step.
    pub fn note_step(&mut self, now: Timestamp) {
        self.steps = self.steps.saturating_add(1);
        self.since.get_or_insert(now);
    }

    /// Notes that all of it has been saved elsewhere.
    pub fn note_saved(&mut self, now: Timestamp) {
        *self = Self { saved: Some(now), ..Self::default() };
    }

    /// Notes that the reminder was put away.
    pub fn put_away(&mut self, now: Timestamp) {
        self.put_away = Some(now);
    }

    /// Says whether it is time to remind.
    pub fn is_due(&self, now: Timestamp) -> bool {
        let passed = |from: Timestamp| now.0.saturating_sub(from.0);
        let Some(since) = self.since else { return false };
        let is_quiet = self.put_away.is_some_and(|at| passed(at) < QUIET_MS && at <= now);
        let worth = |(steps, age): &(u32, u64)| self.steps >= *steps && passed(since) >= *age;
        !is_quiet && WORTH.iter().any(worth)
    }

    /// Says it in a sentence.
    pub fn sentence(&self, now: Timestamp) -> String {
        let days = |from: Timestamp| now.0.saturating_sub(from.0) / DAY;
        let last = match self.saved.map(days) {
            None => "No backup of this project was made here yet".to_owned(),
            Some(0) => "The last backup was made earlier today".to_owned(),
            Some(1) => "The last backup was made yesterday".to_owned(),
            Some(days) => format!("The last backup was made {days} days ago"),
        };
        let changes = if self.steps == 1 { "change is" } else { "changes are" };
        format!("{last}; {} {changes} in this browser only.", self.steps)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn much_work_is_worth_a_reminder_at_once_and_less_after_days() {
        let due = |steps, age| {
            let since = Some(Timestamp(5));
            Reminder { steps, since, ..Reminder::default() }.is_due(Timestamp(5 + age))
        };
        assert!(due(600, 0) && due(150, DAY) && due(25, 7 * DAY));
        assert!(!due(599, HOUR) && !due(149, 6 * DAY) && !due(24, 100 * DAY) && !due(0, DAY));
        assert!(!Reminder::default().is_due(Timestamp(DAY)));
    }

    #[test]
    fn it_says_when_the_last_backup_was_made() {
        let mut reminder = Reminder::default();
        reminder.note_step(Timestamp(1));
        let said = "No backup of this project was made here yet; 1 change is in this browser only.";
        assert_eq!(reminder.sentence(Timestamp(2)), said);
        reminder.note_saved(Timestamp(3));
        assert!(reminder.sentence(Timestamp(3 + 5 * DAY)).contains("5 days ago"));
        let written = serde_json::to_string(&reminder).unwrap();
        assert_eq!(serde_json::from_str::<Reminder>(&written).unwrap(), reminder);
    }

    proptest! {
        #[test]
        fn it_is_quiet_for_days_after_it_was_put_away_and_after_a_backup(
            acts in proptest::collection::vec((0u8..40, 1u64..12 * HOUR), 1..2000),
        ) {
            let (mut reminder, mut now) = (Reminder::default(), Timestamp(DAY));
            let (mut steps, mut said) = (0, None::<Timestamp>);
            for (act, pause) in acts {
                now.0 += pause;
                if act == 0 {
                    reminder.note_saved(now);
                    (steps, said) = (0, None);
                } else {
                    reminder.note_step(now);
                    steps += 1;
                }
                prop_assert_eq!(reminder.steps, steps);
                if reminder.is_due(now) {
                    prop_assert!(steps >= 25);
                    prop_assert!(said.is_none_or(|said| now.0 - said.0 >= QUIET_MS));
                    said = Some(now);
                    reminder.put_away(now);
                    prop_assert!(!reminder.is_due(now));
                }
            }
        }
    }
}
