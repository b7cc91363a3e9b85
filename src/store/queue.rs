//! The order in which unsaved work goes to the disk, and what becomes of it when another tab was
//! faster.

use std::sync::Arc;

use super::{Counts, Entry, SaveStatus, StorageError, Unsaved};
use crate::edit::Done;
use crate::edit::rebase::{self, Carried};
use crate::model::{Project, ProjectId, TransactionId};

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

/// What taking up an entry of the journal came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenUp {
    /// The own transaction that is on disk with it.
    pub confirmed: Option<TransactionId>,
    /// What changed in the project, and what was given up.
    pub carried: Carried,
}

impl Queue {
    /// Adds work at the end.
    pub fn push(&mut self, unsaved: Unsaved) {
        self.waiting.push(Arc::new(unsaved));
    }

    /// Takes everything that waits for the project that has waited longest as the next batch, and
    /// returns the project; `None` while another batch is under way or when nothing waits.
    pub fn start(&mut self) -> Option<ProjectId> {
        let first = self.waiting.first().filter(|_| self.under_way.is_empty())?.project;
        let (batch, later) =
            std::mem::take(&mut self.waiting).into_iter().partition(|one| one.project == first);
        (self.under_way, self.waiting) = (batch, later);
        Some(first)
    }

    /// Returns the batch that is under way, as it has been carried over to what others did.
    pub fn batch(&self) -> Vec<Arc<Unsaved>> {
        self.under_way.clone()
    }

    /// Notes that one thing is on disk.
    pub fn confirm(&mut self, id: TransactionId) {
        self.under_way.retain(|unsaved| unsaved.id() != id);
        self.waiting.retain(|unsaved| unsaved.id() != id);
        self.settle_trouble(None);
    }

    /// Notes that writing the batch is over. What is not confirmed by now waits again, before all
    /// else, and so it does after an error.
    pub fn end(&mut self, error: Option<StorageError>) {
        let later = std::mem::replace(&mut self.waiting, std::mem::take(&mut self.under_way));
        self.waiting.extend(later);
        self.settle_trouble(error);
    }

    /// A store that a newer version has taken over stays out of reach, whatever was on its way.
    fn settle_trouble(&mut self, trouble: Option<StorageError>) {
        if self.trouble != Some(StorageError::Newer) {
            self.trouble = trouble;
        }
    }

    /// Notes that nothing can be written any more, although nothing may be waiting.
    pub fn give_up_hope(&mut self, error: StorageError) {
        self.trouble = Some(error);
    }

    /// Gives up what waits for a project, such as one that was deleted in another tab.
    pub fn forget(&mut self, project: ProjectId) {
        self.waiting.retain(|unsaved| unsaved.project != project);
        if self.waiting.is_empty() {
            self.trouble = None;
        }
    }

    /// Takes up an entry of the journal in a project that shows everything unsaved: what others
    /// did comes first, and the unsaved edits are carried over to it. An entry of this tab says
    /// that it is on disk.
    pub fn take_up(&mut self, project: &mut Project, entry: &Entry) -> TakenUp {
        let id = entry.meta.id;
        let own = self.unsaved().find(|unsaved| unsaved.id() == id);
        let confirmed = own.map(Unsaved::id);
        // What is on disk is what is shown, unless another tab brought it there.
        let same = own.is_some_and(|own| entry.omitted > 0 || own.entry.as_ref() == Some(entry));
        let carried = if same {
            Carried::default()
        } else {
            let mut done = self.done_in(entry.project);
            let carried = rebase::follow(project, &mut done, confirmed, &entry.changes());
            self.renew(project, done);
            carried
        };
        if confirmed.is_some() {
            self.confirm(id);
        }
        TakenUp { confirmed, carried }
    }

    /// Carries everything unsaved over to a project that was read anew; `known` is the one it was
    /// made in, as far as that is in memory.
    pub fn carry_onto(&mut self, project: &mut Project, known: Option<&Project>) -> Carried {
        let mut done = self.done_in(project.info().id);
        let carried = rebase::carry(project, &mut done, known);
        self.renew(project, done);
        carried
    }

