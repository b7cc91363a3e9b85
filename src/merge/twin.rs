//! Actors and codes that two people made apart and that may be the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Incoming;
use super::settle::{affiliation_order, distinct_names};
use crate::edit::action::{actor, code};
use crate::model::{
    Actor, ActorId, Claim, Code, CodeId, CodeKind, Key, Participant, Project, Record,
};
use crate::text::{fold, order};

/// An incoming actor or code that may be one of ours under another id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    /// Ours.
    pub ours: Key,
    /// Theirs.
    pub theirs: Key,
    /// What ours is called.
    pub our_name: String,
    /// What theirs is called.
    pub their_name: String,
    /// Whether they have the same name (but for case and diacritics) and the same kind, and no
    /// other actor or code comes into question. Offered as chosen already.
    pub suggested: bool,
}

impl Twin {
    /// Finds incoming actors and codes that ours lacks by id but may have under another.
    ///
    /// Actors match by name or alias, codes of a kind by name. One that the other side has too is
    /// no twin: that side tells the two apart.
    pub fn find(ours: &Project, incoming: &Incoming) -> Vec<Self> {
        let mut twins = actor_twins(ours, incoming);
        twins.extend(code_twins(ours, incoming));
        let mut rivals: BTreeMap<Key, usize> = BTreeMap::new();
        for twin in &twins {
            *rivals.entry(twin.ours).or_default() += 1;
            *rivals.entry(twin.theirs).or_default() += 1;
        }
        for twin in &mut twins {
            twin.suggested &= rivals[&twin.ours] == 1 && rivals[&twin.theirs] == 1;
        }
        twins
    }
}

fn actor_twins(ours: &Project, incoming: &Incoming) -> Vec<Twin> {
    let mut by_name: BTreeMap<String, BTreeSet<ActorId>> = BTreeMap::new();
    for own in ours.actors().values().filter(|own| !incoming.has(Key::Actor(own.id))) {
        for name in own.names() {
            by_name.entry(fold::fold(name)).or_default().insert(own.id);
        }
    }
    let mut twins = Vec::new();
    for record in incoming.records.values() {
        let Record::Actor(theirs) = record else { continue };
        if ours.actors().contains_key(&theirs.id) {
            continue;
        }
        let found = theirs.names().filter_map(|name| by_name.get(&fold::fold(name))).flatten();
        for own in order::set(found).into_iter().filter_map(|id| ours.actors().get(id)) {
            let same_name = fold::fold(&own.name) == fold::fold(&theirs.name);
            twins.push(Twin {
                ours: Key::Actor(own.id),
                theirs: Key::Actor(theirs.id),
                our_name: own.name.clone(),
                their_name: theirs.name.clone(),
                suggested: same_name && own.kind == theirs.kind,
            });
        }
    }
    twins
}

fn code_twins(ours: &Project, incoming: &Incoming) -> Vec<Twin> {
    let mut by_name: BTreeMap<(CodeKind, String), Vec<&Code>> = BTreeMap::new();
    for own in ours.codes().values().filter(|own| !incoming.has(Key::Code(own.id))) {
        by_name.entry((own.kind, fold::fold(&own.name))).or_default().push(own);
    }
    let mut twins = Vec::new();
    for record in incoming.records.values() {
        let Record::Code(theirs) = record else { continue };
        if ours.codes().contains_key(&theirs.id) {
            continue;
        }
        let found = by_name.get(&(theirs.kind, fold::fold(&theirs.name)));
        twins.extend(found.into_iter().flatten().map(|own| Twin {
            ours: Key::Code(own.id),
            theirs: Key::Code(theirs.id),
            our_name: own.name.clone(),
            their_name: theirs.name.clone(),
            suggested: true,
        }));
    }
    twins
}

impl Incoming {
    /// Says whether a record comes in under a key.
    pub(super) fn has(&self, key: Key) -> bool {
        self.records.contains_key(&key)
    }
}

/// Which ids give way to which: the older id of twins survives, whichever side it is on.
#[derive(Debug, Clone, Default)]
pub(super) struct Renaming {
    actors: BTreeMap<ActorId, ActorId>,
    codes: BTreeMap<CodeId, CodeId>,
}

