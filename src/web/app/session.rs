//! The open project from start to close: read, kept, and its texts brought in.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::published_keeper::{self, Asked};
use super::{address, effects};
use crate::desk::keymap::{Bindings, Layout};
use crate::desk::{Address, Desk, Notice, follow, view};
use crate::edit::Done;
use crate::edit::rebase::Carried;
use crate::model::{Coder, DocumentId, Project, ProjectId};
use crate::store::{
    Entry, KeyPreferences, LastPlace, Loaded, Queue, SaveStatus, StorageError, TakenUp, Theme,
};
use crate::text::Text;
use crate::web::context::AppContext;
use crate::web::dom::{board, page};
use crate::web::host;
use crate::web::published::Published;
use crate::web::shelf::Shelf;
use crate::web::storage::{Desktop, Replayed, Saver, Storage, local_storage};

/// Texts are handed to the desk in groups, because each group is one change of the desk.
const TEXTS_AT_ONCE: usize = 50;

/// Everything the composition root holds on to. A handle: copies are the same session.
#[derive(Clone, Copy)]
pub(super) struct Session {
    /// What is on the desk.
    pub(super) desk: RwSignal<Desk>,
    /// Whether a project has been opened.
    pub(super) ready: RwSignal<bool>,
    /// Whether it is to be said where work is kept that is done in a file.
    pub(super) file_note: RwSignal<bool>,
    pub(super) status: RwSignal<SaveStatus>,
    parts: StoredValue<Option<(AppContext, Shelf, Published)>>,
    kept: StoredValue<Option<Rc<Kept>>, LocalStorage>,
}

/// Where projects are kept.
struct Kept {
    storage: Result<Storage, StorageError>,
    saver: Saver,
}

impl Session {
    /// Makes a session in which nothing is open yet.
    pub(super) fn new(
        desk: RwSignal<Desk>,
        ready: RwSignal<bool>,
        status: RwSignal<SaveStatus>,
    ) -> Self {
        let parts = StoredValue::new(None);
        let file_note = RwSignal::new(false);
        Self { desk, ready, file_note, status, parts, kept: StoredValue::new_local(None) }
    }

    /// Makes the session known to what components are given.
    pub(super) fn introduce(self, ctx: AppContext, shelf: Shelf, published: Published) {
        self.parts.set_value(Some((ctx, shelf, published)));
    }

    /// Returns what components are given.
    pub(super) fn ctx(self) -> AppContext {
        self.parts.get_value().expect("the session was introduced before it started").0
    }

    /// Returns the projects as screens see them.
    pub(super) fn shelf(self) -> Shelf {
        self.parts.get_value().expect("the session was introduced before it started").1
    }

    /// Returns what is published here as screens see it.
    pub(super) fn published(self) -> Published {
        self.parts.get_value().expect("the session was introduced before it started").2
    }

    /// Returns the store, or why there is none.
    pub(super) fn storage(self) -> Result<Storage, StorageError> {
        let kept = self.kept.get_value();
        kept.map_or(Err(StorageError::Closed), |kept| kept.storage.clone())
    }

    /// Returns what brings transactions to the store; `None` before the start is over.
    pub(super) fn saver(self) -> Option<Saver> {
        self.kept.get_value().map(|kept| kept.saver.clone())
    }

    /// Reads the projects of this browser and opens the one the user was in.
    pub(super) fn start(self) {
        let preferences = local_storage::preferences();
        Self::show_theme(preferences.theme);
        self.put_keys(preferences.keys, board::kind());
        address::follow(self);
        self.keep_preferences();
        self.keep_keys();
        // Asked for while the store is opened, because the first visit waits for both.
        let asked = published_keeper::ask();
        spawn_local(async move {
            let storage = Storage::open().await.map_err(|error| match error {
                StorageError::Unavailable(_) if page::is_file() => StorageError::NoneForFiles,
                error => error,
            });
            let saver = Saver::new(storage.clone(), move |status| {
                // The page may be going away while a save comes back.
                drop(self.status.try_set(status));
            });
            saver.serve(self);
            self.kept
                .set_value(Some(Rc::new(Kept { storage: storage.clone(), saver: saver.clone() })));
            self.warn_before_loss();
            self.look_when_back();
            match storage {
                Ok(storage) => {
                    self.file_note.set(page::is_file() && !local_storage::file_note_was_read());
                    self.open_last(&storage, asked).await;
                }
                Err(error) => {
                    if !published_keeper::open_first(self, asked).await {
                        self.put_on_desk(sample(), 0, None);
                    }
                    self.tell(Notice::error(
                        error.sentence(),
                        "You can work on, but nothing is kept: download a backup before you leave.",
                    ));
                }
            }
        });
    }

