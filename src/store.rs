//! What is kept between two visits, and in what form: the pure half of storage.
//!
//! Here is decided what is written for a transaction, in which order unsaved work goes out, what
//! is replayed at the next start, and how records become a project again. Where the bytes go is
//! known to `web::storage` alone.
//!
//! Invariant: nothing here knows that a browser exists.

pub mod entry;
pub mod error;
pub mod key;
pub mod key_preferences;
pub mod last_place;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod laws;
pub mod loader;
pub mod news;
pub mod past;
pub mod pending;
pub mod preferences;
pub mod queue;
pub mod reading;
pub mod reminder;
pub mod replica;
pub mod rescue;
pub mod retry;
pub mod snapshot;
pub mod summary;
pub mod unsaved;

pub use entry::{Entry, EntryChange};
pub use error::{SaveStatus, StorageError};
pub use key_preferences::{KeyPreferences, KeyPreset};
pub use last_place::LastPlace;
pub use loader::{Cause, Loaded, Loader, SetAside};
pub use news::News;
pub use past::Past;
pub use pending::Pending;
pub use preferences::{Preferences, Theme};
pub use queue::{Queue, TakenUp};
pub use reading::Reading;
pub use reminder::Reminder;
pub use replica::Replica;
pub use snapshot::Snapshot;
pub use summary::{Counts, Summary};
pub use unsaved::{Creation, Unsaved};
