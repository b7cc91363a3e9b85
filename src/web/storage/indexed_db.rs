//! The browser's database as futures, no more than is needed.
//!
//! Of the crates there are, `idb` and `rexie` cannot ask for durability and `indexed_db_futures`
//! brings a dozen crates of its own; this is shorter than what it would take to wrap them.
//!
//! A transaction ends by itself as soon as nothing is asked of it any more. Between two requests
//! only futures of the same transaction may be awaited: they resume inside the browser's event,
//! while it is still open.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, Event, IdbCursor, IdbCursorDirection, IdbDatabase, IdbFactory, IdbIndex,
    IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbVersionChangeEvent,
};

use crate::store::StorageError;
use crate::web::rescue;

/// Brings a database of an older version (0: a new one) up to date.
pub(super) type Upgrade = fn(&IdbDatabase, u32) -> Result<(), JsValue>;

/// Is told when a newer version of the app takes the database over.
pub(super) type OnTakenOver = Rc<dyn Fn()>;

#[wasm_bindgen]
extern "C" {
    /// The database with the method that takes options; `web-sys` counts it as unstable.
    #[wasm_bindgen(extends = Object)]
    type DurableDatabase;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &DurableDatabase,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// An open database.
#[derive(Clone)]
pub(super) struct Database {
    connection: Rc<Connection>,
}

struct Connection {
    raw: IdbDatabase,
    lost: Rc<Cell<bool>>,
    /// Kept alive for as long as the browser may call them.
    _on_close: Closure<dyn FnMut(Event)>,
    _on_version_change: Closure<dyn FnMut(IdbVersionChangeEvent)>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.raw.set_onclose(None);
        self.raw.set_onversionchange(None);
        self.raw.close();
    }
}

impl Database {
    /// Opens a database, and brings it up to date where it is older.
    pub(super) async fn open(
        name: &str,
        version: u32,
        upgrade: Upgrade,
        on_taken_over: OnTakenOver,
    ) -> Result<Self, StorageError> {
        let failed = |error: JsValue| error_of("opening the store", &error);
        let request = factory()?.open_with_u32(name, version).map_err(failed)?;
        let upgrading = {
            let request = request.clone();
            Closure::<dyn FnMut(IdbVersionChangeEvent)>::new(move |event| {
                run_upgrade(&request, &event, upgrade);
            })
        };
        request.set_onupgradeneeded(Some(upgrading.as_ref().unchecked_ref()));
        let opened = settle(|resolve, reject| {
            request.set_onsuccess(Some(resolve));
            request.set_onerror(Some(reject));
            request.set_onblocked(Some(reject));
        });
        if let Err(event) = opened.await {
            if event.dyn_ref::<Event>().is_some_and(|event| event.type_() == "blocked") {
                close_when_opened(&request);
                return Err(StorageError::Blocked);
            }
            return Err(match error_of_request("opening the store", &request) {
                // So some browsers say it that have no store for private windows.
                StorageError::Closed => StorageError::Unavailable("it cannot be opened".to_owned()),
                error => error,
            });
        }
        let raw = request.result().map_err(failed)?.unchecked_into();
        Ok(Self { connection: Rc::new(Connection::new(raw, on_taken_over)) })
    }

    /// Says whether the browser, or a newer version of the app, has taken the connection away.
    pub(super) fn is_lost(&self) -> bool {
        self.connection.lost.get()
    }

    /// Starts a transaction that only reads.
    pub(super) fn read(&self, stores: &[&str]) -> Result<Transaction, StorageError> {
        self.start(stores, "readonly", "default").map(|raw| Transaction { raw, done: None })
    }

    /// Starts a transaction that is finished only once it is on disk.
    pub(super) fn write(&self, stores: &[&str]) -> Result<Transaction, StorageError> {
        let raw = self.start(stores, "readwrite", "strict")?;
        rescue::begin(&raw);
        let promise = promise(|resolve, reject| {
            raw.set_oncomplete(Some(resolve));
            raw.set_onabort(Some(reject));
        });
        Ok(Transaction { raw, done: Some(JsFuture::from(promise)) })
    }

