//! Asks for the name of something new, in place.

use leptos::html;
use leptos::prelude::*;

use crate::web::dom::page;

/// A field with the keyboard in it: Enter hands the name over, Escape takes the question back.
#[component]
pub fn NameEntry(
    /// Names the field.
    #[prop(into)]
    label: String,
    /// What stands in it at first.
    #[prop(optional, into)]
    start: String,
    /// Takes the name, which is not blank.
    on_enter: Callback<String>,
    /// Says that the user wants to go back.
    on_back: Callback<()>,
) -> impl IntoView {
    let typed = RwSignal::new(start);
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = field.get() {
            page::after_layout(move || drop(input.focus()));
        }
    });
    let enter = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let name = typed.get_untracked().trim().to_owned();
        if !name.is_empty() {
            on_enter.run(name);
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            on_back.run(());
        }
    };
    view! {
        <form class="name-entry" on:submit=enter on:keydown=on_key>
            <label class="field">
                <span class="field__label">{label}</span>
                <input
                    type="text"
                    class="input"
                    autocomplete="off"
                    node_ref=field
                    prop:value=move || typed.get()
                    on:input=move |event| typed.set(event_target_value(&event))
                />
            </label>
            <button
                type="submit"
                class="button button--main"
                disabled=move || typed.with(|typed| typed.trim().is_empty())
            >
                "Add"
            </button>
            <button type="button" class="button button--quiet" on:click=move |_| on_back.run(())>
                "Cancel"
            </button>
        </form>
    }
}
