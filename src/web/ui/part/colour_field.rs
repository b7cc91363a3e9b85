//! Chooses a colour of the palette.

use leptos::prelude::*;

use super::Swatch;

/// What the colours and their lines are called, in the order of the palette.
const NAMES: [&str; 12] = [
    "orange, solid",
    "blue, dashed",
    "plum, double",
    "grey, wavy",
    "green, thick solid",
    "light blue, thick dashed",
    "amber, thick double",
    "olive, thick wavy",
    "violet, dotted",
    "brown, thin dashed",
    "leaf green, thick dotted",
    "pink, thickest wavy",
];

/// A group of radio buttons, each a swatch with its pattern; arrows move between them.
#[component]
pub fn ColourField(
    /// Names the group.
    #[prop(into)]
    label: String,
    /// The chosen colour, an index into the palette.
    #[prop(into)]
    value: Signal<u8>,
    /// Tells groups in one page apart.
    name: &'static str,
    /// Takes the choice.
    on_change: Callback<u8>,
) -> impl IntoView {
    view! {
        <fieldset class="colours">
            <legend class="field__label">{label}</legend>
            <div class="colours__row">
                {(0u8..)
                    .zip(NAMES)
                    .map(|(colour, words)| {
                        view! {
                            <label class="colours__one" title=words>
                                <input
                                    type="radio"
                                    class="visually-hidden"
                                    name=name
                                    prop:checked=move || value.get() == colour
                                    on:change=move |_| on_change.run(colour)
                                />
                                <Swatch colour=colour />
                                <span class="visually-hidden">{words}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}