    fn start(
        &self,
        stores: &[&str],
        mode: &str,
        durability: &str,
    ) -> Result<IdbTransaction, StorageError> {
        let options = object(&[("durability", &durability.into())]);
        let stores: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let database: &DurableDatabase = self.connection.raw.unchecked_ref();
        let started = database.transaction(&stores, mode, &options);
        started.map_err(|error| error_of("using the store", &error))
    }
}

impl Connection {
    fn new(raw: IdbDatabase, on_taken_over: OnTakenOver) -> Self {
        let lost = Rc::new(Cell::new(false));
        let on_close = {
            let lost = Rc::clone(&lost);
            Closure::<dyn FnMut(Event)>::new(move |_| lost.set(true))
        };
        // A newer version in another tab waits for this connection to go.
        let on_version_change = {
            let (lost, raw) = (Rc::clone(&lost), raw.clone());
            Closure::<dyn FnMut(IdbVersionChangeEvent)>::new(move |event: IdbVersionChangeEvent| {
                lost.set(true);
                raw.close();
                // Without a new version the database is being deleted.
                if event.new_version().is_some() {
                    on_taken_over();
                }
            })
        };
        raw.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        raw.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
        Self { raw, lost, _on_close: on_close, _on_version_change: on_version_change }
    }
}

/// A transaction; one that writes is taken back when it is dropped unfinished.
pub(super) struct Transaction {
    raw: IdbTransaction,
    done: Option<JsFuture>,
}

impl Transaction {
    /// Returns one of the stores the transaction was started with.
    pub(super) fn store(&self, name: &str) -> Result<Store, StorageError> {
        let raw = self.raw.object_store(name);
        raw.map(|raw| Store { raw }).map_err(|error| error_of("using the store", &error))
    }

    /// Waits until everything asked for is on disk.
    pub(super) async fn finish(mut self) -> Result<(), StorageError> {
        let Some(done) = self.done.take() else { return Ok(()) };
        rescue::end(&self.raw);
        if done.await.is_ok() {
            return Ok(());
        }
        Err(self.raw.error().map_or(StorageError::Closed, |e| error_of_dom("saving", &e)))
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if self.done.is_some() {
            // It fails only where the transaction has ended already.
            drop(self.raw.abort());
            rescue::end(&self.raw);
        }
    }
}

/// A store of a transaction.
pub(super) struct Store {
    raw: IdbObjectStore,
}

impl Store {
    /// Asks for a value to be written; that it was is known when the transaction is finished.
    pub(super) fn put(&self, key: &str, value: &str) -> Result<IdbRequest, StorageError> {
        let put = self.raw.put_with_key(&value.into(), &key.into());
        put.map_err(|error| error_of("saving", &error))
    }

    /// Asks for a value to be appended under the next number.
    fn append(&self, value: &Object) -> Result<IdbRequest, StorageError> {
        self.raw.add(value).map_err(|error| error_of("saving", &error))
    }

    /// Appends a value under the next number, and returns the number.
    pub(super) async fn number(&self, value: &Object) -> Result<u64, StorageError> {
        Ok(number_of(&outcome("saving", &self.append(value)?).await?))
    }

    /// Asks for something that is no string to be written.
    pub(super) fn put_object(&self, key: &str, value: &Object) -> Result<IdbRequest, StorageError> {
        let put = self.raw.put_with_key(value, &key.into());
        put.map_err(|error| error_of("saving", &error))
    }

    /// Asks for everything under a key or in a range to be deleted.
    pub(super) fn delete(&self, key: &JsValue) -> Result<IdbRequest, StorageError> {
        self.raw.delete(key).map_err(|error| error_of("deleting", &error))
    }

