//! What is known about the open document, above its text.

use std::sync::Arc;

use leptos::prelude::*;

use super::part::Icon;
use super::reading_panel::ReadingPanel;
use crate::desk::view::documents;
use crate::model::{Document, ProgressState};
use crate::web::context::AppContext;

/// Title, date, source and progress of the open document, with what can be done to it.
#[component]
pub fn DocumentHead() -> impl IntoView {
    let ctx = AppContext::get();
    let document = ctx.memo(|desk| {
        desk.document().and_then(|id| desk.project().documents().get(&id).map(Arc::clone))
    });
    let part = move |part: fn(&Document) -> String| {
        document.with(|document| document.as_ref().map(|d| part(d)).unwrap_or_default())
    };
    let about = move || {
        let parts = [
            part(|d| d.date.map(crate::model::PartialDate::reading).unwrap_or_default()),
            part(|d| d.source.clone()),
            part(|d| d.author.clone()),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let progress = ctx
        .memo(|desk| desk.document().map(|id| documents::progress(desk, id)).unwrap_or_default());
    let done = move || progress.get() == ProgressState::Done;
    view! {
        <header class="document-head">
            <h2 class="document-head__title" dir="auto">{move || part(|d| d.title.clone())}</h2>
            <div class="document-head__line">
                <span class="document-head__about">{about}</span>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    title="Edit title, date and source (I)"
                    on:click=move |_| ctx.run("document.describe")
                >
                    <Icon name="edit" />
                    "Edit"
                </button>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    aria-pressed=move || done().to_string()
                    title="Mark as done or not done (Ctrl+Enter)"
                    on:click=move |_| ctx.run("document.done")
                >
                    <Icon name="check" />
                    {move || if done() { "Done" } else { "Mark done" }}
                </button>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    title="Print the coded document, with margin notes and a legend (Ctrl+P)"
                    on:click=move |_| ctx.run("document.print")
                >
                    <Icon name="print" />
                    "Print"
                </button>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    title="Remove the document; this can be undone"
                    on:click=move |_| ctx.run("document.remove")
                >
                    <Icon name="trash" />
                    "Remove"
                </button>
                <ReadingPanel />
            </div>
        </header>
    }
}
