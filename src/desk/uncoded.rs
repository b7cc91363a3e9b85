//! Going through what nobody has coded yet, sentence by sentence.

use super::Desk;
use crate::model::{Document, DocumentId, Project};
use crate::text::motion::{self, Unit};
use crate::text::{Offset, Span, Text};

impl Desk {
    /// Returns the next sentence behind the caret, or before it, that no claim touches and that is not
    /// excluded. A selected sentence is passed over: it has been looked at.
    pub fn uncoded_sentence(&self, back: bool) -> Option<Span> {
        let (document, text) = (self.document?, self.text()?);
        let caret = self.caret();
        let from = match (caret.span(), back) {
            (Some(selected), false) => selected.end(),
            (Some(selected), true) => selected.start(),
            (None, false) => caret.focus,
            (None, true) => motion::around(text, caret.focus, Unit::Sentence)
                .map_or(caret.focus, |here| here.start().min(caret.focus)),
        };
        let known = self.project.documents().get(&document)?;
        let free = |sentence: &Span| is_free(&self.project, document, known, text, *sentence);
        let mut at = from;
        loop {
            let here = motion::sentences(text, at);
            let found = if back {
                here.into_iter().rev().filter(|s| s.end() <= from).find(free)
            } else {
                here.into_iter()
                    .filter(|s| s.start() >= from || s.contains(from) && caret.span().is_none())
                    .find(free)
            };
            if found.is_some() {
                return found;
            }
            let next = if back {
                motion::backward(text, line_start(text, at), Unit::Paragraph)
            } else {
                motion::forward(text, at, Unit::Paragraph)
            };
            if next == at || (!back && next == text.end()) {
                return None;
            }
            at = next;
        }
    }
}

fn line_start(text: &Text, at: Offset) -> Offset {
    let before = text.as_str().get(..at.index()).unwrap_or_default();
    Offset::from_index(before.rfind('\n').map_or(0, |at| at + 1))
}

/// Says whether a sentence has words and no claim and no excluded stretch reaches into it.
fn is_free(
    project: &Project,
    id: DocumentId,
    document: &Document,
    text: &Text,
    sentence: Span,
) -> bool {
    let claimed = || {
        let mut near = project.claims_overlapping(id, sentence);
        near.any(|(claim, _)| claim.fragments.iter().any(|part| part.overlaps(sentence)))
    };
    let excluded = || document.excluded.iter().any(|part| part.span.overlaps(sentence));
    text.quote(sentence).chars().any(char::is_alphanumeric) && !excluded() && !claimed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Caret;
    use crate::desk::trial::{Trial, claim_type};

    fn walk(trial: &mut Trial, back: bool) -> Vec<String> {
        let mut seen = Vec::new();
        while let Some(span) = trial.desk.uncoded_sentence(back) {
            seen.push(trial.desk.text().unwrap().quote(span).to_owned());
            trial.desk.set_caret(Caret::of(span));
            assert!(seen.len() < 20, "{seen:?}");
        }
        seen
    }

    #[test]
    fn sentences_that_no_claim_touches_are_met_in_order_and_back() {
        let mut trial =
            Trial::new("Title\n\nOne is. Two is here. Three.\n\n* * *\n\nFour.\nFive.\n");
        trial.select("is here");
        trial.act(|desk, host| desk.code_selection(host, claim_type(desk)));
        trial.select("Four.");
        let exclude = crate::desk::command::command("document.exclude").unwrap();
        trial.act(exclude.run);
        trial.desk.set_caret(Caret::at(Offset(0)));
        assert_eq!(walk(&mut trial, false), ["Title", "One is.", "Three.", "Five."]);
        assert_eq!(walk(&mut trial, true), ["Three.", "One is.", "Title"]);
    }

    #[test]
    fn a_caret_inside_a_sentence_begins_with_that_one() {
        let mut trial = Trial::new("One. Two.");
        trial.desk.set_caret(Caret::at(Offset(6)));
        assert_eq!(walk(&mut trial, false), ["Two."]);
        trial.desk.set_caret(Caret::at(Offset(6)));
        assert_eq!(walk(&mut trial, true), ["One."]);
    }
}
