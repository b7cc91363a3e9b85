//! Undo and redo.

use super::transaction::{EditError, Meta, Origin, Transaction};
use crate::model::{Project, Timestamp, TransactionId};

/// How many steps can be taken back; older ones are forgotten.
const DEPTH: usize = 1000;

/// What can be taken back and what can be done again.
#[derive(Debug, Clone, Default)]
pub struct History {
    undo: Vec<Transaction>,
    redo: Vec<Transaction>,
}

impl History {
    /// Carries out a transaction, remembers how to take it back, and returns what was done in the
    /// form the journal keeps.
    pub fn commit(
        &mut self,
        project: &mut Project,
        transaction: Transaction,
    ) -> Result<Transaction, EditError> {
        let inverse = transaction.apply(project)?;
        let done = forward_of(project, &inverse);
        self.redo.clear();
        if self.undo.len() == DEPTH {
            self.undo.remove(0);
        }
        self.undo.push(inverse);
        Ok(done)
    }

    /// Takes the last step back; `None` when there is none.
    pub fn undo(
        &mut self,
        project: &mut Project,
        id: TransactionId,
        at: Timestamp,
    ) -> Option<Result<Transaction, EditError>> {
        let step = self.undo.pop()?;
        Some(replay(project, step, &mut self.redo, Origin::Undo, id, at))
    }

    /// Does the last step taken back again; `None` when there is none.
    pub fn redo(
        &mut self,
        project: &mut Project,
        id: TransactionId,
        at: Timestamp,
    ) -> Option<Result<Transaction, EditError>> {
        let step = self.redo.pop()?;
        Some(replay(project, step, &mut self.undo, Origin::Redo, id, at))
    }

    /// Returns what "undo" would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.last().map(|step| step.meta.label.as_str())
    }

    /// Returns what "redo" would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.meta.label.as_str())
    }

    /// Returns the steps that can be taken back, the newest first.
    pub fn steps(&self) -> impl Iterator<Item = &Meta> {
        self.undo.iter().rev().map(|step| &step.meta)
    }
}

/// Carries out a remembered step, remembers its inverse in the other pile, and returns what was
/// done. A step that no longer fits is dropped.
fn replay(
    project: &mut Project,
    step: Transaction,
    other: &mut Vec<Transaction>,
    origin: Origin,
    id: TransactionId,
    at: Timestamp,
) -> Result<Transaction, EditError> {
    let meta = step.meta.clone();
    let marked = Transaction { meta: Meta { origin, ..meta.clone() }, changes: step.changes };
    let inverse = marked.apply(project)?;
    let mut done = forward_of(project, &inverse);
    done.meta = Meta { id, at, origin, ..meta.clone() };
    other.push(Transaction { meta, changes: inverse.changes });
    Ok(done)
}

/// Returns what was done, given how to take it back: the state each touched record is in now.
fn forward_of(project: &Project, inverse: &Transaction) -> Transaction {
    let changes = inverse
        .keys()
        .into_iter()
        .map(|key| project.get(key).map_or(super::Change::Remove(key), super::Change::Put))
        .collect();
    Transaction { meta: inverse.meta.clone(), changes }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::random::{self, Act, acts, sample, transaction};
    use crate::model::check;

    /// Commits each edit that means something, and asserts that the project stays sound.
    fn commit_all(
        history: &mut History,
        project: &mut Project,
        acts: &[Act],
    ) -> Result<Vec<Transaction>, TestCaseError> {
        let mut journal = Vec::new();
        for (nth, act) in (1..).zip(acts) {
            let at = Timestamp(nth);
            let changes = act.changes(project, u128::from(1000 + nth), at);
            if changes.is_empty() {
                continue;
            }
            let step = transaction(changes, TransactionId(u128::from(nth)), at);
            let done = history.commit(project, step);
            prop_assert!(done.is_ok(), "{:?}: {}", act, done.unwrap_err());
            journal.extend(done);
            prop_assert_eq!(check::project(project), []);
        }
        Ok(journal)
    }

    /// Carries out a journal on a copy of the project it began with.
    fn replayed(start: &Project, journal: &[Transaction]) -> Project {
        let mut project = start.clone();
        for step in journal {
            for change in step.changes.clone() {
                drop(change.apply(&mut project));
            }
        }
        project
    }

    proptest! {
        #[test]
        fn any_edits_can_all_be_taken_back_and_done_again(acts in acts(0..60)) {
            let start = sample();
            let (mut project, mut history) = (start.clone(), History::default());
            let mut journal = commit_all(&mut history, &mut project, &acts)?;
            let end = project.clone();
            prop_assert!(replayed(&start, &journal) == end, "the journal leads to the end");
            let (id, at) = (TransactionId(7), Timestamp(99));
            while let Some(step) = history.undo(&mut project, id, at) {
                journal.push(step.unwrap());
                prop_assert_eq!(check::project(&project), []);
            }
            prop_assert!(project == start, "everything is taken back");
            prop_assert!(replayed(&start, &journal) == start);
            while let Some(step) = history.redo(&mut project, id, at) {
                journal.push(step.unwrap());
                prop_assert_eq!(check::project(&project), []);
            }
            prop_assert!(project == end, "everything is done again");
            prop_assert!(replayed(&start, &journal) == end);
        }

        #[test]
        fn edits_undo_and_redo_in_any_order_keep_the_journal_true(
            acts in acts(0..40),
            turns in proptest::collection::vec(0u8..4, 40),
        ) {
            let start = sample();
            let (mut project, mut history) = (start.clone(), History::default());
            let mut journal = Vec::new();
            for ((nth, act), turn) in (1u64..).zip(&acts).zip(turns) {
                let (id, at) = (TransactionId(u128::from(nth)), Timestamp(nth));
                let step = match turn {
                    0 => history.undo(&mut project, id, at),
                    1 => history.redo(&mut project, id, at),
                    _ => {
                        let changes = act.changes(&project, u128::from(1000 + nth), at);
                        Some(history.commit(&mut project, transaction(changes, id, at)))
                    }
                };
                journal.extend(step.map(Result::unwrap));
                prop_assert!(replayed(&start, &journal) == project);
            }
            while let Some(step) = history.undo(&mut project, TransactionId(7), Timestamp(99)) {
                journal.push(step.unwrap());
            }
            prop_assert!(project == start && replayed(&start, &journal) == start);
        }
    }

    #[test]
    fn every_kind_of_random_edit_means_something() {
        let mut project = sample();
        let mut meant = std::collections::BTreeSet::new();
        for nth in 0..4000u16 {
            let what = u8::try_from(nth % u16::from(random::ACTIONS)).unwrap();
            let picks = [nth, nth / 3, nth / 7, nth / 11].map(|n| n.wrapping_mul(40_503));
            let changes =
                Act { what, picks }.changes(&project, 9000 + u128::from(nth), Timestamp(1));
            if !changes.is_empty() {
                meant.insert(what);
                let step = transaction(changes, TransactionId(1), Timestamp(1));
                drop(step.apply(&mut project).unwrap());
            }
        }
        assert_eq!(meant.len(), usize::from(random::ACTIONS));
    }
}
