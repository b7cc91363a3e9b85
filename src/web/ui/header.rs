//! The bar at the top: project, places, undo, menu.

use leptos::prelude::*;

use super::part::Icon;
use crate::desk::{Desk, Place};
use crate::web::context::AppContext;

/// The bar at the top of every screen.
#[component]
pub fn Header(
    /// Shows whether the work is saved.
    children: Children,
) -> impl IntoView {
    let ctx = AppContext::get();
    let project = ctx.project_memo(|desk| desk.project().info().name.clone());
    let place = ctx.memo(Desk::place);
    let undo = ctx.project_memo(|desk| desk.history().undo_label().map(str::to_owned));
    let redo = ctx.project_memo(|desk| desk.history().redo_label().map(str::to_owned));
    let me = ctx.memo(|desk| desk.me().map(|me| me.name.clone()));
    let named = |word: &str, step: Option<String>| {
        step.map_or_else(|| format!("{word}: nothing to do"), |step| format!("{word}: {step}"))
    };
    view! {
        <header class="top">
            <h1 class="top__brand">
                <span class="top__mark" aria-hidden="true"></span>
                <span class="top__name">"Claimlight"</span>
            </h1>
            <button
                type="button"
                class="button button--quiet top__project"
                title="Projects (Ctrl+Shift+P)"
                on:click=move |_| ctx.run("projects")
            >
                <span class="top__project-name">{move || project.get()}</span>
                <Icon name="down" />
            </button>
            <nav class="top__places" aria-label="Places">
                {Place::ALL
                    .into_iter()
                    .enumerate()
                    .map(|(at, one)| {
                        view! {
                            <button
                                type="button"
                                class="tab"
                                title=format!("{} ({})", one.name(), at + 1)
                                aria-current=move || (place.get() == one).then_some("page")
                                on:click=move |_| ctx.show(|desk| desk.go(one))
                            >
                                {one.name()}
                            </button>
                        }
                    })
                    .collect_view()}
            </nav>
            <div class="top__tools">
                {children()}
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label=move || named("Undo", undo.get())
                    title=move || format!("{} (Ctrl+Z)", named("Undo", undo.get()))
                    disabled=move || undo.get().is_none()
                    on:click=move |_| ctx.run("undo")
                >
                    <Icon name="undo" />
                </button>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label=move || named("Redo", redo.get())
                    title=move || format!("{} (Ctrl+Shift+Z)", named("Redo", redo.get()))
                    disabled=move || redo.get().is_none()
                    on:click=move |_| ctx.run("redo")
                >
                    <Icon name="redo" />
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    title="Import a Claimlight file (Ctrl+I)"
                    on:click=move |_| ctx.run("import-project")
                >
                    <Icon name="import" />
                    <span class="top__word">"Import"</span>
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    title="Export (Ctrl+E)"
                    on:click=move |_| ctx.run("export")
                >
                    <Icon name="export" />
                    <span class="top__word">"Export"</span>
                </button>
                <button
                    type="button"
                    class="button button--quiet top__coder"
                    title="Change the coder's name"
                    on:click=move |_| ctx.run("coder")
                >
                    {move || me.get().unwrap_or_else(|| "No coder yet".to_owned())}
                </button>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label="Find a command"
                    title="Find a command (Ctrl+K)"
                    on:click=move |_| ctx.run("palette")
                >
                    <Icon name="search" />
                </button>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label="Show all keys"
                    title="All keys (?)"
                    on:click=move |_| ctx.run("keys")
                >
                    "?"
                </button>
            </div>
        </header>
    }
}