    /// Returns the unsaved edits of a project in their order.
    fn done_in(&self, project: ProjectId) -> Vec<Done> {
        let of_project = self.unsaved().filter(|unsaved| unsaved.project == project);
        of_project.filter_map(|unsaved| unsaved.done().cloned()).collect()
    }

    /// Puts carried edits in the place of what they were before.
    fn renew(&mut self, project: &Project, done: Vec<Done>) {
        if done.is_empty() {
            return;
        }
        let counts = Counts::of(project);
        for unsaved in self.under_way.iter_mut().chain(&mut self.waiting) {
            let found = done.iter().find(|done| done.id() == unsaved.id());
            if let Some(done) = found {
                *unsaved = Arc::new(Unsaved::counted(project, counts, done.clone()));
            }
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

    /// Says whether a transaction is not on disk yet.
    pub fn has(&self, id: TransactionId) -> bool {
        self.unsaved().any(|unsaved| unsaved.id() == id)
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
    use crate::store::unsaved::tests::transaction;

    fn unsaved(id: u128) -> Unsaved {
        Unsaved::of(ProjectId(7), &transaction(id, Vec::new()))
    }

    /// Starts the next batch and says what is in it.
    fn started(queue: &mut Queue) -> Vec<u128> {
        let started = queue.start().is_some();
        queue.batch().iter().filter(|_| started).map(|u| u.id().0).collect()
    }

    fn confirm_all(queue: &mut Queue) {
        for unsaved in queue.batch() {
            queue.confirm(unsaved.id());
        }
        queue.end(None);
    }

    #[test]
    fn what_arrives_during_a_write_goes_out_together_afterwards() {
        let mut queue = Queue::default();
        assert_eq!(queue.status(), SaveStatus::Saved);
        queue.push(unsaved(1));
        assert_eq!(queue.status(), SaveStatus::Saving);
        assert_eq!(started(&mut queue), [1]);
        queue.push(unsaved(2));
        queue.push(unsaved(3));
        assert_eq!(queue.start(), None, "one batch at a time");
        confirm_all(&mut queue);
        assert_eq!(queue.status(), SaveStatus::Saving, "two are still in memory only");
        assert_eq!(started(&mut queue), [2, 3]);
        confirm_all(&mut queue);
        assert_eq!(queue.status(), SaveStatus::Saved);
    }

    #[test]
    fn what_failed_is_kept_and_goes_first() {
        let mut queue = Queue::default();
        queue.push(unsaved(1));
        assert_eq!(started(&mut queue), [1]);
        queue.push(unsaved(2));
        queue.end(Some(StorageError::Full));
        assert_eq!(queue.status(), (&StorageError::Full).into());
        assert_eq!(started(&mut queue), [1, 2]);
        assert_eq!(queue.status(), (&StorageError::Full).into(), "not saved until it is");
        confirm_all(&mut queue);
        assert_eq!(queue.status(), SaveStatus::Saved);
    }

    #[test]
    fn a_lost_project_does_not_hold_up_the_others() {
        let mut queue = Queue::default();
        let of = |project, id| Unsaved::of(ProjectId(project), &transaction(id, Vec::new()));
        queue.push(of(1, 1));
        queue.push(of(2, 2));
        queue.push(of(1, 3));
        assert_eq!(started(&mut queue), [1, 3], "a batch is of one project");
        queue.end(Some(StorageError::Gone(ProjectId(1))));
        queue.forget(ProjectId(1));
        assert_eq!(started(&mut queue), [2]);
        confirm_all(&mut queue);
        assert!(queue.is_empty());
    }

    #[test]
    fn what_is_confirmed_while_it_is_on_its_way_is_not_written_again() {
        let mut queue = Queue::default();
        queue.push(unsaved(1));
        queue.push(unsaved(2));
        assert_eq!(started(&mut queue), [1, 2]);
        queue.confirm(TransactionId(1));
        queue.end(Some(StorageError::Closed));
        assert_eq!(started(&mut queue), [2]);
    }
}
