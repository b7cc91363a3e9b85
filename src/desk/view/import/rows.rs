//! The lists of the preview: what was wrong, and what became of each span.

use std::collections::BTreeMap;

use super::Listed;
use crate::desk::arrival::ReadFile;
use crate::desk::take_in::TakenIn;
use crate::desk::view::prose::sentence;
use crate::format::{Placement, Problem, ProblemKind};
use crate::merge::SetAside;
use crate::model::{DocumentId, Key, Project};
use crate::text::{Anchored, order};

/// Something that was wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemRow {
    /// What became of it, in a word or two.
    pub became: &'static str,
    /// Where in the file it stands; empty when it concerns the file as a whole.
    pub place: String,
    /// What was wrong, a full sentence.
    pub sentence: String,
}

/// A span that does not stand where the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacementRow {
    /// What became of it, in a word.
    pub became: &'static str,
    /// What it belongs to: "claim", "mention" or "document".
    pub kind: &'static str,
    /// Its words, or its position where the file has no words.
    pub quote: String,
    /// The document's title.
    pub document: String,
    /// Where in the file it stands.
    pub place: String,
    /// What was found, a full sentence.
    pub sentence: String,
}

/// A record that is not taken over, or not whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAsideRow {
    /// What kind of record.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// Why, a full sentence.
    pub sentence: String,
}

/// Lists problems.
pub fn problems<'a>(all: impl Iterator<Item = &'a Problem>) -> Listed<ProblemRow> {
    let all: Vec<&Problem> = all.collect();
    Listed::of(&all, |problem| ProblemRow {
        became: became(problem.kind),
        place: place(problem),
        sentence: sentence(&problem.message),
    })
}

/// Lists the problems of a file that goes into a project, apart from those of single spans, which
/// [`placements`] lists.
pub fn merge_problems(file: &ReadFile, taken: &TakenIn) -> Listed<ProblemRow> {
    let of_records = taken.problems.iter().filter(|problem| !is_of_span(problem.kind));
    problems(file.problems.iter().chain(of_records))
}

/// Lists the spans that do not stand where the file says.
pub fn placements(ours: &Project, file: &ReadFile, taken: &TakenIn) -> Listed<PlacementRow> {
    let elsewhere = |placement: &&Placement| !matches!(placement.anchored, Anchored::Exact(_));
    // Each span that stands elsewhere has one problem, in the same order.
    let sentences = taken.problems.iter().filter(|problem| is_of_span(problem.kind));
    let all: Vec<(&Placement, &Problem)> =
        taken.placements.iter().filter(elsewhere).zip(sentences).collect();
    let homes = Homes::of(file);
    Listed::of(&all, |(placement, problem)| {
        let anchor = &placement.anchor;
        let quote = anchor.quote.as_deref().filter(|quote| !quote.is_empty());
        PlacementRow {
            became: became(problem.kind),
            kind: placement.key.kind(),
            quote: quote.map_or_else(
                || format!("characters {} to {}", anchor.start, anchor.end),
                |quote| format!("“{quote}”"),
            ),
            document: homes.title(ours, placement.key),
            place: place(problem),
            sentence: sentence(&problem.message),
        }
    })
}

/// Lists what is set aside.
pub fn set_aside(all: &[SetAside]) -> Listed<SetAsideRow> {
    Listed::of(all, |one| SetAsideRow {
        kind: one.key.kind(),
        title: one.title.clone(),
        sentence: sentence(&one.reason),
    })
}

/// In which document the file's claims and mentions stand.
struct Homes<'a> {
    file: &'a ReadFile,
    documents: BTreeMap<Key, DocumentId>,
}

impl<'a> Homes<'a> {
    fn of(file: &'a ReadFile) -> Self {
        let claims = file.package.claims.iter();
        let claims = claims.map(|claim| (Key::Claim(claim.id()), claim.claim.document));
        let mentions = file.package.mentions.iter();
        let mentions = mentions.map(|mention| (Key::Mention(mention.id()), mention.document()));
        Self { file, documents: order::map(claims.chain(mentions)) }
    }

