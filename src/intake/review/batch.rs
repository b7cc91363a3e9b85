//! The books over many files: twins, and what the person chose.

use super::{Candidate, RawFile, Verdict, display_name, examine_file};
use crate::intake::encoding::Decoder;

/// Many files under review, in the order in which they were opened.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    entries: Vec<Entry>,
    /// The first entry with each fingerprint, sorted by fingerprint.
    first: Vec<(String, usize)>,
}

/// One file under review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    path: String,
    verdict: Verdict,
    /// The title of the document of the project which has the same text.
    known_as: Option<String>,
    /// The earlier entry which has the same text.
    twin: Option<usize>,
    choice: Option<Choice>,
}

/// What a person wants done with a file that could be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Import it, even when the same text is there already.
    Keep,
    /// Leave it out.
    Skip,
}

/// What already has the text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Original<'batch> {
    /// A document of the project, by its title.
    Document(&'batch str),
    /// An earlier file of the same batch, by its place.
    File(usize),
}

impl Batch {
    /// Makes an empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Examines many files at once, where nobody has to wait: in tests, or in a worker.
    pub fn examine(
        files: &[RawFile<'_>],
        known: &dyn Fn(&str) -> Option<String>,
        decoder: &dyn Decoder,
    ) -> Self {
        let mut batch = Self::new();
        for file in files {
            batch.add(file.path, examine_file(file, decoder), known);
        }
        batch
    }

    /// Adds a file and returns its place. `known` gives the title of the project's document with a
    /// fingerprint.
    pub fn add(
        &mut self,
        path: &str,
        verdict: Verdict,
        known: &dyn Fn(&str) -> Option<String>,
    ) -> usize {
        let index = self.entries.len();
        self.entries.push(Entry::new(path.to_owned(), verdict, known));
        self.book(index);
        index
    }

    /// Puts a new verdict in the place of an old one, as after the choice of another encoding, and
    /// looks for twins anew. Returns `false` when there is no such place.
    pub fn replace(
        &mut self,
        index: usize,
        verdict: Verdict,
        known: &dyn Fn(&str) -> Option<String>,
    ) -> bool {
        let Some(entry) = self.entries.get_mut(index) else { return false };
        let choice = entry.choice;
        *entry = Entry { choice, ..Entry::new(std::mem::take(&mut entry.path), verdict, known) };
        self.first.clear();
        for index in 0..self.entries.len() {
            self.book(index);
        }
        true
    }

    /// Notes what the person wants done with a file. Returns `false` when it cannot be imported.
    pub fn choose(&mut self, index: usize, choice: Choice) -> bool {
        let importable = self.entries.get_mut(index).filter(|entry| entry.candidate().is_some());
        importable.map(|entry| entry.choice = Some(choice)).is_some()
    }

    /// All files.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What already has the text of the file at a place, if anything.
    pub fn original(&self, index: usize) -> Option<Original<'_>> {
        let entry = self.entries.get(index)?;
        match &entry.known_as {
            Some(title) => Some(Original::Document(title)),
            None => entry.twin.map(Original::File),
        }
    }

    /// What will be done with the file at a place: the person's choice, else keep what is new.
    pub fn choice(&self, index: usize) -> Choice {
        let Some(entry) = self.entries.get(index).filter(|entry| entry.candidate().is_some())
        else {
            return Choice::Skip;
        };
        entry.choice.unwrap_or_else(|| match self.original(index) {
            None => Choice::Keep,
            Some(_) => Choice::Skip,
        })
    }

    /// The files that will be imported, with their places.
    pub fn kept(&self) -> impl Iterator<Item = (usize, &Candidate)> {
        self.entries
            .iter()
            .enumerate()
            .filter(|(index, _)| self.choice(*index) == Choice::Keep)
            .filter_map(|(index, entry)| Some((index, entry.candidate()?)))
    }

    /// Says in full sentences what will become of the file at a place.
    pub fn sentence(&self, index: usize) -> String {
        let Some(entry) = self.entries.get(index) else { return String::new() };
        let name = display_name(&entry.path);
        let original = match self.original(index) {
            None if self.choice(index) == Choice::Skip && entry.candidate().is_some() => {
                return format!("{name} will be skipped, as you chose.");
            }
            None => return entry.verdict.sentence(&entry.path),
            Some(Original::Document(title)) => format!("the document “{title}”"),
            Some(Original::File(twin)) => {
                let path = self.entries.get(twin).map_or("", |twin| &twin.path);
                display_name(path).replacen("The", "the", 1)
            }
        };
        match self.choice(index) {
            Choice::Keep => {
                format!("{name} has the same text as {original}. It will be imported once more.")
            }
            Choice::Skip => format!(
                "{name} has the same text as {original}. It will be skipped unless you keep it."
            ),
        }
    }

    fn book(&mut self, index: usize) {
        let Some(entry) = self.entries.get_mut(index) else { return };
        entry.twin = None;
        if let Verdict::Ready(candidate) = &entry.verdict {
            let print = &candidate.fingerprint;
            match self.first.binary_search_by(|(other, _)| other.cmp(print)) {
                Ok(at) => entry.twin = Some(self.first[at].1),
                Err(at) => self.first.insert(at, (print.clone(), index)),
            }
        }
    }
}

impl Entry {
    fn new(path: String, verdict: Verdict, known: &dyn Fn(&str) -> Option<String>) -> Self {
        let known_as = match &verdict {
            Verdict::Ready(candidate) => known(&candidate.fingerprint),
            _ => None,
        };
        Self { path, verdict, known_as, twin: None, choice: None }
    }

    /// The name under which the file was opened.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was found, seen by itself.
    pub const fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// The document it would become, if it can be imported.
    pub fn candidate(&self) -> Option<&Candidate> {
        match &self.verdict {
            Verdict::Ready(candidate) => Some(candidate),
            _ => None,
        }
    }
}
