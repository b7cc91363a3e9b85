//! Coding: from a selection to a claim or a mention.

use std::sync::Arc;

use super::{Caret, Desk, Effect, Focus, Host, Notice, Outcome, Prompt};
use crate::edit::Change;
use crate::edit::action::claim as action;
use crate::model::{
    Actor, ActorId, ActorKind, Claim, ClaimId, ClaimStatus, CodeId, Coder, CoderId, Mention,
    MentionId, Participant, Record, Role,
};
use crate::text::{Span, motion};

/// An actor as the user gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// One of the registry.
    Known(ActorId),
    /// Nobody the registry knows yet.
    New {
        /// The actor's name.
        name: String,
        /// What sort of actor it is.
        kind: ActorKind,
    },
    /// One of the registry, under a name it is to remember.
    Alias {
        /// Who.
        of: ActorId,
        /// The name.
        name: String,
    },
}

impl Desk {
    /// Returns who codes. Nobody is held up for a name: who has none yet gets one for the time
    /// being, and is told so once. The id is random, so that two unnamed colleagues stay two.
    pub fn coder(&mut self, host: &mut Host) -> (CoderId, Option<Effect>) {
        if let Some(me) = &self.me {
            return (me.id, None);
        }
        let coders = self.project.coders();
        let free = |name: &String| coders.values().all(|coder| coder.name != *name);
        // Of one name more than there are coders, one is free.
        let name = (1..=coders.len() + 1).map(|number| format!("{PROVISIONAL}{number}")).find(free);
        let name = name.unwrap_or_else(|| PROVISIONAL.to_owned());
        let told = Notice::info(format!("You code as “{name}” for now."));
        let hint = "Give your own name at the top of the window whenever you like.".to_owned();
        let id = CoderId(host.fresh());
        self.me = Some(Coder::new(id, name));
        (id, Some(Effect::Tell(Notice { hint, ..told })))
    }

    /// Says whether somebody codes who has yet to give a name.
    pub fn is_unnamed(&self) -> bool {
        let number = |me: &Coder| me.name.strip_prefix(PROVISIONAL)?.parse::<u32>().ok();
        self.me.as_ref().is_some_and(|me| number(me).is_some())
    }

    /// Returns the selection as it is coded: within the text, without white space at its ends.
    pub fn selected(&self) -> Option<Span> {
        motion::trimmed(self.text()?, self.caret.span()?)
    }

    /// Makes a claim of the selection and asks for its claimant.
    pub fn code_selection(&mut self, host: &mut Host, code: CodeId) -> Outcome {
        let name = self
            .project
            .codes()
            .get(&code)
            .map_or_else(|| "Claim".to_owned(), |code| code.name.clone());
        let label = format!("code {}", name.to_lowercase());
        let mut effects = self.add_claim(host, &label, |claim| claim.types.push(code))?;
        self.prompt = self.last_claim.map(|id| Prompt::Participant(id, Role::Claimant));
        effects.push(Effect::Say(format!("{name}: claim added.")));
        Ok(effects)
    }

    /// Makes a claim of the selection, filled in by `fill`, and gives it the user's attention.
    pub(super) fn add_claim(
        &mut self,
        host: &mut Host,
        label: &str,
        fill: impl FnOnce(&mut Claim),
    ) -> Outcome {
        let (Some(span), Some(document)) = (self.selected(), self.document) else {
            return Err(nothing_selected());
        };
        let (coder, named) = self.coder(host);
        let id = ClaimId(host.fresh());
        let mut claim = Claim::new(id, document, coder, span, host.now);
        claim.attribution = self.text().map(|text| Self::guess_attribution(text, span));
        fill(&mut claim);
        for at in 0..claim.participants.len() {
            let actor = claim.participants[at].actor;
            claim.participants[at].mention = self.nearest_mention(&claim, actor);
        }
        if claim.is_complete() {
            claim.status = ClaimStatus::Done;
        }
        let mut effects = self.edit(host, label, |project| action::add(project, claim))?;
        self.last_claim = Some(id);
        self.focus = Focus::Claim(id);
        self.prompt = None;
        self.postponed = None;
        // What is coded need not stay selected: the next key is about the claim.
        self.caret = Caret::at(span.end());
        effects.extend(named);
        Ok(effects)
    }

