//! Writing transactions to the database.
//!
//! The browser lets one tab write at a time. Inside its turn a tab first looks whether others have
//! written since it last knew; if so it takes that up and carries its own edits over, and only then
//! writes. So the journal is one line of entries of which each was made knowing all before it, and
//! the records are always what the journal leads to.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use web_sys::IdbRequest;

use super::indexed_db::{Store, Transaction, from_number, number_of, object, outcome};
use super::past::{BEFORE, REMOVED_TEXT};
use super::{BY_PROJECT, BY_TRANSACTION, JOURNAL, PROJECTS, RECORDS, SNAPSHOTS, Storage, TEXTS};
use crate::model::{ProjectId, Timestamp, json};
use crate::store::{Creation, Entry, News, StorageError, Summary, Unsaved, entry, key};
use crate::text::order;

/// How many values are asked to be written before the page gets a moment for other things.
const AT_ONCE: usize = 400;

/// Whose work is written: the tab's own, which may have to be carried over first.
pub(super) trait Author {
    /// Returns the number of the last entry that the work is based on.
    fn seen(&self) -> u64;
    /// Hears what others have written since. There is no waiting: the turn would be over.
    fn hear(&self, news: Vec<News>);
    /// Returns what is to be written.
    fn batch(&self) -> Vec<Arc<Unsaved>>;
}

/// What became of a try to write.
pub(super) enum Pushed {
    /// It is on disk, under these numbers.
    Written(Vec<News>),
    /// Others wrote what cannot be taken up by its entries, so the project has to be read anew.
    Behind,
}

impl Storage {
    /// Writes transactions whatever stands there, all or none, and returns when they are on disk.
    ///
    /// One that the journal already has is passed over: writing twice does no harm.
    pub async fn write(
        &self,
        batch: &[Arc<Unsaved>],
        now: Timestamp,
    ) -> Result<Vec<News>, StorageError> {
        match self.write_once(batch, now).await {
            Err(StorageError::Closed) => {
                // The browser closes connections, for instance when a machine wakes up.
                self.disconnect();
                self.write_once(batch, now).await
            }
            done => done,
        }
    }

    async fn write_once(
        &self,
        batch: &[Arc<Unsaved>],
        now: Timestamp,
    ) -> Result<Vec<News>, StorageError> {
        let mut turn = Turn::start(self).await?;
        turn.write_all(batch, now).await?;
        turn.finish().await
    }

    /// Writes what an author has for a project, all or none, after what others have written.
    pub(super) async fn push(
        &self,
        project: ProjectId,
        author: &dyn Author,
        now: Timestamp,
    ) -> Result<Pushed, StorageError> {
        match self.push_once(project, author, now).await {
            Err(StorageError::Closed) => {
                self.disconnect();
                self.push_once(project, author, now).await
            }
            done => done,
        }
    }

    async fn push_once(
        &self,
        project: ProjectId,
        author: &dyn Author,
        now: Timestamp,
    ) -> Result<Pushed, StorageError> {
        let mut turn = Turn::start(self).await?;
        let last = turn.journal.index(BY_PROJECT)?.last(&project.to_string()).await?;
        if last != author.seen() {
            match since(&turn.journal, project, author.seen()).await? {
                Some(news) => author.hear(news),
                None => return Ok(Pushed::Behind),
            }
            if last != author.seen() {
                return Ok(Pushed::Behind);
            }
        }
        turn.write_all(&author.batch(), now).await?;
        turn.finish().await.map(Pushed::Written)
    }

    /// Returns what was written to a project's journal behind a number; `None` when the entries do
    /// not tell it whole, so that the project has to be read anew.
    pub(super) async fn news(
        &self,
        project: ProjectId,
        seen: u64,
    ) -> Result<Option<Vec<News>>, StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[JOURNAL])?;
        let journal = transaction.store(JOURNAL)?;
        if journal.index(BY_PROJECT)?.last(&project.to_string()).await? == seen {
            return Ok(Some(Vec::new()));
        }
        since(&journal, project, seen).await
    }
}

