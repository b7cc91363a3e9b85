//! Merging as the dialog does it: on files that were written and read.

use std::sync::Arc;

use super::super::decisions::Bulk;
use super::super::tests::sent;
use super::*;
use crate::edit::Origin;
use crate::edit::random::undone;
use crate::model::{Actor, ActorId, ActorKind, Claim, ClaimId, ProjectId, Record, Timestamp};
use crate::sample::sample_project;

fn sample() -> Project {
    sample_project(ProjectId(1))
}

/// Carries out changes.
fn with(project: &Project, changes: Vec<Change>) -> Project {
    undone(project, changes)
}

/// The sample with another note in its first claims.
fn noted(count: usize, note: &str) -> Project {
    let ours = sample();
    let changes = ours.claims().values().take(count).map(|claim| {
        let changed = Claim {
            note: note.to_owned(),
            modified: Timestamp(claim.modified.0 + 1),
            ..(**claim).clone()
        };
        Change::Put(Record::Claim(Arc::new(changed)))
    });
    let changes = changes.collect();
    with(&ours, changes)
}

fn row<'a>(merger: &'a Merger, kind: &str) -> &'a CountRow {
    merger.counts.iter().find(|row| row.kind == kind).unwrap()
}

#[test]
fn the_same_project_again_changes_nothing() {
    let ours = sample();
    let file = sent(&ours, "project");
    let meeting = Meeting::new(&ours, &file);
    assert!(meeting.twins.is_empty() && meeting.problems.is_empty() && meeting.missing.is_empty());
    assert!(meeting.placed.ends_with("spans where the file says."), "{}", meeting.placed);
    let decisions = Decisions::default();
    let merger = Merger::new(&ours, &file, &meeting, &decisions);
    let outcome = merger.outcome(&ours, &decisions);
    assert!(outcome.changes.is_empty() && merger.conflicts.is_empty());
    assert_eq!(summary(&ours, &outcome), "Nothing was new.");
    assert_eq!(row(&merger, "Claims").same, ours.claims().len());
    assert_eq!(row(&merger, "Documents").same, 5);
    assert!(merger.counts.iter().all(|row| row.new + row.joined + row.conflicts == 0));
    assert!(merger.brings_nothing());
}

#[test]
fn a_conflict_shows_both_sides_and_does_as_decided() {
    let (ours, theirs) = (sample(), noted(2, "Their note"));
    let file = sent(&theirs, "project");
    let meeting = Meeting::new(&ours, &file);
    let mut decisions = Decisions::default();
    let merger = Merger::new(&ours, &file, &meeting, &decisions);
    assert_eq!((merger.conflicts.len(), row(&merger, "Claims").conflicts), (2, 2));
    assert!(!merger.brings_nothing());
    let first = &merger.conflicts.rows[0];
    assert_eq!((first.kind, first.suggested), ("claim", Choice::Theirs));
    let note = first.differences.iter().find(|field| field.label == "note").unwrap();
    assert_eq!(note.theirs, "Their note");
    decisions.choose_all(Bulk::All(Choice::Ours));
    assert_eq!(decisions.all_sides(&merger.plan), Some(Choice::Ours));
    assert!(merger.outcome(&ours, &decisions).changes.is_empty());
    decisions.choose(first.key, Choice::Theirs);
    assert_eq!(decisions.all_sides(&merger.plan), None);
    let outcome = merger.outcome(&ours, &decisions);
    assert_eq!(summary(&ours, &outcome), "1 claim changed.");
    let end = with(&ours, outcome.changes);
    assert_eq!(end.get(first.key), theirs.get(first.key));
    decisions.choose_all(Bulk::All(Choice::Theirs));
    let end = with(&ours, merger.outcome(&ours, &decisions).changes);
    assert_eq!(end, theirs);
}

#[test]
fn annotations_of_a_colleague_are_added_to_the_same_texts() {
    let theirs = sample();
    let mut ours = theirs.clone();
    let own: Vec<Key> = theirs.claims().keys().map(|id| Key::Claim(*id)).collect();
    for key in &own {
        drop(ours.remove(*key));
    }
    for format in ["annotations-context", "annotations-quotes", "annotations-bare"] {
        let file = sent(&theirs, format);
        let meeting = Meeting::new(&ours, &file);
        let decisions = Decisions::default();
        let merger = Merger::new(&ours, &file, &meeting, &decisions);
        assert_eq!(row(&merger, "Claims").new, own.len());
        let outcome = merger.outcome(&ours, &decisions);
        assert_eq!(summary(&ours, &outcome), format!("{} claims new.", own.len()));
        assert_eq!(with(&ours, outcome.changes), theirs);
    }
}