    /// Opens what is published here at the first visit; else the project the user was in, or the one
    /// opened last, or the sample at the first start.
    async fn open_last(self, storage: &Storage, asked: Option<Asked>) {
        if let Some(saver) = self.saver() {
            match saver.bring_left_over().await {
                Ok(replayed) => Self::inherit(storage, &saver, replayed),
                Err(error) => self.tell(Notice::error(error.sentence(), error.advice())),
            }
        }
        drop(storage.purge_past(host::now()).await);
        if published_keeper::open_first(self, asked).await {
            self.shelf().order(crate::web::shelf::Order::Refresh);
            return;
        }
        let projects = match storage.projects().await {
            Ok(projects) => projects,
            // What cannot be read now may be there all the same: nothing is made in its place.
            Err(error) => {
                self.tell(Notice::error(error.sentence(), error.advice()));
                self.put_on_desk(sample(), 0, None);
                return;
            }
        };
        let place = local_storage::place();
        let alive = |id: ProjectId| projects.iter().any(|p| p.info.id == id && p.deleted.is_none());
        let last = place.as_ref().map(|place| place.project).filter(|id| alive(*id));
        let newest = projects.iter().find(|p| p.deleted.is_none()).map(|p| p.info.id);
        match last.or(newest) {
            Some(id) => {
                if !self.open(id).await {
                    self.put_on_desk(sample(), 0, None);
                }
            }
            None => self.adopt(&sample()),
        }
        self.shelf().order(crate::web::shelf::Order::Refresh);
    }

    /// Brings to the store what tabs that still live leave over when they end: without this it
    /// would wait for the next start.
    fn inherit(storage: &Storage, saver: &Saver, replayed: Replayed) {
        for visit in replayed.alive.into_iter().filter(|visit| visit != saver.visit()) {
            let (storage, saver) = (storage.clone(), saver.clone());
            spawn_local(async move {
                storage.end_of(&visit).await;
                // The status line says so when that fails.
                drop(saver.bring_left_over().await);
            });
        }
    }

    /// Opens a project of the store; says whether that worked.
    pub(super) async fn open(self, id: ProjectId) -> bool {
        let Ok(storage) = self.storage() else { return false };
        if let Some(saver) = self.saver() {
            saver.settled().await;
        }
        let mut loaded = match storage.load(id, host::now(), |_| ()).await {
            Ok(loaded) => loaded,
            Err(error) => {
                self.tell(Notice::error(error.sentence(), error.advice()));
                return false;
            }
        };
        let place = local_storage::place_in(id);
        let first = place.as_ref().and_then(|place| place.document);
        if let Some(saver) = self.saver() {
            saver.bring_up_to_date(&mut loaded);
        }
        let mut project = loaded.project;
        // The document to be shown comes with its text, so that there is something to read at once.
        let first = first.filter(|id| project.documents().contains_key(id));
        if let Some(document) = first
            && let Ok(Some(text)) = storage.load_text(id, document).await
        {
            project.put(crate::model::Record::Text(document, text));
        }
        self.put_on_desk(project, loaded.number, place);
        if !loaded.set_aside.is_empty() {
            self.tell(view::set_aside::notice(loaded.set_aside.len()));
            self.desk.update(|desk| desk.put_aside(loaded.set_aside));
        }
        spawn_local(async move {
            // Other tabs may have written while the project was read.
            if let Some(saver) = self.saver() {
                saver.catch_up().await;
            }
            self.load_texts(&storage, id).await;
        });
        true
    }

