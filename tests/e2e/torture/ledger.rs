//! What was done and what was called saved, kept outside the browser, and the verdict on what is
//! there after a fault.

use std::collections::{BTreeMap, BTreeSet};

use claimlight::edit::{Change, Transaction};
use claimlight::model::{Key, ProjectId, Record, TransactionId, json};
use claimlight::store::{Entry, EntryChange, Pending};
use serde_json::Value;

use super::state::State;

/// The ledger of one stream of edits.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// Every transaction, in the order they were carried out.
    done: Vec<Done>,
    /// How many of them had been done when the status line last said "Saved".
    acknowledged: usize,
    /// How often it has said so.
    pub(super) saved: usize,
    /// How often it has said that something was not saved.
    pub(super) failed: usize,
    /// Whether the page has left, as it was told to.
    pub(super) left: bool,
    /// What was told that nobody understands.
    faults: Vec<String>,
}

#[derive(Debug, Clone)]
struct Done {
    project: ProjectId,
    transaction: Transaction,
}

/// What was found to be true after a fault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Survival {
    /// How many transactions had been carried out, as far as was heard.
    pub(super) done: usize,
    /// How many had been acknowledged.
    pub(super) acknowledged: usize,
    /// How many are there.
    pub(super) survived: usize,
}

impl Ledger {
    /// Takes what the page says.
    pub(super) fn hear(&mut self, line: &str) {
        let told: Value = json::read(line).unwrap_or_default();
        if let Some(pending) = told["done"].as_str() {
            match json::read::<Pending>(pending) {
                // The making of a project stands in no journal; the torture begins after it.
                Ok(pending) if pending.creates => {}
                Ok(Pending { project, transaction, .. }) => {
                    self.done.push(Done { project, transaction });
                }
                Err(error) => self.faults.push(format!("{error}: {pending}")),
            }
        } else if let Some(status) = told["status"].as_str() {
            match status {
                "saved" => {
                    self.saved += 1;
                    self.acknowledged = self.done.len();
                }
                "failed" => self.failed += 1,
                _ => {}
            }
        } else if told["left"] == true {
            self.left = true;
        }
    }

    /// How many transactions have been carried out.
    pub(super) fn done(&self) -> usize {
        self.done.len()
    }

