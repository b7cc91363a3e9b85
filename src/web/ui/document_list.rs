//! The documents at the left: filter, order, progress.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::part::{DrawRow, Icon, RowAct, Rows, VirtualList};
use crate::desk::view::documents::{self, DocumentRow, DocumentSort};
use crate::desk::{Desk, Effect};
use crate::model::{DocumentId, ProgressState};
use crate::text::order;
use crate::web::context::AppContext;
use crate::web::dom::page;

/// Lists the documents and opens the chosen one.
#[component]
pub fn DocumentList() -> impl IntoView {
    let ctx = AppContext::get();
    let list = ctx.memo(|desk| desk.list().clone());
    let order: Memo<Arc<ListOrder>> = Memo::new(move |_| {
        list.with(|_| ());
        Arc::new(ListOrder::new(ctx.desk.with_untracked(documents::order)))
    });
    let total = ctx.project_memo(|desk| desk.project().documents().len());
    let open = ctx.memo(Desk::document);
    // Another order is another version, whatever is in it.
    let version = Memo::new(move |before: Option<&(u64, u64)>| {
        order.with(|_| ());
        (0, before.map_or(0, |(_, count)| count + 1))
    });
    let rows = Rows {
        version: version.into(),
        count: Callback::new(move |()| order.with_untracked(|order| order.ids.len())),
        key: Callback::new(move |nth: usize| {
            order.with_untracked(|order| order.ids.get(nth).map(|id: &DocumentId| id.0))
        }),
        place: Callback::new(move |key| {
            order.with_untracked(|order| order.places.get(&DocumentId(key)).copied())
        }),
    };
    let on_act = Callback::new(move |(key, act)| {
        if act == RowAct::Pick {
            ctx.show(|desk| desk.open_document(DocumentId(key)));
        }
    });
    let draw: DrawRow = Arc::new(move |key| view! { <Row id=DocumentId(key) /> }.into_any());
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
                    title=move || ctx.with_key("Open documents", "documents.open")
                    on:click=move |_| ctx.run("documents.open")
                >
                    <Icon name="file" />
                    "Open"
                </button>
                <button
                    type="button"
                    class="button"
                    title=move || ctx.with_key("Open a folder", "documents.folder")
                    on:click=move |_| ctx.run("documents.folder")
                >
                    <Icon name="folder" />
                    "Folder"
                </button>
                <button
                    type="button"
                    class="button"
                    title=move || ctx.with_key("Paste a text", "documents.paste")
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
                    placeholder=move || ctx.with_key("Filter", "documents.filter")
                    prop:value=move || list.with(|list| list.typed.clone())
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        ctx.show(|desk| desk.list_mut().typed = typed);
                    }
                    on:keydown=move |event| from_filter(ctx, order, &event)
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
            <VirtualList
                label="Documents"
                id="document-list"
                class="documents"
                height="4rem"
                rows=rows
                current=Signal::derive(move || open.get().map(|id| id.0))
                draw=draw
                on_act=on_act
            />
            <Show when=move || order.with(|order| order.ids.is_empty())>
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
fn from_filter(ctx: AppContext, order: Memo<Arc<ListOrder>>, event: &web_sys::KeyboardEvent) {
    if event.is_composing() {
        return;
    }
    let typed = ctx.desk.with_untracked(|desk| !desk.list().typed.is_empty());
    let first = order.with_untracked(|order| order.ids.first().copied());
    match (event.key().as_str(), first) {
        ("Enter", Some(first)) => ctx.act(|desk, _| {
            desk.open_document(first);
            Ok(vec![Effect::FocusText])
        }),
        ("ArrowDown", Some(_)) => page::focus("#document-list [tabindex='0']"),
        ("Escape", _) if typed => ctx.show(|desk| desk.list_mut().typed.clear()),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// The documents as they are listed, and where each stands.
#[derive(PartialEq)]
struct ListOrder {
    ids: Vec<DocumentId>,
    places: BTreeMap<DocumentId, usize>,
}

impl ListOrder {
    fn new(ids: Vec<DocumentId>) -> Self {
        let places = order::map(ids.iter().enumerate().map(|(place, id)| (*id, place)));
        Self { ids, places }
    }
}

/// What one document's row shows.
#[component]
fn Row(id: DocumentId) -> impl IntoView {
    let ctx = AppContext::get();
    let row = ctx.project_memo(move |desk| documents::row(desk, id));
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
        <span class="documents__mark" data-progress=mark title=move || progress().name()></span>
        <span class="documents__title" dir="auto">{move || part(|row| row.title.clone())}</span>
        <span class="documents__about">{about}</span>
        <span class="documents__count">{move || part(claims)}</span>
        <span class="visually-hidden">{move || progress().name()}</span>
    }
}
