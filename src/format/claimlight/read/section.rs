//! The sections of a file as records: what every kind of record has in common.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use super::lines::Lines;
use crate::format::claimlight::VERSION;
use crate::format::claimlight::decode::{self, Object};
use crate::format::claimlight::header::{Fields, without_place};
use crate::format::claimlight::limits;
use crate::format::package::Packaged;
use crate::format::problem::{Place, Problem, ProblemKind};
use crate::model::Key;

/// Reads section after section and lists what was wrong.
pub(super) struct Reader<'a> {
    pub(super) lines: Lines<'a>,
    pub(super) version: u64,
    pub(super) problems: Vec<Problem>,
}

/// A record as it stands in the file.
pub(super) struct Raw {
    pub(super) object: Object,
    pub(super) place: Place,
}

impl<'a> Reader<'a> {
    pub(super) fn place(&self, section: &str, record: usize, raw: &RawValue) -> Place {
        Place { section: section.to_owned(), record, line: self.lines.line_of(raw) }
    }

    /// Reads a section that is one object.
    pub(super) fn single<T: DeserializeOwned + Serialize>(
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

    pub(super) fn note_missing(&mut self, section: &str) {
        let sentence = format!("the file has no section “{section}”");
        self.problems.push(Problem::of_file(ProblemKind::Notice, sentence));
    }

    /// Reads the records of a section, each as an object.
    pub(super) fn section(&mut self, fields: &Fields<'a>, section: &str) -> Vec<Raw> {
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

    pub(super) fn object(&mut self, raw: &RawValue, place: &Place) -> Option<Object> {
        let sentence = match serde_json::from_str(raw.get()) {
            Ok(Value::Object(mut object)) => {
                let mut notes = Vec::new();
                limits::keep(&mut object, &mut notes);
                self.note(place, notes);
                return Some(object);
            }
            Ok(_) => "not an object; it was set aside".to_owned(),
            Err(error) => format!("{}; it was set aside", without_place(&error)),
        };
        self.problems.push(Problem::at(place, ProblemKind::SetAside, sentence));
        None
    }

    /// Decodes a record and lists what was wrong with it.
    pub(super) fn decode<T: DeserializeOwned + Serialize>(&mut self, raw: Raw) -> Option<T> {
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

    pub(super) fn note(&mut self, place: &Place, notes: Vec<String>) {
        let problems = notes.into_iter().map(|n| Problem::at(place, ProblemKind::LeftOut, n));
        self.problems.extend(problems);
    }

    /// Reads a section of plain records and keeps the first of each id.
    pub(super) fn records<T: DeserializeOwned + Serialize + PartialEq>(
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
    pub(super) fn once<P>(
        &mut self,
        packaged: Vec<P>,
        key: impl Fn(&P) -> (Key, &Place),
    ) -> Vec<P> {
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

    /// Lists unknown fields of records that have no place for them.
    pub(super) fn note_dropped(&mut self, raw: &Raw) {
        let notes = raw.object.keys();
        let notes = notes.map(|name| format!("the field “{name}” is not known and was left out"));
        self.note(&raw.place, notes.collect());
    }
}

/// Brings a record of an older version into the form of this one: the seam where the next version's
/// reader takes in files of today. Version 1 is the first, so there is nothing to do yet.
fn upgrade(version: u64, _section: &str, _record: &mut Object) {
    debug_assert_eq!(version, VERSION);
}