    /// How often each kind of thing was done, in the words of the Undo button.
    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        self.done.iter().map(|done| done.transaction.meta.label.as_str())
    }

    /// Says that all that was done must be there, saved or not: the browser itself lives on, and
    /// with it what is kept for the next start.
    pub(super) fn acknowledge_all(&mut self) {
        self.acknowledged = self.done.len();
    }

    /// Judges what is there `now`, given what was there `before` the stream: everything
    /// acknowledged, nothing by halves, nothing without what came before it.
    pub(super) fn judge(&self, before: &State, now: &State) -> Result<Survival, Vec<String>> {
        let mut complaints = self.faults.clone();
        complaints.extend(now.faults.iter().cloned());
        let new: Vec<&Entry> = now
            .journal
            .iter()
            .filter(|(number, _)| *number > before.newest())
            .map(|(_, entry)| entry)
            .collect();
        let survivors: BTreeSet<TransactionId> = new.iter().map(|entry| entry.meta.id).collect();
        let say = |nth: usize, done: &Done| {
            format!(
                "transaction {} of {} (“{}”)",
                nth + 1,
                self.done.len(),
                done.transaction.meta.label
            )
        };
        let mut first_gap = None;
        for (nth, done) in self.done.iter().enumerate() {
            let is_there = survivors.contains(&done.transaction.meta.id);
            if !is_there && nth < self.acknowledged {
                complaints.push(format!("{} was called saved and is lost", say(nth, done)));
            }
            match first_gap {
                None if !is_there => first_gap = Some(nth),
                Some(gap) if is_there => complaints.push(format!(
                    "{} is there, and what was done before it is not: {}",
                    say(nth, done),
                    say(gap, &self.done[gap])
                )),
                _ => {}
            }
        }
        complaints.extend(self.disorder(&new));
        complaints.extend(self.difference(before, now, &new));
        let survived = new.len();
        let (done, acknowledged) = (self.done.len(), self.acknowledged);
        if complaints.is_empty() {
            Ok(Survival { done: done.max(survived), acknowledged, survived })
        } else {
            Err(complaints)
        }
    }

    /// The journal must tell things in the order they were done.
    fn disorder(&self, new: &[&Entry]) -> Option<String> {
        let rank: BTreeMap<TransactionId, usize> =
            self.done.iter().enumerate().map(|(nth, d)| (d.transaction.meta.id, nth)).collect();
        // What was carried out in the last moment and not heard of any more comes last.
        let ranks = new.iter().map(|e| rank.get(&e.meta.id).copied().unwrap_or(usize::MAX));
        (!ranks.is_sorted()).then(|| "the journal has another order than the work".to_owned())
    }

    /// The records must be what came of the state before and the journal's entries since.
    fn difference(&self, before: &State, now: &State, new: &[&Entry]) -> Vec<String> {
        let mut expected = before.projects.clone();
        for entry in new {
            let Some(project) = expected.get_mut(&entry.project) else { continue };
            for change in self.changes(entry, now) {
                drop(change.apply(project));
            }
        }
        let mut found = Vec::new();
        for (id, project) in &expected {
            let Some(actual) = now.projects.get(id) else {
                found.push(format!("project {id} is gone"));
                continue;
            };
            if actual == project {
                continue;
            }
            let keys: BTreeSet<Key> =
                project.records().chain(actual.records()).map(|record| record.key()).collect();
            let differ = keys.into_iter().filter(|key| project.get(*key) != actual.get(*key));
            found.extend(differ.map(|key| {
                let of = |record: Option<Record>| {
                    record.map_or("nothing".to_owned(), |r| {
                        serde_json::to_string(&r).unwrap_or_default()
                    })
                };
                format!(
                    "{key} is not what the journal says:\n  expected {}\n  found    {}",
                    of(project.get(key)),
                    of(actual.get(key))
                )
            }));
        }
        found.extend(
            now.projects
                .keys()
                .filter(|id| !expected.contains_key(*id))
                .map(|id| format!("project {id} came out of nowhere")),
        );
        found
    }

    /// The changes of an entry, as they were carried out where that was heard. Of a text that was
    /// not heard of, the one that is there has been held against its document already.
    fn changes(&self, entry: &Entry, now: &State) -> Vec<Change> {
        let heard = self
            .done
            .iter()
            .find(|d| d.transaction.meta.id == entry.meta.id && d.project == entry.project);
        if let Some(done) = heard {
            return done.transaction.changes.clone();
        }
        let there = |document| Some(now.projects.get(&entry.project)?.text(document)?.clone());
        let changes = entry.changes.iter().filter_map(|change| match change {
            EntryChange::Put(record) => Some(Change::Put(record.clone())),
            EntryChange::Remove(key) => Some(Change::Remove(*key)),
            EntryChange::Text { document, .. } => {
                Some(Change::Put(Record::Text(*document, there(*document)?)))
            }
        });
        changes.collect()
    }
}

#[cfg(test)]
mod tests {
    use claimlight::model::{Actor, ActorId, ActorKind, Project, Timestamp};
    use serde_json::json;

    use super::*;

    const PROJECT: ProjectId = ProjectId(1);

    /// A transaction that names two actors, as the app writes it down.
    fn naming(id: u128, name: &str) -> Value {
        let named = |id| Actor::new(ActorId(id), name.to_owned(), ActorKind::Person);
        let put = |id| json!({ "put": { "actor": named(id) } });
        let meta = json!({
            "id": TransactionId(id), "at": Timestamp(1), "label": name, "origin": "user",
        });
        json!({ "meta": meta, "changes": [put(1), put(id + 100)] })
    }

    fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
        json::read(&value.to_string()).unwrap()
    }

    fn work() -> Vec<Value> {
        vec![naming(1, "a"), naming(2, "b"), naming(3, "c")]
    }

    /// A ledger of the work in which the first so many were called saved.
    fn ledger(acknowledged: usize) -> Ledger {
        let mut ledger = Ledger::default();
        for (nth, transaction) in work().iter().enumerate() {
            let pending = json!({ "project": PROJECT, "transaction": transaction }).to_string();
            ledger.hear(&json!({ "done": pending, "kept": true }).to_string());
            let status = if nth + 1 == acknowledged { "saved" } else { "saving" };
            ledger.hear(&json!({ "status": status }).to_string());
        }
        ledger
    }

    fn before() -> State {
        let project = Project::new(PROJECT, "Talks", Timestamp(1));
        State { projects: BTreeMap::from([(PROJECT, project)]), ..State::default() }
    }

    fn apply(transaction: &Value, state: &mut State) {
        let project = state.projects.get_mut(&PROJECT).unwrap();
        drop(read::<Transaction>(transaction).apply(project).unwrap());
    }

    /// What is there when these were written.
    fn after(written: &[Value]) -> State {
        let mut state = before();
        for (number, transaction) in (1..).zip(written) {
            apply(transaction, &mut state);
            let (meta, changes) = (&transaction["meta"], &transaction["changes"]);
            let entry = json!({ "project": PROJECT, "meta": meta, "changes": changes });
            state.journal.push((number, read(&entry)));
        }
        state
    }

    fn complaint(acknowledged: usize, now: &State) -> String {
        ledger(acknowledged).judge(&before(), now).unwrap_err().join("\n")
    }

    #[test]
    fn what_was_not_called_saved_may_be_there_or_not() {
        let judged = |written: &[Value]| ledger(2).judge(&before(), &after(written));
        let survival = |survived| Ok(Survival { done: 3, acknowledged: 2, survived });
        assert_eq!(judged(&work()[..2]), survival(2));
        assert_eq!(judged(&work()), survival(3));
        // Carried out in the last moment, and not heard of.
        let further = [work(), vec![naming(4, "d")]].concat();
        assert_eq!(judged(&further), Ok(Survival { done: 4, acknowledged: 2, survived: 4 }));
    }

    #[test]
    fn a_loss_is_found() {
        let lost = complaint(2, &after(&work()[..1]));
        assert!(lost.contains("2 of 3 (“b”) was called saved and is lost"), "{lost}");
        let gap = [naming(1, "a"), naming(3, "c")];
        assert!(complaint(1, &after(&gap)).contains("what was done before it is not"));
        let swapped = [naming(2, "b"), naming(1, "a")];
        assert!(complaint(2, &after(&swapped)).contains("another order"));
    }

    #[test]
    fn half_a_transaction_is_found() {
        let mut half = after(&work());
        half.projects.get_mut(&PROJECT).unwrap().remove(Key::Actor(ActorId(103)));
        assert!(complaint(3, &half).contains("found    nothing"));
        let mut more = after(&work()[..2]);
        apply(&naming(3, "c"), &mut more);
        assert!(complaint(2, &more).contains("is not what the journal says"));
    }

    #[test]
    fn what_cannot_be_read_and_what_is_strange_is_found() {
        let unreadable = State { faults: vec!["x is set aside".to_owned()], ..after(&work()) };
        assert!(complaint(3, &unreadable).contains("set aside"));
        let mut other = after(&work());
        other.projects.insert(ProjectId(2), Project::new(ProjectId(2), "B", Timestamp(1)));
        assert!(complaint(3, &other).contains("out of nowhere"));
        other.projects.clear();
        assert!(complaint(3, &other).contains("is gone"));
    }
}
