//! Peels apart what lies over each other at a place in the text.

use leptos::prelude::*;

use super::part::Swatch;
use super::reader::ReaderContext;
use crate::desk::view::card::Card;
use crate::desk::view::highlights::{self, Hit};
use crate::desk::{Desk, Effect as Does, Focus};
use crate::model::Role;
use crate::text::Offset;
use crate::web::context::AppContext;
use crate::web::dom::{keyboard, page};

/// One of the things that lie over each other.
#[derive(Clone)]
struct Layer {
    hit: Hit,
    colour: Option<u8>,
    /// What it is: its types, or that it is a mention.
    what: String,
    /// Who makes the claim, or who is named.
    who: String,
    /// Its own words.
    words: String,
}

/// Asks which of the claims and mentions at a place is meant. The one pointed at, or come to with
/// the arrows, is lit alone.
#[component]
pub fn OverlapPanel(
    /// The place.
    at: Offset,
) -> impl IntoView {
    let ctx = AppContext::get();
    let reader = expect_context::<ReaderContext>();
    let layers = ctx.desk.with_untracked(|desk| layers(desk, at));
    let focus = ctx.memo(Desk::focus);
    let light = move |hit: Hit| {
        let claim = match hit {
            Hit::Claim(id) => Some(id),
            Hit::Mention(_) => None,
        };
        if reader.hovered.get_untracked() != claim {
            reader.hovered.set(claim);
        }
        peel(true);
    };
    let unlight = move || {
        reader.hovered.try_set(None);
        peel(false);
    };
    on_cleanup(unlight);
    // The list takes the keyboard: its arrows would otherwise move the caret and close it.
    page::after_layout(|| {
        page::focus(".overlap__row[aria-current], .overlap__row");
        // The whole list comes into view once it stands at its place.
        page::after_layout(|| page::find(".overlap").iter().for_each(|list| page::scroll_to(list)));
    });
    let choose = move |hit: Hit| {
        ctx.show(|desk| {
            desk.set_focus(Focus::from(hit));
            desk.set_prompt(None);
        });
        if let Hit::Claim(id) = hit {
            ctx.perform(Does::FocusClaim(id));
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        // The key that opened the list goes on in it, whichever the user has given it.
        let chord = keyboard::chord(&event);
        let again = chord.and_then(|chord| ctx.keys.with_untracked(|keys| keys.holder(&chord)));
        let again = again.is_some_and(|command| command.id == "overlap.next");
        let key = if again { "ArrowDown".to_owned() } else { event.key() };
        match key.as_str() {
            "ArrowDown" => page::focus_neighbour(".overlap__row", true),
            "ArrowUp" => page::focus_neighbour(".overlap__row", false),
            "Home" => page::focus(".overlap li:first-child .overlap__row"),
            "End" => page::focus(".overlap li:last-child .overlap__row"),
            "Escape" => {
                ctx.show(|desk| desk.set_prompt(None));
                ctx.perform(Does::FocusText);
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <div class="panel overlap" role="group" aria-label="What is meant?" on:keydown=on_key>
            <p class="panel__title">{format!("{} things are coded here", layers.len())}</p>
            <ul class="panel__list" role="list" on:mouseleave=move |_| unlight()>
                {layers
                    .into_iter()
                    .map(|layer| {
                        let hit = layer.hit;
                        view! {
                            <li>
                                <button
                                    type="button"
                                    class="overlap__row"
                                    data-colour=layer.colour.map(|colour| colour.to_string())
                                    aria-current=move || (focus.get() == Focus::from(hit)).then_some("true")
                                    on:mousedown=|event| event.prevent_default()
                                    on:mouseenter=move |_| light(hit)
                                    on:focus=move |_| light(hit)
                                    on:click=move |_| choose(hit)
                                >
                                    <span class="overlap__what">
                                        {layer.colour.map(|colour| view! { <Swatch colour=colour /> })}
                                        {layer.what}
                                        <span class="overlap__who">{layer.who}</span>
                                    </span>
                                    <span class="overlap__words" dir="auto">{layer.words}</span>
                                </button>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <p class="panel__help hint">
                <kbd>"↑"</kbd>" "<kbd>"↓"</kbd>" look at each, "<kbd>"Enter"</kbd>" opens it, "<kbd>"Esc"</kbd>" closes"
            </p>
        </div>
    }
}

/// Lets everything in the text but what is lit recede, or come back.
fn peel(apart: bool) {
    if let Some(text) = page::find("#text") {
        drop(text.toggle_attribute_with_force("data-peeled", apart));
    }
}

/// Returns what lies at a place, the shortest first.
fn layers(desk: &Desk, at: Offset) -> Vec<Layer> {
    let project = desk.project();
    let layer = |hit| match hit {
        Hit::Claim(id) => {
            let card = Card::new(project, project.claims().get(&id)?);
            let types: Vec<&str> = card.types.iter().map(|chip| chip.name.as_str()).collect();
            Some(Layer {
                hit,
                colour: card.types.first().map(|chip| chip.colour),
                what: if types.is_empty() { "No type".to_owned() } else { types.join(", ") },
                who: card.names(Role::Claimant),
                words: card.quote,
            })
        }
        Hit::Mention(id) => {
            let mention = project.mentions().get(&id)?;
            let who = project.actors().get(&mention.actor)?.name.clone();
            let words = desk.text().map(|text| text.quote(mention.span).to_owned());
            let words = words.unwrap_or_default();
            Some(Layer { hit, colour: None, what: "Mention".to_owned(), who, words })
        }
    };
    highlights::hits(desk, at).into_iter().filter_map(layer).collect()
}
