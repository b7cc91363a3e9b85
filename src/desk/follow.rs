//! The store's side of the project on the desk: what other tabs did to it, and what could not be
//! read of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Desk, Notice};
use crate::edit::rebase::{Carried, GivenUp};
use crate::model::{Key, Project, Record};
use crate::store::{Entry, Queue, SetAside, TakenUp};
use crate::text::order;

impl Desk {
    /// Takes up an entry of the project's journal: what another tab did is theirs to undo, and own
    /// edits that are not on disk yet are carried over to it.
    pub fn follow(&mut self, queue: &mut Queue, entry: &Entry) -> TakenUp {
        let taken = queue.take_up(&mut self.project, entry);
        self.settle_some(&taken.carried.touched);
        taken
    }

    /// Puts the project as it was read anew in the place of the one on the desk, with the own edits
    /// that are not on disk yet. What is open, selected and undoable stays.
    pub fn stand_on(&mut self, queue: &mut Queue, mut read: Project) -> Carried {
        for (id, text) in self.project.texts() {
            if read.documents().contains_key(id) {
                read.put(Record::Text(*id, text.clone()));
            }
        }
        let mut carried = queue.carry_onto(&mut read, Some(&self.project));
        carried.touched = changed(&self.project, &read);
        self.project = read;
        self.settle_some(&carried.touched);
        carried
    }

    /// Returns the stored records of the project that could not be used.
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// Says which stored records of the project could not be used.
    pub fn put_aside(&mut self, set_aside: Vec<SetAside>) {
        self.set_aside = Arc::from(set_aside);
    }

    fn settle_some(&mut self, keys: &BTreeSet<Key>) {
        if !keys.is_empty() {
            self.settle(keys);
        }
    }
}

/// Returns the keys under which two projects differ.
fn changed(one: &Project, other: &Project) -> BTreeSet<Key> {
    let differs =
        |record: &Record, there: &Project| there.get(record.key()).as_ref() != Some(record);
    let here = one.records().filter(|record| differs(record, other));
    let there = other.records().filter(|record| one.get(record.key()).is_none());
    order::set(here.chain(there).map(|record| record.key()))
}

/// Says which own edits could not be done beside what other tabs did; nothing when all were.
pub fn given_up(given_up: &[GivenUp]) -> Option<Notice> {
    let first = given_up.first()?;
    let more = match given_up.len() {
        1 => String::new(),
        2 => " (and one more)".to_owned(),
        count => format!(" (and {} more)", count - 1),
    };
    Some(Notice::warning(
        format!(
            "“{}” left the {}{more} as it is, because another tab changed or uses it.",
            first.label, first.what
        ),
        "Look at it, and do it again if you still want to.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{Focus, Host};
    use crate::edit::action::claim;
    use crate::edit::random::sample;
    use crate::edit::{Done, History};
    use crate::model::{ClaimId, DocumentId, ProjectId, Timestamp, TransactionId};
    use crate::store::Unsaved;

    /// What another tab does to the project, as this one hears of it.
    fn elsewhere(project: &mut Project, changes: Vec<crate::edit::Change>) -> Entry {
        let step = crate::edit::random::transaction(changes, TransactionId(50), Timestamp(50));
        let done = History::default().commit(project, step).unwrap();
        Entry::new(ProjectId(1), &done.transaction)
    }

    fn edit(desk: &mut Desk, queue: &mut Queue, note: &str) -> Done {
        let mut random = || 7;
        let mut host = Host { now: Timestamp(5), random: &mut random };
        let effects = desk.edit(&mut host, "change note", |project| {
            claim::alter(project, ClaimId(1), Timestamp(5), |claim| {
                note.clone_into(&mut claim.note);
            })
        });
        let [crate::desk::Effect::Keep(done)] = &effects.unwrap()[..] else { panic!() };
        queue.push(Unsaved::transaction(desk.project(), (**done).clone()));
        (**done).clone()
    }

    #[test]
    fn an_unsaved_edit_stays_beside_what_another_tab_did_and_is_still_undoable() {
        let (mut desk, mut queue) = (Desk::new(sample(), None), Queue::default());
        desk.set_focus(Focus::Claim(ClaimId(1)));
        let own = edit(&mut desk, &mut queue, "mine");
        let mut other = sample();
        let stance = claim::alter(&other, ClaimId(1), Timestamp(6), |claim| claim.stance = Some(1));
        let entry = elsewhere(&mut other, stance);
        let revision = desk.revision();
        let taken = desk.follow(&mut queue, &entry);
        assert_eq!((taken.confirmed, taken.carried.given_up.len()), (None, 0));
        assert!(desk.revision() > revision);
        let claim = desk.focused_claim().unwrap();
        assert_eq!((claim.stance, claim.note.as_str()), (Some(1), "mine"));
        let written = queue.unsaved().next().unwrap().entry.clone().unwrap();
        let taken = desk.follow(&mut queue, &written);
        assert_eq!(taken.confirmed, Some(own.id()));
        assert!(queue.is_empty() && taken.carried.touched.is_empty());
        let mut random = || 8;
        drop(desk.undo(&mut Host { now: Timestamp(9), random: &mut random }).unwrap());
        let claim = desk.focused_claim().unwrap();
        assert_eq!((claim.stance, claim.note.as_str()), (Some(1), ""));
    }

    #[test]
    fn a_project_read_anew_keeps_the_texts_the_undo_and_the_unsaved_edit() {
        let (mut desk, mut queue) = (Desk::new(sample(), None), Queue::default());
        edit(&mut desk, &mut queue, "mine");
        let mut read = sample();
        drop(elsewhere(&mut read, claim::delete(&sample(), &[ClaimId(2)].into(), Timestamp(6))));
        for id in 1..=3 {
            drop(read.remove(Key::Text(DocumentId(id))));
        }
        let carried = desk.stand_on(&mut queue, read);
        let expected = [Key::Claim(ClaimId(2))];
        assert_eq!(carried.touched.into_iter().collect::<Vec<_>>(), expected);
        assert_eq!(desk.project().texts().len(), 3);
        assert_eq!(desk.project().claims()[&ClaimId(1)].note, "mine");
        assert_eq!(desk.history().undo_label(), Some("change note"));
    }

    #[test]
    fn what_was_given_up_is_told_with_names() {
        assert_eq!(given_up(&[]), None);
        let one = |what: &str| GivenUp { label: "delete actor".into(), what: what.into() };
        assert_eq!(
            given_up(&[one("actor “Ann”"), one("claim")]).unwrap().message,
            "“delete actor” left the actor “Ann” (and one more) as it is, because another tab \
             changed or uses it."
        );
    }
}
