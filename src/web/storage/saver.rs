//! Brings each transaction to the store, says when it is safe, and takes up what other tabs wrote.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Function, Promise};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::channel::Channel;
use super::replay::{LeftOver, Replayed};
use super::write::{Author, Pushed};
use super::{Storage, local_storage, quota, visits};
use crate::edit::{Done, Origin};
use crate::model::{Project, ProjectId, TransactionId};
use crate::store::{
    Creation, Entry, Loaded, News, Pending, Queue, Replica, SaveStatus, StorageError, TakenUp,
    Unsaved, entry, pending,
};
use crate::web::host;

/// How often work is carried over to what others write meanwhile before it counts as failed.
const TRIES: u8 = 20;

/// Takes transactions that have been carried out and brings them to the store in their order.
/// Copies are handles of the same one.
#[derive(Clone)]
pub struct Saver {
    inner: Rc<Inner>,
}

/// The open project, which follows what other tabs do. It shows everything in the queue.
pub trait Desktop {
    /// Takes up an entry of the journal.
    fn follow(&self, queue: &mut Queue, entry: &Entry) -> TakenUp;
    /// Puts the project as it was read anew in the place of the open one.
    fn stand_on(&self, queue: &mut Queue, read: Loaded);
}

struct Inner {
    storage: Result<Storage, StorageError>,
    queue: RefCell<Queue>,
    /// Where each transaction is kept until it is confirmed.
    kept: RefCell<BTreeMap<TransactionId, String>>,
    visit: String,
    count: Cell<u64>,
    on_status: Box<dyn Fn(SaveStatus)>,
    asked_to_persist: Cell<bool>,
    /// Whether something was taken that there is no store for.
    lost: Cell<bool>,
    /// Why what earlier visits left over could not be brought to the store. It is tried again.
    left_over: RefCell<Option<StorageError>>,
    /// Who waits for the queue to be empty or stuck.
    waiting: RefCell<Vec<Function>>,
    channel: RefCell<Option<Channel>>,
    desktop: RefCell<Option<Rc<dyn Desktop>>>,
    /// The open project and how far it has taken up the journal.
    open: RefCell<Option<(ProjectId, Replica)>>,
    /// Whether the open project is being read anew.
    reading: Cell<bool>,
}

impl std::fmt::Debug for Saver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Saver").field("queue", &self.inner.queue).finish_non_exhaustive()
    }
}

impl Saver {
    /// Makes a saver of what [`Storage::open`] returned. Without a store it takes everything,
    /// keeps nothing, and says so. `on_status` is called with each status, the first at once.
    pub fn new(
        storage: Result<Storage, StorageError>,
        on_status: impl Fn(SaveStatus) + 'static,
    ) -> Self {
        let visit = pending::visit(host::now().0, host::random());
        spawn_local(visits::hold(visit.clone()));
        let inner = Rc::new(Inner {
            storage,
            queue: RefCell::default(),
            kept: RefCell::default(),
            visit,
            count: Cell::new(0),
            on_status: Box::new(on_status),
            asked_to_persist: Cell::new(false),
            lost: Cell::new(false),
            left_over: RefCell::default(),
            waiting: RefCell::default(),
            channel: RefCell::new(Channel::open()),
            desktop: RefCell::default(),
            open: RefCell::default(),
            reading: Cell::new(false),
        });
        let saver = Self { inner };
        if let Ok(storage) = &saver.inner.storage {
            let inner = Rc::downgrade(&saver.inner);
            storage.on_taken_over(move || {
                if let Some(inner) = inner.upgrade() {
                    inner.queue.borrow_mut().give_up_hope(StorageError::Newer);
                    Self { inner }.report();
                }
            });
        }
        saver.report();
        saver
    }

    /// Sets what follows the other tabs.
    pub fn serve(&self, desktop: impl Desktop + 'static) {
        *self.inner.desktop.borrow_mut() = Some(Rc::new(desktop));
        // A weak handle: the channel belongs to the saver.
        let inner = Rc::downgrade(&self.inner);
        if let Some(channel) = self.inner.channel.borrow_mut().as_mut() {
            channel.listen(move |news| {
                if let Some(inner) = inner.upgrade() {
                    Self { inner }.hear(vec![news]);
                }
            });
        }
    }

