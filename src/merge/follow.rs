//! Following a colleague who writes a file of their own: what it says now against what it said when
//! it was last read.
//!
//! The file is the truth for its coder's layer: claims, mentions and progress notes of that coder
//! become what stands there, and what is gone there goes. Of what all share (documents, codebook,
//! registry) a [`Ledger`] remembers both sides as they were after the last reading, so that a change
//! made by one side alone is simply taken, and only what both changed since can be a conflict. A
//! change outlives a deletion, and what somebody's layer refers to is never deleted from under it.
//!
//! Actors and codes of one name and kind that both sides made are united under the older id, as
//! otherwise every team would collect twins.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use serde::{Deserialize, Serialize};

use super::plan::{Choice, Conflict, suggested, unite};
use super::resolve::{Draft, Outcome};
use super::settle::{Settled, settle};
use super::twin::{Renaming, Twin};
use super::{Incoming, Plan};
use crate::model::{CoderId, Key, Project, Record, check};
use crate::text::order;

/// Both sides of what is shared, as they were after a colleague's file was last read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<(Key, u64, u64)>", into = "Vec<(Key, u64, u64)>")]
pub struct Ledger(BTreeMap<Key, Line>);

/// A record on both sides. Zero is a record that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    theirs: u64,
    ours: u64,
}

/// What following a file comes to.
#[derive(Debug, Clone, Default)]
pub struct Followed {
    /// The changes, and what was not taken over, or not whole.
    pub outcome: Outcome,
    /// What both sides changed since the file was last read. Ours stays until somebody chooses.
    pub conflicts: Vec<Conflict>,
    /// What they deleted and something here still refers to; it stays.
    pub still_used: Vec<Record>,
    /// What to remember for the next reading, once the changes are made.
    pub ledger: Ledger,
}

/// Works out what a colleague's file changes. `of` is whose file it is.
pub fn follow(ours: &Project, incoming: &Incoming, of: CoderId, ledger: &Ledger) -> Followed {
    let twins: Vec<Twin> =
        Twin::find(ours, incoming).into_iter().filter(|twin| twin.suggested).collect();
    let (united, theirs) = unite(ours, incoming, &Renaming::of(&twins));
    let mut draft = Draft::new(ours);
    draft.unite(&united);
    let needed = take_layer(&mut draft, ours, &theirs, of);
    let mut followed = Followed::default();
    let mut unsettled = BTreeSet::new();
    let their_version = match theirs.get(&Key::Codebook) {
        Some(Record::Codebook(codebook)) => codebook.version,
        _ => 0,
    };
    for (key, record) in theirs.iter().filter(|(_, record)| is_shared(record, of)) {
        let own = draft.project.get(*key);
        match decide(own.as_ref(), record, ledger.0.get(key), needed.contains(key)) {
            Decision::Leave => {}
            Decision::Take(record) => {
                draft.take(record);
                if let (Key::Document(id), None) = (*key, &own)
                    && let Some(text) = theirs.get(&Key::Text(id))
                {
                    draft.take(text.clone());
                }
            }
            Decision::Ask(own) => {
                let newer = their_version > ours.codebook().version;
                let suggested = suggested(&own, record, newer);
                unsettled.insert(*key);
                let theirs = record.clone();
                followed.conflicts.push(Conflict { key: *key, ours: own, theirs, suggested });
            }
        }
    }
    let gone = ledger.0.iter().filter(|(key, line)| {
        let left = !theirs.contains_key(key) && !united.contains_key(key);
        left && draft.project.get(**key).is_some_and(|own| mark(&own) == line.ours)
    });
    let gone = order::set(gone.map(|(key, _)| *key));
    let used = let_go(&mut draft, gone);
    followed.still_used = used.iter().filter_map(|key| draft.project.get(*key)).collect();
    followed.outcome = draft.finish(ours);
    // The host may not have the texts in memory, and they go with their documents.
    let removed = |key: &Key| matches!(key, Key::Document(_)) && draft.project.get(*key).is_none();
    let documents: Vec<Key> =
        followed.outcome.changes.iter().map(crate::edit::Change::key).filter(removed).collect();
    for key in documents {
        let Key::Document(id) = key else { continue };
        let text = crate::edit::Change::Remove(Key::Text(id));
        if !followed.outcome.changes.contains(&text) {
            followed.outcome.changes.push(text);
        }
    }
    let now = |key: Key| draft.project.get(key).map_or(0, |own| mark(&own));
    for (key, record) in theirs.iter().filter(|(_, record)| is_shared(record, of)) {
        let line = if unsettled.contains(key) {
            ledger.0.get(key).copied()
        } else {
            Some(Line { theirs: mark(record), ours: now(*key) })
        };
        followed.ledger.0.extend(line.map(|line| (*key, line)));
    }
    for key in used {
        followed.ledger.0.extend(ledger.0.get(&key).map(|line| (key, *line)));
    }
    followed
}

