//! Which blocks of the text are near the viewport: what is painted and which cards exist follows.

use std::ops::Range;

use leptos::prelude::*;

use super::reader::ReaderContext;
use crate::text::Span;
use crate::web::dom::watch::{self, Watch};
use crate::web::dom::{page, text_nodes};

/// So much above and below the viewport is near, in CSS pixels: what is scrolled to by a few lines
/// stands there already.
const AHEAD: f64 = 220.0;

/// When less than this is left of what is near, in CSS pixels, more is taken in.
const SLACK: f64 = 60.0;

/// Who has not scrolled on for so many frames has come to rest.
const REST: u8 = 6;

/// Who scrolls by more than one part in so many of the window at a time leaps.
const LEAP: u32 = 4;

/// So often what was read is put back where it was.
const PLACE_TRIES: u8 = 2;

/// For so long the text is filled in at a time, in ms, while the user does something else.
const SLICE: f64 = 5.0;

/// Finds out what is near the viewport now, and which blocks have cards.
pub(super) fn look(reader: ReaderContext) {
    look_at_text(reader);
    if !reader.leaping.get_value() {
        look_at_cards(reader);
    }
}

/// The user scrolled. Who leaps through the text, by a good part of the window at every frame, reads
/// no cards: they come when the leaps end.
pub(super) fn scrolled(reader: ReaderContext) {
    look_at_text(reader);
    let now = reader.near.get_untracked();
    let before = reader.top.get_value();
    let (top, height) = page::find(".reader")
        .map_or((before, 0), |frame| (frame.scroll_top(), frame.client_height()));
    reader.top.set_value(top);
    let leapt = before.abs_diff(top) >= height.unsigned_abs() / LEAP;
    let in_a_row = reader.still.get_value().is_some();
    reader.still.set_value(Some(0));
    if !in_a_row {
        wait_for_rest(reader);
    }
    let late = reader.beside.with_untracked(|beside| *beside != beside_of(&now));
    if leapt && in_a_row || reader.leaping.get_value() && late {
        reader.leaping.set_value(true);
    } else if leapt {
        // The words first; whether more leaps follow shows a frame later.
        page::after_layout(move || page::after_layout(move || look_unless_leaping(reader)));
    } else {
        look_at_cards(reader);
    }
}

fn look_unless_leaping(reader: ReaderContext) {
    if reader.leaping.try_get_value() == Some(false) {
        look_at_cards(reader);
    }
}

/// Counts frames without scrolling, and not time: where frames take long, cards would come between two
/// leaps and make them longer still.
fn wait_for_rest(reader: ReaderContext) {
    page::after_layout(move || match reader.still.try_get_value().flatten() {
        None => {}
        Some(still) if still < REST => {
            reader.still.set_value(Some(still + 1));
            wait_for_rest(reader);
        }
        Some(_) => {
            reader.still.set_value(None);
            if reader.leaping.get_value() {
                reader.leaping.set_value(false);
                look_at_cards(reader);
                reader.moved.update(|count| *count += 1);
            }
        }
    });
}

fn look_at_text(reader: ReaderContext) {
    let frame = page::find(".reader").map(|frame| frame.get_bounding_client_rect());
    let (Some(nodes), Some(frame)) = (text_nodes::shown(), frame) else {
        reader.near.set(0..0);
        return;
    };
    let between = |ahead: f64| nodes.blocks_between(frame.top() - ahead, frame.bottom() + ahead);
    let (seen, near) = (between(SLACK), reader.near.get_untracked());
    if near.is_empty() || seen.start < near.start || seen.end > near.end {
        reader.near.set(between(AHEAD));
    }
    // A text that has just become narrower or wider is not where it was read.
    if nodes.root().client_width() == reader.width.get_value() {
        let first = nodes.blocks_between(frame.top(), frame.bottom()).start;
        if let Some(block) = nodes.block_box(first) {
            let above = ((frame.top() - block.top()) / block.height().max(1.0)).clamp(0.0, 1.0);
            reader.place.set_value((first, above));
        }
    }
}

/// Brings what was read back to where it was, after the lines of the text became others.
fn put_back(place: (usize, f64), tries: u8) {
    let found = text_nodes::shown().and_then(|nodes| nodes.block_box(place.0));
    let (Some(block), Some(frame)) = (found, page::find(".reader")) else { return };
    let from = block.top() + block.height() * place.1 - frame.get_bounding_client_rect().top();
    // At the very top the document's head is in view as well.
    if place == (0, 0.0) || from.abs() < 1.0 {
        return;
    }
    #[expect(clippy::cast_possible_truncation, reason = "CSS pixels of a page")]
    frame.set_scroll_top(frame.scroll_top() + from.round() as i32);
    if tries > 0 {
        page::after_layout(move || put_back(place, tries - 1));
    }
}

fn look_at_cards(reader: ReaderContext) {
    let beside = beside_of(&reader.near.get_untracked());
    if reader.beside.with_untracked(|before| *before != beside) {
        reader.beside.set(beside);
    }
}

/// Returns the blocks that have cards while others are near: whole groups.
pub(super) fn beside_of(near: &Range<usize>) -> Range<usize> {
    text_nodes::shown().map_or(0..0, |nodes| nodes.groups().whole(near))
}

/// Returns the stretch of the text that is near the viewport.
pub(super) fn near_span(near: &Range<usize>) -> Option<Span> {
    let nodes = text_nodes::shown()?;
    let blocks = nodes.blocks().get(near.clone())?;
    Some(blocks.first()?.hull(*blocks.last()?))
}

/// Keeps what is near in step with the size of the text.
pub(super) fn follow_window(reader: ReaderContext, root: NodeRef<leptos::html::Div>) {
    let changed = move || {
        let Some(Some(root)) = root.try_get_untracked() else { return };
        let now = root.client_width();
        let before = reader.width.get_value();
        if before != now {
            reader.width.set_value(now);
            if let Some(nodes) = text_nodes::shown() {
                nodes.estimate();
            }
            if before != 0 {
                put_back(reader.place.get_value(), PLACE_TRIES);
            }
            reader.drawn.update(|count| *count += 1);
        }
        // A section that was laid out for the first time is not as high as it was thought to be. Who
        // leaps through the text sees none of what stands beside it.
        if !reader.leaping.get_value() {
            reader.moved.update(|count| *count += 1);
        }
        look(reader);
    };
    let watch = StoredValue::new_local(None::<Watch>);
    Effect::new(move |_| {
        watch.set_value(root.get().and_then(|root| watch::size(&root, changed)));
    });
    on_cleanup(move || watch.set_value(None));
}

/// Fills in the rest of the text a little at a time, so that finding in the page and reading aloud
/// have all of it. When another text was drawn meanwhile, that one is filled.
pub(super) fn fill_rest(from: usize) {
    page::after(0, move || {
        let Some(nodes) = text_nodes::shown() else { return };
        let start = js_sys::Date::now();
        let mut nth = from;
        while nth < nodes.sections() && js_sys::Date::now() - start < SLICE {
            nodes.fill(nth);
            nth += 1;
        }
        if nth < nodes.sections() {
            fill_rest(nth);
        }
    });
}
