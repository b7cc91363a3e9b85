//! The history of a project: who changed what when, in words, entry by entry of its journal.

use super::prose::{counted, grouped};
use super::set_aside::name_of;
use crate::edit::{Change, Origin};
use crate::merge::{Incoming, changed_fields};
use crate::model::{ClaimId, CodeKind, Key, Project, Record, Timestamp, TransactionId};
use crate::store::{Entry, EntryChange};
use crate::text::fold::fold;

/// So many records are described of one entry; the others are counted.
const DESCRIBED: usize = 30;

/// So many characters of a value are shown.
const VALUE: usize = 60;

/// A line of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The number of the entry in the journal.
    pub number: u64,
    /// The transaction, by which it is found among the steps that can be undone.
    pub id: TransactionId,
    /// When it was done.
    pub at: Timestamp,
    /// What was done: "Change stance".
    pub label: String,
    /// The step in the words of Undo: "change stance".
    pub step: String,
    /// Who did it; empty when nobody had given a name.
    pub who: String,
    /// What it changed, record by record.
    pub details: Vec<String>,
    /// How many more records it changed.
    pub more: usize,
    /// Whether it is known what stood there before.
    pub can_be_taken_back: bool,
    words: String,
}

/// What is looked for in the history.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<String>);

impl Query {
    /// Reads what was typed: every word has to occur.
    pub fn new(typed: &str) -> Self {
        Self(fold(typed).split_whitespace().map(str::to_owned).collect())
    }

    /// Says whether everything answers it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Line {
    /// Describes an entry with the names that its records have now, or had when they were there; with
    /// a claim, as far as it is about that, and not at all when it is not.
    pub fn new(
        project: &Project,
        number: u64,
        entry: &Entry,
        claim: Option<ClaimId>,
    ) -> Option<Self> {
        let known = known(entry);
        let mut details = Vec::new();
        let mut count = 0;
        for change in &entry.changes {
            if count >= DESCRIBED {
                break;
            }
            let (key, now) = match change {
                EntryChange::Put(record) => (record.key(), Some(record)),
                EntryChange::Remove(key) => (*key, None),
                EntryChange::Text { .. } => continue,
            };
            if claim.is_some_and(|id| key != Key::Claim(id)) {
                continue;
            }
            let was = entry.before.iter().find(|back| back.key() == key);
            let detail = described(project, &known, key, was, now);
            count += usize::from(detail.is_some());
            details.extend(detail);
        }
        if claim.is_some() && details.is_empty() {
            return None;
        }
        let texts = entry.changes.iter().filter(|change| is_text(change)).count();
        let more = (entry.len() - texts).saturating_sub(DESCRIBED);
        let more = if claim.is_some() || count < DESCRIBED { entry.omitted } else { more };
        let coder = entry.meta.coder.and_then(|id| project.coders().get(&id));
        let who = coder.map_or_else(String::new, |coder| coder.name.clone());
        let label = titled(entry);
        let day = entry.meta.at.to_iso_day();
        let words = fold(&format!("{label} {who} {day} {}", details.join(" ")));
        Some(Self {
            number,
            id: entry.meta.id,
            at: entry.meta.at,
            label,
            step: entry.meta.label.clone(),
            who,
            details,
            more,
            can_be_taken_back: entry.can_be_taken_back() && !entry.is_empty(),
            words,
        })
    }

    /// Says whether it answers what is looked for.
    pub fn answers(&self, query: &Query) -> bool {
        query.0.iter().all(|word| self.words.contains(word))
    }

    /// Returns what it changed beyond what is described, in words.
    pub fn rest(&self) -> Option<String> {
        let words = if self.details.is_empty() { "record" } else { "more record" };
        (self.more > 0).then(|| counted(self.more, words))
    }
}

