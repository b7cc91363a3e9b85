//! A named group of changes that happens as a whole or not at all.

use crate::text::order;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Change;
use crate::model::check::{self, Fault};
use crate::model::named::named;
use crate::model::{CoderId, Key, Project, Record, Timestamp, TransactionId};

/// A named, undoable group of changes, with time and coder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transaction {
    /// What is known about the change as a whole.
    pub meta: Meta,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

/// What is known about a change as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// Identifies the transaction.
    pub id: TransactionId,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it; nobody before the coder's name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coder: Option<CoderId>,
    /// What it did, in the words the Undo button shows: "delete claim".
    pub label: String,
    /// How it came about.
    pub origin: Origin,
}

/// How a transaction came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The user did it.
    User,
    /// It takes another one back.
    Undo,
    /// It does again what was taken back.
    Redo,
    /// Documents or a project were read from files.
    Import,
    /// Another file was merged into the project.
    Merge,
}

/// Why a transaction was refused; the project is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The project would not have been sound.
    #[error("“{label}” was not done: {reason}")]
    Unsound {
        /// What was to be done.
        label: String,
        /// What stood in the way.
        fault: Box<Fault>,
        /// The same in words, with the names of the records instead of their ids.
        reason: String,
    },
    /// Somebody else, or another tab, changed what the step left.
    #[error("“{label}” cannot be {word}: the {what} was changed or deleted since")]
    Overtaken {
        /// What the step did.
        label: String,
        /// "undone" or "done again".
        word: &'static str,
        /// What was changed, by kind and name.
        what: String,
    },
}

impl Transaction {
    /// Carries out all changes and returns the transaction that takes them back; when the result
    /// would break the project, nothing is changed.
    ///
    /// A transaction that touches the codebook raises its version, in the same step.
    pub fn apply(self, project: &mut Project) -> Result<Self, EditError> {
        let mut changes = self.changes;
        changes.extend(raised_codebook(project, &changes, self.meta.origin));
        let touched: Vec<Key> = changes.iter().map(Change::key).collect();
        let mut undo: Vec<Change> =
            changes.into_iter().map(|change| change.apply(project)).collect();
        undo.reverse();
        if let Err(fault) = check_touched(project, &touched) {
            // What was to be removed has a name only before, what was to be added only after.
            let after = fault.keys().map(|key| named(project, key));
            for change in undo {
                drop(change.apply(project));
            }
            let before = fault.keys().map(|key| named(project, key));
            let mut reason = fault.to_string();
            for ((key, after), before) in fault.keys().into_iter().zip(after).zip(before) {
                let name = if after.len() > before.len() { after } else { before };
                reason = reason.replace(&key.to_string(), &format!("the {name}"));
            }
            return Err(EditError::Unsound {
                label: self.meta.label,
                fault: Box::new(fault),
                reason,
            });
        }
        Ok(Self { meta: self.meta, changes: undo })
    }

    /// Returns the keys of the records that change, each once.
    pub fn keys(&self) -> BTreeSet<Key> {
        order::set(self.changes.iter().map(Change::key))
    }
}

/// Returns the change that raises the codebook's version, when a user's changes touch it.
///
/// Undo and merge carry the codebook's own record where it changes.
fn raised_codebook(project: &Project, changes: &[Change], origin: Origin) -> Option<Change> {
    let touches = changes.iter().any(|change| change.key().is_codebook());
    let carried = changes.iter().rev().find_map(|change| match change {
        Change::Put(Record::Codebook(codebook)) => Some(codebook),
        _ => None,
    });
    let by_hand = matches!(origin, Origin::User);
    let mut codebook = (**carried.unwrap_or(project.codebook())).clone();
    (touches && by_hand).then(|| {
        codebook.version = project.codebook().version.saturating_add(1);
        Change::Put(Record::Codebook(std::sync::Arc::new(codebook)))
    })
}

fn check_touched(project: &Project, touched: &[Key]) -> Result<(), Fault> {
    let mut removed = BTreeSet::new();
    for key in touched {
        match project.get(*key) {
            Some(record) => check::record(project, &record)?,
            None => {
                removed.insert(*key);
            }
        }
    }
    check::removals(project, &removed)
}