    /// Says which project is open now, and up to which entry of its journal it was read. To be
    /// called together with the change of the desk.
    pub fn watch(&self, project: ProjectId, number: u64) {
        *self.inner.open.borrow_mut() = Some((project, Replica::at(number)));
    }

    /// Does to a project as it was read from the store what is not there yet.
    pub fn bring_up_to_date(&self, read: &mut Loaded) {
        drop(self.inner.queue.borrow_mut().carry_onto(&mut read.project, None));
    }

    /// Names this tab from its start to its end.
    pub fn visit(&self) -> &str {
        &self.inner.visit
    }

    /// Saves a transaction in the form [`crate::edit::History`] returns it; `project` is the
    /// project as it is afterwards.
    ///
    /// When this returns, the transaction survives the closing of the tab, unless it is too long
    /// for that (see [`pending`]); it is in the store when the status says so.
    pub fn save(&self, project: &Project, done: &Done) {
        if self.inner.storage.is_err() {
            self.inner.lost.set(true);
            return self.report();
        }
        self.keep(Pending::new(project.info().id, done));
        self.ask_to_persist(done.transaction.meta.origin);
        self.push(Unsaved::transaction(project, done.clone()));
    }

    /// Saves a project that is new to the store, or was deleted there, as a whole. Transactions
    /// that follow wait for it.
    pub fn create(&self, project: &Project) {
        if self.inner.storage.is_ok() {
            self.keep(Pending::creation(project));
            self.push(Unsaved::project(project));
        }
    }

    /// Tries again what has failed.
    pub fn retry(&self) {
        self.pump();
        if self.inner.left_over.borrow().is_some() {
            let saver = self.clone();
            spawn_local(async move { drop(saver.bring_left_over().await) });
        }
        self.report();
    }

    /// Brings to the store what earlier visits could not (see [`Storage::replay_pending`]). As long as
    /// that fails nothing is called saved.
    pub async fn bring_left_over(&self) -> Result<Replayed, StorageError> {
        let storage = self.inner.storage.clone()?;
        let brought = storage.replay_pending(host::now()).await;
        *self.inner.left_over.borrow_mut() = brought.as_ref().err().cloned();
        self.report();
        if brought.is_ok() {
            self.catch_up().await;
        }
        brought
    }

    /// Gives up what waits for a project.
    pub fn forget(&self, project: ProjectId) {
        self.inner.queue.borrow_mut().forget(project);
        local_storage::forget_pending_of(project);
        self.retry();
    }

    /// Returns what the status line says.
    pub fn status(&self) -> SaveStatus {
        match &self.inner.storage {
            Ok(_) => match (self.inner.queue.borrow().status(), &*self.inner.left_over.borrow()) {
                (SaveStatus::Saved | SaveStatus::Saving, Some(error)) => error.into(),
                (status, _) => status,
            },
            Err(error) => error.into(),
        }
    }

    /// Says whether work would be lost if the tab were closed now: it is neither in the store nor
    /// kept for the next start. The page should then ask before it closes.
    pub fn would_lose_work(&self) -> bool {
        let kept = self.inner.kept.borrow();
        let queue = self.inner.queue.borrow();
        self.inner.lost.get() || queue.unsaved().any(|unsaved| !kept.contains_key(&unsaved.id()))
    }

    /// Says whether everything is in the store.
    pub fn is_settled(&self) -> bool {
        let Inner { storage, queue, left_over, .. } = &*self.inner;
        storage.is_ok() && queue.borrow().is_empty() && left_over.borrow().is_none()
    }

    /// Waits until everything is in the store or something has failed, and returns the status.
    pub async fn settled(&self) -> SaveStatus {
        if self.is_busy() {
            let waiting = &self.inner.waiting;
            let promise = Promise::new(&mut |resolve, _| waiting.borrow_mut().push(resolve));
            // It is only ever resolved.
            drop(JsFuture::from(promise).await);
        }
        self.status()
    }

    /// Tells other tabs what has been written to the journal in another way.
    pub fn tell(&self, news: &[News]) {
        if let Some(channel) = &*self.inner.channel.borrow() {
            for news in news {
                channel.tell(news);
            }
        }
    }