/// Names a moment that is given in the local time, seen from now: "today, 10:26".
pub fn moment(at: Timestamp, now: Timestamp) -> String {
    const DAY: u64 = 24 * 60 * 60 * 1000;
    let iso = at.to_iso();
    let time = iso.get(11..16).unwrap_or_default();
    match (now.0 / DAY).checked_sub(at.0 / DAY) {
        Some(0) => format!("today, {time}"),
        Some(1) => format!("yesterday, {time}"),
        _ => format!("{}, {time}", at.to_iso_day()),
    }
}

/// Returns the word for a record's kind.
pub(super) fn kind_of(record: &Record) -> &'static str {
    match record {
        Record::Code(code) if code.kind == CodeKind::ClaimType => "claim type",
        Record::Code(_) => "issue",
        other => other.key().kind(),
    }
}

fn titled(entry: &Entry) -> String {
    let label = &entry.meta.label;
    match entry.meta.origin {
        Origin::Undo => format!("Undone: {label}"),
        Origin::Redo => format!("Done again: {label}"),
        _ => super::prose::sentence(label).trim_end_matches('.').to_owned(),
    }
}

fn is_text(change: &EntryChange) -> bool {
    matches!(change, EntryChange::Text { .. } | EntryChange::Remove(Key::Text(_)))
}

/// Returns the records of an entry, by which names are found that are gone by now.
fn known(entry: &Entry) -> Incoming {
    let puts = entry.changes.iter().take(4 * DESCRIBED).filter_map(|change| match change {
        EntryChange::Put(record) => Some(record.clone()),
        EntryChange::Remove(_) | EntryChange::Text { .. } => None,
    });
    let before = entry.before.iter().take(4 * DESCRIBED);
    Incoming::new(puts.chain(before.filter_map(|change| change.record().cloned())))
}

/// Describes what became of a record; nothing where there is nothing to say about it.
fn described(
    project: &Project,
    known: &Incoming,
    key: Key,
    was: Option<&Change>,
    now: Option<&Record>,
) -> Option<String> {
    let before = was.and_then(Change::record);
    let shown = now.or(before)?;
    let what = match name_of(project, shown) {
        Some(name) if !name.is_empty() => format!("{} “{name}”", kind_of(shown)),
        _ => kind_of(shown).to_owned(),
    };
    let what = match shown {
        Record::Progress(progress) => {
            let document = project.documents().get(&progress.document);
            let title = document.map_or("…", |document| document.title.as_str());
            format!("progress in “{title}”")
        }
        _ => what,
    };
    match (was, before, now) {
        (None, _, Some(_)) => Some(format!("{what} added or changed")),
        (Some(_), None, Some(Record::Progress(progress))) => {
            Some(format!("{what}: {}", progress.state.name()))
        }
        (Some(_), None, Some(_)) => Some(format!("{what} added")),
        (_, Some(_), None) => Some(format!("{what} removed")),
        (_, Some(before), Some(now)) => {
            let fields = changed_fields(project, known, before, now);
            let fields = fields.iter().map(|field| {
                format!("{} {} → {}", field.label, shortened(&field.ours), shortened(&field.theirs))
            });
            let fields: Vec<String> = fields.collect();
            // The codebook's version goes up with each change of its codes.
            let silent = fields.is_empty() && matches!(key, Key::Codebook);
            (!silent).then(|| {
                let fields = fields.join("; ");
                if fields.is_empty() {
                    format!("{what} changed")
                } else {
                    format!("{what}: {fields}")
                }
            })
        }
        (_, None, None) => None,
    }
}

fn shortened(value: &str) -> String {
    if value.is_empty() {
        return "nothing".to_owned();
    }
    let short: String = value.trim_matches(['“', '”']).chars().take(VALUE).collect();
    let end = if short.chars().count() < VALUE { "" } else { "…" };
    format!("“{}{end}”", short.replace('\n', ", "))
}

