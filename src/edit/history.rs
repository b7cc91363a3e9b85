//! Undo and redo.

use super::join::join;
use super::transaction::{EditError, Meta, Origin, Transaction};
use super::{Change, Done};
use crate::model::named::named;
use crate::model::{Key, Project, Timestamp, TransactionId};

/// How many steps can be taken back; older ones are forgotten.
const DEPTH: usize = 1000;

/// What can be taken back and what can be done again.
///
/// A step remembers what stood before it and what it left, by which is seen what others changed
/// since: that stays. Records are shared with the project, so this costs no copy.
#[derive(Debug, Clone, Default)]
pub struct History {
    undo: Vec<Done>,
    redo: Vec<Done>,
}

impl History {
    /// Carries out a transaction, remembers how to take it back, and returns what was done.
    pub fn commit(
        &mut self,
        project: &mut Project,
        transaction: Transaction,
    ) -> Result<Done, EditError> {
        let inverse = transaction.apply(project)?;
        let done = Done::of(project, &inverse);
        // The coder's own record comes along with the first step but is no part of it: others may
        // lean on it by the time the step is taken back.
        let own = inverse.meta.coder.filter(|id| project.coders().contains_key(id)).map(Key::Coder);
        let mut step = done.clone();
        step.before.retain(|key, _| Some(*key) != own);
        step.transaction.changes.retain(|change| Some(change.key()) != own);
        if step.before.is_empty() && !done.before.is_empty() {
            return Ok(done);
        }
        self.redo.clear();
        if self.undo.len() == DEPTH {
            self.undo.remove(0);
        }
        self.undo.push(step);
        Ok(done)
    }

    /// Takes the last step back; `None` when there is none.
    pub fn undo(
        &mut self,
        project: &mut Project,
        id: TransactionId,
        at: Timestamp,
    ) -> Option<Result<Done, EditError>> {
        let step = self.undo.pop()?;
        Some(replay(project, step, &mut self.redo, Origin::Undo, id, at))
    }

    /// Does the last step taken back again; `None` when there is none.
    pub fn redo(
        &mut self,
        project: &mut Project,
        id: TransactionId,
        at: Timestamp,
    ) -> Option<Result<Done, EditError>> {
        let step = self.redo.pop()?;
        Some(replay(project, step, &mut self.undo, Origin::Redo, id, at))
    }

    /// Returns what "undo" would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.last().map(|step| step.transaction.meta.label.as_str())
    }

    /// Returns what "redo" would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.transaction.meta.label.as_str())
    }

    /// Returns the steps that can be taken back, the newest first.
    pub fn steps(&self) -> impl Iterator<Item = &Meta> {
        self.done().map(|step| &step.transaction.meta)
    }

    /// Returns what was done in the steps that can be taken back, the newest first.
    pub fn done(&self) -> impl Iterator<Item = &Done> {
        self.undo.iter().rev()
    }
}

