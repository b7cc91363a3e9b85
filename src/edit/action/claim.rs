//! Making and changing claims and mentions.

use crate::text::order;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::{altered, removed};
use crate::edit::Change;
use crate::model::{
    Claim, ClaimId, CodeId, Key, Mention, MentionId, Participant, Progress, ProgressState, Project,
    Record, Role, Timestamp,
};
use crate::text::{Span, span};

/// Returns the changes that add a claim and note that its document is being coded.
pub fn add(project: &Project, mut claim: Claim) -> Vec<Change> {
    claim.codebook_version = project.codebook().version;
    let started = start_progress(project, claim.coder, claim.document);
    started.into_iter().chain([Change::Put(Record::Claim(Arc::new(claim)))]).collect()
}

/// Returns the changes that add a mention and note that its document is being coded.
pub fn add_mention(project: &Project, mention: Mention) -> Vec<Change> {
    let started = start_progress(project, mention.coder, mention.document);
    started.into_iter().chain([Change::Put(Record::Mention(Arc::new(mention)))]).collect()
}

/// Returns the change that alters a claim and notes when; nothing when it stays the same.
pub fn alter(
    project: &Project,
    id: ClaimId,
    at: Timestamp,
    change: impl FnOnce(&mut Claim),
) -> Vec<Change> {
    let Some(old) = project.claims().get(&id) else { return Vec::new() };
    let version = project.codebook().version;
    altered(old, Record::Claim, |claim| {
        change(claim);
        if *claim != **old {
            claim.modified = at;
            claim.codebook_version = version;
        }
    })
    .into_iter()
    .collect()
}

/// Returns the change that alters a mention and notes when; nothing when it stays the same.
pub fn alter_mention(
    project: &Project,
    id: MentionId,
    at: Timestamp,
    change: impl FnOnce(&mut Mention),
) -> Vec<Change> {
    let Some(old) = project.mentions().get(&id) else { return Vec::new() };
    altered(old, Record::Mention, |mention| {
        change(mention);
        if *mention != **old {
            mention.modified = at;
        }
    })
    .into_iter()
    .collect()
}

/// Returns the changes that delete claims, with the links of other claims to them.
pub fn delete(project: &Project, ids: &BTreeSet<ClaimId>, at: Timestamp) -> Vec<Change> {
    let known = ids.iter().filter(|id| project.claims().contains_key(id));
    removed(project, &order::set(known.map(|id| Key::Claim(*id))), at)
}

/// Returns the changes that delete a mention; participants that pointed to it stay.
pub fn delete_mention(project: &Project, id: MentionId, at: Timestamp) -> Vec<Change> {
    let known = project.mentions().get(&id);
    known.map_or_else(Vec::new, |_| removed(project, &order::set([Key::Mention(id)]), at))
}

/// Adds a fragment to a claim; one that overlaps or touches another becomes part of it.
pub fn add_fragment(claim: &mut Claim, fragment: Span) {
    claim.fragments = span::union(claim.fragments.iter().copied().chain([fragment]));
}

/// Removes a stretch from a claim's fragments. A claim keeps at least one: when nothing would be
/// left, nothing happens and `false` is returned.
pub fn remove_fragment(claim: &mut Claim, cut: Span) -> bool {
    let left = span::subtract(&claim.fragments, cut);
    let some = !left.is_empty();
    if some {
        claim.fragments = left;
    }
    some
}

/// Gives a fragment other edges; what it then touches becomes part of it.
pub fn move_fragment(claim: &mut Claim, from: Span, to: Span) {
    let others = claim.fragments.iter().copied().filter(|fragment| *fragment != from);
    claim.fragments = span::union(others.chain([to]));
}

/// Adds a participant once: the same actor does not have the same role twice.
pub fn add_participant(claim: &mut Claim, participant: Participant) {
    let same = |p: &&mut Participant| p.role == participant.role && p.actor == participant.actor;
    match claim.participants.iter_mut().find(same) {
        Some(known) => known.mention = participant.mention.or(known.mention),
        None => claim.participants.push(participant),
    }
    // Kept by role, so that files list claimants first; within a role in the order given.
    order::by_key(&mut claim.participants, |p| p.role);
}

/// Removes an actor from a role.
pub fn remove_participant(claim: &mut Claim, role: Role, actor: crate::model::ActorId) {
    claim.participants.retain(|p| p.role != role || p.actor != actor);
}

/// Adds a code to a list, or takes it out when it is there.
pub fn toggle_code(list: &mut Vec<CodeId>, code: CodeId) {
    match list.iter().position(|id| *id == code) {
        Some(index) => drop(list.remove(index)),
        None => list.push(code),
    }
}

/// Returns the change that notes the start of coding, when nothing was coded before.
fn start_progress(
    project: &Project,
    coder: crate::model::CoderId,
    document: crate::model::DocumentId,
) -> Option<Change> {
    let untouched = project.progress(coder, document) == ProgressState::Untouched;
    let state = ProgressState::InProgress;
    untouched.then_some(Change::Put(Record::Progress(Progress { coder, document, state })))
}
