//! The bar at the top: project, places, undo, menu.

use leptos::prelude::*;

use super::part::Icon;
use crate::desk::{Desk, Place};
use crate::web::context::AppContext;

/// The bar at the top of every screen.
#[component]
pub fn Header(
    /// Whether the work cannot be saved: then the line that says so takes the room it needs.
    #[prop(into)]
    failed: Signal<bool>,
    /// Shows whether the work is saved.
    children: Children,
) -> impl IntoView {
    let ctx = AppContext::get();
    let project = ctx.project_memo(|desk| desk.project().info().name.clone());
    let place = ctx.memo(Desk::place);
    let undo = ctx.project_memo(|desk| desk.history().undo_label().map(str::to_owned));
    let redo = ctx.project_memo(|desk| desk.history().redo_label().map(str::to_owned));
    let me = ctx.memo(|desk| desk.me().map(|me| me.name.clone()));
    let unnamed = ctx.memo(Desk::is_unnamed);
    let named = |word: &str, step: Option<String>| {
        step.map_or_else(|| format!("{word}: nothing to do"), |step| format!("{word}: {step}"))
    };
    view! {
        <header class="top" data-failed=move || failed.get().then_some("true")>
            <h1 class="top__brand">
                <span class="top__mark" aria-hidden="true"></span>
                <span class="top__name">"Claimlight"</span>
            </h1>
            <button
                type="button"
                class="button button--quiet top__project"
                title=move || ctx.with_key("Projects", "projects")
                on:click=move |_| ctx.run("projects")
            >
                <span class="top__project-name">{move || project.get()}</span>
                <Icon name="down" />
            </button>
            <nav class="top__places" aria-label="Places">
                {Place::ALL
                    .into_iter()
                    .map(|one| {
                        view! {
                            <button
                                type="button"
                                class="tab"
                                title=move || ctx.with_key(one.name(), command_of(one))
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
                    title=move || ctx.with_key(&named("Undo", undo.get()), "undo")
                    disabled=move || undo.get().is_none()
                    on:click=move |_| ctx.run("undo")
                >
                    <Icon name="undo" />
                </button>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label=move || named("Redo", redo.get())
                    title=move || ctx.with_key(&named("Redo", redo.get()), "redo")
                    disabled=move || redo.get().is_none()
                    on:click=move |_| ctx.run("redo")
                >
                    <Icon name="redo" />
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    title=move || ctx.with_key("Import a Claimlight file", "import-project")
                    on:click=move |_| ctx.run("import-project")
                >
                    <Icon name="import" />
                    <span class="top__word">"Import"</span>
                </button>
                <button
                    type="button"
                    class="button button--quiet"
                    title=move || ctx.with_key("Export", "export")
                    on:click=move |_| ctx.run("export")
                >
                    <Icon name="export" />
                    <span class="top__word">"Export"</span>
                </button>
                <button
                    type="button"
                    class="button button--quiet top__coder"
                    data-unnamed=move || unnamed.get().then_some("true")
                    title=move || {
                        let tip = if unnamed.get() { "Give your name" } else { "Change the coder's name" };
                        ctx.with_key(tip, "coder")
                    }
                    on:click=move |_| ctx.run("coder")
                >
                    {move || me.get().unwrap_or_else(|| "No coder yet".to_owned())}
                </button>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label="Find a command"
                    title=move || ctx.with_key("Find a command", "palette")
                    on:click=move |_| ctx.run("palette")
                >
                    <Icon name="search" />
                </button>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label="Show all keys"
                    title=move || ctx.with_key("All keys", "keys")
                    on:click=move |_| ctx.run("keys")
                >
                    "?"
                </button>
            </div>
        </header>
    }
}

/// Returns the command that goes to a place.
fn command_of(place: Place) -> &'static str {
    match place {
        Place::Code => "place.code",
        Place::Codebook => "place.codebook",
        Place::Actors => "place.actors",
    }
}
