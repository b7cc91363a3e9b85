//! The Codebook screen: claim types and issues at the left, what one of them means at the right.

use leptos::prelude::*;

use super::code_form::CodeForm;
use super::code_list::CodeList;
use super::codebook_general::CodebookGeneral;
use super::part::Icon;
use crate::desk::Desk;
use crate::desk::view::codebook;
use crate::model::CodeKind;
use crate::web::context::AppContext;
use crate::web::dom::page;

/// Writing the codebook.
#[component]
pub fn CodebookScreen() -> impl IntoView {
    let ctx = AppContext::get();
    let chosen = ctx.memo(Desk::chosen_code);
    // On narrow windows there is room for the list or for the form, not for both.
    let open = RwSignal::new(chosen.get_untracked().is_some());
    let summary = ctx.project_memo(|desk| {
        let project = desk.project();
        format!("Version {}: {}.", project.codebook().version, codebook::summary(project))
    });
    let general = move |_| {
        ctx.show(|desk| desk.choose_code(None));
        open.set(true);
    };
    let back = move |_| {
        open.set(false);
        page::after_layout(|| page::focus(".codebook [aria-current='true']"));
    };
    view! {
        <main class="panes codebook" data-open=move || open.get().then_some("true")>
            <div class="panes__list">
                <header class="codebook__head">
                    <h1>"Codebook"</h1>
                    <p class="hint">{move || summary.get()}</p>
                </header>
                <button
                    type="button"
                    class="codebook__general"
                    aria-current=move || chosen.get().is_none().then_some("true")
                    on:click=general
                >
                    "General rules and stance scale"
                </button>
                <CodeList kind=CodeKind::ClaimType open=open />
                <CodeList kind=CodeKind::Issue open=open />
            </div>
            <div class="panes__detail">
                <button type="button" class="button panes__back" on:click=back>
                    <Icon name="back" />
                    "All codes"
                </button>
                {move || match chosen.get() {
                    Some(id) => view! { <CodeForm id=id /> }.into_any(),
                    None => view! { <CodebookGeneral /> }.into_any(),
                }}
            </div>
        </main>
    }
}
