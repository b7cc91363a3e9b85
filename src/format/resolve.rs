//! Placing the spans of a package in the receiver's texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::claimlight::UNKNOWN_SECTIONS;
use super::package::{Package, PackagedDocument};
use super::problem::{Place, Problem, ProblemKind};
use crate::model::{Document, DocumentId, ExcludedSpan, Key, Progress, ProjectInfo, Record};
use crate::text::{Anchor, Anchored, Span, Text, Utf16Offset, order};

/// How many bytes of text are gone through for quotes that do not stand where a file says: some
/// seconds' work. No honest file comes near it, and one made for it would take days.
const MOST_SEARCHED: u64 = 8 << 30;

/// A document of the receiver that a document of a file stands for.
#[derive(Debug, Clone)]
pub struct Home {
    /// The receiver's id of it; may differ from the file's.
    pub id: DocumentId,
    /// The receiver's text of it; may differ from the file's.
    pub text: Text,
}

/// A package whose spans have been placed.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// Every record that could be placed, each before those that refer to it. References are as
    /// in the file, apart from documents: see [`super::settle()`] for those that lead nowhere.
    pub records: Vec<Record>,
    /// Where each record stood in the file.
    pub places: BTreeMap<Key, Place>,
    /// What became of each span, in the order of the file.
    pub placements: Vec<Placement>,
    /// What was set aside or moved, each with a sentence.
    pub problems: Vec<Problem>,
    /// How many bytes of text may still be gone through for quotes.
    search_left: u64,
}

/// What became of one span of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The claim, the mention, or the document with the excluded span.
    pub key: Key,
    /// The number of the fragment in the record, from 0.
    pub fragment: usize,
    /// Where it stands now.
    pub anchored: Anchored,
    /// What the file said about it.
    pub anchor: Anchor,
}

impl Package {
    /// Places every span in a text: in the one of the receiver's document that `home` names, or
    /// else in the file's own.
    ///
    /// Records of documents that have neither are set aside, and so are the documents. A document
    /// that `home` maps to another id is left out, as the receiver has it already; all records
    /// then refer to the receiver's id.
    pub fn resolve(&self, home: impl Fn(&Document) -> Option<Home>) -> Resolved {
        self.resolve_within(MOST_SEARCHED, home)
    }

    fn resolve_within(
        &self,
        search_left: u64,
        home: impl Fn(&Document) -> Option<Home>,
    ) -> Resolved {
        let mut resolved = Resolved { search_left, ..Resolved::default() };
        resolved.add_unplaced(self);
        // A text is measured once, however many documents of the file say that they are it.
        let mut prints = BTreeMap::new();
        let homes = order::map(self.documents.iter().filter_map(|packaged| {
            let found = Found::new(packaged, home(&packaged.document), &mut prints)?;
            Some((packaged.document.id, found))
        }));
        for packaged in &self.documents {
            resolved.add_document(packaged, homes.get(&packaged.document.id));
        }
        let mut homeless = Homeless::of(self);
        for mention in &self.mentions {
            let Some(found) = homes.get(&mention.document()) else {
                homeless.note(&mut resolved, mention.document(), "mention", &mention.place);
                continue;
            };
            let key = Key::Mention(mention.id());
            let span = resolved.place(found, key, &mention.place, 0, &mention.anchor);
            match span {
                Some(span) => {
                    let mention_placed = mention.placed(found.home.id, span);
                    resolved.add(Record::Mention(Arc::new(mention_placed)), &mention.place);
                }
                None => resolved.set_aside(key, &mention.place, "the mention was set aside"),
            }
        }
        for claim in &self.claims {
            let Some(found) = homes.get(&claim.claim.document) else {
                homeless.note(&mut resolved, claim.claim.document, "claim", &claim.place);
                continue;
            };
            let key = Key::Claim(claim.id());
            let fragments: Vec<Span> = claim
                .anchors
                .iter()
                .enumerate()
                .filter_map(|(i, anchor)| resolved.place(found, key, &claim.place, i, anchor))
                .collect();
            if fragments.is_empty() {
                let sentence = "the claim was set aside, as none of its fragments has a place";
                resolved.set_aside(key, &claim.place, sentence);
                continue;
            }
            let given = fragments.clone();
            let placed = claim.placed(found.home.id, fragments);
            if placed.fragments != given {
                let sentence = "the fragments overlapped or were out of order and were put right";
                let problem = Problem::at(&claim.place, ProblemKind::Repaired, sentence);
                resolved.problems.push(problem.of(key));
            }
            resolved.add(Record::Claim(Arc::new(placed)), &claim.place);
        }
        for progress in &self.progress {
            let Some(found) = homes.get(&progress.record.document) else {
                let document = progress.record.document;
                homeless.note(&mut resolved, document, "progress note", &progress.place);
                continue;
            };
            let placed = Progress { document: found.home.id, ..progress.record.clone() };
            resolved.add(Record::Progress(placed), &progress.place);
        }
        homeless.report(&mut resolved);
        resolved
    }
}

