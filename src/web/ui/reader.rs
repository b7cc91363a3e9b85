//! The open document: its text with everything painted over it, and the cards beside it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::card_column::CardColumn;
use super::document_head::DocumentHead;
use super::selection_bar::SelectionBar;
use crate::desk::view::blocks::blocks;
use crate::desk::view::highlights::{self, Hit, Layer, Paint};
use crate::desk::{Caret, Desk, Focus, Prompt};
use crate::model::ClaimId;
use crate::text::{Span, Text, motion};
use crate::web::context::AppContext;
use crate::web::dom::highlight::Painter;
use crate::web::dom::page;
use crate::web::dom::text_nodes::{self, TextNodes};

/// What the parts of the reader share.
#[derive(Clone, Copy)]
pub struct ReaderContext {
    /// The claim under the pointer, in the text or among the cards.
    pub hovered: RwSignal<Option<ClaimId>>,
    /// Counts how often the text was drawn anew or changed its lines.
    pub drawn: RwSignal<u32>,
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
    paint(ctx, reader, open);
    follow_selection(ctx, reader);
    let caret = place_caret(ctx, reader, body);

    view! {
        <main class="reader" aria-label="Document" tabindex="-1">
            <Show
                when=move || open.get().is_some()
                fallback=|| view! { <NoDocument /> }
            >
                <div class="reader__page">
                    <DocumentHead />
                    <div class="reader__body" node_ref=body>
                        <div
                            class="text"
                            id="text"
                            tabindex="0"
                            role="document"
                            dir="auto"
                            lang=move || language.get()
                            aria-label=move || format!("Text of {}", title.get())
                            node_ref=root
                            on:mousedown=move |_| reader.dragging.set(true)
                            on:mouseup=move |event| released(ctx, reader, &event)
                            on:mousemove=move |event| hover(ctx, reader, &event)
                            on:mouseleave=move |_| reader.hovered.set(None)
                        ></div>
                        <div class="caret" node_ref=caret aria-hidden="true"></div>
                        <SelectionBar />
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

/// Draws the text as one element a block, each with one text node, and says where it stands.
fn draw_text(reader: ReaderContext, root: NodeRef<html::Div>, text: Memo<Option<Text>>) {
    Effect::new(move |_| {
        let Some(element) = root.get() else { return };
        element.set_text_content(None);
        let text = text.get();
        text_nodes::set_shown(text.map(|text| {
            let spans = blocks(&text);
            for (index, span) in spans.iter().enumerate() {
                append_block(&element, index, text.quote(*span));
            }
            let element: &web_sys::Element = element.as_ref();
            TextNodes::new(element.clone(), text, spans)
        }));
        reader.drawn.update(|count| *count += 1);
    });
    on_cleanup(|| text_nodes::set_shown(None));
}

/// Appends one block; imported text is only ever a text node.
fn append_block(root: &web_sys::HtmlElement, index: usize, words: &str) {
    let Ok(block) = page::document().create_element("div") else { return };
    block.set_class_name("text__block");
    drop(block.set_attribute("data-block", &index.to_string()));
    block.set_text_content(Some(words));
    drop(root.append_child(&block));
}

/// Keeps what is painted over the text in step with the desk.
fn paint(ctx: AppContext, reader: ReaderContext, open: Memo<Option<crate::model::DocumentId>>) {
    let layer = |paint: &Paint| (paint.layer.name(), paint.layer.rank());
    let range = |paint: &Paint| text_nodes::shown().and_then(|nodes| nodes.range(paint.span));
    let base = StoredValue::new_local(Painter::<Paint>::default());
    let drawn_before = StoredValue::new_local(0u32);
    Effect::new(move |_| {
        open.track();
        ctx.revision.track();
        let drawn = reader.drawn.get();
        let paints = ctx.desk.with_untracked(highlights::paints);
        base.update_value(|painter| {
            if drawn_before.get_value() != drawn {
                painter.clear();
                drawn_before.set_value(drawn);
            }
            painter.paint(paints, layer, range);
        });
    });
    let focus = ctx.memo(highlights::focus_paints);
    let above = StoredValue::new_local(Painter::<Paint>::default());
    Effect::new(move |_| {
        reader.drawn.track();
        let mut paints = focus.get();
        if let Some(id) = reader.hovered.get() {
            ctx.desk.with_untracked(|desk| {
                let claim = desk.project().claims().get(&id);
                let spans = claim.into_iter().flat_map(|claim| &claim.fragments);
                paints.extend(spans.map(|span| Paint { layer: Layer::Hovered, span: *span }));
            });
        }
        above.update_value(|painter| {
            painter.clear();
            painter.paint(paints, layer, range);
        });
    });
    on_cleanup(move || {
        base.update_value(Painter::clear);
        above.update_value(Painter::clear);
    });
}

/// Keeps the page's selection and the desk's caret the same.
fn follow_selection(ctx: AppContext, reader: ReaderContext) {
    let handle = window_event_listener_untyped("selectionchange", {
        move |_| {
            if let Some(caret) = text_nodes::selection() {
                if ctx.desk.with_untracked(Desk::caret) != caret {
                    ctx.show(|desk| desk.set_caret(caret));
                }
            }
        }
    });
    on_cleanup(move || handle.remove());
    let caret = ctx.memo(Desk::caret);
    Effect::new(move |_| {
        reader.drawn.track();
        let caret = caret.get();
        // While something is being typed the selection belongs to the field.
        if !page::is_typing() {
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
    Effect::new(move |_| {
        reader.drawn.track();
        let at = caret.get().focus;
        let (Some(element), Some(body)) = (node.get(), body.get()) else { return };
        page::after_layout(move || {
            let found = text_nodes::shown().and_then(|nodes| nodes.caret_box(at));
            let Some(found) = found else { return };
            let origin = body.get_bounding_client_rect();
            let (left, top) = (found.left - origin.left(), found.top - origin.top());
            let style = format!("left:{left}px;top:{top}px;height:{}px", found.height);
            drop(element.set_attribute("style", &style));
            let in_text = page::document().active_element().is_some_and(|e| e.id() == "text");
            if in_text && !reader.dragging.get_untracked() {
                page::scroll_to(&element);
            }
        });
    });
    node
}

/// The pointer was released over the text: a selection snaps to words, a click chooses.
fn released(ctx: AppContext, reader: ReaderContext, event: &web_sys::MouseEvent) {
    reader.dragging.set(false);
    let Some(caret) = text_nodes::selection() else { return };
    let Some(nodes) = text_nodes::shown() else { return };
    let Some(span) = caret.span() else {
        let at = nodes.offset_at(f64::from(event.client_x()), f64::from(event.client_y()));
        return clicked(ctx, at.unwrap_or(caret.focus));
    };
    let snapped =
        if event.alt_key() { Some(span) } else { motion::snap_to_words(nodes.text(), span) };
    let Some(snapped) = snapped else { return };
    let caret = if caret.anchor <= caret.focus {
        Caret::of(snapped)
    } else {
        Caret { anchor: snapped.end(), focus: snapped.start() }
    };
    ctx.show(|desk| desk.set_caret(caret));
}

/// A click chooses what is coded there; where several things are, the user is asked which.
fn clicked(ctx: AppContext, at: crate::text::Offset) {
    ctx.show(|desk| {
        let hits = highlights::hits(desk, at);
        desk.set_caret(Caret::at(at));
        let chosen = hits.iter().any(|hit| Focus::from(*hit) == desk.focus());
        match hits.as_slice() {
            [] => desk.set_focus(Focus::None),
            [one] => desk.set_focus((*one).into()),
            [first, ..] => {
                if !chosen {
                    desk.set_focus((*first).into());
                }
                let next = crate::text::Offset(at.0 + 1);
                desk.set_prompt(Span::new(at, next).ok().map(Prompt::Overlap));
            }
        }
    });
}

/// The pointer moved over the text: the claim under it and its card light up.
fn hover(ctx: AppContext, reader: ReaderContext, event: &web_sys::MouseEvent) {
    if reader.dragging.get_untracked() {
        return;
    }
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let at = text_nodes::shown().and_then(|nodes| nodes.offset_at(x, y));
    let claim = at.and_then(|at| {
        ctx.desk.with_untracked(|desk| {
            highlights::hits(desk, at).into_iter().find_map(|hit| match hit {
                Hit::Claim(id) => Some(id),
                Hit::Mention(_) => None,
            })
        })
    });
    if reader.hovered.get_untracked() != claim {
        reader.hovered.set(claim);
    }
    let pointing = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = pointing.and_then(|e| e.closest("#text").ok().flatten()) {
        drop(element.toggle_attribute_with_force("data-pointing", claim.is_some()));
    }
}
