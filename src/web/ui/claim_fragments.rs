//! Where a claim stands: its fragments, whose edges move and which can be taken out.

use leptos::prelude::*;

use super::part::Icon;
use crate::desk::edge::Edge;
use crate::desk::{Caret, Effect};
use crate::edit::action::claim as action;
use crate::model::ClaimId;
use crate::text::Span;
use crate::web::context::AppContext;

/// The fragments of a claim.
#[component]
pub fn ClaimFragments(
    /// Which claim.
    id: ClaimId,
) -> impl IntoView {
    let ctx = AppContext::get();
    let fragments = ctx.project_memo(move |desk| {
        let project = desk.project();
        let Some(claim) = project.claims().get(&id) else { return Vec::new() };
        let text = project.text(claim.document);
        let quote = |span: Span| text.map(|text| text.quote(span).to_owned()).unwrap_or_default();
        claim.fragments.iter().map(|span| (*span, quote(*span))).collect::<Vec<_>>()
    });
    let several = move || fragments.with(|all| all.len() > 1);
    let label = move || if several() { "fragments" } else { "span" };
    view! {
        <div class="editor__row" role="group" aria-label=label>
            <span class="editor__label">{label}</span>
            <ul class="fragments" role="list">
                <For each=move || fragments.get() key=|(span, _)| *span let:fragment>
                    <Fragment id=id span=fragment.0 quote=fragment.1 several=Signal::derive(several) />
                </For>
            </ul>
        </div>
    }
}

/// One fragment.
#[component]
fn Fragment(id: ClaimId, span: Span, quote: String, several: Signal<bool>) -> impl IntoView {
    let ctx = AppContext::get();
    let nudge = move |edge: Edge, back: bool| {
        ctx.act(move |desk, host| desk.move_edge(host, id, span, edge, back));
    };
    let select = move |_| {
        ctx.show(|desk| desk.set_caret(Caret::of(span)));
        ctx.perform(Effect::Reveal(span));
        ctx.perform(Effect::FocusText);
    };
    let remove = move |_| {
        ctx.edit("remove fragment", move |project, at| {
            action::alter(project, id, at, |claim| {
                action::remove_fragment(claim, span);
            })
        });
    };
    let edge = move |name: &'static str, sign: &'static str, edge: Edge, back: bool| {
        view! {
            <button
                type="button"
                class="fragments__edge"
                aria-label=name
                title=name
                on:click=move |_| nudge(edge, back)
            >
                {sign}
            </button>
        }
    };
    view! {
        <li class="fragments__row">
            <button
                type="button"
                class="fragments__quote"
                dir="auto"
                title="Select these words in the text"
                on:click=select
            >
                {quote}
            </button>
            <span class="fragments__edges">
                <span aria-hidden="true">"start"</span>
                {edge("Start one word earlier", "◂", Edge::Start, true)}
                {edge("Start one word later", "▸", Edge::Start, false)}
                <span aria-hidden="true">"end"</span>
                {edge("End one word earlier", "◂", Edge::End, true)}
                {edge("End one word later", "▸", Edge::End, false)}
                <Show when=move || several.get()>
                    <button
                        type="button"
                        class="fragments__edge"
                        aria-label="Remove this fragment"
                        title="Remove this fragment"
                        on:click=remove
                    >
                        <Icon name="close" />
                    </button>
                </Show>
            </span>
        </li>
    }
}
