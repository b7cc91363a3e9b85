//! Where projects are kept between two visits.
//!
//! [`Storage`] is the browser's database, the store of record; [`Saver`] brings each transaction
//! there and says when it is safe; [`local_storage`] holds what must be written without waiting.
//!
//! The order at the start: [`Storage::open`], [`Storage::replay_pending`], [`Storage::projects`],
//! [`Storage::load`]; texts follow when they are needed.

mod catalogue;
mod channel;
mod handles;
mod indexed_db;
mod load;
pub mod local_storage;
pub mod locks;
mod past;
pub mod quota;
mod replay;
mod saver;
mod visits;
mod write;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

pub use replay::Replayed;
pub use saver::{Desktop, Saver};
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbObjectStoreParameters};

use self::indexed_db::Database;
use crate::model::{ProjectId, Timestamp};
use crate::store::StorageError;

/// The name of the database.
const NAME: &str = "claimlight";

/// The form of the database. To change it: raise the number, and add to [`upgrade`] the step that
/// brings the one before up to it.
const VERSION: u32 = 2;

/// One line per project: its `Summary` as JSON, by the project's id.
const PROJECTS: &str = "projects";
/// Records as JSON, by `project/kind/id`.
const RECORDS: &str = "records";
/// Texts as they are, by `project/document`.
const TEXTS: &str = "texts";
/// Transactions in the order they were confirmed: `{ project, transaction, entry }`.
const JOURNAL: &str = "journal";
/// What is kept of a project's past beside its journal, by `project/part/number`: see [`past`].
const SNAPSHOTS: &str = "snapshots";
/// Handles of files and folders on the disk, by what they are for.
const HANDLES: &str = "handles";
/// Finds the journal's entries of a project.
const BY_PROJECT: &str = "project";
/// Finds the entry of a transaction by `project/transaction`.
const BY_TRANSACTION: &str = "transaction";

/// The browser's database. Copies are handles of the same one.
#[derive(Clone)]
pub struct Storage {
    inner: Rc<Inner>,
}

struct Inner {
    name: String,
    /// Nothing between the loss of the connection and the next use.
    database: RefCell<Option<Database>>,
    /// When the last snapshot of a project was taken, to look for it only when one may be due.
    last_snapshot: Rc<Cell<Option<(ProjectId, Timestamp)>>>,
    /// Who is told when a newer version of the app takes the store over.
    on_taken_over: RefCell<Option<Rc<dyn Fn()>>>,
}

impl std::fmt::Debug for Storage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Storage").field("name", &self.inner.name).finish_non_exhaustive()
    }
}

impl Storage {
    /// Opens the store. An error means that the app can work in memory only.
    pub async fn open() -> Result<Self, StorageError> {
        Self::open_named(NAME).await
    }

    /// Opens a store of another name, apart from the user's own.
    pub async fn open_named(name: &str) -> Result<Self, StorageError> {
        let (database, on_taken_over) = (RefCell::new(None), RefCell::new(None));
        let last_snapshot = Rc::default();
        let inner = Inner { name: name.to_owned(), database, last_snapshot, on_taken_over };
        let storage = Self { inner: Rc::new(inner) };
        drop(storage.database().await?);
        Ok(storage)
    }

    /// Returns the database, opened again where the connection was lost.
    async fn database(&self) -> Result<Database, StorageError> {
        let open = self.inner.database.borrow().clone().filter(|database| !database.is_lost());
        if let Some(database) = open {
            return Ok(database);
        }
        let on_taken_over = {
            let inner = Rc::downgrade(&self.inner);
            Rc::new(move || {
                let told = inner.upgrade().and_then(|inner| inner.on_taken_over.borrow().clone());
                if let Some(told) = told {
                    told();
                }
            })
        };
        let database = Database::open(&self.inner.name, VERSION, upgrade, on_taken_over).await?;
        *self.inner.database.borrow_mut() = Some(database.clone());
        Ok(database)
    }

    /// Sets who is told when a newer version of the app takes the store over in another tab: from
    /// then on nothing can be read or written here.
    pub fn on_taken_over(&self, told: impl Fn() + 'static) {
        *self.inner.on_taken_over.borrow_mut() = Some(Rc::new(told));
    }

    /// Lets go of the connection; the next use opens it again.
    fn disconnect(&self) {
        *self.inner.database.borrow_mut() = None;
    }
}

/// Brings a database of an older version up to date, one version after the other.
fn upgrade(database: &IdbDatabase, from: u32) -> Result<(), JsValue> {
    if from < 1 {
        database.create_object_store(PROJECTS)?;
        database.create_object_store(RECORDS)?;
        database.create_object_store(TEXTS)?;
        let numbered = IdbObjectStoreParameters::new();
        numbered.set_auto_increment(true);
        let journal = database.create_object_store_with_optional_parameters(JOURNAL, &numbered)?;
        journal.create_index_with_str(BY_PROJECT, BY_PROJECT)?;
        journal.create_index_with_str(BY_TRANSACTION, BY_TRANSACTION)?;
    }
    if from < 2 {
        database.create_object_store(SNAPSHOTS)?;
        database.create_object_store(HANDLES)?;
    }
    Ok(())
}
