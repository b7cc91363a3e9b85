//! The order in which unsaved work goes to the disk.

use std::sync::Arc;

use super::{SaveStatus, StorageError, Unsaved};
use crate::model::ProjectId;

/// Work that is not on disk yet: one batch on its way, and what came in meanwhile.
///
/// Nothing overtakes: a later change of the same record must not be written first and then be
/// overwritten by an earlier one. So what failed goes back to the head and is tried again with
/// all that follows it.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: Vec<Arc<Unsaved>>,
    under_way: Vec<Arc<Unsaved>>,
    trouble: Option<StorageError>,
}

impl Queue {
    /// Adds work at the end.
    pub fn push(&mut self, unsaved: Unsaved) {
        self.waiting.push(Arc::new(unsaved));
    }

    /// Takes everything that waits as the next batch; `None` while another one is under way or
    /// when nothing waits.
    pub fn start(&mut self) -> Option<Vec<Arc<Unsaved>>> {
        if !self.under_way.is_empty() || self.waiting.is_empty() {
            return None;
        }
        self.under_way = std::mem::take(&mut self.waiting);
        Some(self.under_way.clone())
    }

    /// Notes that the batch is on disk.
    pub fn confirm(&mut self) {
        self.under_way.clear();
        self.trouble = None;
    }

    /// Notes that the batch failed as a whole; it waits again, before all else.
    pub fn fail(&mut self, error: StorageError) {
        let later = std::mem::replace(&mut self.waiting, std::mem::take(&mut self.under_way));
        self.waiting.extend(later);
        self.trouble = Some(error);
    }

    /// Gives up what waits for a project, such as one that was deleted in another tab.
    pub fn forget(&mut self, project: ProjectId) {
        self.waiting.retain(|unsaved| unsaved.project != project);
        if self.waiting.is_empty() {
            self.trouble = None;
        }
    }

    /// Says whether everything is on disk.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.under_way.is_empty()
    }

    /// Returns everything that is not on disk yet.
    pub fn unsaved(&self) -> impl Iterator<Item = &Unsaved> {
        self.under_way.iter().chain(&self.waiting).map(|unsaved| &**unsaved)
    }

    /// Says whether a batch is under way.
    pub fn is_under_way(&self) -> bool {
        !self.under_way.is_empty()
    }

    /// Returns what the status line says. After a failure it goes on saying so until a later try
    /// has worked.
    pub fn status(&self) -> SaveStatus {
        match &self.trouble {
            Some(error) => error.into(),
            None if self.is_empty() => SaveStatus::Saved,
            None => SaveStatus::Saving,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Pending;
    use crate::store::unsaved::tests::transaction;

    fn unsaved(id: u128) -> Unsaved {
        Unsaved::replayed(&Pending::new(ProjectId(id % 2), &transaction(id, Vec::new())).unwrap())
    }

    fn ids(batch: Option<Vec<Arc<Unsaved>>>) -> Vec<u128> {
        batch.unwrap_or_default().iter().map(|u| u.id().0).collect()
    }

    #[test]
    fn what_arrives_during_a_write_goes_out_together_afterwards() {
        let mut queue = Queue::default();
        assert_eq!(queue.status(), SaveStatus::Saved);
        queue.push(unsaved(1));
        assert_eq!(queue.status(), SaveStatus::Saving);
        assert_eq!(ids(queue.start()), [1]);
        queue.push(unsaved(2));
        queue.push(unsaved(3));
        assert_eq!(queue.start().map(|_| ()), None, "one batch at a time");
        queue.confirm();
        assert_eq!(queue.status(), SaveStatus::Saving, "two are still in memory only");
        assert_eq!(ids(queue.start()), [2, 3]);
        queue.confirm();
        assert_eq!(queue.status(), SaveStatus::Saved);
    }

    #[test]
    fn what_failed_is_kept_and_goes_first() {
        let mut queue = Queue::default();
        queue.push(unsaved(1));
        assert_eq!(ids(queue.start()), [1]);
        queue.push(unsaved(2));
        queue.fail(StorageError::Full);
        assert_eq!(queue.status(), (&StorageError::Full).into());
        assert_eq!(ids(queue.start()), [1, 2]);
        assert_eq!(queue.status(), (&StorageError::Full).into(), "not saved until it is");
        queue.confirm();
        assert_eq!(queue.status(), SaveStatus::Saved);
    }

    #[test]
    fn a_lost_project_does_not_hold_up_the_others() {
        let mut queue = Queue::default();
        queue.push(unsaved(1));
        queue.push(unsaved(2));
        assert_eq!(ids(queue.start()), [1, 2]);
        queue.fail(StorageError::Gone(ProjectId(1)));
        queue.forget(ProjectId(1));
        assert_eq!(ids(queue.start()), [2]);
        queue.confirm();
        assert!(queue.is_empty());
    }
}