/// Reads a project's entries behind a number, the oldest first; `None` when some may be missing or
/// cannot be read.
async fn since(
    journal: &Store,
    project: ProjectId,
    seen: u64,
) -> Result<Option<Vec<News>>, StorageError> {
    let (keys, values) = journal.ask(&from_number(seen), u32::MAX)?.arrived().await?;
    let project = project.to_string();
    let field = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).ok()?.as_string();
    let mut news = Vec::new();
    let (mut after, mut found_seen) = (seen, seen == 0);
    for (key, value) in keys.iter().zip(values.iter()) {
        if field(&value, BY_PROJECT).as_deref() != Some(&project) {
            continue;
        }
        let number = number_of(&key);
        if number == seen {
            found_seen = true;
            continue;
        }
        let entry = field(&value, "entry").and_then(|json| json::read::<Entry>(&json).ok());
        let Some(entry) = entry else { return Ok(None) };
        news.push(News { number, after, entry });
        after = number;
    }
    // Where the entry itself is gone, the journal has been shortened, perhaps by more than that.
    let whole = found_seen && (seen > 0 || news.len() < entry::KEPT);
    Ok(whole.then_some(news))
}

/// A turn of writing, which ends with all of it on disk or none.
pub(super) struct Turn {
    transaction: Transaction,
    projects: Store,
    records: Store,
    texts: Store,
    pub(super) journal: Store,
    pub(super) snapshots: Store,
    /// How many values have been asked to be written.
    asked: usize,
    /// What was written to the journal.
    news: Vec<News>,
    /// The journal's number of what is being written.
    number: u64,
    /// When the last snapshot was taken, as far as is known.
    pub(super) last_snapshot: Rc<Cell<Option<(ProjectId, Timestamp)>>>,
}

impl Turn {
    async fn start(storage: &Storage) -> Result<Self, StorageError> {
        let database = storage.database().await?;
        let transaction = database.write(&[PROJECTS, RECORDS, TEXTS, JOURNAL, SNAPSHOTS])?;
        Ok(Self {
            projects: transaction.store(PROJECTS)?,
            records: transaction.store(RECORDS)?,
            texts: transaction.store(TEXTS)?,
            journal: transaction.store(JOURNAL)?,
            snapshots: transaction.store(SNAPSHOTS)?,
            transaction,
            asked: 0,
            news: Vec::new(),
            number: 0,
            last_snapshot: Rc::clone(&storage.inner.last_snapshot),
        })
    }

    async fn finish(self) -> Result<Vec<News>, StorageError> {
        self.transaction.finish().await?;
        Ok(self.news)
    }

    async fn write_all(
        &mut self,
        batch: &[Arc<Unsaved>],
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let created =
            order::set(batch.iter().filter(|u| u.creation != Creation::No).map(|u| u.project));
        let mut summaries: BTreeMap<ProjectId, Option<Summary>> = BTreeMap::new();
        let mut stored_before = std::collections::BTreeSet::new();
        for unsaved in batch {
            let id = unsaved.project;
            if let std::collections::btree_map::Entry::Vacant(vacant) = summaries.entry(id) {
                let stored = self.projects.get(&id.to_string()).await?;
                if stored.is_none() && !created.contains(&id) {
                    return Err(StorageError::Gone(id));
                }
                if stored.is_some() {
                    stored_before.insert(id);
                }
                vacant.insert(stored.and_then(|json| json::read(&json).ok()));
            }
            if unsaved.creation == Creation::IfAbsent && stored_before.contains(&id) {
                continue;
            }
            self.write(unsaved, now).await?;
            if let Some((info, counts)) = unsaved.summary.clone() {
                let line = summaries.remove(&id).flatten();
                let line = line.unwrap_or_else(|| Summary::new(info.clone(), counts));
                let deleted = line.deleted.filter(|_| unsaved.creation == Creation::No);
                let line = Summary { info, counts, changed: Some(now), deleted, ..line };
                summaries.insert(id, Some(line));
            }
        }
        for (id, line) in summaries {
            if let Some(line) = line {
                drop(self.projects.put(&id.to_string(), &to_json(&line)?)?);
            }
        }
        Ok(())
    }