    /// Looks whether other tabs have written to the open project, and takes it up. Messages are
    /// lost while a page is frozen, and what was replayed from an earlier visit sends none.
    pub async fn catch_up(&self) {
        let Ok(storage) = &self.inner.storage else { return };
        let Some((project, seen)) = self.place() else { return };
        match storage.news(project, seen).await {
            Ok(Some(news)) => self.hear(news),
            Ok(None) => self.read_soon(),
            // The next write says what is wrong with the store.
            Err(_) => {}
        }
    }

    /// Returns the open project and how far it has taken up the journal.
    fn place(&self) -> Option<(ProjectId, u64)> {
        self.inner.open.borrow().as_ref().map(|(project, replica)| (*project, replica.seen()))
    }

    /// Takes up entries of the open project as far as they follow on each other, and looks into the
    /// journal where one was missed.
    fn hear(&self, news: Vec<News>) {
        self.listen(news);
        let open = self.inner.open.borrow();
        if open.as_ref().is_some_and(|(_, replica)| replica.misses()) && !self.is_reading() {
            let saver = self.clone();
            spawn_local(async move { saver.catch_up().await });
        }
    }

    /// Takes up entries of the open project as far as they follow on each other.
    fn listen(&self, news: Vec<News>) {
        if let Some((project, replica)) = self.inner.open.borrow_mut().as_mut() {
            for news in news.into_iter().filter(|news| news.entry.project == *project) {
                replica.hear(news);
            }
        }
        self.take_up();
    }

    fn take_up(&self) {
        let Some(desktop) = self.inner.desktop.borrow().clone() else { return };
        loop {
            let next = {
                let open = self.inner.open.borrow();
                open.as_ref().and_then(|(_, replica)| replica.next().cloned())
            };
            let Some(news) = next else { return };
            let own = self.inner.queue.borrow().has(news.entry.meta.id);
            if news.entry.omitted > 0 && !own {
                return self.read_soon();
            }
            let taken = desktop.follow(&mut self.inner.queue.borrow_mut(), &news.entry);
            if let Some((_, replica)) = self.inner.open.borrow_mut().as_mut() {
                replica.took_up(news.number);
            }
            if let Some(id) = taken.confirmed {
                self.let_go(id);
            }
        }
    }

    fn is_reading(&self) -> bool {
        self.inner.reading.get()
    }

    /// Has the open project read anew. While a batch is on its way that is the batch's business: it
    /// may or may not be part of what is read.
    fn read_soon(&self) {
        if !self.is_reading() && !self.inner.queue.borrow().is_under_way() {
            let saver = self.clone();
            // The next write says what is wrong with the store.
            spawn_local(async move { drop(saver.read_anew().await) });
        }
    }

    /// Reads the open project anew, because its entries do not tell what happened. Nothing is
    /// written meanwhile.
    async fn read_anew(&self) -> Result<(), StorageError> {
        let Ok(storage) = &self.inner.storage else { return Ok(()) };
        if self.inner.reading.replace(true) {
            return Ok(());
        }
        let mut outcome = Ok(());
        for _ in 0..TRIES {
            let Some((project, _)) = self.place() else { break };
            let read = match storage.read(project, |_| ()).await {
                Ok(read) => read,
                Err(error) => {
                    outcome = Err(error);
                    break;
                }
            };
            // Another project may have been opened meanwhile, or more have been taken up.
            let Some((open, seen)) = self.place() else { break };
            if open != project {
                break;
            }
            if read.number < seen {
                continue;
            }
            let number = read.number;
            if let Some(desktop) = self.inner.desktop.borrow().clone() {
                desktop.stand_on(&mut self.inner.queue.borrow_mut(), read);
            }
            if let Some((_, replica)) = self.inner.open.borrow_mut().as_mut() {
                replica.took_up(number);
            }
            break;
        }
        self.inner.reading.set(false);
        self.take_up();
        if !self.inner.queue.borrow().is_under_way() {
            self.retry();
            self.wake();
        }
        outcome
    }

    /// Writes a transaction to where it outlives the tab, without waiting.
    fn keep(&self, pending: Option<Pending>) {
        let place = self.inner.count.get() + 1;
        self.inner.count.set(place);
        let Some(pending) = pending else { return };
        let Some(json) = pending.to_json() else { return };
        let key = pending::key(&self.inner.visit, place, &pending);
        if local_storage::keep_pending(&key, &json) {
            self.inner.kept.borrow_mut().insert(pending.transaction.meta.id, key);
        }
    }

