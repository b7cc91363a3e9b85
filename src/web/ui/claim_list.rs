//! The open document's claims as a list: all that the highlights say, for the keyboard and for those
//! who do not see them.

use std::sync::Arc;

use leptos::prelude::*;

use super::claim_filter_bar::ClaimFilterBar;
use super::part::{DrawRow, RowAct, Rows, Swatch, VirtualList};
use crate::desk::view::card::Card;
use crate::desk::{Caret, Desk, Effect, Focus};
use crate::model::{ClaimId, ClaimStatus, Role};
use crate::web::context::AppContext;

/// Lists the claims that the filter lets through, in the order of the text.
///
/// The row the keyboard comes to is the chosen claim, so that every key for claims works here.
#[component]
pub fn ClaimList() -> impl IntoView {
    let ctx = AppContext::get();
    let version = ctx.memo(Desk::shown_version);
    let rows = Rows {
        version: version.into(),
        count: Callback::new(move |()| ctx.desk.with_untracked(Desk::shown_claims)),
        key: Callback::new(move |nth| {
            ctx.desk.with_untracked(|desk| desk.shown_claim(nth)).map(|id| id.0)
        }),
        place: Callback::new(move |key| {
            ctx.desk.with_untracked(|desk| desk.shown_rank(ClaimId(key)))
        }),
    };
    let focus = ctx.memo(Desk::focus);
    let current = Signal::derive(move || match focus.get() {
        Focus::Claim(id) => Some(id.0),
        Focus::None | Focus::Mention(_) => None,
    });
    let on_act = Callback::new(move |(key, act)| act_on(ctx, ClaimId(key), act));
    let draw: DrawRow = Arc::new(move |key| view! { <Row id=ClaimId(key) /> }.into_any());
    let none = ctx.memo(|desk| match desk.document() {
        None => Some("No document is open."),
        Some(_) if desk.shown_claims() > 0 || desk.is_sifting() => None,
        Some(_) if !desk.filter().is_open() => Some("No claim answers the filter."),
        Some(_) => Some("No claims yet. Select words in the text and press a claim type's key."),
    });
    view! {
        <section class="claim-list" aria-label="Claims">
            <ClaimFilterBar />
            <VirtualList
                label="Claims in the order of the text"
                id="claim-list"
                class="claim-list"
                height="4.75rem"
                rows=rows
                current=current
                draw=draw
                on_act=on_act
            />
            <Show when=move || none.get().is_some()>
                <p class="empty">{move || none.get()}</p>
            </Show>
        </section>
    }
}

/// Does what the user did with a row.
fn act_on(ctx: AppContext, id: ClaimId, act: RowAct) {
    ctx.act(|desk, host| {
        desk.set_focus(Focus::Claim(id));
        let hull = desk.focused_claim().and_then(|claim| claim.hull());
        let shown = hull.map(Effect::Reveal);
        match act {
            RowAct::Reach => Ok(shown.into_iter().collect()),
            // The list keeps the keyboard, for the next row to be looked at.
            RowAct::Delete => desk.delete_focused(host),
            RowAct::Pick => {
                if let Some(hull) = hull {
                    desk.set_caret(Caret::at(hull.start()));
                }
                Ok(shown.into_iter().chain([Effect::FocusText]).collect())
            }
        }
    });
}

/// What one claim's row shows.
#[component]
fn Row(id: ClaimId) -> impl IntoView {
    let ctx = AppContext::get();
    let card = ctx.project_memo(move |desk| {
        let project = desk.project();
        project.claims().get(&id).map(|claim| Card::new(project, claim))
    });
    move || card.get().map(|card| view! { <Face card=card /> })
}

/// A claim in three short lines: what it does, who speaks to whom, its words.
#[component]
fn Face(card: Card) -> impl IntoView {
    let claimant = card.names(Role::Claimant);
    let addressee = card.names(Role::Addressee);
    let colour = card.types.first().map(|chip| chip.colour);
    let types: Vec<&str> = card.types.iter().map(|chip| chip.name.as_str()).collect();
    let types = if types.is_empty() { "No type".to_owned() } else { types.join(", ") };
    let issues: Vec<&str> = card.issues.iter().map(|chip| chip.name.as_str()).collect();
    let issues = issues.join(" · ");
    let stance = card.stance.as_ref().map(|(value, name)| {
        let sign = match value.signum() {
            1 => "+",
            -1 => "−",
            _ => "0",
        };
        view! {
            <span class="card__stance" title=name.clone() aria-hidden="true">{sign}</span>
            <span class="visually-hidden">{name.clone()}</span>
        }
    });
    let draft = card.status == ClaimStatus::Draft;
    view! {
        <span class="claim-list__line">
            <span class="claim-list__type">
                {match colour {
                    Some(colour) => view! { <Swatch colour=colour /> }.into_any(),
                    None => view! { <span class="swatch" aria-hidden="true"></span> }.into_any(),
                }}
                {types}
            </span>
            {stance}
            {draft.then(|| view! { <span class="card__mark card__mark--draft">"draft"</span> })}
        </span>
        <span class="claim-list__line claim-list__people">
            {if claimant.is_empty() {
                view! { <em class="card__missing">"claimant missing"</em> }.into_any()
            } else {
                view! { <strong>{claimant}</strong> }.into_any()
            }}
            {(!addressee.is_empty()).then(|| view! {
                <span aria-hidden="true">" → "</span>
                <span class="visually-hidden">" to "</span>
                {addressee}
            })}
            {(!issues.is_empty()).then(|| view! { <span class="claim-list__issues">" · "{issues}</span> })}
        </span>
        <span class="claim-list__line claim-list__quote" dir="auto">{start_of(&card.quote)}</span>
    }
}

/// Characters of a quote that a row has room for.
const QUOTE: usize = 90;

/// Returns the start of a quote, on one line.
fn start_of(quote: &str) -> String {
    let end = if quote.chars().nth(QUOTE).is_some() { "…" } else { "" };
    let start: String = quote.chars().take(QUOTE).collect();
    start.replace(['\n', '\r'], " ") + end
}
