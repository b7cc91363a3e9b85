//! One claim beside its line: type, claimant → addressee, target, issues, stance, marks.

use leptos::prelude::*;

use super::claim_editor::ClaimEditor;
use super::part::Swatch;
use super::reader::ReaderContext;
use crate::desk::Focus;
use crate::desk::view::card::Card;
use crate::model::{ClaimId, ClaimStatus, Role};
use crate::web::context::AppContext;

/// A claim's card; while the claim is focused, everything about it can be changed here.
///
/// There may be a hundred, and at each edit all of them are asked whether they are still right. What
/// only the chosen card has, and that one is pointed at or clicked, is seen to by the column.
#[component]
pub fn ClaimCard(
    /// Which claim.
    id: ClaimId,
    /// What is focused.
    focus: Memo<Focus>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let reader = expect_context::<ReaderContext>();
    let card = ctx.project_memo(move |desk| {
        let project = desk.project();
        project.claims().get(&id).map(|claim| Card::new(project, claim))
    });
    let dimmed = Memo::new(move |_| {
        ctx.revision.track();
        reader.filter.with(|filter| {
            ctx.desk.with_untracked(|desk| {
                let claim = desk.project().claims().get(&id);
                claim.is_some_and(|claim| !filter.admits(desk.project(), claim))
            })
        })
    });
    let focused = move || focus.get() == Focus::Claim(id);
    let chosen = focus.get_untracked() == Focus::Claim(id);
    // A card may go from under the pointer.
    on_cleanup(move || {
        if reader.hovered.try_get_untracked() == Some(Some(id)) {
            reader.hovered.set(None);
        }
    });
    let colour =
        move || card.with(|card| card.as_ref()?.types.first().map(|chip| chip.colour.to_string()));
    view! {
        <article
            class="card"
            id=format!("card-{id}")
            data-id=id.to_string()
            data-colour=colour
            data-dimmed=move || dimmed.get().then_some("true")
            tabindex=if chosen { "0" } else { "-1" }
            aria-current=chosen.then_some("true")
            aria-label=move || card.with(|c| c.as_ref().map(Card::summary).unwrap_or_default())
        >
            <button type="button" class="card__face" aria-expanded=chosen.to_string()>
                {move || card.get().map(|card| view! { <Face card=card /> })}
            </button>
            <Show when=focused>
                <ClaimEditor id=id card=card />
            </Show>
        </article>
    }
}

/// What a card shows at a glance.
#[component]
fn Face(card: Card) -> impl IntoView {
    let claimant = card.names(Role::Claimant);
    let addressee = card.names(Role::Addressee);
    let target = card.names(Role::Target);
    let missing = if claimant.is_empty() { "claimant missing" } else { "type missing" };
    let complete = card.complete;
    let draft = card.status == ClaimStatus::Draft;
    let stance = card.stance.map(|(value, name)| {
        let sign = match value.signum() {
            1 => "+",
            -1 => "−",
            _ => "0",
        };
        view! {
            <span class="card__stance" data-stance=value.signum() title=name.clone()>
                {sign}
                <span class="visually-hidden">{name.clone()}</span>
            </span>
        }
    });
    let types = if card.types.is_empty() {
        view! { <span class="card__type">"No type"</span> }.into_any()
    } else {
        card.types
            .into_iter()
            .map(|chip| {
                view! {
                    <span class="card__type"><Swatch colour=chip.colour />{chip.name}</span>
                }
            })
            .collect_view()
            .into_any()
    };
    let issues: Vec<String> = card.issues.into_iter().map(|chip| chip.name).collect();
    view! {
        <span class="card__line">
            {types}
            {stance}
            {card.noted.then(|| view! { <span class="card__mark" title="Has a note">"✎"<span class="visually-hidden">"has a note"</span></span> })}
            {draft.then(|| view! { <span class="card__mark card__mark--draft">"draft"</span> })}
        </span>
        <span class="card__line card__people">
            {(!claimant.is_empty()).then(|| view! { <strong>{claimant}</strong> })}
            {(!complete).then(|| view! { <em class="card__missing">{missing}</em> })}
            {(!addressee.is_empty()).then(|| view! { <span><span aria-hidden="true">" → "</span><span class="visually-hidden">" to "</span>{addressee}</span> })}
            {(!target.is_empty()).then(|| view! { <span class="card__target"><span aria-hidden="true">" ⊙ "</span><span class="visually-hidden">" about "</span>{target}</span> })}
        </span>
        {(!issues.is_empty()).then(|| view! { <span class="card__line card__issues">{issues.join(" · ")}</span> })}
    }
}
