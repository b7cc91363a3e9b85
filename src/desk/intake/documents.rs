//! Taking the reviewed documents in: one step, whatever their number.

use super::{Field, Review};
use crate::desk::{Desk, Effect, Host, Notice, Outcome, Place};
use crate::edit::{Change, Origin, action};
use crate::intake::propose::Boilerplate;
use crate::intake::review::Candidate;
use crate::model::{Document, DocumentId, Timestamp};
use crate::text::Text;
use crate::text::order;

/// How many files that were left out are named.
const NAMED: usize = 3;

impl Review {
    /// Imports the included documents as one undoable step, opens the first, and says what was
    /// imported and what was not.
    pub fn import(&self, desk: &mut Desk, host: &mut Host) -> Outcome {
        let tally = self.tally();
        let obstacle = tally.obstacle();
        if !obstacle.is_empty() {
            return Err(Notice::warning("Nothing was imported yet.", obstacle));
        }
        // Ids made in the same millisecond sort by chance; the files' order must survive.
        let mut ids: Vec<DocumentId> =
            (0..tally.included).map(|_| DocumentId(host.fresh())).collect();
        order::sort(&mut ids);
        let kept: Vec<(usize, &Candidate)> = self.batch.kept().collect();
        let changes: Vec<Change> = ids
            .iter()
            .zip(kept)
            .flat_map(|(id, (index, candidate))| {
                let text = Text::new(candidate.text.clone());
                action::document::add(self.document(*id, index, candidate, &text, host.now), text)
            })
            .collect();
        let label = format!("import {}", count(ids.len()));
        let mut effects = desk.take_in(host, &label, Origin::Import, changes)?;
        desk.set_overlay(None);
        desk.go(Place::Code);
        if let Some(first) = ids.first() {
            desk.open_document(*first);
        }
        effects.push(Effect::Tell(self.told(ids.len())));
        effects.push(Effect::FocusText);
        Ok(effects)
    }

    fn document(
        &self,
        id: DocumentId,
        index: usize,
        candidate: &Candidate,
        text: &Text,
        at: Timestamp,
    ) -> Document {
        let path = self.entry(index).map(|(entry, _)| entry.path()).unwrap_or_default();
        let title = self.value(index, Field::Title);
        let title = match (title.is_empty(), path.is_empty()) {
            (false, _) => title,
            (true, false) => path.rsplit('/').next().unwrap_or(path).to_owned(),
            (true, true) => "Untitled".to_owned(),
        };
        let proposals = &candidate.proposals;
        let plain = |value: &Option<crate::intake::propose::Proposed<String>>| {
            value.as_ref().map(|proposed| proposed.value.clone()).unwrap_or_default()
        };
        let keeps = self.entry(index).is_some_and(|(_, draft)| draft.keep_remains);
        let remains = proposals.boilerplate.iter().filter(|_| !keeps);
        let mut document = Document::new(id, title, text, at);
        document.date = self.date(index).ok().flatten();
        document.source = self.value(index, Field::Source);
        document.author = plain(&proposals.author);
        document.url = plain(&proposals.url);
        document.language = plain(&proposals.language);
        path.clone_into(&mut document.file);
        document.excluded = remains.filter_map(Boilerplate::to_excluded).collect();
        document
    }

    /// Says what was imported and what was not.
    fn told(&self, imported: usize) -> Notice {
        let message = match imported {
            1 => "One document is imported.".to_owned(),
            many => format!("{many} documents are imported."),
        };
        let out = (0..self.len()).filter(|index| !self.kept(*index));
        let names: Vec<String> =
            out.filter_map(|index| self.row(index)).map(|row| format!("“{}”", row.name)).collect();
        match names.len() {
            0 => Notice::info(message),
            some => {
                let named = names.get(..some.min(NAMED)).unwrap_or_default().join(", ");
                let more = some.saturating_sub(NAMED);
                let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
                Notice::warning(message, format!("Not imported: {named}{rest}."))
            }
        }
    }
}

/// Counts documents: "1 document", "5 documents".
fn count(documents: usize) -> String {
    match documents {
        1 => "1 document".to_owned(),
        many => format!("{many} documents"),
    }
}
