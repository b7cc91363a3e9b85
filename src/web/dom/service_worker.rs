//! The worker that keeps the app in the browser for use without a network.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState, ServiceWorkerUpdateViaCache,
};

use super::page;

/// What a waiting worker is told; `service-worker.js` knows the words.
const TAKE_OVER: &str = "take over";

/// The worker of this page.
#[derive(Clone)]
pub struct Worker {
    registration: ServiceWorkerRegistration,
}

impl Worker {
    /// Sets up the worker whose script is named; `None` where the browser has none for this page, as
    /// in a private window, or the host has no such script.
    pub async fn start(script: &str) -> Option<Self> {
        let options = RegistrationOptions::new();
        // The script itself must come from the host, or a newer one would be found late.
        options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
        let registration =
            JsFuture::from(container()?.register_with_options(script, &options)).await.ok()?;
        Some(Self { registration: registration.unchecked_into() })
    }

    /// Says whether a newer version waits to take over.
    pub fn has_waiting(&self) -> bool {
        self.registration.waiting().is_some()
    }

    /// Says whether a newer version is being fetched.
    pub fn is_fetching(&self) -> bool {
        self.registration.installing().is_some()
    }

    /// Lets the waiting version take over, in all tabs; says whether there was one.
    pub fn take_over(&self) -> bool {
        let waiting = self.registration.waiting();
        waiting.is_some_and(|waiting| waiting.post_message(&TAKE_OVER.into()).is_ok())
    }

    /// Asks the host for a newer version; an error means that it could not be asked.
    pub async fn look(&self) -> Result<(), JsValue> {
        JsFuture::from(self.registration.update()?).await.map(drop)
    }

    /// Has `tell` called each time a newer version has come and waits.
    pub fn on_waiting(&self, tell: impl Fn() + Clone + 'static) {
        let registration = self.registration.clone();
        let found = move || {
            let Some(coming) = registration.installing() else { return };
            let tell = tell.clone();
            let changed = {
                let coming = coming.clone();
                move || {
                    // With no worker before it, a new one has nobody to wait for.
                    if coming.state() == ServiceWorkerState::Installed && is_controlled() {
                        tell();
                    }
                }
            };
            listen_for_good(&coming, "statechange", changed);
        };
        found();
        listen_for_good(&self.registration, "updatefound", found);
    }
}

/// Says whether a worker serves this page.
pub fn is_controlled() -> bool {
    controller().is_some()
}

/// Has `tell` called when another worker than before serves this page.
pub fn on_change(tell: impl Fn() + 'static) {
    if let Some(container) = container() {
        listen_for_good(&container, "controllerchange", tell);
    }
}

fn controller() -> Option<ServiceWorker> {
    container()?.controller()
}

/// Returns what the browser has for workers; pages of an insecure origin have nothing.
fn container() -> Option<ServiceWorkerContainer> {
    let container = page::window().navigator().service_worker();
    (!AsRef::<JsValue>::as_ref(&container).is_undefined()).then_some(container)
}

/// Listens for as long as the page lives.
fn listen_for_good(target: &web_sys::EventTarget, event: &str, act: impl Fn() + 'static) {
    let act = Closure::<dyn Fn()>::new(act).into_js_value();
    drop(target.add_event_listener_with_callback(event, act.unchecked_ref()));
}
