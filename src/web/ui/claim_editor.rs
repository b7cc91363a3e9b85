//! Everything about a claim that can be set, changed and taken off.

use leptos::prelude::*;

use super::claim_details::ClaimDetails;
use super::claim_fragments::ClaimFragments;
use super::claim_participants::ClaimParticipants;
use super::code_picker::CodePicker;
use super::key_hint::KeyHint;
use super::part::{Chip, Icon, later};
use crate::desk::view::card::{Card, CodeChip};
use crate::desk::{Desk, Focus, Prompt};
use crate::edit::action::claim as action;
use crate::model::{ClaimId, CodeId, CodeKind, Role};
use crate::web::context::AppContext;

/// For so long all but the claimant waits, in ms, unless it is asked for: who goes from claim to claim,
/// or has just made one, sees the text and the claimant painted before the rest costs time.
const LATER_MS: i32 = 100;

/// The open part of a claim's card.
#[component]
pub fn ClaimEditor(
    /// Which claim.
    id: ClaimId,
    /// What its card shows.
    card: Memo<Option<Card>>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let waited = later(LATER_MS);
    let prompt = ctx.memo(Desk::prompt);
    let whole = Memo::new(move |before: Option<&bool>| {
        let asked = prompt.get();
        let elsewhere = asked.is_some_and(|p| p != Prompt::Participant(id, Role::Claimant));
        before == Some(&true) || waited.get() || elsewhere
    });
    view! {
        <div class="editor" data-partial=move || (!whole.get()).then_some("true")>
            <ClaimParticipants id=id role=Role::Claimant card=card />
            <Show when=move || whole.get()>
                <Rest id=id card=card />
            </Show>
        </div>
    }
}

/// All that can be set but the claimant.
#[component]
fn Rest(id: ClaimId, card: Memo<Option<Card>>) -> impl IntoView {
    let ctx = AppContext::get();
    view! {
            <ClaimParticipants id=id role=Role::Addressee card=card />
            <ClaimParticipants id=id role=Role::Target card=card />
            <Codes id=id kind=CodeKind::Issue card=card />
            <Stance id=id card=card />
            <Codes id=id kind=CodeKind::ClaimType card=card />
            <ClaimFragments id=id />
            <ClaimDetails id=id />
            <div class="card__actions">
                <button
                    type="button"
                    class="button button--small card__close"
                    title=move || ctx.with_key("Close the card", "back")
                    on:click=move |_| ctx.show(|desk| desk.set_focus(Focus::None))
                >
                    "Close"
                </button>
                <button
                    type="button"
                    class="button button--small"
                    title=move || ctx.with_key("Draft or done", "claim.status")
                    on:click=move |_| ctx.run("claim.status")
                >
                    {move || {
                        use crate::model::ClaimStatus::Done;
                        let done = card.with(|c| c.as_ref().is_some_and(|c| c.status == Done));
                        if done { "Back to draft" } else { "Done" }
                    }}
                </button>
                <button
                    type="button"
                    class="button button--small"
                    title=move || ctx.with_key("Delete the claim", "claim.delete")
                    on:click=move |_| ctx.run("claim.delete")
                >
                    <Icon name="trash" />
                    "Delete"
                </button>
            </div>
    }
}

/// The claim types or the issues.
#[component]
fn Codes(id: ClaimId, kind: CodeKind, card: Memo<Option<Card>>) -> impl IntoView {
    let ctx = AppContext::get();
    let prompt = ctx.memo(Desk::prompt);
    let (label, question, command) = match kind {
        CodeKind::ClaimType => ("claim type", Prompt::Types(id), "claim.types"),
        CodeKind::Issue => ("issue", Prompt::Issues(id), "claim.issues"),
    };
    let asking = move || prompt.get() == Some(question);
    let chips = Memo::new(move |_| {
        card.with(|card| {
            card.as_ref()
                .map(|card| match kind {
                    CodeKind::ClaimType => card.types.clone(),
                    CodeKind::Issue => card.issues.clone(),
                })
                .unwrap_or_default()
        })
    });
    let chosen = Signal::derive(move || {
        chips.with(|chips| chips.iter().map(|chip| chip.id).collect::<Vec<CodeId>>())
    });
    let toggle = move |code: CodeId| {
        ctx.edit(&format!("change {label}"), move |project, at| {
            action::alter(project, id, at, |claim| {
                let list = match kind {
                    CodeKind::ClaimType => &mut claim.types,
                    CodeKind::Issue => &mut claim.issues,
                };
                action::toggle_code(list, code);
            })
        });
    };
    let back = Callback::new(move |()| {
        ctx.act(|desk, _| Ok(desk.close_prompt()));
    });
    view! {
        <div class="editor__row" role="group" aria-label=label>
            <span class="editor__label">{label}</span>
            <div class="editor__value">
                <For each=move || chips.get() key=|chip| (chip.id, chip.name.clone(), chip.colour) let:chip>
                    {
                        let CodeChip { id: code, name, colour } = chip;
                        let colour = (kind == CodeKind::ClaimType).then_some(colour);
                        view! {
                            <Chip
                                label=name.clone()
                                colour=colour
                                remove_label=format!("Remove {label} {name}")
                                on_remove=Callback::new(move |()| toggle(code))
                            />
                        }
                    }
                </For>
                <button
                    type="button"
                    class="editor__add"
                    aria-label=format!("Set the {label}")
                    title=move || ctx.with_key(&format!("Set the {label}"), command)
                    on:click=move |_| ctx.show(|desk| desk.ask_next(question))
                >
                    <Icon name="add" />
                    <KeyHint command=command />
                </button>
            </div>
            <Show when=asking>
                <div class="editor__prompt">
                    <CodePicker kind=kind chosen=chosen on_toggle=Callback::new(toggle) on_back=back />
                </div>
            </Show>
        </div>
    }
}

/// The stance: one of the scale, or none.
#[component]
fn Stance(id: ClaimId, card: Memo<Option<Card>>) -> impl IntoView {
    let ctx = AppContext::get();
    let scale = ctx.project_memo(|desk| desk.project().codebook().stances.clone());
    let now = Memo::new(move |_| {
        card.with(|card| card.as_ref().and_then(|card| card.stance.as_ref().map(|(v, _)| *v)))
    });
    let set = move |value: i32| {
        ctx.edit("change stance", move |project, at| {
            action::alter(project, id, at, |claim| {
                claim.stance = if claim.stance == Some(value) { None } else { Some(value) };
            })
        });
    };
    view! {
        <div class="editor__row" role="group" aria-label="stance">
            <span class="editor__label">"stance"</span>
            <div class="editor__value segmented">
                {move || {
                    scale
                        .get()
                        .into_iter()
                        .map(|stance| {
                            let value = stance.value;
                            let tip = format!("Stance {value}: {}; again to take it off", stance.name);
                            let command = stance_command(value);
                            view! {
                                <button
                                    type="button"
                                    class="segmented__part"
                                    aria-pressed=move || (now.get() == Some(value)).to_string()
                                    title=move || ctx.with_key(&tip, command)
                                    on:click=move |_| set(value)
                                >
                                    {stance.name.clone()}
                                </button>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </div>
    }
}

/// Returns the command that sets a stance of the usual scale; others have none.
fn stance_command(value: i32) -> &'static str {
    match value {
        1 => "claim.stance-support",
        0 => "claim.stance-neutral",
        -1 => "claim.stance-oppose",
        _ => "",
    }
}
