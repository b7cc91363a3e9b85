//! Every record that points to an actor, when another takes its place or nobody does.

use std::collections::BTreeSet;

use super::altered;
use crate::edit::Change;
use crate::model::{Actor, ActorId, Claim, Key, MentionId, Project, Record, Timestamp};

/// What happens to an actor's place.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// Nobody takes it: mentions are deleted.
    Vacant,
    /// Another actor takes it.
    Taken {
        /// The actor that takes it.
        by: ActorId,
    },
}

/// Returns the changes of claims, mentions and other actors. The record of the actor itself, and
/// of the one that takes its place, are left to the caller.
pub(super) fn changes(project: &Project, old: ActorId, place: Place, at: Timestamp) -> Vec<Change> {
    let new = match place {
        Place::Vacant => None,
        Place::Taken { by } => Some(by),
    };
    let mut changes = Vec::new();
    let mut gone: BTreeSet<MentionId> = BTreeSet::new();
    for mention in project.mentions().values().filter(|mention| mention.actor == old) {
        match new {
            None => {
                gone.insert(mention.id);
                changes.push(Change::Remove(Key::Mention(mention.id)));
            }
            Some(new) => changes.extend(altered(mention, Record::Mention, |mention| {
                mention.actor = new;
                mention.modified = at;
            })),
        }
    }
    let concerned = |claim: &Claim| {
        let mut all = claim.participants.iter();
        all.any(|p| p.actor == old || p.mention.is_some_and(|id| gone.contains(&id)))
    };
    for claim in project.claims().values().filter(|claim| concerned(claim)) {
        changes.extend(altered(claim, Record::Claim, |claim| {
            replace_participant(claim, old, new);
            for participant in &mut claim.participants {
                participant.mention = participant.mention.filter(|id| !gone.contains(id));
            }
            claim.modified = at;
        }));
    }
    for actor in project.actors().values().filter(|a| a.id != old && Some(a.id) != new) {
        if actor.affiliations.iter().any(|affiliation| affiliation.with == old) {
            changes.extend(altered(actor, Record::Actor, |actor| repoint(actor, old, new)));
        }
    }
    changes
}

/// Points an actor's affiliations elsewhere, or drops them; none points to itself or stands twice.
pub(super) fn repoint(actor: &mut Actor, old: ActorId, new: Option<ActorId>) {
    let before = std::mem::take(&mut actor.affiliations);
    for mut affiliation in before {
        if affiliation.with == old {
            let Some(new) = new else { continue };
            affiliation.with = new;
        }
        if affiliation.with != actor.id && !actor.affiliations.contains(&affiliation) {
            actor.affiliations.push(affiliation);
        }
    }
}

/// Puts one actor in another's place in a claim. Who then has the same role twice has it once,
/// with the first mention that is known.
fn replace_participant(claim: &mut Claim, old: ActorId, new: Option<ActorId>) {
    let before = std::mem::take(&mut claim.participants);
    for mut participant in before {
        if participant.actor == old {
            let Some(new) = new else { continue };
            participant.actor = new;
        }
        let same = |p: &&mut crate::model::Participant| {
            p.role == participant.role && p.actor == participant.actor
        };
        match claim.participants.iter_mut().find(same) {
            Some(known) => known.mention = known.mention.or(participant.mention),
            None => claim.participants.push(participant),
        }
    }
}
