//! Every key, from the table of commands, and what can be changed in them.

use leptos::prelude::*;

use super::keys_row::{KeysRow, put};
use super::part::{Dialog, Swatch};
use crate::desk::view::menu;
use crate::desk::{code_key, command};
use crate::store::{KeyPreferences, KeyPreset};
use crate::web::context::AppContext;

/// Lists every key and what it does; each can be changed.
#[component]
pub fn KeysDialog() -> impl IntoView {
    let ctx = AppContext::get();
    let groups = ctx.desk.with_untracked(menu::groups);
    let listening = RwSignal::new(None);
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    view! {
        <Dialog title="All keys".to_owned() size="wide" on_close=close>
            // It has the keyboard, so that its keys scroll the list.
            <div class="keys" role="region" aria-label="Keys" tabindex="0" autofocus>
                <KeySettings />
                <ClaimTypes />
                {groups
                    .into_iter()
                    .map(|(group, entries)| {
                        view! {
                            <section class="keys__group">
                                <h3>{group.name()}</h3>
                                <dl>
                                    {entries
                                        .into_iter()
                                        .map(|entry| {
                                            view! {
                                                <KeysRow
                                                    id=entry.id
                                                    title=command::command(entry.id).map_or("", |command| command.title)
                                                    help=entry.help
                                                    listening=listening
                                                />
                                            }
                                        })
                                        .collect_view()}
                                </dl>
                            </section>
                        }
                    })
                    .collect_view()}
            </div>
        </Dialog>
    }
}

/// The preset, whether single letters act everywhere, and the way back.
#[component]
fn KeySettings() -> impl IntoView {
    let ctx = AppContext::get();
    let wanted = Memo::new(move |_| ctx.keys.with(|keys| keys.wanted().clone()));
    let count = move || wanted.with(|wanted| wanted.changed.len());
    let presets = KeyPreset::ALL.map(|preset| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="key-preset"
                    prop:checked=move || wanted.with(|wanted| wanted.preset == preset)
                    on:change=move |_| {
                        put(ctx, KeyPreferences { preset, ..wanted.get_untracked() });
                    }
                />
                <span><strong>{preset.name()}</strong>" – "{preset.help()}</span>
            </label>
        }
    });
    view! {
        <section class="keys__settings">
            <fieldset>
                <legend>"Keys of the claim types"</legend>
                {presets}
            </fieldset>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || wanted.with(|wanted| wanted.single_letters)
                    on:change=move |event| {
                        let single_letters = event_target_checked(&event);
                        put(ctx, KeyPreferences { single_letters, ..wanted.get_untracked() });
                    }
                />
                <span>
                    <strong>"Single-letter keys"</strong>
                    " – act wherever nothing is typed. Switched off, keys that print act only while the text or a claim’s card has the keyboard."
                </span>
            </label>
            <p class="keys__reset">
                <button
                    type="button"
                    class="button button--small"
                    aria-disabled=move || (count() == 0).then_some("true")
                    on:click=move |_| {
                        let changed = std::collections::BTreeMap::new();
                        put(ctx, KeyPreferences { changed, ..wanted.get_untracked() });
                    }
                >
                    "Reset all keys"
                </button>
                <span class="hint" role="status">
                    {move || match count() {
                        0 => "No key is changed.".to_owned(),
                        1 => "One command has a key of your own.".to_owned(),
                        many => format!("{many} commands have keys of your own."),
                    }}
                </span>
            </p>
        </section>
    }
}

/// The claim types with the keys that choose them.
#[component]
fn ClaimTypes() -> impl IntoView {
    let ctx = AppContext::get();
    let rows = move || {
        let keys = ctx.keys.get();
        let types = ctx.desk.with_untracked(code_key::keyed_types);
        let keyed = types.into_iter().filter_map(|(code, key)| key.map(|key| (key, code)));
        keyed
            .map(|(key, code)| {
                view! {
                    <div class="keys__row">
                        <dt><kbd>{keys.layout().key(&key.to_string())}</kbd></dt>
                        <dd><span class="keys__title"><Swatch colour=code.colour />{code.name.clone()}</span></dd>
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <section class="keys__group">
            <h3>"Claim types"</h3>
            <p class="hint">"For the selection, or the chosen claim. Letters are changed in the Codebook."</p>
            <dl>{rows}</dl>
        </section>
    }
}
