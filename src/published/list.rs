//! The list of what is published, as a lead writes it.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

use super::fault::{Fault, sentence};
use crate::format::claimlight::parts::{Fields, Lines, decode, fields, without_place};
use crate::model::{PartialDate, ProjectId};
use crate::text::body::fingerprint;

/// The name of the list.
pub const LIST: &str = "project.json";

/// What the list calls its own kind of file.
const FORMAT: &str = "claimlight-published";

/// The version of lists that is read.
const VERSION: u64 = 1;

/// The fields of the list.
const FIELDS: &str = "format, version, id, title, note, package, codebook, actors, documents";

/// The fields of a document.
const OF_DOCUMENT: &str = "file, title, date, source, author, language, url, note, metadata";

/// What is published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// Names the publication once for all, so that it stays the same project at another address.
    pub id: String,
    /// What the project is called.
    pub title: String,
    /// What the project says about itself.
    pub note: String,
    /// A Claimlight file that is taken whole.
    pub package: Option<Named>,
    /// A Claimlight file of which the codebook is taken.
    pub codebook: Option<Named>,
    /// A Claimlight file of which the registry of actors is taken.
    pub actors: Option<Named>,
    /// The documents, in their order.
    pub documents: Vec<Entry>,
    /// The sum of the list as it was read, by which a newer one is told.
    pub sum: String,
}

/// A file the list names, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its path from the list.
    pub file: String,
    /// The line of the list that names it.
    pub line: usize,
}

/// A document of the list; what is not said about it is found in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The file.
    pub named: Named,
    /// Title, source and whatever else is text, by field.
    pub said: BTreeMap<&'static str, String>,
    /// When it was published.
    pub date: Option<PartialDate>,
    /// Further metadata.
    pub metadata: BTreeMap<String, String>,
}

impl List {
    /// Reads a list; faults are listed, and what is right beside them is used. `None` when nothing
    /// can be used.
    pub fn read(bytes: &[u8]) -> (Option<Self>, Vec<Fault>) {
        let read = decode(bytes).and_then(|text| Ok((text, fields(text)?)));
        let (text, fields) = match read {
            Ok(read) => read,
            Err(error) => {
                let advice = "Put it right with a text editor, and load the page again.";
                return (None, vec![Fault::of_file(LIST, sentence(&error.to_string()), advice)]);
            }
        };
        let sum = fingerprint(text);
        let mut reader = Reader { lines: Lines::new(text), faults: Vec::new() };
        if !reader.is_ours(&fields) {
            return (None, reader.faults);
        }
        let list = Self { sum, ..reader.list(&fields) };
        (Some(list), reader.faults)
    }

    /// Says whether nothing is published, as in the list that comes with the app.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.named().next().is_none()
    }

    /// Returns the files that are needed, in the order of the list.
    pub fn files(&self) -> impl Iterator<Item = &Named> {
        self.named().chain(self.documents.iter().map(|entry| &entry.named))
    }

    fn named(&self) -> impl Iterator<Item = &Named> {
        [&self.package, &self.codebook, &self.actors].into_iter().flatten()
    }

    /// Returns the id of the project, the same for everybody: by what the list calls itself, or by
    /// the address it is found at.
    pub fn project(&self, address: &str) -> ProjectId {
        let name = if self.id.is_empty() { address } else { &self.id };
        ProjectId::from_name(&format!("published/{name}"))
    }
}

