//! The Actors screen: the registry at the left, one actor at the right.

use leptos::prelude::*;

use super::actor_form::ActorForm;
use super::actor_list::ActorList;
use super::part::Icon;
use crate::desk::Desk;
use crate::web::context::AppContext;
use crate::web::dom::page;

/// Keeping the registry of actors.
#[component]
pub fn ActorsScreen() -> impl IntoView {
    let ctx = AppContext::get();
    let chosen = ctx.memo(Desk::chosen_actor);
    // On narrow windows there is room for the list or for the form, not for both.
    let open = RwSignal::new(chosen.get_untracked().is_some());
    let back = move |_| {
        open.set(false);
        page::after_layout(|| page::focus(".actors [aria-current='true']"));
    };
    view! {
        <main class="panes actors" data-open=move || (open.get() && chosen.get().is_some()).then_some("true")>
            <ActorList open=open />
            <div class="panes__detail">
                <button type="button" class="button panes__back" on:click=back>
                    <Icon name="back" />
                    "All actors"
                </button>
                {move || match chosen.get() {
                    Some(id) => view! { <ActorForm id=id /> }.into_any(),
                    None => view! {
                        <p class="empty">
                            "Choose an actor to see its names, its affiliations and the claims it takes part in."
                        </p>
                    }
                    .into_any(),
                }}
            </div>
        </main>
    }
}
