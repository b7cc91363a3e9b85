//! Reading projects, texts and the journal.

use js_sys::{Array, Reflect};

use super::indexed_db::{Store, range};
use super::write::{strings, to_json};
use super::{BY_PROJECT, BY_TRANSACTION, JOURNAL, PROJECTS, RECORDS, Storage, TEXTS};
use crate::model::{DocumentId, ProjectId, Timestamp, TransactionId, json};
use crate::store::{Entry, Loaded, Loader, StorageError, Summary, key};
use crate::text::Text;

/// How many records are read at once: what is parsed within one frame or two.
const RECORDS_AT_ONCE: u32 = 1000;
/// How many texts are read at once; they are much longer than records.
const TEXTS_AT_ONCE: u32 = 16;

impl Storage {
    /// Reads a project without its texts, and notes that it was opened.
    ///
    /// `progress` is told now and then how many records have been read.
    pub async fn load(
        &self,
        project: ProjectId,
        now: Timestamp,
        progress: impl FnMut(usize),
    ) -> Result<Loaded, StorageError> {
        let loaded = self.read(project, progress).await?;
        // What has been read can be worked with even where nothing can be written any more.
        drop(self.note_opened(&loaded, now).await);
        drop(self.prune(project).await);
        Ok(loaded)
    }

    /// Reads a project without its texts, and how far its journal goes, both at one moment.
    pub(super) async fn read(
        &self,
        project: ProjectId,
        mut progress: impl FnMut(usize),
    ) -> Result<Loaded, StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[PROJECTS, RECORDS, JOURNAL])?;
        let journal = transaction.store(JOURNAL)?;
        let number = journal.index(BY_PROJECT)?.last(&project.to_string()).await?;
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
        Ok(Loaded { number, ..loader.finish() })
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

    /// Says whether a transaction is in the journal of a project.
    pub(super) async fn journal_has(
        &self,
        project: ProjectId,
        id: TransactionId,
    ) -> Result<bool, StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[JOURNAL])?;
        let index = transaction.store(JOURNAL)?.index(BY_TRANSACTION)?;
        index.contains(&format!("{project}/{id}")).await
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
