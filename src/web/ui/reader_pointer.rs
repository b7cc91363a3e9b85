//! What the pointer does over the text.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::reader::ReaderContext;
use crate::desk::view::highlights::{self, Hit};
use crate::desk::{Caret, Focus, Prompt};
use crate::text::{Offset, Span, motion};
use crate::web::context::AppContext;
use crate::web::dom::{page, text_nodes};

/// The pointer was pressed on the text: a new selection begins, also inside the old one, which the
/// browser would otherwise drag about.
pub(super) fn pressed(reader: ReaderContext, event: &web_sys::MouseEvent) {
    if event.button() != 0 {
        return;
    }
    reader.dragging.set(true);
    if !event.shift_key()
        && let Some(selection) = page::selection()
    {
        drop(selection.remove_all_ranges());
    }
}

/// The pointer was released over the text: a selection snaps to words, a click chooses.
pub(super) fn released(ctx: AppContext, reader: ReaderContext, event: &web_sys::MouseEvent) {
    reader.dragging.set(false);
    let Some(caret) = text_nodes::selection() else { return };
    let Some(nodes) = text_nodes::shown() else { return };
    let Some(span) = caret.span() else {
        let at = nodes.offset_at(f64::from(event.client_x()), f64::from(event.client_y()));
        return clicked(ctx, at.unwrap_or(caret.focus));
    };
    // Alt does what the user has not chosen for good.
    let whole_words = event.alt_key() == page::has_root_attribute("data-any-letters");
    let snapped = if whole_words { motion::snap_to_words(nodes.text(), span) } else { Some(span) };
    let Some(snapped) = snapped else { return };
    let caret = if caret.anchor <= caret.focus {
        Caret::of(snapped)
    } else {
        Caret { anchor: snapped.end(), focus: snapped.start() }
    };
    ctx.show(|desk| desk.set_caret(caret));
}

/// A click chooses what is coded there; where several things are, the user is asked which.
fn clicked(ctx: AppContext, at: Offset) {
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
                let next = Offset(at.0 + 1);
                desk.set_prompt(Span::new(at, next).ok().map(Prompt::Overlap));
            }
        }
    });
}

/// The pointer moved over the text: the claim under it and its card light up.
pub(super) fn hover(ctx: AppContext, reader: ReaderContext, event: &web_sys::MouseEvent) {
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
