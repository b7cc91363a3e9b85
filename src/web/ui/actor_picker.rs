//! Chooses an actor by name or alias, or makes a new one in place.

use crate::text::order;
use leptos::prelude::*;

use super::part::{Picker, PickerOption};
use crate::desk::code_claim::Who;
use crate::desk::guess::Why;
use crate::desk::view::pick;
use crate::model::{ActorId, ActorKind};
use crate::web::context::AppContext;

/// Lets the user choose an actor.
#[component]
pub fn ActorPicker(
    /// Names the field: "Claimant".
    #[prop(into)]
    label: String,
    /// The name a new actor gets while nothing is typed.
    #[prop(optional, into)]
    default_name: String,
    /// The actor most likely meant: stands first, marked as a guess.
    #[prop(optional_no_strip)]
    guess: Option<ActorId>,
    /// What the guess rests on, when it was made from the text; shown beside the name.
    #[prop(optional_no_strip)]
    why: Option<Why>,
    /// When the question is about an actor, only others of the registry are offered.
    #[prop(optional_no_strip)]
    other_than: Option<ActorId>,
    /// Takes the choice.
    on_pick: Callback<Who>,
    /// Says that the user wants to go back.
    on_back: Callback<()>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let typed = RwSignal::new(String::new());
    let name = {
        let default_name = default_name.clone();
        move || {
            let typed = typed.get().trim().to_owned();
            if typed.is_empty() { default_name.clone() } else { typed }
        }
    };
    let options = {
        let name = name.clone();
        Signal::derive(move || {
            ctx.revision.track();
            let typed = typed.get();
            let new = name();
            ctx.desk.with_untracked(|desk| {
                let mut found = pick::actors(desk, &typed);
                found.retain(|one| Some(one.id) != other_than);
                if typed.trim().is_empty() {
                    // Whoever is most likely meant comes first; typing makes the words decide.
                    order::by_key(&mut found, |one| Some(one.id) != guess);
                    if let (Some(id), Some(first)) = (guess, found.first())
                        && first.id != id
                    {
                        let guessed = desk.project().actors().get(&id);
                        let all = guessed.map(|a| pick::actors(desk, &a.name));
                        let one = all.into_iter().flatten().find(|one| one.id == id);
                        found.splice(0..0, one);
                    }
                }
                let known = found.into_iter().map(|one| {
                    let guessed = Some(one.id) == guess && typed.trim().is_empty();
                    let remark = why.filter(|_| guessed).map(|why| why.remark().to_owned());
                    let mark =
                        if guessed { why.map_or("guess", Why::mark) } else { one.kind.name() };
                    PickerOption {
                        key: one.id.to_string(),
                        label: one.name,
                        detail: remark.or(one.alias).unwrap_or_default(),
                        mark: mark.to_owned(),
                        ..PickerOption::default()
                    }
                });
                let made = (other_than.is_none() && !new.is_empty() && !pick::is_known(desk, &new))
                    .then(|| ActorKind::ALL.map(|kind| new_option(&new, kind)));
                known.chain(made.into_iter().flatten()).collect::<Vec<_>>()
            })
        })
    };
    let choose = Callback::new(move |key: String| {
        let kind =
            ActorKind::ALL.into_iter().find(|kind| key.strip_prefix("new:") == Some(kind.name()));
        let who = match kind {
            Some(kind) => Some(Who::New { name: name(), kind }),
            None => key.parse().ok().map(Who::Known),
        };
        if let Some(who) = who {
            on_pick.run(who);
        }
    });
    view! {
        <Picker
            id="actors"
            preselect=guess.is_some()
            label=label
            placeholder="Type a name"
            typed=typed
            options=options
            on_pick=choose
            on_back=on_back
        />
    }
}

/// The line that makes a new actor.
fn new_option(name: &str, kind: ActorKind) -> PickerOption {
    let what = match kind {
        ActorKind::Other => "another kind of actor".to_owned(),
        ActorKind::Organisation => format!("an {}", kind.name()),
        ActorKind::Person | ActorKind::State | ActorKind::Group => format!("a {}", kind.name()),
    };
    PickerOption {
        key: format!("new:{}", kind.name()),
        label: format!("Add “{name}” as {what}"),
        mark: "new".to_owned(),
        ..PickerOption::default()
    }
}
