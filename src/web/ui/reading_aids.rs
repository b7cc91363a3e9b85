//! What helps reading without being text: numbers in the margin, the passage that stands out, and
//! that copying takes exactly the characters of the document.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::ClipboardEvent;

use super::line_gutter::LineGutter;
use super::reader::ReaderContext;
use crate::desk::Desk;
use crate::web::comfort::Comfort;
use crate::web::context::AppContext;
use crate::web::dom::{page, text_nodes};

/// Everything that helps reading the text beside it.
#[component]
pub fn ReadingAids() -> impl IntoView {
    let comfort = Comfort::get();
    copy_exactly();
    mark_passage();
    notice_new_lines(comfort);
    view! {
        <LineGutter />
        <Show when=move || comfort.focus_mode.get()>
            <button
                type="button"
                class="button button--small focus-mode-end"
                title="Show everything again (Esc)"
                on:click=move |_| {
                    comfort.focus_mode.set(false);
                    page::after_layout(|| page::give_back(None));
                }
            >
                "Leave focus mode"
                <kbd>"Esc"</kbd>
            </button>
        </Show>
    }
}

/// Puts the selected characters of the document on the clipboard. The page would add a line break
/// wherever one of its elements ends.
fn copy_exactly() {
    let handle = window_event_listener_untyped("copy", |event| {
        let Some(event) = event.dyn_ref::<ClipboardEvent>() else { return };
        // A field has a selection of its own.
        if page::is_typing() {
            return;
        }
        let span = text_nodes::selection().and_then(crate::desk::Caret::span);
        let (Some(span), Some(nodes), Some(clipboard)) =
            (span, text_nodes::shown(), event.clipboard_data())
        else {
            return;
        };
        if clipboard.set_data("text/plain", nodes.text().quote(span)).is_ok() {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Marks the block with the chosen claim, or else with the caret, for focus mode.
fn mark_passage() {
    let ctx = AppContext::get();
    let reader = expect_context::<ReaderContext>();
    let comfort = Comfort::get();
    let passage = ctx.memo(|desk: &Desk| {
        let claim = desk.focused_claim().and_then(|claim| claim.fragments.first());
        claim.map_or(desk.caret().focus, |span| span.start())
    });
    let marked = StoredValue::new_local(None::<web_sys::Element>);
    // Asked at each move of the caret, and only in focus mode.
    Effect::new(move |_| {
        reader.drawn.track();
        let wanted = comfort.focus_mode.get() && comfort.reading.with(|reading| reading.faded);
        let now = wanted.then(|| passage.get()).and_then(|at| {
            let (node, _) = text_nodes::shown()?.place(at)?;
            node.parent_element()
        });
        if marked.get_value() != now {
            if let Some(old) = marked.get_value() {
                drop(old.remove_attribute("data-here"));
            }
            if let Some(new) = &now {
                drop(new.set_attribute("data-here", ""));
            }
            marked.set_value(now);
        }
    });
}

/// Says that the text has new lines when it is set otherwise.
fn notice_new_lines(comfort: Comfort) {
    let reader = expect_context::<ReaderContext>();
    let redraw = move || reader.drawn.update(|count| *count += 1);
    Effect::new(move |before: Option<()>| {
        comfort.reading.track();
        comfort.focus_mode.track();
        if before.is_some() {
            // The page's root hears of it first.
            page::after_layout(redraw);
        }
    });
}
