//! The documents at the left: filter, order, progress.

use leptos::prelude::*;

use super::part::Icon;
use crate::desk::view::documents::{self, DocumentRow, DocumentSort};
use crate::desk::{Desk, Effect};
use crate::model::{DocumentId, ProgressState};
use crate::web::context::AppContext;
use crate::web::dom::page;

/// Lists the documents and opens the chosen one.
#[component]
pub fn DocumentList() -> impl IntoView {
    let ctx = AppContext::get();
    let list = ctx.memo(|desk| desk.list().clone());
    let rows = Memo::new(move |_| {
        ctx.revision.track();
        list.track();
        ctx.desk.with_untracked(documents::rows)
    });
    let total = ctx.project_memo(|desk| desk.project().documents().len());
    let sort = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        if let Some(sort) = DocumentSort::ALL.into_iter().find(|sort| sort.name() == name) {
            ctx.show(|desk| desk.list_mut().sort = sort);
        }
    };
    view! {
        <nav class="documents" aria-label="Documents">
            <div class="documents__tools">
                <button
                    type="button"
                    class="button button--main"
                    title="Open documents (Ctrl+O)"
                    on:click=move |_| ctx.run("documents.open")
                >
                    <Icon name="file" />
                    "Open"
                </button>
                <button
                    type="button"
                    class="button"
                    title="Open a folder (Ctrl+Shift+O)"
                    on:click=move |_| ctx.run("documents.folder")
                >
                    <Icon name="folder" />
                    "Folder"
                </button>
                <button
                    type="button"
                    class="button"
                    title="Paste a text (Ctrl+Shift+V)"
                    on:click=move |_| ctx.run("documents.paste")
                >
                    "Paste"
                </button>
            </div>
            <div class="documents__filter">
                <input
                    type="search"
                    id="document-filter"
                    class="input"
                    aria-label="Filter documents"
                    placeholder="Filter ( / )"
                    prop:value=move || list.with(|list| list.typed.clone())
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        ctx.show(|desk| desk.list_mut().typed = typed);
                    }
                    on:keydown=move |event| from_filter(ctx, rows, &event)
                />
                <select class="input" aria-label="Sort by" on:change=sort>
                    {DocumentSort::ALL
                        .into_iter()
                        .map(|sort| {
                            view! {
                                <option
                                    value=sort.name()
                                    selected=move || list.with(|list| list.sort == sort)
                                >
                                    {sort.name()}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label="Turn the order round"
                    aria-pressed=move || list.with(|list| list.descending.to_string())
                    on:click=move |_| {
                        ctx.show(|desk| {
                            let list = desk.list_mut();
                            list.descending = !list.descending;
                        });
                    }
                >
                    {move || {
                        let name = if list.with(|list| list.descending) { "up" } else { "down" };
                        view! { <Icon name=name /> }
                    }}
                </button>
            </div>
            <ul class="documents__list" role="list" on:keydown=step_with_arrows>
                <For each=move || rows.get() key=|row| row.id let:row>
                    <Row id=row.id rows=rows />
                </For>
            </ul>
            <Show when=move || rows.with(Vec::is_empty)>
                <p class="empty">
                    {move || {
                        if total.get() == 0 {
                            "No documents yet. Open files, drop them here, or paste a text."
                        } else {
                            "No document answers the filter."
                        }
                    }}
                </p>
            </Show>
        </nav>
    }
}

/// Goes from the filter to what it found: Enter opens the first document and gives its text the
/// keyboard, the arrow moves into the list, and Escape clears the filter before it does anything
/// else.
fn from_filter(ctx: AppContext, rows: Memo<Vec<DocumentRow>>, event: &web_sys::KeyboardEvent) {
    if event.is_composing() {
        return;
    }
    let typed = ctx.desk.with_untracked(|desk| !desk.list().typed.is_empty());
    let first = rows.with_untracked(|rows| rows.first().map(|row| row.id));
    match (event.key().as_str(), first) {
        ("Enter", Some(first)) => ctx.act(|desk, _| {
            desk.open_document(first);
            Ok(vec![Effect::FocusText])
        }),
        ("ArrowDown", Some(_)) => page::focus(".documents__row"),
        ("Escape", _) if typed => ctx.show(|desk| desk.list_mut().typed.clear()),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Moves the keyboard to the document above or below.
fn step_with_arrows(event: web_sys::KeyboardEvent) {
    let down = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return,
    };
    if !event.alt_key() && !event.ctrl_key() {
        event.prevent_default();
        page::focus_neighbour(".documents__row", down);
    }
}

/// One document.
#[component]
fn Row(id: DocumentId, rows: Memo<Vec<DocumentRow>>) -> impl IntoView {
    let ctx = AppContext::get();
    let row = Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.id == id).cloned()));
    let open = ctx.memo(Desk::document);
    let current = move || open.get() == Some(id);
    let part = move |part: fn(&DocumentRow) -> String| {
        row.with(|row| row.as_ref().map(part).unwrap_or_default())
    };
    let claims = |row: &DocumentRow| match row.claims {
        0 => String::new(),
        1 => "1 claim".to_owned(),
        many => format!("{many} claims"),
    };
    let progress = move || row.with(|row| row.as_ref().map(|row| row.progress).unwrap_or_default());
    let mark = move || match progress() {
        ProgressState::Untouched => "untouched",
        ProgressState::InProgress => "in-progress",
        ProgressState::Done => "done",
    };
    let about = move || {
        let parts = [
            part(|row| row.date.map(crate::model::PartialDate::reading).unwrap_or_default()),
            part(|row| row.source.clone()),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <li>
            <button
                type="button"
                class="documents__row"
                aria-current=move || current().then_some("true")
                on:click=move |_| ctx.show(|desk| desk.open_document(id))
            >
                <span class="documents__mark" data-progress=mark title=move || progress().name()></span>
                <span class="documents__title" dir="auto">{move || part(|row| row.title.clone())}</span>
                <span class="documents__about">{about}</span>
                <span class="documents__count">{move || part(claims)}</span>
                <span class="visually-hidden">{move || progress().name()}</span>
            </button>
        </li>
    }
}
