//! An entry of the journal: a transaction as it is remembered on disk.

use serde::{Deserialize, Serialize};

use crate::edit::{Change, Meta, Transaction};
use crate::model::{DocumentId, Key, ProjectId, Record};

/// How many entries of a project the journal keeps.
pub const KEPT: usize = 1000;

/// How long an entry may be, in bytes; the changes of a longer one, such as an import, are left
/// out, or a few of them would fill the store with a second copy of every record.
const LONGEST: usize = 1 << 20;

/// A transaction without the texts it brought: those stand in the store once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The project that changed.
    pub project: ProjectId,
    /// What is known about the change as a whole.
    pub meta: Meta,
    /// The changes, in order.
    pub changes: Vec<EntryChange>,
    /// How many changes were left out, because the entry would have been too long.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub omitted: usize,
}

/// A change as the journal remembers it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryChange {
    /// A record was added or replaced.
    Put(Record),
    /// A record was removed.
    Remove(Key),
    /// A text was added; it stands in the store under its document.
    Text {
        /// Whose text.
        document: DocumentId,
        /// Its length in bytes of UTF-8.
        bytes: u32,
    },
}

impl Entry {
    /// Makes the entry of a transaction.
    pub fn new(project: ProjectId, transaction: &Transaction) -> Self {
        let changes = transaction.changes.iter().map(|change| match change {
            Change::Put(Record::Text(document, text)) => {
                EntryChange::Text { document: *document, bytes: text.end().0 }
            }
            Change::Put(record) => EntryChange::Put(record.clone()),
            Change::Remove(key) => EntryChange::Remove(*key),
        });
        let changes = changes.collect();
        Self { project, meta: transaction.meta.clone(), changes, omitted: 0 }
    }

    /// Writes the entry as JSON; one that would be too long goes without its changes.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let json = serde_json::to_string(self)?;
        if json.len() <= LONGEST {
            return Ok(json);
        }
        let (project, meta) = (self.project, self.meta.clone());
        let omitted = self.omitted + self.changes.len();
        serde_json::to_string(&Self { project, meta, changes: Vec::new(), omitted })
    }

    /// Returns the changes, except for the texts they brought.
    pub fn changes(&self) -> Vec<Change> {
        let changes = self.changes.iter().filter_map(|change| match change {
            EntryChange::Put(record) => Some(Change::Put(record.clone())),
            EntryChange::Remove(key) => Some(Change::Remove(*key)),
            EntryChange::Text { .. } => None,
        });
        changes.collect()
    }

    /// Returns the transaction, except for the texts it brought.
    pub fn into_transaction(self) -> Transaction {
        Transaction { changes: self.changes(), meta: self.meta }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::unsaved::tests::import;

    #[test]
    fn texts_are_not_stored_twice() {
        let transaction = import("one two three");
        let json = Entry::new(ProjectId(1), &transaction).to_json().unwrap();
        assert!(!json.contains("one two three"), "{json}");
        let read: Entry = serde_json::from_str(&json).unwrap();
        assert_eq!(read.changes.len(), 2);
        assert_eq!(read.into_transaction().changes, transaction.changes[..1]);
    }

    #[test]
    fn a_long_entry_keeps_its_label_and_loses_its_changes() {
        let mut transaction = import("a");
        let Change::Put(Record::Document(document)) = &mut transaction.changes[0] else { panic!() };
        std::sync::Arc::make_mut(document).note = "n".repeat(LONGEST);
        let json = Entry::new(ProjectId(1), &transaction).to_json().unwrap();
        let read: Entry = serde_json::from_str(&json).unwrap();
        assert_eq!((read.meta.label.as_str(), read.omitted), ("import", 2));
        assert!(json.len() < 1000);
    }
}