    /// Reads the string under a key.
    pub(super) async fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        let request = self.raw.get(&key.into()).map_err(|error| error_of("reading", &error))?;
        Ok(outcome("reading", &request).await?.as_string())
    }

    /// Reads whatever is under a key.
    pub(super) async fn get_object(&self, key: &str) -> Result<JsValue, StorageError> {
        let request = self.raw.get(&key.into()).map_err(|error| error_of("reading", &error))?;
        outcome("reading", &request).await
    }

    /// Returns all keys of a range.
    pub(super) async fn keys(&self, range: &JsValue) -> Result<Array, StorageError> {
        let request = self.raw.get_all_keys_with_key(range);
        let request = request.map_err(|error| error_of("reading", &error))?;
        Ok(outcome("reading", &request).await?.unchecked_into())
    }

    /// Asks for the first keys and values of a range.
    pub(super) fn ask(&self, range: &JsValue, limit: u32) -> Result<Chunk, StorageError> {
        let keys = self.raw.get_all_keys_with_key_and_limit(range, limit);
        let values = self.raw.get_all_with_key_and_limit(range, limit);
        let failed = |error: JsValue| error_of("reading", &error);
        Ok(Chunk { keys: keys.map_err(failed)?, values: values.map_err(failed)? })
    }

    /// Returns one of the store's indexes.
    pub(super) fn index(&self, name: &str) -> Result<Index, StorageError> {
        let raw = self.raw.index(name);
        raw.map(|raw| Index { raw }).map_err(|error| error_of("using the store", &error))
    }
}

/// Keys and values that were asked for.
pub(super) struct Chunk {
    keys: IdbRequest,
    values: IdbRequest,
}

impl Chunk {
    /// Waits for the keys and the values, in the same order.
    pub(super) async fn arrived(self) -> Result<(Array, Array), StorageError> {
        let keys = outcome("reading", &self.keys).await?;
        let values = outcome("reading", &self.values).await?;
        Ok((keys.unchecked_into(), values.unchecked_into()))
    }
}

/// An index of a store.
pub(super) struct Index {
    raw: IdbIndex,
}

impl Index {
    /// Says whether anything is filed under a key.
    pub(super) async fn contains(&self, key: &str) -> Result<bool, StorageError> {
        let request = self.raw.get_key(&key.into()).map_err(|error| error_of("reading", &error))?;
        Ok(!outcome("reading", &request).await?.is_undefined())
    }

    /// Returns how much is filed under a key.
    pub(super) async fn count(&self, key: &str) -> Result<u64, StorageError> {
        let request = self.raw.count_with_key(&key.into());
        let request = request.map_err(|error| error_of("reading", &error))?;
        Ok(number_of(&outcome("reading", &request).await?))
    }

    /// Returns the keys of everything filed under a key, the oldest first.
    pub(super) async fn keys(&self, key: &str) -> Result<Array, StorageError> {
        let request = self.raw.get_all_keys_with_key(&key.into());
        let request = request.map_err(|error| error_of("reading", &error))?;
        Ok(outcome("reading", &request).await?.unchecked_into())
    }

    /// Returns the number of the newest thing filed under a key; 0 when there is none.
    pub(super) async fn last(&self, key: &str) -> Result<u64, StorageError> {
        let from_the_end = IdbCursorDirection::Prev;
        let cursor = self.raw.open_key_cursor_with_range_and_direction(&key.into(), from_the_end);
        let cursor = cursor.map_err(|error| error_of("reading", &error))?;
        let found = outcome("reading", &cursor).await?;
        let cursor: Option<IdbCursor> = (!found.is_null()).then(|| found.unchecked_into());
        let number = cursor.and_then(|cursor| cursor.primary_key().ok());
        Ok(number.map_or(0, |number| number_of(&number)))
    }

    /// Returns everything filed under a key, the oldest first.
    pub(super) async fn values(&self, key: &str) -> Result<Array, StorageError> {
        let request = self.raw.get_all_with_key(&key.into());
        let request = request.map_err(|error| error_of("reading", &error))?;
        Ok(outcome("reading", &request).await?.unchecked_into())
    }
}

/// Returns the range between two keys, neither included.
pub(super) fn range(lower: &str, upper: &str) -> JsValue {
    let open = true;
    let bounds = (JsValue::from_str(lower), JsValue::from_str(upper));
    IdbKeyRange::bound_with_lower_open_and_upper_open(&bounds.0, &bounds.1, open, open)
        .expect("two strings are keys, and callers give the lower one first")
        .into()
}

