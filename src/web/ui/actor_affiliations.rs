//! Whom an actor belonged to, in what position, and when.

use std::sync::Arc;

use leptos::prelude::*;

use super::actor_picker::ActorPicker;
use super::part::{Icon, TextField};
use crate::desk::code_claim::Who;
use crate::desk::view::registry::date_of;
use crate::edit::action::actor as action;
use crate::model::{Actor, ActorId, Affiliation, PartialDate};
use crate::web::context::AppContext;

/// Lists an actor's affiliations; each can be changed and removed, and more added.
#[component]
pub fn ActorAffiliations(
    /// Which actor.
    id: ActorId,
    /// The actor as it is now.
    actor: Memo<Option<Arc<Actor>>>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let asking = RwSignal::new(false);
    let all = Memo::new(move |_| {
        actor.with(|actor| actor.as_ref().map(|a| a.affiliations.clone()).unwrap_or_default())
    });
    let choose = Callback::new(move |who: Who| {
        asking.set(false);
        ctx.act(|desk, host| desk.affiliate(host, id, who));
    });
    view! {
        <section aria-labelledby="affiliations-heading">
            <header class="sheet__section-head">
                <h3 id="affiliations-heading">"Affiliations"</h3>
                <button
                    type="button"
                    class="button button--small"
                    aria-expanded=move || asking.get().to_string()
                    on:click=move |_| asking.update(|asking| *asking = !*asking)
                >
                    <Icon name="add" />
                    "Add an affiliation"
                </button>
            </header>
            <Show when=move || asking.get()>
                <div class="actors__prompt">
                    <ActorPicker
                        label="Belongs to"
                        on_pick=choose
                        on_back=Callback::new(move |()| asking.set(false))
                    />
                </div>
            </Show>
            <Show when=move || all.with(Vec::is_empty) && !asking.get()>
                <p class="hint">"A minister belongs to a ministry, a ministry to a state. Networks can then be drawn of either."</p>
            </Show>
            <ul class="actors__affiliations" role="list">
                <For each=move || 0..all.with(Vec::len) key=|at| *at let:at>
                    <One id=id at=at all=all />
                </For>
            </ul>
        </section>
    }
}

/// What is done to all affiliations of an actor.
type Rewrite = Box<dyn FnOnce(&mut Vec<Affiliation>)>;

/// One affiliation, known by its place so that the keyboard stays in it while it changes.
#[component]
fn One(id: ActorId, at: usize, all: Memo<Vec<Affiliation>>) -> impl IntoView {
    let ctx = AppContext::get();
    let part = move |part: fn(&Affiliation) -> String| {
        Signal::derive(move || all.with(|all| all.get(at).map(part).unwrap_or_default()))
    };
    let with = Memo::new(move |_| all.with(|all| all.get(at).map(|one| one.with)));
    let name = Signal::derive(move || {
        ctx.revision.track();
        let known = |id: ActorId| {
            ctx.desk.with_untracked(|d| d.project().actors().get(&id).map(|a| a.name.clone()))
        };
        with.get().and_then(known).unwrap_or_default()
    });
    let set = move |label: &'static str, change: Rewrite| {
        ctx.edit(label, move |project, _| {
            let known = project.actors().get(&id);
            let mut all = known.map(|actor| actor.affiliations.clone()).unwrap_or_default();
            change(&mut all);
            action::set_affiliations(project, id, all)
        });
    };
    let alter = move |change: Box<dyn FnOnce(&mut Affiliation)>| {
        set(
            "change affiliation",
            Box::new(move |all| {
                if let Some(one) = all.get_mut(at) {
                    change(one);
                }
            }),
        );
    };
    let position = Callback::new(move |typed: String| {
        alter(Box::new(move |one| typed.trim().clone_into(&mut one.position)));
    });
    let (from_problem, to_problem) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let date = move |problem: RwSignal<String>, put: fn(&mut Affiliation, Option<PartialDate>)| {
        Callback::new(move |typed: String| match date_of(&typed) {
            Ok(date) => {
                problem.set(String::new());
                alter(Box::new(move |one| put(one, date)));
            }
            Err(reason) => problem.set(reason),
        })
    };
    let remove = move |_| {
        set(
            "remove affiliation",
            Box::new(move |all| {
                if at < all.len() {
                    all.remove(at);
                }
            }),
        );
    };
    view! {
        <li class="actors__affiliation">
            <button
                type="button"
                class="link actors__with"
                title="Show this actor"
                on:click=move |_| ctx.show(|desk| desk.choose_actor(with.get_untracked()))
            >
                {name}
            </button>
            <TextField label="As" value=part(|one| one.position.clone()) placeholder="position" on_change=position />
            <TextField
                label="From"
                value=part(|one| one.from.map(|date| date.to_string()).unwrap_or_default())
                placeholder="e.g. 2018-05"
                problem=from_problem
                on_change=date(from_problem, |one, date| one.from = date)
            />
            <TextField
                label="To"
                value=part(|one| one.to.map(|date| date.to_string()).unwrap_or_default())
                placeholder="e.g. 2020"
                problem=to_problem
                on_change=date(to_problem, |one, date| one.to = date)
            />
            <button
                type="button"
                class="button button--quiet button--icon"
                aria-label=move || format!("Remove the affiliation with {}", name.get())
                title="Remove the affiliation"
                on:click=remove
            >
                <Icon name="close" />
            </button>
        </li>
    }
}