/// Reads the fields of a list and notes what is wrong.
struct Reader<'a> {
    lines: Lines<'a>,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    fn is_ours(&mut self, fields: &Fields<'a>) -> bool {
        let format = fields.get("format").and_then(text);
        if format.as_deref() != Some(FORMAT) {
            let what = "This is no list of published documents.";
            let advice = format!("Begin it with {{ \"format\": \"{FORMAT}\", \"version\": 1, …");
            self.faults.push(Fault::of_file(LIST, what, advice));
            return false;
        }
        let version = fields.get("version");
        let number = version.and_then(|raw| serde_json::from_str::<Value>(raw.get()).ok());
        if number.as_ref().and_then(Value::as_u64) != Some(VERSION) {
            let what = "Its version is not one that this app reads.";
            let advice = "Write \"version\": 1, or put a newer Claimlight on the host.";
            let line = version.map(|raw| self.lines.line_of(raw));
            self.faults.push(Fault { line, ..Fault::of_file(LIST, what, advice) });
            return false;
        }
        true
    }

    fn list(&mut self, fields: &Fields<'a>) -> List {
        let mut list = List::default();
        for (name, raw) in &fields.0 {
            match name.as_str() {
                "format" | "version" | "$schema" => {}
                "id" => list.id = self.words(name, raw),
                "title" => list.title = self.words(name, raw),
                "note" => list.note = self.words(name, raw),
                "package" => list.package = self.file(raw),
                "codebook" => list.codebook = self.file(raw),
                "actors" => list.actors = self.file(raw),
                "documents" => list.documents = self.documents(raw),
                _ => self.unknown(name, raw, FIELDS),
            }
        }
        list
    }

    fn documents(&mut self, raw: &'a RawValue) -> Vec<Entry> {
        let Ok(all) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else {
            let advice = "Write them in square brackets: \"documents\": [\"texts/one.txt\"].";
            self.fault(raw, "“documents” is no list.", advice);
            return Vec::new();
        };
        all.into_iter().filter_map(|one| self.document(one)).collect()
    }

    fn document(&mut self, raw: &'a RawValue) -> Option<Entry> {
        let fields = match serde_json::from_str::<Fields>(raw.get()) {
            Ok(fields) => fields,
            // A document of which nothing is said is just its file.
            Err(_) => Fields(vec![("file".to_owned(), raw)]),
        };
        let mut file = None;
        let mut said = BTreeMap::new();
        let (mut date, mut metadata) = (None, BTreeMap::new());
        for (name, raw) in &fields.0 {
            match name.as_str() {
                "file" => file = Some(self.file(raw)),
                "date" => date = self.date(raw),
                "metadata" => metadata = self.metadata(raw),
                _ => match SAID.iter().find(|field| *field == name) {
                    Some(field) => drop(said.insert(*field, self.words(name, raw))),
                    None => self.unknown(name, raw, OF_DOCUMENT),
                },
            }
        }
        if file.is_none() {
            let advice = "Say which: { \"file\": \"texts/one.txt\", … }.";
            self.fault(raw, "A document names no file, and was left out.", advice);
        }
        Some(Entry { named: file??, said, date, metadata })
    }

    /// Reads the path of a file; it has to lie below the list.
    fn file(&mut self, raw: &RawValue) -> Option<Named> {
        let advice = "Write its path from project.json, such as \"texts/one.txt\".";
        let Some(file) = text(raw) else {
            self.fault(raw, "The name of a file is not given as text.", advice);
            return None;
        };
        let strange = |part: &str| part.is_empty() || part == "." || part == "..";
        if file.split('/').any(strange) || file.contains(['\\', ':', '?', '#']) {
            let what = format!("“{file}” is no file below the folder of project.json.");
            self.fault(raw, what, advice);
            return None;
        }
        Some(Named { file, line: self.lines.line_of(raw) })
    }

    fn words(&mut self, name: &str, raw: &RawValue) -> String {
        text(raw).unwrap_or_else(|| {
            let advice = "Put it in quotation marks, or leave the field out.";
            self.fault(raw, format!("“{name}” is not text, and was passed over."), advice);
            String::new()
        })
    }

    fn date(&mut self, raw: &RawValue) -> Option<PartialDate> {
        let date = text(raw).and_then(|date| date.parse().ok());
        if date.is_none() {
            let advice = "Write it as \"2020-10-21\", \"2020-10\" or \"2020\".";
            self.fault(raw, format!("{} is no date.", raw.get()), advice);
        }
        date
    }

    fn metadata(&mut self, raw: &RawValue) -> BTreeMap<String, String> {
        serde_json::from_str(raw.get()).unwrap_or_else(|error| {
            let what = format!("“metadata” cannot be read: {}.", without_place(&error));
            self.fault(raw, what, "Write text to each name: { \"genre\": \"press release\" }.");
            BTreeMap::new()
        })
    }

    fn unknown(&mut self, name: &str, raw: &RawValue, known: &str) {
        let what = format!("“{name}” is not known here, and was passed over.");
        self.fault(raw, what, format!("Known are: {known}."));
    }

    fn fault(&mut self, raw: &RawValue, what: impl Into<String>, advice: impl Into<String>) {
        let line = Some(self.lines.line_of(raw));
        self.faults.push(Fault { line, ..Fault::of_file(LIST, what, advice) });
    }
}

