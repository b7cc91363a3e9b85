//! What comes in: the records of a colleague's file, placed in our texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::format::package::Package;
use crate::format::problem::Problem;
use crate::format::resolve::{Home, Placement};
use crate::model::{Document, DocumentId, Key, Project, Record};
use crate::text::{Anchored, Text};

/// Records to be taken into a project, with what became of their spans.
#[derive(Debug, Clone, Default)]
pub struct Incoming {
    /// The records, by key. References to documents are ours already.
    pub(super) records: BTreeMap<Key, Record>,
    /// What became of each span.
    pub placements: Vec<Placement>,
    /// What was set aside or put right on the way, each with a sentence.
    pub problems: Vec<Problem>,
}

/// How many spans stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlacementCounts {
    /// Where the file says.
    pub exact: usize,
    /// Elsewhere, without doubt.
    pub moved: usize,
    /// At one of several places.
    pub ambiguous: usize,
    /// Nowhere.
    pub lost: usize,
}

impl Incoming {
    /// Returns the documents of ours whose texts must be in memory before the package can be read,
    /// because the package has annotations in them.
    pub fn texts_needed(ours: &Project, package: &Package) -> Vec<DocumentId> {
        let met = package.documents.iter().filter_map(|packaged| meet(ours, &packaged.document));
        met.filter(|id| ours.text(*id).is_none()).collect()
    }

    /// Places the records of a package in our texts. Texts that are not in memory are given by
    /// the host: see [`Incoming::texts_needed`].
    pub fn read(
        ours: &Project,
        package: &Package,
        text: impl Fn(DocumentId) -> Option<Text>,
    ) -> Self {
        let resolved = package.resolve(|document| {
            let id = meet(ours, document)?;
            let text = ours.text(id).cloned().or_else(|| text(id))?;
            Some(Home { id, text })
        });
        Self {
            records: by_key(resolved.records),
            placements: resolved.placements,
            problems: resolved.problems,
        }
    }

    /// Takes the records of another project. Documents with the same text become ours; of one
    /// whose text differs, spans that do not fit ours are set aside later.
    pub fn of_project(ours: &Project, theirs: &Project) -> Self {
        let met = theirs.documents().values().filter_map(|document| {
            meet(ours, document).filter(|id| *id != document.id).map(|id| (document.id, id))
        });
        let met: BTreeMap<DocumentId, DocumentId> = met.collect();
        let records = theirs.records().filter_map(|record| rehomed(record, &met));
        let records = records.map(|record| with_our_text(ours, record));
        Self { records: by_key(records), ..Self::default() }
    }

    /// Returns every record, by key.
    pub fn records(&self) -> &BTreeMap<Key, Record> {
        &self.records
    }

    /// Counts what became of the spans.
    pub fn placement_counts(&self) -> PlacementCounts {
        let mut counts = PlacementCounts::default();
        for placement in &self.placements {
            match placement.anchored {
                Anchored::Exact(_) => counts.exact += 1,
                Anchored::Moved(_) => counts.moved += 1,
                Anchored::Ambiguous(_) => counts.ambiguous += 1,
                Anchored::Lost => counts.lost += 1,
            }
        }
        counts
    }
}

/// Returns our document that a colleague's one is: the one with its id, else with its text.
fn meet(ours: &Project, theirs: &Document) -> Option<DocumentId> {
    let by_id = ours.documents().get(&theirs.id);
    by_id.or_else(|| ours.document_with(&theirs.fingerprint)).map(|document| document.id)
}

/// Makes a document describe the text we have of it, which is the one that stays.
fn with_our_text(ours: &Project, record: Record) -> Record {
    let Record::Document(theirs) = &record else { return record };
    match ours.documents().get(&theirs.id) {
        Some(own) if own.fingerprint != theirs.fingerprint => {
            let mut document = (**theirs).clone();
            document.fingerprint.clone_from(&own.fingerprint);
            (document.bytes, document.chars) = (own.bytes, own.chars);
            document.excluded.clone_from(&own.excluded);
            Record::Document(Arc::new(document))
        }
        _ => record,
    }
}

/// Keeps the first record under each key: the format reports the others.
fn by_key(records: impl IntoIterator<Item = Record>) -> BTreeMap<Key, Record> {
    let mut map = BTreeMap::new();
    for record in records {
        map.entry(record.key()).or_insert(record);
    }
    map
}