/// Returns the changes that settle a conflict, and notes it in the ledger.
pub fn settle_entry(
    ours: &Project,
    conflict: &Conflict,
    choice: Choice,
    ledger: &mut Ledger,
) -> Outcome {
    let plan = Plan {
        additions: Vec::new(),
        same: 0,
        settled: Vec::new(),
        conflicts: vec![conflict.clone()],
        united: BTreeMap::new(),
    };
    let outcome = plan.resolve(ours, &order::map([(conflict.key, choice)]));
    let put = outcome.changes.iter().find_map(|change| match change {
        crate::edit::Change::Put(record) if record.key() == conflict.key => Some(mark(record)),
        _ => None,
    });
    let own = || ours.get(conflict.key).map_or(0, |own| mark(&own));
    let line = Line { theirs: mark(&conflict.theirs), ours: put.unwrap_or_else(own) };
    ledger.0.insert(conflict.key, line);
    outcome
}

impl From<Vec<(Key, u64, u64)>> for Ledger {
    fn from(lines: Vec<(Key, u64, u64)>) -> Self {
        let lines = lines.into_iter().map(|(key, theirs, ours)| (key, Line { theirs, ours }));
        Self(order::map(lines))
    }
}

impl From<Ledger> for Vec<(Key, u64, u64)> {
    fn from(ledger: Ledger) -> Self {
        ledger.0.into_iter().map(|(key, line)| (key, line.theirs, line.ours)).collect()
    }
}

/// What becomes of a shared record.
enum Decision {
    /// Ours stays as it is, or as absent as it is.
    Leave,
    /// This comes in.
    Take(Record),
    /// Somebody must choose; this is ours.
    Ask(Record),
}

fn decide(own: Option<&Record>, theirs: &Record, line: Option<&Line>, is_needed: bool) -> Decision {
    let unchanged_there = line.is_some_and(|line| line.theirs == mark(theirs));
    match own {
        // We deleted it, and they have not touched it since.
        None if unchanged_there && !is_needed => Decision::Leave,
        None => Decision::Take(theirs.clone()),
        Some(own) if own == theirs || unchanged_there => Decision::Leave,
        Some(own) if line.is_some_and(|line| line.ours == mark(own)) => {
            Decision::Take(theirs.clone())
        }
        Some(own) => match settle(own, theirs) {
            Settled::Same => Decision::Leave,
            Settled::As(both) => Decision::Take(both),
            Settled::Conflict => Decision::Ask(own.clone()),
        },
    }
}

/// Makes a coder's layer what the file says, and returns what it refers to, directly or not.
fn take_layer(
    draft: &mut Draft,
    ours: &Project,
    theirs: &BTreeMap<Key, Record>,
    of: CoderId,
) -> BTreeSet<Key> {
    let mut needed = BTreeSet::new();
    let mut waiting = Vec::new();
    for (key, record) in theirs.iter().filter(|(_, record)| layer_of(record) == Some(of)) {
        if draft.project.get(*key).as_ref() != Some(record) {
            draft.take(record.clone());
        }
        check::references(record, &mut |to| waiting.push(to));
    }
    while let Some(key) = waiting.pop() {
        if needed.insert(key)
            && let Some(record) = theirs.get(&key)
        {
            check::references(record, &mut |to| waiting.push(to));
        }
    }
    let mut gone = BTreeSet::new();
    for record in ours.records().filter(|record| layer_of(record) == Some(of)) {
        if !theirs.contains_key(&record.key()) {
            gone.insert(record.key());
            draft.drop_key(record.key());
        }
    }
    // What others linked to a claim that is gone has to let go of it.
    if !gone.is_empty() {
        let mut leaning = Vec::new();
        for record in draft.project.records() {
            check::references(&record, &mut |to| {
                if gone.contains(&to) {
                    leaning.push(record.key());
                }
            });
        }
        for key in leaning {
            draft.look_again(key);
        }
    }
    needed
}

