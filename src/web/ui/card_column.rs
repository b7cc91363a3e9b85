//! The claim cards beside the text, each beside its line; in a narrow window only the chosen one.

use std::collections::BTreeMap;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};

use super::claim_card::ClaimCard;
use super::mention_card::MentionCard;
use super::reader::ReaderContext;
use crate::desk::view::margin::{self, Arranged, GROUP, Margin, Wish};
use crate::desk::view::{blocks, menu};
use crate::desk::{Desk, Focus};
use crate::model::CodeKind;
use crate::text::Offset;
use crate::web::context::AppContext;
use crate::web::dom::page;
use crate::web::dom::text_nodes::{self, TextNodes};

/// CSS pixels between two cards.
const GAP: f64 = 6.0;

/// How far below its top a card is tied to its line, in CSS pixels.
const TIE: f64 = 14.0;

/// How wide the gap between text and cards is for the threads, in CSS pixels.
const THREAD: f64 = 36.0;

/// What the arrangement shows beside the cards themselves.
#[derive(Clone, Copy)]
struct Drawn {
    /// The threads between lines and cards, as the data of an SVG path.
    threads: RwSignal<String>,
    /// The thread of the chosen card.
    own_thread: RwSignal<String>,
    /// Lines that say how many claims have no card: where, how many, and the first of them.
    folds: RwSignal<Vec<Fold>>,
}

/// Claims without a card.
#[derive(Debug, Clone, PartialEq)]
struct Fold {
    top: f64,
    count: usize,
    /// A stretch that starts with the first of them.
    from: Offset,
}

/// The cards of the open document.
#[component]
pub fn CardColumn() -> impl IntoView {
    let ctx = AppContext::get();
    let reader = expect_context::<ReaderContext>();
    let column = NodeRef::<html::Div>::new();
    let drawn = Drawn {
        threads: RwSignal::new(String::new()),
        own_thread: RwSignal::new(String::new()),
        folds: RwSignal::new(Vec::new()),
    };
    let open = ctx.memo(Desk::document);
    let focus = ctx.memo(Desk::focus);
    let prompt = ctx.memo(Desk::prompt);
    let count = Memo::new(move |_| {
        ctx.revision.track();
        let open = open.get();
        ctx.desk.with_untracked(|desk| open.map_or(0, |id| desk.project().claim_count(id)))
    });
    let shown = Memo::new(move |_| {
        ctx.revision.track();
        reader.drawn.track();
        focus.track();
        let near = reader.near.get();
        let Some(nodes) = text_nodes::shown() else { return Margin::default() };
        ctx.desk.with_untracked(|desk| margin::margin(desk, nodes.blocks(), &near))
    });
    let mention = move || match focus.get() {
        Focus::Mention(id) => Some(id),
        Focus::Claim(_) | Focus::None => None,
    };
    let typeless = ctx.project_memo(|desk| menu::offered(desk, CodeKind::ClaimType).is_empty());

    let lines = StoredValue::new(Lines::default());
    let rearrange = move || {
        if let (Some(Some(column)), Some(())) =
            (column.try_get_untracked(), lines.try_update_value(|_| ()))
        {
            lines.update_value(|lines| {
                shown.with_untracked(|shown| arrange(ctx, drawn, shown, lines, &column));
            });
        }
    };
    // Cards are placed whenever one of them may have changed its height or its line.
    Effect::new(move |before: Option<u32>| {
        shown.track();
        focus.track();
        prompt.track();
        ctx.revision.track();
        let now = reader.drawn.get();
        if before != Some(now) {
            lines.set_value(Lines::default());
        }
        // The cards themselves are made by effects that are due at the same time.
        leptos::task::spawn_local(async move { rearrange() });
        now
    });
    watch_chosen_card(focus, column, rearrange);

    view! {
        <aside class="cards" aria-label="Claims">
            <h3 class="cards__head">
                {move || match count.get() {
                    0 => "No claims yet".to_owned(),
                    1 => "1 claim".to_owned(),
                    many => format!("{many} claims"),
                }}
            </h3>
            <Show when=move || count.get() == 0>
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
                <svg class="cards__threads" aria-hidden="true">
                    <path class="cards__thread" d=move || drawn.threads.get()></path>
                    <path class="cards__thread cards__thread--own" d=move || drawn.own_thread.get()></path>
                </svg>
                {move || mention().map(|id| view! { <MentionCard id=id /> })}
                <For
                    each=move || shown.with(|shown| shown.slots.iter().map(|slot| slot.id).collect::<Vec<_>>())
                    key=|id| *id
                    let:id
                >
                    <ClaimCard id=id />
                </For>
                {move || drawn.folds.get().into_iter().map(|fold| view! { <FoldLine fold=fold /> }).collect_view()}
            </div>
        </aside>
    }
}

