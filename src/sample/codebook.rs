//! The codebook as records.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::source::{CodeEntry, CodebookFile, ExampleEntry};
use crate::model::{Code, CodeId, CodeKind, Codebook, Example, Extra, Record};

/// The version the codebook starts with.
const VERSION: u32 = 1;

/// The codebook, with the ids its keys stand for.
pub(super) struct Codes {
    codebook: Codebook,
    list: Vec<Code>,
    ids: BTreeMap<(CodeKind, String), CodeId>,
}

impl Codes {
    /// Makes the records of the file; `genres` says for each document's key what kind of text it
    /// is, so that the examples can say where they stand.
    pub(super) fn new(file: CodebookFile, genres: BTreeMap<String, String>) -> Self {
        let rules = std::iter::once(&file.claim).chain(&file.rules).cloned().collect::<Vec<_>>();
        let codebook = Codebook {
            version: VERSION,
            stances: file.stance,
            rules: rules.join("\n"),
            extra: Extra::new(),
        };
        let mut made = Self { codebook, list: Vec::new(), ids: BTreeMap::new() };
        for (kind, entries) in [(CodeKind::ClaimType, file.types), (CodeKind::Issue, file.issues)] {
            for (position, entry) in (0u8..).zip(entries) {
                made.add(kind, position, entry, &genres);
            }
        }
        made
    }

    /// Returns the id of a claim type or an issue.
    pub(super) fn id(&self, kind: CodeKind, key: &str) -> Option<CodeId> {
        self.ids.get(&(kind, key.to_owned())).copied()
    }

    /// Returns the version of the codebook.
    pub(super) fn version(&self) -> u32 {
        self.codebook.version
    }

    /// Returns all records.
    pub(super) fn records(&self) -> Vec<Record> {
        let codebook = Record::Codebook(Arc::new(self.codebook.clone()));
        let codes = self.list.iter().map(|code| Record::Code(Arc::new(code.clone())));
        std::iter::once(codebook).chain(codes).collect()
    }

    fn add(
        &mut self,
        kind: CodeKind,
        position: u8,
        entry: CodeEntry,
        genres: &BTreeMap<String, String>,
    ) {
        let id = CodeId::from_name(&entry.key);
        let examples = [(entry.positive, true), (entry.negative, false)];
        self.list.push(Code {
            position: u32::from(position),
            colour: entry.colour.unwrap_or(position),
            key: entry.letter,
            definition: entry.definition,
            include: entry.include,
            exclude: entry.exclude,
            examples: examples.map(|(entry, positive)| example(entry, positive, genres)).into(),
            ..Code::new(id, kind, entry.name)
        });
        self.ids.insert((kind, entry.key), id);
    }
}

/// Makes an example; a negative one says behind its place what is coded instead.
fn example(entry: ExampleEntry, positive: bool, genres: &BTreeMap<String, String>) -> Example {
    let genre = genres.get(&entry.document).unwrap_or(&entry.document);
    let place = match entry.why {
        Some(why) => format!("sample, {genre} ({why})"),
        None => format!("sample, {genre}"),
    };
    Example { quote: entry.quote, place, positive }
}
