//! Writing transactions to the database.

use crate::text::order;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use js_sys::Array;
use web_sys::IdbRequest;

use super::indexed_db::{Store, object, outcome};
use super::{BY_PROJECT, BY_TRANSACTION, JOURNAL, PROJECTS, RECORDS, Storage, TEXTS};
use crate::model::{ProjectId, Timestamp, json};
use crate::store::{Creation, StorageError, Summary, Unsaved, entry};

/// How many values are asked to be written before the page gets a moment for other things.
const AT_ONCE: usize = 400;

impl Storage {
    /// Writes transactions, all or none, and returns when they are on disk.
    ///
    /// One that the journal already has is passed over: writing twice does no harm.
    pub async fn write(&self, batch: &[Arc<Unsaved>], now: Timestamp) -> Result<(), StorageError> {
        match self.write_once(batch, now).await {
            Err(StorageError::Closed) => {
                // The browser closes connections, for instance when a machine wakes up.
                self.disconnect();
                self.write_once(batch, now).await
            }
            done => done,
        }
    }

    async fn write_once(&self, batch: &[Arc<Unsaved>], now: Timestamp) -> Result<(), StorageError> {
        let database = self.database().await?;
        let transaction = database.write(&[PROJECTS, RECORDS, TEXTS, JOURNAL])?;
        let projects = transaction.store(PROJECTS)?;
        let mut places = Places {
            records: transaction.store(RECORDS)?,
            texts: transaction.store(TEXTS)?,
            journal: transaction.store(JOURNAL)?,
            asked: 0,
        };
        let created: BTreeSet<ProjectId> =
            order::set(batch.iter().filter(|u| u.creation != Creation::No).map(|u| u.project));
        let mut summaries: BTreeMap<ProjectId, Option<Summary>> = BTreeMap::new();
        let mut stored_before = BTreeSet::new();
        for unsaved in batch {
            let id = unsaved.project;
            if let std::collections::btree_map::Entry::Vacant(vacant) = summaries.entry(id) {
                let stored = projects.get(&id.to_string()).await?;
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
            places.write(unsaved).await?;
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
                drop(projects.put(&id.to_string(), &to_json(&line)?)?);
            }
        }
        transaction.finish().await
    }

    /// Shortens a project's journal to what it is meant to keep.
    pub async fn prune(&self, project: ProjectId) -> Result<(), StorageError> {
        let database = self.database().await?;
        let transaction = database.write(&[JOURNAL])?;
        let journal = transaction.store(JOURNAL)?;
        let keys = journal.index(BY_PROJECT)?.keys(&project.to_string()).await?;
        let kept = u32::try_from(entry::KEPT).unwrap_or(u32::MAX);
        for number in 0..keys.length().saturating_sub(kept) {
            drop(journal.delete(&keys.get(number))?);
        }
        transaction.finish().await
    }
}

/// The stores a transaction's changes go to.
struct Places {
    records: Store,
    texts: Store,
    journal: Store,
    /// How many values have been asked to be written.
    asked: usize,
}

impl Places {
    async fn write(&mut self, unsaved: &Unsaved) -> Result<(), StorageError> {
        if let Some(entry) = &unsaved.entry {
            let name = format!("{}/{}", unsaved.project, entry.meta.id);
            if self.journal.index(BY_TRANSACTION)?.contains(&name).await? {
                return Ok(());
            }
            let json = entry.to_json().map_err(|error| not_json(&error))?;
            let fields = object(&[
                (BY_PROJECT, &unsaved.project.to_string().into()),
                (BY_TRANSACTION, &name.into()),
                ("entry", &json.into()),
            ]);
            drop(self.journal.append(&fields)?);
        }
        for write in unsaved.writes() {
            let write = write.map_err(|error| not_json(&error))?;
            let store = if write.is_text { &self.texts } else { &self.records };
            let request = match &write.value {
                Some(value) => store.put(&write.key, value.as_str())?,
                None => store.delete(&write.key.as_str().into())?,
            };
            self.pause(&request).await?;
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
