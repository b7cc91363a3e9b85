//! Making a project of what is published.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fault::{Fault, sentence};
use super::list::{Entry, List, Named};
use crate::edit::Change;
use crate::format::claimlight;
use crate::intake::encoding::Decoder;
use crate::intake::propose::{Boilerplate, Proposed};
use crate::intake::review::{Batch, Candidate, RawContent, RawFile, examine_file};
use crate::model::{
    Document, DocumentId, Extra, Key, Project, ProjectId, ProjectInfo, Record, Timestamp,
};
use crate::sample;
use crate::text::{Text, order};

/// What came of each file that the list names, by its path: its bytes, or why there are none, as a
/// lower-case phrase.
pub type Files = BTreeMap<String, Result<Vec<u8>, String>>;

/// What the project is called when the list does not say.
const UNTITLED: &str = "Published project";

/// Makes the project of a list and its files. What is wrong is listed, and the rest is used.
pub fn assemble(
    list: &List,
    id: ProjectId,
    now: Timestamp,
    files: &Files,
    decoder: &dyn Decoder,
) -> (Project, Vec<Fault>) {
    let title = if list.title.is_empty() { UNTITLED } else { &list.title };
    let info = ProjectInfo {
        id,
        name: title.to_owned(),
        created: now,
        note: list.note.clone(),
        extra: Extra::new(),
    };
    let mut made = Assembly {
        project: Project::from_info(info),
        files,
        decoder,
        now,
        known: BTreeMap::new(),
        faults: Vec::new(),
    };
    if list.package.is_none() && list.codebook.is_none() {
        for record in sample::default_codebook() {
            made.project.put(record);
        }
    }
    let everything: fn(Key) -> bool = |key| key != Key::Project;
    let codebook: fn(Key) -> bool = Key::is_codebook;
    let actors: fn(Key) -> bool = |key| matches!(key, Key::Actor(_));
    let wanted = [(&list.package, everything), (&list.codebook, codebook), (&list.actors, actors)];
    for (named, wanted) in wanted {
        if let Some(named) = named {
            made.take_records(named, wanted);
        }
    }
    let of_package = made.project.documents().values();
    made.known = order::map(of_package.map(|d| (d.fingerprint.clone(), d.title.clone())));
    for entry in &list.documents {
        made.add(entry);
    }
    (made.project, made.faults)
}

/// Returns what a newer publication brings to a project: records that it does not have. What it has
/// stays as it is, and nobody's claims are brought.
pub fn additions(ours: &Project, theirs: &Project) -> Vec<Change> {
    let texts: BTreeSet<&str> =
        order::set(ours.documents().values().map(|document| document.fingerprint.as_str()));
    let is_new = |id: DocumentId| {
        let theirs = theirs.documents().get(&id);
        theirs.is_some_and(|document| !texts.contains(document.fingerprint.as_str()))
    };
    let wanted = |record: &Record| {
        ours.get(record.key()).is_none()
            && match record.key() {
                Key::Code(_) | Key::Variable(_) | Key::Actor(_) => true,
                Key::Document(id) | Key::Text(id) => is_new(id),
                _ => false,
            }
    };
    theirs.records().filter(wanted).map(Change::Put).collect()
}

struct Assembly<'a> {
    project: Project,
    files: &'a Files,
    decoder: &'a dyn Decoder,
    now: Timestamp,
    /// The titles of the documents by their texts' fingerprints.
    known: BTreeMap<String, String>,
    faults: Vec<Fault>,
}

