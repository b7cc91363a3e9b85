//! Watching an element until the watch is dropped.

use wasm_bindgen::prelude::*;
use web_sys::{Element, EventTarget, ResizeObserver};

/// Keeps watching until it is dropped.
pub struct Watch {
    end: Option<Box<dyn FnOnce()>>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            end();
        }
    }
}

/// Does something each time an event reaches a target; also one that does not rise to the window.
pub fn event(target: &EventTarget, name: &'static str, act: impl FnMut() + 'static) -> Watch {
    let act = Closure::<dyn FnMut()>::new(act);
    let target = target.clone();
    drop(target.add_event_listener_with_callback(name, act.as_ref().unchecked_ref()));
    Watch {
        end: Some(Box::new(move || {
            let function = act.as_ref().unchecked_ref();
            drop(target.remove_event_listener_with_callback(name, function));
        })),
    }
}

/// Does something when an element is first laid out, and each time it has another size.
pub fn size(element: &Element, act: impl FnMut() + 'static) -> Option<Watch> {
    let act = Closure::<dyn FnMut()>::new(act);
    let observer = ResizeObserver::new(act.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(Watch {
        end: Some(Box::new(move || {
            observer.disconnect();
            drop(act);
        })),
    })
}
