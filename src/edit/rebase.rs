//! Carries edits over to a project that others have changed meanwhile.
//!
//! A tab shows an edit at once and has it written afterwards. What other tabs wrote before it comes
//! first, so the tab's own edits are taken back, what the others did is done, and the own edits are
//! done again, each record joined with what has become of it (see [`super::join`]). Whoever does
//! the same in the same order ends with the same project.
//!
//! What is used must be there: a record that one side removed and the other began to use comes
//! back, or is not removed, whoever was first. Where that cannot be had, the own edit of the one
//! record is given up and told.

use std::collections::{BTreeMap, BTreeSet};

use super::join::join;
use super::{Change, Done};
use crate::model::check::{self, Fault};
use crate::model::named::named;
use crate::model::{Key, Project, Record, TransactionId};
use crate::text::order;

/// So often what one record needs of others is looked after; more turns than any real project
/// takes.
const TURNS: usize = 50;

/// What carrying over came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// The records that may have changed.
    pub touched: BTreeSet<Key>,
    /// Which own changes were not done in the end.
    pub given_up: Vec<GivenUp>,
}

/// An own change that others were in the way of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUp {
    /// What the edit was to do: "delete actor".
    pub label: String,
    /// The record that stayed as the others left it, by kind and name.
    pub what: String,
}

/// Does what others did to a project that shows `own` edits already, and carries these over. An
/// own edit named by `settled` is not done again: what others did contains it.
pub fn follow(
    project: &mut Project,
    own: &mut Vec<Done>,
    settled: Option<TransactionId>,
    news: &[Change],
) -> Carried {
    let mut carrier = Carrier::new(project);
    carrier.take_back(own);
    own.retain(|done| Some(done.id()) != settled);
    for change in news {
        let key = change.key();
        if let Change::Put(before) = change.clone().apply(carrier.project) {
            carrier.past.insert(key, before);
        }
        carrier.touch(key);
    }
    carrier.carry(own)
}

/// Carries own edits over to a project that does not show them, such as one that was read anew;
/// `known` is where they were made, as far as that is in memory.
pub fn carry(project: &mut Project, own: &mut [Done], known: Option<&Project>) -> Carried {
    let mut carrier = Carrier::new(project);
    if own.is_empty() {
        return carrier.carried;
    }
    if let Some(known) = known {
        let lost = known.records().filter(|record| carrier.project.get(record.key()).is_none());
        carrier.past = order::map(lost.map(|record| (record.key(), record)));
    }
    // Anything in it may be news.
    carrier.suspects = order::set(carrier.project.records().map(|record| record.key()));
    carrier.carry(own)
}

struct Carrier<'a> {
    project: &'a mut Project,
    /// What stood there before, to bring back what is needed.
    past: BTreeMap<Key, Record>,
    /// The records that may refer to something that the next own edit removes.
    suspects: BTreeSet<Key>,
    carried: Carried,
}

impl<'a> Carrier<'a> {
    fn new(project: &'a mut Project) -> Self {
        let (past, suspects, carried) = (BTreeMap::new(), BTreeSet::new(), Carried::default());
        Self { project, past, suspects, carried }
    }

    fn touch(&mut self, key: Key) {
        self.suspects.insert(key);
        self.carried.touched.insert(key);
    }

    /// Takes own edits back, the last one first.
    fn take_back(&mut self, own: &[Done]) {
        for done in own.iter().rev() {
            for (key, before) in &done.before {
                if let Some(shown) = self.set(*key, before.clone()) {
                    // The newest is met first.
                    self.past.entry(*key).or_insert(shown);
                }
                self.touch(*key);
            }
        }
    }

    /// Does own edits again, in their order.
    fn carry(mut self, own: &mut [Done]) -> Carried {
        for done in own {
            self.carry_one(done);
        }
        self.carried
    }

