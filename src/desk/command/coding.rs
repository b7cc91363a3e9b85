//! Commands that make and change claims and mentions.

use super::{Command, Group, Scope, with_claim, with_focus, with_selection};
use crate::desk::edge::Edge;
use crate::desk::{Desk, Effect, Focus, Host, Outcome, Overlay, Prompt};
use crate::model::{ClaimStatus, Role};
use crate::text::Span;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "mention.add",
        title: "Mark as a mention",
        help: "Says which actor the selected words name or describe.",
        group: Group::Coding,
        keys: &["m"],
        scope: Scope::Code,
        enabled: with_selection,
        run: |desk, _| desk.ask_mention(),
    },
    Command {
        id: "claim.add-fragment",
        title: "Add the selection to the claim",
        help: "The claim gets a further fragment; where they touch, they become one.",
        group: Group::Coding,
        keys: &["f"],
        scope: Scope::Code,
        enabled: with_selection,
        run: |desk, host| desk.add_selection_to_claim(host),
    },
    Command {
        id: "claim.remove-fragment",
        title: "Take the selection out of the claim",
        help: "Cuts the selected words out of the chosen claim's fragments.",
        group: Group::Coding,
        keys: &["Shift+Delete"],
        scope: Scope::Code,
        enabled: |desk| with_selection(desk) && with_claim(desk),
        run: |desk, host| desk.remove_selection_from_claim(host),
    },
    Command {
        id: "claim.replace-span",
        title: "Make the selection the claim's span",
        help: "The chosen claim covers the selected words and nothing else.",
        group: Group::Coding,
        keys: &["g"],
        scope: Scope::Code,
        enabled: |desk| with_selection(desk) && with_claim(desk),
        run: |desk, host| desk.replace_span_by_selection(host),
    },
    Command {
        id: "claim.repeat",
        title: "Code like the last claim",
        help: "The selection becomes a claim of the same type by the same claimant, done at once.",
        group: Group::Coding,
        keys: &["="],
        scope: Scope::Code,
        enabled: with_selection,
        run: |desk, host| desk.repeat_last(host),
    },
    Command {
        id: "claim.claimant",
        title: "Add a claimant",
        help: "Who makes the claim.",
        group: Group::Claim,
        keys: &["@"],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, _| ask(desk, |id| Prompt::Participant(id, Role::Claimant)),
    },
    Command {
        id: "claim.addressee",
        title: "Add an addressee",
        help: "Whom the claim calls on or speaks to.",
        group: Group::Claim,
        keys: &["&"],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, _| ask(desk, |id| Prompt::Participant(id, Role::Addressee)),
    },
    Command {
        id: "claim.target",
        title: "Add a target",
        help: "Whom the claim blames, praises or affects.",
        group: Group::Claim,
        keys: &["!"],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, _| ask(desk, |id| Prompt::Participant(id, Role::Target)),
    },
    Command {
        id: "claim.issues",
        title: "Set the issues",
        help: "What the claim is about.",
        group: Group::Claim,
        keys: &["#"],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, _| ask(desk, Prompt::Issues),
    },
    Command {
        id: "claim.types",
        title: "Set the claim types",
        help: "What the claimant does by saying it.",
        group: Group::Claim,
        keys: &["t"],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, _| ask(desk, Prompt::Types),
    },
    Command {
        id: "claim.stance-support",
        title: "Stance: supports",
        help: "The claimant supports the issue as coded; again to take it off.",
        group: Group::Claim,
        keys: &["+"],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, host| stance(desk, host, 1),
    },
    Command {
        id: "claim.stance-oppose",
        title: "Stance: opposes",
        help: "The claimant opposes the issue as coded; again to take it off.",
        group: Group::Claim,
        keys: &["-"],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, host| stance(desk, host, -1),
    },
    Command {
        id: "claim.stance-neutral",
        title: "Stance: neutral",
        help: "The claimant neither supports nor opposes the issue; again to take it off.",
        group: Group::Claim,
        keys: &["0"],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, host| stance(desk, host, 0),
    },
    Command {
        id: "claim.history",
        title: "Show the changes of the claim",
        help: "Lists who changed what in it when, the newest change first.",
        group: Group::Claim,
        keys: &[],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, _| {
            let claim = desk.focused_claim().map(|claim| claim.id);
            desk.set_overlay(Some(Overlay::History(claim)));
            Ok(Vec::new())
        },
    },
    Command {
        id: "claim.status",
        title: "Mark the claim as done or draft",
        help: "A draft is to be looked at again.",
        group: Group::Claim,
        keys: &["."],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, host| {
            let mut said = "";
            let effects = desk.alter_focused(host, "change status", |claim| {
                (claim.status, said) = match claim.status {
                    ClaimStatus::Draft => (ClaimStatus::Done, "The claim is done."),
                    ClaimStatus::Done => (ClaimStatus::Draft, "The claim is a draft."),
                };
            })?;
            Ok(saying(effects, said))
        },
    },
    Command {
        id: "claim.start-left",
        title: "Move the start one word left",
        help: "Widens the first fragment.",
        group: Group::Claim,
        keys: &["Alt+Shift+ArrowLeft"],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, host| move_edge(desk, host, Edge::Start, true),
    },
    Command {
        id: "claim.start-right",
        title: "Move the start one word right",
        help: "Narrows the first fragment.",
        group: Group::Claim,
        keys: &["Alt+Shift+ArrowRight"],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, host| move_edge(desk, host, Edge::Start, false),
    },
    Command {
        id: "claim.end-left",
        title: "Move the end one word left",
        help: "Narrows the last fragment.",
        group: Group::Claim,
        keys: &["Alt+Shift+ArrowUp"],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, host| move_edge(desk, host, Edge::End, true),
    },
    Command {
        id: "claim.end-right",
        title: "Move the end one word right",
        help: "Widens the last fragment.",
        group: Group::Claim,
        keys: &["Alt+Shift+ArrowDown"],
        scope: Scope::Code,
        enabled: with_claim,
        run: |desk, host| move_edge(desk, host, Edge::End, false),
    },
    Command {
        id: "claim.show",
        title: "Show the claim in the text",
        help: "Scrolls to the chosen claim or mention.",
        group: Group::Claim,
        keys: &["l"],
        scope: Scope::Code,
        enabled: with_focus,
        run: |desk, _| Ok(focused_span(desk).map(Effect::Reveal).into_iter().collect()),
    },
    Command {
        id: "claim.delete",
        title: "Delete the claim or mention",
        help: "Deletes what is chosen; this can be undone.",
        group: Group::Claim,
        keys: &["Delete"],
        scope: Scope::Code,
        enabled: with_focus,
        run: |desk, host| {
            let mut effects = saying(desk.delete_focused(host)?, "Deleted.");
            effects.push(Effect::FocusText);
            Ok(effects)
        },
    },
];