impl Renaming {
    /// Works out which ids survive. Twins that share a member become one all together.
    pub(super) fn of(twins: &[Twin]) -> Self {
        let pairs = |pair: fn(&Twin) -> Option<(u128, u128)>| twins.iter().filter_map(pair);
        let actors = survivors(pairs(|twin| match (twin.ours, twin.theirs) {
            (Key::Actor(a), Key::Actor(b)) => Some((a.0, b.0)),
            _ => None,
        }));
        let codes = survivors(pairs(|twin| match (twin.ours, twin.theirs) {
            (Key::Code(a), Key::Code(b)) => Some((a.0, b.0)),
            _ => None,
        }));
        Self {
            actors: order::map(actors.into_iter().map(|(a, b)| (ActorId(a), ActorId(b)))),
            codes: order::map(codes.into_iter().map(|(a, b)| (CodeId(a), CodeId(b)))),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.codes.is_empty()
    }

    /// Returns an empty group of twins for each key that several records will share.
    pub(super) fn shared_keys(&self) -> BTreeMap<Key, Vec<(Key, Record)>> {
        let actors = self.actors.values().map(|id| Key::Actor(*id));
        let codes = self.codes.values().map(|id| Key::Code(*id));
        order::map(actors.chain(codes).map(|key| (key, Vec::new())))
    }

    fn actor(&self, id: ActorId) -> ActorId {
        *self.actors.get(&id).unwrap_or(&id)
    }

    fn code(&self, id: CodeId) -> CodeId {
        *self.codes.get(&id).unwrap_or(&id)
    }

    /// Says whether a record is one of the twins or refers to one that gave way.
    fn concerns(&self, record: &Record) -> bool {
        let actor = |id: &ActorId| self.actors.contains_key(id);
        let code = |id: &CodeId| self.codes.contains_key(id);
        match record {
            Record::Code(own) => code(&own.id) || own.parent.as_ref().is_some_and(code),
            Record::Actor(own) => actor(&own.id) || own.affiliations.iter().any(|a| actor(&a.with)),
            Record::Claim(own) => {
                own.participants.iter().any(|p| actor(&p.actor))
                    || own.types.iter().chain(&own.issues).any(code)
            }
            Record::Mention(own) => actor(&own.actor),
            _ => false,
        }
    }

    /// Returns a record with every id that gave way replaced, its own as well; nothing when it
    /// stays the same.
    pub(super) fn renamed(&self, record: &Record) -> Option<Record> {
        if !self.concerns(record) {
            return None;
        }
        Some(match record {
            Record::Code(old) => {
                let mut new = (**old).clone();
                new.id = self.code(new.id);
                new.parent = new.parent.map(|id| self.code(id)).filter(|id| *id != new.id);
                Record::Code(Arc::new(new))
            }
            Record::Actor(old) => {
                let mut new = (**old).clone();
                new.id = self.actor(new.id);
                self.rename_affiliations(&mut new);
                Record::Actor(Arc::new(new))
            }
            Record::Claim(old) => {
                let mut new = (**old).clone();
                self.rename_claim(&mut new);
                Record::Claim(Arc::new(new))
            }
            Record::Mention(old) => {
                let mut new = (**old).clone();
                new.actor = self.actor(new.actor);
                Record::Mention(Arc::new(new))
            }
            other => other.clone(),
        })
    }

    fn rename_affiliations(&self, actor: &mut Actor) {
        if actor.affiliations.iter().all(|a| !self.actors.contains_key(&a.with)) {
            return;
        }
        for mut affiliation in std::mem::take(&mut actor.affiliations) {
            affiliation.with = self.actor(affiliation.with);
            if affiliation.with != actor.id && !actor.affiliations.contains(&affiliation) {
                actor.affiliations.push(affiliation);
            }
        }
    }

    fn rename_claim(&self, claim: &mut Claim) {
        for list in [&mut claim.types, &mut claim.issues] {
            if list.iter().any(|id| self.codes.contains_key(id)) {
                let mut seen = BTreeSet::new();
                for id in list.iter_mut() {
                    *id = self.code(*id);
                }
                list.retain(|id| seen.insert(*id));
            }
        }
        if claim.participants.iter().any(|p| self.actors.contains_key(&p.actor)) {
            let mut all: Vec<Participant> = Vec::new();
            for mut participant in std::mem::take(&mut claim.participants) {
                participant.actor = self.actor(participant.actor);
                let mut known = all.iter_mut();
                let same = |p: &&mut Participant| {
                    p.role == participant.role && p.actor == participant.actor
                };
                match known.find(same) {
                    Some(known) => known.mention = known.mention.or(participant.mention),
                    None => all.push(participant),
                }
            }
            claim.participants = all;
        }
    }
}

/// Returns for each id the smallest one it is paired with, directly or through others.
fn survivors(pairs: impl Iterator<Item = (u128, u128)>) -> BTreeMap<u128, u128> {
    let mut leader: BTreeMap<u128, u128> = BTreeMap::new();
    for (a, b) in pairs {
        let of = |id: u128| *leader.get(&id).unwrap_or(&id);
        let (a, b) = (of(a), of(b));
        let (low, high) = (a.min(b), a.max(b));
        if low != high {
            leader.values_mut().filter(|id| **id == high).for_each(|id| *id = low);
            leader.insert(high, low);
        }
    }
    leader
}

/// Makes one record of twins that are renamed already; the first is the one with the older id.
pub(super) fn united(older: &Record, younger: &Record) -> Record {
    match (older, younger) {
        (Record::Actor(older), Record::Actor(younger)) => {
            let mut both = (**older).clone();
            actor::absorb(&mut both, younger);
            both.aliases = distinct_names(both.aliases, &both.name);
            both.affiliations.retain(|affiliation| affiliation.with != both.id);
            order::by_key(&mut both.affiliations, affiliation_order);
            Record::Actor(Arc::new(both))
        }
        (Record::Code(older), Record::Code(younger)) => {
            let mut both = (**older).clone();
            code::absorb(&mut both, younger);
            Record::Code(Arc::new(both))
        }
        _ => older.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::action::claim;
    use crate::edit::random::{sample, undone};
    use crate::merge::Plan;
    use crate::model::{ActorKind, ClaimId, Role, Timestamp};

    fn with_actor(base: &Project, id: u128, name: &str, kind: ActorKind) -> Project {
        undone(base, actor::add(ActorId(id), name, kind))
    }

    fn found(ours: &Project, theirs: &Project) -> Vec<(u128, u128, bool)> {
        let twins = Twin::find(ours, &Incoming::of_project(ours, theirs));
        let ids = |twin: Twin| match (twin.ours, twin.theirs) {
            (Key::Actor(a), Key::Actor(b)) => (a.0, b.0, twin.suggested),
            (Key::Code(a), Key::Code(b)) => (a.0, b.0, twin.suggested),
            other => panic!("{other:?}"),
        };
        twins.into_iter().map(ids).collect()
    }

    #[test]
    fn the_same_name_and_kind_are_suggested_and_an_alias_only_shown() {
        let base = sample();
        let ours = with_actor(&base, 50, "Zoë Zett", ActorKind::Person);
        let same = with_actor(&base, 60, "ZOE ZETT", ActorKind::Person);
        assert_eq!(found(&ours, &same), [(50, 60, true)]);
        let state = with_actor(&base, 60, "Zoe Zett", ActorKind::State);
        assert_eq!(found(&ours, &state), [(50, 60, false)]);
        let alias = with_actor(&base, 60, "Mrs Z", ActorKind::Person);
        let alias = undone(&alias, actor::add_alias(&alias, ActorId(60), "Zoe Zett"));
        assert_eq!(found(&ours, &alias), [(50, 60, false)]);
        let two = with_actor(&same, 61, "Zoe Zett", ActorKind::Person);
        assert_eq!(found(&ours, &two), [(50, 60, false), (50, 61, false)]);
    }

    #[test]
    fn what_the_other_side_tells_apart_is_no_twin() {
        let ours = with_actor(&sample(), 50, "Zoë", ActorKind::Person);
        let theirs = with_actor(&ours, 60, "Zoe", ActorKind::Person);
        assert_eq!(found(&ours, &theirs), []);
    }

    #[test]
    fn codes_are_united_with_their_claims_and_children() {
        let base = sample();
        let add = |base: &Project, id, name: &str, parent| {
            undone(base, code::add(base, CodeId(id), CodeKind::ClaimType, name, parent))
        };
        let ours = add(&base, 60, "Appeal", None);
        let ours = add(&ours, 61, "urgent appeal", Some(CodeId(60)));
        let ours = undone(
            &ours,
            claim::alter(&ours, ClaimId(1), Timestamp(1), |claim| {
                claim.types.push(CodeId(60));
            }),
        );
        let theirs = add(&base, 50, "appeal", None);
        let rules = ["asks for help".to_owned()];
        let described = code::describe(&theirs, CodeId(50), "", &rules, &[], Vec::new());
        let theirs = undone(&theirs, described);
        assert_eq!(found(&ours, &theirs), [(60, 50, true)]);
        let incoming = Incoming::of_project(&ours, &theirs);
        let plan = Plan::new(&ours, &incoming, &Twin::find(&ours, &incoming));
        let outcome = plan.resolve(&ours, &plan.always(crate::merge::Choice::Ours));
        let end = undone(&ours, outcome.changes);
        assert!(!end.codes().contains_key(&CodeId(60)), "the older id survives");
        let both = &end.codes()[&CodeId(50)];
        assert_eq!((both.name.as_str(), both.include.len()), ("appeal", 1));
        assert_eq!(end.codes()[&CodeId(61)].parent, Some(CodeId(50)));
        assert_eq!(end.claims()[&ClaimId(1)].types, [CodeId(1), CodeId(50)]);
    }

    #[test]
    fn a_united_participant_stands_once_in_a_role() {
        let mut base = with_actor(&sample(), 50, "Zoë", ActorKind::Person);
        let part = |id| Participant { role: Role::Target, actor: ActorId(id), mention: None };
        base = undone(
            &base,
            claim::alter(&base, ClaimId(1), Timestamp(1), |claim| {
                claim.participants = vec![part(1), part(50)];
            }),
        );
        let renaming = Renaming {
            actors: BTreeMap::from([(ActorId(50), ActorId(1))]),
            codes: BTreeMap::new(),
        };
        let Some(Record::Claim(renamed)) =
            renaming.renamed(&Record::Claim(Arc::clone(&base.claims()[&ClaimId(1)])))
        else {
            panic!("a claim stays a claim");
        };
        assert_eq!(renamed.participants, [part(1)]);
    }

    #[test]
    fn the_smallest_of_a_chain_survives() {
        let chain = [(5, 4), (3, 5), (8, 9), (9, 4)];
        let expected = BTreeMap::from([(4, 3), (5, 3), (8, 3), (9, 3)]);
        assert_eq!(survivors(chain.into_iter()), expected);
    }
}
