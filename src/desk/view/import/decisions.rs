//! What the user decides about a file before it is taken in.

use std::collections::BTreeMap;

use crate::merge::{Choice, Conflict, Plan, Twin};
use crate::model::Key;
use crate::text::order;

/// The answer for everything that has none of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bulk<T> {
    /// What is suggested for each.
    #[default]
    Suggested,
    /// The same for all.
    All(T),
}

/// Every decision so far. Answers are kept by what they are about, so that they still hold when
/// the preview is worked out anew because the project changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decisions {
    conflicts: Bulk<Choice>,
    of_conflict: BTreeMap<Key, Choice>,
    twins: Bulk<bool>,
    of_twin: BTreeMap<(Key, Key), bool>,
}

impl Decisions {
    /// Chooses a side of one conflict.
    pub fn choose(&mut self, conflict: Key, side: Choice) {
        self.of_conflict.insert(conflict, side);
    }

    /// Chooses a side of every conflict, those that are not shown included.
    pub fn choose_all(&mut self, sides: Bulk<Choice>) {
        self.of_conflict.clear();
        self.conflicts = sides;
    }

    /// Says whether two twins are to become one.
    pub fn unite(&mut self, twins: (Key, Key), unite: bool) {
        self.of_twin.insert(twins, unite);
    }

    /// Says so for every pair of twins, those that are not shown included.
    pub fn unite_all(&mut self, unite: Bulk<bool>) {
        self.of_twin.clear();
        self.twins = unite;
    }

    /// Returns the side chosen of a conflict.
    pub fn side(&self, conflict: &Conflict) -> Choice {
        self.side_of(conflict.key, conflict.suggested)
    }

    /// Returns the side chosen of a conflict of which one side is suggested.
    pub fn side_of(&self, conflict: Key, suggested: Choice) -> Choice {
        let bulk = match self.conflicts {
            Bulk::Suggested => suggested,
            Bulk::All(side) => side,
        };
        self.of_conflict.get(&conflict).copied().unwrap_or(bulk)
    }

    /// Says whether a pair of twins becomes one.
    pub fn unites(&self, twin: &Twin) -> bool {
        self.unites_pair((twin.ours, twin.theirs), twin.suggested)
    }

    /// Says whether a pair becomes one of which that is suggested or not.
    pub fn unites_pair(&self, twins: (Key, Key), suggested: bool) -> bool {
        let bulk = match self.twins {
            Bulk::Suggested => suggested,
            Bulk::All(unite) => unite,
        };
        self.of_twin.get(&twins).copied().unwrap_or(bulk)
    }

    /// Returns the twins that become one.
    pub fn united(&self, twins: &[Twin]) -> Vec<Twin> {
        twins.iter().filter(|twin| self.unites(twin)).cloned().collect()
    }

    /// Returns the side chosen of every conflict of a plan.
    pub fn choices(&self, plan: &Plan) -> BTreeMap<Key, Choice> {
        order::map(plan.conflicts.iter().map(|conflict| (conflict.key, self.side(conflict))))
    }

    /// Returns what the same answer is for every conflict, when there is one.
    pub fn all_sides(&self, plan: &Plan) -> Option<Choice> {
        let mut sides = plan.conflicts.iter().map(|conflict| self.side(conflict));
        let first = sides.next()?;
        sides.all(|side| side == first).then_some(first)
    }
}
