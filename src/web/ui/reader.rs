//! The open document: its text with everything painted over it, and the cards beside it.

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlDivElement;

use super::card_column::CardColumn;
use super::document_head::DocumentHead;
use super::reader_paint::paint;
use super::reader_pointer::{hover, pressed, released};
use super::reader_window::{fill_rest, follow_window, look, scrolled};
use super::reading_aids::ReadingAids;
use super::selection_bar::SelectionBar;
use crate::desk::filter::ClaimFilter;
use crate::desk::{Desk, Prompt};
use crate::model::{ClaimId, DocumentId};
use crate::text::{Offset, Text};
use crate::web::context::AppContext;
use crate::web::dom::text_nodes::{self, TextNodes};
use crate::web::dom::{page, watch};

/// So often the caret is brought into view after a move.
const CARET_TRIES: u8 = 3;

/// What the parts of the reader share.
#[derive(Clone, Copy)]
pub struct ReaderContext {
    /// The claim under the pointer, in the text or among the cards.
    pub hovered: RwSignal<Option<ClaimId>>,
    /// Counts how often the text was drawn anew or changed its lines.
    pub drawn: RwSignal<u32>,
    /// Counts how often lines may have moved as a whole, because something above them took its true
    /// height.
    pub moved: RwSignal<u32>,
    /// The blocks of the text that are near the viewport.
    pub near: RwSignal<Range<usize>>,
    /// The blocks whose claims have cards: those near the viewport, but for a while when the user
    /// leaps through the text.
    pub beside: RwSignal<Range<usize>>,
    /// How far the text was scrolled at last, in CSS pixels.
    pub top: StoredValue<i32>,
    /// How many frames have gone by since the user scrolled last; none at rest.
    pub still: StoredValue<Option<u8>>,
    /// What is read: the first block in view, and how much of it is above the view, from 0 to 1.
    pub place: StoredValue<(usize, f64)>,
    /// The width of the text in CSS pixels.
    pub width: StoredValue<i32>,
    /// Whether the cards wait for the end of leaps.
    pub leaping: StoredValue<bool>,
    /// Which claims are let through; the others recede.
    pub filter: Memo<ClaimFilter>,
    /// Whether the pointer is selecting just now.
    pub dragging: RwSignal<bool>,
}

/// Reading and coding one document.
#[component]
pub fn Reader() -> impl IntoView {
    let ctx = AppContext::get();
    let reader = ReaderContext {
        hovered: RwSignal::new(None),
        drawn: RwSignal::new(0),
        moved: RwSignal::new(0),
        near: RwSignal::new(0..0),
        beside: RwSignal::new(0..0),
        top: StoredValue::new(0),
        still: StoredValue::new(None),
        leaping: StoredValue::new(false),
        place: StoredValue::new((0, 0.0)),
        width: StoredValue::new(0),
        filter: ctx.memo(|desk| desk.filter().clone()),
        dragging: RwSignal::new(false),
    };
    provide_context(reader);
    let open = ctx.memo(Desk::document);
    let text = Memo::new(move |_| {
        open.track();
        ctx.revision.track();
        ctx.desk.with_untracked(|desk| desk.text().cloned())
    });
    let language = ctx.memo(|desk| {
        let document = desk.document().and_then(|id| desk.project().documents().get(&id));
        document.map(|d| d.language.clone()).filter(|language| !language.is_empty())
    });
    let title = ctx.memo(|desk| {
        let document = desk.document().and_then(|id| desk.project().documents().get(&id));
        document.map(|d| d.title.clone()).unwrap_or_default()
    });
    let root = NodeRef::<html::Div>::new();
    let body = NodeRef::<html::Div>::new();

    draw_text(reader, root, text);
    follow_window(reader, root);
    paint(ctx, reader, open);
    follow_selection(ctx, reader);
    let caret = place_caret(ctx, reader, body);

    view! {
        <main
            class="reader"
            aria-label="Document"
            tabindex="-1"
            on:scroll=move |_| scrolled(reader)
        >
            <Show
                when=move || open.get().is_some()
                fallback=|| view! { <NoDocument /> }
            >
                <div class="reader__page">
                    <DocumentHead />
                    <div class="reader__body" node_ref=body>
                        <div
                            class="text painted"
                            id="text"
                            tabindex="0"
                            role="document"
                            dir="auto"
                            lang=move || language.get()
                            aria-label=move || format!("Text of {}", title.get())
                            node_ref=root
                            on:mousedown=move |event| pressed(reader, &event)
                            on:mouseup=move |event| released(ctx, reader, &event)
                            on:mousemove=move |event| hover(ctx, reader, &event)
                            on:mouseleave=move |_| reader.hovered.set(None)
                            on:focus=move |_| focused(ctx, reader)
                        ></div>
                        <div class="caret" node_ref=caret aria-hidden="true"></div>
                        <SelectionBar />
                        <ReadingAids />
                        <Show when=move || open.get().is_some() && text.get().is_none()>
                            <p class="empty">"The text is being loaded…"</p>
                        </Show>
                    </div>
                    <CardColumn />
                </div>
            </Show>
        </main>
    }
}

