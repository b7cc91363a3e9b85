//! Brings each transaction to the store and says when it is safe.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Function, Promise};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::channel::Channel;
use super::{Storage, local_storage, quota};
use crate::edit::{Origin, Transaction};
use crate::model::{Project, ProjectId, TransactionId};
use crate::store::{Entry, Pending, Queue, SaveStatus, StorageError, Unsaved, entry, pending};
use crate::web::host;

/// Takes transactions that have been carried out and brings them to the store in their order.
/// Copies are handles of the same one.
#[derive(Clone)]
pub struct Saver {
    inner: Rc<Inner>,
}

struct Inner {
    storage: Result<Storage, StorageError>,
    queue: RefCell<Queue>,
    /// Where each transaction is kept until it is confirmed.
    kept: RefCell<BTreeMap<TransactionId, String>>,
    visit_ms: u64,
    count: Cell<u64>,
    on_status: Box<dyn Fn(SaveStatus)>,
    asked_to_persist: Cell<bool>,
    /// Whether something was taken that there is no store for.
    lost: Cell<bool>,
    /// Who waits for the queue to be empty or stuck.
    waiting: RefCell<Vec<Function>>,
    channel: RefCell<Option<Channel>>,
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
        let inner = Inner {
            storage,
            queue: RefCell::default(),
            kept: RefCell::default(),
            visit_ms: host::now().0,
            count: Cell::new(0),
            on_status: Box::new(on_status),
            asked_to_persist: Cell::new(false),
            lost: Cell::new(false),
            waiting: RefCell::default(),
            channel: RefCell::new(Channel::open()),
        };
        let saver = Self { inner: Rc::new(inner) };
        saver.report();
        saver
    }

    /// Saves a transaction in the form [`crate::edit::History`] returns it; `project` is the
    /// project as it is afterwards.
    ///
    /// When this returns, the transaction survives the closing of the tab, unless it is too long
    /// for that (see [`pending`]); it is in the store when the status says so.
    pub fn save(&self, project: &Project, transaction: &Transaction) {
        if self.inner.storage.is_err() {
            self.inner.lost.set(true);
            return self.report();
        }
        self.keep(Pending::new(project.info().id, transaction));
        self.ask_to_persist(transaction.meta.origin);
        self.push(Unsaved::transaction(project, transaction));
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
        self.report();
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
            Ok(_) => self.inner.queue.borrow().status(),
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
        self.inner.storage.is_ok() && self.inner.queue.borrow().is_empty()
    }

    /// Waits until everything is in the store or something has failed, and returns the status.
    pub async fn settled(&self) -> SaveStatus {
        if self.inner.queue.borrow().is_under_way() {
            let waiting = &self.inner.waiting;
            let promise = Promise::new(&mut |resolve, _| waiting.borrow_mut().push(resolve));
            // It is only ever resolved.
            drop(JsFuture::from(promise).await);
        }
        self.status()
    }

    /// Sets who is told what other tabs have confirmed, in whichever project. An entry whose
    /// changes were left out for their length asks for the project to be loaded again.
    pub fn on_remote(&self, hear: impl Fn(Entry) + 'static) {
        if let Some(channel) = self.inner.channel.borrow_mut().as_mut() {
            channel.listen(hear);
        }
    }

    /// Writes a transaction to where it outlives the tab, without waiting.
    fn keep(&self, pending: Option<Pending>) {
        let place = self.inner.count.get() + 1;
        self.inner.count.set(place);
        let Some(pending) = pending else { return };
        let Some(json) = pending.to_json() else { return };
        let key = pending::key(self.inner.visit_ms, place, &pending);
        if local_storage::keep_pending(&key, &json) {
            self.inner.kept.borrow_mut().insert(pending.transaction.meta.id, key);
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
        let Some(batch) = self.inner.queue.borrow_mut().start() else { return };
        let (saver, storage) = (self.clone(), storage.clone());
        spawn_local(async move {
            match storage.write(&batch, host::now()).await {
                Ok(()) => saver.confirm(&storage, &batch),
                Err(error) => saver.inner.queue.borrow_mut().fail(error),
            }
            saver.report();
            saver.wake();
        });
    }

    fn confirm(&self, storage: &Storage, batch: &[Arc<Unsaved>]) {
        self.inner.queue.borrow_mut().confirm();
        for unsaved in batch {
            let kept = self.inner.kept.borrow_mut().remove(&unsaved.id());
            if let Some(key) = kept {
                local_storage::forget_pending(&key);
            }
            if let (Some(entry), Some(channel)) = (&unsaved.entry, &*self.inner.channel.borrow()) {
                channel.tell(entry);
            }
        }
        self.prune_sometimes(storage, batch);
        self.pump();
    }

    /// Keeps the journal short during a long visit; loading a project does so too.
    fn prune_sometimes(&self, storage: &Storage, batch: &[Arc<Unsaved>]) {
        let Some(last) = batch.last() else { return };
        if self.inner.count.get().is_multiple_of(entry::KEPT as u64) && last.entry.is_some() {
            let (storage, project) = (storage.clone(), last.project);
            // A journal that is too long does no harm, so that nobody needs to hear of a failure.
            spawn_local(async move { drop(storage.prune(project).await) });
        }
    }

    fn report(&self) {
        (self.inner.on_status)(self.status());
    }

    fn wake(&self) {
        if !self.inner.queue.borrow().is_under_way() {
            for resolve in self.inner.waiting.take() {
                // Calling a promise's own end cannot throw.
                drop(resolve.call0(&wasm_bindgen::JsValue::UNDEFINED));
            }
        }
    }
}
