//! The earlier states that can be restored, and what has changed since each.

use std::collections::BTreeMap;

use super::history::kind_of;
use super::prose::{counted, listed};
use super::set_aside::name_of;
use crate::model::{Project, Record};
use crate::store::Snapshot;
use crate::store::past::Since;

/// So many records are named; of more the kinds are counted.
const NAMED: usize = 3;

/// The kinds in the order they are told.
const KINDS: [&str; 9] = [
    "claim",
    "mention",
    "actor",
    "document",
    "claim type",
    "issue",
    "variable",
    "coder",
    "progress",
];

/// An earlier state as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The state.
    pub snapshot: Snapshot,
    /// What has changed since, a line for each kind; nothing until that is known.
    pub since: Option<Vec<String>>,
    /// Whether the way back to it is known.
    pub can_be_restored: bool,
}

impl Earlier {
    /// Lists a state of which nothing more is known yet.
    pub fn new(snapshot: Snapshot) -> Self {
        Self { snapshot, since: None, can_be_restored: false }
    }

    /// Names it among others of the same moment.
    pub fn name(&self, moment: &str) -> String {
        self.why().map_or_else(|| moment.to_owned(), |why| format!("{moment}, {why}"))
    }

    /// Says why it was kept, where that was not only because it was time.
    pub fn why(&self) -> Option<String> {
        self.snapshot.before.as_ref().map(|step| format!("before “{step}”"))
    }
}

/// Says what has changed, a line for each kind of record and of change.
pub fn lines(project: &Project, since: &Since) -> Vec<String> {
    let mut lines = Vec::new();
    let groups =
        [("added", &since.added), ("changed", &since.changed), ("removed", &since.removed)];
    for (verb, records) in groups {
        let mut by_kind: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for record in records {
            by_kind.entry(kind_of(record)).or_default().push(record);
        }
        let known = KINDS.into_iter().filter_map(|kind| Some((kind, by_kind.get(kind)?)));
        for (kind, records) in known {
            if kind == "progress" {
                let documents = counted(records.len(), "document");
                lines.push(format!("progress in {documents} changed"));
                continue;
            }
            let what = counted(records.len(), kind);
            let names: Vec<String> = records
                .iter()
                .take(NAMED)
                .filter_map(|record| name_of(project, record).filter(|name| !name.is_empty()))
                .map(|name| format!("“{name}”"))
                .collect();
            lines.push(match records.len() {
                1..=NAMED if !names.is_empty() => format!("{what} {verb}: {}", listed(&names)),
                _ => format!("{what} {verb}"),
            });
        }
        if by_kind.contains_key("project") {
            lines.push("the project’s name or note changed".to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::action::{actor, claim};
    use crate::edit::random::{sample, transaction};
    use crate::edit::{Change, History};
    use crate::model::{ActorId, ActorKind, ClaimId, ProjectId, Timestamp, TransactionId};
    use crate::store::{Entry, Past};

    #[test]
    fn what_changed_since_is_counted_by_kind_and_named_where_it_is_little() {
        let mut project = sample();
        let mut past = Past::default();
        let mut steps: Vec<Vec<Change>> = vec![
            claim::delete(&project, &[ClaimId(2)].into(), Timestamp(5)),
            claim::alter(&project, ClaimId(1), Timestamp(5), |claim| claim.stance = Some(1)),
        ];
        for nth in 0..5 {
            let name = format!("Actor {nth}");
            steps.push(actor::add(ActorId(60 + nth), &name, ActorKind::Person));
        }
        let mut entries = Vec::new();
        for changes in steps {
            let step = transaction(changes, TransactionId(5), Timestamp(5));
            let done = History::default().commit(&mut project, step).unwrap();
            entries.push(Entry::of(ProjectId(1), &done));
        }
        entries.iter().rev().for_each(|entry| past.step_back(entry));
        assert_eq!(
            lines(&project, &past.since(&project, None)),
            ["5 actors added", "1 claim changed: “Ann”", "1 claim removed: “Ámes”"]
        );
        assert_eq!(lines(&project, &Past::default().since(&project, None)), Vec::<String>::new());
    }
}
