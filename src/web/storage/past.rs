//! What is kept of a project's past: the journal, read page by page from its end, and beside it the
//! snapshots, the texts that were removed, and what takes long entries back.
//!
//! All of it has the journal's numbers and goes with its entries when the journal is shortened.

use js_sys::Reflect;

use super::indexed_db::{Store, between_numbers, number_of, outcome, range};
use super::write::{Turn, strings, to_json};
use super::{BY_PROJECT, JOURNAL, SNAPSHOTS, Storage};
use crate::edit::Change;
use crate::model::{DocumentId, ProjectId, Timestamp, json};
use crate::store::past::ranges;
use crate::store::snapshot::{self, Snapshot};
use crate::store::{Entry, StorageError, entry, key};
use crate::text::Text;

/// The part with the snapshots, each under the number of the last entry it contains.
const SNAPSHOT: &str = "snapshot";
/// The part with what takes long entries back, in pieces under the entry's number.
pub(super) const BEFORE: &str = "before";
/// The part with removed texts, under the number of the entry that removed them.
pub(super) const REMOVED_TEXT: &str = "text";

impl Turn {
    /// Keeps the place before an entry as a snapshot, when it is time or the step is a large one, and
    /// lets go of those that are not needed any longer.
    pub(super) async fn take_snapshot(
        &self,
        entry: &Entry,
        after: u64,
        number: u64,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let project = entry.project;
        let is_large = snapshot::is_large(entry);
        // Another tab may have taken a later one, which is seen as soon as it matters.
        let known = self.last_snapshot.get().filter(|(of, _)| *of == project).map(|(_, at)| at);
        if !is_large && known.is_some() && !snapshot::is_due(known, now) {
            return Ok(());
        }
        let mut all = snapshots_in(&self.snapshots, project).await?;
        let last = all.iter().map(|one| one.at).max();
        if !is_large && !snapshot::is_due(last, now) {
            self.last_snapshot.set(last.map(|at| (project, at)));
            return Ok(());
        }
        self.last_snapshot.set(Some((project, now)));
        let before = is_large.then(|| entry.meta.label.clone());
        let new = Snapshot { number: after, next: number, at: now, before };
        let at = |number| key::of_past(project, SNAPSHOT, number);
        drop(self.snapshots.put(&at(after), &to_json(&new)?)?);
        all.retain(|one| one.number != after);
        all.push(new);
        for number in snapshot::superfluous(&all, now) {
            drop(self.snapshots.delete(&at(number).into())?);
        }
        Ok(())
    }
}

