//! Which card is the chosen one and which is pointed at. One hand marks all cards, because an effect
//! and a listener for each of a hundred would cost more than the cards.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::reader::ReaderContext;
use crate::desk::Focus;
use crate::model::ClaimId;
use crate::web::dom::page;

/// Keeps the marks in the page up to date. A card that is made later comes with its own.
pub(super) fn keep_marked(reader: ReaderContext, focus: Memo<Focus>) {
    Effect::new(move |before: Option<Focus>| {
        let now = focus.get();
        for (focus, chosen) in [(before, false), (Some(now), true)] {
            if let Some(Focus::Claim(id)) = focus.filter(|_| before != Some(now)) {
                mark_chosen(id, chosen);
            }
        }
        now
    });
    Effect::new(move |before: Option<Option<ClaimId>>| {
        let now = reader.hovered.get();
        for (id, hovered) in [(before.flatten(), false), (now, true)] {
            if let Some(id) = id {
                mark_hovered(id, hovered);
            }
        }
        now
    });
}

/// Returns the claim on whose card, in the part that a selector names, something happened.
pub(super) fn card_of(event: &web_sys::MouseEvent, part: &str) -> Option<ClaimId> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let card = target.closest(part).ok()??.closest(".card[data-id]:not(.card--mention)").ok()??;
    card.get_attribute("data-id")?.parse().ok()
}

fn mark_chosen(id: ClaimId, chosen: bool) {
    let Some(card) = page::find(&format!("#card-{id}")) else { return };
    drop(card.set_attribute("tabindex", if chosen { "0" } else { "-1" }));
    drop(if chosen {
        card.set_attribute("aria-current", "true")
    } else {
        card.remove_attribute("aria-current")
    });
    if let Ok(Some(face)) = card.query_selector(".card__face") {
        drop(face.set_attribute("aria-expanded", if chosen { "true" } else { "false" }));
    }
}

fn mark_hovered(id: ClaimId, hovered: bool) {
    if let Some(card) = page::find(&format!("#card-{id}")) {
        drop(if hovered {
            card.set_attribute("data-hovered", "true")
        } else {
            card.remove_attribute("data-hovered")
        });
    }
}