    /// Brings all texts of the open project into memory, a group at a time.
    async fn load_texts(self, storage: &Storage, id: ProjectId) {
        let mut group: Vec<(DocumentId, Text)> = Vec::new();
        let done = storage
            .load_texts(id, |document, text| {
                group.push((document, text));
                if group.len() == TEXTS_AT_ONCE {
                    self.supply(id, std::mem::take(&mut group));
                }
            })
            .await;
        self.supply(id, group);
        if let Err(error) = done {
            self.tell(Notice::error(error.sentence(), error.advice()));
        }
    }

    /// Hands texts to the desk, when it still holds their project and lacks them.
    fn supply(self, project: ProjectId, texts: Vec<(DocumentId, Text)>) {
        let lacks = |desk: &Desk| {
            desk.project().info().id == project
                && texts.iter().any(|(id, _)| desk.project().text(*id).is_none())
        };
        if self.desk.with_untracked(lacks) {
            self.desk.update(|desk| {
                for (document, text) in texts {
                    if desk.project().text(document).is_none() {
                        desk.supply_text(document, text);
                    }
                }
            });
        }
    }

    /// Keeps a project that is in memory only, and opens it.
    pub(super) fn adopt(self, project: &Project) {
        if let Some(saver) = self.saver() {
            saver.create(project);
        }
        self.put_on_desk(project.clone(), 0, None);
    }

    /// Opens a project, which contains its journal up to a number, and goes where the user was in
    /// it; the page's address has the first word at the start.
    fn put_on_desk(self, project: Project, number: u64, place: Option<LastPlace>) {
        if let Some(saver) = self.saver() {
            saver.watch(project.info().id, number);
        }
        let preferences = local_storage::preferences();
        let me = preferences.coder.map(|id| Coder::new(id, preferences.coder_name));
        let first_time = !self.ready.get_untracked();
        let mut desk = Desk::new(project, me);
        let remembered = place.as_ref().and_then(|place| Address::parse(&place.fragment));
        let named = first_time.then(address::of_page).flatten();
        if let Some(address) = named.or(remembered) {
            desk.visit(address);
        }
        let known = place.filter(|place| place.document == desk.document());
        if let Some(caret) = known.as_ref().and_then(|place| place.caret) {
            desk.set_caret(crate::desk::Caret::at(caret));
        }
        self.desk.update(|old| *old = desk.in_place_of(old));
        if first_time {
            address::say_missing(self);
        }
        self.ready.set(true);
        let top = known.and_then(|place| place.top);
        // The text is drawn in the next frame, and has its lines in the one after.
        page::after_layout(move || {
            page::after_layout(move || {
                if !address::show_chosen(self)
                    && let Some(top) = top
                {
                    effects::put_at_top(top);
                }
                page::give_back(None);
            });
        });
    }

    /// Has a transaction kept.
    pub(super) fn keep(self, done: &Done) {
        if let Some(saver) = self.saver() {
            self.desk.with_untracked(|desk| saver.save(desk.project(), done));
        }
    }

    /// Tries again to keep what could not be kept.
    pub(super) fn retry(self) {
        if let Some(saver) = self.saver() {
            saver.retry();
        }
    }

    /// Says what could not be done beside other tabs, and brings in the texts that came from there:
    /// they travel through the store only.
    fn after_following(self, carried: &Carried) {
        if let Some(notice) = follow::given_up(&carried.given_up) {
            self.tell(notice);
        }
        let (id, lacks) = self.desk.with_untracked(|desk| {
            let project = desk.project();
            let mut ids = project.documents().keys();
            (project.info().id, ids.any(|id| project.text(*id).is_none()))
        });
        if let (true, Ok(storage)) = (lacks, self.storage()) {
            spawn_local(async move { self.load_texts(&storage, id).await });
        }
    }

