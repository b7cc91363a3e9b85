//! A field for a passphrase.

use leptos::prelude::*;

/// Takes a passphrase as it is typed or pasted; it can be shown, and says when Caps Lock is on.
#[component]
pub fn PassphraseField(
    /// Identifies the field in the page.
    id: &'static str,
    /// Names it.
    label: &'static str,
    /// What stands in it.
    value: RwSignal<String>,
    /// Whether it can be read; fields side by side share this.
    shown: RwSignal<bool>,
    /// Whether a kept passphrase fits, or a new one is being made.
    #[prop(default = "new-password")]
    autocomplete: &'static str,
    /// Whether it has the button that shows it.
    #[prop(default = true)]
    with_button: bool,
    /// Says what is wrong with what was typed; empty when nothing is.
    #[prop(optional, into)]
    problem: Signal<String>,
) -> impl IntoView {
    let capitals = RwSignal::new(false);
    let look = move |event: web_sys::KeyboardEvent| {
        capitals.set(event.get_modifier_state("CapsLock"));
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            <div class="passphrase">
                <input
                    id=id
                    class="input"
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autocapitalize="off"
                    spellcheck="false"
                    aria-invalid=move || (!problem.get().is_empty()).then_some("true")
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                    on:keydown=look
                    on:keyup=look
                    on:blur=move |_| {
                        // A field that is taken out of the page is left, too.
                        capitals.try_set(false);
                    }
                />
                {with_button
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button"
                                aria-pressed=move || shown.get().to_string()
                                on:click=move |_| shown.update(|shown| *shown = !*shown)
                            >
                                "Show"
                            </button>
                        }
                    })}
            </div>
            <span class="field__problem" role="status">
                {move || if capitals.get() { "Caps Lock is on. " } else { "" }}
                {move || problem.get()}
            </span>
        </div>
    }
}
