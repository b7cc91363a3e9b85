//! What a merge would do, before anything is done.

use std::collections::BTreeMap;

use super::differ::{Difference, Names, differences};
use super::settle::{Settled, settle};
use super::twin::{Renaming, Twin, united};
use super::{Incoming, Outcome};
use crate::model::{Key, Project, Record};
use crate::text::order;

/// What a merge would do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Records only theirs has; each is added.
    pub additions: Vec<Record>,
    /// How many records are the same on both sides.
    pub same: usize,
    /// Records that differ in nothing anybody decided, as they will be.
    pub settled: Vec<Record>,
    /// Records somebody must choose of.
    pub conflicts: Vec<Conflict>,
    /// Our records as uniting twins makes them; `None` when they go.
    pub(super) united: BTreeMap<Key, Option<Record>>,
}

/// A record both sides have and disagree about.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// What record.
    pub key: Key,
    /// Ours.
    pub ours: Record,
    /// Theirs.
    pub theirs: Record,
    /// The side to offer first: the one that was changed later, by the record's own time or, in
    /// the codebook, by its version; ours where that is not known.
    pub suggested: Choice,
}

/// Which side of a conflict is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// Ours.
    Ours,
    /// Theirs.
    Theirs,
}

/// How many records of a kind are concerned, for the preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Only theirs has them.
    pub added: usize,
    /// They are settled by rule.
    pub settled: usize,
    /// Somebody must choose.
    pub conflicts: usize,
}

impl Plan {
    /// Works out what taking records in would do. `twins` are those to be united; see
    /// [`Twin::find`].
    pub fn new(ours: &Project, incoming: &Incoming, twins: &[Twin]) -> Self {
        let (united, theirs) = unite(ours, incoming, &Renaming::of(twins));
        let mut plan = Self {
            additions: Vec::new(),
            same: 0,
            settled: Vec::new(),
            conflicts: Vec::new(),
            united,
        };
        let their_version = match incoming.records.get(&Key::Codebook) {
            Some(Record::Codebook(codebook)) => codebook.version,
            _ => 0,
        };
        let newer_codebook = their_version > ours.codebook().version;
        for (key, theirs) in theirs {
            let own = match plan.united.get(&key) {
                Some(own) => own.clone(),
                None => ours.get(key),
            };
            let Some(own) = own else {
                // A text that is not in memory is there all the same when its document is.
                let known = matches!(key, Key::Text(id) if ours.documents().contains_key(&id));
                if known {
                    plan.same += 1;
                } else {
                    plan.additions.push(theirs);
                }
                continue;
            };
            match settle(&own, &theirs) {
                Settled::Same => plan.same += 1,
                Settled::As(both) => plan.settled.push(both),
                Settled::Conflict => plan.conflicts.push(Conflict {
                    key,
                    suggested: suggested(&own, &theirs, newer_codebook),
                    ours: own,
                    theirs,
                }),
            }
        }
        plan
    }

    /// Returns the changes that carry out the plan with a choice for each conflict; a conflict
    /// nobody chose for stays ours. `ours` must be the project the plan was made for: when it
    /// changed since, the plan must be made again.
    pub fn resolve(&self, ours: &Project, choices: &BTreeMap<Key, Choice>) -> Outcome {
        super::resolve::resolve(self, ours, choices)
    }

    /// Returns the choices offered first.
    pub fn suggested(&self) -> BTreeMap<Key, Choice> {
        self.all(|conflict| conflict.suggested)
    }

    /// Returns the same choice for every conflict.
    pub fn always(&self, choice: Choice) -> BTreeMap<Key, Choice> {
        self.all(|_| choice)
    }

    /// Counts what happens to the records of each kind, by the kind's word.
    pub fn counts(&self) -> BTreeMap<&'static str, Counts> {
        let mut counts: BTreeMap<&'static str, Counts> = BTreeMap::new();
        for record in &self.additions {
            counts.entry(record.key().kind()).or_default().added += 1;
        }
        for record in &self.settled {
            counts.entry(record.key().kind()).or_default().settled += 1;
        }
        for conflict in &self.conflicts {
            counts.entry(conflict.key.kind()).or_default().conflicts += 1;
        }
        counts
    }

    /// Says whether the merge would change nothing.
    pub fn is_empty(&self) -> bool {
        self.additions.is_empty()
            && self.settled.is_empty()
            && self.conflicts.is_empty()
            && self.united.is_empty()
    }

    fn all(&self, choose: impl Fn(&Conflict) -> Choice) -> BTreeMap<Key, Choice> {
        order::map(self.conflicts.iter().map(|conflict| (conflict.key, choose(conflict))))
    }
}

impl Conflict {
    /// Returns what the record is called in a list: its name, or the words it stands at.
    pub fn title(&self, ours: &Project, incoming: &Incoming) -> String {
        Names { ours, incoming }.title(&self.ours)
    }

    /// Returns the fields in which the sides differ, in words. Worked out when somebody looks, as
    /// thousands of conflicts can be resolved unseen.
    pub fn differences(&self, ours: &Project, incoming: &Incoming) -> Vec<Difference> {
        differences(Names { ours, incoming }, &self.ours, &self.theirs)
    }
}