    fn carry_one(&mut self, done: &mut Done) {
        let mut before: BTreeMap<Key, Option<Record>> = BTreeMap::new();
        let wished = std::mem::take(&mut done.transaction.changes);
        let mut joined_as: BTreeMap<Key, Option<Record>> = BTreeMap::new();
        for change in &wished {
            let key = change.key();
            let now = self.project.get(key);
            let joined = match done.before.get(&key) {
                // A text never changes, and may be out of memory.
                Some(base) if !matches!(key, Key::Text(_)) => {
                    join(base.as_ref(), change.record(), now.as_ref()).record
                }
                _ => change.record().cloned(),
            };
            self.set(key, joined.clone());
            joined_as.insert(key, joined);
            before.insert(key, now);
        }
        self.mend(&mut before);
        for change in &wished {
            let key = change.key();
            let now = self.project.get(key);
            let stays = change.record().is_none() && now.is_some();
            if (stays || joined_as.get(&key) != Some(&now)) && !matches!(key, Key::Text(_)) {
                let label = done.transaction.meta.label.clone();
                self.carried.given_up.push(GivenUp { label, what: named(self.project, key) });
            }
        }
        let gone_text = |key: Key| match key {
            Key::Text(id) => {
                wished.contains(&Change::Remove(key)) && !self.project.documents().contains_key(&id)
            }
            _ => false,
        };
        before.retain(|key, was| self.project.get(*key) != *was || gone_text(*key));
        let now = before
            .keys()
            .map(|key| self.project.get(*key).map_or(Change::Remove(*key), Change::Put));
        done.transaction.changes = now.collect();
        for key in before.keys() {
            self.carried.touched.insert(*key);
            self.suspects.insert(*key);
        }
        done.before = before;
    }

    /// Looks after what the records of an edit need of others until all are sound. `before` is
    /// what stood under each key the edit touches.
    fn mend(&mut self, before: &mut BTreeMap<Key, Option<Record>>) {
        // Given up once, a record is not brought back again.
        let mut given_up = BTreeSet::new();
        for _ in 0..TURNS {
            let helped = self.keep_what_is_used(before)
                || self.bring_back(before, &given_up)
                || self.give_up_unsound(before, &mut given_up);
            if !helped {
                return;
            }
        }
        for (key, was) in before.clone() {
            self.set(key, was);
        }
    }

    /// Puts back what the edit removed and something else uses.
    fn keep_what_is_used(&mut self, before: &BTreeMap<Key, Option<Record>>) -> bool {
        let is_removed =
            |key: &Key, was: &Option<Record>| was.is_some() && self.project.get(*key).is_none();
        let removed = before.iter().filter(|(key, was)| is_removed(key, was)).map(|(key, _)| *key);
        let removed = order::set(removed);
        if removed.is_empty() {
            return false;
        }
        let mut used = BTreeSet::new();
        for key in self.suspects.iter().chain(before.keys()) {
            let Some(record) = self.project.get(*key) else { continue };
            needs(&record, &mut |needed| {
                if removed.contains(&needed) {
                    used.insert(needed);
                }
            });
        }
        for key in &used {
            self.set(*key, before.get(key).cloned().flatten());
        }
        !used.is_empty()
    }

    /// Brings back what the edit uses and others removed.
    fn bring_back(
        &mut self,
        before: &mut BTreeMap<Key, Option<Record>>,
        given_up: &BTreeSet<Key>,
    ) -> bool {
        let mut needed = BTreeSet::new();
        for key in before.keys() {
            if let Some(record) = self.project.get(*key) {
                needs(&record, &mut |key| {
                    needed.insert(key);
                });
            }
        }
        needed.retain(|key| {
            let is_known = self.past.contains_key(key) && !given_up.contains(key);
            is_known && self.project.get(*key).is_none()
        });
        for key in &needed {
            self.set(*key, self.past.get(key).cloned());
            before.entry(*key).or_insert(None);
        }
        !needed.is_empty()
    }

    /// Leaves a record as the others left it where the own change of it does not fit any more.
    fn give_up_unsound(
        &mut self,
        before: &BTreeMap<Key, Option<Record>>,
        given_up: &mut BTreeSet<Key>,
    ) -> bool {
        let mut helped = false;
        for (key, was) in before {
            let Some(now) = self.project.get(*key) else { continue };
            let without_text = match (*key, was) {
                (Key::Document(id), None) => self.project.text(id).is_none(),
                _ => false,
            };
            let unsound = match check::record(self.project, &now) {
                Ok(()) | Err(Fault::NoName(_) | Fault::Certainty(_)) => without_text,
                Err(_) => true,
            };
            if unsound && was.as_ref() != Some(&now) {
                self.set(*key, was.clone());
                given_up.insert(*key);
                helped = true;
            }
        }
        helped
    }

