//! What can wait until what is looked at has been painted.

use leptos::prelude::*;

use crate::web::dom::page;

/// Becomes true after a time in ms, unless whoever asked is gone by then.
pub fn later(ms: i32) -> ReadSignal<bool> {
    let (come, set_come) = signal(false);
    page::after(ms, move || {
        set_come.try_set(true);
    });
    come
}
