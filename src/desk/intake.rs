//! Documents under review: what was proposed for each file, what the person made of it, and the
//! one step that takes them in.

mod documents;
mod row;

pub use row::{Detail, Part, Piece, Row, State, Tally, characters};
pub(in crate::desk) use row::{first_words, grouped};

use std::collections::BTreeMap;

use crate::intake::propose::date_from_words;
use crate::intake::review::{Batch, Candidate, Choice, Entry, Verdict};
use crate::model::date::InvalidDate;
use crate::model::{PartialDate, Project};
use crate::text::order;

/// Files under review, each with what the person changed of its proposals.
#[derive(Debug, Clone, Default)]
pub struct Review {
    batch: Batch,
    drafts: Vec<Draft>,
    /// The titles of the project's documents by fingerprint, as they were when it began.
    known: BTreeMap<String, String>,
}

/// What the person changed; a field that was left alone follows its proposal, also when another
/// encoding brings another one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Draft {
    title: Option<String>,
    date: Option<String>,
    source: Option<String>,
    keep_remains: bool,
}

/// What can be typed for a document before it is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What it is called.
    Title,
    /// When it was published.
    Date,
    /// Who published it.
    Source,
}

impl Review {
    /// Begins a review of files for a project.
    pub fn new(project: &Project) -> Self {
        let documents = project.documents().values();
        let known = order::map(documents.map(|d| (d.fingerprint.clone(), d.title.clone())));
        Self { known, ..Self::default() }
    }

    /// Adds a file that was examined, and returns its place.
    pub fn add(&mut self, path: &str, verdict: Verdict) -> usize {
        self.drafts.push(Draft::default());
        let known = &self.known;
        self.batch.add(path, verdict, &|fingerprint| known.get(fingerprint).cloned())
    }

    /// Puts a new verdict in the place of an old one, as after the choice of another encoding.
    pub fn replace(&mut self, index: usize, verdict: Verdict) {
        let known = &self.known;
        self.batch.replace(index, verdict, &|fingerprint| known.get(fingerprint).cloned());
    }

    /// Includes a file in the import, or leaves it out.
    pub fn include(&mut self, index: usize, included: bool) {
        let choice = if included { Choice::Keep } else { Choice::Skip };
        self.batch.choose(index, choice);
    }

    /// Includes every file that can be imported and is not there already, or leaves all out.
    pub fn include_all(&mut self, included: bool) {
        for index in 0..self.len() {
            self.include(index, included && self.batch.original(index).is_none());
        }
    }

    /// Takes what was typed into a field; typing what is proposed gives the field back to it.
    pub fn set(&mut self, index: usize, field: Field, typed: &str) {
        let typed = typed.trim().to_owned();
        let proposed = self.proposed(index, field);
        let Some(draft) = self.drafts.get_mut(index) else { return };
        let value = (typed != proposed).then_some(typed);
        match field {
            Field::Title => draft.title = value,
            Field::Date => draft.date = value,
            Field::Source => draft.source = value,
        }
    }

    /// Excludes the website remains that were found in a file, or keeps them as text.
    pub fn exclude_remains(&mut self, index: usize, excluded: bool) {
        if let Some(draft) = self.drafts.get_mut(index) {
            draft.keep_remains = !excluded;
        }
    }

    /// Returns how many files there are.
    pub fn len(&self) -> usize {
        self.drafts.len()
    }

    /// Says whether there is nothing to review.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    fn entry(&self, index: usize) -> Option<(&Entry, &Draft)> {
        Some((self.batch.entries().get(index)?, self.drafts.get(index)?))
    }

    fn kept(&self, index: usize) -> bool {
        self.batch.choice(index) == Choice::Keep
    }

    fn proposed(&self, index: usize, field: Field) -> String {
        let candidate = self.entry(index).and_then(|(entry, _)| entry.candidate());
        candidate.map(|candidate| proposal(candidate, field).0).unwrap_or_default()
    }

    fn value(&self, index: usize, field: Field) -> String {
        let typed = self.entry(index).and_then(|(_, draft)| match field {
            Field::Title => draft.title.clone(),
            Field::Date => draft.date.clone(),
            Field::Source => draft.source.clone(),
        });
        typed.unwrap_or_else(|| self.proposed(index, field))
    }

    /// Reads the date of a file; nothing when none is given, an error when it is no date.
    fn date(&self, index: usize) -> Result<Option<PartialDate>, String> {
        read_date(&self.value(index, Field::Date))
    }
}

/// Reads a date as it was typed, in the form files keep or in words: `12.10.2020`, `October 12,
/// 2020`. Nothing when the field is empty, a sentence when it is no date or could be two.
pub fn read_date(typed: &str) -> Result<Option<PartialDate>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    typed
        .parse()
        .or_else(|error: InvalidDate| date_from_words(typed).ok_or(error))
        .map(Some)
        .map_err(|error| format!("{error}."))
}

/// Returns what is proposed for a field, and where that comes from.
fn proposal(candidate: &Candidate, field: Field) -> (String, String) {
    let proposals = &candidate.proposals;
    match field {
        Field::Title => proposals
            .title
            .as_ref()
            .map(|title| (title.value.clone(), title.origin.phrase().to_owned())),
        Field::Date => {
            proposals.date.as_ref().map(|date| {
                let phrase = date.origin.phrase();
                // `--11-12` has to be said in words to be understood.
                let origin = match date.value.year() {
                    Some(_) => phrase.to_owned(),
                    None => format!("{}; {phrase}", date.value.reading()),
                };
                (date.value.to_string(), origin)
            })
        }
        Field::Source => proposals
            .source
            .as_ref()
            .map(|source| (source.value.clone(), source.origin.phrase().to_owned())),
    }
    .unwrap_or_default()
}

#[cfg(test)]
mod tests;
