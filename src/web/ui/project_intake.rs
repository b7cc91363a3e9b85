//! How Claimlight files come in: chosen or dropped.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use web_sys::{AddEventListenerOptions, DragEvent, File, HtmlInputElement};

use crate::desk::arrival::is_ours;
use crate::desk::{Arrival, Notice};
use crate::web::context::AppContext;
use crate::web::dom::{file, page};

/// The hidden field that opens the browser's file chooser, and the ear for dropped files.
#[component]
pub fn ProjectIntake() -> impl IntoView {
    let ctx = AppContext::get();
    listen_to_drops(ctx);
    let chosen = move |event: web_sys::Event| {
        let field: HtmlInputElement = event_target(&event);
        if let Some(file) = field.files().and_then(|files| files.get(0)) {
            take_file(ctx, file);
        }
        // So that choosing the same file again is a change again.
        field.set_value("");
    };
    view! {
        <input
            type="file"
            id="pick-project"
            accept=".json,application/json"
            hidden
            aria-label="Choose a Claimlight file"
            on:change=chosen
        />
    }
}

/// Lets the user choose a Claimlight file.
pub fn pick_project() {
    if let Some(field) = page::find("#pick-project") {
        field.click();
    }
}

/// Reads a file and shows what it holds; nothing is taken in before the user says so.
pub fn take_file(ctx: AppContext, chosen: File) {
    let name = chosen.name();
    if let Some(refused) = Arrival::too_large(&name, chosen.size()) {
        ctx.show(|desk| desk.set_arrival(refused));
        return;
    }
    ctx.show(|desk| desk.set_arrival(Arrival::Reading { file: name.clone() }));
    spawn_local(async move {
        let bytes = file::read(&chosen).await;
        // A large file takes seconds, and the screen should say so before.
        page::after(30, move || {
            let arrival = match bytes {
                Ok(bytes) => Arrival::read(name, &bytes),
                Err(reason) => Arrival::unreadable(name, &reason),
            };
            ctx.show(|desk| desk.finish_arrival(arrival));
        });
    });
}

/// Takes Claimlight files out of what is dropped, before anything else looks at it; documents are
/// left to whoever takes those.
fn listen_to_drops(ctx: AppContext) {
    let on_drop = Closure::<dyn Fn(DragEvent)>::new(move |event: DragEvent| {
        let files = event.data_transfer().and_then(|data| data.files());
        let files: Vec<File> = files
            .map(|files| (0..files.length()).filter_map(|at| files.get(at)).collect())
            .unwrap_or_default();
        if files.is_empty() || !files.iter().all(|file| is_ours(&file.name())) {
            return;
        }
        event.prevent_default();
        event.stop_immediate_propagation();
        if files.len() > 1 {
            let message = "Claimlight files are taken in one at a time.";
            ctx.tell(Notice::warning(message, "Drop the others after this one."));
        }
        files.into_iter().take(1).for_each(|file| take_file(ctx, file));
    });
    // Without this the browser opens what is dropped in place of the app.
    let on_drag = Closure::<dyn Fn(DragEvent)>::new(|event: DragEvent| event.prevent_default());
    let early = AddEventListenerOptions::new();
    early.set_capture(true);
    for (name, ear) in [("drop", &on_drop), ("dragover", &on_drag)] {
        let ear = ear.as_ref().unchecked_ref();
        drop(
            page::window()
                .add_event_listener_with_callback_and_add_event_listener_options(name, ear, &early),
        );
    }
    let ears = StoredValue::new_local((on_drop, on_drag));
    on_cleanup(move || {
        ears.with_value(|(on_drop, on_drag)| {
            for (name, ear) in [("drop", on_drop), ("dragover", on_drag)] {
                let ear = ear.as_ref().unchecked_ref();
                drop(page::window().remove_event_listener_with_callback_and_bool(name, ear, true));
            }
        });
        ears.dispose();
    });
}
