//! Watching an element until the watch is dropped.

use wasm_bindgen::prelude::*;
use web_sys::{Element, EventTarget, ResizeObserver, ResizeObserverEntry};

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

/// Does something each time an element became wider or narrower; its height does not count.
pub fn width(element: &Element, mut act: impl FnMut() + 'static) -> Option<Watch> {
    let mut known = None;
    let hear = move |entries: js_sys::Array| {
        let entry = entries.get(0).dyn_into::<ResizeObserverEntry>();
        let Ok(now) = entry.map(|entry| entry.content_rect().width()) else { return };
        // The first report says how wide it is and not that this is new.
        let differs = known.replace(now).is_some_and(|before: f64| (before - now).abs() > 0.01);
        if differs {
            act();
        }
    };
    let hear = Closure::<dyn FnMut(js_sys::Array)>::new(hear);
    let observer = ResizeObserver::new(hear.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(Watch {
        end: Some(Box::new(move || {
            observer.disconnect();
            drop(hear);
        })),
    })
}
