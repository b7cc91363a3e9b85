//! What is known about a document, to be edited.

use std::cell::RefCell;
use std::sync::Arc;

use leptos::prelude::*;

use super::part::{Dialog, Icon};
use crate::desk::Notice;
use crate::desk::describe::{Description, excluded_parts};
use crate::model::{Document, DocumentId};
use crate::web::context::AppContext;

thread_local! {
    /// What was typed about a document and neither saved nor thrown away: which document, what was
    /// known of it then, and what was typed.
    static LEFT: RefCell<Option<(DocumentId, Description, Description)>> =
        const { RefCell::new(None) };
}

/// Returns what was typed about a document before, unless the document is another one by now.
fn left(id: DocumentId, known: &Description) -> Option<Description> {
    let left = LEFT.with_borrow(Clone::clone);
    left.filter(|(of, then, _)| *of == id && then == known).map(|(.., typed)| typed)
}

/// Edits title, date, source and the rest of a document's metadata as one step.
#[component]
pub fn DocumentDialog(
    /// The document.
    id: DocumentId,
) -> impl IntoView {
    let ctx = AppContext::get();
    let document =
        ctx.desk.with_untracked(|desk| desk.project().documents().get(&id).map(Arc::clone));
    let known = document.as_deref().map(Description::of);
    let draft = known.clone().map(|known| {
        let typed = left(id, &known);
        (typed.is_some(), RwSignal::new(typed.unwrap_or(known)))
    });
    // Escape throws nothing away: what was typed waits for the user to come back.
    let close = Callback::new(move |()| {
        let typed = draft.map(|(_, draft)| draft.get_untracked());
        if let (Some(known), Some(typed)) = (known.clone(), typed)
            && known != typed
        {
            LEFT.set(Some((id, known, typed)));
            let hint = "It is there again when you come back, until this window is closed.";
            let told = Notice::info("What you typed is not saved.");
            ctx.tell(Notice { hint: hint.to_owned(), ..told });
        }
        ctx.show(|desk| desk.set_overlay(None));
    });
    view! {
        <Dialog title="About this document".to_owned() on_close=close>
            {match document.zip(draft) {
                Some((document, (typed, draft))) => view! {
                    <Show when=move || typed>
                        <p class="hint">"This is what you typed before; it is not saved yet."</p>
                    </Show>
                    <Fields id=id document=document draft=draft />
                }.into_any(),
                None => view! { <p class="empty">"The document is no longer there."</p> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn Fields(id: DocumentId, document: Arc<Document>, draft: RwSignal<Description>) -> impl IntoView {
    let ctx = AppContext::get();
    let discard = move |_| {
        LEFT.set(None);
        ctx.show(|desk| desk.set_overlay(None));
    };
    let problems = Memo::new(move |_| draft.with(Description::problems));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        LEFT.set(None);
        ctx.act(|desk, host| draft.get_untracked().save(id, desk, host));
    };
    let facts = [
        ("Length", crate::desk::intake::characters(document.chars as usize)),
        ("File", document.file.clone()),
        ("Fingerprint", document.fingerprint.clone()),
    ];
    view! {
        <form class="form describe" on:submit=submit>
            <Line
                label="Title"
                draft=draft
                field=|draft| &mut draft.title
                problem=Signal::derive(move || problems.with(|all| all.title.clone()))
            />
            <div class="describe__pair">
                <Line
                    label="Date"
                    placeholder="e.g. 2020-11-12"
                    draft=draft
                    field=|draft| &mut draft.date
                    problem=Signal::derive(move || problems.with(|all| all.date.clone()))
                />
                <Line
                    label="Source"
                    placeholder="Agency, ministry, newspaper"
                    draft=draft
                    field=|draft| &mut draft.source
                />
                <Line label="Author" draft=draft field=|draft| &mut draft.author />
                <Line
                    label="Language"
                    placeholder="en, ru, pt-BR"
                    draft=draft
                    field=|draft| &mut draft.language
                />
            </div>
            <Line label="Address on the web" draft=draft field=|draft| &mut draft.url />
            <label class="field">
                <span class="field__label">"Note"</span>
                <textarea
                    class="input"
                    rows="2"
                    dir="auto"
                    prop:value=move || draft.with(|draft| draft.note.clone())
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        draft.update(|draft| draft.note = typed);
                    }
                ></textarea>
            </label>
            <Further draft=draft problem=Signal::derive(move || problems.with(|all| all.metadata.clone())) />
            <Excluded id=id draft=draft />
            <dl class="describe__facts">
                {facts
                    .into_iter()
                    .filter(|(_, value)| !value.is_empty())
                    .map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> })
                    .collect_view()}
            </dl>
            <div class="form__actions">
                <button type="button" class="button" on:click=discard>
                    "Cancel"
                </button>
                <button
                    type="submit"
                    class="button button--main"
                    disabled=move || problems.with(|all| !all.are_none())
                >
                    "Save"
                </button>
            </div>
        </form>
    }
}

/// One field of the description.
#[component]
fn Line(
    label: &'static str,
    draft: RwSignal<Description>,
    field: fn(&mut Description) -> &mut String,
    #[prop(optional)] placeholder: &'static str,
    #[prop(optional, into)] problem: Signal<String>,
) -> impl IntoView {
    let value = Memo::new(move |_| draft.with(|draft| field(&mut draft.clone()).clone()));
    view! {
        <label class="field">
            <span class="field__label">{label}</span>
            <input
                type="text"
                class="input"
                dir="auto"
                placeholder=placeholder
                prop:value=move || value.get()
                aria-invalid=move || (!problem.get().is_empty()).then_some("true")
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    draft.update(|draft| *field(draft) = typed);
                }
            />
            <Show when=move || !problem.get().is_empty()>
                <span class="field__problem" role="alert">{move || problem.get()}</span>
            </Show>
        </label>
    }
}

