//! Changing the registry of actors.

mod everywhere;
mod finder;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::everywhere::Place;
pub use self::finder::{Finder, Found};
use super::altered;
use crate::edit::Change;
use crate::model::{
    Actor, ActorId, ActorKind, Affiliation, DocumentId, Key, Project, Record, Timestamp,
};
use crate::text::fold;

/// What becomes of the records that point to an actor when the actor goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposal {
    /// It leaves every claim and affiliation, and its mentions are deleted.
    TakeOff,
    /// Another actor takes its place; that one's names stay as they are.
    ReplaceWith(ActorId),
}

/// What becomes of an actor's name when it gets another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldName {
    /// It becomes an alias.
    KeepAsAlias,
    /// It is forgotten, as a slip of the pen is.
    Forget,
}

/// Why a change of the registry is not possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActorError {
    /// An actor was to be replaced by itself or merged into itself.
    #[error("“{0}” cannot take its own place; choose another actor")]
    Itself(String),
    /// An actor that is not there.
    #[error("the actor {0} is not in the registry")]
    Unknown(ActorId),
}

/// How much an actor is used.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActorUsage {
    /// How many claims it takes part in.
    pub claims: usize,
    /// How many mentions name it.
    pub mentions: usize,
    /// How many affiliations of other actors name it.
    pub affiliations: usize,
    /// The documents those claims and mentions stand in.
    pub documents: BTreeSet<DocumentId>,
}

/// Returns the change that adds an actor of a name and a kind.
pub fn add(id: ActorId, name: &str, kind: ActorKind) -> Vec<Change> {
    vec![Change::Put(Record::Actor(Arc::new(Actor::new(id, name.trim(), kind))))]
}

/// Returns the change that alters an actor; nothing when it stays the same.
pub fn alter(project: &Project, id: ActorId, change: impl FnOnce(&mut Actor)) -> Vec<Change> {
    let old = project.actors().get(&id);
    old.and_then(|old| altered(old, Record::Actor, change)).into_iter().collect()
}

/// Returns the change that renames an actor. A new name that was an alias is one no longer.
pub fn rename(project: &Project, id: ActorId, name: &str, old: OldName) -> Vec<Change> {
    let name = name.trim();
    alter(project, id, |actor| {
        let before = std::mem::replace(&mut actor.name, name.to_owned());
        let folded = fold::fold(name);
        actor.aliases.retain(|alias| fold::fold(alias) != folded);
        if old == OldName::KeepAsAlias {
            take_alias(actor, &before);
        }
    })
}

/// Returns the change that says what sort of actor it is.
pub fn set_kind(project: &Project, id: ActorId, kind: ActorKind) -> Vec<Change> {
    alter(project, id, |actor| actor.kind = kind)
}

/// Returns the change that adds an alias; nothing when the actor goes by it already.
pub fn add_alias(project: &Project, id: ActorId, alias: &str) -> Vec<Change> {
    alter(project, id, |actor| take_alias(actor, alias))
}

/// Returns the change that removes an alias.
pub fn remove_alias(project: &Project, id: ActorId, alias: &str) -> Vec<Change> {
    alter(project, id, |actor| actor.aliases.retain(|known| known != alias))
}

/// Returns the change that sets an actor's remark.
pub fn set_note(project: &Project, id: ActorId, note: &str) -> Vec<Change> {
    alter(project, id, |actor| note.clone_into(&mut actor.note))
}

/// Returns the change that sets whom an actor belonged to. Nobody belongs to oneself, and the
/// same fact is kept once.
pub fn set_affiliations(project: &Project, id: ActorId, all: Vec<Affiliation>) -> Vec<Change> {
    alter(project, id, |actor| {
        actor.affiliations.clear();
        take_affiliations(actor, &all);
    })
}

/// Returns the changes that merge an actor into another: its claims, mentions and affiliations
/// become the other's, its names aliases, and what else was known about it is added. Where both
/// say something different under one name, the other's stays and the remark keeps this one's.
pub fn merge(
    project: &Project,
    from: ActorId,
    into: ActorId,
    at: Timestamp,
) -> Result<Vec<Change>, ActorError> {
    let (gone, kept) = pair(project, from, into)?;
    let mut united = kept.clone();
    absorb(&mut united, gone);
    everywhere::repoint(&mut united, from, Some(into));
    let mut changes = everywhere::changes(project, from, Place::Taken { by: into }, at);
    changes.extend(altered(&project.actors()[&into], Record::Actor, |actor| *actor = united));
    changes.push(Change::Remove(Key::Actor(from)));
    Ok(changes)
}

