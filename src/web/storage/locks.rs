//! The browser's locks, which all tabs of the app share and which end with the tab that holds them.
//!
//! `web-sys` counts them as unstable, so the two methods needed are named here. Where a browser has
//! none, everything goes on as if no other tab were there; the journal keeps that harmless.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::text::order;

#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, hold: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn query(this: &LockManager) -> Result<Promise, JsValue>;
}

/// A lock that is held until it is dropped.
pub(super) struct Lock {
    release: Function,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Ending a promise cannot throw.
        drop(self.release.call0(&JsValue::UNDEFINED));
    }
}

/// Waits for a lock; `None` where the browser gives none.
pub(super) async fn acquire(name: &str) -> Option<Lock> {
    let manager = manager()?;
    let mut release = None;
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let mut asked = None;
    let granted = Promise::new(&mut |resolve: Function, _| {
        let held = held.clone();
        let hold = Closure::once_into_js(move || -> JsValue {
            drop(resolve.call0(&JsValue::UNDEFINED));
            held.into()
        });
        asked = Some(manager.request(name, &hold));
    });
    // What was asked for ends before it is granted only when it is refused.
    let asked = JsValue::from(asked?.ok()?);
    let first = Promise::race(&Array::of2(&granted, &asked));
    JsFuture::from(first).await.ok()?;
    Some(Lock { release: release? })
}

/// A place in the queue for a lock, or the lock itself; given back when it is dropped.
pub struct Turn {
    /// Nothing while others have the lock, and where the browser has none.
    _lock: Rc<RefCell<Option<Lock>>>,
}

/// Queues for a lock; `act` is called once it is this tab's turn, and never when the place was given
/// back before.
pub fn queue(name: String, act: impl FnOnce() + 'static) -> Turn {
    let place = Rc::new(RefCell::new(None));
    let waiting = Rc::downgrade(&place);
    spawn_local(async move {
        let lock = acquire(&name).await;
        if let Some(place) = waiting.upgrade() {
            *place.borrow_mut() = lock;
            act();
        }
    });
    Turn { _lock: place }
}

/// Returns the names of the locks that are held, in whichever tab.
pub(super) async fn held() -> BTreeSet<String> {
    let Some(asked) = manager().and_then(|manager| manager.query().ok()) else {
        return BTreeSet::new();
    };
    let Ok(state) = JsFuture::from(asked).await else { return BTreeSet::new() };
    let list = Reflect::get(&state, &"held".into()).unwrap_or_default();
    let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
    order::set(Array::from(&list).iter().filter_map(name))
}

fn manager() -> Option<LockManager> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &"locks".into()).ok()?;
    manager.is_object().then(|| manager.unchecked_into())
}
