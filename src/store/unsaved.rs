//! Work that is not on disk yet, and what has to be written for it.

use crate::text::order;
use std::collections::BTreeMap;

use super::{Counts, Entry, Pending, key};
use crate::edit::{Change, Done, Transaction};
use crate::model::{Key, Project, ProjectId, ProjectInfo, Record, TransactionId};
use crate::text::Text;

/// One transaction, or one whole project, on its way to the disk.
#[derive(Debug, Clone)]
pub struct Unsaved {
    /// The project that changes.
    pub project: ProjectId,
    /// The journal's entry; none when a project is written as a whole.
    pub entry: Option<Entry>,
    /// What the project's line in the list says afterwards; none where that is found out later.
    pub summary: Option<(ProjectInfo, Counts)>,
    /// Whether the project is new.
    pub creation: Creation,
    /// The last change of each record: what came before it in the same transaction is not seen
    /// by anyone.
    changes: BTreeMap<Key, Change>,
    /// What the changes are based on, to be carried over where another tab was faster; nothing
    /// when they are written whatever stands there.
    done: Option<Done>,
}

/// Whether a project comes into being.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Creation {
    /// It has to be there already.
    No,
    /// It is written, whatever is there.
    Always,
    /// It is written when it is not there: the try of an earlier visit may have come through, and
    /// what was changed since must not be undone.
    IfAbsent,
}

/// What is written in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Write {
    /// Which place.
    pub key: String,
    /// What is written there; nothing when what stands there is deleted.
    pub value: Option<Stored>,
    /// Whether it goes to the texts instead of the records.
    pub is_text: bool,
}

/// A value as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub enum Stored {
    /// A record as JSON.
    Json(String),
    /// A text as it is.
    Text(Text),
}

impl Unsaved {
    /// Takes a transaction that has been carried out, and the project as it is now.
    pub fn transaction(project: &Project, done: Done) -> Self {
        Self::counted(project, Counts::of(project), done)
    }

    /// Does the same where the project has been counted.
    pub(super) fn counted(project: &Project, counts: Counts, done: Done) -> Self {
        let id = project.info().id;
        let summary = Some(((**project.info()).clone(), counts));
        let entry = Some(Entry::of(id, &done));
        Self { entry, summary, done: Some(done.clone()), ..Self::of(id, &done.transaction) }
    }

    /// Takes the making of a project that an earlier visit left over; nothing when that is not
    /// what was left over.
    pub fn left_creation(pending: &Pending) -> Option<Self> {
        let Pending { project: id, transaction, creates, .. } = pending;
        creates.then(|| {
            let mut project = Project::new(*id, "", transaction.meta.at);
            for change in transaction.changes.iter().cloned() {
                drop(change.apply(&mut project));
            }
            Self { creation: Creation::IfAbsent, ..Self::project(&project) }
        })
    }

    /// Returns the transaction with what it is based on; none for a project written as a whole.
    pub fn done(&self) -> Option<&Done> {
        self.done.as_ref()
    }

    /// Takes a transaction of a project that is not in memory.
    pub(crate) fn of(project: ProjectId, transaction: &Transaction) -> Self {
        let changes = transaction.changes.iter().map(|change| (change.key(), change.clone()));
        Self {
            project,
            entry: Some(Entry::new(project, transaction)),
            summary: None,
            creation: Creation::No,
            changes: order::map(changes),
            done: None,
        }
    }

    /// Takes a whole project that is new to the store.
    pub fn project(project: &Project) -> Self {
        let changes = project.records().map(|record| (record.key(), Change::Put(record)));
        Self {
            project: project.info().id,
            entry: None,
            summary: Some(((**project.info()).clone(), Counts::of(project))),
            creation: Creation::Always,
            changes: order::map(changes),
            done: None,
        }
    }

    /// Returns the id of the transaction; the making of a project has the project's own.
    pub fn id(&self) -> TransactionId {
        self.entry.as_ref().map_or(TransactionId(self.project.0), |entry| entry.meta.id)
    }

