//! What a merge would do, before anything is done.

use std::collections::BTreeMap;

use super::differ::{Difference, Names, differences};
use super::settle::{Settled, settle};
use super::twin::{Renaming, Twin, united};
use super::{Incoming, Outcome};
use crate::model::{Key, Project, Record};

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
    /// In which fields they differ.
    pub differences: Vec<Difference>,
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
        let names = Names { ours, incoming };
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
                    plan.same += 1
                } else {
                    plan.additions.push(theirs)
                }
                continue;
            };
            match settle(&own, &theirs) {
                Settled::Same => plan.same += 1,
                Settled::As(both) => plan.settled.push(both),
                Settled::Conflict => plan.conflicts.push(Conflict {
                    key,
                    differences: differences(names, &own, &theirs),
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
        self.conflicts.iter().map(|conflict| (conflict.key, choose(conflict))).collect()
    }
}

fn suggested(ours: &Record, theirs: &Record, newer_codebook: bool) -> Choice {
    let theirs_is_later = match (ours, theirs) {
        (Record::Claim(a), Record::Claim(b)) => b.modified > a.modified,
        (Record::Mention(a), Record::Mention(b)) => b.modified > a.modified,
        (ours, _) => ours.key().is_codebook() && newer_codebook,
    };
    if theirs_is_later { Choice::Theirs } else { Choice::Ours }
}

/// What uniting twins makes of each side: of ours the records that change, of theirs all.
type Sides = (BTreeMap<Key, Option<Record>>, BTreeMap<Key, Record>);

fn unite(ours: &Project, incoming: &Incoming, renaming: &Renaming) -> Sides {
    if renaming.is_empty() {
        return (BTreeMap::new(), incoming.records.clone());
    }
    let (mut own, mut theirs) = (BTreeMap::new(), BTreeMap::new());
    // Twins by the key they will share, each under the key it had; ours stands before theirs.
    let mut groups: BTreeMap<Key, Vec<(Key, Record)>> = renaming.shared_keys();
    for record in ours.records() {
        let (old, renamed) = (record.key(), renaming.renamed(&record));
        let new = renamed.key();
        if let Some(group) = groups.get_mut(&new) {
            group.push((old, renamed));
            own.insert(old, None);
        } else if renamed != record {
            own.insert(old, Some(renamed));
        }
    }
    for (old, record) in &incoming.records {
        let renamed = renaming.renamed(record);
        match groups.get_mut(&renamed.key()) {
            Some(group) => group.push((*old, renamed)),
            None => drop(theirs.insert(*old, renamed)),
        }
    }
    for (key, mut group) in groups {
        group.sort_by_key(|(old, _)| *old);
        let all = group.into_iter().map(|(_, record)| record);
        if let Some(both) = all.reduce(|older, younger| united(&older, &younger)) {
            own.insert(key, Some(both));
        }
    }
    (own, theirs)
}
