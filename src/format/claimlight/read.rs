//! Reading our own file.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use super::decode::{self, Object};
use super::header::{self, Fields, ReadError, without_place};
use super::{SECTIONS, unknown};
use crate::format::package::{
    Kind, Package, Packaged, PackagedClaim, PackagedDocument, PackagedMention,
};
use crate::format::problem::{Place, Problem, ProblemKind};
use crate::model::{
    Actor, Claim, Code, Coder, Document, DocumentId, Key, Mention, Progress, Variable,
};
use crate::text::{Anchor, Text};

/// What could be read of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The records.
    pub package: Package,
    /// What was not as it should be, in the order of the sections.
    pub problems: Vec<Problem>,
}

/// Header fields and sections that are not lists of records.
const SINGLE: [&str; 8] =
    ["format", "version", "offsets", "kind", "app", "coder", "project", "codebook"];

/// Reads a file of our own.
///
/// Records that cannot be read are set aside and listed; an error means that nothing could be read.
pub fn read(bytes: &[u8]) -> Result<Read, ReadError> {
    let text = header::decode(bytes)?;
    let fields = header::fields(text)?;
    let header = header::header(&fields)?;
    let mut reader =
        Reader { lines: Lines::new(text), version: header.version, problems: Vec::new() };
    if header.kind.is_none() {
        let sentence = "the file does not say what it is used for and was read as a project";
        reader.problems.push(Problem::of_file(ProblemKind::Notice, sentence));
    }
    reader.note_repeated(&fields);
    let package = reader.package(&fields, header.kind.unwrap_or(Kind::Project));
    Ok(Read { package, problems: reader.problems })
}

struct Reader<'a> {
    lines: Lines<'a>,
    version: u64,
    problems: Vec<Problem>,
}

/// A record as it stands in the file.
struct Raw {
    object: Object,
    place: Place,
}

impl<'a> Reader<'a> {
    fn package(&mut self, fields: &Fields<'a>, kind: Kind) -> Package {
        let info = self.single(fields, "project");
        let codebook = self.single(fields, "codebook");
        let coder = fields.get("coder").and_then(|raw| {
            let read = serde_json::from_str(raw.get());
            if let Err(error) = &read {
                let sentence = format!("{}; the field was left out", without_place(error));
                let place = self.place("coder", 0, raw);
                self.problems.push(Problem::at(&place, ProblemKind::LeftOut, sentence));
            }
            read.ok()
        });
        Package {
            kind,
            coder,
            info,
            codebook,
            codes: self.records(fields, "codes", |code: &Code| Key::Code(code.id)),
            variables: self.records(fields, "variables", |v: &Variable| Key::Variable(v.id)),
            actors: self.records(fields, "actors", |actor: &Actor| Key::Actor(actor.id)),
            coders: self.records(fields, "coders", |coder: &Coder| Key::Coder(coder.id)),
            documents: self.documents(fields, kind),
            mentions: self.mentions(fields),
            claims: self.claims(fields),
            progress: self.progress(fields),
            extra: self.unknown_sections(fields),
        }
    }

    /// Says when a field of the outermost object stands twice.
    fn note_repeated(&mut self, fields: &Fields<'a>) {
        let mut seen = BTreeSet::new();
        for (name, raw) in &fields.0 {
            if !seen.insert(name.as_str()) {
                let sentence = "the section stands twice in the file, and the last one was read";
                let place = self.place(name, 0, raw);
                self.problems.push(Problem::at(&place, ProblemKind::SetAside, sentence));
            }
        }
    }

    fn place(&self, section: &str, record: usize, raw: &RawValue) -> Place {
        Place { section: section.to_owned(), record, line: self.lines.line_of(raw) }
    }

    /// Reads a section that is one object.
    fn single<T: DeserializeOwned + Serialize>(
        &mut self,
        fields: &Fields<'a>,
        section: &str,
    ) -> Option<T> {
        let Some(raw) = fields.get(section) else {
            self.note_missing(section);
            return None;
        };
        let place = self.place(section, 0, raw);
        let object = self.object(raw, &place)?;
        self.decode(Raw { object, place })
    }

    fn note_missing(&mut self, section: &str) {
        let sentence = format!("the file has no section “{section}”");
        self.problems.push(Problem::of_file(ProblemKind::Notice, sentence));
    }

