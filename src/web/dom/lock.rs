//! Being the one tab that does something (Web Locks).

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;

use super::page;

/// A place in the queue for a lock, or the lock itself; given back when it is dropped.
pub struct Turn {
    release: Rc<RefCell<Option<Function>>>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(release) = self.release.borrow_mut().take() {
            // A promise's own end cannot throw.
            drop(release.call0(&JsValue::UNDEFINED));
        }
    }
}

/// Queues for a lock; `act` is called once it is this tab's turn. A browser without locks has no
/// other tab to wait for that would know of them.
pub fn queue(name: &str, act: impl FnOnce() + 'static) -> Turn {
    let release = Rc::new(RefCell::new(None));
    let held = {
        let release = Rc::clone(&release);
        Promise::new(&mut |resolve, _| *release.borrow_mut() = Some(resolve))
    };
    let turn = Turn { release: Rc::clone(&release) };
    let locks = Reflect::get(&page::window().navigator(), &"locks".into());
    let request = locks
        .as_ref()
        .ok()
        .and_then(|locks| Reflect::get(locks, &"request".into()).ok()?.dyn_into::<Function>().ok());
    let (Some(request), Ok(locks)) = (request, locks) else {
        page::after(0, act);
        return turn;
    };
    let granted = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        // Who has left the queue meanwhile has ended the promise already.
        if release.borrow().is_some() {
            act();
        }
        held
    });
    // The promise ends with the lock, and nobody waits for it.
    drop(request.call2(&locks, &name.into(), &granted));
    turn
}