    /// Remembers the coder's name for all projects.
    fn keep_preferences(self) {
        let me = self.ctx().memo(|desk| desk.me().cloned());
        Effect::new(move |_| {
            if let Some(me) = me.get() {
                let mut preferences = local_storage::preferences();
                if preferences.coder != Some(me.id) || preferences.coder_name != me.name {
                    preferences.coder = Some(me.id);
                    preferences.coder_name = me.name;
                    local_storage::set_preferences(&preferences);
                }
            }
        });
    }

    /// Puts the keys in force that the user wants, shown as the keyboard prints them.
    fn put_keys(self, wanted: KeyPreferences, layout: Layout) {
        self.desk.update(|desk| desk.set_keys(Bindings::new(wanted, layout)));
    }

    /// Remembers the keys for all projects, and learns what the keyboard prints.
    fn keep_keys(self) {
        let keys = self.ctx().keys;
        Effect::new(move |_| {
            let wanted = keys.with(|keys| keys.wanted().clone());
            let mut preferences = local_storage::preferences();
            if preferences.keys != wanted {
                preferences.keys = wanted;
                local_storage::set_preferences(&preferences);
            }
        });
        spawn_local(async move {
            if let Some(layout) = board::layout().await {
                let wanted = self.desk.with_untracked(|desk| desk.keys().wanted().clone());
                self.put_keys(wanted, layout);
            }
        });
    }

    /// Goes from the system's theme to light, to dark, and back.
    pub(super) fn switch_theme(self) {
        let mut preferences = local_storage::preferences();
        let (theme, word) = match preferences.theme {
            Theme::System => (Theme::Light, "Theme: light."),
            Theme::Light => (Theme::Dark, "Theme: dark."),
            Theme::Dark => (Theme::System, "Theme: as the system is set."),
        };
        preferences.theme = theme;
        local_storage::set_preferences(&preferences);
        Self::show_theme(theme);
        self.tell(Notice::info(word));
    }

    fn show_theme(theme: Theme) {
        let value = match theme {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        };
        page::set_root_attribute("data-theme", value);
    }

    /// Looks what other tabs did when the user comes back: a page that was frozen heard nothing.
    fn look_when_back(self) {
        let look = move || {
            if let Some(saver) = self.saver() {
                spawn_local(async move { saver.catch_up().await });
            }
        };
        let handles = [
            window_event_listener(leptos::ev::focus, move |_| look()),
            window_event_listener(leptos::ev::pageshow, move |_| look()),
        ];
        // The page listens as long as it lives.
        handles.into_iter().for_each(std::mem::forget);
    }

    /// Lets the browser ask before the page is left while work would be lost with it.
    fn warn_before_loss(self) {
        let handle = window_event_listener(leptos::ev::beforeunload, move |event| {
            if self.saver().is_some_and(|saver| saver.would_lose_work()) {
                event.prevent_default();
            }
        });
        // The page listens as long as it lives.
        std::mem::forget(handle);
    }

    /// Tells the user something.
    pub(super) fn tell(self, notice: Notice) {
        self.ctx().tell(notice);
    }
}

impl Desktop for Session {
    fn follow(&self, queue: &mut Queue, entry: &Entry) -> TakenUp {
        let own = queue.has(entry.meta.id);
        let taken = self.desk.try_maybe_update(|desk| {
            let taken = desk.follow(queue, entry);
            // What is on disk is what was shown already.
            (!taken.carried.touched.is_empty(), taken)
        });
        let taken = taken.unwrap_or_default();
        if !own {
            self.after_following(&taken.carried);
        }
        taken
    }

    fn stand_on(&self, queue: &mut Queue, read: Loaded) {
        let carried = self.desk.try_update(|desk| desk.stand_on(queue, read.project));
        self.after_following(&carried.unwrap_or_default());
    }
}

/// Remembers that the note for who works from a file was read.
pub(super) fn file_note_was_read() {
    local_storage::set_file_note_was_read();
}

/// Makes the sample project anew.
fn sample() -> Project {
    crate::sample::sample_project(ProjectId::new(host::now().0, host::random()))
}
