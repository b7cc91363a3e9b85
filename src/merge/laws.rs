//! The laws of merging, on projects that grew apart from a common one.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Choice, Incoming, Outcome, Plan, Twin};
use crate::edit::action::{actor, claim};
use crate::edit::random::{Act, acts, sample};
use crate::edit::{Change, Meta, Origin, Transaction};
use crate::model::arbitrary::any_project;
use crate::model::{
    ActorId, ActorKind, Claim, ClaimId, Key, Participant, Project, Record, Role, Timestamp,
    TransactionId, check,
};
use crate::text::{Offset, Span};

/// Carries out changes without asking whose they are.
fn put(project: &mut Project, changes: Vec<Change>, origin: Origin) -> Transaction {
    let meta = Meta {
        id: TransactionId(1),
        at: Timestamp(1),
        coder: None,
        label: "merge".to_owned(),
        origin,
    };
    Transaction { meta, changes }.apply(project).unwrap()
}

/// Edits a project in any way.
fn edited(base: &Project, acts: &[Act], branch: u64) -> Project {
    let mut project = base.clone();
    for (nth, act) in (1..).zip(acts) {
        let new = u128::from(branch * 10_000 + nth);
        let changes = act.changes(&project, new, Timestamp(branch * 100 + nth));
        drop(put(&mut project, changes, Origin::User));
    }
    project
}

/// Edits a project without altering what its base has, so that branches cannot contradict each
/// other: new records, their changes, deleting, aliases, affiliations and progress.
fn grown(base: &Project, acts: &[Act], branch: u64) -> Project {
    let mut project = base.clone();
    for (nth, act) in (1..).zip(acts) {
        let new = u128::from(branch * 10_000 + nth);
        let changes = act.changes(&project, new, Timestamp(branch * 100 + nth));
        let united_by_rule = matches!(act.what, 31 | 32);
        let harmless = |change: &Change| match change {
            Change::Put(record) => {
                let key = record.key();
                let by_rule = matches!(key, Key::Codebook | Key::Progress(..)) || united_by_rule;
                by_rule || base.get(key).is_none()
            }
            Change::Remove(_) => true,
        };
        if changes.iter().all(harmless) {
            drop(put(&mut project, changes, Origin::User));
        }
    }
    project
}

/// Takes one project into another and asserts that the result is sound and can be taken back.
fn taken_in(
    ours: &Project,
    theirs: &Project,
    twins: impl Fn(&[Twin]) -> Vec<Twin>,
    choices: impl Fn(&Plan) -> BTreeMap<Key, Choice>,
) -> (Project, Plan, Outcome) {
    let incoming = Incoming::of_project(ours, theirs);
    let plan = Plan::new(ours, &incoming, &twins(&Twin::find(ours, &incoming)));
    let outcome = plan.resolve(ours, &choices(&plan));
    let mut project = ours.clone();
    let inverse = put(&mut project, outcome.changes.clone(), Origin::Merge);
    assert_eq!(check::project(&project), []);
    let mut back = project.clone();
    drop(put(&mut back, inverse.changes, Origin::Undo));
    assert!(back == *ours, "one undo step restores ours");
    (project, plan, outcome)
}

fn none(_: &[Twin]) -> Vec<Twin> {
    Vec::new()
}

fn suggested(twins: &[Twin]) -> Vec<Twin> {
    twins.iter().filter(|twin| twin.suggested).cloned().collect()
}

/// Merges what cannot contradict itself.
fn merged(ours: &Project, theirs: &Project) -> Project {
    let (project, plan, outcome) = taken_in(ours, theirs, none, |_| BTreeMap::new());
    assert_eq!(plan.conflicts, [], "nothing contradicts");
    assert_eq!(outcome.set_aside, [], "everything fits");
    project
}

/// Compares all but the projects' own names and times.
fn agree(a: &Project, b: &Project) -> bool {
    let mut b = b.clone();
    drop(b.put(Record::Project(std::sync::Arc::clone(a.info()))));
    *a == b
}

fn agree_or_tell(a: &Project, b: &Project) -> Result<(), TestCaseError> {
    if !agree(a, b) {
        let differs = |x: &Project, y: &Project| -> Vec<Record> {
            x.records().filter(|record| y.get(record.key()).as_ref() != Some(record)).collect()
        };
        return Err(TestCaseError::fail(format!("{:?}\n{:?}", differs(a, b), differs(b, a))));
    }
    Ok(())
}

