//! The claims an actor takes part in; a click shows one in its text.

use leptos::prelude::*;

use super::part::Swatch;
use crate::desk::view::registry::{self, Part};
use crate::desk::{Effect, Focus};
use crate::model::ActorId;
use crate::web::context::AppContext;

/// How many claims are listed at first.
const FIRST: usize = 40;

/// Lists the claims an actor takes part in.
#[component]
pub fn ActorClaims(
    /// Which actor.
    id: ActorId,
) -> impl IntoView {
    let ctx = AppContext::get();
    let parts = ctx.project_memo(move |desk| registry::parts(desk.project(), id));
    let all = RwSignal::new(false);
    let shown = move || if all.get() { usize::MAX } else { FIRST };
    view! {
        <section aria-labelledby="actor-claims-heading">
            <header class="sheet__section-head">
                <h3 id="actor-claims-heading">"Claims"</h3>
                <span class="hint">{move || parts.with(Vec::len)}</span>
            </header>
            <Show when=move || parts.with(Vec::is_empty)>
                <p class="hint">"It takes part in no claim yet."</p>
            </Show>
            <ul class="actors__claims" role="list">
                {move || {
                    let parts = parts.get();
                    parts.into_iter().take(shown()).map(|part| line(ctx, part)).collect_view()
                }}
            </ul>
            <Show when=move || parts.with(|parts| parts.len() > shown())>
                <button type="button" class="button button--small" on:click=move |_| all.set(true)>
                    {move || format!("Show all {}", parts.with(Vec::len))}
                </button>
            </Show>
        </section>
    }
}

/// One claim.
fn line(ctx: AppContext, part: Part) -> impl IntoView {
    let Part { claim, roles, types, colour, quote, document } = part;
    let show = move |_| {
        ctx.show(|desk| desk.set_focus(Focus::Claim(claim)));
        ctx.perform(Effect::FocusClaim(claim));
    };
    let types = if types.is_empty() { "no type".to_owned() } else { types };
    view! {
        <li>
            <button type="button" class="actors__claim" title="Show it in its text" on:click=show>
                <span class="actors__claim-head">
                    {colour.map(|colour| view! { <Swatch colour=colour /> })}
                    <span>{types}</span>
                    <span class="actors__role">{roles}</span>
                    <span class="actors__document">{document}</span>
                </span>
                <span class="actors__quote">{quote}</span>
            </button>
        </li>
    }
}
