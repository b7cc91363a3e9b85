//! The caret where letters run both ways: what stands left and right is known to the page alone.
//!
//! Browsers have steps to the left and right of their own, but take them by the direction of the
//! paragraph: in a Latin name within a Hebrew sentence they go the wrong way.

use web_sys::DomRect;

use super::text_nodes::{self, CaretBox, TextNodes};
use crate::desk::Caret;
use crate::text::direction::{self, Direction};
use crate::text::motion::{self, Unit};
use crate::text::{Offset, Text};

/// How many characters before and behind the caret may stand in its line as drawn.
const LINE: usize = 400;

/// Returns where the caret stands after a step to the left or right.
pub fn step(caret: Caret, left: bool, extend: bool) -> Option<Caret> {
    let nodes = text_nodes::shown()?;
    let text = nodes.text();
    if !extend && caret.anchor != caret.focus {
        // A step without extending goes to the selection's edge on that side.
        let (anchor, focus) = (drawn(&nodes, caret.anchor)?, drawn(&nodes, caret.focus)?);
        let edge = if (anchor.left < focus.left) == left { caret.anchor } else { caret.focus };
        return Some(Caret::at(edge));
    }
    let focus =
        beside(&nodes, caret.focus, left).unwrap_or_else(|| over_the_edge(text, caret, left));
    Some(Caret { anchor: if extend { caret.anchor } else { focus }, focus })
}

/// Returns the place in the same line that is drawn next to a place, on its left or right.
fn beside(nodes: &TextNodes, at: Offset, left: bool) -> Option<Offset> {
    let text = nodes.text();
    let here = drawn(nodes, at)?;
    let in_line = |found: &CaretBox| (found.top - here.top).abs() < here.height / 2.0;
    let mut nearest: Option<(f64, Offset)> = None;
    for go in [motion::forward, motion::backward] {
        let mut place = at;
        for _ in 0..LINE {
            let next = go(text, place, Unit::Character);
            let Some(found) = drawn(nodes, next).filter(in_line).filter(|_| next != place) else {
                break;
            };
            place = next;
            let way = if left { here.left - found.left } else { found.left - here.left };
            // Of two places drawn as one, the one nearer in the text was seen first.
            if way > 0.5 && nearest.is_none_or(|(least, _)| way < least - 0.5) {
                nearest = Some((way, place));
            }
        }
    }
    nearest.map(|(_, place)| place)
}

/// Returns the place that follows the edge of a line.
fn over_the_edge(text: &Text, caret: Caret, left: bool) -> Offset {
    let runs_left = direction::of_line(text, caret.focus) == Direction::RightToLeft;
    let go = if left == runs_left { motion::forward } else { motion::backward };
    go(text, caret.focus, Unit::Character)
}

/// Returns where the caret stands in a line in which letters run both ways, as the browser draws
/// it there; `None` in all other lines, where the letter behind it says the same.
pub fn caret_box(nodes: &TextNodes, at: Offset) -> Option<CaretBox> {
    if direction::mixed_near(nodes.text(), at) { drawn(nodes, at) } else { None }
}

/// Returns where the caret stands behind a line break: at the leading edge of the letter that
/// follows. Firefox says of such a place that it were the end of the line before.
fn behind_break(nodes: &TextNodes, at: Offset) -> Option<CaretBox> {
    let text = nodes.text();
    let before = text.as_str().get(..at.index())?.chars().next_back()?;
    if !matches!(before, '\n' | '\r') {
        return None;
    }
    let letter = nodes.letter_box(at)?;
    let behind = text.as_str().get(at.index()..)?.chars().next()?;
    let way = direction::of_char(behind).unwrap_or_else(|| direction::of_line(text, at));
    let left = if way == Direction::RightToLeft { letter.right() } else { letter.left() };
    Some(CaretBox { left, top: letter.top(), height: letter.height() })
}

/// Returns where the browser draws a caret.
fn drawn(nodes: &TextNodes, at: Offset) -> Option<CaretBox> {
    if let Some(found) = behind_break(nodes, at) {
        return Some(found);
    }
    let (node, within) = nodes.place(at)?;
    let range = web_sys::Range::new().ok()?;
    range.set_start(&node, within).ok()?;
    range.collapse_with_to_start(true);
    let boxes = range.get_client_rects()?;
    let boxes: Vec<DomRect> = (0..boxes.length())
        .filter_map(|index| boxes.item(index))
        .filter(|found| found.height() > 0.0)
        .collect();
    // Where lines meet a place has two boxes; what follows it stands in the later line.
    let line = boxes.last()?.top();
    let here = boxes.iter().filter(|found| (found.top() - line).abs() < found.height() / 2.0);
    // So it has where letters of both kinds meet: beside what is behind it and beside what is before
    // it. It belongs to the letters that run as the paragraph does.
    let text = nodes.text();
    let runs_left = direction::of_line(text, at) == Direction::RightToLeft;
    let behind = text.as_str().get(at.index()..).and_then(|rest| rest.chars().next());
    let enters = behind
        .and_then(direction::of_char)
        .is_some_and(|way| (way == Direction::RightToLeft) != runs_left);
    let by_left = |a: &&DomRect, b: &&DomRect| a.left().total_cmp(&b.left());
    let found = if enters == runs_left { here.max_by(by_left) } else { here.min_by(by_left) }?;
    Some(CaretBox { left: found.left(), top: found.top(), height: found.height() })
}