/// Asks something about the chosen claim.
fn ask(desk: &mut Desk, prompt: fn(crate::model::ClaimId) -> Prompt) -> Outcome {
    if let Some(id) = desk.focused_claim().map(|claim| claim.id) {
        desk.ask_next(prompt(id));
    }
    Ok(Vec::new())
}

/// Sets the chosen claim's stance; the same one again takes it off.
fn stance(desk: &mut Desk, host: &mut Host, value: i32) -> Outcome {
    let effects = desk.alter_focused(host, "change stance", |claim| {
        claim.stance = if claim.stance == Some(value) { None } else { Some(value) };
    })?;
    let set = desk.focused_claim().is_some_and(|claim| claim.stance.is_some());
    let stances = &desk.project().codebook().stances;
    let name = stances.iter().find(|stance| stance.value == value).filter(|_| set);
    let said = name.map_or("The stance is taken off.".to_owned(), |stance| {
        format!("Stance: {}.", stance.name)
    });
    Ok(saying(effects, &said))
}

/// Adds an announcement: who does not see the card hears what a key has done to it.
fn saying(mut effects: Vec<Effect>, said: &str) -> Vec<Effect> {
    effects.push(Effect::Say(said.to_owned()));
    effects
}

/// Moves an outer edge of the chosen claim by one word.
fn move_edge(desk: &mut Desk, host: &mut Host, edge: Edge, back: bool) -> Outcome {
    let fragment = desk.focused_claim().and_then(|claim| {
        let outer = match edge {
            Edge::Start => claim.fragments.first(),
            Edge::End => claim.fragments.last(),
        };
        outer.map(|fragment| (claim.id, *fragment))
    });
    let Some((id, fragment)) = fragment else { return Ok(Vec::new()) };
    desk.move_edge(host, id, fragment, edge, back)
}

/// Returns where the focused claim or mention starts.
fn focused_span(desk: &Desk) -> Option<Span> {
    match desk.focus() {
        Focus::Claim(_) => desk.focused_claim().and_then(|claim| claim.hull()),
        Focus::Mention(_) => desk.focused_mention().map(|mention| mention.span),
        Focus::None => None,
    }
}