/// Returns the changes that delete an actor.
pub fn delete(
    project: &Project,
    id: ActorId,
    disposal: Disposal,
    at: Timestamp,
) -> Result<Vec<Change>, ActorError> {
    known(project, id)?;
    let mut changes = match disposal {
        Disposal::TakeOff => everywhere::changes(project, id, Place::Vacant, at),
        Disposal::ReplaceWith(other) => {
            let (_, kept) = pair(project, id, other)?;
            let mut changes = everywhere::changes(project, id, Place::Taken { by: other }, at);
            changes.extend(alter(project, kept.id, |kept| {
                everywhere::repoint(kept, id, Some(other));
            }));
            changes
        }
    };
    changes.push(Change::Remove(Key::Actor(id)));
    Ok(changes)
}

/// Counts what points to an actor.
pub fn usage(project: &Project, id: ActorId) -> ActorUsage {
    let mut usage = ActorUsage::default();
    for claim in project.claims().values() {
        if claim.participants.iter().any(|p| p.actor == id) {
            usage.claims += 1;
            usage.documents.insert(claim.document);
        }
    }
    for mention in project.mentions().values().filter(|mention| mention.actor == id) {
        usage.mentions += 1;
        usage.documents.insert(mention.document);
    }
    let all = project.actors().values().flat_map(|actor| &actor.affiliations);
    usage.affiliations = all.filter(|affiliation| affiliation.with == id).count();
    usage
}

/// Returns the actors that answer what was typed, the best first, each with the name that does.
///
/// Folds every name of the registry: keep a [`Finder`] where this is asked at every key.
pub fn search(project: &Project, typed: &str) -> Vec<Found> {
    Finder::new(project).search(typed, usize::MAX)
}

/// Gives an actor an alias, unless it goes by it already.
fn take_alias(actor: &mut Actor, alias: &str) {
    let alias = alias.trim();
    if !alias.is_empty() && !actor.goes_by(alias) {
        actor.aliases.push(alias.to_owned());
    }
}

fn take_affiliations(actor: &mut Actor, all: &[Affiliation]) {
    for affiliation in all {
        if affiliation.with != actor.id && !actor.affiliations.contains(affiliation) {
            actor.affiliations.push(affiliation.clone());
        }
    }
}

/// Adds to an actor what is known about the one merged into it.
pub(crate) fn absorb(kept: &mut Actor, gone: &Actor) {
    gone.names().for_each(|name| take_alias(kept, name));
    take_affiliations(kept, &gone.affiliations);
    let mut remarks = Vec::new();
    for (name, value) in &gone.attributes {
        let own = kept.attributes.entry(name.clone()).or_insert_with(|| value.clone());
        if own != value {
            remarks.push(format!("{}, {name}: {value}", gone.name));
        }
    }
    for id in &gone.external_ids {
        if !kept.external_ids.contains(id) {
            kept.external_ids.push(id.clone());
        }
    }
    if gone.note != kept.note {
        remarks.insert(0, gone.note.clone());
    }
    for remark in remarks.iter().filter(|remark| !remark.is_empty()) {
        let line_break = if kept.note.is_empty() { "" } else { "\n" };
        kept.note = format!("{}{line_break}{remark}", kept.note);
    }
    for (name, value) in &gone.extra {
        kept.extra.entry(name.clone()).or_insert_with(|| value.clone());
    }
}

fn known(project: &Project, id: ActorId) -> Result<&Actor, ActorError> {
    project.actors().get(&id).map(AsRef::as_ref).ok_or(ActorError::Unknown(id))
}

