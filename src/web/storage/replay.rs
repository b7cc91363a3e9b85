//! Bringing to the store what earlier visits left over.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::write::{Author, Pushed};
use super::{Storage, local_storage, visits};
use crate::model::{Project, ProjectId, Timestamp};
use crate::store::pending::visit_of;
use crate::store::{News, Pending, Queue, StorageError, Unsaved};
use crate::text::order;

/// How often a project is read again because other tabs went on writing.
const TRIES: u8 = 5;

/// What became of the transactions that earlier visits left over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Replayed {
    /// How many are in the store now.
    pub transactions: usize,
    /// How many belong to projects that are not in the store any more.
    pub without_project: usize,
    /// How many could not be read, or not be carried over whole to what other tabs did since; they
    /// are kept aside.
    pub unreadable: usize,
    /// The visits that have not ended; what they may leave over is still to be brought.
    pub alive: BTreeSet<String>,
}

impl Storage {
    /// Brings to the store what ended visits could not, and takes it away from where it was kept
    /// meanwhile; only one tab does so at a time. To be called before a project is loaded.
    pub async fn replay_pending(&self, now: Timestamp) -> Result<Replayed, StorageError> {
        let alone = visits::alone_replaying().await;
        let alive = visits::alive().await;
        let (kept, unreadable) = local_storage::pending();
        let mut replayed = Replayed { unreadable, alive, ..Replayed::default() };
        let mut by_project: BTreeMap<ProjectId, Vec<(String, Pending)>> = BTreeMap::new();
        for (key, pending) in kept {
            if visit_of(&key).is_none_or(|visit| !replayed.alive.contains(visit)) {
                by_project.entry(pending.project).or_default().push((key, pending));
            }
        }
        if by_project.is_empty() {
            return Ok(replayed);
        }
        let known: BTreeSet<ProjectId> =
            order::set(self.projects().await?.into_iter().map(|line| line.info.id));
        for (project, kept) in by_project {
            let creations: Vec<_> =
                kept.iter().filter_map(|(_, pending)| Unsaved::left_creation(pending)).collect();
            if creations.is_empty() && !known.contains(&project) {
                replayed.without_project += kept.len();
            } else {
                let creations: Vec<_> = creations.into_iter().map(Arc::new).collect();
                self.write(&creations, now).await?;
                let edits = kept.iter().filter(|(_, pending)| !pending.creates);
                let edits: Vec<_> = edits.map(|(_, pending)| pending.clone()).collect();
                replayed.transactions += kept.len();
                if !self.replay(project, &edits, now).await? {
                    let aside = kept.iter().filter(|(key, _)| local_storage::put_aside(key));
                    replayed.unreadable += aside.count();
                }
            }
            for (key, _) in &kept {
                local_storage::forget_pending(key);
            }
        }
        drop(alone);
        Ok(replayed)
    }

    /// Waits until a visit has ended.
    pub(crate) async fn end_of(&self, visit: &str) {
        visits::ended(visit).await;
    }

    /// Carries edits over to a project as it is in the store, and writes them; says whether all of
    /// them could be done whole.
    async fn replay(
        &self,
        project: ProjectId,
        edits: &[Pending],
        now: Timestamp,
    ) -> Result<bool, StorageError> {
        for _ in 0..TRIES {
            if edits.is_empty() {
                return Ok(true);
            }
            let mut read = self.read(project, |_| ()).await?;
            let mut queue = Queue::default();
            for pending in edits {
                if !self.journal_has(project, pending.transaction.meta.id).await? {
                    let done = pending.clone().into_done();
                    queue.push(Unsaved::transaction(&read.project, done));
                }
            }
            let carried = queue.carry_onto(&mut read.project, None);
            let left = LeftOver { seen: read.number, queue: RefCell::new(queue) };
            if matches!(self.push(project, &left, now).await?, Pushed::Written(_)) {
                return Ok(carried.given_up.is_empty());
            }
        }
        Err(StorageError::Failed {
            what: "bringing the last visit's changes to the store".to_owned(),
            why: "other tabs are writing without a pause".to_owned(),
        })
    }
}

/// Edits of a project that is not on the desk.
pub(super) struct LeftOver {
    /// The number of the last entry that the edits have been carried over to.
    pub(super) seen: u64,
    /// The edits.
    pub(super) queue: RefCell<Queue>,
}

impl LeftOver {
    /// Takes edits out of a queue and carries them over to the project as it was read.
    pub(super) fn of(batch: &[Arc<Unsaved>], project: &mut Project, seen: u64) -> Self {
        let mut queue = Queue::default();
        for unsaved in batch {
            queue.push((**unsaved).clone());
        }
        drop(queue.carry_onto(project, None));
        Self { seen, queue: RefCell::new(queue) }
    }
}

impl Author for LeftOver {
    fn seen(&self) -> u64 {
        self.seen
    }

    fn hear(&self, _news: Vec<News>) {
        // The project has to be read anew for that.
    }

    fn batch(&self) -> Vec<Arc<Unsaved>> {
        let queue = self.queue.borrow();
        queue.unsaved().map(|unsaved| Arc::new(unsaved.clone())).collect()
    }
}
