//! Keeps the open project on the disk: in a file that is saved in place, or in a shared folder.
//!
//! The work is done in rounds, one at a time: after changes that have reached the store, when the
//! window is come back to, when the browser tells of a change, and every few seconds while the page
//! is seen. A round reads what others wrote, writes what is this browser's to write, and remembers
//! how it left everything. Of several tabs one does it.

mod orders;
mod others;
mod own;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::session::Session;
use crate::desk::disk::{Colleague, LeftAlone, Link, Obstacle, Order, Sight, Status, View};
use crate::desk::view::export::missing_texts;
use crate::model::{CoderId, ProjectId};
use crate::store::SaveStatus;
use crate::web::disk::Disk;
use crate::web::dom::disk::{Ear, Handle};
use crate::web::dom::{disk as files, page};
use crate::web::storage::locks::{self, Turn};

/// So long after a change the disk is written, in ms: a burst of changes is one writing.
const PAUSE_MS: i32 = 800;
/// The longest pause, in ms, for projects that take long to write.
const LONGEST_PAUSE_MS: i32 = 20_000;
/// A writing is followed by a pause of so many times what it took.
const REST: i32 = 10;
/// So often the disk is looked at while the page is seen, in ms.
const LOOK_MS: i32 = 3000;
/// How long another tab may take to let go before this one says that the other does the work, in ms.
const TURN_MS: i32 = 700;

/// What keeps the open project on the disk. A handle: copies are the same keeper.
#[derive(Clone, Copy)]
pub(super) struct DiskKeeper {
    session: Session,
    disk: Disk,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    open: RefCell<Option<Open>>,
    /// Counts the places that have been open, so that work begun for one is not finished in another.
    generation: Cell<u32>,
    busy: Cell<bool>,
    /// Whether another round is wanted as soon as this one is over.
    again: Cell<bool>,
    /// Counts what was asked for later; only the last one is done.
    asked: Cell<u32>,
    /// Whether something asked for later has still to be done.
    pending: Cell<bool>,
    pause_ms: Cell<i32>,
    ears: RefCell<Vec<Closure<dyn FnMut()>>>,
}

/// The open project's place.
struct Open {
    project: ProjectId,
    handle: Handle,
    link: Link,
    /// The link as the store has it.
    stored: Option<Link>,
    leads: bool,
    /// The project's revision that is on the disk.
    written: Option<u64>,
    /// How others' files were when they were last read: time and size.
    read: BTreeMap<String, (u64, u64)>,
    /// Files that refer to something which had not arrived.
    incomplete: BTreeSet<String>,
    /// Own files that somebody else changed, as they were found.
    changed: BTreeMap<String, Sight>,
    colleagues: BTreeMap<CoderId, Colleague>,
    left_alone: BTreeMap<String, LeftAlone>,
    ear: Option<Ear>,
    /// Held for as long as the place is open.
    _turn: Turn,
}

impl DiskKeeper {
    /// Makes the keeper and what screens see of it.
    pub(super) fn new(session: Session) -> (Self, Disk) {
        let keeper = StoredValue::new_local(None::<Self>);
        let disk = Disk::new(Callback::new(move |order: Order| {
            if let Some(keeper) = keeper.get_value() {
                keeper.carry_out(order);
            }
        }));
        let own = Self { session, disk, inner: StoredValue::new_local(Rc::default()) };
        keeper.set_value(Some(own));
        (own, disk)
    }

    /// Follows the open project and what is done to it.
    pub(super) fn start(self) {
        let desk = self.session.desk;
        let ready = self.session.ready;
        let project =
            Memo::new(move |_| ready.get().then(|| desk.with(|desk| desk.project().info().id)));
        Effect::new(move |_| {
            if let Some(id) = project.get() {
                spawn_local(self.turn_to(id));
            }
        });
        let revision = Memo::new(move |_| desk.with(crate::desk::Desk::revision));
        let status = self.session.status;
        Effect::new(move |_| {
            let now = revision.get();
            let settled = status.with(|status| *status != SaveStatus::Saving);
            let behind = self.with_open(|open| open.leads && open.written != Some(now));
            if behind == Some(true) {
                self.show_writing();
                if settled {
                    self.later(self.inner().pause_ms.get().max(PAUSE_MS));
                }
            }
        });
        self.listen();
    }