/// Further metadata: names and values.
#[component]
fn Further(draft: RwSignal<Description>, problem: Signal<String>) -> impl IntoView {
    let count = Memo::new(move |_| draft.with(|draft| draft.metadata.len()));
    // The rows are known by their places; taking one out moves the values of those below up.
    let cell = move |row: usize, second: bool| {
        draft.with(|draft| {
            let pair = draft.metadata.get(row);
            pair.map(|(name, value)| if second { value } else { name }.clone()).unwrap_or_default()
        })
    };
    let set = move |row: usize, second: bool, typed: String| {
        draft.update(|draft| {
            if let Some((name, value)) = draft.metadata.get_mut(row) {
                *(if second { value } else { name }) = typed;
            }
        });
    };
    let input = move |row: usize, second: bool| {
        let label = if second { "Value" } else { "Name" };
        view! {
            <input
                type="text"
                class="input"
                dir="auto"
                placeholder=label
                aria-label=format!("{label} {}", row + 1)
                prop:value=move || cell(row, second)
                on:input=move |event| set(row, second, event_target_value(&event))
            />
        }
    };
    view! {
        <fieldset class="describe__group">
            <legend class="field__label">"Further metadata"</legend>
            <For each=move || 0..count.get() key=|row| *row let:row>
                <div class="describe__row">
                    {input(row, false)}
                    {input(row, true)}
                    <button
                        type="button"
                        class="button button--quiet button--icon"
                        aria-label=move || format!("Remove {}", cell(row, false))
                        on:click=move |_| draft.update(|draft| drop(draft.metadata.remove(row)))
                    >
                        <Icon name="trash" />
                    </button>
                </div>
            </For>
            <Show when=move || !problem.get().is_empty()>
                <span class="field__problem" role="alert">{move || problem.get()}</span>
            </Show>
            <button
                type="button"
                class="button button--small describe__add"
                on:click=move |_| draft.update(|draft| draft.metadata.push(Default::default()))
            >
                <Icon name="add" />
                "Add"
            </button>
        </fieldset>
    }
}

/// The stretches that are not part of the document proper.
#[component]
fn Excluded(id: DocumentId, draft: RwSignal<Description>) -> impl IntoView {
    let ctx = AppContext::get();
    let parts = Memo::new(move |_| {
        let excluded = draft.with(|draft| draft.excluded.clone());
        ctx.desk.with_untracked(|desk| excluded_parts(desk, id, &excluded))
    });
    view! {
        <fieldset class="describe__group">
            <legend class="field__label">"Excluded stretches"</legend>
            <Show when=move || parts.with(Vec::is_empty)>
                <p class="hint">
                    "None. Select website remains in the text and press X to exclude them."
                </p>
            </Show>
            <ul class="describe__excluded" role="list">
                {move || {
                    let numbered = parts.get().into_iter().enumerate();
                    numbered
                        .map(|(at, part)| {
                            let name = format!("Include again: {}", part.words);
                            view! {
                                <li class="describe__part">
                                    <span>
                                        <q dir="auto">{part.words}</q>
                                        <span class="describe__reason">" " {part.reason}</span>
                                    </span>
                                    <button
                                        type="button"
                                        class="button button--small"
                                        aria-label=name
                                        on:click=move |_| {
                                            draft.update(|draft| drop(draft.excluded.remove(at)));
                                        }
                                    >
                                        "Include again"
                                    </button>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </fieldset>
    }
}
