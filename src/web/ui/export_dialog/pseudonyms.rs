//! Putting codes in place of names while a file is written.

use leptos::prelude::*;

use crate::desk::view::export::{Draft, Pseudonyms};

/// Asks whether codes stand in place of names, how far, and says what that does and does not do.
#[component]
pub fn PseudonymChoices(
    /// What the user has chosen so far.
    draft: RwSignal<Draft>,
) -> impl IntoView {
    let chosen = Memo::new(move |_| draft.with(|draft| draft.pseudonyms));
    let change = move |change: fn(&mut Pseudonyms, bool), to: bool| {
        draft.update(|draft| {
            if let Some(pseudonyms) = &mut draft.pseudonyms {
                change(pseudonyms, to);
            }
        });
    };
    view! {
        <div class="export__more">
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || chosen.get().is_some()
                    on:change=move |event| {
                        let wanted = event_target_checked(&event);
                        draft.update(|draft| draft.pseudonyms = wanted.then(Pseudonyms::default));
                    }
                />
                "Replace the names of actors by codes"
            </label>
            <Show when=move || chosen.get().is_some()>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || chosen.get().is_some_and(|chosen| chosen.words)
                        on:change=move |event| {
                            change(|p, to| p.words = to, event_target_checked(&event));
                        }
                    />
                    "In texts, quotes, titles and notes as well"
                </label>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || chosen.get().is_some_and(|chosen| chosen.coders)
                        on:change=move |event| {
                            change(|p, to| p.coders = to, event_target_checked(&event));
                        }
                    />
                    "The names of coders as well"
                </label>
                <p class="export__hint">
                    {move || draft.with(Draft::what_is_replaced)} " "
                    "A second file with the key, which says whom each code stands for, is handed over beside it: keep it apart."
                </p>
                <p class="export__leaves export__hint">
                    <span class="field__label">"What stays"</span>
                    {move || draft.with(Draft::what_stays)}
                </p>
            </Show>
        </div>
    }
}
