//! Writing our own file.

use crate::text::order;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{FORMAT, OFFSETS, SECTIONS, VERSION, unknown};
use crate::format::package::Kind;
use crate::model::{Coder, CoderId, Document, DocumentId, Project};
use crate::text::{Anchor, Span, Text};

/// What to write of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contents {
    /// Everything.
    Project,
    /// The annotations without the texts they stand in.
    Annotations {
        /// How much of the texts goes with the spans.
        quotes: Quotes,
        /// Whose annotations; everyone's when `None`.
        coder: Option<CoderId>,
    },
    /// Documents, codebook and registry for a coder to work on.
    CodingPackage {
        /// The coder's id: a known one, or a fresh one from the host.
        coder: CoderId,
        /// The coder's name, for a coder who is not known yet.
        name: String,
        /// Whether what others coded is left out.
        blind: bool,
    },
}

/// How much of a text goes with a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    /// The words, and 32 code points before and after them.
    WithContext,
    /// The words only.
    QuoteOnly,
    /// Nothing but the position.
    None,
}

/// Why a file could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// A text that is needed is not in memory.
    #[error(
        "the text of “{0}” is not loaded, so its spans cannot be written: open the document once and try again"
    )]
    TextMissing(
        /// The document's title.
        String,
    ),
    /// A coding package is for someone.
    #[error("a coding package needs a coder: choose one or give a name")]
    NoCoder,
    /// A span lies outside its text.
    #[error("“{title}” has a span at bytes {start} to {end}, which does not lie in its text")]
    SpanOutside {
        /// The document's title.
        title: String,
        /// Where the span starts, in bytes.
        start: u32,
        /// Where the span ends, in bytes.
        end: u32,
    },
}

/// Writes a project, or a part of it, as a file of our own.
///
/// The texts of all documents concerned must be in memory.
pub fn write(project: &Project, contents: &Contents) -> Result<String, WriteError> {
    let mut writer = Writer { project, contents, bytes: Vec::new() };
    writer.header();
    for section in SECTIONS {
        let records = writer.section(section)?;
        writer.list(section, &records);
    }
    writer.foot();
    Ok(String::from_utf8(writer.bytes).expect("serde_json writes UTF-8"))
}

struct Writer<'a> {
    project: &'a Project,
    contents: &'a Contents,
    bytes: Vec<u8>,
}