/// Says how many lines are shown, for who cannot see them.
pub fn shown(count: usize, complete: bool) -> String {
    match (count, complete) {
        (0, true) => "No change answers this.".to_owned(),
        (1, true) => "1 change.".to_owned(),
        (count, true) => format!("{} changes.", grouped(count)),
        (count, false) => format!("The last {} changes.", grouped(count)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::action::{actor, claim, code, document};
    use crate::edit::random::{sample, transaction};
    use crate::edit::{History, Meta};
    use crate::model::{ActorId, ActorKind, CodeId, CoderId, DocumentId, ProjectId};

    fn line(project: &mut Project, label: &str, changes: Vec<Change>) -> Line {
        let mut step = transaction(changes, TransactionId(9), Timestamp(1_605_173_405_999));
        step.meta = Meta { label: label.to_owned(), coder: Some(CoderId(1)), ..step.meta };
        let done = History::default().commit(project, step).unwrap();
        let entry = Entry::of(ProjectId(1), &done);
        let claim = Line::new(project, 7, &entry, Some(ClaimId(2)));
        assert_eq!(claim, None, "none of these is about it");
        Line::new(project, 7, &entry, None).unwrap()
    }

    #[test]
    fn a_change_is_described_by_its_record_and_fields() {
        let mut project = sample();
        let changes = claim::alter(&project, ClaimId(1), Timestamp(9), |claim| {
            claim.stance = Some(1);
            claim.note = "worth\na look".to_owned();
        });
        let line = line(&mut project, "change claim", changes);
        assert_eq!((line.label.as_str(), line.who.as_str()), ("Change claim", "Cleo"));
        let expected = "claim “Ann”: stance nothing → “supports”; note nothing → “worth, a look”";
        assert_eq!(line.details, [expected]);
        assert!(line.can_be_taken_back && line.rest().is_none());
        for typed in ["", "stance", "CLEO  ann", "2020-11-12", "worth look", "claim"] {
            assert!(line.answers(&Query::new(typed)), "{typed}");
        }
        assert!(!line.answers(&Query::new("stance actor")));
    }

    #[test]
    fn what_is_gone_is_still_named() {
        let mut project = sample();
        let disposal = actor::Disposal::TakeOff;
        let changes = actor::add(ActorId(50), "Dr Who", ActorKind::Person);
        assert_eq!(line(&mut project, "add actor", changes).details, ["actor “Dr Who” added"]);
        let changes = actor::delete(&project, ActorId(50), disposal, Timestamp(4)).unwrap();
        assert_eq!(line(&mut project, "delete actor", changes).details, ["actor “Dr Who” removed"]);
        let changes = document::remove(&project, DocumentId(2), Timestamp(4));
        let removed = line(&mut project, "remove document", changes);
        assert_eq!(removed.details, ["document “Text 2” removed"]);
    }

    #[test]
    fn the_codebooks_version_alone_is_not_worth_a_word() {
        let mut project = sample();
        let changes = code::rename(&project, CodeId(1), "call");
        let line = line(&mut project, "rename claim type", changes);
        assert_eq!(line.details, ["claim type “call”: name “demand” → “call”"]);
    }

    #[test]
    fn of_a_long_entry_the_records_are_counted() {
        let entry = Entry::of(
            ProjectId(1),
            &crate::store::unsaved::tests::done(transaction(
                Vec::new(),
                TransactionId(1),
                Timestamp(1),
            )),
        );
        let entry = Entry { omitted: 12_000, pieces: 40, ..entry };
        let line = Line::new(&sample(), 1, &entry, None).unwrap();
        assert_eq!((line.rest().as_deref(), line.details.len()), (Some("12,000 records"), 0));
        assert!(line.can_be_taken_back);
    }

    #[test]
    fn moments_are_named_as_one_would() {
        let at = |iso_minutes: u64| Timestamp(iso_minutes * 60 * 1000);
        let noon = at(18_578 * 24 * 60 + 12 * 60 + 5);
        assert_eq!(moment(noon, noon), "today, 12:05");
        assert_eq!(moment(noon, at(18_579 * 24 * 60)), "yesterday, 12:05");
        assert_eq!(moment(noon, at(18_580 * 24 * 60)), "2020-11-12, 12:05");
    }
}