/// Says how many claims have no card here, and shows the first of them.
#[component]
fn FoldLine(fold: Fold) -> impl IntoView {
    let ctx = AppContext::get();
    let from = fold.from;
    let show = move |_| {
        ctx.show(|desk| {
            let document = desk.document();
            let first = document.and_then(|id| desk.project().claims_from(id, from).next());
            if let Some(id) = first.map(|claim| claim.id) {
                desk.set_focus(Focus::Claim(id));
            }
        });
    };
    view! {
        <button
            type="button"
            class="cards__fold"
            tabindex="-1"
            style:top=page::pixels(fold.top)
            title="Choose the first of them; N goes on to the next"
            on:click=show
        >
            {format!("{} more here", fold.count)}
        </button>
    }
}

/// How far below the top of its block each line with a card is, in CSS pixels: asked for once, as
/// long as the lines stay as they are.
type Lines = BTreeMap<Offset, f64>;

/// Places each card beside its line: everything is read first, then everything is written.
fn arrange(ctx: AppContext, drawn: Drawn, shown: &Margin, lines: &mut Lines, column: &HtmlElement) {
    let Some(nodes) = text_nodes::shown() else { return };
    let origin = column.get_bounding_client_rect().top();
    let mut cards: BTreeMap<String, HtmlElement> = BTreeMap::new();
    let children = column.children();
    for index in 0..children.length() {
        let card = children.item(index).and_then(|child| child.dyn_into::<HtmlElement>().ok());
        if let Some((id, card)) = card.and_then(|card| Some((card.get_attribute("data-id")?, card)))
        {
            cards.insert(id, card);
        }
    }
    let mut block_tops: BTreeMap<usize, web_sys::DomRect> = BTreeMap::new();
    let mut line_of = |at: Offset| -> Option<f64> {
        let index = blocks::block_at(nodes.blocks(), at)?;
        if let std::collections::btree_map::Entry::Vacant(free) = block_tops.entry(index) {
            free.insert(nodes.block_box(index)?);
        }
        let block = block_tops.get(&index)?;
        let within = match lines.get(&at) {
            Some(known) => *known,
            None => *lines.entry(at).or_insert(nodes.line_in_block(at, block)?),
        };
        Some((block.top() + within - origin).max(0.0))
    };
    let mention = ctx.desk.with_untracked(|desk| {
        desk.focused_mention().map(|mention| (mention.id.to_string(), mention.span.start()))
    });
    let slots = shown.slots.iter().map(|slot| (slot.id.to_string(), slot.at, slot.group));
    let mut all: Vec<(String, Offset, usize)> = slots.collect();
    if let Some((id, at)) = mention {
        let place = all.partition_point(|(_, other, _)| *other <= at);
        let group = blocks::block_at(nodes.blocks(), at).unwrap_or_default() / GROUP;
        all.insert(place, (id, at, group));
    }
    let placed: Vec<(HtmlElement, Wish, Offset)> = all
        .into_iter()
        .filter_map(|(id, at, group)| {
            let card = cards.remove(&id)?;
            let (top, height) = (line_of(at)?, f64::from(card.offset_height()));
            Some((card, Wish { top, height, group }, at))
        })
        .collect();
    let wishes: Vec<Wish> = placed.iter().map(|(_, wish, _)| *wish).collect();
    let chosen = placed.iter().position(|(card, ..)| card.has_attribute("aria-current"));
    let bottoms = bottoms(&nodes, shown, &wishes, origin);
    let arranged = margin::arrange(&wishes, &bottoms, GAP, chosen);
    write(drawn, shown, &placed, &arranged, chosen);
    let lowest = arranged.tops.iter().zip(&wishes).filter_map(|(top, w)| Some((*top)? + w.height));
    let bottom = lowest.fold(0.0, f64::max);
    drop(column.style().set_property("min-height", &page::pixels(bottom)));
}

