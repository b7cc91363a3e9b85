//! Questions asked at a place in the text: whom it names, and which of several things is meant.

use leptos::prelude::*;

use super::actor_picker::ActorPicker;
use super::key_hint::KeyHint;
use super::part::Swatch;
use crate::desk::code_claim::Who;
use crate::desk::view::card::Card;
use crate::desk::view::highlights::{self, Hit};
use crate::desk::view::pick;
use crate::desk::{Effect, Focus};
use crate::text::{Offset, Span};
use crate::web::context::AppContext;

/// Asks whom a stretch names: an actor of the registry, a new one, or one that is to remember the
/// words as an alias.
#[component]
pub fn MentionPanel(
    /// The stretch.
    span: Span,
) -> impl IntoView {
    let ctx = AppContext::get();
    let (quote, guess, known) = ctx.desk.with_untracked(|desk| {
        let quote = desk.text().map(|text| text.quote(span).to_owned()).unwrap_or_default();
        let best = pick::actors(desk, &quote).into_iter().next().map(|found| found.id);
        let known = pick::is_known(desk, &quote);
        (quote, best, known)
    });
    // A name begins with a capital; "the minister" is a description and no alias.
    let is_name = quote.chars().next().is_some_and(char::is_uppercase) && quote.len() < 60;
    let remember = RwSignal::new(is_name && !known);
    let name = quote.clone();
    let choose = Callback::new(move |who: Who| {
        let who = match who {
            Who::Known(of) if remember.get_untracked() => Who::Alias { of, name: name.clone() },
            who => who,
        };
        ctx.act(move |desk, host| desk.add_mention(host, span, who));
    });
    let back = Callback::new(move |()| {
        ctx.show(|desk| desk.set_prompt(None));
        ctx.perform(Effect::FocusText);
    });
    view! {
        <div class="panel" role="group" aria-label="Mention">
            <p class="panel__title">"Whom does “"{quote.clone()}"” name?"</p>
            <ActorPicker
                label="Actor"
                default_name=quote
                guess=guess
                on_pick=choose
                on_back=back
            />
            <Show when=move || !known>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || remember.get()
                        on:change=move |event| remember.set(event_target_checked(&event))
                    />
                    "Alias of the actor chosen: remember these words as a name"
                </label>
            </Show>
        </div>
    }
}

/// Asks which of the claims and mentions at a place is meant.
#[component]
pub fn OverlapPanel(
    /// The place.
    at: Offset,
) -> impl IntoView {
    let ctx = AppContext::get();
    let lines = ctx.desk.with_untracked(|desk| {
        let project = desk.project();
        highlights::hits(desk, at)
            .into_iter()
            .filter_map(|hit| match hit {
                Hit::Claim(id) => {
                    let card = Card::new(project, project.claims().get(&id)?);
                    let colour = card.types.first().map(|chip| chip.colour);
                    Some((hit, colour, card.summary()))
                }
                Hit::Mention(id) => {
                    let mention = project.mentions().get(&id)?;
                    let actor = project.actors().get(&mention.actor)?;
                    Some((hit, None, format!("Mention of {}", actor.name)))
                }
            })
            .collect::<Vec<_>>()
    });
    let choose = move |hit: Hit| {
        ctx.show(|desk| {
            desk.set_focus(Focus::from(hit));
            desk.set_prompt(None);
        });
        if let Hit::Claim(id) = hit {
            ctx.perform(Effect::FocusClaim(id));
        }
    };
    view! {
        <div class="panel" role="group" aria-label="What is meant?">
            <p class="panel__title">"Several things are coded here; "<KeyHint command="overlap.next" />" goes through them"</p>
            <ul class="panel__list" role="list">
                {lines
                    .into_iter()
                    .map(|(hit, colour, words)| {
                        view! {
                            <li>
                                <button
                                    type="button"
                                    class="panel__line"
                                    on:mousedown=|event| event.prevent_default()
                                    on:click=move |_| choose(hit)
                                >
                                    {colour.map(|colour| view! { <Swatch colour=colour /> })}
                                    <span>{words}</span>
                                </button>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </div>
    }
}