impl<'a> Assembly<'a> {
    /// Returns a file's bytes; one that could not be had is a fault of the line that names it.
    fn bytes(&mut self, named: &Named) -> Option<&'a [u8]> {
        let files = self.files;
        match files.get(&named.file) {
            Some(Ok(bytes)) => return Some(bytes),
            Some(Err(reason)) => {
                let what = format!("“{}” could not be fetched: {reason}.", named.file);
                self.fault(
                    named,
                    what,
                    "Put the file there, or correct its name: capital letters count.",
                );
            }
            None => {}
        }
        None
    }

    /// Takes records out of a Claimlight file.
    fn take_records(&mut self, named: &Named, wanted: fn(Key) -> bool) {
        let Some(bytes) = self.bytes(named) else { return };
        match claimlight::read(bytes) {
            Err(error) => {
                let advice = "Export it from Claimlight again: as a whole project or a package.";
                self.faults.push(Fault::of_file(&named.file, sentence(&error.to_string()), advice));
            }
            Ok(read) => {
                let (project, found) = read.package.into_project();
                for problem in read.problems.iter().chain(&found) {
                    let line = problem.place.as_ref().map(|place| place.line);
                    let advice = "Export the file from Claimlight again, or correct the line.";
                    let fault = Fault::of_file(&named.file, sentence(&problem.message), advice);
                    self.faults.push(Fault { line, ..fault });
                }
                for record in project.records().filter(|record| wanted(record.key())) {
                    self.project.put(record);
                }
            }
        }
    }

    /// Adds a document of the list.
    fn add(&mut self, entry: &Entry) {
        let named = &entry.named;
        let Some(bytes) = self.bytes(named) else { return };
        let raw = RawFile { path: &named.file, content: RawContent::Bytes(bytes) };
        let verdict = examine_file(&raw, self.decoder);
        let mut batch = Batch::new();
        let known = &self.known;
        let place = batch.add(&named.file, verdict, &|sum| known.get(sum).cloned());
        let found = batch.entries().get(place).and_then(|entry| entry.candidate());
        let Some(candidate) = found.filter(|_| batch.original(place).is_none()) else {
            let what = batch.sentence(place).replace(" unless you keep it", "");
            self.fault(named, what, "Take the line out, or name another file.");
            return;
        };
        let text = Text::new(candidate.text.clone());
        let document = document(entry, candidate, &text, self.now);
        self.known.insert(document.fingerprint.clone(), document.title.clone());
        self.project.put(Record::Text(document.id, text));
        self.project.put(Record::Document(Arc::new(document)));
    }

    fn fault(&mut self, named: &Named, what: String, advice: &str) {
        let fault = Fault::of_file(super::LIST, what, advice);
        self.faults.push(Fault { line: Some(named.line), ..fault });
    }
}