impl Writer<'_> {
    fn header(&mut self) {
        let kind = match self.contents {
            Contents::Project => Kind::Project,
            Contents::Annotations { .. } => Kind::Annotations,
            Contents::CodingPackage { .. } => Kind::CodingPackage,
        };
        self.bytes.extend_from_slice(b"{");
        self.bytes.extend_from_slice(b"\n\"format\":");
        self.json(&FORMAT);
        self.field("version", &VERSION);
        self.field("offsets", &OFFSETS);
        self.field("kind", &kind.name());
        self.field("app", &"Claimlight");
        if let Contents::CodingPackage { coder, .. } = self.contents {
            self.field("coder", coder);
        }
        let mut info = object(&**self.project.info());
        info.shift_remove(unknown::SECTIONS);
        self.field("project", &info);
        self.field("codebook", &object(&**self.project.codebook()));
    }

    /// Writes what other versions put into the file, then the end.
    fn foot(&mut self) {
        if let Some(Value::Object(sections)) = self.project.info().extra.get(unknown::SECTIONS) {
            for (name, section) in sections {
                match section {
                    Value::Array(records) => self.list(name, records),
                    other => self.field(name, other),
                }
            }
        }
        self.bytes.extend_from_slice(b"\n}\n");
    }

    fn json(&mut self, value: &impl Serialize) {
        serde_json::to_writer(&mut self.bytes, value).expect("memory can be written to");
    }

    fn field(&mut self, name: &str, value: &impl Serialize) {
        self.bytes.extend_from_slice(b",\n");
        self.json(&name);
        self.bytes.push(b':');
        self.json(value);
    }

    fn list(&mut self, name: &str, records: &[impl Serialize]) {
        self.bytes.extend_from_slice(b",\n");
        self.json(&name);
        self.bytes.extend_from_slice(b":[");
        for (i, record) in records.iter().enumerate() {
            self.bytes.extend_from_slice(if i == 0 { b"\n" } else { b",\n" });
            self.json(record);
        }
        self.bytes.extend_from_slice(if records.is_empty() { b"]" } else { b"\n]" });
    }

    /// Returns the records of a section, in the order of their ids.
    fn section(&self, name: &str) -> Result<Vec<Map<String, Value>>, WriteError> {
        let project = self.project;
        Ok(match name {
            "codes" => objects(project.codes().values()),
            "variables" => objects(project.variables().values()),
            "actors" => objects(project.actors().values()),
            "coders" => objects(&self.coders()),
            "documents" => self.documents()?,
            "texts" => self.texts()?,
            "mentions" => self.mentions()?,
            "claims" => self.claims()?,
            _ => project
                .all_progress()
                .filter(|progress| self.includes(progress.coder))
                .map(|progress| object(&progress))
                .collect(),
        })
    }

    /// Says whether a coder's records are written.
    fn includes(&self, of: CoderId) -> bool {
        match self.contents {
            Contents::Project | Contents::CodingPackage { blind: false, .. } => true,
            Contents::Annotations { coder, .. } => coder.is_none_or(|coder| coder == of),
            Contents::CodingPackage { coder, blind: true, .. } => *coder == of,
        }
    }

    fn coders(&self) -> Vec<Arc<Coder>> {
        let known = self.project.coders();
        let mut coders: Vec<Arc<Coder>> =
            known.values().filter(|coder| self.includes(coder.id)).map(Arc::clone).collect();
        match self.contents {
            Contents::CodingPackage { coder, name, .. } if !known.contains_key(coder) => {
                coders.push(Arc::new(Coder::new(*coder, name.as_str())));
                order::by_key(&mut coders, |coder| coder.id);
            }
            _ => {}
        }
        coders
    }

    fn documents(&self) -> Result<Vec<Map<String, Value>>, WriteError> {
        let documents = self.project.documents().values();
        documents
            .map(|document| {
                object_with(&**document, |record| {
                    let Some(Value::Array(parts)) = record.get_mut("excluded") else {
                        return Ok(());
                    };
                    for (part, excluded) in parts.iter_mut().zip(&document.excluded) {
                        let mut span = self.span(document.id, excluded.span)?;
                        if !excluded.reason.is_empty() {
                            span.insert("reason".to_owned(), excluded.reason.as_str().into());
                        }
                        *part = Value::Object(span);
                    }
                    Ok(())
                })
            })
            .collect()
    }

    fn texts(&self) -> Result<Vec<Map<String, Value>>, WriteError> {
        if matches!(self.contents, Contents::Annotations { .. }) {
            return Ok(Vec::new());
        }
        let documents = self.project.documents().values();
        documents
            .map(|document| {
                let text = self.text(document.id)?;
                let record = json!({ "document": document.id, "text": text.as_str() });
                Ok(into_map(record))
            })
            .collect()
    }

    fn mentions(&self) -> Result<Vec<Map<String, Value>>, WriteError> {
        let mentions = self.project.mentions().values();
        mentions
            .filter(|mention| self.includes(mention.coder))
            .map(|mention| {
                object_with(&**mention, |record| {
                    let span = self.span(mention.document, mention.span)?;
                    record.insert("span".to_owned(), span.into());
                    Ok(())
                })
            })
            .collect()
    }

    fn claims(&self) -> Result<Vec<Map<String, Value>>, WriteError> {
        let claims = self.project.claims().values();
        claims
            .filter(|claim| self.includes(claim.coder))
            .map(|claim| {
                object_with(&**claim, |record| {
                    let spans: Result<Vec<Value>, WriteError> = claim
                        .fragments
                        .iter()
                        .map(|span| self.span(claim.document, *span).map(Value::Object))
                        .collect();
                    record.insert("fragments".to_owned(), spans?.into());
                    Ok(())
                })
            })
            .collect()
    }

    fn text(&self, id: DocumentId) -> Result<&Text, WriteError> {
        self.project.text(id).ok_or_else(|| WriteError::TextMissing(self.title(id)))
    }

    fn title(&self, id: DocumentId) -> String {
        let title = |document: &Arc<Document>| document.title.clone();
        self.project.documents().get(&id).map_or_else(|| id.to_string(), title)
    }

    /// Returns a span as the file gives it.
    fn span(&self, document: DocumentId, span: Span) -> Result<Map<String, Value>, WriteError> {
        let text = self.text(document)?;
        let quotes = match self.contents {
            Contents::Annotations { quotes, .. } => *quotes,
            _ => Quotes::QuoteOnly,
        };
        let outside = || {
            let (start, end) = span.into();
            WriteError::SpanOutside { title: self.title(document), start, end }
        };
        if quotes == Quotes::WithContext {
            let anchor = Anchor::describe(text, span).ok_or_else(outside)?;
            return Ok(object(&anchor));
        }
        let (start, end) = text.span_to_chars(span).ok_or_else(outside)?;
        let mut record = Map::new();
        record.insert("start".to_owned(), start.0.into());
        record.insert("end".to_owned(), end.0.into());
        if quotes == Quotes::QuoteOnly {
            record.insert("quote".to_owned(), text.quote(span).into());
        }
        Ok(record)
    }
}

fn objects<'a, T: Serialize + 'a>(
    records: impl IntoIterator<Item = &'a Arc<T>>,
) -> Vec<Map<String, Value>> {
    records.into_iter().map(|record| object(&**record)).collect()
}

/// Returns a record as the file gives it.
fn object(record: &impl Serialize) -> Map<String, Value> {
    let mut record = into_map(serde_json::to_value(record).expect("records can be written"));
    unknown::restore(&mut record);
    record
}

/// Returns a record as the file gives it, after its spans have been put into the file's form.
fn object_with(
    record: &impl Serialize,
    spans: impl FnOnce(&mut Map<String, Value>) -> Result<(), WriteError>,
) -> Result<Map<String, Value>, WriteError> {
    let mut record = into_map(serde_json::to_value(record).expect("records can be written"));
    spans(&mut record)?;
    unknown::restore(&mut record);
    Ok(record)
}

fn into_map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