    /// Looks at the disk when the page is come back to and now and then, and writes before it goes.
    fn listen(self) {
        let look = Closure::<dyn FnMut()>::new(move || {
            // What waits will look as well, and waits for a reason.
            if !page::document().hidden() && !self.inner().pending.get() {
                self.later(0);
            }
        });
        let leave = Closure::<dyn FnMut()>::new(move || self.later(0));
        let (window, document) = (page::window(), page::document());
        let ear = look.as_ref().unchecked_ref();
        drop(window.add_event_listener_with_callback("focus", ear));
        drop(window.set_interval_with_callback_and_timeout_and_arguments_0(ear, LOOK_MS));
        let ear = leave.as_ref().unchecked_ref();
        drop(document.add_event_listener_with_callback("visibilitychange", ear));
        self.inner().ears.borrow_mut().extend([look, leave]);
    }

    /// Takes up the place of the project that was opened.
    async fn turn_to(self, project: ProjectId) {
        if self.with_open(|open| open.project) == Some(project) {
            return;
        }
        self.close();
        let generation = self.inner().generation.get();
        let Ok(storage) = self.session.storage() else { return };
        let Ok(Some((handle, link))) = storage.disk_link(project).await else { return };
        if self.inner().generation.get() == generation {
            self.install(project, handle.unchecked_into(), link, true);
        }
    }

    /// Lets go of the place that is open.
    fn close(self) {
        let inner = self.inner();
        inner.generation.set(inner.generation.get() + 1);
        drop(inner.open.borrow_mut().take());
        inner.pause_ms.set(0);
        self.disk.view.set(View::default());
    }

    /// Takes up a place; `stored` says whether the store knows it already.
    fn install(self, project: ProjectId, handle: Handle, link: Link, stored: bool) {
        self.close();
        let inner = self.inner();
        let generation = inner.generation.get();
        let turn =
            locks::queue(format!("claimlight.disk.{project}"), move || self.lead(generation));
        self.disk.view.set(View {
            name: link.name.clone(),
            shared: link.shared,
            status: Status::Writing,
            ..View::default()
        });
        *inner.open.borrow_mut() = Some(Open {
            project,
            handle,
            stored: stored.then(|| link.clone()),
            link,
            leads: false,
            written: None,
            read: BTreeMap::new(),
            incomplete: BTreeSet::new(),
            changed: BTreeMap::new(),
            colleagues: BTreeMap::new(),
            left_alone: BTreeMap::new(),
            ear: None,
            _turn: turn,
        });
        page::after(TURN_MS, move || {
            if self.of(generation, |open| open.leads) == Some(false) {
                self.disk.view.update(|view| view.status = Status::Elsewhere);
            }
        });
        if !stored {
            // Other tabs find it there.
            spawn_local(async move { drop(self.remember(generation).await) });
        }
    }

    /// Begins the work: it is this tab's turn.
    fn lead(self, generation: u32) {
        let handle = self.of(generation, |open| {
            open.leads = true;
            open.handle.clone()
        });
        let Some(handle) = handle else { return };
        self.disk.view.update(|view| view.status = Status::Writing);
        self.later(0);
        spawn_local(async move {
            let ear = files::listen(&handle, move || self.later(50)).await;
            self.note(generation, |open| open.ear = ear);
        });
    }

    /// Asks for a round after some ms; what was asked for before is done with it.
    fn later(self, ms: i32) {
        let inner = self.inner();
        let asked = inner.asked.get().wrapping_add(1);
        inner.asked.set(asked);
        inner.pending.set(true);
        page::after(ms, move || {
            if self.inner().asked.get() == asked {
                self.inner().pending.set(false);
                self.round_now();
            }
        });
    }

    /// Starts a round, or has one follow that is under way.
    fn round_now(self) {
        let inner = self.inner();
        if inner.busy.replace(true) {
            inner.again.set(true);
            return;
        }
        spawn_local(async move {
            let generation = self.inner().generation.get();
            if self.of(generation, |open| open.leads) == Some(true) {
                let done = self.round(generation).await;
                self.show(generation, done);
            }
            let inner = self.inner();
            inner.busy.set(false);
            if inner.again.take() {
                self.later(0);
            }
        });
    }

