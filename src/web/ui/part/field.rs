//! Labelled fields that hand over what was typed when the user is done with them.

use leptos::html;
use leptos::prelude::*;

/// One line of text. What was typed is handed over on Enter and when the field loses the keyboard.
#[component]
pub fn TextField(
    /// Names it.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// What to write, shown while it is empty.
    #[prop(optional)]
    placeholder: &'static str,
    /// Says what is wrong with what was typed; empty when nothing is.
    #[prop(optional, into)]
    problem: Signal<String>,
    /// Takes what was typed.
    on_change: Callback<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let unsaid = StoredValue::new(false);
    when_put_away(move || {
        let typed = node.get_untracked().filter(|_| unsaid.get_value());
        if let Some(input) = typed {
            unsaid.set_value(false);
            on_change.run(input.value());
        }
    });
    let hand_over = move |event: web_sys::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        // A field that is taken out of the page with the keyboard in it hears of a change when all
        // it belonged to is gone.
        unsaid.try_set_value(false);
        if on_change.try_run(input.value()).is_none() {
            return;
        }
        // What was refused or tidied must not stay as if it had been taken; what has a problem
        // stays, to be put right.
        if problem.try_with_untracked(String::is_empty) == Some(true)
            && let Some(value) = value.try_get_untracked()
        {
            input.set_value(&value);
        }
    };
    view! {
        <label class="field">
            <span class="field__label">{label}</span>
            <input
                type="text"
                class="input"
                placeholder=placeholder
                node_ref=node
                prop:value=move || value.get()
                on:input=move |_| unsaid.set_value(true)
                aria-invalid=move || (!problem.get().is_empty()).then_some("true")
                on:change=hand_over
            />
            <Show when=move || !problem.get().is_empty()>
                <span class="field__problem" role="alert">{move || problem.get()}</span>
            </Show>
        </label>
    }
}

/// Several lines of text, handed over when the field loses the keyboard.
#[component]
pub fn NoteField(
    /// Names it.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// How many lines it shows.
    #[prop(default = 2)]
    rows: u32,
    /// Takes what was typed.
    on_change: Callback<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    let unsaid = StoredValue::new(false);
    when_put_away(move || {
        let typed = node.get_untracked().filter(|_| unsaid.get_value());
        if let Some(area) = typed {
            unsaid.set_value(false);
            on_change.run(area.value());
        }
    });
    view! {
        <label class="field">
            <span class="field__label">{label}</span>
            <textarea
                class="input"
                rows=rows
                node_ref=node
                prop:value=move || value.get()
                on:input=move |_| unsaid.set_value(true)
                on:change=move |event| {
                    // As above: it may come when the field is gone.
                    unsaid.try_set_value(false);
                    on_change.try_run(event_target_value(&event));
                }
            ></textarea>
        </label>
    }
}

/// Hands over what is half typed when the page is left, reloaded or put away: nobody gets the
/// chance to leave the field then.
fn when_put_away(hand_over: impl Fn() + Clone + 'static) {
    for event in ["pagehide", "visibilitychange"] {
        let hand_over = hand_over.clone();
        let handle = window_event_listener_untyped(event, move |_| hand_over());
        on_cleanup(move || handle.remove());
    }
}
