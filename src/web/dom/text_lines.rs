//! Going up and down the lines of the text as they are drawn, and to their edges.
//!
//! Browsers have a command for this, `Selection.modify`, and disagree: one leaves the text for the
//! buttons around it where a paragraph begins, and both put the end of a broken line at the start of
//! the next. So the lines are read off the boxes of the letters, which all agree on.

use std::cell::Cell;

use super::page;
use super::text_nodes::{CaretBox, TextNodes, shown};
use crate::desk::{Caret, LineStep};
use crate::text::Offset;
use crate::text::motion::{Unit, backward, forward};

thread_local! {
    /// The column that a way up or down keeps to, in CSS pixels of the window, and where the caret
    /// stood after the last step of that way.
    static COLUMN: Cell<Option<(Caret, f64)>> = const { Cell::new(None) };
}

/// Returns the caret after a step by lines as drawn; a step that would leave the text goes to its
/// edge. `None` while no text is shown.
pub fn step(caret: Caret, to: LineStep, extend: bool) -> Option<Caret> {
    let nodes = shown()?;
    let at = nodes.text().floor(caret.focus);
    let here = nodes.caret_box(at)?;
    let kept = COLUMN.get().filter(|(stood, _)| *stood == caret);
    let column = kept.map_or(here.left, |(_, column)| column);
    let focus = match to {
        LineStep::Start => first_of_line(&nodes, at),
        LineStep::End => last_of_line(&nodes, at),
        LineStep::Up => match first_of_line(&nodes, at) {
            Offset(0) => Offset(0),
            first => nearest(&nodes, backward(nodes.text(), first, Unit::Character), column),
        },
        LineStep::Down => {
            let below = forward(nodes.text(), last_of_line(&nodes, at), Unit::Character);
            // The text's last position may have no line of its own.
            let found = nodes.caret_box(below).filter(|found| !same_line(&here, found));
            found.map_or(nodes.text().end(), |_| nearest(&nodes, below, column))
        }
        LineStep::PageUp | LineStep::PageDown => {
            turn_page(&nodes, &here, column, to == LineStep::PageDown)?
        }
    };
    let after = Caret { anchor: if extend { caret.anchor } else { focus }, focus };
    let vertical = !matches!(to, LineStep::Start | LineStep::End);
    COLUMN.set(vertical.then_some((after, column)));
    Some(after)
}

/// So much of a page is still in view when it is turned, in CSS pixels: some lines, for the eye to find
/// on.
const KEPT: f64 = 80.0;

/// Scrolls by as much as is in view at once, and returns the position that then stands where the caret
/// stood in the window. Where the text ends first, the caret goes on by itself.
fn turn_page(nodes: &TextNodes, here: &CaretBox, column: f64, down: bool) -> Option<Offset> {
    let frame = page::find(".reader")?;
    let view = frame.get_bounding_client_rect();
    let by = (view.height() - KEPT).max(view.height() / 2.0);
    let way = if down { by } else { -by };
    let before = frame.scroll_top();
    #[expect(clippy::cast_possible_truncation, reason = "CSS pixels of a page")]
    frame.set_scroll_top(before + way as i32);
    let turned = f64::from(frame.scroll_top() - before);
    // A caret that was left behind by scrolling comes back into view.
    let (top, bottom) = (view.top() + KEPT / 2.0, view.bottom() - KEPT / 2.0);
    let height = (here.top + here.height / 2.0).min(bottom).max(top) + way - turned;
    let edge = if down { nodes.text().end() } else { Offset(0) };
    Some(at_height(nodes, height, column).unwrap_or(edge))
}

/// Returns the position nearest to a column on the line at a height of the window.
fn at_height(nodes: &TextNodes, height: f64, column: f64) -> Option<Offset> {
    let blocks = nodes.blocks_between(height, height + 1.0);
    let block = nodes.blocks().get(blocks.start).filter(|_| !blocks.is_empty())?;
    let (mut above, mut below) = (block.start().0, block.end().0);
    while below.saturating_sub(above) > 1 {
        let middle = above.midpoint(below);
        let found = nodes.caret_box(nodes.text().floor(Offset(middle)));
        if found.is_none_or(|found| found.top > height) {
            below = middle;
        } else {
            above = middle;
        }
    }
    Some(nearest(nodes, nodes.text().floor(Offset(above)), column))
}

/// Letters of another font stand a little higher or lower on the same line.
fn same_line(one: &CaretBox, other: &CaretBox) -> bool {
    let middle = |found: &CaretBox| found.top + found.height / 2.0;
    (middle(one) - middle(other)).abs() < one.height.max(other.height) / 2.0
}

/// Returns the first position of the line that a position is on.
fn first_of_line(nodes: &TextNodes, at: Offset) -> Offset {
    edge_of_line(nodes, at, |reach| at.0.saturating_sub(reach), 0)
}

/// Returns the last position of the line that a position is on: before the space or the line break
/// that ends it.
fn last_of_line(nodes: &TextNodes, at: Offset) -> Offset {
    let end = nodes.text().end().0;
    edge_of_line(nodes, at, |reach| at.0.saturating_add(reach).min(end), end)
}

/// Returns the outermost position of a line on one side: goes away from a position in growing leaps
/// until the line is left or the text ends at `edge`, and then halves the way in between.
fn edge_of_line(nodes: &TextNodes, at: Offset, away: impl Fn(u32) -> u32, edge: u32) -> Offset {
    let text = nodes.text();
    let Some(here) = nodes.caret_box(at) else { return at };
    let on_line = |place: u32| {
        nodes.caret_box(text.floor(Offset(place))).is_some_and(|there| same_line(&here, &there))
    };
    let (mut inside, mut reach) = (at.0, 64);
    let mut outside = loop {
        let place = away(reach);
        if !on_line(place) {
            break place;
        }
        inside = place;
        if place == edge {
            return text.floor(Offset(place));
        }
        reach *= 2;
    };
    while inside.abs_diff(outside) > 1 {
        let middle = inside.midpoint(outside);
        if on_line(middle) {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    // Halving may end within a character; every position in it stands for its start.
    text.floor(Offset(inside))
}

/// Returns the position nearest to a column on the line that a position is on.
fn nearest(nodes: &TextNodes, on: Offset, column: f64) -> Offset {
    let last = last_of_line(nodes, on);
    let mut place = first_of_line(nodes, on);
    let mut best = (f64::INFINITY, place);
    loop {
        if let Some(found) = nodes.caret_box(place) {
            let distance = (found.left - column).abs();
            if distance < best.0 {
                best = (distance, place);
            }
        }
        let next = forward(nodes.text(), place, Unit::Character);
        if place >= last || next == place {
            return best.1;
        }
        place = next;
    }
}