    async fn write(&mut self, unsaved: &Unsaved, now: Timestamp) -> Result<(), StorageError> {
        self.number = 0;
        if let Some(entry) = &unsaved.entry {
            let project = unsaved.project.to_string();
            let name = format!("{project}/{}", entry.meta.id);
            if self.journal.index(BY_TRANSACTION)?.contains(&name).await? {
                return Ok(());
            }
            let after = match self.news.iter().rfind(|news| news.entry.project == entry.project) {
                Some(news) => news.number,
                None => self.journal.index(BY_PROJECT)?.last(&project).await?,
            };
            let short = entry.short_json().map_err(|error| not_json(&error))?;
            let is_short = short.is_some();
            let json = short.map_or_else(|| to_json(&entry.shortened()), Ok)?;
            let fields = object(&[
                (BY_PROJECT, &project.into()),
                (BY_TRANSACTION, &name.into()),
                ("entry", &json.into()),
            ]);
            let number = self.journal.number(&fields).await?;
            self.number = number;
            if !is_short {
                self.write_before(entry, number).await?;
            }
            self.take_snapshot(entry, after, number, now).await?;
            self.news.push(News { number, after, entry: entry.clone() });
        }
        for write in unsaved.writes() {
            let write = write.map_err(|error| not_json(&error))?;
            if write.is_text && write.value.is_none() {
                self.keep_text(unsaved.project, &write.key).await?;
            }
            let store = if write.is_text { &self.texts } else { &self.records };
            let request = match &write.value {
                Some(value) => store.put(&write.key, value.as_str())?,
                None => store.delete(&write.key.as_str().into())?,
            };
            self.pause(&request).await?;
        }
        Ok(())
    }

    /// Writes what takes a long entry back, apart from it and piece by piece.
    async fn write_before(&self, entry: &Entry, number: u64) -> Result<(), StorageError> {
        for (nth, piece) in entry.in_pieces().enumerate() {
            let piece = piece.map_err(|error| not_json(&error))?;
            let key = format!("{}/{nth:06}", key::of_past(entry.project, BEFORE, number));
            drop(outcome("saving", &self.snapshots.put(&key, &piece)?).await?);
        }
        Ok(())
    }

    /// Keeps a text that is being removed, for who goes back behind that.
    async fn keep_text(&self, project: ProjectId, text: &str) -> Result<(), StorageError> {
        let (Some(document), true) = (key::document_of(text), self.number > 0) else {
            return Ok(());
        };
        if let Some(text) = self.texts.get(text).await? {
            let key = format!("{}/{document}", key::of_past(project, REMOVED_TEXT, self.number));
            drop(self.snapshots.put(&key, &text)?);
        }
        Ok(())
    }

    /// Waits for a request now and then, so that a large import does not freeze the page.
    async fn pause(&mut self, request: &IdbRequest) -> Result<(), StorageError> {
        self.asked += 1;
        if self.asked.is_multiple_of(AT_ONCE) {
            drop(outcome("saving", request).await?);
        }
        Ok(())
    }
}

/// Writes a value as JSON.
pub(super) fn to_json(value: &impl serde::Serialize) -> Result<String, StorageError> {
    serde_json::to_string(value).map_err(|error| not_json(&error))
}

/// Returns the strings of an array of keys or values; anything else reads as empty.
pub(super) fn strings(array: &Array) -> impl Iterator<Item = String> {
    array.iter().map(|value| value.as_string().unwrap_or_default())
}

fn not_json(error: &serde_json::Error) -> StorageError {
    StorageError::Failed { what: "saving".to_owned(), why: error.to_string() }
}
