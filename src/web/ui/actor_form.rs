//! Everything known about an actor, and what can be done with it.

use std::sync::Arc;

use leptos::prelude::*;

use super::actor_affiliations::ActorAffiliations;
use super::actor_claims::ActorClaims;
use super::part::{Chip, Icon, NoteField, TextField};
use crate::desk::Overlay;
use crate::desk::view::registry;
use crate::edit::action::actor::{self as action, OldName};
use crate::model::{Actor, ActorId, ActorKind};
use crate::web::context::AppContext;

/// The form of one actor.
#[component]
pub fn ActorForm(
    /// Which actor.
    id: ActorId,
) -> impl IntoView {
    let ctx = AppContext::get();
    let actor = ctx.project_memo(move |desk| desk.project().actors().get(&id).cloned());
    let part = move |part: fn(&Actor) -> String| {
        Signal::derive(move || actor.with(|actor| actor.as_deref().map(part).unwrap_or_default()))
    };
    let used = ctx.project_memo(move |desk| registry::used(desk.project(), id));
    let about = move || {
        let kind = part(|actor| actor.kind.name().to_owned()).get();
        let used = used.get();
        if used.is_empty() { format!("{kind}, not used yet") } else { format!("{kind}, {used}") }
    };
    let note = Callback::new(move |note: String| {
        ctx.edit("change note of actor", move |p, _| action::set_note(p, id, note.trim()));
    });
    let ask = move |overlay: Overlay| ctx.show(|desk| desk.set_overlay(Some(overlay)));
    view! {
        <article class="sheet" aria-label=move || part(|actor| actor.name.clone()).get()>
            <header class="sheet__head">
                <h2 class="sheet__title">{move || part(|actor| actor.name.clone()).get()}</h2>
                <p class="hint">{about}</p>
            </header>
            <div class="sheet__tools" role="group" aria-label="This actor">
                <button
                    type="button"
                    class="button button--small"
                    on:click=move |_| ask(Overlay::MergeActor(id))
                >
                    <Icon name="link" />
                    "Merge with another …"
                </button>
                <button
                    type="button"
                    class="button button--small button--danger"
                    title="Del in the list"
                    on:click=move |_| ask(Overlay::DeleteActor(id))
                >
                    <Icon name="trash" />
                    "Delete …"
                </button>
            </div>
            <Name id=id actor=actor />
            <Kind id=id actor=actor />
            <Aliases id=id actor=actor />
            <NoteField label="Note" rows=2 value=part(|actor| actor.note.clone()) on_change=note />
            <ActorAffiliations id=id actor=actor />
            <ActorClaims id=id />
        </article>
    }
}

/// The name; the old one becomes an alias unless it was a slip of the pen.
#[component]
fn Name(id: ActorId, actor: Memo<Option<Arc<Actor>>>) -> impl IntoView {
    let ctx = AppContext::get();
    let keep = RwSignal::new(true);
    let problem = RwSignal::new(String::new());
    let value = Signal::derive(move || {
        actor.with(|actor| actor.as_ref().map(|actor| actor.name.clone()).unwrap_or_default())
    });
    let rename = Callback::new(move |name: String| {
        if name.trim().is_empty() {
            return problem.set("An actor needs a name.".to_owned());
        }
        problem.set(String::new());
        let old = if keep.get_untracked() { OldName::KeepAsAlias } else { OldName::Forget };
        ctx.edit("rename actor", move |project, _| action::rename(project, id, &name, old));
    });
    view! {
        <div class="actors__rename">
            <TextField label="Name" value=value problem=problem on_change=rename />
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || keep.get()
                    on:change=move |event| keep.set(event_target_checked(&event))
                />
                "When renamed, keep the old name as an alias"
            </label>
        </div>
    }
}

/// What sort of actor it is.
#[component]
fn Kind(id: ActorId, actor: Memo<Option<Arc<Actor>>>) -> impl IntoView {
    let ctx = AppContext::get();
    let now = Memo::new(move |_| actor.with(|actor| actor.as_ref().map(|actor| actor.kind)));
    view! {
        <fieldset class="choices">
            <legend class="field__label">"Kind"</legend>
            <div class="segmented" id="actor-kind">
                {ActorKind::ALL
                    .into_iter()
                    .map(|kind| {
                        view! {
                            <label class="segmented__part actors__choice">
                                <input
                                    type="radio"
                                    class="visually-hidden"
                                    name="actor-kind"
                                    prop:checked=move || now.get() == Some(kind)
                                    on:change=move |_| {
                                        ctx.edit("change kind of actor", move |project, _| {
                                            action::set_kind(project, id, kind)
                                        });
                                    }
                                />
                                {kind.name()}
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}

/// Other names the actor goes by.
#[component]
fn Aliases(id: ActorId, actor: Memo<Option<Arc<Actor>>>) -> impl IntoView {
    let ctx = AppContext::get();
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());
    let aliases = Memo::new(move |_| {
        actor.with(|actor| actor.as_ref().map(|actor| actor.aliases.clone()).unwrap_or_default())
    });
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let alias = typed.get_untracked().trim().to_owned();
        let known = actor.with_untracked(|a| a.as_ref().is_some_and(|a| a.goes_by(&alias)));
        if known {
            return problem.set(format!("It goes by “{alias}” already."));
        }
        problem.set(String::new());
        typed.set(String::new());
        ctx.edit("add alias", move |project, _| action::add_alias(project, id, &alias));
    };
    view! {
        <div class="actors__aliases-field" role="group" aria-label="Aliases">
            <span class="field__label">"Aliases"</span>
            <div class="actors__chips">
                <For each=move || aliases.get() key=String::clone let:alias>
                    {
                        let own = alias.clone();
                        view! {
                            <Chip
                                label=alias.clone()
                                colour=None
                                remove_label=format!("Remove the alias {alias}")
                                on_remove=Callback::new(move |()| {
                                    let own = own.clone();
                                    ctx.edit("remove alias", move |project, _| {
                                        action::remove_alias(project, id, &own)
                                    });
                                })
                            />
                        }
                    }
                </For>
                <form class="actors__new-alias" on:submit=add>
                    <input
                        type="text"
                        class="input"
                        aria-label="New alias"
                        placeholder="Add an alias"
                        autocomplete="off"
                        prop:value=move || typed.get()
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                    <button type="submit" class="button button--icon" aria-label="Add the alias" title="Add the alias (Enter)">
                        <Icon name="add" />
                    </button>
                </form>
            </div>
            <Show when=move || !problem.get().is_empty()>
                <span class="field__problem" role="alert">{move || problem.get()}</span>
            </Show>
        </div>
    }
}