/// The text a document's spans are placed in.
struct Found {
    home: Home,
    /// The fingerprint of its text.
    print: String,
    /// Whether it is the text the file's offsets were counted in.
    same_text: bool,
    /// Whether UTF-16 offsets differ from code points in it.
    has_pairs: bool,
}

impl Found {
    fn new(
        packaged: &PackagedDocument,
        home: Option<Home>,
        prints: &mut BTreeMap<DocumentId, String>,
    ) -> Option<Self> {
        let document = &packaged.document;
        let own = || Some(Home { id: document.id, text: packaged.text.clone()? });
        let (home, print) = match home {
            Some(home) => {
                let print = prints.entry(home.id).or_insert_with(|| home.text.fingerprint());
                (home, print.clone())
            }
            // Reading has measured the file's own text already.
            None => (own()?, document.fingerprint.clone()),
        };
        let same_text = document.bytes == home.text.end().0 && document.fingerprint == print;
        let has_pairs =
            home.text.to_utf16(home.text.end()).map(|end| end.0) != Some(home.text.chars());
        Some(Self { home, print, same_text, has_pairs })
    }

    /// Finds a span, and says why when it is not where the file says.
    fn find(&self, anchor: &Anchor, search_left: &mut u64) -> (Anchored, Option<String>) {
        let text = &self.home.text;
        let (start, end) = (anchor.start, anchor.end);
        let quote = anchor.quote.as_deref().filter(|quote| !quote.is_empty());
        let exact = stated_span(anchor, text);
        let Some(quote) = quote else {
            return match exact {
                Some(span) if self.same_text => (Anchored::Exact(span), None),
                Some(span) => (
                    Anchored::Ambiguous(span),
                    Some(format!(
                        "characters {start} to {end} could not be checked: the text differs and \
                         there is no quote; the old position was taken"
                    )),
                ),
                None => (
                    Anchored::Lost,
                    Some(format!("{}, and there is no quote to find it by", self.fault(anchor))),
                ),
            };
        };
        if let Some(span) = exact.filter(|span| text.quote(*span) == quote) {
            return (Anchored::Exact(span), None);
        }
        let fault = self.fault(anchor);
        if let Some(span) = self.as_utf16(anchor).filter(|span| text.quote(*span) == quote) {
            let sentence = "the quote stands where they point when they are read as UTF-16 units";
            return (Anchored::Moved(span), Some(format!("{fault}; {sentence}")));
        }
        let Some(left) = search_left.checked_sub(u64::from(text.end().0)) else {
            let sentence = "the quote was not looked for, as so many quotes of this file had to be \
                            looked for already";
            return (Anchored::Lost, Some(format!("{fault}; {sentence}")));
        };
        *search_left = left;
        let found = anchor.find(text);
        let sentence = match found {
            Anchored::Exact(_) | Anchored::Moved(_) => "the quote was found elsewhere",
            Anchored::Ambiguous(_) => {
                "the quote stands at several places, the nearest one was taken"
            }
            Anchored::Lost => "the quote is not in the text",
        };
        (found, Some(format!("{fault}; {sentence}")))
    }

    /// Reads an anchor's offsets as UTF-16 units, in texts where that makes a difference.
    fn as_utf16(&self, anchor: &Anchor) -> Option<Span> {
        if !self.has_pairs {
            return None;
        }
        let start = self.home.text.from_utf16(Utf16Offset(anchor.start.0))?;
        let end = self.home.text.from_utf16(Utf16Offset(anchor.end.0))?;
        Span::new(start, end).ok()
    }