    fn title(&self, ours: &Project, key: Key) -> String {
        let id = match key {
            Key::Document(id) => Some(id),
            other => self.documents.get(&other).copied(),
        };
        let Some(id) = id else { return String::new() };
        if let Some(own) = ours.documents().get(&id) {
            return own.title.clone();
        }
        let mut theirs = self.file.package.documents.iter();
        let found = theirs.find(|packaged| packaged.document.id == id);
        found.map_or_else(String::new, |packaged| packaged.document.title.clone())
    }
}

fn is_of_span(kind: ProblemKind) -> bool {
    matches!(kind, ProblemKind::Moved | ProblemKind::Ambiguous | ProblemKind::Lost)
}

fn place(problem: &Problem) -> String {
    problem.place.as_ref().map_or_else(String::new, ToString::to_string)
}

fn became(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::SetAside => "set aside",
        ProblemKind::LeftOut => "left out",
        ProblemKind::Repaired => "put right",
        ProblemKind::Moved => "moved",
        ProblemKind::Ambiguous => "ambiguous",
        ProblemKind::Lost => "lost",
        ProblemKind::Notice => "to know",
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::sent;
    use super::*;
    use crate::desk::take_in::take_in;
    use crate::model::{Document, ProjectId, Record};
    use crate::sample::sample_project;
    use crate::text::Text;
    use std::sync::Arc;

    /// The sample with the first of its coded texts cut short and begun otherwise.
    fn with_another_text() -> (Project, String) {
        let mut ours = sample_project(ProjectId(1));
        let coded = ours.documents().keys().copied().find(|id| ours.claim_count(*id) > 1).unwrap();
        let old = Arc::clone(&ours.documents()[&coded]);
        let last = ours.claims_in(coded).last().unwrap().fragments[0];
        let text = ours.text(coded).unwrap();
        let kept = text.as_str().get(..last.start().index()).unwrap();
        let text = Text::new(format!("Printed anew.\n{kept}"));
        let own: Vec<Key> = ours
            .claims_in(coded)
            .map(|claim| Key::Claim(claim.id))
            .chain(ours.mentions_in(coded).map(|mention| Key::Mention(mention.id)))
            .collect();
        for key in own {
            drop(ours.remove(key));
        }
        let new = Document::new(coded, old.title.clone(), &text, old.created);
        drop(ours.put(Record::Document(Arc::new(new))));
        drop(ours.put(Record::Text(coded, text)));
        (ours, old.title.clone())
    }

    #[test]
    fn each_span_that_stands_elsewhere_is_listed_with_its_words_and_its_own_sentence() {
        let (ours, title) = with_another_text();
        let file = sent(&sample_project(ProjectId(1)), "annotations-context");
        let taken = take_in(&ours, &file.package, |_| None);
        let counts = taken.placement_counts();
        assert!(counts.exact > 0 && counts.moved > 0 && counts.lost > 0, "{counts:?}");
        let listed = placements(&ours, &file, &taken);
        assert_eq!(listed.len(), counts.moved + counts.ambiguous + counts.lost);
        for row in &listed.rows {
            assert_eq!(row.document, title);
            assert!(row.place.contains("line") && row.quote.starts_with('“'), "{row:?}");
            let word = if row.became == "lost" { "not in the text" } else { "quote" };
            assert!(row.sentence.contains(word) && row.sentence.ends_with('.'), "{row:?}");
        }
        let lost = listed.rows.iter().filter(|row| row.became == "lost").count();
        assert_eq!(lost, counts.lost);
        let others = merge_problems(&file, &taken);
        assert!(!others.is_empty() && others.rows.iter().all(|row| row.became == "set aside"));
    }

    #[test]
    fn a_file_in_order_has_nothing_to_list() {
        let ours = sample_project(ProjectId(1));
        let file = sent(&ours, "annotations-bare");
        let taken = take_in(&ours, &file.package, |_| None);
        assert!(placements(&ours, &file, &taken).is_empty());
        assert!(merge_problems(&file, &taken).is_empty());
    }
}
