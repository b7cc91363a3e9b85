//! What is known about a document, while somebody edits it.

use super::intake::{Part, first_words, read_date};
use super::{Desk, Host, Notice, Outcome};
use crate::edit::action;
use crate::model::{Document, DocumentId, ExcludedSpan};
use crate::text::order;

/// The fields of a document as they are typed; nothing of it is true before it is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// What the document is called.
    pub title: String,
    /// When it was published, as typed.
    pub date: String,
    /// Who published it.
    pub source: String,
    /// Who wrote it.
    pub author: String,
    /// Its language, as a BCP 47 tag.
    pub language: String,
    /// Where it was found.
    pub url: String,
    /// A remark.
    pub note: String,
    /// Further metadata: names and values, in the order in which they are shown.
    pub metadata: Vec<(String, String)>,
    /// Stretches that are not part of the document proper.
    pub excluded: Vec<ExcludedSpan>,
}

/// What is wrong with a description; empty sentences where nothing is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    /// With the title.
    pub title: String,
    /// With the date.
    pub date: String,
    /// With the names of the further metadata.
    pub metadata: String,
}

impl Problems {
    /// Says whether nothing is wrong.
    pub fn are_none(&self) -> bool {
        self.title.is_empty() && self.date.is_empty() && self.metadata.is_empty()
    }
}

impl Description {
    /// Takes down what is known about a document.
    pub fn of(document: &Document) -> Self {
        Self {
            title: document.title.clone(),
            date: document.date.map(|date| date.to_string()).unwrap_or_default(),
            source: document.source.clone(),
            author: document.author.clone(),
            language: document.language.clone(),
            url: document.url.clone(),
            note: document.note.clone(),
            metadata: document.metadata.clone().into_iter().collect(),
            excluded: document.excluded.clone(),
        }
    }

    /// Looks for what cannot be saved as it is.
    pub fn problems(&self) -> Problems {
        let mut problems = Problems {
            date: read_date(&self.date).err().unwrap_or_default(),
            ..Problems::default()
        };
        if self.title.trim().is_empty() {
            "A document needs a title.".clone_into(&mut problems.title);
        }
        let mut names: Vec<&str> = self.named().map(|(name, _)| name.trim()).collect();
        order::sort(&mut names);
        let twice = names.iter().zip(names.iter().skip(1)).find(|(one, next)| one == next);
        if names.first().is_some_and(|name| name.is_empty()) {
            "Each value needs a name.".clone_into(&mut problems.metadata);
        } else if let Some((twice, _)) = twice {
            problems.metadata = format!("“{twice}” is there twice.");
        }
        problems
    }

    /// The rows of further metadata in which something stands.
    fn named(&self) -> impl Iterator<Item = &(String, String)> {
        self.metadata
            .iter()
            .filter(|(name, value)| !name.trim().is_empty() || !value.trim().is_empty())
    }

    /// Saves the description as one undoable step and closes the dialog; refuses what cannot be
    /// saved.
    pub fn save(self, id: DocumentId, desk: &mut Desk, host: &mut Host) -> Outcome {
        if !self.problems().are_none() {
            return Err(Notice::warning("The document was not saved.", "Correct what is marked."));
        }
        let effects = desk.edit(host, "edit document", |project| {
            action::document::alter(project, id, |document| self.put_into(document))
        })?;
        desk.set_overlay(None);
        Ok(effects)
    }

    fn put_into(self, document: &mut Document) {
        let named = order::map(
            self.named().map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())),
        );
        let trimmed = |text: String| text.trim().to_owned();
        document.date = read_date(&self.date).ok().flatten();
        document.title = trimmed(self.title);
        document.source = trimmed(self.source);
        document.author = trimmed(self.author);
        document.language = trimmed(self.language);
        document.url = trimmed(self.url);
        document.note = self.note;
        document.metadata = named;
        document.excluded = self.excluded;
    }
}

/// Returns the words of excluded stretches; no words while the text is not in memory.
pub fn excluded_parts(desk: &Desk, id: DocumentId, excluded: &[ExcludedSpan]) -> Vec<Part> {
    let text = desk.project().text(id);
    excluded
        .iter()
        .map(|part| Part {
            words: text.and_then(|text| text.slice(part.span)).map(first_words).unwrap_or_default(),
            reason: part.reason.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::{Project, ProjectId, Timestamp};
    use crate::text::{Offset, Span, Text};

    const ID: DocumentId = DocumentId(7);

    fn desk() -> Desk {
        let mut desk = Desk::new(Project::new(ProjectId(1), "Talks", Timestamp(1)), None);
        let text = Text::new("Home\nThe envoys met.");
        let mut document = Document::new(ID, "Talks".to_owned(), &text, Timestamp(2));
        document.metadata.insert("outlet".to_owned(), "wire".to_owned());
        let span = Span::new(Offset(0), Offset(4)).unwrap();
        document.excluded.push(ExcludedSpan { span, reason: "website remains".to_owned() });
        let changes = action::document::add(document, text).to_vec();
        hosted(|host| desk.edit(host, "add", |_| changes)).unwrap();
        desk
    }

    fn hosted<T>(act: impl FnOnce(&mut Host) -> T) -> T {
        let mut random = || 3;
        act(&mut Host { now: Timestamp(5), random: &mut random })
    }

    fn document(desk: &Desk) -> Document {
        (*desk.project().documents()[&ID]).clone()
    }

    #[test]
    fn saving_what_was_not_changed_is_no_step() {
        let mut desk = desk();
        let effects =
            hosted(|host| Description::of(&document(&desk)).save(ID, &mut desk, host)).unwrap();
        assert!(effects.is_empty());
        assert_eq!(desk.history().steps().count(), 1);
    }

    #[test]
    fn everything_is_saved_as_one_step_and_taken_back_as_one() {
        let mut desk = desk();
        let before = document(&desk);
        assert_eq!(excluded_parts(&desk, ID, &before.excluded)[0].words, "Home");
        let mut description = Description::of(&before);
        description.title = " New talks ".to_owned();
        description.date = "--11-12".to_owned();
        description.metadata =
            vec![("page".to_owned(), "3".to_owned()), (" ".to_owned(), String::new())];
        description.excluded.clear();
        hosted(|host| description.save(ID, &mut desk, host)).unwrap();
        let after = document(&desk);
        assert_eq!(after.title, "New talks");
        assert_eq!(after.date.unwrap().to_string(), "--11-12");
        assert_eq!(after.metadata, BTreeMap::from([("page".to_owned(), "3".to_owned())]));
        assert!(after.excluded.is_empty());
        assert_eq!(desk.history().steps().next().unwrap().label, "edit document");
        hosted(|host| desk.undo(host)).unwrap();
        assert_eq!(document(&desk), before);
    }

    #[test]
    fn what_cannot_be_saved_is_named_and_changes_nothing() {
        let mut desk = desk();
        let mut description = Description::of(&document(&desk));
        description.title = " ".to_owned();
        description.date = "yesterday".to_owned();
        description.metadata.push(("outlet ".to_owned(), "x".to_owned()));
        let problems = description.problems();
        assert_eq!(problems.title, "A document needs a title.");
        assert!(problems.date.starts_with("“yesterday” is not a date"));
        assert_eq!(problems.metadata, "“outlet” is there twice.");
        description.metadata.push((String::new(), "x".to_owned()));
        assert_eq!(description.problems().metadata, "Each value needs a name.");
        let before = document(&desk);
        assert!(hosted(|host| description.save(ID, &mut desk, host)).is_err());
        assert_eq!(document(&desk), before);
    }
}
