//! The review of files before they become documents.

use leptos::prelude::*;

use super::document_intake::pick_documents;
use super::import_row::ImportRow;
use super::part::Dialog;
use crate::web::intake::{Intake, Progress};

/// How many files are listed at once; a thousand rows of fields would be slow to draw.
const PAGE: usize = 100;

/// Shows how far reading has come, then what would become of each file.
#[component]
pub fn ImportDocuments() -> impl IntoView {
    let intake = Intake::get();
    let close = Callback::new(move |()| intake.close());
    let reading = Memo::new(move |_| intake.progress.with(Option::is_some));
    view! {
        <Dialog title="Import documents".to_owned() size="wide" on_close=close>
            <Show when=move || reading.get() fallback=|| view! { <Review /> }>
                <Reading />
            </Show>
        </Dialog>
    }
}

/// How far reading has come.
#[component]
fn Reading() -> impl IntoView {
    let intake = Intake::get();
    let part = move |part: fn(&Progress) -> String| {
        intake.progress.with(|progress| progress.as_ref().map(part).unwrap_or_default())
    };
    view! {
        <div class="reading">
            <label class="reading__label" for="reading-progress">
                {move || part(|now| format!("Reading {} of {} files", now.done, now.total))}
            </label>
            <progress
                id="reading-progress"
                class="reading__bar"
                max=move || part(|now| now.total.to_string())
                value=move || part(|now| now.done.to_string())
            ></progress>
            <p class="reading__name">{move || part(|now| now.name.clone())}</p>
            <button type="button" class="button" autofocus on:click=move |_| intake.stop()>
                "Stop"
            </button>
        </div>
    }
}

/// What would become of each file.
#[component]
fn Review() -> impl IntoView {
    let intake = Intake::get();
    let review = intake.review;
    let tally = Memo::new(move |_| review.with(crate::desk::intake::Review::tally));
    let only = RwSignal::new(false);
    let shown = RwSignal::new(PAGE);
    let places = Memo::new(move |_| review.with(|review| review.places(only.get())));
    let more = move || places.with(|places| places.len().saturating_sub(shown.get()));
    let noteworthy = Memo::new(move |_| review.with(|review| review.places(true).len()));
    let label = move || match tally.get().included {
        0 => "Import".to_owned(),
        1 => "Import 1 document".to_owned(),
        many => format!("Import {many} documents"),
    };
    let all = move || {
        let tally = tally.get();
        tally.included > 0 && tally.included >= tally.files - tally.refused - tally.twins
    };
    view! {
        <div class="intake">
            <div class="intake__top">
                <p role="status">{move || tally.get().sentence()}</p>
                <Show when=move || noteworthy.get() != 0>
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=move || only.get()
                            on:change=move |event| only.set(event_target_checked(&event))
                        />
                        {move || format!("Only the {} that need a look", noteworthy.get())}
                    </label>
                </Show>
            </div>
            <div class="intake__heads">
                <input
                    type="checkbox"
                    aria-label="Import all new documents"
                    title="All new documents, or none"
                    prop:checked=all
                    on:change=move |event| {
                        let included = event_target_checked(&event);
                        review.update(|review| review.include_all(included));
                    }
                />
                <span>"File"</span>
                <span aria-hidden="true">"Title"</span>
                <span aria-hidden="true">"Date"</span>
                <span aria-hidden="true">"Source"</span>
            </div>
            <ul class="intake__rows" role="list">
                <For
                    each=move || places.with(|places| {
                        places.iter().copied().take(shown.get()).collect::<Vec<_>>()
                    })
                    key=|place| *place
                    let:place
                >
                    <ImportRow place=place />
                </For>
            </ul>
            <Show when=move || more() != 0>
                <button
                    type="button"
                    class="button button--quiet"
                    on:click=move |_| shown.update(|shown| *shown += PAGE)
                >
                    {move || format!("Show {} of {} more files", more().min(PAGE), more())}
                </button>
            </Show>
            <div class="form__actions intake__actions">
                <button type="button" class="button button--quiet" on:click=move |_| pick_documents()>
                    "Add files…"
                </button>
                <p class="intake__obstacle" role="status">{move || tally.get().obstacle()}</p>
                <button type="button" class="button" on:click=move |_| intake.close()>
                    "Cancel"
                </button>
                <button
                    type="button"
                    id="import-now"
                    class="button button--main"
                    autofocus
                    disabled=move || !tally.get().obstacle().is_empty()
                    on:click=move |_| intake.import()
                >
                    {label}
                </button>
            </div>
        </div>
    }
}
