//! A small label that can be taken off, and a spot of colour.

use leptos::prelude::*;

use super::Icon;

/// A spot of a palette colour with its underline pattern, so that colour is never alone.
#[component]
pub fn Swatch(
    /// Index into the palette.
    #[prop(into)]
    colour: Signal<u8>,
) -> impl IntoView {
    view! { <span class="swatch" data-colour=move || colour.get() aria-hidden="true"></span> }
}

/// A label with a button that takes it off.
#[component]
pub fn Chip(
    /// What it says.
    #[prop(into)]
    label: String,
    /// Its colour, when it has one.
    #[prop(optional_no_strip)]
    colour: Option<u8>,
    /// Names the button that takes it off: "Remove issue Ceasefire".
    #[prop(into)]
    remove_label: String,
    /// Takes it off.
    on_remove: Callback<()>,
) -> impl IntoView {
    view! {
        <span class="chip">
            {colour.map(|colour| view! { <Swatch colour=colour /> })}
            <span class="chip__label">{label}</span>
            <button
                type="button"
                class="chip__remove"
                aria-label=remove_label.clone()
                title=remove_label
                on:click=move |_| on_remove.run(())
            >
                <Icon name="close" />
            </button>
        </span>
    }
}
