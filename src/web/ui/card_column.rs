//! The claim cards beside the text, each beside its line; below a certain width a list.

use crate::text::order;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::claim_card::ClaimCard;
use super::mention_card::MentionCard;
use super::reader::ReaderContext;
use crate::desk::view::{card, menu};
use crate::desk::{Desk, Focus};
use crate::model::{ClaimId, CodeKind};
use crate::text::Span;
use crate::web::context::AppContext;
use crate::web::dom::{page, text_nodes};

/// CSS pixels between two cards.
const GAP: f64 = 6.0;

/// The cards of the open document.
#[component]
pub fn CardColumn() -> impl IntoView {
    let ctx = AppContext::get();
    let reader = expect_context::<ReaderContext>();
    let column = NodeRef::<html::Div>::new();
    let open = ctx.memo(Desk::document);
    let ids = Memo::new(move |_| {
        open.track();
        ctx.revision.track();
        ctx.desk.with_untracked(|desk| {
            let claims = desk.document().map(|id| desk.project().claims_in(id));
            claims.into_iter().flatten().map(|claim| claim.id).collect::<Vec<ClaimId>>()
        })
    });
    let focus = ctx.memo(Desk::focus);
    let prompt = ctx.memo(Desk::prompt);
    let mention = move || match focus.get() {
        Focus::Mention(id) => Some(id),
        Focus::Claim(_) | Focus::None => None,
    };

    let typeless = ctx.project_memo(|desk| menu::offered(desk, CodeKind::ClaimType).is_empty());

    // Cards are placed whenever one of them may have changed its height or its line.
    Effect::new(move |_| {
        ids.track();
        focus.track();
        prompt.track();
        ctx.revision.track();
        reader.drawn.track();
        let Some(column) = column.get() else { return };
        // Once for what stands there now, and once more when pickers have drawn their lists.
        page::after_layout(move || {
            arrange(ctx, &column);
            page::after_layout(move || arrange(ctx, &column));
        });
    });
    watch_width(ctx, reader, column);

    view! {
        <aside class="cards" aria-label="Claims">
            <h3 class="cards__head">
                {move || match ids.with(Vec::len) {
                    0 => "No claims yet".to_owned(),
                    1 => "1 claim".to_owned(),
                    many => format!("{many} claims"),
                }}
            </h3>
            <Show when=move || ids.with(Vec::is_empty)>
                <p class="cards__hint">
                    {move || if typeless.get() {
                        "This codebook has no claim types yet. Make some in the Codebook, then code the words of a claim with them."
                    } else {
                        "Select the words of a claim, then press its type's key or click it in the bar below the selection."
                    }}
                </p>
                <Show when=move || typeless.get()>
                    <button
                        type="button"
                        class="button button--small"
                        on:click=move |_| ctx.run("place.codebook")
                    >
                        "Go to the Codebook"
                    </button>
                </Show>
            </Show>
            <div class="cards__column" node_ref=column>
                {move || mention().map(|id| view! { <MentionCard id=id /> })}
                <For each=move || ids.get() key=|id| *id let:id>
                    <ClaimCard id=id />
                </For>
            </div>
        </aside>
    }
}

/// Places each card beside its line: everything is read first, then everything is written.
fn arrange(ctx: AppContext, column: &HtmlElement) {
    let Some(nodes) = text_nodes::shown() else { return };
    let origin = column.get_bounding_client_rect().top();
    let children = column.children();
    let cards: Vec<HtmlElement> =
        (0..children.length()).filter_map(|index| children.item(index)?.dyn_into().ok()).collect();
    let mut placed: Vec<(f64, f64, HtmlElement)> = ctx.desk.with_untracked(|desk| {
        let line = |card: &HtmlElement| -> Option<Span> {
            let id = card.get_attribute("data-id")?;
            if let Some(claim) = id.parse().ok().and_then(|id| desk.project().claims().get(&id)) {
                return claim.fragments.first().copied();
            }
            let mention = id.parse().ok().and_then(|id| desk.project().mentions().get(&id));
            mention.map(|mention| mention.span)
        };
        cards
            .into_iter()
            .map(|card| {
                let first = line(&card).and_then(|span| nodes.boxes(span).into_iter().next());
                let top = first.map_or(0.0, |found| found.top() - origin);
                (top.max(0.0), f64::from(card.offset_height()), card)
            })
            .collect()
    });
    order::by(&mut placed, |a, b| a.0.total_cmp(&b.0));
    let wanted: Vec<f64> = placed.iter().map(|(top, ..)| *top).collect();
    let heights: Vec<f64> = placed.iter().map(|(_, height, _)| *height).collect();
    let fixed = placed.iter().position(|(.., card)| card.has_attribute("aria-current"));
    let tops = card::arrange(&wanted, &heights, GAP, fixed);
    for (top, (.., card)) in tops.iter().zip(&placed) {
        drop(card.style().set_property("top", &page::pixels(*top)));
    }
    let bottom = tops.iter().zip(&heights).map(|(top, height)| top + height).fold(0.0, f64::max);
    drop(column.style().set_property("min-height", &page::pixels(bottom)));
}

/// Places the cards anew when the text's lines change with the window's width.
fn watch_width(ctx: AppContext, reader: ReaderContext, column: NodeRef<html::Div>) {
    let handle = window_event_listener_untyped("resize", move |_| {
        if let Some(column) = column.get_untracked() {
            page::after_layout(move || arrange(ctx, &column));
            reader.drawn.update(|count| *count += 1);
        }
    });
    on_cleanup(move || handle.remove());
}