/// Takes a remembered step back (or does it again), remembers that in the other pile, and returns
/// what was done. A step that no longer fits is dropped.
fn replay(
    project: &mut Project,
    step: Done,
    other: &mut Vec<Done>,
    origin: Origin,
    id: TransactionId,
    at: Timestamp,
) -> Result<Done, EditError> {
    let Done { transaction: Transaction { meta, changes: left }, before } = step;
    let mut changes = Vec::new();
    for left in left {
        let key = left.key();
        let back = before.get(&key).and_then(Option::as_ref);
        // Texts change with their documents only, and may be out of memory.
        if matches!(key, Key::Text(_)) {
            changes.push(back.cloned().map_or(Change::Remove(key), Change::Put));
            continue;
        }
        let now = project.get(key);
        let joined = join(left.record(), back, now.as_ref());
        // How far a coder has come is not worth refusing a step for: it stays as it was set since.
        if joined.contested && matches!(key, Key::Progress(..)) {
            continue;
        }
        if joined.contested {
            let word = if matches!(origin, Origin::Redo) { "done again" } else { "undone" };
            return Err(EditError::Overtaken {
                label: meta.label,
                word,
                what: named(project, key),
            });
        }
        if joined.record != now {
            changes.push(joined.record.map_or(Change::Remove(key), Change::Put));
        }
    }
    let marked = Transaction { meta: Meta { origin, ..meta.clone() }, changes };
    let inverse = marked.apply(project)?;
    let mut done = Done::of(project, &inverse);
    other.push(Done {
        transaction: Transaction { meta: meta.clone(), ..done.transaction.clone() },
        ..done.clone()
    });
    done.transaction.meta = Meta { id, at, origin, ..meta };
    Ok(done)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::action::{claim, coder};
    use crate::edit::random::{self, Act, acts, sample, transaction};
    use crate::model::{ActorId, ClaimId, CoderId, check};

    /// Commits each edit that means something, and asserts that the project stays sound.
    fn commit_all(
        history: &mut History,
        project: &mut Project,
        acts: &[Act],
    ) -> Result<Vec<Transaction>, TestCaseError> {
        let mut journal = Vec::new();
        for (nth, act) in (1..).zip(acts) {
            let at = Timestamp(nth);
            let changes = act.changes(project, u128::from(1000 + nth), at);
            if changes.is_empty() {
                continue;
            }
            let step = transaction(changes, TransactionId(u128::from(nth)), at);
            let done = history.commit(project, step);
            prop_assert!(done.is_ok(), "{:?}: {}", act, done.unwrap_err());
            journal.extend(done.map(|done| done.transaction));
            prop_assert_eq!(check::project(project), []);
        }
        Ok(journal)
    }

    /// Carries out a journal on a copy of the project it began with.
    fn replayed(start: &Project, journal: &[Transaction]) -> Project {
        let mut project = start.clone();
        for step in journal {
            for change in step.changes.clone() {
                drop(change.apply(&mut project));
            }
        }
        project
    }

    proptest! {
        #[test]
        fn any_edits_can_all_be_taken_back_and_done_again(acts in acts(0..60)) {
            let start = sample();
            let (mut project, mut history) = (start.clone(), History::default());
            let mut journal = commit_all(&mut history, &mut project, &acts)?;
            let end = project.clone();
            prop_assert!(replayed(&start, &journal) == end, "the journal leads to the end");
            let (id, at) = (TransactionId(7), Timestamp(99));
            while let Some(step) = history.undo(&mut project, id, at) {
                journal.push(step.unwrap().transaction);
                prop_assert_eq!(check::project(&project), []);
            }
            prop_assert!(project == start, "everything is taken back");
            prop_assert!(replayed(&start, &journal) == start);
            while let Some(step) = history.redo(&mut project, id, at) {
                journal.push(step.unwrap().transaction);
                prop_assert_eq!(check::project(&project), []);
            }
            prop_assert!(project == end, "everything is done again");
            prop_assert!(replayed(&start, &journal) == end);
        }

        #[test]
        fn the_look_ups_say_what_the_records_say(acts in acts(0..60)) {
            let (mut project, mut history) = (sample(), History::default());
            commit_all(&mut history, &mut project, &acts)?;
            while history.steps().count() > acts.len() / 2 {
                let _step = history.undo(&mut project, TransactionId(7), Timestamp(99));
            }
            let mut afresh = Project::from_info((**project.info()).clone());
            project.records().for_each(|record| drop(afresh.put(record)));
            for id in project.documents().keys() {
                let claims = |of: &Project| of.claims_in(*id).cloned().collect::<Vec<_>>();
                let mentions = |of: &Project| of.mentions_in(*id).cloned().collect::<Vec<_>>();
                prop_assert_eq!(claims(&project), claims(&afresh));
                prop_assert_eq!(mentions(&project), mentions(&afresh));
                prop_assert_eq!(project.claim_count(*id), claims(&project).len());
                for (nth, claim) in project.claims_in(*id).enumerate() {
                    prop_assert_eq!(project.claim_rank(claim.id), Some(nth));
                }
            }
            let here = project.documents().keys();
            let placed: usize = here.map(|id| project.claim_count(*id)).sum();
            prop_assert_eq!(placed, project.claims().len(), "each claim stands in one place");
            for record in project.records() {
                prop_assert_eq!(project.uses(record.key()), afresh.uses(record.key()));
            }
        }

        #[test]
        fn edits_undo_and_redo_in_any_order_keep_the_journal_true(
            acts in acts(0..40),
            turns in proptest::collection::vec(0u8..4, 40),
        ) {
            let start = sample();
            let (mut project, mut history) = (start.clone(), History::default());
            let mut journal = Vec::new();
            for ((nth, act), turn) in (1u64..).zip(&acts).zip(turns) {
                let (id, at) = (TransactionId(u128::from(nth)), Timestamp(nth));
                let step = match turn {
                    0 => history.undo(&mut project, id, at),
                    1 => history.redo(&mut project, id, at),
                    _ => {
                        let changes = act.changes(&project, u128::from(1000 + nth), at);
                        Some(history.commit(&mut project, transaction(changes, id, at)))
                    }
                };
                journal.extend(step.map(|step| step.unwrap().transaction));
                prop_assert!(replayed(&start, &journal) == project);
            }
            while let Some(step) = history.undo(&mut project, TransactionId(7), Timestamp(99)) {
                journal.push(step.unwrap().transaction);
            }
            prop_assert!(project == start && replayed(&start, &journal) == start);
        }
    }

    /// What another tab does: applied, but not remembered here.
    fn elsewhere(project: &mut Project, changes: Vec<Change>) {
        drop(transaction(changes, TransactionId(50), Timestamp(50)).apply(project).unwrap());
    }

    fn again(history: &mut History, project: &mut Project) -> Result<Done, EditError> {
        history.undo(project, TransactionId(7), Timestamp(99)).expect("there is a step")
    }

    #[test]
    fn a_step_is_not_taken_back_over_what_another_tab_did_since() {
        let (mut project, mut history) = (sample(), History::default());
        let id = ClaimId(1);
        let stance = |project: &Project, value| {
            claim::alter(project, id, Timestamp(2), |claim| claim.stance = Some(value))
        };
        let mut step = transaction(stance(&project, 1), TransactionId(2), Timestamp(2));
        step.meta.label = "change stance".to_owned();
        let step = history.commit(&mut project, step).unwrap().transaction;
        let deletion = claim::delete(&project, &[id].into(), Timestamp(3));
        elsewhere(&mut project, deletion);
        let end = project.clone();
        let error = again(&mut history, &mut project).unwrap_err();
        assert_eq!(
            error.to_string(),
            "“change stance” cannot be undone: the claim was changed or deleted since"
        );
        assert!(project == end, "the deleted claim stays deleted");
        assert_eq!(history.undo_label(), None, "the step is dropped");

        let (mut project, mut history) = (sample(), History::default());
        drop(history.commit(&mut project, step).unwrap());
        let later = stance(&project, -1);
        elsewhere(&mut project, later);
        assert!(again(&mut history, &mut project).is_err());
        assert_eq!(project.claims()[&id].stance, Some(-1), "the other tab's stance stays");
    }

    #[test]
    fn a_step_is_taken_back_and_done_again_around_what_another_tab_did_to_the_same_record() {
        let (mut project, mut history) = (sample(), History::default());
        let id = ClaimId(1);
        let stance = claim::alter(&project, id, Timestamp(2), |claim| claim.stance = Some(1));
        let step = transaction(stance, TransactionId(2), Timestamp(2));
        drop(history.commit(&mut project, step).unwrap());
        let note = claim::alter(&project, id, Timestamp(3), |claim| claim.note = "n".to_owned());
        elsewhere(&mut project, note);
        let done = again(&mut history, &mut project).unwrap();
        assert_eq!(done.transaction.changes.len(), 1);
        let claim = &project.claims()[&id];
        assert_eq!((claim.stance, claim.note.as_str(), claim.modified), (None, "n", Timestamp(3)));
        let redone = history.redo(&mut project, TransactionId(8), Timestamp(9)).unwrap();
        assert_eq!(redone.unwrap().id(), TransactionId(8));
        let claim = &project.claims()[&id];
        assert_eq!((claim.stance, claim.note.as_str()), (Some(1), "n"));
    }

    #[test]
    fn a_step_beside_what_another_tab_did_is_taken_back() {
        let (mut project, mut history) = (sample(), History::default());
        let note = |project: &Project, id| {
            claim::alter(project, ClaimId(id), Timestamp(2), |claim| claim.note = "n".to_owned())
        };
        let own = transaction(note(&project, 1), TransactionId(2), Timestamp(2));
        drop(history.commit(&mut project, own).unwrap());
        let theirs = note(&project, 2);
        elsewhere(&mut project, theirs);
        drop(again(&mut history, &mut project).unwrap());
        assert_eq!(project.claims()[&ClaimId(1)].note, "");
        assert_eq!(project.claims()[&ClaimId(2)].note, "n");
    }

    #[test]
    fn the_coder_stays_when_the_step_that_brought_the_coder_is_taken_back() {
        let (mut project, mut history) = (sample(), History::default());
        let me = CoderId(9);
        let mut own = (*project.claims()[&ClaimId(1)]).clone();
        (own.id, own.coder) = (ClaimId(90), me);
        let mut changes = coder::add(me, "Dora");
        changes.extend(claim::add(&project, own.clone()));
        let mut step = transaction(changes, TransactionId(2), Timestamp(2));
        step.meta.coder = Some(me);
        let done = history.commit(&mut project, step).unwrap();
        assert!(done.before.contains_key(&Key::Coder(me)), "the journal has the coder");
        own.id = ClaimId(91);
        let theirs = claim::add(&project, own);
        elsewhere(&mut project, theirs);
        drop(again(&mut history, &mut project).unwrap());
        assert!(!project.claims().contains_key(&ClaimId(90)));
        assert!(project.claims().contains_key(&ClaimId(91)) && project.coders().contains_key(&me));
    }

    #[test]
    fn a_refusal_names_records_and_not_ids() {
        let mut project = sample();
        let gone = vec![Change::Remove(Key::Actor(ActorId(1)))];
        let step = transaction(gone, TransactionId(2), Timestamp(2));
        let error = step.apply(&mut project).unwrap_err().to_string();
        assert_eq!(
            error,
            "“edit” was not done: the mention “Ann” still refers to the actor “Ann Ámes”, which \
             was to be removed"
        );
    }

    #[test]
    fn every_kind_of_random_edit_means_something() {
        let mut project = sample();
        let mut meant = std::collections::BTreeSet::new();
        for nth in 0..4000u16 {
            let what = u8::try_from(nth % u16::from(random::ACTIONS)).unwrap();
            let picks = [nth, nth / 3, nth / 7, nth / 11].map(|n| n.wrapping_mul(40_503));
            let changes =
                Act { what, picks }.changes(&project, 9000 + u128::from(nth), Timestamp(1));
            if !changes.is_empty() {
                meant.insert(what);
                let step = transaction(changes, TransactionId(1), Timestamp(1));
                drop(step.apply(&mut project).unwrap());
            }
        }
        assert_eq!(meant.len(), usize::from(random::ACTIONS));
    }
}