impl Storage {
    /// Returns the numbers of a project's entries in the journal, the oldest first.
    pub async fn journal_numbers(&self, project: ProjectId) -> Result<Vec<u64>, StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[JOURNAL])?;
        let index = transaction.store(JOURNAL)?.index(BY_PROJECT)?;
        let keys = index.keys(&project.to_string()).await?;
        Ok(keys.iter().map(|key| number_of(&key)).collect())
    }

    /// Reads entries of a project by their numbers, given in their order; returns the newest first,
    /// and nothing for one that cannot be read. Where `words` are given, entries that do not contain
    /// them are passed over.
    pub async fn journal_entries(
        &self,
        project: ProjectId,
        numbers: &[u64],
        words: Option<&str>,
    ) -> Result<Vec<(u64, Option<Entry>)>, StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[JOURNAL])?;
        let journal = transaction.store(JOURNAL)?;
        let project = project.to_string();
        let mut entries = Vec::new();
        let asked: Result<Vec<_>, _> = ranges(numbers)
            .into_iter()
            .map(|(first, last)| journal.ask(&between_numbers(first, last), u32::MAX))
            .collect();
        for chunk in asked? {
            let (keys, values) = chunk.arrived().await?;
            for (key, value) in keys.iter().zip(values.iter()) {
                let field = |name: &str| Reflect::get(&value, &name.into()).ok()?.as_string();
                if field(BY_PROJECT).as_ref() != Some(&project) {
                    continue;
                }
                let json = field("entry").unwrap_or_default();
                if words.is_none_or(|words| json.contains(words)) {
                    entries.push((number_of(&key), json::read(&json).ok()));
                }
            }
        }
        entries.reverse();
        Ok(entries)
    }

    /// Reads what takes a long entry back, piece by piece.
    pub async fn journal_pieces(
        &self,
        project: ProjectId,
        number: u64,
        take: &mut dyn FnMut(&[Change]),
    ) -> Result<(), StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[SNAPSHOTS])?;
        let snapshots = transaction.store(SNAPSHOTS)?;
        let at = key::of_past(project, BEFORE, number);
        let (mut lower, upper) = (format!("{at}/"), format!("{at}0"));
        loop {
            let (keys, values) = snapshots.ask(&range(&lower, &upper), 1)?.arrived().await?;
            let Some(key) = keys.get(0).as_string() else { return Ok(()) };
            let piece = values.get(0).as_string().unwrap_or_default();
            let piece: Vec<Change> = json::read(&piece).map_err(|error| {
                let what = "reading what was there before".to_owned();
                StorageError::Failed { what, why: error.to_string() }
            })?;
            take(&piece);
            lower = key;
        }
    }

    /// Returns a project's snapshots, the newest first.
    pub async fn snapshots(&self, project: ProjectId) -> Result<Vec<Snapshot>, StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[SNAPSHOTS])?;
        let mut all = snapshots_in(&transaction.store(SNAPSHOTS)?, project).await?;
        all.reverse();
        Ok(all)
    }

    /// Returns a text that was removed from a project, while it is kept.
    pub async fn removed_text(
        &self,
        project: ProjectId,
        document: DocumentId,
    ) -> Result<Option<Text>, StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[SNAPSHOTS])?;
        let snapshots = transaction.store(SNAPSHOTS)?;
        let (lower, upper) = key::past_range(project, REMOVED_TEXT);
        let keys = snapshots.keys(&range(&lower, &upper)).await?;
        let document = format!("/{document}");
        let Some(key) = strings(&keys).find(|key| key.ends_with(&document)) else {
            return Ok(None);
        };
        Ok(snapshots.get(&key).await?.map(Text::new))
    }

    /// Shortens a project's journal to what it is meant to keep, and lets go of what belongs to the
    /// entries that go.
    pub async fn prune(&self, project: ProjectId) -> Result<(), StorageError> {
        self.prune_to(project, entry::KEPT as u64).await
    }

    /// Does the same with another number of entries to be kept.
    pub async fn prune_to(&self, project: ProjectId, kept: u64) -> Result<(), StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[JOURNAL])?;
        let index = transaction.store(JOURNAL)?.index(BY_PROJECT)?;
        if index.count(&project.to_string()).await? <= kept {
            return Ok(());
        }
        let transaction = database.write(&[JOURNAL, SNAPSHOTS])?;
        let (journal, snapshots) = (transaction.store(JOURNAL)?, transaction.store(SNAPSHOTS)?);
        let keys = journal.index(BY_PROJECT)?.keys(&project.to_string()).await?;
        let gone = keys.length().saturating_sub(u32::try_from(kept).unwrap_or(u32::MAX));
        let mut last = None;
        for nth in 0..gone {
            drop(journal.delete(&keys.get(nth))?);
            last = Some(number_of(&keys.get(nth)));
        }
        if let Some(last) = last {
            // Keys of what belongs to an entry go on behind its number.
            for part in [BEFORE, REMOVED_TEXT] {
                let (lower, _) = key::past_range(project, part);
                let upper = key::of_past(project, part, last) + "0";
                drop(outcome("deleting", &snapshots.delete(&range(&lower, &upper))?).await?);
            }
            let (lower, _) = key::past_range(project, SNAPSHOT);
            let upper = key::of_past(project, SNAPSHOT, last);
            drop(outcome("deleting", &snapshots.delete(&range(&lower, &upper))?).await?);
        }
        transaction.finish().await
    }
}

/// Reads a project's snapshots, the oldest first; one that cannot be read is passed over.
async fn snapshots_in(store: &Store, project: ProjectId) -> Result<Vec<Snapshot>, StorageError> {
    let (lower, upper) = key::past_range(project, SNAPSHOT);
    let (_, values) = store.ask(&range(&lower, &upper), u32::MAX)?.arrived().await?;
    Ok(strings(&values).filter_map(|one| json::read(&one).ok()).collect())
}
