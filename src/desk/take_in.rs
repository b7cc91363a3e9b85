//! Reading a colleague's file with a view to merging it: placing its records in our texts.

use crate::format::package::Package;
use crate::format::resolve::{Home, Placement};
use crate::format::{Problem, settle};
use crate::merge::{Incoming, meet};
use crate::model::{DocumentId, Project};
use crate::text::{Anchored, Text};

/// A colleague's file, ready to be planned for.
#[derive(Debug, Clone, Default)]
pub struct TakenIn {
    /// The records that found a place.
    pub incoming: Incoming,
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

/// Returns the documents of ours whose texts must be in memory before the package can be read,
/// because the package has annotations in them.
pub fn texts_needed(ours: &Project, package: &Package) -> Vec<DocumentId> {
    let met = package.documents.iter().filter_map(|packaged| meet(ours, &packaged.document));
    met.filter(|id| ours.text(*id).is_none()).collect()
}

/// Places the records of a package in our texts. Texts that are not in memory are given by the
/// host: see [`texts_needed`].
pub fn take_in(
    ours: &Project,
    package: &Package,
    text: impl Fn(DocumentId) -> Option<Text>,
) -> TakenIn {
    let resolved = package.resolve(|document| {
        let id = meet(ours, document)?;
        let text = ours.text(id).cloned().or_else(|| text(id))?;
        Some(Home { id, text })
    });
    let settled = settle(resolved.records, &resolved.places, ours);
    let mut problems = resolved.problems;
    problems.extend(settled.problems);
    TakenIn { incoming: Incoming::new(settled.records), placements: resolved.placements, problems }
}

impl TakenIn {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::edit::random::{sample, undone};
    use crate::format::Place;
    use crate::format::claimlight::{Contents, Quotes};
    use crate::format::package::{Kind, PackagedClaim, PackagedDocument};
    use crate::merge::Plan;
    use crate::model::{Claim, ClaimId, CoderId, Document, Key, Record, Timestamp};
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
        assert_eq!(texts_needed(&ours, &package), []);
        let taken = take_in(&ours, &package, |_| None);
        let counts = PlacementCounts { exact: 1, ..PlacementCounts::default() };
        assert_eq!(taken.placement_counts(), counts);
        let plan = Plan::new(&ours, &taken.incoming, &[]);
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
        let taken = take_in(&ours, &package, |_| None);
        let counts = PlacementCounts { moved: 2, lost: 2, ..PlacementCounts::default() };
        assert_eq!(taken.placement_counts(), counts);
        assert!(taken.problems.iter().any(|p| p.key == Some(Key::Claim(ClaimId(101)))));
        let plan = Plan::new(&ours, &taken.incoming, &[]);
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
        assert_eq!(texts_needed(&ours, &package), [DocumentId(1)]);
        let taken = take_in(&ours, &package, |_| Some(text.clone()));
        let plan = Plan::new(&ours, &taken.incoming, &[]);
        let outcome = plan.resolve(&ours, &BTreeMap::new());
        assert!(!plan.additions.iter().any(|record| matches!(record, Record::Text(..))));
        assert!(undone(&ours, outcome.changes).claims().contains_key(&ClaimId(100)));
    }

    #[test]
    fn a_new_document_without_its_text_is_set_aside_with_its_claims() {
        let ours = sample();
        let package = package(DocumentId(77), "unheard of", &[&["unheard"]]);
        let taken = take_in(&ours, &package, |_| None);
        assert!(taken.incoming.records().is_empty() && !taken.problems.is_empty());
    }

    #[test]
    fn a_file_of_our_own_merges_into_the_project_it_came_from_without_a_change() {
        let ours = sample();
        let contents =
            [Contents::Project, Contents::Annotations { quotes: Quotes::WithContext, coder: None }];
        for contents in contents {
            let file = crate::format::claimlight::write(&ours, &contents).unwrap();
            let package = crate::format::claimlight::read(file.as_bytes()).unwrap().package;
            let taken = take_in(&ours, &package, |_| None);
            let plan = Plan::new(&ours, &taken.incoming, &[]);
            assert!(plan.is_empty(), "{:?}", plan.counts());
            assert_eq!(plan.resolve(&ours, &BTreeMap::new()).changes, []);
        }
    }
}
