//! Which tabs of the app are alive: each holds a lock with the name of its visit until it ends,
//! however it ends. What a living tab has not written yet is its own business; what a dead one left
//! over is brought to the store by one of the others.

use std::collections::BTreeSet;

use super::locks::{self, Lock};
use crate::text::order;

const PREFIX: &str = "claimlight.visit/";
const REPLAY: &str = "claimlight.replay";

/// Says for as long as this tab lives that it does.
pub(super) async fn hold(visit: String) {
    if let Some(lock) = locks::acquire(&format!("{PREFIX}{visit}")).await {
        // Only the end of the page gives it back.
        std::mem::forget(lock);
    }
}

/// Returns the visits that have not ended.
pub(super) async fn alive() -> BTreeSet<String> {
    let held = locks::held().await;
    order::set(held.iter().filter_map(|name| Some(name.strip_prefix(PREFIX)?.to_owned())))
}

/// Waits until a visit has ended.
pub(super) async fn ended(visit: &str) {
    drop(locks::acquire(&format!("{PREFIX}{visit}")).await);
}

/// Waits until no other tab replays what was left over.
pub(super) async fn alone_replaying() -> Option<Lock> {
    locks::acquire(REPLAY).await
}