    /// Reads the records of a section, each as an object.
    fn section(&mut self, fields: &Fields<'a>, section: &str) -> Vec<Raw> {
        let Some(raw) = fields.get(section) else {
            self.note_missing(section);
            return Vec::new();
        };
        let Ok(records) = serde_json::from_str::<Vec<&'a RawValue>>(raw.get()) else {
            let sentence = "the section is not a list of records, and nothing was read of it";
            let place = self.place(section, 0, raw);
            self.problems.push(Problem::at(&place, ProblemKind::SetAside, sentence));
            return Vec::new();
        };
        let mut objects = Vec::with_capacity(records.len());
        for (i, raw) in records.into_iter().enumerate() {
            let place = self.place(section, i + 1, raw);
            if let Some(mut object) = self.object(raw, &place) {
                upgrade(self.version, section, &mut object);
                objects.push(Raw { object, place });
            }
        }
        objects
    }

    fn object(&mut self, raw: &RawValue, place: &Place) -> Option<Object> {
        let sentence = match serde_json::from_str(raw.get()) {
            Ok(Value::Object(object)) => return Some(object),
            Ok(_) => "not an object; it was set aside".to_owned(),
            Err(error) => format!("{}; it was set aside", without_place(&error)),
        };
        self.problems.push(Problem::at(place, ProblemKind::SetAside, sentence));
        None
    }

    /// Decodes a record and lists what was wrong with it.
    fn decode<T: DeserializeOwned + Serialize>(&mut self, raw: Raw) -> Option<T> {
        let mut notes = Vec::new();
        let decoded = decode::record(raw.object, &mut notes);
        self.note(&raw.place, notes);
        match decoded {
            Ok(decoded) => Some(decoded),
            Err(error) => {
                let sentence = format!("{error}; the record was set aside");
                self.problems.push(Problem::at(&raw.place, ProblemKind::SetAside, sentence));
                None
            }
        }
    }

    fn note(&mut self, place: &Place, notes: Vec<String>) {
        let problems = notes.into_iter().map(|n| Problem::at(place, ProblemKind::LeftOut, n));
        self.problems.extend(problems);
    }

    /// Reads a section of plain records and keeps the first of each id.
    fn records<T: DeserializeOwned + Serialize + PartialEq>(
        &mut self,
        fields: &Fields<'a>,
        section: &str,
        key: impl Fn(&T) -> Key,
    ) -> Vec<Packaged<T>> {
        let mut records = Vec::new();
        for raw in self.section(fields, section) {
            let place = raw.place.clone();
            if let Some(record) = self.decode(raw) {
                records.push(Packaged { record, place });
            }
        }
        self.once(records, |packaged| (key(&packaged.record), &packaged.place))
    }

    /// Keeps the first record of each key and lists the others.
    fn once<P>(&mut self, packaged: Vec<P>, key: impl Fn(&P) -> (Key, &Place)) -> Vec<P> {
        let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
        let mut kept: Vec<P> = Vec::with_capacity(packaged.len());
        for one in packaged {
            let (id, place) = key(&one);
            if let Some(first) = seen.get(&id) {
                let sentence = format!(
                    "{id} stands in the file already (line {first}); this one was set aside"
                );
                self.problems.push(Problem::at(place, ProblemKind::SetAside, sentence).of(id));
                continue;
            }
            seen.insert(id, place.line);
            kept.push(one);
        }
        kept
    }

    fn documents(&mut self, fields: &Fields<'a>, kind: Kind) -> Vec<PackagedDocument> {
        let mut texts = self.texts(fields, kind);
        let mut documents = Vec::new();
        for raw in self.section(fields, "documents") {
            documents.extend(self.document(raw, &mut texts));
        }
        for (id, (place, _)) in texts {
            let sentence =
                format!("the document {id} of this text is not in the file; it was set aside");
            let problem = Problem::at(&place, ProblemKind::SetAside, sentence);
            self.problems.push(problem.of(Key::Document(id)));
        }
        let key = |packaged: &PackagedDocument| Key::Document(packaged.document.id);
        self.once(documents, |packaged| (key(packaged), &packaged.place))
    }

    fn texts(&mut self, fields: &Fields<'a>, kind: Kind) -> BTreeMap<DocumentId, (Place, Text)> {
        let mut texts = BTreeMap::new();
        if kind == Kind::Annotations && fields.get("texts").is_none() {
            return texts;
        }
        for mut raw in self.section(fields, "texts") {
            let id = raw.object.shift_remove("document");
            let id = id.as_ref().and_then(Value::as_str).and_then(|id| id.parse().ok());
            let text = raw.object.shift_remove("text");
            let (Some(id), Some(Value::String(text))) = (id, text) else {
                let sentence = "a text needs the id of its document and the text itself; it was \
                                set aside";
                self.problems.push(Problem::at(&raw.place, ProblemKind::SetAside, sentence));
                continue;
            };
            self.note_dropped(&raw);
            if texts.contains_key(&id) {
                let sentence = "the document has a text already; this one was set aside";
                self.problems.push(Problem::at(&raw.place, ProblemKind::SetAside, sentence));
                continue;
            }
            texts.insert(id, (raw.place, Text::new(text)));
        }
        texts
    }

    /// Lists unknown fields of records that have no place for them.
    fn note_dropped(&mut self, raw: &Raw) {
        let notes = raw.object.keys();
        let notes = notes.map(|name| format!("the field “{name}” is not known and was left out"));
        self.note(&raw.place, notes.collect());
    }

    fn document(
        &mut self,
        mut raw: Raw,
        texts: &mut BTreeMap<DocumentId, (Place, Text)>,
    ) -> Option<PackagedDocument> {
        let place = raw.place.clone();
        let mut notes = Vec::new();
        let id = raw.object.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let text = id.and_then(|id: DocumentId| texts.remove(&id)).map(|(_, text)| text);
        if let Some(text) = &text {
            measure(&mut raw.object, text, &mut notes);
        }
        raw.object.entry("created").or_insert(0.into());
        let inner = unknown::take(&mut raw.object);
        let excluded: Vec<(Anchor, String)> = match raw.object.shift_remove("excluded") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(parts)) => parts
                .iter()
                .enumerate()
                .filter_map(|(i, part)| {
                    let name = format!("excluded span {}", i + 1);
                    let anchor = decode::anchor(part, &name, &mut notes)?;
                    let reason = part.get("reason").and_then(Value::as_str).unwrap_or_default();
                    Some((anchor, reason.to_owned()))
                })
                .collect(),
            Some(_) => {
                notes.push("excluded is not a list of spans and was left out".to_owned());
                Vec::new()
            }
        };
        self.note(&place, notes);
        let mut document: Document = self.decode(raw)?;
        if let Some(described) = unknown::describe(inner, &document) {
            document.extra.insert(unknown::FIELDS.to_owned(), described);
        }
        Some(PackagedDocument { document, text, excluded, place })
    }

    fn mentions(&mut self, fields: &Fields<'a>) -> Vec<PackagedMention> {
        let mut mentions = Vec::new();
        for mut raw in self.section(fields, "mentions") {
            let place = raw.place.clone();
            let mut notes = Vec::new();
            let inner = unknown::take(&mut raw.object);
            let span = raw.object.get("span").cloned().unwrap_or_default();
            let anchor = decode::anchor(&span, "the span", &mut notes);
            self.note(&place, notes);
            let Some(anchor) = anchor else {
                let sentence = "a mention needs a span; it was set aside";
                self.problems.push(Problem::at(&place, ProblemKind::SetAside, sentence));
                continue;
            };
            raw.object.insert("span".to_owned(), serde_json::json!([0, 1]));
            self.date(&mut raw);
            let Some(mut mention) = self.decode::<Mention>(raw) else { continue };
            if let Some(described) = unknown::describe(inner, &mention) {
                mention.extra.insert(unknown::FIELDS.to_owned(), described);
            }
            mentions.push(PackagedMention::new(mention, anchor, place));
        }
        self.once(mentions, |mention| (Key::Mention(mention.id()), &mention.place))
    }

    fn claims(&mut self, fields: &Fields<'a>) -> Vec<PackagedClaim> {
        let mut claims = Vec::new();
        for mut raw in self.section(fields, "claims") {
            let place = raw.place.clone();
            let mut notes = Vec::new();
            let inner = unknown::take(&mut raw.object);
            let empty = Value::Array(Vec::new());
            let spans = raw.object.insert("fragments".to_owned(), empty);
            let anchors: Vec<Anchor> = match &spans {
                Some(Value::Array(spans)) => spans
                    .iter()
                    .enumerate()
                    .filter_map(|(i, span)| {
                        decode::anchor(span, &format!("fragment {}", i + 1), &mut notes)
                    })
                    .collect(),
                _ => Vec::new(),
            };
            self.note(&place, notes);
            if anchors.is_empty() {
                let sentence = "a claim needs a list of at least one fragment; it was set aside";
                self.problems.push(Problem::at(&place, ProblemKind::SetAside, sentence));
                continue;
            }
            self.date(&mut raw);
            let Some(mut claim) = self.decode::<Claim>(raw) else { continue };
            if let Some(described) = unknown::describe(inner, &claim) {
                claim.extra.insert(unknown::FIELDS.to_owned(), described);
            }
            claims.push(PackagedClaim { claim, anchors, place });
        }
        self.once(claims, |claim| (Key::Claim(claim.id()), &claim.place))
    }

    /// Gives a record of another tool the times that ours always have.
    fn date(&mut self, raw: &mut Raw) {
        for name in ["created", "modified"] {
            if !raw.object.get(name).is_some_and(Value::is_u64) {
                let sentence =
                    format!("{name} is missing or no time in ms since 1970 and is unknown");
                self.problems.push(Problem::at(&raw.place, ProblemKind::Repaired, sentence));
                raw.object.insert(name.to_owned(), 0.into());
            }
        }
    }

    fn progress(&mut self, fields: &Fields<'a>) -> Vec<Packaged<Progress>> {
        let mut all = Vec::new();
        for mut raw in self.section(fields, "progress") {
            let known = ["coder", "document", "state"];
            let whole = std::mem::take(&mut raw.object);
            let (kept, other) =
                whole.into_iter().partition(|(key, _)| known.contains(&key.as_str()));
            raw.object = other;
            self.note_dropped(&raw);
            let place = raw.place.clone();
            if let Some(record) = self.decode(Raw { object: kept, place: raw.place }) {
                all.push(Packaged { record, place });
            }
        }
        self.once(all, |one: &Packaged<Progress>| {
            (Key::Progress(one.record.coder, one.record.document), &one.place)
        })
    }

    fn unknown_sections(&mut self, fields: &Fields<'a>) -> BTreeMap<String, Value> {
        let mut extra = BTreeMap::new();
        for (name, raw) in &fields.0 {
            if SINGLE.contains(&name.as_str()) || SECTIONS.contains(&name.as_str()) {
                continue;
            }
            match serde_json::from_str(raw.get()) {
                Ok(value) => drop(extra.insert(name.clone(), value)),
                Err(error) => {
                    let sentence = format!("{}; the section was left out", without_place(&error));
                    let place = self.place(name, 0, raw);
                    self.problems.push(Problem::at(&place, ProblemKind::LeftOut, sentence));
                }
            }
        }
        extra
    }
}