/// Deletes shared records that nothing else refers to, and returns those that something does.
fn let_go(draft: &mut Draft, mut gone: BTreeSet<Key>) -> Vec<Key> {
    if gone.is_empty() {
        return Vec::new();
    }
    let mut used = Vec::new();
    loop {
        let mut kept = BTreeSet::new();
        for record in draft.project.records() {
            let key = record.key();
            let goes_along = match key {
                Key::Text(id) | Key::Progress(_, id) => gone.contains(&Key::Document(id)),
                key => gone.contains(&key),
            };
            if !goes_along {
                check::references(&record, &mut |to| {
                    if gone.contains(&to) {
                        kept.insert(to);
                    }
                });
            }
        }
        if kept.is_empty() {
            break;
        }
        gone.retain(|key| !kept.contains(key));
        used.extend(kept);
    }
    let along = draft.project.records().map(|record| record.key());
    let along: Vec<Key> = along
        .filter(|key| match key {
            Key::Text(id) | Key::Progress(_, id) => gone.contains(&Key::Document(*id)),
            _ => false,
        })
        .collect();
    gone.into_iter().chain(along).for_each(|key| draft.drop_key(key));
    used
}

/// Returns whose layer a record belongs to.
fn layer_of(record: &Record) -> Option<CoderId> {
    match record {
        Record::Claim(claim) => Some(claim.coder),
        Record::Mention(mention) => Some(mention.coder),
        Record::Progress(progress) => Some(progress.coder),
        _ => None,
    }
}

/// Says whether a record is one that all share; of coders the file speaks for its own alone.
fn is_shared(record: &Record, of: CoderId) -> bool {
    match record {
        Record::Coder(coder) => coder.id == of,
        Record::Project(_) | Record::Text(..) => false,
        record => layer_of(record).is_none(),
    }
}

