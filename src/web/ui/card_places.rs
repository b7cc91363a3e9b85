//! Where the cards beside the text stand: measured in the page, worked out by the margin's rules.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::desk::view::blocks;
use crate::desk::view::margin::{self, Arranged, Margin, Wish};
use crate::text::{Offset, order};
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
pub(super) struct Drawn {
    /// The threads between lines and cards, as the data of an SVG path.
    pub threads: RwSignal<String>,
    /// The thread of the chosen card.
    pub own_thread: RwSignal<String>,
    /// Lines that say how many claims have no card: where, how many, and the first of them.
    pub folds: RwSignal<Vec<Fold>>,
}

impl Drawn {
    /// Nothing is drawn yet.
    pub(super) fn new() -> Self {
        Self {
            threads: RwSignal::new(String::new()),
            own_thread: RwSignal::new(String::new()),
            folds: RwSignal::new(Vec::new()),
        }
    }
}

/// Claims without a card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fold {
    /// Where it is said, in CSS pixels below the top of the column.
    pub top: f64,
    /// How many they are.
    pub count: usize,
    /// The first of them starts here or behind.
    pub from: Offset,
}

/// How far below the top of its block each line with a card is, in CSS pixels: asked for once, as
/// long as the lines stay as they are.
pub(super) type Lines = BTreeMap<Offset, f64>;

/// Places each card beside its line: everything is read first, then everything is written.
pub(super) fn arrange(
    ctx: AppContext,
    drawn: Drawn,
    shown: &Margin,
    lines: &mut Lines,
    column: &HtmlElement,
) {
    let Some(nodes) = text_nodes::shown() else { return };
    let origin = column.get_bounding_client_rect().top();
    let mut cards: BTreeMap<String, HtmlElement> = BTreeMap::new();
    for card in page::find_all(".cards__column .card") {
        if let Some(id) = card.get_attribute("data-id") {
            cards.insert(id, card);
        }
    }
    let mut block_tops: BTreeMap<usize, web_sys::DomRect> = BTreeMap::new();
    let mut line_of = |at: Offset| -> Option<f64> {
        let index = blocks::block_at(nodes.blocks(), at)?;
        if let Entry::Vacant(free) = block_tops.entry(index) {
            free.insert(nodes.block_box(index)?);
        }
        let block = block_tops.get(&index)?;
        let within = match lines.get(&at) {
            Some(known) => *known,
            None => *lines.entry(at).or_insert(nodes.letter_box(at)?.top() - block.top()),
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
        let group = nodes.groups().of(blocks::block_at(nodes.blocks(), at).unwrap_or_default());
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
    order::sort(&mut groups);
    groups.dedup();
    let bottom = |group: usize| {
        let last = nodes.groups().last_block(group).and_then(|block| nodes.block_box(block));
        last.map_or(f64::INFINITY, |last| last.bottom() - origin)
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
