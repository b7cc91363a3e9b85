//! Counts what was done since the project was saved elsewhere than in this browser, and says when it
//! is time for a backup.

use leptos::prelude::*;

use super::session::Session;
use crate::desk::disk::Status;
use crate::store::Reminder;
use crate::web::disk::Disk;
use crate::web::host;
use crate::web::storage::local_storage;

/// What reminds of a backup. A handle: copies are the same keeper.
#[derive(Clone, Copy)]
pub(super) struct BackupKeeper {
    session: Session,
    /// What is said; nothing most of the time.
    pub(super) said: RwSignal<Option<String>>,
}

impl BackupKeeper {
    /// Makes the keeper.
    pub(super) fn new(session: Session) -> Self {
        Self { session, said: RwSignal::new(None) }
    }

    /// Looks when a project is opened, and takes note of what is written to the disk.
    pub(super) fn start(self, disk: Disk) {
        let (desk, ready) = (self.session.desk, self.session.ready);
        let project =
            Memo::new(move |_| ready.get().then(|| desk.with(|desk| desk.project().info().id)));
        Effect::new(move |_| {
            if let Some(id) = project.get() {
                self.said.set(None);
                self.look(&local_storage::reminder(id));
            }
        });
        let on_disk = Memo::new(move |_| disk.view.with(|view| view.status == Status::Written));
        Effect::new(move |_| {
            if on_disk.get() {
                self.note_saved();
            }
        });
    }

    /// Notes a step.
    pub(super) fn note_step(self) {
        self.note(|reminder| reminder.note_step(host::now()));
    }

    /// Notes that all of the project is saved elsewhere.
    pub(super) fn note_saved(self) {
        self.note(|reminder| reminder.note_saved(host::now()));
        self.said.set(None);
    }

    /// Puts the reminder away for days.
    pub(super) fn put_away(self) {
        self.note(|reminder| reminder.put_away(host::now()));
        self.said.set(None);
    }

    fn note(self, note: impl FnOnce(&mut Reminder)) {
        let id = self.session.desk.with_untracked(|desk| desk.project().info().id);
        let mut reminder = local_storage::reminder(id);
        note(&mut reminder);
        local_storage::set_reminder(id, &reminder);
        self.look(&reminder);
    }

    fn look(self, reminder: &Reminder) {
        let now = host::now();
        if reminder.is_due(now) && self.said.with_untracked(Option::is_none) {
            self.said.set(Some(reminder.sentence(now)));
        }
    }
}
