//! The question whom a stretch of the text names.

use leptos::prelude::*;

use super::actor_picker::ActorPicker;
use crate::desk::Effect;
use crate::desk::code_claim::Who;
use crate::desk::view::pick;
use crate::text::Span;
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
            <p class="panel__title">"Whom do these words name?"</p>
            <p class="panel__quote" dir="auto">{quote.clone()}</p>
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
