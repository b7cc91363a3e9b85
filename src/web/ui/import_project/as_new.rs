//! A file as a project of its own.

use std::sync::Arc;

use leptos::prelude::*;

use super::lists::Problems;
use crate::desk::arrival::ReadFile;
use crate::desk::view::import::fresh::fresh_project;
use crate::model::{Coder, CoderId, ProjectId};
use crate::web::context::AppContext;
use crate::web::host;
use crate::web::shelf::{Order, Shelf};

/// Shows what the new project would lack, and makes it.
#[component]
pub fn AsNew(file: Arc<ReadFile>, for_whom: Option<(CoderId, String)>) -> impl IntoView {
    let ctx = AppContext::get();
    // The app gives the shelf; where it does not, there is nowhere to put a project.
    let shelf = use_context::<Shelf>();
    let here = move |id: ProjectId| {
        let listed = shelf.is_some_and(|shelf| {
            shelf.projects.with_untracked(|all| all.iter().any(|summary| summary.info.id == id))
        });
        listed || ctx.desk.with_untracked(|desk| desk.project().info().id == id)
    };
    let fresh = fresh_project(&file, here, ProjectId::new(host::now().0, host::random()));
    let as_coder = RwSignal::new(for_whom.is_some());
    let whom = for_whom.as_ref().map(|(_, name)| name.clone());
    let project = fresh.project;
    let name = project.info().name.clone();
    let make = move |_| {
        if let Some((id, name)) = for_whom.clone().filter(|_| as_coder.get_untracked()) {
            ctx.act(|desk, host| desk.set_me(Coder::new(id, name), host));
        }
        if let Some(shelf) = shelf {
            shelf.order(Order::Adopt(Arc::clone(&project)));
        }
        ctx.show(|desk| desk.set_overlay(None));
    };
    view! {
        <Problems all=fresh.problems />
        <div class="import__foot">
            <p class="hint">
                {fresh
                    .is_copy
                    .then_some(
                        "A project with this file's id is here already, so this becomes a further one with an id of its own. ",
                    )}
                "The open project stays as it is."
            </p>
            {whom
                .map(|name| {
                    view! {
                        <label class="check">
                            <input
                                type="checkbox"
                                prop:checked=move || as_coder.get()
                                on:change=move |event| as_coder.set(event_target_checked(&event))
                            />
                            {format!("Code as {name} from now on")}
                        </label>
                    }
                })}
            <button type="button" class="button button--main" on:click=make>
                {format!("Make the project “{name}”")}
            </button>
        </div>
    }
}
