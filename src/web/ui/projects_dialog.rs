//! The projects of this browser.

use leptos::prelude::*;

use super::new_project::NewProject;
use super::part::Dialog;
use super::project_row::{DeletedRow, KeptRow};
use crate::desk::view::projects;
use crate::web::context::AppContext;
use crate::web::disk::Disk;
use crate::web::host;
use crate::web::shelf::{Order, Shelf};

/// Lists the projects, and what can be done with them.
#[component]
pub fn ProjectsDialog() -> impl IntoView {
    let ctx = AppContext::get();
    let shelf = Shelf::get();
    let disk = Disk::get();
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    shelf.order(Order::Refresh);
    let rows = Memo::new(move |_| {
        ctx.revision.track();
        ctx.desk.with_untracked(|desk| {
            shelf.projects.with(|all| projects::rows(all, desk, host::now()))
        })
    });
    let deleted = Memo::new(move |_| {
        ctx.revision.track();
        ctx.desk.with_untracked(|desk| {
            shelf.projects.with(|all| projects::deleted(all, desk, host::now()))
        })
    });
    let ids = move |rows: Memo<Vec<projects::ProjectRow>>| {
        rows.with(|rows| rows.iter().map(|row| row.id).collect::<Vec<_>>())
    };
    view! {
        <Dialog title="Projects".to_owned() on_close=close>
            <div class="projects">
                <Show when=move || shelf.problem.with(Option::is_some)>
                    <p class="projects__problem" role="alert">{move || shelf.problem.get()}</p>
                </Show>
                <ul class="projects__list" role="list">
                    <For each=move || ids(rows) key=|id| *id let:id>
                        <KeptRow id=id rows=rows close=close />
                    </For>
                </ul>
                <p class="projects__disk">
                    <span>{move || disk.view.with(crate::desk::disk::View::sentence)}</span>
                    <button
                        type="button"
                        class="button button--small"
                        on:click=move |_| ctx.run("disk")
                    >
                        "On disk…"
                    </button>
                </p>
                <NewProject rows=rows close=close />
                {move || {
                    shelf.room.get().map(|(used, quota)| view! { <p class="hint">{projects::room(used, quota)}</p> })
                }}
                <Show when=move || !deleted.with(Vec::is_empty)>
                    <section class="projects__bin">
                        <h3>"Deleted projects"</h3>
                        <ul class="projects__list" role="list">
                            <For each=move || ids(deleted) key=|id| *id let:id>
                                <DeletedRow id=id rows=deleted />
                            </For>
                        </ul>
                    </section>
                </Show>
            </div>
        </Dialog>
    }
}
