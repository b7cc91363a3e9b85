//! Writing the project, its annotations or a dataset to a file.

pub mod passphrase;
pub mod pseudonyms;

use leptos::prelude::*;

use self::passphrase::{Passphrase, Secret};
use self::pseudonyms::PseudonymChoices;
use super::part::{Dialog, Icon};
use crate::desk::Notice;
use crate::desk::view::export::{self, Draft};
use crate::format::{Asks, FORMATS};
use crate::web::context::AppContext;

/// Lets the user choose a format, says what it leaves out, asks what it needs to know, and writes.
#[component]
pub fn ExportDialog() -> impl IntoView {
    let ctx = AppContext::get();
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    let draft = RwSignal::new(Draft::default());
    let stock = ctx.project_memo(|desk| export::stock(desk.project()));
    let secret = Secret::default();
    let obstacle = Memo::new(move |_| {
        ctx.revision.track();
        let of_draft =
            ctx.desk.with_untracked(|desk| draft.with(|draft| draft.obstacle(desk.project())));
        let sealed = draft.with(Draft::can_be_protected);
        of_draft.or_else(|| secret.obstacle().filter(|_| sealed))
    });
    let failure = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let done = Callback::new(move |written: Result<(), Notice>| {
        // The dialog may have been closed while the file was encrypted.
        if busy.try_set(false).is_some() {
            return;
        }
        match written {
            Ok(()) => close.run(()),
            // A notice would stand behind the dialog.
            Err(notice) => failure.set(Some(format!("{} {}", notice.message, notice.hint))),
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if obstacle.with_untracked(Option::is_some) || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let draft = draft.get_untracked();
        let passphrase = secret.passphrase().filter(|_| draft.can_be_protected());
        if passphrase.is_some() && secret.for_backups.get_untracked() {
            crate::web::export::protect_backups(passphrase.clone());
        }
        crate::web::export::export(ctx, &draft, passphrase, done);
    };
    view! {
        <Dialog title="Export".to_owned() size="wide" on_close=close>
            <form class="export" on:submit=submit>
                <fieldset class="export__formats">
                    <legend class="field__label">"What to write"</legend>
                    {FORMATS
                        .iter()
                        .enumerate()
                        .map(|(at, format)| {
                            view! {
                                <label class="export__format">
                                    <input
                                        type="radio"
                                        name="format"
                                        value=format.id
                                        autofocus=at == 0
                                        prop:checked=move || draft.with(|draft| draft.format == at)
                                        on:change=move |_| {
                                            draft.update(|draft| {
                                                draft.format = at;
                                                draft.file_name = None;
                                            });
                                        }
                                    />
                                    <span class="export__title">{format.title}</span>
                                    <span class="export__ending">{export::ending(format)}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                </fieldset>
                <Chosen draft=draft secret=secret />
                <div class="export__foot">
                    <p class="hint">"This project holds " {move || stock.get()} "."</p>
                    <p class="export__obstacle" role="status">
                        {move || {
                            let encrypting = busy.get().then(|| "Encrypting…".to_owned());
                            encrypting.or(obstacle.get()).or(failure.get())
                        }}
                    </p>
                    <button
                        type="submit"
                        class="button button--main"
                        disabled=move || obstacle.with(Option::is_some)
                    >
                        <Icon name="export" />
                        "Write the file"
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// The chosen format: what it is for, what it leaves out, what it asks.
#[component]
fn Chosen(draft: RwSignal<Draft>, secret: Secret) -> impl IntoView {
    let ctx = AppContext::get();
    let format = Memo::new(move |_| draft.with(|draft| draft.format));
    let name = Memo::new(move |_| {
        ctx.revision.track();
        ctx.desk.with_untracked(|desk| draft.with(|draft| draft.file_name(desk.project())))
    });
    view! {
        <section class="export__chosen" aria-live="polite" aria-label="The chosen format">
            {move || {
                let format = FORMATS.get(format.get()).unwrap_or(&FORMATS[0]);
                view! {
                    <h3>{format.title}</h3>
                    <p class="export__help">{format.help}</p>
                    <p class="export__leaves">
                        <span class="field__label">"What it cannot carry"</span>
                        {format.leaves_out}
                    </p>
                    {match format.asks {
                        Asks::Nothing => ().into_any(),
                        Asks::WhoseAnnotations => view! { <Whose draft=draft /> }.into_any(),
                        Asks::ForWhom => view! { <ForWhom draft=draft /> }.into_any(),
                        Asks::ByteOrderMark => view! { <ByteOrderMark draft=draft /> }.into_any(),
                    }}
                }
            }}
            <PseudonymChoices draft=draft />
            <Show when=move || draft.with(Draft::can_be_protected)>
                <Passphrase secret=secret />
            </Show>
            <label class="field">
                <span class="field__label">"File name"</span>
                <input
                    type="text"
                    class="input"
                    spellcheck="false"
                    prop:value=move || name.get()
                    on:change=move |event| {
                        let typed = event_target_value(&event);
                        draft.update(|draft| draft.file_name = Some(typed));
                    }
                />
            </label>
        </section>
    }
}

/// Asks whose annotations go into the file.
#[component]
fn Whose(draft: RwSignal<Draft>) -> impl IntoView {
    let ctx = AppContext::get();
    let coders = ctx.desk.with_untracked(|desk| export::coders(desk.project()));
    let ids: Vec<_> = coders.iter().map(|coder| coder.id).collect();
    let choose = move |event: web_sys::Event| {
        let chosen = event_target_value(&event).parse::<usize>().ok();
        draft.update(|draft| draft.whose = chosen.and_then(|at| ids.get(at).copied()));
    };
    view! {
        <label class="field">
            <span class="field__label">"Whose annotations"</span>
            <select class="input" on:change=choose>
                <option value="" selected=move || draft.with(|draft| draft.whose.is_none())>
                    "Everyone's"
                </option>
                {coders
                    .into_iter()
                    .enumerate()
                    .map(|(at, coder)| {
                        view! {
                            <option
                                value=at.to_string()
                                selected=move || draft.with(|draft| draft.whose == Some(coder.id))
                            >
                                {format!("{} ({} claims)", coder.name, coder.claims)}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </label>
    }
}

/// Asks for whom a coding package is.
#[component]
fn ForWhom(draft: RwSignal<Draft>) -> impl IntoView {
    let ctx = AppContext::get();
    let coders = ctx.desk.with_untracked(|desk| export::coders(desk.project()));
    view! {
        <label class="field">
            <span class="field__label">"The coder's name"</span>
            <input
                type="text"
                class="input"
                list="export-coders"
                autocomplete="off"
                prop:value=move || draft.with(|draft| draft.for_whom.clone())
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    draft.update(|draft| draft.for_whom = typed);
                }
            />
            <datalist id="export-coders">
                {coders
                    .into_iter()
                    .map(|coder| view! { <option value=coder.name></option> })
                    .collect_view()}
            </datalist>
        </label>
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || draft.with(|draft| draft.blind)
                on:change=move |event| {
                    let blind = event_target_checked(&event);
                    draft.update(|draft| draft.blind = blind);
                }
            />
            "Blind: leave out what others coded"
        </label>
    }
}

/// Asks whether a table begins with a byte order mark.
#[component]
fn ByteOrderMark(draft: RwSignal<Draft>) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || draft.with(|draft| draft.bom)
                on:change=move |event| {
                    let bom = event_target_checked(&event);
                    draft.update(|draft| draft.bom = bom);
                }
            />
            "Begin with a byte order mark, which Excel needs to read names with accents"
        </label>
    }
}