/// Returns a number that is another for another record, and never zero. It tells what changed by
/// accident of work, not by intent: FNV-1a of the record's JSON.
fn mark(record: &Record) -> u64 {
    struct Mark(u64);
    impl Write for Mark {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            for byte in bytes {
                self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut mark = Mark(0xcbf2_9ce4_8422_2325);
    serde_json::to_writer(&mut mark, record).expect("a number takes whatever is written");
    mark.0.max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::action::{actor, claim, code, document};
    use crate::edit::random::{Act, acts, sample};
    use crate::edit::{Change, Meta, Origin, Transaction};
    use crate::model::{
        ActorId, ActorKind, Claim, ClaimId, CodeId, Coder, Document, DocumentId, Link, Timestamp,
        TransactionId,
    };
    use crate::text::{Offset, Span, Text};

    const ADA: CoderId = CoderId(1);
    const BO: CoderId = CoderId(2);

    fn done(project: &Project, changes: Vec<Change>, origin: Origin) -> Project {
        let (label, coder) = ("edit".to_owned(), None);
        let meta = Meta { id: TransactionId(1), at: Timestamp(1), coder, label, origin };
        let mut project = project.clone();
        drop(Transaction { meta, changes }.apply(&mut project).unwrap());
        assert_eq!(check::project(&project), []);
        project
    }

    fn edited(project: &Project, changes: Vec<Change>) -> Project {
        done(project, changes, Origin::User)
    }

    /// The sample, with a second coder.
    fn base() -> Project {
        let bo = Record::Coder(std::sync::Arc::new(Coder::new(BO, "Bo")));
        edited(&sample(), vec![Change::Put(bo)])
    }

    fn with_claim(project: &Project, id: u128, coder: CoderId, codes: &[u128]) -> Project {
        let span = Span::new(Offset(0), Offset(3)).unwrap();
        let mut new = Claim::new(ClaimId(id), DocumentId(1), coder, span, Timestamp(9));
        new.types = codes.iter().map(|id| CodeId(*id)).collect();
        edited(project, claim::add(project, new))
    }

    /// What a coder's file holds.
    fn file(project: &Project, of: CoderId) -> Project {
        let mut file = project.clone();
        for record in project.records() {
            let others = match &record {
                Record::Coder(coder) => coder.id != of,
                record => layer_of(record).is_some_and(|coder| coder != of),
            };
            if others {
                drop(file.remove(record.key()));
            }
        }
        file
    }

    /// One coder's place at the table.
    struct Seat {
        project: Project,
        ledger: Ledger,
    }

    impl Seat {
        fn new(project: &Project) -> Self {
            Self { project: project.clone(), ledger: Ledger::default() }
        }

        fn read(&mut self, other: &Project, of: CoderId) -> Followed {
            let incoming = Incoming::of_project(&self.project, &file(other, of));
            let followed = follow(&self.project, &incoming, of, &self.ledger);
            let changes = followed.outcome.changes.clone();
            self.project = done(&self.project, changes, Origin::Merge);
            self.ledger = followed.ledger.clone();
            followed
        }
    }

    /// Two who have read each other's files and agree.
    fn table() -> (Seat, Seat) {
        let (mut ada, mut bo) = (Seat::new(&base()), Seat::new(&base()));
        assert_eq!(ada.read(&bo.project, BO).outcome.changes, []);
        assert_eq!(bo.read(&ada.project, ADA).outcome.changes, []);
        (ada, bo)
    }

    #[test]
    fn a_colleagues_layer_is_what_the_file_says_and_nobody_elses_is_touched() {
        let (mut ada, mut bo) = table();
        bo.project = with_claim(&bo.project, 50, BO, &[1]);
        bo.project = with_claim(&bo.project, 51, BO, &[2]);
        ada.read(&bo.project, BO);
        assert!(ada.project.claims().contains_key(&ClaimId(50)));
        ada.project = edited(
            &ada.project,
            claim::alter(&ada.project, ClaimId(1), Timestamp(9), |claim| {
                claim.links.push(Link { to: ClaimId(50), kind: "answers".to_owned() });
            }),
        );
        bo.project = edited(&bo.project, vec![Change::Remove(Key::Claim(ClaimId(50)))]);
        let followed = ada.read(&bo.project, BO);
        let ids: Vec<u128> = ada.project.claims().keys().map(|id| id.0).collect();
        assert_eq!(ids, [1, 2, 3, 51], "Ada's own three stay");
        assert!(ada.project.claims()[&ClaimId(1)].links.is_empty());
        assert_eq!(followed.outcome.set_aside.len(), 1, "that a link had to go is listed");
        bo.read(&ada.project, ADA);
        assert_eq!(bo.project.claims().len(), 4);
    }

    #[test]
    fn what_one_side_changed_is_taken_and_a_file_that_lags_behind_changes_nothing_back() {
        let (mut ada, mut bo) = table();
        let stale = bo.project.clone();
        ada.project = edited(&ada.project, code::rename(&ada.project, CodeId(1), "plea"));
        assert_eq!(ada.read(&stale, BO).outcome.changes, [], "Bo has not heard of it yet");
        let followed = bo.read(&ada.project, ADA);
        assert!(followed.conflicts.is_empty());
        assert_eq!(bo.project.codes()[&CodeId(1)].name, "plea");
        assert_eq!(ada.read(&bo.project, BO).outcome.changes, []);
    }

    #[test]
    fn what_both_changed_waits_for_a_choice_and_is_never_dropped() {
        let (mut ada, mut bo) = table();
        ada.project = edited(&ada.project, code::rename(&ada.project, CodeId(1), "plea"));
        bo.project = edited(&bo.project, code::rename(&bo.project, CodeId(1), "order"));
        for _ in 0..3 {
            let followed = ada.read(&bo.project, BO);
            assert_eq!(followed.conflicts.len(), 1, "it is listed as long as it stands");
            assert_eq!(ada.project.codes()[&CodeId(1)].name, "plea");
        }
        let conflict = bo.read(&ada.project, ADA).conflicts.remove(0);
        let outcome = settle_entry(&bo.project, &conflict, Choice::Theirs, &mut bo.ledger);
        bo.project = done(&bo.project, outcome.changes, Origin::Merge);
        assert!(bo.read(&ada.project, ADA).conflicts.is_empty());
        assert!(ada.read(&bo.project, BO).conflicts.is_empty(), "Bo gave way");
        assert_eq!(bo.project.codes()[&CodeId(1)].name, "plea");
    }

    #[test]
    fn keeping_ones_own_settles_it_until_the_other_changes_it_again() {
        let (mut ada, mut bo) = table();
        ada.project = edited(&ada.project, code::rename(&ada.project, CodeId(1), "plea"));
        bo.project = edited(&bo.project, code::rename(&bo.project, CodeId(1), "order"));
        let conflict = ada.read(&bo.project, BO).conflicts.remove(0);
        let outcome = settle_entry(&ada.project, &conflict, Choice::Ours, &mut ada.ledger);
        assert_eq!(outcome.changes, []);
        assert!(ada.read(&bo.project, BO).conflicts.is_empty());
        bo.project = edited(&bo.project, code::rename(&bo.project, CodeId(1), "command"));
        ada.read(&bo.project, BO);
        assert_eq!(ada.project.codes()[&CodeId(1)].name, "command", "Ada has not changed it since");
    }

    #[test]
    fn a_deletion_reaches_the_others_unless_somebody_leans_on_what_is_deleted() {
        let (mut ada, mut bo) = table();
        bo.project = with_claim(&bo.project, 50, BO, &[2]);
        let remove = |id| vec![Change::Remove(Key::Code(CodeId(id)))];
        ada.project = edited(&ada.project, [remove(2), remove(4)].concat());
        let followed = bo.read(&ada.project, ADA);
        assert!(!bo.project.codes().contains_key(&CodeId(4)), "nobody used it");
        assert!(bo.project.codes().contains_key(&CodeId(2)), "Bo uses it");
        assert_eq!(followed.still_used.len(), 1);
        ada.read(&bo.project, BO);
        assert!(ada.project.codes().contains_key(&CodeId(2)), "it comes back with Bo's claim");
        assert!(!ada.project.codes().contains_key(&CodeId(4)));
    }

    #[test]
    fn a_new_document_arrives_with_its_text_and_goes_when_it_is_deleted() {
        let (mut ada, mut bo) = table();
        let text = Text::new("A new text.");
        let new = Document::new(DocumentId(9), "New".to_owned(), &text, Timestamp(1));
        bo.project = edited(&bo.project, document::add(new, text).into());
        ada.read(&bo.project, BO);
        assert_eq!(ada.project.text(DocumentId(9)).unwrap().as_str(), "A new text.");
        bo.read(&ada.project, ADA);
        bo.project =
            edited(&bo.project, document::remove(&bo.project, DocumentId(9), Timestamp(9)));
        let followed = ada.read(&bo.project, BO);
        assert!(!ada.project.documents().contains_key(&DocumentId(9)));
        let text = Change::Remove(Key::Text(DocumentId(9)));
        assert!(followed.outcome.changes.contains(&text));
    }

    #[test]
    fn actors_that_both_added_become_one_under_the_older_id() {
        let (mut ada, mut bo) = table();
        ada.project = edited(&ada.project, actor::add(ActorId(60), "Zoë", ActorKind::Person));
        bo.project = edited(&bo.project, actor::add(ActorId(50), "Zoë", ActorKind::Person));
        ada.read(&bo.project, BO);
        bo.read(&ada.project, ADA);
        for project in [&ada.project, &bo.project] {
            let ids: Vec<u128> = project.actors().keys().map(|id| id.0).collect();
            assert_eq!(ids, [1, 2, 3, 50]);
        }
        assert_eq!(ada.read(&bo.project, BO).outcome.changes, []);
    }

    #[test]
    fn a_ledger_is_read_as_it_was_written() {
        let (mut ada, bo) = table();
        ada.read(&bo.project, BO);
        let json = serde_json::to_string(&ada.ledger).unwrap();
        assert_eq!(serde_json::from_str::<Ledger>(&json).unwrap(), ada.ledger);
    }

    fn random(base: &Project, acts: &[Act], branch: u64) -> Project {
        let mut project = base.clone();
        for (nth, act) in (1..).zip(acts) {
            let new = u128::from(branch * 10_000 + nth);
            let changes = act.changes(&project, new, Timestamp(branch * 100 + nth));
            project = edited(&project, changes);
        }
        project
    }

    fn layer(project: &Project, of: CoderId) -> Vec<Record> {
        // How far somebody came in a document goes with the document.
        let of_coder = |record: &Record| {
            layer_of(record) == Some(of) && !matches!(record, Record::Progress(_))
        };
        project.records().filter(|record| of_coder(record)).collect()
    }

    proptest! {
        #[test]
        fn whatever_two_do_the_project_stays_sound_and_a_second_reading_changes_nothing(
            first in acts(0..15), a in acts(0..25), b in acts(0..25), c in acts(0..25),
        ) {
            let start = random(&base(), &first, 1);
            let (mut ada, mut bo) = (Seat::new(&start), Seat::new(&start));
            ada.read(&bo.project, BO);
            bo.read(&ada.project, ADA);
            for (mine, branch) in [(&a, 2), (&c, 4)] {
                ada.project = random(&ada.project, mine, branch);
                bo.project = random(&bo.project, &b, branch + 1);
                let own = layer(&ada.project, ADA).len();
                ada.read(&bo.project, BO);
                prop_assert_eq!(layer(&ada.project, ADA).len(), own, "Ada's own work is lost");
                let again = ada.read(&bo.project, BO);
                prop_assert_eq!(again.outcome.changes, []);
                bo.read(&ada.project, ADA);
                prop_assert_eq!(bo.read(&ada.project, ADA).outcome.changes, []);
            }
        }
    }
}
