//! A desk for tests: one document, a clock and ids that only count up.

use std::sync::Arc;

use super::{Caret, Desk, Effect, Host, Outcome};
use crate::edit::random::sample;
use crate::model::{CodeId, CodeKind, Document, DocumentId, Record, Timestamp};
use crate::text::{Offset, Span, Text};

/// A desk at which nobody has given a name yet.
pub(super) struct Trial {
    pub(super) desk: Desk,
    now: u64,
    counted: u128,
}

impl Trial {
    /// Puts the sample's codebook and a document of this text on a desk.
    pub(super) fn new(text: &str) -> Self {
        let mut project = sample();
        let (id, text) = (DocumentId(70), Text::new(text));
        let document = Document::new(id, "Text".to_owned(), &text, Timestamp(0));
        drop(project.put(Record::Document(Arc::new(document))));
        drop(project.put(Record::Text(id, text)));
        let mut desk = Desk::new(project, None);
        desk.open_document(id);
        Self { desk, now: 0, counted: 1 << 64 }
    }

    /// Selects the first occurrence of words, and lets go of what was chosen.
    pub(super) fn select(&mut self, words: &str) {
        self.desk.set_focus(super::Focus::None);
        self.select_keeping(words);
    }

    /// Selects the first occurrence of words.
    pub(super) fn select_keeping(&mut self, words: &str) {
        let start = self.desk.text().unwrap().as_str().find(words).unwrap();
        let (start, end) = (Offset::from_index(start), Offset::from_index(start + words.len()));
        self.desk.set_caret(Caret::of(Span::new(start, end).unwrap()));
    }

    /// Does something that must not be refused.
    pub(super) fn act(&mut self, act: impl FnOnce(&mut Desk, &mut Host) -> Outcome) -> Vec<Effect> {
        self.try_act(act).unwrap()
    }

    /// Does something.
    pub(super) fn try_act(&mut self, act: impl FnOnce(&mut Desk, &mut Host) -> Outcome) -> Outcome {
        self.now += 1;
        let now = Timestamp(self.now);
        let counted = &mut self.counted;
        let mut random = || {
            *counted += 1;
            *counted
        };
        act(&mut self.desk, &mut Host { now, random: &mut random })
    }
}

/// Returns the first claim type.
pub(super) fn claim_type(desk: &Desk) -> CodeId {
    desk.project().codes_of(CodeKind::ClaimType)[0].id
}