/// Brings a record of an older version into the form of this one: the seam where the next version's
/// reader takes in files of today. Version 1 is the first, so there is nothing to do yet.
fn upgrade(version: u64, _section: &str, _record: &mut Object) {
    debug_assert_eq!(version, super::VERSION);
}

/// Sets what follows from a text, and notes where the file said otherwise.
fn measure(document: &mut Object, text: &Text, notes: &mut Vec<String>) {
    let facts: [(&str, Value); 3] = [
        ("fingerprint", text.fingerprint().into()),
        ("bytes", text.end().0.into()),
        ("chars", text.chars().into()),
    ];
    for (name, fact) in facts {
        let said = document.insert(name.to_owned(), fact.clone());
        if said.is_some_and(|said| said != fact) {
            notes.push(format!("{name} is not that of the text in the file and was put right"));
        }
    }
}

/// Finds the line of a part of a text.
struct Lines<'a> {
    text: &'a str,
    /// The positions of the line ends, in bytes.
    ends: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, ends: text.match_indices('\n').map(|(at, _)| at).collect() }
    }

    /// Returns the line, from 1, that a value borrowed from the text begins in.
    fn line_of(&self, part: &RawValue) -> usize {
        let at = (part.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.ends.partition_point(|end| *end < at) + 1
    }
}