    /// Lets go of what was kept of a transaction that is on disk.
    fn let_go(&self, id: TransactionId) {
        let kept = self.inner.kept.borrow_mut().remove(&id);
        if let Some(key) = kept {
            local_storage::forget_pending(&key);
        }
    }

    fn ask_to_persist(&self, origin: Origin) {
        if matches!(origin, Origin::User | Origin::Import)
            && !self.inner.asked_to_persist.replace(true)
        {
            spawn_local(async {
                quota::persist().await;
            });
        }
    }

    fn push(&self, unsaved: Unsaved) {
        self.inner.queue.borrow_mut().push(unsaved);
        self.retry();
    }

    /// Starts the next batch, where none is under way.
    fn pump(&self) {
        let Ok(storage) = &self.inner.storage else { return };
        if self.is_reading() {
            return;
        }
        let Some(project) = self.inner.queue.borrow_mut().start() else { return };
        let (saver, storage) = (self.clone(), storage.clone());
        spawn_local(async move {
            match saver.bring(&storage, project).await {
                Ok(news) => {
                    saver.written(news);
                    saver.prune_sometimes(&storage, project);
                    saver.pump();
                }
                Err(error) => saver.inner.queue.borrow_mut().end(Some(error)),
            }
            saver.report();
            saver.wake();
        });
    }

    /// Notes that the batch is on disk.
    fn written(&self, news: Vec<News>) {
        self.tell(&news);
        let batch = self.inner.queue.borrow().batch();
        self.hear(news);
        for unsaved in batch {
            self.inner.queue.borrow_mut().confirm(unsaved.id());
            self.let_go(unsaved.id());
        }
        self.inner.queue.borrow_mut().end(None);
        self.take_up();
    }

    /// Brings the batch under way to the store, carried over to what other tabs wrote before it.
    async fn bring(
        &self,
        storage: &Storage,
        project: ProjectId,
    ) -> Result<Vec<News>, StorageError> {
        for _ in 0..TRIES {
            let is_open = self.place().is_some_and(|(open, _)| open == project);
            let batch = self.inner.queue.borrow().batch();
            let pushed = if batch.iter().any(|unsaved| unsaved.creation != Creation::No) {
                // Nobody else can have changed it.
                Pushed::Written(storage.write(&batch, host::now()).await?)
            } else if is_open {
                storage.push(project, &Here(self), host::now()).await?
            } else {
                let mut read = storage.read(project, |_| ()).await?;
                let left = LeftOver::of(&batch, &mut read.project, read.number);
                storage.push(project, &left, host::now()).await?
            };
            match pushed {
                Pushed::Written(news) => return Ok(news),
                Pushed::Behind if is_open => self.read_anew().await?,
                Pushed::Behind => {}
            }
        }
        Err(StorageError::Failed {
            what: "saving".to_owned(),
            why: "other tabs are writing without a pause".to_owned(),
        })
    }

    /// Keeps the journal short during a long visit; loading a project does so too.
    fn prune_sometimes(&self, storage: &Storage, project: ProjectId) {
        if self.inner.count.get().is_multiple_of(entry::KEPT as u64) {
            let storage = storage.clone();
            // A journal that is too long does no harm, so that nobody needs to hear of a failure.
            spawn_local(async move { drop(storage.prune(project).await) });
        }
    }

    fn report(&self) {
        (self.inner.on_status)(self.status());
    }

    fn wake(&self) {
        if !self.is_busy() {
            for resolve in self.inner.waiting.take() {
                // Calling a promise's own end cannot throw.
                drop(resolve.call0(&wasm_bindgen::JsValue::UNDEFINED));
            }
        }
    }

    fn is_busy(&self) -> bool {
        let queue = self.inner.queue.borrow();
        queue.is_under_way() || (self.is_reading() && !queue.is_empty())
    }
}

/// The open project's own work.
struct Here<'a>(&'a Saver);

impl Author for Here<'_> {
    fn seen(&self) -> u64 {
        self.0.place().map_or(0, |(_, seen)| seen)
    }

    fn hear(&self, news: Vec<News>) {
        self.0.listen(news);
    }

    fn batch(&self) -> Vec<Arc<Unsaved>> {
        self.0.inner.queue.borrow().batch()
    }
}
