//! The caret where letters run both ways: left and right are known to the page alone.

use super::page;
use super::text_nodes::{self, CaretBox};
use crate::desk::Caret;
use crate::text::direction::{self, Direction};
use crate::text::{Offset, Text};

/// Moves the caret in the page to what stands left or right of it; a step that would leave the text
/// goes to its edge.
pub fn step(caret: Caret, left: bool, extend: bool) {
    // The page may have its selection elsewhere; the desk's caret is what the user sees.
    text_nodes::select(caret);
    let Ok(Some(selection)) = page::window().get_selection() else { return };
    let alter = if extend { "extend" } else { "move" };
    drop(selection.modify(alter, if left { "left" } else { "right" }, "character"));
    if text_nodes::selection().is_some() {
        return;
    }
    let Some(nodes) = text_nodes::shown() else { return };
    let runs_left = direction::of_line(nodes.text(), caret.focus) == Direction::RightToLeft;
    let edge = if left == runs_left { nodes.text().end() } else { Offset(0) };
    text_nodes::select(Caret { anchor: if extend { caret.anchor } else { edge }, focus: edge });
}

/// Returns where the caret stands in a line in which letters run both ways, as the browser draws
/// it there; `None` in all other lines, where the letter behind it says the same.
pub fn caret_box(text: &Text, at: Offset) -> Option<CaretBox> {
    if !direction::mixed_near(text, at) {
        return None;
    }
    let (node, within) = text_nodes::shown()?.place(at)?;
    let range = web_sys::Range::new().ok()?;
    range.set_start(&node, within).ok()?;
    range.collapse_with_to_start(true);
    let boxes = range.get_client_rects()?;
    let found = (0..boxes.length()).filter_map(|index| boxes.item(index));
    // Where lines meet a place has two boxes; what follows it stands in the later one.
    let found = found.filter(|found| found.height() > 0.0).last()?;
    Some(CaretBox { left: found.left(), top: found.top(), height: found.height() })
}
