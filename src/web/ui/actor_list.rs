//! The registry as a list that is searched by typing.

use std::sync::Arc;

use leptos::prelude::*;

use super::part::{Icon, NameEntry};
use crate::desk::view::prose::counted;
use crate::desk::view::registry::{ActorRow, ActorSort, Registry};
use crate::desk::{Desk, Overlay};
use crate::edit::action::actor;
use crate::model::{ActorId, ActorKind, Role};
use crate::web::context::AppContext;
use crate::web::dom::page;

/// How many actors are drawn at first, and how many more at each wish.
const STEP: usize = 200;

/// Lists the actors and chooses one; arrows move between them.
#[component]
pub fn ActorList(
    /// Set when an actor is opened.
    open: RwSignal<bool>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let typed = RwSignal::new(String::new());
    let sort = RwSignal::new(ActorSort::Name);
    let adding = RwSignal::new(false);
    let shown = RwSignal::new(STEP);
    // Folding every name is done once for each change of the project, not at every key.
    let registry = Memo::new_with_compare(
        move |_| {
            ctx.revision.track();
            Arc::new(ctx.desk.with_untracked(|desk| Registry::new(desk.project())))
        },
        |_, _| true,
    );
    let rows = Memo::new(move |_| {
        let (registry, sort) = (registry.get(), sort.get());
        typed.with(|typed| ctx.desk.with_untracked(|d| registry.rows(d.project(), typed, sort)))
    });
    let total = ctx.project_memo(|desk| desk.project().actors().len());
    let enter = Callback::new(move |name: String| {
        adding.set(false);
        typed.set(String::new());
        ctx.act(|desk, host| {
            let id = ActorId(host.fresh());
            let label = format!("add actor “{name}”");
            let kind = ActorKind::default();
            let effects = desk.edit(host, &label, |_| actor::add(id, &name, kind))?;
            desk.choose_actor(Some(id));
            Ok(effects)
        });
        open.set(true);
        page::after_layout(|| page::focus("#actor-kind :checked"));
    });
    view! {
        <div class="panes__list actors__side">
            <header class="actors__head">
                <h1>"Actors"</h1>
                <p class="hint">{move || counted(total.get(), "actor")}</p>
                <button type="button" class="button button--small" on:click=move |_| adding.set(true)>
                    <Icon name="add" />
                    "Add an actor"
                </button>
            </header>
            <Show when=move || adding.get()>
                <NameEntry
                    label="Name of the new actor"
                    start=typed.get_untracked()
                    on_enter=enter
                    on_back=Callback::new(move |()| adding.set(false))
                />
            </Show>
            <div class="actors__filter">
                <input
                    type="search"
                    class="input"
                    aria-label="Search names and aliases"
                    placeholder="Search names and aliases"
                    prop:value=move || typed.get()
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        shown.set(STEP);
                    }
                    on:keydown=enter_list
                />
                <div class="segmented" role="group" aria-label="Sort by">
                    {ActorSort::ALL
                        .into_iter()
                        .map(|one| {
                            view! {
                                <button
                                    type="button"
                                    class="segmented__part"
                                    aria-pressed=move || (sort.get() == one).to_string()
                                    on:click=move |_| sort.set(one)
                                >
                                    {format!("by {}", one.name())}
                                </button>
                            }
                        })
                        .collect_view()}
                </div>
            </div>
            <ul class="actors__list" role="list" on:keydown=step_with_arrows>
                <For
                    each=move || rows.with(|rows| rows.iter().take(shown.get()).map(|row| row.id).collect::<Vec<_>>())
                    key=|id| *id
                    let:id
                >
                    <Line id=id rows=rows open=open />
                </For>
            </ul>
            <Show when=move || rows.with(|rows| rows.len() > shown.get())>
                <button
                    type="button"
                    class="button button--quiet actors__more"
                    on:click=move |_| shown.update(|shown| *shown += STEP)
                >
                    {move || format!("Show more of {}", rows.with(Vec::len))}
                </button>
            </Show>
            <Show when=move || rows.with(Vec::is_empty)>
                <p class="empty">
                    {move || {
                        if total.get() == 0 {
                            "No actors yet. They come with the claims you code, or are added here."
                        } else {
                            "No name or alias answers what you typed."
                        }
                    }}
                </p>
            </Show>
        </div>
    }
}

/// One actor.
#[component]
fn Line(id: ActorId, rows: Memo<Vec<ActorRow>>, open: RwSignal<bool>) -> impl IntoView {
    let ctx = AppContext::get();
    let row = Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.id == id).cloned()));
    let chosen = ctx.memo(Desk::chosen_actor);
    let part = move |part: fn(&ActorRow) -> String| {
        row.with(|row| row.as_ref().map(part).unwrap_or_default())
    };
    let uses = move || row.with(|row| row.as_ref().map(in_words).unwrap_or_default());
    let choose = move |_| {
        ctx.show(|desk| desk.choose_actor(Some(id)));
        open.set(true);
        // Where the list gives way to the form, the keyboard goes along; elsewhere the button is
        // not shown, and the keyboard stays in the list.
        page::after_layout(|| page::focus(".panes__back"));
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Delete" {
            event.prevent_default();
            ctx.show(|desk| desk.set_overlay(Some(Overlay::DeleteActor(id))));
        }
    };
    view! {
        <li>
            <button
                type="button"
                class="actors__row"
                aria-current=move || (chosen.get() == Some(id)).then_some("true")
                on:click=choose
                on:keydown=on_key
            >
                <span class="actors__name">{move || part(|row| row.name.clone())}</span>
                <span class="actors__kind">{move || part(|row| row.kind.name().to_owned())}</span>
                <span class="actors__aliases">{move || part(|row| row.aliases.clone())}</span>
                <span class="actors__uses">{uses}</span>
            </button>
        </li>
    }
}

/// Says how often an actor is named: "3 claimant · 1 target · 2 mentions".
fn in_words(row: &ActorRow) -> String {
    let roles = Role::ALL.into_iter().zip(row.tally.roles).filter(|(_, count)| *count > 0);
    let mut parts: Vec<String> =
        roles.map(|(role, count)| format!("{count} as {}", role.name())).collect();
    if row.tally.mentions > 0 {
        parts.push(counted(row.tally.mentions, "mention"));
    }
    if parts.is_empty() { "unused".to_owned() } else { parts.join(" · ") }
}

/// Moves the keyboard from the search to the first answer.
fn enter_list(event: web_sys::KeyboardEvent) {
    if matches!(event.key().as_str(), "ArrowDown" | "Enter") {
        event.prevent_default();
        page::focus(".actors__row");
    }
}

/// Moves the keyboard to the line above or below.
fn step_with_arrows(event: web_sys::KeyboardEvent) {
    let down = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return,
    };
    if event.alt_key() || event.ctrl_key() {
        return;
    }
    event.prevent_default();
    page::focus_neighbour(".actors__row", down);
}