#[test]
fn twins_are_united_or_kept_apart_as_decided() {
    let (mut ours, mut theirs) = (sample(), sample());
    for (project, id) in [(&mut ours, 900), (&mut theirs, 901)] {
        let actor = Actor::new(ActorId(id), "Zoë Quill", ActorKind::Person);
        drop(project.put(Record::Actor(Arc::new(actor))));
    }
    let file = sent(&theirs, "project");
    let meeting = Meeting::new(&ours, &file);
    let mut decisions = Decisions::default();
    let listed = meeting.twin_rows();
    assert_eq!(listed.len(), 1);
    assert_eq!(
        listed.rows[0].sentence,
        "The file's actor “Zoë Quill” looks like ours, “Zoë Quill”."
    );
    assert!(listed.rows[0].suggested, "the same name and kind are suggested");
    let merger = Merger::new(&ours, &file, &meeting, &decisions);
    assert_eq!((row(&merger, "Actors").joined, row(&merger, "Actors").new), (1, 0));
    assert!(merger.outcome(&ours, &decisions).changes.is_empty(), "the older one survives");
    decisions.unite(listed.rows[0].keys, false);
    let merger = Merger::new(&ours, &file, &meeting, &decisions);
    assert_eq!(row(&merger, "Actors").new, 1);
    assert_eq!(summary(&ours, &merger.outcome(&ours, &decisions)), "1 actor new.");
    decisions.unite_all(Bulk::All(true));
    assert!(decisions.unites(&meeting.twins[0]));
}

#[test]
fn a_text_that_is_not_in_memory_is_named() {
    let theirs = sample();
    let mut ours = theirs.clone();
    let id = *ours.documents().keys().next().unwrap();
    drop(ours.remove(Key::Text(id)));
    let meeting = Meeting::new(&ours, &sent(&theirs, "annotations-context"));
    assert_eq!(meeting.missing, [theirs.documents()[&id].title.clone()]);
}

#[test]
fn ten_thousand_conflicts_show_two_hundred_and_all_follow_the_common_choice() {
    let mut ours = sample();
    let (id, text) = ours.texts().iter().next().map(|(id, text)| (*id, text.clone())).unwrap();
    let coder = *ours.coders().keys().next().unwrap();
    let span = text.whole().unwrap();
    let mut theirs = ours.clone();
    for nth in 0..10_000u128 {
        for (project, note, at) in [(&mut ours, "ours", 1), (&mut theirs, "theirs", 2)] {
            let new = Claim::new(ClaimId((1 << 100) + nth), id, coder, span, Timestamp(0));
            let new = Claim { note: note.to_owned(), modified: Timestamp(at), ..new };
            drop(project.put(Record::Claim(Arc::new(new))));
        }
    }
    let file = sent(&theirs, "project");
    let meeting = Meeting::new(&ours, &file);
    let mut decisions = Decisions::default();
    decisions.choose_all(Bulk::All(Choice::Theirs));
    let merger = Merger::new(&ours, &file, &meeting, &decisions);
    assert_eq!((merger.conflicts.rows.len(), merger.conflicts.more), (200, 9800));
    let outcome = merger.outcome(&ours, &decisions);
    assert_eq!(outcome.changes.len(), 10_000);
    assert_eq!(summary(&ours, &outcome), "10,000 claims changed.");
}

#[test]
fn the_desk_takes_a_file_in_as_one_step_that_can_be_undone() {
    use crate::desk::{Desk, Host};
    let (ours, theirs) = (sample(), noted(3, "Their note"));
    let file = sent(&theirs, "project");
    let mut desk = Desk::new(ours.clone(), None);
    let mut decisions = Decisions::default();
    decisions.choose_all(Bulk::All(Choice::Theirs));
    let meeting = Meeting::new(&ours, &file);
    let outcome = Merger::new(&ours, &file, &meeting, &decisions).outcome(&ours, &decisions);
    let mut random = || 7;
    let mut host = Host { now: Timestamp(5), random: &mut random };
    let done = desk.take_in(&mut host, "merge x.json", Origin::Merge, outcome.changes).unwrap();
    assert_eq!(done.len(), 1);
    assert_eq!(*desk.project(), theirs);
    drop(desk.undo(&mut host).unwrap());
    assert_eq!(*desk.project(), ours);
}

#[test]
fn counts_follow_what_the_colleague_added() {
    let ours = sample();
    let mut theirs = ours.clone();
    let id = *theirs.documents().keys().next().unwrap();
    let span = theirs.text(id).unwrap().whole().unwrap();
    let coder = *theirs.coders().keys().next().unwrap();
    let new = Claim::new(ClaimId(1 << 100), id, coder, span, Timestamp(0));
    drop(theirs.put(Record::Claim(Arc::new(new))));
    let file = sent(&theirs, "project");
    let meeting = Meeting::new(&ours, &file);
    let merger = Merger::new(&ours, &file, &meeting, &Decisions::default());
    let expected =
        CountRow { kind: "Claims", new: 1, same: ours.claims().len(), joined: 0, conflicts: 0 };
    assert_eq!(*row(&merger, "Claims"), expected);
}