    /// Says what is wrong with an anchor's offsets.
    fn fault(&self, anchor: &Anchor) -> String {
        let (start, end, chars) = (anchor.start, anchor.end, self.home.text.chars());
        let inside_pair = |at: u32| {
            self.home.text.from_utf16(Utf16Offset(at)).is_none()
                && self.home.text.to_utf16(self.home.text.end()).is_some_and(|end| at < end.0)
        };
        if start.0 == u32::MAX || end.0 == u32::MAX {
            "the offsets are no positions".to_owned()
        } else if start >= end {
            format!("the span starts at {start} and ends at {end}")
        } else if end.0 > chars {
            format!("characters {start} to {end} leave the text, which has {chars}")
        } else if self.has_pairs && (inside_pair(start.0) || inside_pair(end.0)) {
            format!(
                "the quote does not stand at characters {start} to {end}, and counted in UTF-16 \
                 units they fall inside a surrogate pair"
            )
        } else {
            format!("the quote does not stand at characters {start} to {end}")
        }
    }
}

/// Keeps a file's unknown sections in the project's own record, from where they are written back.
pub(super) fn with_sections(
    mut info: ProjectInfo,
    sections: &BTreeMap<String, serde_json::Value>,
) -> ProjectInfo {
    if !sections.is_empty() {
        let all = sections.clone().into_iter().collect();
        info.extra.insert(UNKNOWN_SECTIONS.to_owned(), serde_json::Value::Object(all));
    }
    info
}

/// Returns the span at an anchor's own offsets, when they lie in the text.
fn stated_span(anchor: &Anchor, text: &Text) -> Option<Span> {
    Span::new(text.from_char(anchor.start)?, text.from_char(anchor.end)?).ok()
}

impl Resolved {
    /// Adds everything that stands in no document.
    fn add_unplaced(&mut self, package: &Package) {
        let header = |section: &str| Place { section: section.to_owned(), record: 0, line: 0 };
        if let Some(info) = &package.info {
            let info = Arc::new(with_sections(info.clone(), &package.extra));
            self.add(Record::Project(info), &header("project"));
        }
        if let Some(codebook) = &package.codebook {
            self.add(Record::Codebook(Arc::new(codebook.clone())), &header("codebook"));
        }
        for code in &package.codes {
            self.add(Record::Code(Arc::new(code.record.clone())), &code.place);
        }
        for variable in &package.variables {
            self.add(Record::Variable(Arc::new(variable.record.clone())), &variable.place);
        }
        for actor in &package.actors {
            self.add(Record::Actor(Arc::new(actor.record.clone())), &actor.place);
        }
        for coder in &package.coders {
            self.add(Record::Coder(Arc::new(coder.record.clone())), &coder.place);
        }
    }

    /// Adds a document as the receiver has it, with its text where that comes from the file.
    fn add_document(&mut self, packaged: &PackagedDocument, found: Option<&Found>) {
        let key = Key::Document(packaged.document.id);
        let Some(found) = found else {
            let sentence = format!(
                "the text of “{}” is neither in the file nor in the project, so the document was \
                 set aside; open the document first, then import the annotations into its project",
                packaged.document.title
            );
            self.set_aside(key, &packaged.place, &sentence);
            return;
        };
        if found.home.id != packaged.document.id {
            return;
        }
        let mut document = packaged.document.clone();
        if !found.same_text {
            document.fingerprint.clone_from(&found.print);
            document.bytes = found.home.text.end().0;
        }
        document.chars = found.home.text.chars();
        for (i, (anchor, reason)) in packaged.excluded.iter().enumerate() {
            if let Some(span) = self.place(found, key, &packaged.place, i, anchor) {
                document.excluded.push(ExcludedSpan { span, reason: reason.clone() });
            }
        }
        order::by_key(&mut document.excluded, |part| part.span);
        self.add(Record::Document(Arc::new(document)), &packaged.place);
        let text = found.home.text.clone();
        self.add(Record::Text(packaged.document.id, text), &packaged.place);
    }

    fn add(&mut self, record: Record, place: &Place) {
        self.places.entry(record.key()).or_insert_with(|| place.clone());
        self.records.push(record);
    }

    fn set_aside(&mut self, key: Key, place: &Place, sentence: &str) {
        self.problems.push(Problem::at(place, ProblemKind::SetAside, sentence).of(key));
    }

