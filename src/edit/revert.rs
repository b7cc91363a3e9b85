//! Taking one change back without the ones that came after it.
//!
//! Three states of each record are joined as in [`super::join`]: what the change left, what stood
//! before it, and what stands there now. A field that nobody touched since becomes what it was before;
//! one that was changed since stays as it is now.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Change;
use super::join::join;
use crate::model::{CoderId, DocumentId, Key, Project, Record, Timestamp};
use crate::text::Text;

/// What taking a change back comes to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reverted {
    /// The changes that do it.
    pub changes: Vec<Change>,
    /// The records that stay as they are, or of which some fields do, because they were changed since.
    pub overtaken: Vec<Key>,
    /// The documents that cannot come back, because their texts are not kept any more.
    pub without_text: Vec<DocumentId>,
}

/// Works out how to take back what left `left` where `before` had stood.
///
/// A coder's own record comes along with the first step and is no part of it, so that of `coder`
/// stays; `text` gives the texts of documents that come back.
pub fn revert(
    project: &Project,
    left: &BTreeMap<Key, Option<Record>>,
    before: &[Change],
    coder: Option<CoderId>,
    at: Timestamp,
    mut text: impl FnMut(DocumentId) -> Option<Text>,
) -> Reverted {
    let mut reverted = Reverted::default();
    for back in before {
        let key = back.key();
        if matches!(key, Key::Text(_)) || matches!(key, Key::Coder(id) if coder == Some(id)) {
            continue;
        }
        let left = left.get(&key).and_then(Option::as_ref);
        let now = project.get(key);
        let mut joined = join(left, back.record(), now.as_ref());
        if joined.contested {
            // The same with the sides changed: what was done since stands.
            joined.record = join(left, now.as_ref(), back.record()).record;
            // How far a coder has come is not worth a word.
            if !matches!(key, Key::Progress(..)) {
                reverted.overtaken.push(key);
            }
        }
        let mut record = joined.record;
        if let (Some(record), Some(now)) = (&mut record, &now) {
            if dated_as(record, now) == *now {
                continue;
            }
            *record = dated_at(record, now, at);
        } else if record == now {
            continue;
        }
        if let Key::Document(id) = key {
            match &record {
                Some(_) if now.is_none() => {
                    let Some(text) = text(id) else {
                        reverted.without_text.push(id);
                        continue;
                    };
                    reverted.changes.push(Change::Put(Record::Text(id, text)));
                }
                None => reverted.changes.push(Change::Remove(Key::Text(id))),
                Some(_) => {}
            }
        }
        reverted.changes.push(record.map_or(Change::Remove(key), Change::Put));
    }
    let is_progress = |change: &Change| matches!(change.key(), Key::Progress(..));
    if !reverted.overtaken.is_empty() && reverted.changes.iter().all(is_progress) {
        // How far a coder has come goes with what was done, and is nothing without it.
        reverted.changes.clear();
    }
    reverted
}

/// Returns a record with what only ever goes up, such as a time of change, as it is now: that alone is
/// nothing to take back.
fn dated_as(record: &Record, now: &Record) -> Record {
    let at = match now {
        Record::Claim(now) => now.modified,
        Record::Mention(now) => now.modified,
        _ => Timestamp::default(),
    };
    dated_at(record, now, at)
}

