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