    /// Reads, writes and remembers; the status is what it came to.
    async fn round(self, generation: u32) -> Result<Status, Obstacle> {
        if !self.is_still_there(generation).await {
            return Ok(Status::Off);
        }
        let Some(handle) = self.of(generation, |open| open.handle.clone()) else {
            return Ok(Status::Off);
        };
        if !handle.is_allowed().await {
            return Err(Obstacle::Forbidden);
        }
        let missing = self.session.desk.with_untracked(|desk| missing_texts(desk.project()));
        if !missing.is_empty() {
            return Ok(Status::Writing);
        }
        let shared = self.of(generation, |open| open.link.shared) == Some(true);
        if shared {
            self.read_others(generation, &handle).await?;
        }
        let nameless = shared && self.session.desk.with_untracked(|desk| desk.me().is_none());
        let status =
            if nameless { Status::Nameless } else { self.write_own(generation, &handle).await? };
        self.remember(generation).await?;
        Ok(status)
    }

    /// Says whether the place is still the one the store knows; another tab may have left it, or
    /// gone to another one.
    async fn is_still_there(self, generation: u32) -> bool {
        let Some(project) = self.of(generation, |open| open.project) else { return false };
        let Ok(storage) = self.session.storage() else { return true };
        let Ok(known) = storage.disk_link(project).await else { return true };
        let stored = self.of(generation, |open| open.stored.clone());
        match (known, stored) {
            // This tab has not written it down yet.
            (_, Some(None)) => true,
            (None, _) => {
                if self.of(generation, |_| ()).is_some() {
                    self.close();
                }
                false
            }
            (Some((handle, link)), Some(Some(stored))) => {
                let moved = (&link.name, link.shared) != (&stored.name, stored.shared);
                if moved && self.of(generation, |_| ()).is_some() {
                    self.install(project, handle.unchecked_into(), link, true);
                }
                !moved
            }
            (Some(_), None) => false,
        }
    }

    /// Writes down how everything was left. What was read of others may be remembered only once
    /// what came of it is in the store.
    async fn remember(self, generation: u32) -> Result<(), Obstacle> {
        let now = self.of(generation, |open| {
            let differs = open.stored.as_ref() != Some(&open.link);
            differs.then(|| (open.project, open.handle.clone(), open.link.clone()))
        });
        let Some(Some((project, handle, link))) = now else { return Ok(()) };
        let Ok(storage) = self.session.storage() else { return Ok(()) };
        if let Some(saver) = self.session.saver()
            && saver.settled().await != SaveStatus::Saved
        {
            return Ok(());
        }
        match storage.keep_disk_link(project, &handle, &link).await {
            Ok(()) => self.note(generation, |open| open.stored = Some(link)),
            Err(error) => return Err(Obstacle::Other(error.sentence())),
        }
        Ok(())
    }

    /// Shows what a round came to.
    fn show(self, generation: u32, done: Result<Status, Obstacle>) {
        let status = done.unwrap_or_else(|obstacle| obstacle.status());
        if status == Status::Off {
            return;
        }
        let now = self.session.desk.with_untracked(crate::desk::Desk::revision);
        let view = self.of(generation, |open| {
            // What was done meanwhile is not there yet.
            let behind = status == Status::Written && open.written != Some(now);
            View {
                name: open.link.name.clone(),
                shared: open.link.shared,
                status: if behind { Status::Writing } else { status },
                own: open.link.kept.iter().map(|kept| kept.file.clone()).collect(),
                colleagues: open.colleagues.values().cloned().collect(),
                left_alone: open.left_alone.values().cloned().collect(),
            }
        });
        if let Some(view) = view
            && self.disk.view.with_untracked(|shown| *shown != view)
        {
            self.disk.view.set(view);
        }
    }

    /// Says that there is something to be written, unless something else has to be said.
    fn show_writing(self) {
        if self.disk.view.with_untracked(|view| view.status == Status::Written) {
            self.disk.view.update(|view| view.status = Status::Writing);
        }
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.get_value()
    }

    fn with_open<T>(self, act: impl FnOnce(&mut Open) -> T) -> Option<T> {
        self.inner().open.borrow_mut().as_mut().map(act)
    }

    /// Notes something about the place, when it is still the same one.
    fn note<T>(self, generation: u32, act: impl FnOnce(&mut Open) -> T) {
        let noted = self.of(generation, |open| {
            act(open);
        });
        noted.unwrap_or_default();
    }

    /// Does something with the place, when it is still the same one.
    fn of<T>(self, generation: u32, act: impl FnOnce(&mut Open) -> T) -> Option<T> {
        if self.inner().generation.get() == generation { self.with_open(act) } else { None }
    }
}
