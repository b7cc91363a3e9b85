//! How much room there is, and the request not to be cleared away.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

/// How much room is used and how much there is, in bytes, as far as the browser says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// How many bytes are used.
    pub used: f64,
    /// How many bytes may be used.
    pub quota: f64,
}

/// Asks the browser how much room there is; `None` where it does not say.
pub async fn room() -> Option<Room> {
    let answer = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let estimate: StorageEstimate = answer.unchecked_into();
    Some(Room { used: estimate.get_usage()?, quota: estimate.get_quota()? })
}

/// Asks the browser to keep the store even when the disk runs full; says whether it will.
///
/// Some browsers ask the user, so this belongs after a first real edit, when it makes sense to
/// the user too.
pub async fn persist() -> bool {
    let Some(Ok(asked)) = manager().map(|manager| manager.persist()) else { return false };
    JsFuture::from(asked).await.is_ok_and(|answer| answer.is_truthy())
}

/// Says whether the browser has agreed to keep the store.
pub async fn is_persistent() -> bool {
    let Some(Ok(asked)) = manager().map(|manager| manager.persisted()) else { return false };
    JsFuture::from(asked).await.is_ok_and(|answer| answer.is_truthy())
}

/// Returns the storage manager, which pages without a secure origin do not have.
fn manager() -> Option<StorageManager> {
    let manager = web_sys::window()?.navigator().storage();
    (!AsRef::<JsValue>::as_ref(&manager).is_undefined()).then_some(manager)
}