/// Returns the range from a number on, itself included.
pub(super) fn from_number(number: u64) -> JsValue {
    let number = JsValue::from_f64(number_as_js(number));
    IdbKeyRange::lower_bound(&number).expect("a number is a key").into()
}

/// Returns the range between two numbers, both included.
pub(super) fn between_numbers(first: u64, last: u64) -> JsValue {
    let bounds = [first, last].map(|number| JsValue::from_f64(number_as_js(number)));
    IdbKeyRange::bound(&bounds[0], &bounds[1])
        .expect("two numbers are keys, and callers give the lower one first")
        .into()
}

/// Returns the number that a key of a numbered store is.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the browser counts from 1 and stops at 2^53"
)]
pub(super) fn number_of(key: &JsValue) -> u64 {
    key.as_f64().unwrap_or_default() as u64
}

#[expect(clippy::cast_precision_loss, reason = "the browser counts no further than 2^53")]
fn number_as_js(number: u64) -> f64 {
    number as f64
}

/// Makes an object of names and values.
pub(super) fn object(fields: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value).expect("a new object takes any field");
    }
    object
}

/// Waits for the answer to a request.
pub(super) async fn outcome(what: &str, request: &IdbRequest) -> Result<JsValue, StorageError> {
    let answered = settle(|resolve, reject| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(reject));
    });
    match answered.await {
        Ok(_) => request.result().map_err(|error| error_of(what, &error)),
        Err(_) => Err(error_of_request(what, request)),
    }
}

fn settle(attach: impl FnMut(&Function, &Function)) -> JsFuture {
    JsFuture::from(promise(attach))
}

/// Makes a promise whose two ends are handed to the browser as event handlers, so that no closure
/// of ours has to be kept alive for it.
fn promise(mut attach: impl FnMut(&Function, &Function)) -> Promise {
    Promise::new(&mut |resolve, reject| attach(&resolve, &reject))
}

fn factory() -> Result<IdbFactory, StorageError> {
    let none = || StorageError::Unavailable("there is no IndexedDB".to_owned());
    let found = web_sys::window().ok_or_else(none)?.indexed_db();
    found.map_err(|error| error_of("opening the store", &error))?.ok_or_else(none)
}

fn run_upgrade(request: &IdbOpenDbRequest, event: &IdbVersionChangeEvent, upgrade: Upgrade) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "versions are small"
    )]
    let from = event.old_version() as u32;
    let database = request.result().map(JsCast::unchecked_into::<IdbDatabase>);
    let upgraded = database.and_then(|database| upgrade(&database, from));
    if upgraded.is_err() {
        // Ends the opening with an error, and leaves the database as it was.
        request.transaction().map(|transaction| transaction.abort()).map(drop).unwrap_or_default();
    }
}

/// Closes a connection that comes after nobody waits for it any more.
fn close_when_opened(request: &IdbOpenDbRequest) {
    let opened = request.clone();
    let close = Closure::once_into_js(move || {
        if let Ok(database) = opened.result() {
            database.unchecked_into::<IdbDatabase>().close();
        }
    });
    request.set_onsuccess(Some(close.unchecked_ref()));
}

fn error_of_request(what: &str, request: &IdbRequest) -> StorageError {
    let error = request.error().ok().flatten();
    error.map_or(StorageError::Closed, |error| error_of_dom(what, &error))
}

fn error_of_dom(what: &str, error: &DomException) -> StorageError {
    StorageError::from_exception(what, &error.name(), &error.message())
}

fn error_of(what: &str, error: &JsValue) -> StorageError {
    match (error.dyn_ref::<DomException>(), error.dyn_ref::<js_sys::Error>()) {
        (Some(error), _) => error_of_dom(what, error),
        (None, Some(error)) => {
            let words = (String::from(error.name()), String::from(error.message()));
            StorageError::from_exception(what, &words.0, &words.1)
        }
        (None, None) => StorageError::from_exception(what, "", &format!("{error:?}")),
    }
}