    /// Places one span and notes what became of it.
    fn place(
        &mut self,
        found: &Found,
        key: Key,
        place: &Place,
        fragment: usize,
        anchor: &Anchor,
    ) -> Option<Span> {
        let (anchored, sentence) = found.find(anchor, &mut self.search_left);
        let kind = match anchored {
            Anchored::Exact(_) => ProblemKind::Notice,
            Anchored::Moved(_) => ProblemKind::Moved,
            Anchored::Ambiguous(_) => ProblemKind::Ambiguous,
            Anchored::Lost => ProblemKind::Lost,
        };
        if let Some(sentence) = sentence {
            let sentence = match fragment {
                0 => sentence,
                n => format!("fragment {}: {sentence}", n + 1),
            };
            self.problems.push(Problem::at(place, kind, sentence).of(key));
        }
        self.placements.push(Placement { key, fragment, anchored, anchor: anchor.clone() });
        anchored.span()
    }
}

/// Counts what was set aside because its document has no text here.
struct Homeless<'a> {
    counts: BTreeMap<DocumentId, (&'a PackagedDocument, usize)>,
}

impl<'a> Homeless<'a> {
    fn of(package: &'a Package) -> Self {
        let documents = package.documents.iter();
        Self { counts: order::map(documents.map(|packaged| (packaged.document.id, (packaged, 0)))) }
    }

    /// Notes one record; one whose document the file lacks is named at once.
    fn note(&mut self, resolved: &mut Resolved, id: DocumentId, what: &str, place: &Place) {
        if let Some((_, count)) = self.counts.get_mut(&id) {
            *count += 1;
            return;
        }
        let sentence = format!(
            "the {what} was set aside, as the document {id} it stands in is not in the file"
        );
        resolved.set_aside(Key::Document(id), place, &sentence);
    }

    /// Says for each document without a text how much was set aside with it.
    fn report(self, resolved: &mut Resolved) {
        for (id, (packaged, count)) in self.counts.into_iter().filter(|(_, (_, count))| *count > 0)
        {
            let sentence = format!(
                "{count} claims, mentions and progress notes of “{}” were set aside with it",
                packaged.document.title
            );
            resolved.set_aside(Key::Document(id), &packaged.place, &sentence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::claimlight::read;

    const FILE: &str = include_str!("../../tests/fixtures/small.claimlight.json");

    /// The small project with the quotes of its claim and its mention out of place.
    fn moved() -> Package {
        let file = FILE.replace("\"start\":17,\"end\":31", "\"start\":16,\"end\":30");
        let file = file.replace("\"start\":60,\"end\":68", "\"start\":59,\"end\":67");
        read(file.as_bytes()).unwrap().package
    }

    #[test]
    fn quotes_are_looked_for_until_a_file_has_had_its_share_of_work() {
        let found = |search_left: u64| -> Vec<Anchored> {
            let resolved = moved().resolve_within(search_left, |_| None);
            resolved.placements.iter().map(|placement| placement.anchored).collect()
        };
        let text = 72;
        assert!(matches!(found(2 * text)[1..], [Anchored::Moved(_), Anchored::Moved(_)]));
        assert!(matches!(found(2 * text - 1)[1..], [Anchored::Moved(_), Anchored::Lost]));
        assert!(matches!(found(0)[1..], [Anchored::Lost, Anchored::Lost]));
        let problems = moved().resolve_within(text, |_| None).problems;
        let said = "claims, record 1 (line 31): fragment 2: the quote does not stand at characters \
                    59 to 67; the quote was not looked for, as so many quotes of this file had to \
                    be looked for already";
        assert_eq!(problems.last().unwrap().to_string(), said);
    }

    #[test]
    fn many_documents_that_say_they_are_one_text_measure_it_once() {
        let ours = Text::new("Trams must run. ".repeat(200_000));
        let print = ours.fingerprint();
        let bytes = ours.end().0;
        let documents: Vec<String> = (1..=2_000u128)
            .map(|id| {
                let id = DocumentId(id);
                format!(
                    "{{\"id\":\"{id}\",\"title\":\"x\",\"fingerprint\":\"{print}\",\"bytes\":{bytes},\
                     \"chars\":{bytes}}}"
                )
            })
            .collect();
        let file = format!(
            "{{\"format\":\"claimlight\",\"version\":1,\"kind\":\"annotations\",\"documents\":[{}]}}",
            documents.join(",")
        );
        let package = read(file.as_bytes()).unwrap().package;
        // Measured for each, these would be six gigabytes.
        let home = Home { id: DocumentId(1), text: ours };
        let resolved = package.resolve(|_| Some(home.clone()));
        assert_eq!(resolved.records.len(), 2);
    }
}
