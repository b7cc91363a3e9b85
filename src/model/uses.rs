//! How often claims, mentions and actors are referred to, kept up with each change.

use std::collections::BTreeMap;

use super::{Key, Record, check};

/// Counts of references by what they refer to. Codes, documents and coders are not counted: what
/// becomes of their records is worked out rarely, and then in one pass over all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Uses(BTreeMap<Key, u32>);

impl Uses {
    /// Counts what a record of a claim or mention refers to.
    pub(super) fn add(&mut self, record: &Record) {
        check::references(record, &mut |to| {
            if is_counted(to) {
                *self.0.entry(to).or_default() += 1;
            }
        });
    }

    /// Takes back what [`Uses::add`] counted for a record.
    pub(super) fn take_back(&mut self, record: &Record) {
        check::references(record, &mut |to| {
            if let Some(count) = self.0.get_mut(&to) {
                *count -= 1;
                if *count == 0 {
                    self.0.remove(&to);
                }
            }
        });
    }

    pub(super) fn of(&self, key: Key) -> u32 {
        self.0.get(&key).copied().unwrap_or_default()
    }
}

fn is_counted(key: Key) -> bool {
    matches!(key, Key::Actor(_) | Key::Claim(_) | Key::Mention(_))
}