    /// Returns what has to be written. Each value is worked out when it is asked for, so that a
    /// large import can be written in pieces.
    pub fn writes(&self) -> impl Iterator<Item = Result<Write, serde_json::Error>> {
        self.changes.iter().map(|(key, change)| {
            let value = match change {
                Change::Put(Record::Text(_, text)) => Some(Stored::Text(text.clone())),
                Change::Put(record) => Some(Stored::Json(serde_json::to_string(record)?)),
                Change::Remove(_) => None,
            };
            let is_text = matches!(key, Key::Text(_));
            Ok(Write { key: key::of_record(self.project, *key), value, is_text })
        })
    }
}

impl Stored {
    /// Returns the value as a string.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Json(json) => json,
            Self::Text(text) => text.as_str(),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::edit::{Meta, Origin, action};
    use crate::model::{ActorId, Document, DocumentId, Timestamp};

    /// Returns a transaction of one to many changes.
    pub(crate) fn transaction(id: u128, changes: Vec<Change>) -> Transaction {
        let meta = Meta {
            id: TransactionId(id),
            at: Timestamp(1000),
            coder: None,
            label: "import".to_owned(),
            origin: Origin::Import,
        };
        Transaction { meta, changes }
    }

    /// Returns a transaction as one that was carried out on a project without its records.
    pub(crate) fn done(transaction: Transaction) -> Done {
        let before = order::map(transaction.changes.iter().map(|change| (change.key(), None)));
        Done { transaction, before }
    }

    /// Returns the import of one document.
    pub(crate) fn import(text: &str) -> Transaction {
        let text = Text::new(text);
        let document = Document::new(DocumentId(9), "A".to_owned(), &text, Timestamp(1));
        transaction(5, action::document::add(document, text).into())
    }

    #[test]
    fn texts_and_records_go_to_different_places() {
        let unsaved = Unsaved::of(ProjectId(1), &import("words"));
        let writes: Vec<Write> = unsaved.writes().map(Result::unwrap).collect();
        let texts: Vec<&Write> = writes.iter().filter(|write| write.is_text).collect();
        assert_eq!((writes.len(), texts.len()), (2, 1));
        assert_eq!(texts[0].value, Some(Stored::Text(Text::new("words"))));
        let document = writes.iter().find(|write| !write.is_text).unwrap();
        let json = document.value.as_ref().unwrap().as_str();
        assert!(json.starts_with(r#"{"document":{"id":"#), "{json}");
        assert!(!json.contains("words"));
    }

    #[test]
    fn only_the_last_change_of_a_record_is_written() {
        let key = Key::Actor(ActorId(3));
        let mut changes = import("words").changes;
        changes.push(Change::Remove(Key::Document(DocumentId(9))));
        changes.push(Change::Remove(key));
        let unsaved = Unsaved::of(ProjectId(1), &transaction(6, changes));
        let gone: Vec<String> = unsaved
            .writes()
            .map(Result::unwrap)
            .filter(|write| write.value.is_none())
            .map(|write| write.key)
            .collect();
        let of = |key| key::of_record(ProjectId(1), key);
        assert_eq!(gone, [of(key), of(Key::Document(DocumentId(9)))]);
    }

    #[test]
    fn a_new_project_is_written_with_every_record_and_its_line_in_the_list() {
        let mut project = Project::new(ProjectId(4), "Talks", Timestamp(1));
        drop(import("words").apply(&mut project).unwrap());
        let unsaved = Unsaved::project(&project);
        assert_eq!(unsaved.writes().count(), project.records().count());
        assert!(unsaved.creation == Creation::Always && unsaved.entry.is_none());
        let (info, counts) = unsaved.summary.unwrap();
        assert_eq!((info.name.as_str(), counts.documents), ("Talks", 1));
    }

    #[test]
    fn a_creation_left_over_brings_the_whole_project_unless_it_is_there() {
        let mut project = Project::new(ProjectId(4), "Talks", Timestamp(1));
        drop(import("words").apply(&mut project).unwrap());
        let unsaved = Unsaved::left_creation(&Pending::creation(&project).unwrap()).unwrap();
        assert_eq!(unsaved.creation, Creation::IfAbsent);
        let all = |unsaved: &Unsaved| unsaved.writes().map(Result::unwrap).collect::<Vec<_>>();
        assert_eq!(all(&unsaved), all(&Unsaved::project(&project)));
        assert_eq!(unsaved.id(), Pending::creation(&project).unwrap().transaction.meta.id);
        assert_eq!(unsaved.summary.unwrap().0.name, "Talks");
    }
}
