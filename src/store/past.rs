//! What stood in a project at an earlier place of its journal.
//!
//! Each entry of the journal says what it changed and what stood there before, so the way back needs
//! no copies: whoever walks the journal from its end and notes what stood before each entry ends with
//! the records as they were at any earlier place. Texts follow their documents: they never change.

use std::collections::BTreeMap;

use super::Entry;
use crate::edit::Change;
use crate::model::{CoderId, DocumentId, Key, Project, Record};
use crate::text::{Text, order};

/// Numbers of entries further apart than this are asked for apart: between them lie other projects'.
const GAP: u64 = 64;

/// The records that changed since a place of the journal, as they stood there.
#[derive(Debug, Clone, Default)]
pub struct Past {
    records: BTreeMap<Key, Option<Record>>,
    gaps: usize,
}

/// How many records of a kind were added, removed and changed since, with what they are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Since {
    /// What came.
    pub added: Vec<Record>,
    /// What went.
    pub removed: Vec<Record>,
    /// What is another now, as it is now.
    pub changed: Vec<Record>,
}

/// Why changes cannot be worked out: the text of a document is not kept any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoText(pub DocumentId);

impl Past {
    /// Goes one entry further back: the one before those that were walked already. What takes a long
    /// entry back stands apart and is given to [`Past::take_piece`].
    pub fn step_back(&mut self, entry: &Entry) {
        if !entry.can_be_taken_back() {
            self.gaps += 1;
        }
        self.take_piece(&entry.before);
    }

    /// Takes a piece of what takes a long entry back.
    pub fn take_piece(&mut self, before: &[Change]) {
        for change in before {
            self.records.insert(change.key(), change.record().cloned());
        }
    }

    /// Notes that an entry on the way cannot be read.
    pub fn miss(&mut self) {
        self.gaps += 1;
    }

    /// Returns how many entries on the way do not say what stood before them.
    pub fn gaps(&self) -> usize {
        self.gaps
    }

    /// Returns what stood under a key, given the project as it is now.
    pub fn record(&self, project: &Project, key: Key) -> Option<Record> {
        self.records.get(&key).cloned().unwrap_or_else(|| project.get(key))
    }

    /// Returns what changed on the way from there to the project as it is now, but for `me`: whoever
    /// goes back there stays.
    pub fn since(&self, project: &Project, me: Option<CoderId>) -> Since {
        let mut since = Since::default();
        let records = self.records.iter().filter(|(key, was)| !is_me(**key, was.as_ref(), me));
        for (key, was) in records {
            match (was, project.get(*key)) {
                (None, Some(now)) => since.added.push(now),
                (Some(was), None) => since.removed.push(was.clone()),
                (Some(was), Some(now)) if *was != now => since.changed.push(now),
                _ => {}
            }
        }
        since
    }

    /// Returns the changes that make the project what it was there. Whoever does it stays among the
    /// coders, and `text` gives the texts of documents that come back.
    pub fn changes(
        &self,
        project: &Project,
        me: Option<CoderId>,
        mut text: impl FnMut(DocumentId) -> Option<Text>,
    ) -> Result<Vec<Change>, NoText> {
        let mut changes = Vec::new();
        for (key, was) in &self.records {
            if *was == project.get(*key) || is_me(*key, was.as_ref(), me) {
                continue;
            }
            changes.push(was.clone().map_or(Change::Remove(*key), Change::Put));
            if let Key::Document(id) = key {
                let there = project.documents().contains_key(id);
                match was {
                    Some(_) if !there => {
                        let text = text(*id).ok_or(NoText(*id))?;
                        changes.push(Change::Put(Record::Text(*id, text)));
                    }
                    None if there => changes.push(Change::Remove(Key::Text(*id))),
                    _ => {}
                }
            }
        }
        Ok(changes)
    }

    /// Returns the documents that would come back.
    pub fn documents(&self, project: &Project) -> Vec<DocumentId> {
        let comes = |(key, was): (&Key, &Option<Record>)| match key {
            Key::Document(id) if was.is_some() && !project.documents().contains_key(id) => {
                Some(*id)
            }
            _ => None,
        };
        self.records.iter().filter_map(comes).collect()
    }
}

impl Since {
    /// Says whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// Says whether a record is that of the coder who goes back, who came later.
fn is_me(key: Key, was: Option<&Record>, me: Option<CoderId>) -> bool {
    was.is_none() && matches!(key, Key::Coder(id) if me == Some(id))
}

/// Parts numbers, in their order, into ranges that are asked for at once.
pub fn ranges(numbers: &[u64]) -> Vec<(u64, u64)> {
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if number.saturating_sub(*last) <= GAP => *last = *number,
            _ => ranges.push((*number, *number)),
        }
    }
    order::sort(&mut ranges);
    ranges
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::random::{acts, sample, transaction};
    use crate::edit::{History, Origin};
    use crate::model::{ProjectId, Timestamp, TransactionId, check, json};

    #[test]
    fn numbers_far_apart_are_asked_for_apart() {
        assert_eq!(ranges(&[]), []);
        assert_eq!(ranges(&[3, 4, 9, 900, 901]), [(3, 9), (900, 901)]);
    }

    proptest! {
        #[test]
        fn the_way_back_leads_to_every_earlier_state(
            acts in acts(1..40),
            turns in proptest::collection::vec(0u8..5, 40),
        ) {
            let (mut project, mut history) = (sample(), History::default());
            let mut states = vec![(project.clone(), None::<Entry>)];
            let mut texts: BTreeMap<DocumentId, Text> = project.texts().clone();
            for ((nth, act), turn) in (1u64..).zip(&acts).zip(turns) {
                let (id, at) = (TransactionId(u128::from(nth)), Timestamp(nth));
                let done = match turn {
                    0 => history.undo(&mut project, id, at).and_then(Result::ok),
                    1 => history.redo(&mut project, id, at).and_then(Result::ok),
                    _ => {
                        let changes = act.changes(&project, u128::from(1000 + nth), at);
                        history.commit(&mut project, transaction(changes, id, at)).ok()
                    }
                };
                texts.extend(project.texts().clone());
                if let Some(done) = done {
                    let written = Entry::of(ProjectId(1), &done).to_json().unwrap();
                    states.push((project.clone(), Some(json::read(&written).unwrap())));
                }
            }
            let mut past = Past::default();
            let now = project.clone();
            while let Some((state, entry)) = states.pop() {
                for key in state.records().map(|record| record.key()) {
                    if !matches!(key, Key::Text(_)) {
                        prop_assert_eq!(past.record(&now, key), state.get(key));
                    }
                }
                let changes = past.changes(&now, None, |id| texts.get(&id).cloned()).unwrap();
                let mut restored = now.clone();
                let mut step = transaction(changes, TransactionId(7), Timestamp(99));
                step.meta.origin = Origin::Undo;
                let inverse = step.apply(&mut restored).unwrap();
                prop_assert!(restored == state, "the earlier state comes back");
                prop_assert_eq!(check::project(&restored), []);
                prop_assert_eq!(past.since(&now, None).is_empty(), restored == now);
                drop(inverse.apply(&mut restored).unwrap());
                prop_assert!(restored == now, "and is taken back");
                prop_assert_eq!(past.gaps(), 0);
                if let Some(entry) = entry {
                    past.step_back(&entry);
                }
            }
        }
    }
}
