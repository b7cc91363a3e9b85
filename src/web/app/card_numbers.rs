//! The numbers that cards carry while one of them is to be chosen by its number.

use leptos::prelude::*;

use crate::desk::{Desk, Prompt};
use crate::model::ClaimId;
use crate::text::order;
use crate::web::context::AppContext;
use crate::web::dom::page;

/// The attribute that shows a card's number.
const NUMBER: &str = "data-number";

/// How many cards get a number: each is one digit.
const MOST: usize = 9;

/// Numbers the cards in view as long as one is to be chosen.
pub(super) fn follow(ctx: AppContext) {
    let asked = ctx.memo(|desk| desk.prompt() == Some(Prompt::Card));
    Effect::new(move |_| {
        let asked = asked.get();
        page::after_layout(move || {
            for card in page::find_all(&format!(".card[{NUMBER}]")) {
                drop(card.remove_attribute(NUMBER));
            }
            for (nth, id) in in_view(ctx).into_iter().enumerate().filter(|_| asked) {
                if let Some(card) = page::find(&format!(".card[data-id='{id}']")) {
                    drop(card.set_attribute(NUMBER, &(nth + 1).to_string()));
                }
            }
        });
    });
}

/// Returns the claims whose cards are in view, in the order of the text.
pub(super) fn in_view(ctx: AppContext) -> Vec<ClaimId> {
    let Some(frame) = page::find(".reader").map(|reader| reader.get_bounding_client_rect()) else {
        return Vec::new();
    };
    let shown = page::find_all(".card[data-id]").into_iter().filter(|card| {
        let card = card.get_bounding_client_rect();
        card.height() > 0.0 && card.bottom() > frame.top() && card.top() < frame.bottom()
    });
    let ids = shown.filter_map(|card| card.get_attribute("data-id")?.parse().ok());
    ctx.desk.with_untracked(|desk: &Desk| {
        let ranked = ids.filter_map(|id| Some((desk.project().claim_rank(id)?, id)));
        let mut ranked: Vec<(usize, ClaimId)> = ranked.collect();
        order::by_key(&mut ranked, |(rank, _)| *rank);
        ranked.into_iter().map(|(_, id)| id).take(MOST).collect()
    })
}
