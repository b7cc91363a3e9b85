//! The actors in a claim, role by role, each with the mention that names it.

use leptos::prelude::*;

use super::actor_picker::ActorPicker;
use super::part::{Chip, Icon};
use crate::desk::code_claim::Who;
use crate::desk::view::card::{Card, ParticipantChip};
use crate::desk::{Desk, Effect, Prompt};
use crate::edit::action::claim as action;
use crate::model::{ClaimId, MentionId, Role};
use crate::web::context::AppContext;

/// The actors in one role.
#[component]
pub fn ClaimParticipants(
    /// Which claim.
    id: ClaimId,
    /// In which role.
    role: Role,
    /// What its card shows.
    card: Memo<Option<Card>>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let prompt = ctx.memo(Desk::prompt);
    let asking = move || prompt.get() == Some(Prompt::Participant(id, role));
    let chips = Memo::new(move |_| {
        card.with(|card| {
            let all = card.iter().flat_map(|card| &card.participants);
            all.filter(|chip| chip.role == role).cloned().collect::<Vec<_>>()
        })
    });
    let guess = move || {
        let asked = role == Role::Claimant && chips.with(Vec::is_empty);
        asked.then(|| ctx.desk.with_untracked(|desk| desk.guess_claimant(id))).flatten()
    };
    let choose = Callback::new(move |who: Who| {
        ctx.act(move |desk, host| desk.add_participant(host, id, role, who));
    });
    let back = Callback::new(move |()| {
        ctx.show(|desk| desk.set_prompt(None));
        ctx.perform(Effect::FocusText);
    });
    let ask = move |_| ctx.show(|desk| desk.set_prompt(Some(Prompt::Participant(id, role))));
    let key = match role {
        Role::Claimant => "@",
        Role::Addressee => "&",
        Role::Target => "!",
    };
    view! {
        <div class="editor__row" role="group" aria-label=role.name()>
            <span class="editor__label">{role.name()}</span>
            <div class="editor__value">
                <For each=move || chips.get() key=|chip| (chip.actor, chip.mention, chip.name.clone()) let:chip>
                    <Participant id=id chip=chip />
                </For>
                <button
                    type="button"
                    class="editor__add"
                    aria-label=format!("Add {}", role.name())
                    title=format!("Add {} ({key})", role.name())
                    on:click=ask
                >
                    <Icon name="add" />
                    <kbd>{key}</kbd>
                </button>
            </div>
            <Show when=asking>
                <div class="editor__prompt">
                    {
                        let guess = guess();
                        view! {
                            <ActorPicker
                                label=role.name()
                                guess=guess.map(|guess| guess.actor)
                                why=guess.map(|guess| guess.why)
                                on_pick=choose
                                on_back=back
                            />
                        }
                    }
                </div>
            </Show>
        </div>
    }
}

/// One actor in a role, with the mention in the text that names it.
#[component]
fn Participant(id: ClaimId, chip: ParticipantChip) -> impl IntoView {
    let ctx = AppContext::get();
    let ParticipantChip { actor, name, role, mention } = chip;
    let mentions = ctx.project_memo(move |desk| {
        let project = desk.project();
        let Some(claim) = project.claims().get(&id) else { return Vec::new() };
        let Some(text) = project.text(claim.document) else { return Vec::new() };
        project
            .mentions_in(claim.document)
            .filter(|mention| mention.actor == actor)
            .enumerate()
            .map(|(at, m)| (m.id, format!("{}. {}", at + 1, text.quote(m.span))))
            .collect::<Vec<_>>()
    });
    let link = move |event: web_sys::Event| {
        let mention: Option<MentionId> = event_target_value(&event).parse().ok();
        ctx.edit("link mention", move |project, at| {
            action::alter(project, id, at, |claim| {
                let ours = claim.participants.iter_mut();
                ours.filter(|p| p.role == role && p.actor == actor)
                    .for_each(|p| p.mention = mention);
            })
        });
    };
    let remove = Callback::new(move |()| {
        let label = format!("remove {}", role.name());
        ctx.edit(&label, move |project, at| {
            action::alter(project, id, at, |claim| action::remove_participant(claim, role, actor))
        });
    });
    view! {
        <div class="editor__participant">
            <Chip
                label=name.clone()
                colour=None
                remove_label=format!("Remove {} {name}", role.name())
                on_remove=remove
            />
            <Show when=move || !mentions.with(Vec::is_empty)>
                <select
                    class="editor__link"
                    aria-label=format!("Where the text names {name}")
                    title="The mention in the text that names this actor here"
                    on:change=link
                >
                    <option value="" selected=mention.is_none()>"not linked"</option>
                    {move || {
                        mentions
                            .get()
                            .into_iter()
                            .map(|(one, words)| {
                                view! {
                                    <option value=one.to_string() selected=mention == Some(one)>
                                        {words}
                                    </option>
                                }
                            })
                            .collect_view()
                    }}
                </select>
            </Show>
        </div>
    }
}