    /// Gives the focused claim a type, or takes it off.
    pub fn toggle_type(&mut self, host: &mut Host, code: CodeId) -> Outcome {
        let name = self.project.codes().get(&code).map(|code| code.name.clone());
        let mut effects = self.alter_focused(host, "change claim type", |claim| {
            action::toggle_code(&mut claim.types, code);
        })?;
        let has = self.focused_claim().is_some_and(|claim| claim.types.contains(&code));
        let done = if has { "the claim has this type too" } else { "taken off the claim" };
        effects.push(Effect::Say(format!("{}: {done}.", name.unwrap_or_default())));
        Ok(effects)
    }

    /// Changes the focused claim as one step.
    pub fn alter_focused(
        &mut self,
        host: &mut Host,
        label: &str,
        change: impl FnOnce(&mut Claim),
    ) -> Outcome {
        let Some(id) = self.focused_claim().map(|claim| claim.id) else {
            return Err(Notice::warning("No claim is chosen.", "Click a highlight or press N."));
        };
        self.alter_claim(host, id, label, change)
    }

    /// Changes a claim as one step.
    pub fn alter_claim(
        &mut self,
        host: &mut Host,
        id: ClaimId,
        label: &str,
        change: impl FnOnce(&mut Claim),
    ) -> Outcome {
        let now = host.now;
        self.edit(host, label, |project| action::alter(project, id, now, change))
    }

    /// Gives an actor a role in a claim, linked to the mention in the claim's paragraph that names
    /// it. The first claimant makes a draft done.
    pub fn add_participant(
        &mut self,
        host: &mut Host,
        claim: ClaimId,
        role: Role,
        who: Who,
    ) -> Outcome {
        let (actor, new) = self.find_or_make(host, who);
        let known = self.project.claims().get(&claim);
        let mention = known.and_then(|claim| self.nearest_mention(claim, actor));
        let label = format!("add {}", role.name());
        let now = host.now;
        let effects = self.edit(host, &label, |project| {
            let altered = action::alter(project, claim, now, |claim| {
                let before = claim.is_complete();
                action::add_participant(claim, Participant { role, actor, mention });
                if !before && claim.is_complete() {
                    claim.status = ClaimStatus::Done;
                }
            });
            new.into_iter().chain(altered).collect()
        })?;
        let after = self.close_prompt();
        Ok(effects.into_iter().chain(after).collect())
    }

    /// Returns the actor who is meant, with the change that makes it known to the registry.
    pub(super) fn find_or_make(&self, host: &mut Host, who: Who) -> (ActorId, Option<Change>) {
        match who {
            Who::Known(id) => (id, None),
            Who::New { name, kind } => {
                let actor = Actor::new(ActorId(host.fresh()), name.trim(), kind);
                (actor.id, Some(Change::Put(Record::Actor(Arc::new(actor)))))
            }
            Who::Alias { of, name } => {
                let known = self.project.actors().get(&of).filter(|actor| !actor.goes_by(&name));
                let learnt = known.map(|actor| {
                    let mut actor = (**actor).clone();
                    actor.aliases.push(name.trim().to_owned());
                    Change::Put(Record::Actor(Arc::new(actor)))
                });
                (of, learnt)
            }
        }
    }

    /// Returns the mention of an actor nearest to a claim, in its paragraph.
    fn nearest_mention(&self, claim: &Claim, actor: ActorId) -> Option<MentionId> {
        let (hull, text) = (claim.hull()?, self.project.text(claim.document)?);
        let paragraph = motion::around(text, hull.start(), motion::Unit::Paragraph)?;
        self.project
            .mentions_in(claim.document)
            .filter(|m| m.actor == actor && paragraph.hull(hull).encloses(m.span))
            .min_by_key(|m| m.span.start().0.abs_diff(hull.start().0))
            .map(|m| m.id)
    }

    /// Deletes the focused claim or mention.
    pub fn delete_focused(&mut self, host: &mut Host) -> Outcome {
        let now = host.now;
        match self.focus {
            Focus::Claim(id) => {
                let one = [id].into();
                self.edit(host, "delete claim", |project| action::delete(project, &one, now))
            }
            Focus::Mention(id) => self
                .edit(host, "delete mention", |project| action::delete_mention(project, id, now)),
            Focus::None => Err(Notice::warning("Nothing is chosen.", "Click a highlight first.")),
        }
    }

