//! Reading our own file.

mod annotations;
mod documents;
mod lines;
mod section;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub(crate) use self::lines::Lines;
use self::section::Reader;
use super::SECTIONS;
use super::header::{self, Fields, ReadError, without_place};
use super::limits;
use crate::format::package::{Kind, Package};
use crate::format::problem::{Problem, ProblemKind};
use crate::model::{Actor, Code, Coder, Key, Variable};

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

    fn unknown_sections(&mut self, fields: &Fields<'a>) -> BTreeMap<String, Value> {
        let mut extra = BTreeMap::new();
        for (name, raw) in &fields.0 {
            if SINGLE.contains(&name.as_str()) || SECTIONS.contains(&name.as_str()) {
                continue;
            }
            let reason = match serde_json::from_str(raw.get()) {
                Ok(value) if limits::is_too_deep(&value) => {
                    "lists stand too deep in one another".to_owned()
                }
                Ok(value) => {
                    extra.insert(name.clone(), value);
                    continue;
                }
                Err(error) => without_place(&error),
            };
            let sentence = format!("{reason}; the section was left out");
            let place = self.place(name, 0, raw);
            self.problems.push(Problem::at(&place, ProblemKind::LeftOut, sentence));
        }
        extra
    }
}