/// Points a record to our document; documents we have under another id are left out.
fn rehomed(record: Record, met: &BTreeMap<DocumentId, DocumentId>) -> Option<Record> {
    if met.is_empty() {
        return Some(record);
    }
    Some(match record {
        Record::Document(document) if met.contains_key(&document.id) => return None,
        Record::Text(id, _) if met.contains_key(&id) => return None,
        Record::Claim(mut claim) if met.contains_key(&claim.document) => {
            let own = Arc::make_mut(&mut claim);
            own.document = met[&own.document];
            Record::Claim(claim)
        }
        Record::Mention(mut mention) if met.contains_key(&mention.document) => {
            let own = Arc::make_mut(&mut mention);
            own.document = met[&own.document];
            Record::Mention(mention)
        }
        Record::Progress(mut progress) => {
            progress.document = *met.get(&progress.document).unwrap_or(&progress.document);
            Record::Progress(progress)
        }
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::random::{sample, undone};
    use crate::format::Place;
    use crate::format::package::{Kind, PackagedClaim, PackagedDocument};
    use crate::merge::Plan;
    use crate::model::{Claim, ClaimId, CoderId, Timestamp};
    use crate::text::Anchor;

    fn place() -> Place {
        Place { section: "claims".to_owned(), record: 1, line: 1 }
    }

    /// Packages claims on quotes of a text, without the text.
    fn package(id: DocumentId, text: &str, quotes: &[&[&str]]) -> Package {
        let text = Text::new(text);
        let anchor = |quote: &&str| {
            let span = crate::text::anchor::occurrences(text.as_str(), quote).next().unwrap();
            Anchor::describe(&text, span).unwrap()
        };
        let whole = text.whole().unwrap();
        let claim = |(nth, quotes): (u128, &&[&str])| PackagedClaim {
            claim: Claim::new(ClaimId(nth), id, CoderId(1), whole, Timestamp(0)),
            anchors: quotes.iter().map(anchor).collect(),
            place: place(),
        };
        Package {
            kind: Kind::Annotations,
            coder: None,
            info: None,
            codebook: None,
            codes: Vec::new(),
            variables: Vec::new(),
            actors: Vec::new(),
            coders: Vec::new(),
            documents: vec![PackagedDocument {
                document: Document::new(id, "Their title".to_owned(), &text, Timestamp(0)),
                text: None,
                excluded: Vec::new(),
                place: place(),
            }],
            mentions: Vec::new(),
            claims: (100..).zip(quotes).map(claim).collect(),
            progress: Vec::new(),
            extra: BTreeMap::new(),
        }
    }

    #[test]
    fn a_document_under_another_id_is_met_by_its_text() {
        let ours = sample();
        let text = ours.text(DocumentId(1)).unwrap().as_str().to_owned();
        let package = package(DocumentId(77), &text, &[&["🌉"]]);
        assert_eq!(Incoming::texts_needed(&ours, &package), []);
        let incoming = Incoming::read(&ours, &package, |_| None);
        let counts = PlacementCounts { exact: 1, ..PlacementCounts::default() };
        assert_eq!(incoming.placement_counts(), counts);
        let plan = Plan::new(&ours, &incoming, &[]);
        let outcome = plan.resolve(&ours, &BTreeMap::new());
        let end = undone(&ours, outcome.changes);
        assert_eq!(end.claims()[&ClaimId(100)].document, DocumentId(1));
        assert_eq!(end.documents(), ours.documents(), "ours keeps its own id and title");
    }

    #[test]
    fn spans_are_found_again_in_a_text_that_differs_and_the_lost_are_listed() {
        let ours = sample();
        let text = format!("12 November\n{} Not here.", ours.text(DocumentId(1)).unwrap().as_str());
        let quotes: &[&[&str]] = &[&["Bo Béla"], &["Not here"], &["refused", "here."]];
        let package = package(DocumentId(1), &text, quotes);
        let incoming = Incoming::read(&ours, &package, |_| None);
        let counts = PlacementCounts { moved: 2, lost: 2, ..PlacementCounts::default() };
        assert_eq!(incoming.placement_counts(), counts);
        assert!(incoming.problems.iter().any(|p| p.key == Some(Key::Claim(ClaimId(101)))));
        let plan = Plan::new(&ours, &incoming, &[]);
        let end = undone(&ours, plan.resolve(&ours, &BTreeMap::new()).changes);
        let text = end.text(DocumentId(1)).unwrap();
        let quote = |id| text.quote(end.claims()[&ClaimId(id)].fragments[0]);
        assert_eq!((quote(100), quote(102)), ("Bo Béla", "refused"));
        assert!(!end.claims().contains_key(&ClaimId(101)));
    }

    #[test]
    fn a_text_that_is_not_in_memory_is_asked_for() {
        let mut ours = sample();
        let Some(Record::Text(_, text)) = ours.remove(Key::Text(DocumentId(1))) else {
            panic!("the sample has texts");
        };
        let package = package(DocumentId(1), text.as_str(), &[&["bridge"]]);
        assert_eq!(Incoming::texts_needed(&ours, &package), [DocumentId(1)]);
        let incoming = Incoming::read(&ours, &package, |_| Some(text.clone()));
        let plan = Plan::new(&ours, &incoming, &[]);
        let outcome = plan.resolve(&ours, &BTreeMap::new());
        assert!(!plan.additions.iter().any(|record| matches!(record, Record::Text(..))));
        assert!(undone(&ours, outcome.changes).claims().contains_key(&ClaimId(100)));
    }

    #[test]
    fn a_new_document_without_its_text_is_set_aside_with_its_claims() {
        let ours = sample();
        let package = package(DocumentId(77), "unheard of", &[&["unheard"]]);
        let incoming = Incoming::read(&ours, &package, |_| None);
        assert!(incoming.records().is_empty() && !incoming.problems.is_empty());
    }
}
