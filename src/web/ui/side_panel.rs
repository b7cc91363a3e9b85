//! The left side of the Code screen: the project's documents, or the open document's claims.

use leptos::prelude::*;

use super::claim_list::ClaimList;
use super::document_list::DocumentList;
use crate::desk::side::Side;
use crate::desk::view::prose::grouped;
use crate::desk::{Desk, Effect};
use crate::web::context::AppContext;
use crate::web::dom::page;

/// Two tabs and what the chosen one shows.
#[component]
pub fn SidePanel() -> impl IntoView {
    let ctx = AppContext::get();
    let side = ctx.memo(Desk::side);
    // How many claims there are shows while the documents are listed, too: a filter must not be
    // forgotten.
    let count = ctx.memo(|desk| {
        let all = desk.document().map_or(0, |document| desk.project().claim_count(document));
        let shown = (!desk.filter().is_open()).then(|| desk.shown_claims());
        (shown, all)
    });
    let counted = move || match count.get() {
        (Some(shown), all) => format!("{} of {}", grouped(shown), grouped(all)),
        (None, all) => grouped(all),
    };
    let step = move |event: web_sys::KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowLeft" | "Home" => Side::Documents,
            "ArrowRight" | "End" => Side::Claims,
            "ArrowDown" => {
                event.prevent_default();
                return page::focus(".side [role='tabpanel'] .virtual-list [tabindex='0']");
            }
            _ => return,
        };
        event.prevent_default();
        ctx.show(|desk| desk.show_side(to));
        page::after_layout(|| page::focus(".side__tab[aria-selected='true']"));
    };
    let tab = move |one: Side| {
        let chosen = move || side.get() == one;
        let title = move || match one {
            Side::Documents => "The documents of the project".to_owned(),
            Side::Claims => ctx.with_key("The claims of the open document", "claims.list"),
        };
        view! {
            <button
                type="button"
                role="tab"
                class="side__tab"
                id=format!("side-{}", one.name())
                title=title
                aria-selected=move || chosen().to_string()
                aria-controls="side-panel"
                tabindex=move || if chosen() { "0" } else { "-1" }
                on:click=move |_| {
                    ctx.show(|desk| desk.show_side(one));
                    if one == Side::Claims {
                        ctx.perform(Effect::FocusClaims);
                    }
                }
            >
                {one.name()}
                {(one == Side::Claims).then(|| view! {
                    <span class="side__count" data-filtered=move || count.get().0.map(|_| "true")>{counted}</span>
                })}
            </button>
        }
    };
    view! {
        <aside class="side" aria-label="Documents and claims">
            <div class="side__tabs" role="tablist" aria-label="Documents and claims" on:keydown=step>
                {Side::ALL.into_iter().map(tab).collect_view()}
            </div>
            <div
                class="side__panel"
                id="side-panel"
                role="tabpanel"
                aria-labelledby=move || format!("side-{}", side.get().name())
            >
                {move || match side.get() {
                    Side::Documents => view! { <DocumentList /> }.into_any(),
                    Side::Claims => view! { <ClaimList /> }.into_any(),
                }}
            </div>
        </aside>
    }
}