proptest! {
    #[test]
    fn merging_is_commutative(base in acts(0..20), a in acts(0..30), b in acts(0..30)) {
        let base = edited(&sample(), &base, 1);
        let (a, b) = (grown(&base, &a, 2), grown(&base, &b, 3));
        agree_or_tell(&merged(&a, &b), &merged(&b, &a))?;
    }

    #[test]
    fn merging_is_associative(
        base in acts(0..20), a in acts(0..25), b in acts(0..25), c in acts(0..25),
    ) {
        let base = edited(&sample(), &base, 1);
        let (a, b, c) = (grown(&base, &a, 2), grown(&base, &b, 3), grown(&base, &c, 4));
        agree_or_tell(&merged(&merged(&a, &b), &c), &merged(&a, &merged(&b, &c)))?;
    }

    #[test]
    fn merging_the_same_again_changes_nothing(
        base in acts(0..20), a in acts(0..30), b in acts(0..30),
    ) {
        let base = edited(&sample(), &base, 1);
        let (a, b) = (grown(&base, &a, 2), grown(&base, &b, 3));
        prop_assert!(merged(&a, &a) == a);
        let once = merged(&a, &b);
        prop_assert!(merged(&once, &b) == once && merged(&once, &a) == once);
        let incoming = Incoming::of_project(&once, &b);
        let outcome = Plan::new(&once, &incoming, &[]).resolve(&once, &BTreeMap::new());
        prop_assert_eq!(outcome.changes, []);
    }

    #[test]
    fn nothing_is_lost_and_the_sides_are_alike_when_they_contradict(
        base in acts(0..20), a in acts(0..30), b in acts(0..30),
    ) {
        let base = edited(&sample(), &base, 1);
        let (a, b) = (edited(&base, &a, 2), edited(&base, &b, 3));
        for (mine, other) in [(Choice::Ours, Choice::Theirs), (Choice::Theirs, Choice::Ours)] {
            let (here, plan, outcome) = taken_in(&a, &b, none, |plan| plan.always(mine));
            let (there, back, _) = taken_in(&b, &a, none, |plan| plan.always(other));
            agree_or_tell(&here, &there)?;
            prop_assert_eq!(&outcome.set_aside, &[]);
            for key in a.records().chain(b.records()).map(|record| record.key()) {
                prop_assert!(here.get(key).is_some(), "{} is lost", key);
            }
            let keys = |plan: &Plan| -> Vec<Key> { plan.conflicts.iter().map(|c| c.key).collect() };
            prop_assert_eq!(keys(&plan), keys(&back));
            for conflict in &plan.conflicts {
                let chosen = if mine == Choice::Ours { &conflict.ours } else { &conflict.theirs };
                prop_assert!(here.get(conflict.key).as_ref() == Some(chosen));
                prop_assert!(!conflict.differences(&a, &Incoming::of_project(&a, &b)).is_empty());
            }
        }
    }

    #[test]
    fn any_mix_of_choices_gives_a_sound_project_from_either_side(
        base in acts(0..20), a in acts(0..30), b in acts(0..30), mix: u64,
    ) {
        let base = edited(&sample(), &base, 1);
        let (a, b) = (edited(&base, &a, 2), edited(&base, &b, 3));
        let mixed = |plan: &Plan, theirs: u64| -> BTreeMap<Key, Choice> {
            let choose = |nth: usize| if mix >> (nth % 64) & 1 == theirs {
                Choice::Theirs
            } else {
                Choice::Ours
            };
            plan.conflicts.iter().enumerate().map(|(nth, c)| (c.key, choose(nth))).collect()
        };
        let (here, _, _) = taken_in(&a, &b, none, |plan| mixed(plan, 1));
        let (there, _, _) = taken_in(&b, &a, none, |plan| mixed(plan, 0));
        agree_or_tell(&here, &there)?;
    }

    #[test]
    fn uniting_twins_is_commutative_and_leaves_each_name_once(
        base in acts(0..10),
        a in proptest::collection::vec(0u8..6, 0..8),
        b in proptest::collection::vec(0u8..6, 0..8),
        a_is_older: bool,
    ) {
        let base = edited(&sample(), &base, 1);
        let (first, second) = if a_is_older { (2, 3) } else { (3, 2) };
        let (a, b) = (with_actors(&base, &a, first), with_actors(&base, &b, second));
        let (here, _, outcome) = taken_in(&a, &b, suggested, |_| BTreeMap::new());
        let (there, _, _) = taken_in(&b, &a, suggested, |_| BTreeMap::new());
        agree_or_tell(&here, &there)?;
        prop_assert_eq!(outcome.set_aside, []);
        let mut names: Vec<String> = here.actors().values().map(|a| a.name.clone()).collect();
        names.retain(|name| name.starts_with("Twin"));
        let count = names.len();
        names.sort();
        names.dedup();
        prop_assert_eq!(names.len(), count);
        for key in a.records().chain(b.records()).map(|record| record.key()) {
            prop_assert!(matches!(key, Key::Actor(_)) || here.get(key).is_some());
        }
        let (again, _, _) = taken_in(&here, &there, suggested, |_| BTreeMap::new());
        prop_assert!(again == here);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn projects_with_the_same_ids_for_other_things_merge_soundly_and_openly(
        ours in any_project(), theirs in any_project(), mix: u64, unite: bool,
    ) {
        let twins = |found: &[Twin]| if unite { found.to_vec() } else { Vec::new() };
        let choices = |plan: &Plan| {
            let choose = |nth: usize| match mix >> (nth % 64) & 1 {
                0 => Choice::Ours,
                _ => Choice::Theirs,
            };
            plan.conflicts.iter().enumerate().map(|(nth, c)| (c.key, choose(nth))).collect()
        };
        let (end, plan, outcome) = taken_in(&ours, &theirs, twins, choices);
        let found = twins(&Twin::find(&ours, &Incoming::of_project(&ours, &theirs)));
        let gone = |key: Key| found.iter().any(|twin| twin.ours == key || twin.theirs == key);
        for key in ours.records().map(|record| record.key()) {
            prop_assert!(end.get(key).is_some() || gone(key), "{} of ours is lost", key);
        }
        for key in plan.additions.iter().map(Record::key) {
            let listed = outcome.set_aside.iter().any(|one| one.key == key);
            prop_assert!(end.get(key).is_some() || listed, "{} of theirs is lost", key);
        }
    }

    #[test]
    fn a_project_taken_into_an_empty_one_arrives_whole(theirs in any_project()) {
        let ours = Project::new(crate::model::ProjectId(9), "Empty", Timestamp(0));
        let (end, _, outcome) = taken_in(&ours, &theirs, none, |plan| plan.always(Choice::Theirs));
        agree_or_tell(&end, &theirs)?;
        prop_assert_eq!(outcome.set_aside, []);
        prop_assert!(merged(&end, &theirs) == end);
    }
}

/// Adds actors of a few names, each once, and a claim of each.
fn with_actors(base: &Project, names: &[u8], branch: u128) -> Project {
    let mut project = base.clone();
    for (nth, name) in (1..).zip(names) {
        let (id, name) = (ActorId(branch * 10_000 + nth), format!("Twin {name}"));
        if project.actors().values().any(|actor| actor.name == name) {
            continue;
        }
        drop(put(&mut project, actor::add(id, &name, ActorKind::Person), Origin::User));
        let alias = actor::add_alias(&project, id, &format!("T{branch}"));
        drop(put(&mut project, alias, Origin::User));
        let (Some(document), Some(coder)) =
            (project.documents().keys().next(), project.coders().keys().next())
        else {
            continue;
        };
        let span = Span::new(Offset(0), Offset(1)).unwrap();
        let mut new = Claim::new(ClaimId(id.0), *document, *coder, span, Timestamp(1));
        for role in Role::ALL {
            claim::add_participant(&mut new, Participant { role, actor: id, mention: None });
        }
        let changes = claim::add(&project, new);
        drop(put(&mut project, changes, Origin::User));
    }
    project
}

#[test]
fn branches_that_contradict_do_so_often_enough_to_test_it() {
    let act = |what, picks| Act { what, picks };
    let base = sample();
    let a = edited(&base, &[act(8, [0, 1, 1, 1]), act(22, [0, 5, 0, 0])], 2);
    let b = edited(&base, &[act(8, [0, 2, 2, 2]), act(22, [0, 6, 0, 0])], 3);
    let (_, plan, _) = taken_in(&a, &b, none, Plan::suggested);
    assert_eq!(plan.conflicts.len(), 2);
    let newer = plan.conflicts.iter().find(|conflict| conflict.key == Key::Claim(ClaimId(1)));
    assert_eq!(newer.unwrap().suggested, Choice::Theirs, "changed later");
}