/// Returns for each group in sight where it ends, and how many of its claims have no card.
fn bottoms(
    nodes: &TextNodes,
    shown: &Margin,
    wishes: &[Wish],
    origin: f64,
) -> Vec<(usize, f64, usize)> {
    let mut groups: Vec<usize> = wishes.iter().map(|wish| wish.group).collect();
    groups.extend(shown.left_out.iter().map(|(group, _)| *group));
    crate::text::order::sort(&mut groups);
    groups.dedup();
    let last = nodes.blocks().len().saturating_sub(1);
    let bottom = |group: usize| {
        let block = group * GROUP + GROUP - 1;
        let found = (block < last).then(|| nodes.block_box(block)).flatten();
        found.map_or(f64::INFINITY, |found| found.bottom() - origin)
    };
    let left_out = |group: usize| {
        let found = shown.left_out.iter().find(|(nth, _)| *nth == group);
        found.map_or(0, |(_, count)| *count)
    };
    groups.into_iter().map(|group| (group, bottom(group), left_out(group))).collect()
}

/// Writes where everything stands.
fn write(
    drawn: Drawn,
    shown: &Margin,
    placed: &[(HtmlElement, Wish, Offset)],
    arranged: &Arranged,
    chosen: Option<usize>,
) {
    let (mut threads, mut own) = (String::new(), String::new());
    for (nth, ((card, wish, _), top)) in placed.iter().zip(&arranged.tops).enumerate() {
        drop(card.toggle_attribute_with_force("data-folded", top.is_none()));
        let Some(top) = *top else { continue };
        drop(card.style().set_property("top", &page::pixels(top)));
        let path = if Some(nth) == chosen { &mut own } else { &mut threads };
        append_thread(path, wish.top + TIE, top + TIE);
    }
    let folds = arranged.folds.iter().map(|&(group, top)| {
        let folded = placed.iter().zip(&arranged.tops);
        let folded: Vec<Offset> = folded
            .filter(|((_, wish, _), top)| wish.group == group && top.is_none())
            .map(|((.., at), _)| *at)
            .collect();
        let left_out = shown.left_out.iter().find(|(nth, _)| *nth == group);
        let last = shown.slots.iter().rev().find(|slot| slot.group == group).map(|slot| slot.at);
        let from = folded.first().copied().or(last.map(|at| Offset(at.0 + 1)));
        Fold {
            top,
            count: folded.len() + left_out.map_or(0, |(_, count)| *count),
            from: from.unwrap_or_default(),
        }
    });
    let folds: Vec<Fold> = folds.collect();
    if drawn.folds.with_untracked(|before| *before != folds) {
        drawn.folds.set(folds);
    }
    drawn.threads.set(threads);
    drawn.own_thread.set(own);
}

/// Appends the curve between a line and its card to the data of an SVG path.
fn append_thread(path: &mut String, from: f64, to: f64) {
    use std::fmt::Write;
    #[expect(clippy::cast_possible_truncation, reason = "CSS pixels of a page")]
    let (from, to, middle) = (from as i32, to as i32, (THREAD / 2.0) as i32);
    write!(path, "M0 {from}C{middle} {from} {middle} {to} {} {to}", middle * 2)
        .expect("a string takes whatever is written");
}

/// Has the cards placed anew when the chosen one changes its height.
fn watch_chosen_card(
    focus: Memo<Focus>,
    column: NodeRef<html::Div>,
    rearrange: impl Fn() + Copy + Send + Sync + 'static,
) {
    let changed = Closure::<dyn FnMut()>::new(rearrange);
    let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok();
    let observer = StoredValue::new_local((observer, changed));
    let with = move |act: &dyn Fn(&ResizeObserver)| {
        observer.with_value(|(observer, _)| observer.iter().for_each(act));
    };
    Effect::new(move |_| {
        focus.track();
        leptos::task::spawn_local(async move {
            let Some(Some(column)) = column.try_get_untracked() else { return };
            let chosen: Option<Element> =
                column.query_selector(".card[aria-current]").ok().flatten();
            with(&|observer| {
                observer.disconnect();
                if let Some(card) = &chosen {
                    observer.observe(card);
                }
            });
        });
    });
    on_cleanup(move || with(&ResizeObserver::disconnect));
}
