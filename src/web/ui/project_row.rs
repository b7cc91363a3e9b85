//! One project of the list.

use leptos::html;
use leptos::prelude::*;

use super::part::Icon;
use crate::desk::view::projects::ProjectRow;
use crate::model::ProjectId;
use crate::web::context::AppContext;
use crate::web::dom::page;
use crate::web::shelf::{Order, Shelf};

/// Finds the row of a project, which follows what is done to it.
fn row_of(id: ProjectId, rows: Memo<Vec<ProjectRow>>) -> Memo<Option<ProjectRow>> {
    Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.id == id).cloned()))
}

/// Gives the first small button of a row the keyboard, which would be lost with the button pressed.
fn focus_first(id: ProjectId) {
    page::after_layout(move || page::focus(&format!("#project-{id} .button--small")));
}

/// A project that can be opened, renamed, copied and deleted.
#[component]
pub fn KeptRow(
    /// Which project.
    id: ProjectId,
    /// All rows.
    rows: Memo<Vec<ProjectRow>>,
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let shelf = Shelf::get();
    let row = row_of(id, rows);
    let name = move || row.with(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_default());
    let current = move || row.with(|row| row.as_ref().is_some_and(|row| row.current));
    let renaming = RwSignal::new(false);
    let open = move |_| {
        close.run(());
        if !current() {
            shelf.order(Order::Open(id));
        }
    };
    view! {
        <li id=format!("project-{id}") class="projects__row" aria-current=move || current().then_some("true")>
            <Show
                when=move || renaming.get()
                fallback=move || {
                    view! {
                        <button type="button" class="projects__open" on:click=open>
                            <span class="projects__name" dir="auto">{name}</span>
                            <About row=row />
                        </button>
                        <div class="projects__actions">
                            <button
                                type="button"
                                class="button button--quiet button--small"
                                aria-label=move || format!("Rename {}", name())
                                on:click=move |_| renaming.set(true)
                            >
                                <Icon name="edit" />
                                "Rename"
                            </button>
                            <button
                                type="button"
                                class="button button--quiet button--small"
                                aria-label=move || format!("Duplicate {}", name())
                                on:click=move |_| shelf.order(Order::Duplicate(id))
                            >
                                "Duplicate"
                            </button>
                            <button
                                type="button"
                                class="button button--quiet button--small"
                                aria-label=move || format!("Delete {}", name())
                                title="It can be restored for thirty days"
                                on:click=move |_| shelf.order(Order::Delete(id))
                            >
                                <Icon name="trash" />
                                "Delete"
                            </button>
                        </div>
                    }
                }
            >
                <Rename id=id name=name() done=renaming />
            </Show>
        </li>
    }
}

/// Another name for a project, typed in its place.
#[component]
fn Rename(id: ProjectId, name: String, done: RwSignal<bool>) -> impl IntoView {
    let shelf = Shelf::get();
    let node = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(name.clone());
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            // The name is written into the field only after the field is there.
            page::after_layout(move || {
                drop(input.focus());
                input.select();
            });
        }
    });
    let label = format!("New name of {name}");
    let leave = move || {
        done.set(false);
        focus_first(id);
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let new = typed.with_untracked(|typed| typed.trim().to_owned());
        if !new.is_empty() && new != name {
            shelf.order(Order::Rename(id, new));
        }
        leave();
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        // Escape gives up the new name and not the whole dialog.
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            leave();
        }
    };
    view! {
        <form class="projects__rename" on:submit=submit on:keydown=keys>
            <input
                type="text"
                class="input"
                dir="auto"
                aria-label=label
                node_ref=node
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
            />
            <button
                type="submit"
                class="button button--small button--main"
                disabled=move || typed.with(|typed| typed.trim().is_empty())
            >
                "Rename"
            </button>
            <button type="button" class="button button--small" on:click=move |_| leave()>
                "Cancel"
            </button>
        </form>
    }
}

/// A project of the bin: restored, or deleted for good after a second press.
#[component]
pub fn DeletedRow(
    /// Which project.
    id: ProjectId,
    /// All deleted rows.
    rows: Memo<Vec<ProjectRow>>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let shelf = Shelf::get();
    let row = row_of(id, rows);
    let name = move || row.with(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_default());
    let sure = RwSignal::new(false);
    let purge = move |_| {
        shelf.order(Order::Purge(id));
        ctx.tell(crate::desk::Notice::info(format!("“{}” is deleted for good.", name())));
    };
    view! {
        <li id=format!("project-{id}") class="projects__row">
            <div class="projects__gone">
                <span class="projects__name" dir="auto">{name}</span>
                <About row=row />
            </div>
            <div class="projects__actions">
                <Show
                    when=move || sure.get()
                    fallback=move || {
                        view! {
                            <button
                                type="button"
                                class="button button--small"
                                aria-label=move || format!("Restore {}", name())
                                on:click=move |_| shelf.order(Order::Restore(id))
                            >
                                "Restore"
                            </button>
                            <button
                                type="button"
                                class="button button--quiet button--small"
                                aria-label=move || format!("Delete for good… {}", name())
                                on:click=move |_| {
                                    sure.set(true);
                                    focus_first(id);
                                }
                            >
                                "Delete for good…"
                            </button>
                        }
                    }
                >
                    <span class="projects__sure" role="alert">"This cannot be undone."</span>
                    <button
                        type="button"
                        class="button button--small"
                        on:click=move |_| {
                            sure.set(false);
                            focus_first(id);
                        }
                    >
                        "Keep"
                    </button>
                    <button
                        type="button"
                        class="button button--danger button--small"
                        aria-label=move || format!("Delete for good: {}", name())
                        on:click=purge
                    >
                        "Delete for good"
                    </button>
                </Show>
            </div>
        </li>
    }
}

/// How much a project holds, and when it was opened.
#[component]
fn About(row: Memo<Option<ProjectRow>>) -> impl IntoView {
    let about =
        move || row.with(|row| row.as_ref().map(|row| format!("{} · {}", row.counts, row.when)));
    view! { <span class="projects__about">{about}</span> }
}
