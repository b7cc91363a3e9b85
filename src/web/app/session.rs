//! The open project from start to close: read, kept, and its texts brought in.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{address, effects};
use crate::desk::keymap::{Bindings, Layout};
use crate::desk::{Address, Desk, Notice};
use crate::edit::Transaction;
use crate::model::{Coder, DocumentId, Project, ProjectId};
use crate::store::{Entry, KeyPreferences, LastPlace, SaveStatus, StorageError, Theme};
use crate::text::Text;
use crate::web::context::AppContext;
use crate::web::dom::{board, page};
use crate::web::host;
use crate::web::shelf::Shelf;
use crate::web::storage::{Saver, Storage, local_storage};

/// Texts are handed to the desk in groups, because each group is one change of the desk.
const TEXTS_AT_ONCE: usize = 50;

/// Everything the composition root holds on to. A handle: copies are the same session.
#[derive(Clone, Copy)]
pub(super) struct Session {
    /// What is on the desk.
    pub(super) desk: RwSignal<Desk>,
    /// Whether a project has been opened.
    pub(super) ready: RwSignal<bool>,
    pub(super) status: RwSignal<SaveStatus>,
    parts: StoredValue<Option<(AppContext, Shelf)>>,
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
        Self { desk, ready, status, parts, kept: StoredValue::new_local(None) }
    }

    /// Makes the session known to what components are given.
    pub(super) fn introduce(self, ctx: AppContext, shelf: Shelf) {
        self.parts.set_value(Some((ctx, shelf)));
    }

    /// Returns what components are given.
    pub(super) fn ctx(self) -> AppContext {
        self.parts.get_value().expect("the session was introduced before it started").0
    }

    /// Returns the projects as screens see them.
    pub(super) fn shelf(self) -> Shelf {
        self.parts.get_value().expect("the session was introduced before it started").1
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
        spawn_local(async move {
            let storage = Storage::open().await;
            let saver = Saver::new(storage.clone(), move |status| {
                // The page may be going away while a save comes back.
                drop(self.status.try_set(status));
            });
            saver.on_remote(move |entry| self.hear(entry));
            self.kept
                .set_value(Some(Rc::new(Kept { storage: storage.clone(), saver: saver.clone() })));
            self.warn_before_loss();
            match storage {
                Ok(storage) => self.open_last(&storage).await,
                Err(error) => {
                    self.put_on_desk(sample(), None);
                    self.tell(Notice::error(
                        error.sentence(),
                        "You can work on, but nothing is kept: download a backup before you leave.",
                    ));
                }
            }
        });
    }

    /// Opens the project the user was in, or the one opened last, or the sample at the first start.
    async fn open_last(self, storage: &Storage) {
        if let Err(error) = storage.replay_pending(host::now()).await {
            self.tell(Notice::error(error.sentence(), error.advice()));
        }
        drop(storage.purge_past(host::now()).await);
        let projects = storage.projects().await.unwrap_or_default();
        let place = local_storage::place();
        let alive = |id: ProjectId| projects.iter().any(|p| p.info.id == id && p.deleted.is_none());
        let last = place.as_ref().map(|place| place.project).filter(|id| alive(*id));
        let newest = projects.iter().find(|p| p.deleted.is_none()).map(|p| p.info.id);
        match last.or(newest) {
            Some(id) => {
                if !self.open(id).await {
                    self.put_on_desk(sample(), None);
                }
            }
            None => self.adopt(&sample()),
        }
        self.shelf().order(crate::web::shelf::Order::Refresh);
    }

    /// Opens a project of the store; says whether that worked.
    pub(super) async fn open(self, id: ProjectId) -> bool {
        let Ok(storage) = self.storage() else { return false };
        if let Some(saver) = self.saver() {
            saver.settled().await;
        }
        let loaded = match storage.load(id, host::now(), |_| ()).await {
            Ok(loaded) => loaded,
            Err(error) => {
                self.tell(Notice::error(error.sentence(), error.advice()));
                return false;
            }
        };
        let place = local_storage::place_in(id);
        let first = place.as_ref().and_then(|place| place.document);
        let mut project = loaded.project;
        // The document to be shown comes with its text, so that there is something to read at once.
        let first = first.filter(|id| project.documents().contains_key(id));
        if let Some(document) = first
            && let Ok(Some(text)) = storage.load_text(id, document).await
        {
            project.put(crate::model::Record::Text(document, text));
        }
        self.put_on_desk(project, place);
        if !loaded.set_aside.is_empty() {
            let count = loaded.set_aside.len();
            self.tell(Notice::error(
                format!("{count} damaged records were set aside; the rest is open."),
                "They are still in this browser's storage. Your last backup may have them whole.",
            ));
        }
        spawn_local(async move { self.load_texts(&storage, id).await });
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
        self.put_on_desk(project.clone(), None);
    }

    /// Opens a project and goes where the user was in it; the page's address has the first word
    /// at the start.
    fn put_on_desk(self, project: Project, place: Option<LastPlace>) {
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
    pub(super) fn keep(self, transaction: &Transaction) {
        if let Some(saver) = self.saver() {
            self.desk.with_untracked(|desk| saver.save(desk.project(), transaction));
        }
    }

    /// Tries again to keep what could not be kept.
    pub(super) fn retry(self) {
        if let Some(saver) = self.saver() {
            saver.retry();
        }
    }

    /// Takes up what another tab did to the open project.
    fn hear(self, entry: Entry) {
        let id = entry.project;
        if self.desk.with_untracked(|desk| desk.project().info().id) != id {
            return;
        }
        let whole = entry.omitted == 0;
        let mut followed = Ok(());
        if whole {
            self.desk.update(|desk| followed = desk.follow(entry.into_transaction()));
        }
        spawn_local(async move {
            if !whole || followed.is_err() {
                self.open(id).await;
            } else if let Ok(storage) = self.storage() {
                // Texts travel through the store only.
                let lacks = |desk: &Desk| {
                    desk.project().documents().keys().any(|id| desk.project().text(*id).is_none())
                };
                if self.desk.with_untracked(lacks) {
                    self.load_texts(&storage, id).await;
                }
            }
        });
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

/// Makes the sample project anew.
fn sample() -> Project {
    crate::sample::sample_project(ProjectId::new(host::now().0, host::random()))
}