/// Makes a document: what the list says of it, and else what its file shows. Its id comes of its text,
/// so that it is the same document with every coder.
fn document(entry: &Entry, found: &Candidate, text: &Text, now: Timestamp) -> Document {
    let proposals = &found.proposals;
    let said = |field: &str, proposed: &Option<Proposed<String>>| {
        let said = entry.said.get(field).filter(|said| !said.is_empty()).cloned();
        said.or_else(|| proposed.as_ref().map(|p| p.value.clone())).unwrap_or_default()
    };
    let file = &entry.named.file;
    let title = match said("title", &proposals.title) {
        title if title.is_empty() => file.rsplit('/').next().unwrap_or(file).to_owned(),
        title => title,
    };
    let id = DocumentId::from_name(&format!("published/{}", found.fingerprint));
    Document {
        date: entry.date.or_else(|| proposals.date.as_ref().map(|date| date.value)),
        source: said("source", &proposals.source),
        author: said("author", &proposals.author),
        url: said("url", &proposals.url),
        language: said("language", &proposals.language),
        note: said("note", &None),
        metadata: entry.metadata.clone(),
        file: file.clone(),
        excluded: proposals.boilerplate.iter().filter_map(Boilerplate::to_excluded).collect(),
        ..Document::new(id, title, text, now)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::desk::view::export;
    use crate::edit::{History, Meta, Origin, Transaction};
    use crate::model::TransactionId;
    use crate::sample::sample_project;

    struct NoDecoder;

    impl Decoder for NoDecoder {
        fn decode(&self, _: &[u8], _: &str) -> Option<String> {
            None
        }
    }

    fn publish(json: &str, files: &[(&str, &str)]) -> (Project, Vec<String>) {
        let head = r#"{ "format": "claimlight-published", "version": 1, "#;
        let (list, faults) = List::read(format!("{head}{json} }}").as_bytes());
        let list = list.unwrap();
        let mut got = Files::new();
        for named in list.files() {
            let file = files.iter().find(|(name, _)| *name == named.file);
            let bytes = file.map(|(_, text)| text.as_bytes().to_vec());
            got.insert(named.file.clone(), bytes.ok_or_else(|| "there is none (404)".to_owned()));
        }
        let (project, more) = assemble(&list, ProjectId(7), Timestamp(5), &got, &NoDecoder);
        (
            project,
            faults.iter().chain(&more).map(|f| format!("{}: {}", f.place(), f.what)).collect(),
        )
    }

    #[test]
    fn documents_of_a_list_become_a_project_with_the_default_codebook() {
        let (project, faults) = publish(
            r#""title": "Talks", "documents": ["one.txt", { "file": "two.md", "title": "Two" }]"#,
            &[("one.txt", "First line\n\nMore.\n"), ("two.md", "# Another\n\nText.\n")],
        );
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(project.info().name, "Talks");
        assert_eq!(project.codes().len(), sample_project(ProjectId(1)).codes().len());
        let titles: Vec<&str> = project.documents().values().map(|d| d.title.as_str()).collect();
        assert!(titles.contains(&"Two") && titles.contains(&"First line"), "{titles:?}");
        let again = publish(
            r#""documents": ["elsewhere.txt"]"#,
            &[("elsewhere.txt", "First line\n\nMore.\n")],
        )
        .0;
        let id = again.documents().keys().next().unwrap();
        assert!(project.documents().contains_key(id), "the same text is the same document");
    }

    #[test]
    fn faults_of_files_are_told_and_the_rest_is_published() {
        let (project, faults) = publish(
            "\n\"codebook\": \"codes.json\",\n\"documents\": [\"one.txt\",\n\"gone.txt\",\n\"twin.txt\",\n\"empty.txt\"]",
            &[("one.txt", "Text"), ("twin.txt", "Text"), ("empty.txt", ""), ("codes.json", "{}")],
        );
        assert_eq!(project.documents().len(), 1);
        let begins = [
            "codes.json: This is not a Claimlight file",
            "project.json, line 4: “gone.txt” could not be fetched: there is none (404).",
            "project.json, line 5: ",
            "project.json, line 6: ",
        ];
        assert_eq!(faults.len(), begins.len(), "{faults:#?}");
        for (fault, begin) in faults.iter().zip(begins) {
            assert!(fault.starts_with(begin), "{fault}");
        }
        assert!(faults[2].contains("same text") && faults[3].contains("empty"), "{faults:?}");
    }

    #[test]
    fn a_package_is_taken_whole_and_of_other_files_what_is_asked_for() {
        let sample = sample_project(ProjectId(1));
        let file = export::backup(&sample).unwrap().file.contents;
        let files = [("p.json", file.as_str()), ("one.txt", "Text")];
        let (whole, faults) = publish(r#""package": "p.json", "documents": ["one.txt"]"#, &files);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(whole.claims(), sample.claims());
        assert_eq!(whole.documents().len(), sample.documents().len() + 1);
        assert_eq!(whole.info().id, ProjectId(7));
        let (part, faults) = publish(r#""codebook": "p.json", "actors": "p.json""#, &files);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!((part.codes(), part.actors()), (sample.codes(), sample.actors()));
        assert!(part.documents().is_empty() && part.claims().is_empty());
    }

    #[test]
    fn a_newer_list_adds_what_is_new_and_touches_nothing() {
        let sample = sample_project(ProjectId(1));
        let file = export::backup(&sample).unwrap().file.contents;
        let files = [("p.json", file.as_str()), ("new.txt", "New text")];
        let (mut ours, _) = publish(r#""package": "p.json""#, &files);
        let claims = ours.claims().clone();
        let (theirs, _) = publish(r#""package": "p.json", "documents": ["new.txt"]"#, &files);
        let changes = additions(&ours, &theirs);
        assert_eq!(changes.len(), 2, "a document and its text: {changes:?}");
        let meta = Meta {
            id: TransactionId(1),
            at: Timestamp(6),
            coder: None,
            label: "take in".to_owned(),
            origin: Origin::Import,
        };
        History::default().commit(&mut ours, Transaction { meta, changes }).unwrap();
        assert_eq!(ours.documents().len(), sample.documents().len() + 1);
        assert_eq!(*ours.claims(), claims);
        assert_eq!(additions(&ours, &theirs), Vec::new(), "nothing is brought twice");
        let (fewer, _) = publish(r#""documents": []"#, &files);
        assert_eq!(additions(&ours, &fewer), Vec::new(), "nothing is taken away");
    }
}