    /// Returns the claim that a selection would be added to: the focused one, or the one coded
    /// last, when it stands in the open document.
    pub fn claim_to_add_to(&self) -> Option<ClaimId> {
        let focused = self.focused_claim().map(|claim| claim.id);
        focused.or(self.last_claim).filter(|id| {
            self.project.claims().get(id).is_some_and(|claim| Some(claim.document) == self.document)
        })
    }

    /// Adds the selection to the claim that is focused, or was coded last.
    pub fn add_selection_to_claim(&mut self, host: &mut Host) -> Outcome {
        let Some(span) = self.selected() else { return Err(nothing_selected()) };
        let Some(id) = self.claim_to_add_to() else {
            return Err(Notice::warning(
                "There is no claim to add to.",
                "Choose a claim first, then select the words to add.",
            ));
        };
        let effects = self.alter_claim(host, id, "add fragment", |claim| {
            action::add_fragment(claim, span);
        })?;
        self.focus = Focus::Claim(id);
        self.caret = Caret::at(span.end());
        Ok(effects)
    }

    /// Takes the selection out of the focused claim.
    pub fn remove_selection_from_claim(&mut self, host: &mut Host) -> Outcome {
        let Some(span) = self.selected() else { return Err(nothing_selected()) };
        let mut left = true;
        let effects = self.alter_focused(host, "remove fragment", |claim| {
            left = action::remove_fragment(claim, span);
        })?;
        if left { Ok(effects) } else { Err(last_fragment()) }
    }

    /// Gives the focused claim the selection as its only fragment.
    pub fn replace_span_by_selection(&mut self, host: &mut Host) -> Outcome {
        let Some(span) = self.selected() else { return Err(nothing_selected()) };
        self.alter_focused(host, "change span", |claim| claim.fragments = vec![span])
    }

    /// Asks whom the selection names.
    pub fn ask_mention(&mut self) -> Outcome {
        let Some(span) = self.selected() else { return Err(nothing_selected()) };
        self.prompt = Some(Prompt::Mention(span));
        Ok(Vec::new())
    }

    /// Marks a stretch as a mention of an actor.
    pub fn add_mention(&mut self, host: &mut Host, span: Span, who: Who) -> Outcome {
        let Some(document) = self.document else { return Ok(Vec::new()) };
        let (coder, named) = self.coder(host);
        let (actor, new) = self.find_or_make(host, who);
        let mention = Mention {
            id: MentionId(host.fresh()),
            document,
            coder,
            span,
            actor,
            note: String::new(),
            created: host.now,
            modified: host.now,
            extra: crate::model::Extra::new(),
        };
        let id = mention.id;
        let mut effects = self.edit(host, "add mention", |project| {
            new.into_iter().chain(action::add_mention(project, mention)).collect()
        })?;
        self.focus = Focus::Mention(id);
        self.prompt = None;
        self.caret = Caret::at(span.end());
        effects.extend(named);
        effects.push(Effect::FocusText);
        Ok(effects)
    }

    /// Says that a mention names somebody else.
    pub fn change_mention(&mut self, host: &mut Host, id: MentionId, who: Who) -> Outcome {
        let (actor, new) = self.find_or_make(host, who);
        let now = host.now;
        let effects = self.edit(host, "change mention", |project| {
            let altered = action::alter_mention(project, id, now, |mention| mention.actor = actor);
            new.into_iter().chain(altered).collect()
        })?;
        self.prompt = None;
        Ok(effects)
    }
}

/// What a coder without a name is called, before a number.
const PROVISIONAL: &str = "Coder ";

/// Says that something has to be selected first.
fn nothing_selected() -> Notice {
    Notice::warning("No words are selected.", "Drag over the text, or use Shift with the arrows.")
}

/// Says that a claim keeps at least one fragment.
fn last_fragment() -> Notice {
    Notice::warning(
        "A claim keeps at least one fragment.",
        "Delete the claim instead, or move its edges.",
    )
}