/// What stands in place of a text while none is open.
#[component]
fn NoDocument() -> impl IntoView {
    let ctx = AppContext::get();
    view! {
        <div class="reader__none">
            <h2>"Open your documents"</h2>
            <p>
                "Text, Markdown and HTML files; drop them anywhere in this window. They stay on this machine."
            </p>
            <p>
                <button
                    type="button"
                    class="button button--main"
                    on:click=move |_| ctx.run("documents.open")
                >
                    "Open documents"
                </button>
                <button type="button" class="button" on:click=move |_| ctx.run("documents.paste")>
                    "Paste a text"
                </button>
            </p>
        </div>
    }
}

/// Draws the text and says where it stands.
fn draw_text(reader: ReaderContext, root: NodeRef<html::Div>, text: Memo<Option<Text>>) {
    Effect::new(move |_| {
        let Some(element) = root.get() else { return };
        if let Some(frame) = page::find(".reader") {
            frame.set_scroll_top(0);
        }
        let text = text.get();
        if text.is_none() {
            element.set_text_content(None);
        }
        text_nodes::set_shown(text.map(|text| TextNodes::draw(element.into(), text)));
        reader.hovered.set(None);
        reader.place.set_value((0, 0.0));
        reader.near.set(0..0);
        look(reader);
        reader.drawn.update(|count| *count += 1);
        fill_rest(0);
    });
    on_cleanup(|| text_nodes::set_shown(None));
}

/// The keyboard came to the text: the selection stands where the caret is. When the pointer brought
/// it, the selection is where the pointer was pressed; Firefox has set it by then, and a drag would
/// go on from the place put back here.
fn focused(ctx: AppContext, reader: ReaderContext) {
    if !reader.dragging.get_untracked() {
        text_nodes::select(ctx.desk.with_untracked(Desk::caret));
    }
}

/// Keeps the page's selection and the desk's caret the same.
fn follow_selection(ctx: AppContext, reader: ReaderContext) {
    // The event is the document's and does not rise to the window.
    let watch = watch::event(&page::document(), "selectionchange", move || {
        // A field has a selection of its own; in Firefox the text keeps its beside it.
        if page::is_typing() {
            return;
        }
        let known = ctx.desk.with_untracked(Desk::caret);
        if let Some(caret) = text_nodes::selection().filter(|caret| *caret != known) {
            ctx.show(|desk| desk.set_caret(caret));
        }
    });
    let watch = StoredValue::new_local(Some(watch));
    on_cleanup(move || watch.set_value(None));
    let caret = ctx.memo(Desk::caret);
    Effect::new(move |_| {
        reader.drawn.track();
        let caret = caret.get();
        // While something is being typed, or about to be, the selection belongs to the field.
        let asked = ctx.desk.with_untracked(|desk| desk.prompt().and_then(Prompt::claim).is_some());
        if !asked && !page::is_typing() {
            text_nodes::select(caret);
        }
    });
    let up = window_event_listener_untyped("mouseup", move |_| {
        reader.dragging.set(false);
    });
    on_cleanup(move || up.remove());
}

/// Draws the caret where it stands, and keeps it in view when it moves.
fn place_caret(
    ctx: AppContext,
    reader: ReaderContext,
    body: NodeRef<html::Div>,
) -> NodeRef<html::Div> {
    let node = NodeRef::<html::Div>::new();
    let caret = ctx.memo(Desk::caret);
    let open = ctx.memo(Desk::document);
    Effect::new(move |before: Option<(Option<DocumentId>, Offset)>| {
        reader.drawn.track();
        reader.moved.track();
        let (document, at) = (open.get(), caret.get().focus);
        let now = (document, at);
        let (Some(element), Some(body)) = (node.get(), body.get()) else { return now };
        // Where only the lines are new, the reader stays with what is being read; and where another
        // document is opened is not for the caret to say.
        let moved = before.is_some_and(|(before, was)| before == document && was != at);
        let near = reader.near.get();
        if moved
            || before.is_none()
            || text_nodes::shown().is_some_and(|nodes| nodes.is_within(at, &near))
        {
            let follow = if moved { CARET_TRIES } else { 0 };
            page::after_layout(move || draw_caret(reader, &element, &body, at, follow));
        }
        now
    });
    node
}

/// Draws the caret at a position, and brings it into view as long as there are tries left: what was
/// never laid out takes its true height only then.
fn draw_caret(
    reader: ReaderContext,
    element: &HtmlDivElement,
    body: &HtmlDivElement,
    at: Offset,
    tries: u8,
) {
    let found = text_nodes::shown().and_then(|nodes| nodes.caret_box(at));
    let Some(found) = found else { return };
    let origin = body.get_bounding_client_rect();
    let left = page::pixels(found.left - origin.left());
    let top = page::pixels(found.top - origin.top());
    let style = format!("left:{left};top:{top};height:{}", page::pixels(found.height));
    page::set_style(element, &style);
    let in_text = page::document().active_element().is_some_and(|e| e.id() == "text");
    if tries == 0 || !in_text || reader.dragging.try_get_untracked() != Some(false) {
        return;
    }
    match page::find(".reader") {
        // The document's head belongs to the start of the text.
        Some(frame) if at == Offset(0) => frame.set_scroll_top(0),
        _ => page::scroll_to(element),
    }
    let (element, body) = (element.clone(), body.clone());
    page::after_layout(move || draw_caret(reader, &element, &body, at, tries - 1));
}
