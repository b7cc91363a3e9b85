//! Reading projects, texts and the journal, and replaying what an earlier visit left over.

use crate::text::order;
use std::collections::BTreeSet;
use std::sync::Arc;

use js_sys::{Array, Reflect};

use super::indexed_db::{Store, range};
use super::write::{strings, to_json};
use super::{BY_PROJECT, JOURNAL, PROJECTS, RECORDS, Storage, TEXTS, local_storage};
use crate::model::{DocumentId, ProjectId, Timestamp, json};
use crate::store::{Entry, Loaded, Loader, StorageError, Summary, Unsaved, key};
use crate::text::Text;

/// How many records are read at once: what is parsed within one frame or two.
const RECORDS_AT_ONCE: u32 = 1000;
/// How many texts are read at once; they are much longer than records.
const TEXTS_AT_ONCE: u32 = 16;

/// What became of the transactions an earlier visit left over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Replayed {
    /// How many are in the store now.
    pub transactions: usize,
    /// How many belong to projects that are not in the store any more.
    pub without_project: usize,
    /// How many could not be read; they are kept aside.
    pub unreadable: usize,
}

impl Storage {
    /// Reads a project without its texts, and notes that it was opened.
    ///
    /// `progress` is told now and then how many records have been read.
    pub async fn load(
        &self,
        project: ProjectId,
        now: Timestamp,
        mut progress: impl FnMut(usize),
    ) -> Result<Loaded, StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[PROJECTS, RECORDS])?;
        let line = transaction.store(PROJECTS)?.get(&project.to_string()).await?;
        let line = line.ok_or(StorageError::Gone(project))?;
        let records = transaction.store(RECORDS)?;
        let line = super::catalogue::read_line(project, &line, &records).await?;
        let mut loader = Loader::new(&line);
        let mut read = 0;
        each(&records, project, RECORDS_AT_ONCE, |keys, values| {
            for (key, json) in strings(keys).zip(strings(values)) {
                loader.add(&key, &json);
            }
            read += keys.length() as usize;
            progress(read);
        })
        .await?;
        let loaded = loader.finish();
        // What has been read can be worked with even where nothing can be written any more.
        drop(self.note_opened(&loaded, now).await);
        drop(self.prune(project).await);
        Ok(loaded)
    }

    /// Notes in the list of projects that one was opened, and what it holds. The line is read again
    /// for that: another tab may have deleted the project meanwhile.
    async fn note_opened(&self, loaded: &Loaded, now: Timestamp) -> Result<(), StorageError> {
        let (info, counts) = loaded.summary();
        let database = self.database().await?;
        let transaction = database.write(&[PROJECTS, RECORDS])?;
        let (projects, records) = (transaction.store(PROJECTS)?, transaction.store(RECORDS)?);
        let key = info.id.to_string();
        let line = projects.get(&key).await?.ok_or(StorageError::Gone(info.id))?;
        let line = super::catalogue::read_line(info.id, &line, &records).await?;
        let line = Summary { info, counts, opened: Some(now), ..line };
        drop(projects.put(&key, &to_json(&line)?)?);
        transaction.finish().await
    }

    /// Reads a document's text; `None` when the store has none.
    pub async fn load_text(
        &self,
        project: ProjectId,
        document: DocumentId,
    ) -> Result<Option<Text>, StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[TEXTS])?;
        let text = transaction.store(TEXTS)?.get(&key::of_text(project, document)).await?;
        Ok(text.map(Text::new))
    }

    /// Reads all texts of a project and hands over one after the other; returns how many.
    pub async fn load_texts(
        &self,
        project: ProjectId,
        mut take: impl FnMut(DocumentId, Text),
    ) -> Result<usize, StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[TEXTS])?;
        let mut count = 0;
        each(&transaction.store(TEXTS)?, project, TEXTS_AT_ONCE, |keys, values| {
            for (key, text) in strings(keys).zip(strings(values)) {
                if let Some(document) = key::document_of(&key) {
                    take(document, Text::new(text));
                    count += 1;
                }
            }
        })
        .await?;
        Ok(count)
    }

    /// Reads the journal of a project, the oldest entry first. Entries that cannot be read are
    /// passed over: nothing else depends on them.
    pub async fn journal(&self, project: ProjectId) -> Result<Vec<Entry>, StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[JOURNAL])?;
        let index = transaction.store(JOURNAL)?.index(BY_PROJECT)?;
        let entries = index.values(&project.to_string()).await?;
        let entry = |value| Reflect::get(&value, &"entry".into()).ok()?.as_string();
        let read = entries.iter().filter_map(|value| json::read(&entry(value)?).ok());
        Ok(read.collect())
    }

    /// Brings to the store what an earlier visit could not, and takes it away from where it was
    /// kept meanwhile. To be called before a project is loaded.
    pub async fn replay_pending(&self, now: Timestamp) -> Result<Replayed, StorageError> {
        let (kept, unreadable) = local_storage::pending();
        let mut replayed = Replayed { unreadable, ..Replayed::default() };
        if kept.is_empty() {
            return Ok(replayed);
        }
        let mut known: BTreeSet<ProjectId> =
            order::set(self.projects().await?.into_iter().map(|line| line.info.id));
        known.extend(kept.iter().filter(|(_, p)| p.creates).map(|(_, p)| p.project));
        let (good, gone): (Vec<_>, Vec<_>) =
            kept.into_iter().partition(|(_, pending)| known.contains(&pending.project));
        let batch: Vec<Arc<Unsaved>> =
            good.iter().map(|(_, pending)| Arc::new(Unsaved::replayed(pending))).collect();
        self.write(&batch, now).await?;
        replayed.transactions = good.len();
        replayed.without_project = gone.len();
        for (key, _) in good.iter().chain(&gone) {
            local_storage::forget_pending(key);
        }
        Ok(replayed)
    }
}

/// Reads everything of a project in pieces. The next piece is on its way while one is looked at.
pub(super) async fn each(
    store: &Store,
    project: ProjectId,
    at_once: u32,
    mut look: impl FnMut(&Array, &Array),
) -> Result<(), StorageError> {
    let (lower, upper) = key::range(project);
    let mut coming = Some(store.ask(&range(&lower, &upper), at_once)?);
    while let Some(chunk) = coming.take() {
        let (keys, values) = chunk.arrived().await?;
        if keys.length() == at_once
            && let Some(last) = keys.get(at_once - 1).as_string()
        {
            coming = Some(store.ask(&range(&last, &upper), at_once)?);
        }
        look(&keys, &values);
    }
    Ok(())
}
