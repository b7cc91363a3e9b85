//! The list of projects: what there is, what is new, what is deleted and brought back.

use crate::text::order;
use std::sync::Arc;

use super::indexed_db::{Store, outcome, range};
use super::load::each;
use super::write::{strings, to_json};
use super::{
    BY_PROJECT, HANDLES, JOURNAL, PROJECTS, RECORDS, SNAPSHOTS, Storage, TEXTS, local_storage,
};
use crate::edit::{Change, Meta, Transaction};
use crate::model::{Extra, Key, Project, ProjectId, ProjectInfo, Record, Timestamp, json};
use crate::store::{Counts, News, StorageError, Summary, Unsaved, key};

/// How many values of a project are copied at once.
const AT_ONCE: u32 = 100;

impl Storage {
    /// Lists all projects, deleted ones too, the one opened or changed last first.
    pub async fn projects(&self) -> Result<Vec<Summary>, StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[PROJECTS, RECORDS])?;
        let records = transaction.store(RECORDS)?;
        let all = transaction.store(PROJECTS)?.ask(&range("", "a"), u32::MAX)?;
        let (keys, values) = all.arrived().await?;
        let mut list = Vec::new();
        for (key, json) in strings(&keys).zip(strings(&values)) {
            if let Ok(id) = key.parse() {
                list.push(read_line(id, &json, &records).await?);
            }
        }
        order::by_key(&mut list, |line| {
            std::cmp::Reverse((line.opened.max(line.changed), line.info.id))
        });
        Ok(list)
    }

    /// Writes a new project with all its records and texts. Where the store has it already, it is
    /// brought back from deletion, and records the new state lacks stay in the store.
    pub async fn create(&self, project: &Project, now: Timestamp) -> Result<(), StorageError> {
        self.write(&[Arc::new(Unsaved::project(project))], now).await.map(drop)
    }

    /// Copies a project with all its records and texts; `copy` says what the copy is called. Its
    /// journal starts anew.
    pub async fn duplicate(&self, from: ProjectId, copy: ProjectInfo) -> Result<(), StorageError> {
        let database = self.database().await?;
        let transaction = database.write(&[PROJECTS, RECORDS, TEXTS])?;
        let projects = transaction.store(PROJECTS)?;
        let records = transaction.store(RECORDS)?;
        let line = projects.get(&from.to_string()).await?.ok_or(StorageError::Gone(from))?;
        let line = read_line(from, &line, &records).await?;
        for store in [&records, &transaction.store(TEXTS)?] {
            let mut asked = Ok(());
            each(store, from, AT_ONCE, |keys, values| {
                let copied = strings(keys).zip(strings(values)).try_for_each(|(old, value)| {
                    let new = key::moved(&old, copy.id).unwrap_or(old);
                    store.put(&new, &value).map(drop)
                });
                asked = asked.clone().and(copied);
            })
            .await?;
            asked?;
        }
        let own = Record::Project(Arc::new(copy.clone()));
        drop(records.put(&key::of_record(copy.id, Key::Project), &to_json(&own)?)?);
        let (id, created) = (copy.id.to_string(), copy.created);
        let line = Summary { changed: Some(created), ..Summary::new(copy, line.counts) };
        drop(projects.put(&id, &to_json(&line)?)?);
        transaction.finish().await
    }

    /// Gives a project that is not open another name, by a transaction in its journal, and returns
    /// that for the other tabs.
    pub async fn rename(
        &self,
        project: ProjectId,
        name: &str,
        meta: Meta,
    ) -> Result<Vec<News>, StorageError> {
        let lines = self.projects().await?;
        let line = lines.into_iter().find(|line| line.info.id == project);
        let line = line.ok_or(StorageError::Gone(project))?;
        let before = vec![Change::Put(Record::Project(Arc::new(line.info.clone())))];
        let info = ProjectInfo { name: name.to_owned(), ..line.info };
        let now = meta.at;
        let changes = vec![Change::Put(Record::Project(Arc::new(info.clone())))];
        let mut unsaved = Unsaved::of(project, &Transaction { meta, changes });
        unsaved.summary = Some((info, line.counts));
        if let Some(entry) = &mut unsaved.entry {
            entry.before = before;
        }
        self.write(&[Arc::new(unsaved)], now).await
    }

    /// Marks a project as deleted; [`Storage::restore`] brings it back.
    pub async fn delete(&self, project: ProjectId, now: Timestamp) -> Result<(), StorageError> {
        self.mark(project, Some(now)).await
    }

    /// Brings a deleted project back.
    pub async fn restore(&self, project: ProjectId) -> Result<(), StorageError> {
        self.mark(project, None).await
    }

    async fn mark(&self, id: ProjectId, deleted: Option<Timestamp>) -> Result<(), StorageError> {
        let database = self.database().await?;
        let transaction = database.write(&[PROJECTS, RECORDS])?;
        let (projects, records) = (transaction.store(PROJECTS)?, transaction.store(RECORDS)?);
        let line = projects.get(&id.to_string()).await?.ok_or(StorageError::Gone(id))?;
        let line = Summary { deleted, ..read_line(id, &line, &records).await? };
        drop(projects.put(&id.to_string(), &to_json(&line)?)?);
        transaction.finish().await
    }

    /// Deletes a project for good, with all that belongs to it.
    pub async fn purge(&self, project: ProjectId) -> Result<(), StorageError> {
        let database = self.database().await?;
        let stores = [PROJECTS, RECORDS, TEXTS, JOURNAL, SNAPSHOTS, HANDLES];
        let transaction = database.write(&stores)?;
        let (lower, upper) = key::range(project);
        for store in [RECORDS, TEXTS, SNAPSHOTS] {
            drop(transaction.store(store)?.delete(&range(&lower, &upper))?);
        }
        let journal = transaction.store(JOURNAL)?;
        for number in journal.index(BY_PROJECT)?.keys(&project.to_string()).await?.iter() {
            drop(journal.delete(&number)?);
        }
        drop(transaction.store(HANDLES)?.delete(&project.to_string().into())?);
        let gone = transaction.store(PROJECTS)?.delete(&project.to_string().into())?;
        drop(outcome("deleting", &gone).await?);
        transaction.finish().await?;
        local_storage::forget_project(project);
        Ok(())
    }

    /// Deletes for good the projects whose time to be brought back has passed; returns how many.
    pub async fn purge_past(&self, now: Timestamp) -> Result<usize, StorageError> {
        let past = self.projects().await?.into_iter().filter(|line| line.is_past(now));
        let past: Vec<ProjectId> = past.map(|line| line.info.id).collect();
        for project in &past {
            self.purge(*project).await?;
        }
        Ok(past.len())
    }
}

/// Reads a project's line in the list; one that is damaged is made anew of the project's record.
pub(super) async fn read_line(
    id: ProjectId,
    json: &str,
    records: &Store,
) -> Result<Summary, StorageError> {
    if let Ok(line) = json::read::<Summary>(json)
        && line.info.id == id
    {
        return Ok(line);
    }
    let own = records.get(&key::of_record(id, Key::Project)).await?;
    let info = match own.and_then(|json| json::read(&json).ok()) {
        Some(Record::Project(info)) if info.id == id => (*info).clone(),
        _ => ProjectInfo {
            id,
            name: "Recovered project".to_owned(),
            created: Timestamp::default(),
            note: String::new(),
            extra: Extra::new(),
        },
    };
    Ok(Summary::new(info, Counts::default()))
}
