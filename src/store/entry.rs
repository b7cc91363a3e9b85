//! An entry of the journal: a transaction as it is remembered on disk.

use serde::{Deserialize, Serialize};

use crate::edit::{Change, Done, Meta, Transaction};
use crate::model::{DocumentId, Key, ProjectId, Record};

/// How many entries of a project the journal keeps: months of work.
pub const KEPT: usize = 50_000;

/// How long an entry may be, in bytes; the changes of a longer one, such as an import, are left
/// out, or a few of them would fill the store with a second copy of every record.
const LONGEST: usize = 1 << 20;

/// What a change takes at least, in bytes, so that a long entry is known without being written.
const SHORTEST_CHANGE: usize = 40;

/// How many changes are in each piece of what takes a long entry back.
const PIECE: usize = 300;

/// A transaction without the texts it brought: those stand in the store once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The project that changed.
    pub project: ProjectId,
    /// What is known about the change as a whole.
    pub meta: Meta,
    /// The changes, in order.
    pub changes: Vec<EntryChange>,
    /// The changes that take it back, but for texts; none in what older versions of the app wrote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Change>,
    /// How many changes were left out, because the entry would have been too long.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub omitted: usize,
    /// In how many pieces the changes that take it back stand apart, because they are too long.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub pieces: usize,
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
    /// Makes the entry of a transaction that has been carried out, with what takes it back.
    pub fn of(project: ProjectId, done: &Done) -> Self {
        let mut before = done.inverse();
        before.retain(|change| !matches!(change.key(), Key::Text(_)));
        Self { before, ..Self::new(project, &done.transaction) }
    }

    /// Makes the entry of a transaction of which is not known what takes it back.
    pub fn new(project: ProjectId, transaction: &Transaction) -> Self {
        let changes = transaction.changes.iter().map(|change| match change {
            Change::Put(Record::Text(document, text)) => {
                EntryChange::Text { document: *document, bytes: text.end().0 }
            }
            Change::Put(record) => EntryChange::Put(record.clone()),
            Change::Remove(key) => EntryChange::Remove(*key),
        });
        let changes = changes.collect();
        let meta = transaction.meta.clone();
        Self { project, meta, changes, before: Vec::new(), omitted: 0, pieces: 0 }
    }

    /// Writes the entry as JSON; one that would be too long goes without its changes.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        self.short_json()?.map_or_else(|| serde_json::to_string(&self.shortened()), Ok)
    }

    /// Writes the entry whole as JSON; nothing when it is too long for that.
    pub fn short_json(&self) -> Result<Option<String>, serde_json::Error> {
        if (self.changes.len() + self.before.len()) * SHORTEST_CHANGE > LONGEST {
            return Ok(None);
        }
        let json = serde_json::to_string(self)?;
        Ok((json.len() <= LONGEST).then_some(json))
    }

    /// Returns the entry as a long one is written: what takes it back stands apart.
    #[must_use]
    pub fn shortened(&self) -> Self {
        Self {
            project: self.project,
            meta: self.meta.clone(),
            changes: Vec::new(),
            before: Vec::new(),
            omitted: self.omitted + self.changes.len(),
            pieces: self.pieces + self.before.len().div_ceil(PIECE),
        }
    }

    /// Returns what takes a long entry back, in pieces that are each written in a moment.
    pub fn in_pieces(&self) -> impl Iterator<Item = Result<String, serde_json::Error>> {
        self.before.chunks(PIECE).map(serde_json::to_string)
    }

    /// Says whether it is known what takes it back.
    pub fn can_be_taken_back(&self) -> bool {
        let is_record = |change: &&EntryChange| match change {
            EntryChange::Put(_) => true,
            EntryChange::Remove(key) => !matches!(key, Key::Text(_)),
            EntryChange::Text { .. } => false,
        };
        if self.omitted > 0 {
            return self.pieces > 0;
        }
        self.changes.iter().filter(is_record).count() <= self.before.len()
    }

    /// Returns how many records it changed.
    pub fn len(&self) -> usize {
        self.omitted + self.changes.len()
    }

    /// Says whether it changed nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
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
    use crate::model::Timestamp;
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

    #[test]
    fn what_takes_an_entry_back_is_kept_but_for_texts() {
        let mut project = crate::edit::random::sample();
        let id = DocumentId(1);
        let removal = crate::edit::action::document::remove(&project, id, Timestamp(5));
        let removal = crate::store::unsaved::tests::transaction(4, removal);
        let done = crate::edit::History::default().commit(&mut project, removal).unwrap();
        let entry = Entry::of(ProjectId(1), &done);
        let json = entry.to_json().unwrap();
        assert!(!json.contains("asked Bo"), "{json}");
        let read: Entry = serde_json::from_str(&json).unwrap();
        assert_eq!(read, entry);
        assert!(read.can_be_taken_back());
        let old = Entry::new(ProjectId(1), &done.transaction);
        assert!(!old.can_be_taken_back(), "as older versions wrote it");
    }

    #[test]
    fn what_takes_a_long_entry_back_stands_apart_in_pieces() {
        let record = |nth: u128| {
            let mut coder = crate::model::Coder::new(crate::model::CoderId(nth), "Ada");
            coder.name = "n".repeat(2000);
            Record::Coder(std::sync::Arc::new(coder))
        };
        let mut entry = Entry::new(ProjectId(1), &import("a"));
        entry.before = (0..1000).map(|nth| Change::Put(record(nth))).collect();
        let written: Entry = serde_json::from_str(&entry.to_json().unwrap()).unwrap();
        assert_eq!((written.omitted, written.pieces, written.before.len()), (2, 4, 0));
        assert!(written.can_be_taken_back());
        let pieces = entry.in_pieces().map(|piece| serde_json::from_str(&piece.unwrap()).unwrap());
        let whole: Vec<Change> = pieces.flat_map(|piece: Vec<Change>| piece).collect();
        assert_eq!(whole, entry.before);
    }
}
