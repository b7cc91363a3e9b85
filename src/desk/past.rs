//! Going back: one change without the later ones, or the whole project to an earlier state. Both are
//! steps like any other, and can be taken back themselves.

use std::collections::BTreeMap;

use super::view::prose::listed;
use super::{Desk, Effect, Host, Notice, Outcome};
use crate::edit::revert::revert;
use crate::edit::{Change, Meta, Origin};
use crate::model::named::named;
use crate::model::{DocumentId, Key, Record};
use crate::store::past::NoText;
use crate::store::{Entry, Past, snapshot};
use crate::text::Text;

/// So many records are named where some stay as they are.
const NAMED: usize = 3;

/// A change of the journal, with all that is needed to take it back.
#[derive(Debug, Clone)]
pub struct Step {
    /// What is known about it as a whole.
    pub meta: Meta,
    /// What it left under each key.
    pub left: BTreeMap<Key, Option<Record>>,
    /// The changes that take it back, as if nothing had come after it.
    pub before: Vec<Change>,
}

impl Step {
    /// Takes an entry that is kept whole.
    pub fn of(entry: Entry) -> Self {
        let changes = entry.changes();
        let left = changes.iter().map(|change| (change.key(), change.record().cloned()));
        Self { left: crate::text::order::map(left), meta: entry.meta, before: entry.before }
    }

    /// Returns the documents that taking it back may bring back.
    pub fn documents(&self) -> impl Iterator<Item = DocumentId> {
        self.before.iter().filter_map(|change| match change {
            Change::Put(Record::Document(document)) => Some(document.id),
            Change::Put(_) | Change::Remove(_) => None,
        })
    }
}

impl Desk {
    /// Takes one change back without those after it. What was changed since stays as it is, and is
    /// told; `text` gives the texts of documents that come back.
    pub fn take_back(
        &mut self,
        host: &mut Host,
        step: &Step,
        text: impl FnMut(DocumentId) -> Option<Text>,
    ) -> Outcome {
        let Step { meta, left, before } = step;
        let label = &meta.label;
        let reverted = revert(&self.project, left, before, meta.coder, host.now, text);
        let mut stays: Vec<String> =
            reverted.overtaken.iter().take(NAMED).map(|key| named(&self.project, *key)).collect();
        if reverted.overtaken.len() > NAMED {
            stays.push(format!("{} more", reverted.overtaken.len() - NAMED));
        }
        let stays = listed(&stays);
        if reverted.changes.is_empty() {
            return Err(match (stays.is_empty(), reverted.without_text.is_empty()) {
                (false, _) => Notice::warning(
                    format!(
                        "“{label}” cannot be taken back by itself, because the same was changed \
                         since: {stays}."
                    ),
                    "Take the later change back first.",
                ),
                (true, false) => Notice::warning(
                    format!("“{label}” cannot be taken back: the text is not kept any more."),
                    "A backup may have it.",
                ),
                (true, true) => Notice::warning(
                    format!("Nothing is left of “{label}” that could be taken back."),
                    "",
                ),
            });
        }
        let mut effects =
            self.transact(host, &format!("take back “{label}”"), Origin::User, reverted.changes)?;
        self.show_what_came_back(&effects);
        effects.push(Effect::Tell(if stays.is_empty() {
            Notice::info(format!("Taken back: {label}."))
        } else {
            Notice::warning(
                format!("Taken back: {label}, as far as nothing was changed since."),
                format!("What was changed since stays as it is: {stays}."),
            )
        }));
        Ok(effects)
    }

    /// Makes the project what it was at an earlier place of its journal, which is called by its
    /// moment; `text` gives the texts of documents that come back.
    pub fn restore(
        &mut self,
        host: &mut Host,
        past: &Past,
        moment: &str,
        text: impl FnMut(DocumentId) -> Option<Text>,
    ) -> Outcome {
        let refused = |why: &str| {
            let message = format!("The state of {moment} cannot be restored: {why}.");
            Notice::warning(message, "Nothing was changed. A backup may have it.")
        };
        if past.gaps() > 0 {
            return Err(refused("some changes since do not say what stood there before"));
        }
        let changes = past.changes(&self.project, self.my_id(), text);
        let changes = changes.map_err(|NoText(_)| {
            refused("the text of a document that was removed since is not kept any more")
        })?;
        if changes.is_empty() {
            return Err(Notice::warning(format!("Nothing has changed since {moment}."), ""));
        }
        let label = snapshot::restoring(moment);
        let mut effects = self.transact(host, &label, Origin::User, changes)?;
        self.show_what_came_back(&effects);
        let told = format!("The project is as it was {moment}. Undo brings back what came after.");
        effects.push(Effect::Tell(Notice::info(told)));
        Ok(effects)
    }