/// What can be said of a document in words.
const SAID: [&str; 6] = ["title", "source", "author", "language", "url", "note"];

fn text(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> (Option<List>, Vec<String>) {
        let (list, faults) = List::read(json.as_bytes());
        (list, faults.iter().map(|f| format!("{}: {} {}", f.place(), f.what, f.advice)).collect())
    }

    #[test]
    fn the_list_that_comes_with_the_app_is_right_and_publishes_nothing() {
        let (list, faults) = read(include_str!("../../public/project/project.json"));
        assert!(list.unwrap().is_empty());
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn a_list_says_what_is_published() {
        let (list, faults) = read(
            r#"{ "format": "claimlight-published", "version": 1, "id": "talks", "title": "Talks",
  "codebook": "codes.claimlight.json",
  "documents": [
    "texts/one.txt",
    { "file": "texts/two words.txt", "title": "Two", "date": "2020-10",
      "metadata": { "genre": "wire" } }
  ] }"#,
        );
        assert_eq!(faults, Vec::<String>::new());
        let list = list.unwrap();
        let files: Vec<(&str, usize)> = list.files().map(|n| (n.file.as_str(), n.line)).collect();
        let wanted =
            [("codes.claimlight.json", 2), ("texts/one.txt", 4), ("texts/two words.txt", 5)];
        assert_eq!(files, wanted);
        assert_eq!(list.documents[1].said["title"], "Two");
        assert_eq!(list.documents[1].date.unwrap().to_string(), "2020-10");
        assert_eq!(list.documents[1].metadata["genre"], "wire");
        assert_eq!(list.project("a"), list.project("b"), "it has an id of its own");
    }

    #[test]
    fn each_fault_is_told_with_its_line_and_the_rest_is_used() {
        let (list, faults) = read(
            r#"{ "format": "claimlight-published", "version": 1,
  "titel": "Talks",
  "note": 7,
  "documents": [
    "texts/one.txt",
    { "title": "Nothing" },
    "../secret.txt",
    "https://elsewhere.example/x.txt",
    { "file": "texts/two.txt", "date": "soon", "metadata": ["genre"] }
  ] }"#,
        );
        let list = list.unwrap();
        let files: Vec<&str> = list.files().map(|n| n.file.as_str()).collect();
        assert_eq!(files, ["texts/one.txt", "texts/two.txt"]);
        let begins = [
            "project.json, line 2: “titel” is not known here, and was passed over. Known are: ",
            "project.json, line 3: “note” is not text, and was passed over. Put it in ",
            "project.json, line 6: A document names no file, and was left out. Say which: ",
            "project.json, line 7: “../secret.txt” is no file below the folder of project.json. ",
            "project.json, line 8: “https://elsewhere.example/x.txt” is no file below ",
            "project.json, line 9: \"soon\" is no date. Write it as ",
            "project.json, line 9: “metadata” cannot be read: ",
        ];
        assert_eq!(faults.len(), begins.len(), "{faults:#?}");
        for (fault, begin) in faults.iter().zip(begins) {
            assert!(fault.starts_with(begin), "{fault}");
        }
    }

    #[test]
    fn what_is_no_list_is_refused_with_a_sentence() {
        for (json, words) in [
            ("", "The file is empty."),
            ("{ \"format\": ", "at line 1"),
            ("[]", "no object of named sections"),
            ("{}", "Begin it with"),
            (r#"{"format":"claimlight-published","version":2}"#, "line 1: Its version"),
        ] {
            let (list, faults) = read(json);
            assert_eq!(list, None);
            assert!(faults.len() == 1 && faults[0].contains(words), "{faults:?}");
        }
    }
}
