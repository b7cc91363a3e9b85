//! Asks what becomes of the records that name an actor before it is deleted.

use leptos::prelude::*;

use super::actor_picker::ActorPicker;
use super::part::Dialog;
use crate::desk::Notice;
use crate::desk::code_claim::Who;
use crate::desk::view::registry;
use crate::edit::action::actor::{self, Disposal};
use crate::model::ActorId;
use crate::web::context::AppContext;

/// Deletes an actor after asking what becomes of the records that name it.
#[component]
pub fn DeleteActorDialog(
    /// Which actor.
    id: ActorId,
) -> impl IntoView {
    let ctx = AppContext::get();
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    let name_of = move |id: ActorId| {
        let known = |p: &crate::model::Project| p.actors().get(&id).map(|a| a.name.clone());
        ctx.desk.with_untracked(|desk| known(desk.project())).unwrap_or_default()
    };
    let used = ctx.desk.with_untracked(|desk| registry::used(desk.project(), id));
    let replace = RwSignal::new(false);
    let other = RwSignal::new(None::<ActorId>);
    let choose = Callback::new(move |who: Who| match who {
        Who::Known(chosen) if chosen != id => other.set(Some(chosen)),
        _ => ctx.tell(Notice::warning(
            "Only another actor of the registry can take its place.",
            "Choose one of the list.",
        )),
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let disposal = match (replace.get_untracked(), other.get_untracked()) {
            (false, _) => Disposal::TakeOff,
            (true, Some(other)) => Disposal::ReplaceWith(other),
            (true, None) => return,
        };
        ctx.act(|desk, host| {
            let effects =
                desk.attempt(host, "delete actor", |p, at| actor::delete(p, id, disposal, at))?;
            desk.set_overlay(None);
            if let Disposal::ReplaceWith(other) = disposal {
                desk.choose_actor(Some(other));
            }
            Ok(effects)
        });
    };
    let option = move |which: bool, words: &'static str| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="actor-disposal"
                    prop:checked=move || replace.get() == which
                    on:change=move |_| replace.set(which)
                />
                <span>{words}</span>
            </label>
        }
    };
    let in_use = !used.is_empty();
    let told = if in_use { format!("{used} name it.") } else { "Nothing names it.".to_owned() };
    let asking = move || replace.get() && other.get().is_none();
    let back = Callback::new(move |()| replace.set(false));
    view! {
        <Dialog title=format!("Delete “{}”?", name_of(id)) size="narrow" on_close=close>
            <div class="form">
                <p>{told}</p>
                {in_use
                    .then(|| {
                        view! {
                            <fieldset class="choices">
                                <legend class="visually-hidden">"What becomes of what names it"</legend>
                                {option(
                                    false,
                                    "Take it off the claims and affiliations, and delete its mentions",
                                )}
                                {option(true, "Put another actor in its place")}
                            </fieldset>
                        }
                    })}
                <Show when=asking>
                    <ActorPicker label="Who takes its place" on_pick=choose on_back=back />
                </Show>
                <Show when=move || replace.get() && other.get().is_some()>
                    <p>
                        "“"{move || other.get().map(name_of)}"” takes its place. "
                        <button type="button" class="link" on:click=move |_| other.set(None)>
                            "Choose another"
                        </button>
                    </p>
                </Show>
            </div>
            <form class="form__actions" on:submit=submit>
                <button type="button" class="button" on:click=move |_| close.run(())>
                    "Cancel"
                </button>
                <button type="submit" class="button button--danger" disabled=asking>
                    "Delete the actor"
                </button>
            </form>
        </Dialog>
    }
}