    fn set(&mut self, key: Key, record: Option<Record>) -> Option<Record> {
        match record {
            Some(record) => self.project.put(record),
            None => self.project.remove(key),
        }
    }
}

/// Names every key a record cannot be without: what it refers to, and a document's text.
fn needs(record: &Record, name: &mut dyn FnMut(Key)) {
    check::references(record, name);
    if let Record::Document(document) = record {
        name(Key::Text(document.id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::History;
    use crate::edit::action::{actor, claim, code, document};
    use crate::edit::random::{sample, transaction};
    use crate::model::{
        ActorId, ActorKind, ClaimId, CodeId, DocumentId, Participant, Role, Timestamp,
    };

    /// An edit of one tab: carried out there, with what it was based on.
    fn done(project: &mut Project, label: &str, changes: Vec<Change>) -> Done {
        let mut step = transaction(changes, TransactionId(9), Timestamp(9));
        label.clone_into(&mut step.meta.label);
        History::default().commit(project, step).unwrap()
    }

    /// Two edits made apart: the first is written first. Returns the project as the second one's
    /// tab ends with it, and what it gave up; the writer of the first ends with the same.
    fn met(
        start: &Project,
        first: impl FnOnce(&Project) -> Vec<Change>,
        second: impl FnOnce(&Project) -> Vec<Change>,
    ) -> (Project, Vec<GivenUp>) {
        let (mut one, mut two) = (start.clone(), start.clone());
        let changes = first(&one);
        let first = done(&mut one, "first", changes);
        let changes = second(&two);
        let mut own = vec![done(&mut two, "second", changes)];
        let carried = follow(&mut two, &mut own, None, &first.transaction.changes);
        assert_eq!(check::project(&two), []);
        for change in own[0].transaction.changes.clone() {
            drop(change.apply(&mut one));
        }
        assert!(one == two, "both tabs show the same");
        (two, carried.given_up)
    }

    fn with_target(project: &Project, actor: u128) -> Vec<Change> {
        let participant = Participant { role: Role::Target, actor: ActorId(actor), mention: None };
        claim::alter(project, ClaimId(2), Timestamp(5), |claim| {
            claim::add_participant(claim, participant);
        })
    }

    #[test]
    fn an_actor_deleted_in_one_tab_and_used_in_the_other_stays_whoever_was_first() {
        let start = sample();
        let delete = |project: &Project| {
            actor::delete(project, ActorId(3), actor::Disposal::TakeOff, Timestamp(4)).unwrap()
        };
        let (end, given_up) = met(&start, delete, |project| with_target(project, 3));
        assert!(end.actors().contains_key(&ActorId(3)));
        assert_eq!((end.claims()[&ClaimId(2)].participants.len(), given_up), (1, vec![]));
        let (end, given_up) = met(&start, |project| with_target(project, 3), delete);
        assert!(end.actors().contains_key(&ActorId(3)));
        assert_eq!(end.claims()[&ClaimId(2)].participants.len(), 1);
        let what = "actor “House of Towns”".to_owned();
        assert_eq!(given_up, [GivenUp { label: "second".to_owned(), what }]);
    }

    #[test]
    fn a_claim_coded_in_a_document_that_the_other_tab_removed_brings_it_back_with_its_text() {
        let start = sample();
        let remove = |project: &Project| document::remove(project, DocumentId(1), Timestamp(4));
        let note = |project: &Project| {
            claim::alter(project, ClaimId(1), Timestamp(5), |claim| claim.note = "n".to_owned())
        };
        let (end, given_up) = met(&start, remove, note);
        assert_eq!((end.claims()[&ClaimId(1)].note.as_str(), end.claims().len()), ("n", 1));
        assert_eq!(end.text(DocumentId(1)), start.text(DocumentId(1)));
        assert_eq!(given_up, []);
        let (end, given_up) = met(&start, note, remove);
        assert_eq!((end.claims()[&ClaimId(1)].note.as_str(), end.claims().len()), ("n", 1));
        assert_eq!(end.text(DocumentId(1)), start.text(DocumentId(1)));
        assert_eq!(given_up.len(), 2, "the claim and its document stay: {given_up:?}");
    }

    #[test]
    fn a_change_in_a_removed_document_whose_text_is_not_at_hand_is_given_up_and_told() {
        let start = sample();
        let (mut one, mut two) = (start.clone(), start.clone());
        drop(two.remove(Key::Text(DocumentId(1))));
        let changes = document::remove(&one, DocumentId(1), Timestamp(4));
        let first = done(&mut one, "remove document", changes);
        let note = claim::alter(&two, ClaimId(1), Timestamp(5), |claim| claim.note = "n".into());
        let mut own = vec![done(&mut two, "change note", note)];
        let carried = follow(&mut two, &mut own, None, &first.transaction.changes);
        assert_eq!(check::project(&two), []);
        assert!(two == one && own[0].transaction.changes.is_empty());
        assert_eq!(carried.given_up[0].label, "change note");
    }

    #[test]
    fn codes_nested_in_each_other_by_two_tabs_make_no_circle() {
        let nest = |a, b| {
            move |project: &Project| code::nest(project, CodeId(a), Some(CodeId(b))).unwrap()
        };
        let (end, given_up) = met(&sample(), nest(1, 2), nest(2, 1));
        assert_eq!(end.codes()[&CodeId(1)].parent, Some(CodeId(2)));
        assert_eq!(end.codes()[&CodeId(2)].parent, None);
        assert_eq!(given_up[0].what, "claim type “rejection”");
    }

    #[test]
    fn a_claim_deleted_in_one_tab_and_changed_in_the_other_stays() {
        let start = sample();
        let delete = |project: &Project| claim::delete(project, &[ClaimId(2)].into(), Timestamp(3));
        let (end, _) = met(&start, delete, |project| with_target(project, 1));
        assert_eq!(end.claims()[&ClaimId(2)].participants.len(), 1);
        let (end, given_up) = met(&start, |project| with_target(project, 1), delete);
        assert_eq!(end.claims()[&ClaimId(2)].participants.len(), 1);
        assert_eq!(given_up.len(), 1);
    }

    #[test]
    fn edits_that_stand_on_each_other_are_carried_over_together() {
        let start = sample();
        let (mut one, mut two) = (start.clone(), start.clone());
        let changes = actor::rename(&one, ActorId(1), "Ann", actor::OldName::Forget);
        let news = done(&mut one, "rename actor", changes).transaction.changes;
        let changes = actor::add(ActorId(50), "Dr Who", ActorKind::Person);
        let mut own = vec![done(&mut two, "add actor", changes)];
        for _ in 0..2 {
            let changes = with_target(&two, 50);
            own.push(done(&mut two, "add target", changes));
        }
        let carried = follow(&mut two, &mut own, None, &news);
        assert_eq!((check::project(&two), carried.given_up), (vec![], vec![]));
        assert_eq!(two.actors()[&ActorId(1)].name, "Ann");
        assert_eq!(two.claims()[&ClaimId(2)].participants.len(), 1);
        for change in own.iter().flat_map(|done| done.transaction.changes.clone()) {
            drop(change.apply(&mut one));
        }
        assert!(one == two);
    }

    #[test]
    fn edits_are_carried_over_to_a_project_read_anew() {
        let start = sample();
        let (mut one, mut two) = (start.clone(), start.clone());
        let changes = document::remove(&one, DocumentId(1), Timestamp(4));
        drop(done(&mut one, "remove document", changes));
        let changes = with_target(&two, 1);
        let own = vec![done(&mut two, "add target", changes)];
        let mut read = one.clone();
        carry(&mut read, &mut own.clone(), Some(&two));
        assert_eq!((check::project(&read), read.claims().len()), (vec![], 1));
        let mut read = one.clone();
        let carried = carry(&mut read, &mut own.clone(), None);
        assert!(read == one, "nothing is known of the document");
        assert_eq!(carried.given_up.len(), 1);
    }
}
