//! A file under a passphrase, before it can be looked at.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::desk::Arrival;
use crate::desk::arrival::{LockedFile, MAX_BYTES};
use crate::desk::view::prose::sentence;
use crate::web::context::AppContext;
use crate::web::dom::{page, secret};
use crate::web::ui::part::PassphraseField;

/// Asks for the passphrase and opens the file with it; a wrong one can be tried again.
#[component]
pub fn Locked(
    /// The file.
    file: Arc<LockedFile>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let passphrase = RwSignal::new(String::new());
    let shown = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(String::new());
    let obstacle = secret::obstacle();
    page::after_layout(|| page::focus(".locked input"));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || passphrase.with_untracked(String::is_empty) {
            return;
        }
        busy.set(true);
        failure.set(String::new());
        let file = Arc::clone(&file);
        spawn_local(async move {
            let typed = passphrase.get_untracked();
            let opened = secret::open(&file.sealed, &typed, MAX_BYTES).await;
            // The dialog may have been closed meanwhile, and everything here with it.
            if busy.try_set(false).is_some() {
                return;
            }
            match opened {
                Ok(bytes) => {
                    let arrival = Arrival::read(file.name.clone(), &bytes);
                    ctx.show(|desk| desk.finish_arrival(arrival));
                }
                Err(error) => {
                    failure.set(sentence(&error.to_string()));
                    page::after_layout(|| page::focus(".locked input"));
                }
            }
        });
    };
    view! {
        <form class="import locked" on:submit=submit>
            <p>
                "This file is under a passphrase. Nothing of it can be seen or taken in without it."
            </p>
            {obstacle.map(|why| view! { <p class="import__refused" role="alert">{why}</p> })}
            <PassphraseField
                id="passphrase"
                label="Passphrase"
                value=passphrase
                shown=shown
                autocomplete="current-password"
                problem=failure
            />
            <div class="form__actions">
                <span class="hint" role="status">
                    {move || if busy.get() { "Opening…" } else { "" }}
                </span>
                <button
                    type="submit"
                    class="button button--main"
                    disabled=move || {
                        obstacle.is_some() || busy.get() || passphrase.with(String::is_empty)
                    }
                >
                    "Open the file"
                </button>
            </div>
        </form>
    }
}
