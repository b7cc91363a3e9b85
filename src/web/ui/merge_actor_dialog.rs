//! Asks which other actor is the same one, and which of the two stays.

use leptos::prelude::*;

use super::actor_picker::ActorPicker;
use super::part::Dialog;
use crate::desk::Notice;
use crate::desk::code_claim::Who;
use crate::desk::view::registry;
use crate::edit::action::actor;
use crate::model::ActorId;
use crate::web::context::AppContext;

/// Merges an actor with another.
#[component]
pub fn MergeActorDialog(
    /// Which actor.
    id: ActorId,
) -> impl IntoView {
    let ctx = AppContext::get();
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    let name_of = move |id: ActorId| {
        let known = |p: &crate::model::Project| p.actors().get(&id).map(|a| a.name.clone());
        ctx.desk.with_untracked(|desk| known(desk.project())).unwrap_or_default()
    };
    let other = RwSignal::new(None::<ActorId>);
    // Whether the actor the dialog was opened for is the one that stays.
    let own_stays = RwSignal::new(true);
    let choose = Callback::new(move |who: Who| match who {
        Who::Known(other_id) if other_id != id => other.set(Some(other_id)),
        Who::Known(_) => ctx.tell(Notice::warning(
            format!("“{}” cannot be merged with itself.", name_of(id)),
            "Choose another actor.",
        )),
        Who::New { .. } | Who::Alias { .. } => ctx.tell(Notice::warning(
            "Only an actor of the registry can be merged.",
            "Another name for this one is added as an alias.",
        )),
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(other) = other.get_untracked() else { return };
        let (gone, kept) = if own_stays.get_untracked() { (other, id) } else { (id, other) };
        ctx.act(|desk, host| {
            let effects = desk.attempt(host, "merge actors", |project, at| {
                actor::merge(project, gone, kept, at)
            })?;
            desk.set_overlay(None);
            desk.choose_actor(Some(kept));
            Ok(effects)
        });
    };
    let question = move |other_id: ActorId| {
        let option = move |stays: bool, name: String| {
            view! {
                <label class="check">
                    <input
                        type="radio"
                        name="stays"
                        prop:checked=move || own_stays.get() == stays
                        on:change=move |_| own_stays.set(stays)
                    />
                    <span>"“"{name}"” stays"</span>
                </label>
            }
        };
        let told = move || {
            let (gone, kept) = if own_stays.get() { (other_id, id) } else { (id, other_id) };
            ctx.desk.with_untracked(|desk| registry::merging(desk.project(), gone, kept))
        };
        view! {
            <form class="form" on:submit=submit>
                <fieldset class="choices">
                    <legend class="field__label">"Which of the two stays?"</legend>
                    {option(true, name_of(id))}
                    {option(false, name_of(other_id))}
                </fieldset>
                <p aria-live="polite">{told}</p>
                <p class="hint">"Affiliations, attributes and notes are put together. One undo takes it all back."</p>
                <div class="form__actions">
                    <button type="button" class="button" on:click=move |_| other.set(None)>
                        "Choose another"
                    </button>
                    <button type="submit" class="button button--main">"Merge the two"</button>
                </div>
            </form>
        }
    };
    view! {
        <Dialog title=format!("Merge “{}” with another actor", name_of(id)) on_close=close>
            {move || match other.get() {
                None => view! {
                    <p class="hint">"Which actor is the same one under another name?"</p>
                    <ActorPicker label="The same actor" on_pick=choose on_back=close />
                }
                .into_any(),
                Some(other) => question(other).into_any(),
            }}
        </Dialog>
    }
}
