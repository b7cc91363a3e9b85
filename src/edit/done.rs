//! A transaction that has been carried out.

use std::collections::BTreeMap;

use super::{Change, Transaction};
use crate::model::{Key, Project, Record, TransactionId};

/// A transaction that has been carried out, in the form the journal keeps, and what it was based
/// on: only with that can be told what it changed and what it merely repeats.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// What was done: one change for each record.
    pub transaction: Transaction,
    /// What stood under each key before; nothing where the record is new.
    pub before: BTreeMap<Key, Option<Record>>,
}

impl Done {
    /// Takes the transaction that takes back what has just been done to a project.
    pub(super) fn of(project: &Project, inverse: &Transaction) -> Self {
        let mut before = BTreeMap::new();
        for change in &inverse.changes {
            // Of several for one record the last leads back to where it stood.
            before.insert(change.key(), change.record().cloned());
        }
        let changes = before
            .keys()
            .map(|key| project.get(*key).map_or(Change::Remove(*key), Change::Put))
            .collect();
        Self { transaction: Transaction { meta: inverse.meta.clone(), changes }, before }
    }

    /// Returns the id of the transaction.
    pub fn id(&self) -> TransactionId {
        self.transaction.meta.id
    }

    /// Returns the changes that take it back.
    pub fn inverse(&self) -> Vec<Change> {
        let back = |(key, record): (&Key, &Option<Record>)| match record {
            Some(record) => Change::Put(record.clone()),
            None => Change::Remove(*key),
        };
        self.before.iter().map(back).collect()
    }
}