    fn show_what_came_back(&mut self, effects: &[Effect]) {
        for effect in effects {
            if let Effect::Keep(done) = effect {
                self.show_restored(&done.transaction);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Severity;
    use crate::edit::action::{actor, claim, document};
    use crate::edit::random::sample;
    use crate::model::{ActorId, ActorKind, Claim, ClaimId, Participant, Project, Role, Timestamp};

    struct Tried {
        desk: Desk,
        entries: Vec<Entry>,
    }

    impl Tried {
        fn new() -> Self {
            Self { desk: Desk::new(sample(), None), entries: Vec::new() }
        }

        fn act(&mut self, act: impl FnOnce(&mut Desk, &mut Host) -> Outcome) -> Notice {
            let mut bits = u128::try_from(self.entries.len()).unwrap() + 500;
            let mut random = || {
                bits += 1000;
                bits
            };
            let mut host = Host { now: Timestamp(9), random: &mut random };
            let mut told = Notice::info("");
            match act(&mut self.desk, &mut host) {
                Ok(effects) => {
                    for effect in effects {
                        match effect {
                            Effect::Keep(done) => {
                                let id = self.desk.project().info().id;
                                let json = Entry::of(id, &done).to_json().unwrap();
                                self.entries.push(crate::model::json::read(&json).unwrap());
                            }
                            Effect::Tell(notice) => told = notice,
                            _ => {}
                        }
                    }
                }
                Err(notice) => told = notice,
            }
            told
        }

        fn edit(&mut self, label: &str, changes: impl FnOnce(&Project) -> Vec<Change>) {
            self.act(|desk, host| desk.edit(host, label, changes));
        }

        fn set(&mut self, label: &str, id: u128, set: impl FnOnce(&mut Claim)) {
            self.edit(label, |project| claim::alter(project, ClaimId(id), Timestamp(9), set));
        }

        fn take_back(&mut self, nth: usize) -> Notice {
            let step = Step::of(self.entries[nth].clone());
            self.act(|desk, host| desk.take_back(host, &step, |id| sample().text(id).cloned()))
        }

        fn claim(&self, id: u128) -> &Claim {
            &self.desk.project().claims()[&ClaimId(id)]
        }
    }

    #[test]
    fn one_change_is_taken_back_without_the_later_ones_and_undo_brings_it_again() {
        let mut tried = Tried::new();
        tried.set("change stance", 1, |claim| claim.stance = Some(1));
        tried.set("change note", 1, |claim| claim.note = "n".to_owned());
        let told = tried.take_back(0);
        assert_eq!(told.message, "Taken back: change stance.");
        assert_eq!((tried.claim(1).stance, tried.claim(1).note.as_str()), (None, "n"));
        assert_eq!(tried.desk.history().undo_label(), Some("take back “change stance”"));
        tried.act(Desk::undo);
        assert_eq!((tried.claim(1).stance, tried.claim(1).note.as_str()), (Some(1), "n"));
        // Taking back is a change, and can be taken back like one.
        tried.act(Desk::redo);
        tried.take_back(2);
        assert_eq!(tried.claim(1).stance, Some(1));
    }

    #[test]
    fn what_was_overtaken_is_refused_or_left_and_told() {
        let mut tried = Tried::new();
        tried.set("change stance", 1, |claim| claim.stance = Some(1));
        tried.set("change stance", 1, |claim| claim.stance = Some(-1));
        let told = tried.take_back(0);
        assert_eq!(
            told.message,
            "“change stance” cannot be taken back by itself, because the same was changed since: \
             claim “Ann”."
        );
        assert_eq!((told.severity, tried.claim(1).stance), (Severity::Warning, Some(-1)));
        tried.set("change two", 2, |claim| {
            claim.stance = Some(1);
            claim.note = "n".to_owned();
        });
        tried.set("change stance", 2, |claim| claim.stance = Some(0));
        let told = tried.take_back(2);
        assert!(
            told.hint.starts_with("What was changed since stays as it is: claim “"),
            "{told:?}"
        );
        assert_eq!((tried.claim(2).stance, tried.claim(2).note.as_str()), (Some(0), ""));
    }

    #[test]
    fn an_actor_that_is_used_since_is_not_taken_away() {
        let mut tried = Tried::new();
        tried.edit("add actor", |_| actor::add(ActorId(50), "Dr Who", ActorKind::Person));
        let participant = Participant { role: Role::Target, actor: ActorId(50), mention: None };
        tried.set("add target", 1, |claim| claim::add_participant(claim, participant));
        let told = tried.take_back(0);
        assert!(told.message.contains("still refers to the actor “Dr Who”"), "{told:?}");
        assert!(tried.desk.project().actors().contains_key(&ActorId(50)));
    }

    #[test]
    fn an_earlier_state_is_restored_as_one_step() {
        let mut tried = Tried::new();
        let start = tried.desk.project().clone();
        tried.edit("remove document", |project| {
            document::remove(project, DocumentId(1), Timestamp(9))
        });
        tried.edit("add actor", |_| actor::add(ActorId(50), "Dr Who", ActorKind::Person));
        let end = tried.desk.project().clone();
        let mut past = Past::default();
        for entry in tried.entries.iter().rev() {
            past.step_back(entry);
        }
        assert_eq!(past.documents(&end), [DocumentId(1)]);
        let text = |id| sample().text(id).cloned();
        let lost = tried.act(|desk, host| desk.restore(host, &past, "today, 10:26", |_| None));
        assert!(lost.message.contains("is not kept any more"), "{lost:?}");
        assert!(*tried.desk.project() == end);
        let told = tried.act(|desk, host| desk.restore(host, &past, "today, 10:26", text));
        assert!(told.message.starts_with("The project is as it was today, 10:26."), "{told:?}");
        assert!(*tried.desk.project() == start);
        assert_eq!(tried.desk.history().undo_label(), Some("restore the state of today, 10:26"));
        tried.act(Desk::undo);
        assert!(*tried.desk.project() == end);
        let none = Past::default();
        let told = tried.act(|desk, host| desk.restore(host, &none, "today, 10:27", |_| None));
        assert_eq!(told.message, "Nothing has changed since today, 10:27.");
    }
}
