//! What is written without waiting: preferences, the last place, and unconfirmed transactions.
//!
//! Nothing here fails loudly. Where the browser has no local storage, or it is full, the app works
//! without: defaults instead of preferences, the first screen instead of the last place, and
//! transactions are as safe as the store alone makes them.

use gloo_storage::{LocalStorage, Storage as _};

use crate::model::{ProjectId, json};
use crate::store::pending::{self, Pending};
use crate::store::{LastPlace, Preferences, Reminder};

const PREFERENCES: &str = "claimlight.preferences";
const PLACE: &str = "claimlight.place";
const FILE_NOTE: &str = "claimlight.file-note";
const PUBLISHED: &str = "claimlight.published";
const BACKUP: &str = "claimlight.backup";
/// What could not be replayed, for someone who may be able to read it.
const UNREADABLE: &str = "claimlight.unreadable/";

/// Returns the preferences; what is missing or damaged has its default.
pub fn preferences() -> Preferences {
    read(PREFERENCES).unwrap_or_default()
}

/// Keeps the preferences; says whether it worked.
pub fn set_preferences(preferences: &Preferences) -> bool {
    write(PREFERENCES, preferences)
}

/// Returns the place the user was at last.
pub fn place() -> Option<LastPlace> {
    read(PLACE)
}

/// Returns the place the user was at last in a project.
pub fn place_in(project: ProjectId) -> Option<LastPlace> {
    read(&format!("{PLACE}/{project}"))
}

/// Keeps the place the user is at; says whether it worked.
pub fn set_place(place: &LastPlace) -> bool {
    write(PLACE, place) && write(&format!("{PLACE}/{}", place.project), place)
}

/// Says whether it was read where work is kept that is done in a file.
pub fn file_note_was_read() -> bool {
    read(FILE_NOTE).unwrap_or_default()
}

/// Remembers that it was read where work is kept that is done in a file.
pub fn set_file_note_was_read() {
    write(FILE_NOTE, &true);
}

/// Returns the sum of the list that was last taken in from an address where something may be
/// published; `None` at the first visit.
pub fn published(address: &str) -> Option<String> {
    read(&format!("{PUBLISHED}/{address}"))
}

/// Remembers what was taken in from an address; says whether it worked.
pub fn set_published(address: &str, sum: &str) -> bool {
    write(&format!("{PUBLISHED}/{address}"), &sum)
}

/// Returns what was done in a project since it was saved elsewhere.
pub fn reminder(project: ProjectId) -> Reminder {
    read(&format!("{BACKUP}/{project}")).unwrap_or_default()
}

/// Remembers what was done in a project since it was saved elsewhere; says whether it worked.
pub fn set_reminder(project: ProjectId, reminder: &Reminder) -> bool {
    write(&format!("{BACKUP}/{project}"), reminder)
}

/// Returns the transactions that the store has not confirmed, in the order they were made, and
/// how many could not be read; those are put aside.
pub fn pending() -> (Vec<(String, Pending)>, usize) {
    let Some(storage) = raw() else { return (Vec::new(), 0) };
    let count = storage.length().unwrap_or_default();
    let keys: Vec<String> = (0..count).filter_map(|place| storage.key(place).ok()?).collect();
    let kept = keys.into_iter().filter(|key| key.starts_with(pending::PREFIX)).filter_map(|key| {
        let json = storage.get_item(&key).ok()??;
        Some((key, json))
    });
    let (good, bad) = pending::in_order(kept.collect());
    for key in &bad {
        if put_aside(key) {
            forget_pending(key);
        }
    }
    (good, bad.len())
}

/// Keeps a copy of a transaction where nothing takes it away; says whether it worked.
pub(super) fn put_aside(key: &str) -> bool {
    let rest = key.strip_prefix(pending::PREFIX).unwrap_or(key);
    raw().is_some_and(|storage| {
        let json = storage.get_item(key).ok().flatten().unwrap_or_default();
        storage.set_item(&format!("{UNREADABLE}{rest}"), &json).is_ok()
    })
}

/// Keeps a transaction until the store confirms it; says whether it worked.
pub(super) fn keep_pending(key: &str, json: &str) -> bool {
    raw().is_some_and(|storage| storage.set_item(key, json).is_ok())
}

/// Takes away a transaction that the store has confirmed.
pub(super) fn forget_pending(key: &str) {
    if raw().is_some() {
        LocalStorage::delete(key);
    }
}

/// Takes away the transactions of a project that the store has not confirmed.
pub(super) fn forget_pending_of(project: ProjectId) {
    for (key, kept) in pending().0 {
        if kept.project == project {
            forget_pending(&key);
        }
    }
}

/// Takes away everything that belongs to a project.
pub(super) fn forget_project(project: ProjectId) {
    forget_pending_of(project);
    forget_pending(&format!("{PLACE}/{project}"));
    forget_pending(&format!("{BACKUP}/{project}"));
    if place().is_some_and(|place| place.project == project) {
        forget_pending(PLACE);
    }
}

fn read<T: serde::de::DeserializeOwned>(key: &str) -> Option<T> {
    json::read(&raw()?.get_item(key).ok()??).ok()
}

fn write(key: &str, value: &impl serde::Serialize) -> bool {
    raw().is_some() && LocalStorage::set(key, value).is_ok()
}

/// Returns the browser's local storage. To be asked first: `gloo-storage` panics where a browser
/// refuses it.
fn raw() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
