//! One command in the list of keys: its keys, and changing them.

use leptos::html;
use leptos::prelude::*;

use crate::desk::code_key;
use crate::desk::keymap::{Bindings, Chord};
use crate::desk::view::prose::sentence;
use crate::store::KeyPreferences;
use crate::web::context::AppContext;
use crate::web::dom::{keyboard, page};

/// A command's keys. While it listens, the next chord becomes its key.
#[component]
pub fn KeysRow(
    /// The command's id.
    id: &'static str,
    /// What it does.
    title: &'static str,
    /// What it does, in a sentence.
    help: &'static str,
    /// The command that listens for its new key.
    listening: RwSignal<Option<&'static str>>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let problem = RwSignal::new(String::new());
    let change = NodeRef::<html::Button>::new();
    let listens = Memo::new(move |_| listening.get() == Some(id));
    let keys = Memo::new(move |_| ctx.keys.with(|keys| keys.shown(id)));
    let changed = Memo::new(move |_| ctx.keys.with(|keys| keys.is_changed(id)));
    let stop = move || {
        listening.set(None);
        page::after_layout(move || {
            if let Some(button) = change.get_untracked() {
                drop(button.focus());
            }
        });
    };
    let want = move |chord: Option<&Chord>| {
        put(ctx, ctx.keys.with_untracked(|keys| keys.changed(id, chord)));
        problem.set(String::new());
        stop();
    };
    let hear = move |event: web_sys::KeyboardEvent| {
        // Tab goes on to what else can be done here.
        if event.key() == "Tab" {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        let Some(chord) = keyboard::chord(&event) else { return };
        if chord.key == "Escape" {
            problem.set(String::new());
            return stop();
        }
        match ctx.desk.with_untracked(|desk| code_key::chord_refusal(desk, id, &chord)) {
            Some(refusal) => problem.set(sentence(&refusal.to_string())),
            None => want(Some(&chord)),
        }
    };
    let reset = move |_| {
        put(ctx, ctx.keys.with_untracked(|keys| keys.reset(id)));
        problem.set(String::new());
        stop();
    };
    let named = move |word: &str| format!("{word}: {title}");
    let (change_label, listen_label) = (named("Change the key"), named("Press a key…"));
    let (none_label, reset_label) = (named("No key"), named("Reset the key"));
    let editing = move || {
        let (listen_label, none_label) = (listen_label.clone(), none_label.clone());
        view! {
            <span class="keys__edit">
                <button
                    type="button"
                    class="keys__listen"
                    aria-label=listen_label
                    on:keydown=hear
                    node_ref=focused()
                >
                    "Press a key…"
                </button>
                <button type="button" class="keys__quiet" aria-label=none_label on:click=move |_| want(None)>
                    "No key"
                </button>
                <button type="button" class="keys__quiet" on:click=move |_| stop()>"Cancel"</button>
            </span>
        }
    };
    view! {
        <div class="keys__row" title=help data-command=id>
            <dt>
                {move || keys.get().into_iter().map(|key| view! { <kbd>{key}</kbd> }).collect_view()}
            </dt>
            <dd>
                <span class="keys__title">{title}</span>
                <Show when=move || listens.get() fallback={
                    let (change_label, reset_label) = (change_label.clone(), reset_label.clone());
                    move || {
                        let reset_label = reset_label.clone();
                        view! {
                            <span class="keys__edit">
                                <button
                                    type="button"
                                    class="keys__quiet"
                                    aria-label=change_label.clone()
                                    node_ref=change
                                    on:click=move |_| {
                                        problem.set(String::new());
                                        listening.set(Some(id));
                                    }
                                >
                                    "Change"
                                </button>
                                <Show when=move || changed.get()>
                                    <button
                                        type="button"
                                        class="keys__quiet"
                                        aria-label=reset_label.clone()
                                        on:click=reset
                                    >
                                        "Reset"
                                    </button>
                                </Show>
                            </span>
                        }
                    }
                }>
                    {editing.clone()}
                </Show>
                <Show when=move || listens.get() && !problem.with(String::is_empty)>
                    <span class="keys__problem" role="alert">{move || problem.get()}</span>
                </Show>
            </dd>
        </div>
    }
}

/// Puts the keys in force that are wanted now.
pub(super) fn put(ctx: AppContext, wanted: KeyPreferences) {
    ctx.show(|desk| {
        let layout = desk.keys().layout().clone();
        desk.set_keys(Bindings::new(wanted, layout));
    });
}

/// Makes a reference to a button that takes the keyboard as soon as it is in the page.
fn focused() -> NodeRef<html::Button> {
    let node = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(button) = node.get() {
            page::after_layout(move || drop(button.focus()));
        }
    });
    node
}