pub(super) fn suggested(ours: &Record, theirs: &Record, newer_codebook: bool) -> Choice {
    let theirs_is_later = match (ours, theirs) {
        (Record::Claim(a), Record::Claim(b)) => b.modified > a.modified,
        (Record::Mention(a), Record::Mention(b)) => b.modified > a.modified,
        (ours, _) => ours.key().is_codebook() && newer_codebook,
    };
    if theirs_is_later { Choice::Theirs } else { Choice::Ours }
}

/// What uniting twins makes of each side: of ours the records that change, of theirs all.
pub(super) type Sides = (BTreeMap<Key, Option<Record>>, BTreeMap<Key, Record>);

pub(super) fn unite(ours: &Project, incoming: &Incoming, renaming: &Renaming) -> Sides {
    if renaming.is_empty() {
        return (BTreeMap::new(), incoming.records.clone());
    }
    let (mut own, mut theirs) = (BTreeMap::new(), BTreeMap::new());
    // Twins by the key they will share, each under the key it had; ours stands before theirs.
    let mut groups: BTreeMap<Key, Vec<(Key, Record)>> = renaming.shared_keys();
    for record in ours.records() {
        let old = record.key();
        let renamed = renaming.renamed(&record);
        let new = renamed.as_ref().map_or(old, Record::key);
        if let Some(group) = groups.get_mut(&new) {
            group.push((old, renamed.unwrap_or(record)));
            own.insert(old, None);
        } else if let Some(renamed) = renamed {
            own.insert(old, Some(renamed));
        }
    }
    for (old, record) in &incoming.records {
        let renamed = renaming.renamed(record).unwrap_or_else(|| record.clone());
        match groups.get_mut(&renamed.key()) {
            Some(group) => group.push((*old, renamed)),
            None => drop(theirs.insert(*old, renamed)),
        }
    }
    for (key, mut group) in groups {
        order::by_key(&mut group, |(old, _)| *old);
        let all = group.into_iter().map(|(_, record)| record);
        if let Some(both) = all.reduce(|older, younger| united(&older, &younger)) {
            own.insert(key, Some(both));
        }
    }
    (own, theirs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::action::{actor, claim, code};
    use crate::edit::random::{sample, undone};
    use crate::model::{
        ActorId, ActorKind, ClaimId, CodeId, CodeKind, CoderId, Link, Mention, MentionId,
        Participant, Role, Timestamp,
    };
    use crate::model::{Claim, check};
    use crate::text::{Offset, Span};

    fn plan(ours: &Project, theirs: &Project) -> Plan {
        Plan::new(ours, &Incoming::of_project(ours, theirs), &[])
    }

    fn changed(base: &Project, at: u64, change: impl FnOnce(&mut Claim)) -> Project {
        undone(base, claim::alter(base, ClaimId(1), Timestamp(at), change))
    }

    #[test]
    fn a_conflict_names_the_fields_that_differ_in_words() {
        let base = sample();
        let ours = changed(&base, 5, |claim| claim.stance = Some(1));
        let theirs = undone(&base, actor::add(ActorId(77), "Dr Who", ActorKind::Person));
        let theirs = changed(&theirs, 4, |claim| {
            claim.stance = Some(-1);
            claim.types = vec![CodeId(2)];
            claim.fragments = vec![Span::new(Offset(0), Offset(9)).unwrap()];
            let mention = Some(MentionId(1));
            let new = Participant { role: Role::Claimant, actor: ActorId(77), mention };
            claim::add_participant(claim, new);
        });
        let incoming = Incoming::of_project(&ours, &theirs);
        let plan = Plan::new(&ours, &incoming, &[]);
        let [conflict] = plan.conflicts.as_slice() else { panic!("{:?}", plan.conflicts) };
        assert_eq!((conflict.key, conflict.suggested), (Key::Claim(ClaimId(1)), Choice::Ours));
        assert_eq!(conflict.title(&ours, &incoming), "“Ann” (0–3)");
        let differences = conflict.differences(&ours, &incoming);
        let shown: Vec<_> =
            differences.iter().map(|d| (d.label, d.ours.as_str(), d.theirs.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("words", "“Ann” (0–3)", "“Ann Ámes” (0–8)"),
                ("types", "demand", "rejection"),
                ("claimants", "", "Dr Who (“Ann” (0–3))"),
                ("stance", "supports", "opposes"),
            ]
        );
        assert_eq!(plan.counts()["actor"].added, 1);
        assert_eq!(plan.counts()["claim"].conflicts, 1);
    }

    #[test]
    fn actors_of_one_name_are_told_apart_by_what_is_stored() {
        let mut base = sample();
        for id in [91, 92] {
            base = undone(&base, actor::add(ActorId(id), "Namesake", ActorKind::Person));
        }
        let with = |id| {
            changed(&base, 1, |claim| {
                let new = Participant { role: Role::Claimant, actor: ActorId(id), mention: None };
                claim::add_participant(claim, new);
            })
        };
        let (ours, theirs) = (with(91), with(92));
        let differences = plan(&ours, &theirs).conflicts[0]
            .differences(&ours, &Incoming::of_project(&ours, &theirs));
        assert_eq!(differences[0].label, "as stored");
    }

    #[test]
    fn a_chosen_side_brings_what_it_refers_to() {
        let base = sample();
        let mut theirs = undone(&base, actor::add(ActorId(77), "Dr Who", ActorKind::Person));
        theirs = changed(&theirs, 9, |claim| {
            let new = Participant { role: Role::Claimant, actor: ActorId(77), mention: None };
            claim::add_participant(claim, new);
        });
        let plan = plan(&base, &theirs);
        assert_eq!(plan.suggested()[&Key::Claim(ClaimId(1))], Choice::Theirs);
        let outcome = plan.resolve(&base, &plan.suggested());
        assert_eq!(outcome.set_aside, []);
        let end = undone(&base, outcome.changes);
        assert_eq!(end.claims()[&ClaimId(1)].participants[0].actor, ActorId(77));
    }

    #[test]
    fn what_leads_nowhere_is_left_out_or_set_aside_and_listed() {
        let ours = sample();
        let mut theirs = ours.clone();
        let span = Span::new(Offset(0), Offset(3)).unwrap();
        let mut dangling = (*theirs.claims()[&ClaimId(1)]).clone();
        dangling.id = ClaimId(50);
        dangling.types.push(CodeId(404));
        dangling.issues.push(CodeId(1));
        dangling.links = [51, 2].map(|to| Link { to: ClaimId(to), kind: "same".into() }).into();
        dangling.participants = [1, 404]
            .map(|id| Participant {
                role: Role::Target,
                actor: ActorId(id),
                mention: Some(MentionId(404)),
            })
            .into();
        let mut homeless = dangling.clone();
        (homeless.id, homeless.coder) = (ClaimId(51), CoderId(404));
        let mention = (*theirs.mentions()[&MentionId(1)]).clone();
        let outside = Span::new(Offset(60), Offset(900)).unwrap();
        let mention = Mention { id: MentionId(50), span: outside, ..mention };
        let record = |claim: &Claim| Record::Claim(std::sync::Arc::new(claim.clone()));
        for record in [record(&dangling), record(&homeless)] {
            drop(theirs.put(record));
        }
        drop(theirs.put(Record::Mention(std::sync::Arc::new(mention))));
        let outcome = plan(&ours, &theirs).resolve(&ours, &BTreeMap::new());
        let end = undone(&ours, outcome.changes);
        let kept = &end.claims()[&ClaimId(50)];
        assert_eq!((kept.types.as_slice(), kept.issues.len()), ([CodeId(1)].as_slice(), 0));
        assert_eq!(kept.links.len(), 1);
        assert_eq!((kept.participants.len(), kept.participants[0].mention), (1, None));
        assert_eq!(kept.fragments, [span]);
        assert!(!end.claims().contains_key(&ClaimId(51)), "nobody coded it");
        assert!(!end.mentions().contains_key(&MentionId(50)), "it stands outside the text");
        let listed = |key| outcome.set_aside.iter().filter(|one| one.key == key).count();
        assert_eq!(listed(Key::Claim(ClaimId(50))), 2, "in two turns: the link leads to 51");
        assert!(listed(Key::Claim(ClaimId(51))) > 0 && listed(Key::Mention(MentionId(50))) == 1);
        assert_eq!(outcome.set_aside[0].title, "“Ann” (0–3)");
    }

    #[test]
    fn a_code_that_changed_its_kind_stays_ours() {
        let ours = sample();
        let mut theirs = ours.clone();
        let mut other = (*ours.codes()[&CodeId(1)]).clone();
        other.kind = CodeKind::Issue;
        drop(theirs.put(Record::Code(std::sync::Arc::new(other))));
        let plan = plan(&ours, &theirs);
        let outcome = plan.resolve(&ours, &plan.always(Choice::Theirs));
        assert_eq!(outcome.changes, []);
        assert!(outcome.set_aside[0].reason.contains("claim type on one side"));
    }

    #[test]
    fn codes_nested_in_a_circle_by_one_choice_each_are_taken_apart() {
        let base = sample();
        let nested = |a, b| undone(&base, code::nest(&base, CodeId(a), Some(CodeId(b))).unwrap());
        let (ours, theirs) = (nested(1, 2), nested(2, 1));
        let plan = plan(&ours, &theirs);
        let choices = BTreeMap::from([(Key::Code(CodeId(2)), Choice::Theirs)]);
        let outcome = plan.resolve(&ours, &choices);
        let end = undone(&ours, outcome.changes);
        assert_eq!(end.codes()[&CodeId(1)].parent, None);
        assert_eq!(end.codes()[&CodeId(2)].parent, Some(CodeId(1)));
        assert!(outcome.set_aside[0].reason.contains("above and below"));
        assert_eq!(check::project(&end), []);
    }
}