/// Returns the actor that goes and the one that takes its place.
fn pair(project: &Project, gone: ActorId, kept: ActorId) -> Result<(&Actor, &Actor), ActorError> {
    let (gone, kept) = (known(project, gone)?, known(project, kept)?);
    if gone.id == kept.id {
        return Err(ActorError::Itself(gone.name.clone()));
    }
    Ok((gone, kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::action::claim;
    use crate::edit::random::{sample, undone};
    use crate::model::{Claim, ClaimId, MentionId, Participant, Role};

    const ANN: ActorId = ActorId(1);
    const BO: ActorId = ActorId(2);
    const HOUSE: ActorId = ActorId(3);

    /// The sample with three actors of our own: claim 1 is Ann's to Bo, claim 2 is Bo's to Bo and
    /// Ann, mention 1 names Bo and belongs to Bo in claim 1; Ann belongs to the House.
    fn registry() -> Project {
        let mut project = sample();
        let with = |with| Affiliation { with, position: String::new(), from: None, to: None };
        let bo = |claim: &mut Claim| {
            claim.participants.clear();
            let mention = Some(MentionId(1));
            claim::add_participant(claim, part(Role::Claimant, ANN, None));
            claim::add_participant(claim, part(Role::Addressee, BO, mention));
        };
        let both = |claim: &mut Claim| {
            claim.participants.clear();
            claim::add_participant(claim, part(Role::Claimant, BO, None));
            claim::add_participant(claim, part(Role::Addressee, BO, None));
            claim::add_participant(claim, part(Role::Addressee, ANN, None));
        };
        let at = Timestamp(1);
        project = undone(&project, claim::alter(&project, ClaimId(1), at, bo));
        project = undone(&project, claim::alter(&project, ClaimId(2), at, both));
        let mention = claim::alter_mention(&project, MentionId(1), at, |m| m.actor = BO);
        project = undone(&project, mention);
        undone(&project, set_affiliations(&project, ANN, vec![with(HOUSE), with(ANN)]))
    }

    fn part(role: Role, actor: ActorId, mention: Option<MentionId>) -> Participant {
        Participant { role, actor, mention }
    }

    #[test]
    fn renaming_keeps_the_old_name_as_alias_when_asked() {
        let project = registry();
        let kept = undone(&project, rename(&project, ANN, " Anne Ames ", OldName::KeepAsAlias));
        assert_eq!(kept.actors()[&ANN].name, "Anne Ames");
        assert_eq!(kept.actors()[&ANN].aliases, ["Ann Ámes"]);
        let forgot = undone(&project, rename(&project, ANN, "Anne Ames", OldName::Forget));
        assert!(forgot.actors()[&ANN].aliases.is_empty());
        let back = undone(&kept, rename(&kept, ANN, "ann ames", OldName::Forget));
        assert!(back.actors()[&ANN].aliases.is_empty(), "the name is not its own alias");
    }

    #[test]
    fn aliases_are_kept_once_without_regard_to_case_and_diacritics() {
        let project = registry();
        assert!(add_alias(&project, ANN, "ANN AMES").is_empty());
        let one = undone(&project, add_alias(&project, ANN, "Mrs Ames"));
        assert!(add_alias(&one, ANN, "mrs  ames").is_empty());
        assert!(add_alias(&one, ANN, "  ").is_empty());
        assert_eq!(undone(&one, remove_alias(&one, ANN, "Mrs Ames")), project);
    }

    #[test]
    fn nobody_belongs_to_oneself() {
        let with: Vec<_> = registry().actors()[&ANN].affiliations.iter().map(|a| a.with).collect();
        assert_eq!(with, [HOUSE]);
    }

    #[test]
    fn merging_moves_everything_and_collapses_what_then_stands_twice() {
        let mut project = registry();
        let bo = alter(&project, BO, |bo| {
            bo.note = "tall".into();
            bo.aliases = vec!["ann ames".into(), "Bobo".into()];
            bo.attributes.insert("seat".into(), "12".into());
        });
        project = undone(&project, bo);
        let seat = alter(&project, ANN, |ann| {
            ann.attributes.insert("seat".into(), "14".into());
        });
        project = undone(&project, seat);
        let merged = undone(&project, merge(&project, BO, ANN, Timestamp(9)).unwrap());
        let ann = &merged.actors()[&ANN];
        assert_eq!(ann.aliases, ["Bo Béla", "Bobo"]);
        assert_eq!(ann.note, "tall\nBo Béla, seat: 12");
        assert_eq!(
            merged.claims()[&ClaimId(1)].participants,
            [part(Role::Claimant, ANN, None), part(Role::Addressee, ANN, Some(MentionId(1)))]
        );
        assert_eq!(
            merged.claims()[&ClaimId(2)].participants,
            [part(Role::Claimant, ANN, None), part(Role::Addressee, ANN, None)]
        );
        assert_eq!(merged.mentions()[&MentionId(1)].actor, ANN);
        assert!(!merged.actors().contains_key(&BO));
    }

    #[test]
    fn merging_repoints_affiliations_and_drops_those_to_oneself() {
        let project = registry();
        let other = undone(&project, merge(&project, HOUSE, BO, Timestamp(9)).unwrap());
        assert_eq!(other.actors()[&ANN].affiliations[0].with, BO);
        let own = undone(&project, merge(&project, HOUSE, ANN, Timestamp(9)).unwrap());
        assert!(own.actors()[&ANN].affiliations.is_empty());
        let into = undone(&project, merge(&project, ANN, HOUSE, Timestamp(9)).unwrap());
        assert!(into.actors()[&HOUSE].affiliations.is_empty());
        let itself = merge(&project, ANN, ANN, Timestamp(9));
        assert_eq!(itself, Err(ActorError::Itself("Ann Ámes".into())));
    }

    #[test]
    fn deleting_takes_an_actor_off_or_puts_another_in_its_place() {
        let project = registry();
        let off = delete(&project, BO, Disposal::TakeOff, Timestamp(9)).unwrap();
        let off = undone(&project, off);
        assert_eq!(off.claims()[&ClaimId(1)].participants, [part(Role::Claimant, ANN, None)]);
        assert!(!off.mentions().contains_key(&MentionId(1)));
        let other = delete(&project, BO, Disposal::ReplaceWith(HOUSE), Timestamp(9)).unwrap();
        let other = undone(&project, other);
        assert_eq!(other.mentions()[&MentionId(1)].actor, HOUSE);
        assert!(other.actors()[&HOUSE].aliases.is_empty());
        let house = delete(&project, HOUSE, Disposal::ReplaceWith(ANN), Timestamp(9)).unwrap();
        assert!(undone(&project, house).actors()[&ANN].affiliations.is_empty());
    }

    #[test]
    fn usage_counts_claims_mentions_affiliations_and_documents() {
        let usage_of = |id| usage(&registry(), id);
        assert_eq!((usage_of(BO).claims, usage_of(BO).mentions), (2, 1));
        assert_eq!(usage_of(HOUSE).affiliations, 1);
        assert_eq!(usage_of(BO).documents.len(), 1);
    }

    #[test]
    fn search_finds_names_and_aliases_the_best_and_most_used_first() {
        let mut project = registry();
        project = undone(&project, add_alias(&project, HOUSE, "Bo's place"));
        let found = |typed: &str| -> Vec<String> {
            search(&project, typed).into_iter().map(|found| found.name).collect()
        };
        assert_eq!(found("bela"), ["Bo Béla"]);
        assert_eq!(found("bo"), ["Bo Béla", "Bo's place"], "used more");
        assert_eq!(found("PLACE"), ["Bo's place"]);
        assert_eq!(found("zz"), [""; 0]);
        assert_eq!(found("").len(), project.actors().len());
    }

    #[test]
    fn a_finder_catches_up_with_the_registry() {
        let mut project = registry();
        let mut finder = Finder::new(&project);
        project = undone(&project, rename(&project, BO, "Cyril", OldName::Forget));
        project = undone(&project, add(ActorId(90), "Cyrus", ActorKind::Person));
        project = undone(&project, delete(&project, ANN, Disposal::TakeOff, Timestamp(9)).unwrap());
        finder.refresh(&project);
        assert_eq!(finder.search("cyr", 9)[0].uses, 4, "counted before");
        finder.count(&project);
        assert_eq!(finder.search("cyr", 9), search(&project, "cyr"));
        assert_eq!(finder.search("cyr", 9).len(), 2);
        assert!(finder.search("ann", 9).is_empty());
        assert_eq!(finder.search("cyr", 1)[0].name, "Cyril");
    }
}
