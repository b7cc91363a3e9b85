//! The safety net for work that the store has not confirmed: a transaction is written beside the
//! store in one synchronous step, before the slower write begins, and taken away after it.
//!
//! A transaction that brings long texts does not fit there. It is covered by the status line,
//! which says "Saving…" until the store has it, and by the question the browser asks when a tab
//! is closed meanwhile; the files it came from are still where they were.

use serde::{Deserialize, Serialize};

use crate::edit::{Change, Done, Meta, Origin, Transaction, action};
use crate::model::{Key, Project, ProjectId, Record, TransactionId, json};
use crate::text::order;

/// What the keys of all pending transactions begin with.
pub const PREFIX: &str = "claimlight.pending/";

/// The longest transaction that is kept, in bytes of JSON: browsers give a page about five
/// million characters in all.
const LONGEST: usize = 1_000_000;

/// A transaction that the store had not confirmed when the page was last seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pending {
    /// The project that changed.
    pub project: ProjectId,
    /// What was done.
    pub transaction: Transaction,
    /// Whether it is the making of the project.
    #[serde(default)]
    pub creates: bool,
    /// The changes that would take it back, but for texts: what it was based on. Another tab may
    /// have been faster, and then the two are joined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Change>,
}

impl Pending {
    /// Takes a transaction; `None` when it is certainly too long to be kept.
    pub fn new(project: ProjectId, done: &Done) -> Option<Self> {
        let mut pending = Self::of(project, &done.transaction)?;
        pending.before = done.inverse();
        pending.before.retain(|change| !matches!(change.key(), Key::Text(_)));
        Some(pending)
    }

    fn of(project: ProjectId, transaction: &Transaction) -> Option<Self> {
        // Asked before anything is written out: an import may bring fifty megabytes of text.
        let texts = transaction.changes.iter().map(|change| match change {
            Change::Put(Record::Text(_, text)) => text.end().index(),
            _ => 0,
        });
        let short = texts.sum::<usize>() + transaction.changes.len() * 100 <= LONGEST;
        let (transaction, before) = (transaction.clone(), Vec::new());
        short.then_some(Self { project, transaction, creates: false, before })
    }

    /// Returns the transaction with what it was based on. Of one that was kept by an older version
    /// of the app that is not known; it counts as based on what it meets.
    pub fn into_done(self) -> Done {
        let before = self.before.iter().map(|change| (change.key(), change.record().cloned()));
        Done { before: order::map(before), transaction: self.transaction }
    }

    /// Takes a new project; `None` when it is certainly too long to be kept.
    pub fn creation(project: &Project) -> Option<Self> {
        let info = project.info();
        let meta = Meta {
            // It never stands in the journal; see `Unsaved::id`.
            id: TransactionId(info.id.0),
            at: info.created,
            coder: None,
            label: "create project".to_owned(),
            origin: Origin::Import,
        };
        let changes = action::put_all(project);
        let pending = Self::of(info.id, &Transaction { meta, changes })?;
        Some(Self { creates: true, ..pending })
    }

    /// Writes it as JSON; `None` when that is too long to be kept.
    pub fn to_json(&self) -> Option<String> {
        serde_json::to_string(self).ok().filter(|json| json.len() <= LONGEST)
    }
}

/// Names a visit: one tab from its start to its end.
pub fn visit(start_ms: u64, random: u128) -> String {
    format!("{start_ms:015}-{:06x}", random & 0xff_ffff)
}

/// Returns the key a pending transaction is kept under.
///
/// Keys sort by the start of the visit and then by the order in it, which is the order to replay
/// them in; the clock may be set back during a visit.
pub fn key(visit: &str, place: u64, pending: &Pending) -> String {
    format!("{PREFIX}{visit}/{place:010}/{}", pending.transaction.meta.id)
}

/// Returns the visit whose transaction is kept under a key.
pub fn visit_of(key: &str) -> Option<&str> {
    Some(key.strip_prefix(PREFIX)?.split_once('/')?.0)
}

/// Puts what was kept into the order to replay it in, and parts it from what cannot be read.
pub fn in_order(mut kept: Vec<(String, String)>) -> (Vec<(String, Pending)>, Vec<String>) {
    order::sort(&mut kept);
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for (key, json) in kept {
        match json::read(&json) {
            Ok(pending) => good.push((key, pending)),
            Err(_) => bad.push(key),
        }
    }
    (good, bad)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::unsaved::tests::{done, import, transaction};

    fn pending(id: u128) -> Pending {
        Pending::new(ProjectId(1), &done(transaction(id, Vec::new()))).unwrap()
    }

    fn import_of(text: &str) -> Done {
        done(import(text))
    }

    #[test]
    fn a_visit_is_known_by_the_keys_of_its_transactions() {
        let own = visit(1_700_000_000_000, 0x1234_5678);
        assert_eq!(own, "001700000000000-345678");
        assert_eq!(visit_of(&key(&own, 3, &pending(1))), Some(own.as_str()));
        // As older versions of the app named it.
        assert_eq!(
            visit_of("claimlight.pending/000000000000007/0000000001/x"),
            Some("000000000000007")
        );
        assert_eq!(visit_of("claimlight.place"), None);
    }

    #[test]
    fn what_a_transaction_was_based_on_is_kept_and_texts_are_not_kept_twice() {
        let mut project = crate::edit::random::sample();
        let removal = action::document::remove(
            &project,
            crate::model::DocumentId(1),
            crate::model::Timestamp(5),
        );
        let removal = transaction(4, removal);
        let done = crate::edit::History::default().commit(&mut project, removal).unwrap();
        let kept = Pending::new(ProjectId(1), &done).unwrap().to_json().unwrap();
        assert!(!kept.contains("asked Bo"), "{kept}");
        let mut expected = done.clone();
        expected.before.retain(|key, _| !matches!(key, Key::Text(_)));
        assert_eq!(json::read::<Pending>(&kept).unwrap().into_done(), expected);
        let old = kept.split(",\"before\"").next().unwrap().to_owned() + "}";
        let old: Pending = json::read(&old).unwrap();
        assert_eq!(old.into_done().before, std::collections::BTreeMap::new());
    }

    #[test]
    fn transactions_are_replayed_in_the_order_they_were_made() {
        let made = [(50, 2, 9), (50, 10, 3), (7, 99, 4)];
        let kept = made.map(|(start, place, id)| {
            let pending = pending(id);
            (key(&visit(start, 7), place, &pending), pending.to_json().unwrap())
        });
        let broken = (format!("{PREFIX}0"), "{".to_owned());
        let (good, bad) = in_order(kept.into_iter().chain([broken.clone()]).collect());
        let order: Vec<u128> = good.iter().map(|(_, p)| p.transaction.meta.id.0).collect();
        assert_eq!(order, [4, 9, 3]);
        assert_eq!(bad, [broken.0]);
    }

    #[test]
    fn a_transaction_with_its_texts_survives() {
        let pending = Pending::new(ProjectId(1), &import_of("words 🙂\r\n")).unwrap();
        let (good, _) = in_order(vec![("k".to_owned(), pending.to_json().unwrap())]);
        assert_eq!(good[0].1, pending);
    }

    #[test]
    fn a_transaction_with_long_texts_is_not_kept() {
        assert_eq!(Pending::new(ProjectId(1), &import_of(&"a".repeat(LONGEST + 1))), None);
        let escaped = Pending::new(ProjectId(1), &import_of(&"\n".repeat(LONGEST - 1000))).unwrap();
        assert_eq!(escaped.to_json(), None, "twice as long once escaped");
    }
}
