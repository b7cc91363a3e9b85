//! The focused mention beside its line.

use leptos::prelude::*;

use super::actor_picker::ActorPicker;
use super::part::Icon;
use crate::desk::code_claim::Who;
use crate::desk::{Desk, Effect, Prompt};
use crate::model::MentionId;
use crate::web::context::AppContext;

/// A mention: whom it names, and how to change or delete it.
#[component]
pub fn MentionCard(
    /// Which mention.
    id: MentionId,
) -> impl IntoView {
    let ctx = AppContext::get();
    let shown = ctx.project_memo(move |desk| {
        let project = desk.project();
        let mention = project.mentions().get(&id)?;
        let actor = project.actors().get(&mention.actor)?;
        let quote = project.text(mention.document).map(|text| text.quote(mention.span).to_owned());
        Some((actor.name.clone(), actor.kind.name(), quote.unwrap_or_default()))
    });
    let prompt = ctx.memo(Desk::prompt);
    let asking = move || prompt.get() == Some(Prompt::MentionActor(id));
    let choose = Callback::new(move |who: Who| {
        ctx.act(move |desk, host| desk.change_mention(host, id, who));
        ctx.perform(Effect::FocusText);
    });
    let back = Callback::new(move |()| {
        ctx.show(|desk| desk.set_prompt(None));
        ctx.perform(Effect::FocusText);
    });
    view! {
        <article class="card card--mention" data-id=id.to_string() aria-current="true" aria-label="Mention">
            {move || {
                shown
                    .get()
                    .map(|(name, kind, quote)| {
                        view! {
                            <p class="card__line">
                                <span class="card__type">"Mention"</span>
                                <span class="card__mark">{kind}</span>
                            </p>
                            <p class="card__line"><strong>{name}</strong></p>
                            <p class="card__quote">"“"{quote}"”"</p>
                        }
                    })
            }}
            <Show when=asking>
                <ActorPicker label="Actor" guess=None on_pick=choose on_back=back />
            </Show>
            <div class="card__actions">
                <button
                    type="button"
                    class="button button--small"
                    on:click=move |_| ctx.show(|desk| desk.set_prompt(Some(Prompt::MentionActor(id))))
                >
                    "Names somebody else"
                </button>
                <button
                    type="button"
                    class="button button--small"
                    title=move || ctx.with_key("Delete", "claim.delete")
                    on:click=move |_| ctx.run("claim.delete")
                >
                    <Icon name="trash" />
                    "Delete"
                </button>
            </div>
        </article>
    }
}
