//! A text that comes from the clipboard or the keyboard.

use leptos::prelude::*;

use super::part::Dialog;
use crate::web::context::AppContext;
use crate::web::intake::Intake;

/// Takes a text and passes it on to the review.
#[component]
pub fn PasteDocument() -> impl IntoView {
    let ctx = AppContext::get();
    let intake = Intake::get();
    let title = RwSignal::new(String::new());
    let text = RwSignal::new(intake.offered.get_untracked());
    // Escape throws nothing away: the text waits for the user to come back.
    let close = Callback::new(move |()| {
        intake.offered.set(text.get_untracked());
        ctx.show(|desk| desk.set_overlay(None));
    });
    let discard = move |_| {
        intake.offered.set(String::new());
        ctx.show(|desk| desk.set_overlay(None));
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        intake.offered.set(String::new());
        intake.add_text(&title.get_untracked(), &text.get_untracked());
    };
    view! {
        <Dialog title="Paste a text".to_owned() on_close=close>
            <form class="form" on:submit=submit>
                <label class="field">
                    <span class="field__label">"Text"</span>
                    <textarea
                        class="input paste__text"
                        rows="12"
                        autofocus
                        dir="auto"
                        prop:value=move || text.get()
                        on:input=move |event| text.set(event_target_value(&event))
                    ></textarea>
                </label>
                <label class="field">
                    <span class="field__label">"Title (may stay empty: one is then proposed)"</span>
                    <input
                        type="text"
                        class="input"
                        dir="auto"
                        prop:value=move || title.get()
                        on:input=move |event| title.set(event_target_value(&event))
                    />
                </label>
                <div class="form__actions">
                    <button type="button" class="button" on:click=discard>
                        "Cancel"
                    </button>
                    <button
                        type="submit"
                        class="button button--main"
                        disabled=move || text.with(|text| text.trim().is_empty())
                    >
                        "Go on"
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