/// Returns a record as one that is changed at a moment.
fn dated_at(record: &Record, now: &Record, at: Timestamp) -> Record {
    let mut record = record.clone();
    match (&mut record, now) {
        (Record::Claim(claim), Record::Claim(now)) => {
            let claim = Arc::make_mut(claim);
            (claim.modified, claim.codebook_version) = (at, now.codebook_version);
        }
        (Record::Mention(mention), Record::Mention(_)) => Arc::make_mut(mention).modified = at,
        (Record::Codebook(codebook), Record::Codebook(now)) => {
            Arc::make_mut(codebook).version = now.version;
        }
        _ => {}
    }
    record
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::action::{actor, claim, document};
    use crate::edit::random::{Act, acts, sample, transaction};
    use crate::edit::{Done, History, Origin};
    use crate::model::{ActorId, Claim, ClaimId, Codebook, Mention, TransactionId, check};

    fn done(project: &mut Project, changes: Vec<Change>) -> Done {
        let step = transaction(changes, TransactionId(9), Timestamp(9));
        History::default().commit(project, step).unwrap()
    }

    fn left(done: &Done) -> BTreeMap<Key, Option<Record>> {
        let changes = done.transaction.changes.iter();
        changes.map(|change| (change.key(), change.record().cloned())).collect()
    }

    fn back(project: &Project, done: &Done) -> Reverted {
        revert(project, &left(done), &done.inverse(), None, Timestamp(9), |_| None)
    }

    fn set(project: &mut Project, id: u128, set: impl FnOnce(&mut Claim)) -> Done {
        let changes = claim::alter(project, ClaimId(id), Timestamp(5), set);
        done(project, changes)
    }

    #[test]
    fn a_field_is_taken_back_and_what_was_done_to_others_since_stays() {
        let mut project = sample();
        let stance = set(&mut project, 1, |claim| claim.stance = Some(1));
        drop(set(&mut project, 1, |claim| claim.note = "n".to_owned()));
        drop(set(&mut project, 2, |claim| claim.stance = Some(-1)));
        let reverted = back(&project, &stance);
        assert_eq!(reverted.overtaken, []);
        drop(done(&mut project, reverted.changes));
        let claims = project.claims();
        assert_eq!((claims[&ClaimId(1)].stance, claims[&ClaimId(2)].stance), (None, Some(-1)));
        assert_eq!(claims[&ClaimId(1)].note, "n");
    }

    #[test]
    fn a_field_that_was_changed_since_stays_and_the_rest_is_taken_back() {
        let mut project = sample();
        let both = set(&mut project, 1, |claim| {
            claim.stance = Some(1);
            claim.certainty = Some(80);
        });
        drop(set(&mut project, 1, |claim| claim.stance = Some(-1)));
        let reverted = back(&project, &both);
        assert_eq!(reverted.overtaken, [Key::Claim(ClaimId(1))]);
        drop(done(&mut project, reverted.changes));
        let claim = &project.claims()[&ClaimId(1)];
        assert_eq!((claim.stance, claim.certainty), (Some(-1), None));
    }

    #[test]
    fn what_was_changed_throughout_since_is_not_taken_back() {
        let mut project = sample();
        let stance = set(&mut project, 1, |claim| claim.stance = Some(1));
        drop(set(&mut project, 1, |claim| claim.stance = Some(-1)));
        let reverted = back(&project, &stance);
        assert_eq!(reverted.overtaken, [Key::Claim(ClaimId(1))]);
        assert_eq!(reverted.changes, []);
        let added = sample().claims()[&ClaimId(2)].as_ref().clone();
        let added = claim::add(&project, Claim { id: ClaimId(70), ..added });
        let added = done(&mut project, added);
        drop(set(&mut project, 70, |claim| claim.note = "worth keeping".to_owned()));
        assert_eq!(back(&project, &added).changes, [], "what was worked on since is not deleted");
    }

    #[test]
    fn a_removed_document_comes_back_with_its_text_or_not_at_all() {
        let (start, mut project) = (sample(), sample());
        let id = DocumentId(1);
        let changes = document::remove(&project, id, Timestamp(4));
        let removed = done(&mut project, changes);
        let without = back(&project, &removed);
        assert_eq!(without.without_text, [id]);
        let text = |id| start.text(id).cloned();
        let (left, before) = (left(&removed), removed.inverse());
        let reverted = revert(&project, &left, &before, None, Timestamp(9), text);
        drop(done(&mut project, reverted.changes));
        assert!(project == start);
    }

    #[test]
    fn a_renamed_actor_gets_the_old_name_back_and_keeps_what_came_since() {
        let mut project = sample();
        let changes = actor::rename(&project, ActorId(1), "Ann", actor::OldName::Forget);
        let renamed = done(&mut project, changes);
        let changes = actor::add_alias(&project, ActorId(1), "the minister");
        drop(done(&mut project, changes));
        let reverted = back(&project, &renamed);
        drop(done(&mut project, reverted.changes));
        let ann = &project.actors()[&ActorId(1)];
        assert_eq!((ann.name.as_str(), ann.aliases.len()), ("Ann Ámes", 1));
    }

    /// Carries out each edit that means something.
    fn all(project: &mut Project, acts: &[Act], first: u64) -> Vec<Done> {
        let mut steps = Vec::new();
        for (nth, act) in (first..).zip(acts) {
            let changes = act.changes(project, u128::from(1000 + nth), Timestamp(nth));
            let step = transaction(changes, TransactionId(u128::from(nth)), Timestamp(nth));
            steps.extend(History::default().commit(project, step));
        }
        steps
    }

    /// Returns a project without what only ever goes up.
    fn undated(project: &Project) -> Project {
        let mut undated = project.clone();
        for record in project.records() {
            drop(undated.put(match record {
                Record::Claim(claim) => {
                    let mut claim = (*claim).clone();
                    (claim.modified, claim.codebook_version) = (Timestamp(0), 0);
                    Record::Claim(Arc::new(claim))
                }
                Record::Mention(mention) => {
                    let mention = (*mention).clone();
                    Record::Mention(Arc::new(Mention { modified: Timestamp(0), ..mention }))
                }
                Record::Codebook(codebook) => {
                    let codebook = (*codebook).clone();
                    Record::Codebook(Arc::new(Codebook { version: 0, ..codebook }))
                }
                other => other,
            }));
        }
        undated
    }

    proptest! {
        #[test]
        fn the_last_change_is_taken_back_whole(acts in acts(1..30)) {
            let mut project = sample();
            let mut texts = BTreeMap::new();
            for (nth, act) in (1u64..).zip(&acts) {
                let before = project.clone();
                texts.extend(before.texts().clone());
                let steps = all(&mut project, std::slice::from_ref(act), nth);
                for step in &steps {
                    let text = |id| texts.get(&id).cloned();
                    let (left, at) = (left(step), Timestamp(9));
                    let reverted = revert(&project, &left, &step.inverse(), None, at, text);
                    prop_assert_eq!(&reverted.overtaken, &[]);
                    let mut step = transaction(reverted.changes, TransactionId(8), Timestamp(8));
                    step.meta.origin = Origin::Undo;
                    let mut again = project.clone();
                    drop(step.apply(&mut again).unwrap());
                    prop_assert!(undated(&again) == undated(&before));
                }
            }
        }

        #[test]
        fn any_change_is_taken_back_soundly_or_refused_and_that_can_be_undone(
            acts in acts(1..30),
            nth: u16,
        ) {
            let start = sample();
            let mut project = start.clone();
            let steps = all(&mut project, &acts, 1);
            if !steps.is_empty() {
                let step = &steps[usize::from(nth) % steps.len()];
                let text = |id| start.text(id).cloned();
                let (left, at) = (left(step), Timestamp(9));
                let reverted = revert(&project, &left, &step.inverse(), None, at, text);
                let (now, mut history) = (project.clone(), History::default());
                let step = transaction(reverted.changes, TransactionId(8), Timestamp(8));
                let taken = history.commit(&mut project, step);
                prop_assert_eq!(check::project(&project), []);
                if taken.is_ok() {
                    let undone = history.undo(&mut project, TransactionId(3), Timestamp(9));
                    prop_assert!(undone.unwrap().is_ok());
                }
                prop_assert!(project == now, "it is as it was");
            }
        }
    }
}
