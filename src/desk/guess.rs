//! Guessing who makes a claim, from the words around it. A guess is offered, never data by itself.

use super::Desk;
use crate::model::{ActorId, ClaimId, Role};
use crate::text::anchor::occurrences;
use crate::text::motion::{self, Unit};
use crate::text::{Offset, Span, Text};

/// Bytes behind a quotation in which its reporting clause is looked for.
const REPORTING_REACH: u32 = 90;

impl Desk {
    /// Returns the actor most likely to make a claim: who is named in the clause that reports it,
    /// else in its sentence, else before it in its paragraph, else who made the claim before it.
    pub fn guess_claimant(&self, claim: ClaimId) -> Option<ActorId> {
        let claim = self.project.claims().get(&claim)?;
        let text = self.project.text(claim.document)?;
        let hull = claim.hull()?;
        let paragraph = motion::around(text, hull.start(), Unit::Paragraph)?;
        let named = self.names_in(text, claim.document, paragraph);
        let before = |from: Offset| {
            let inside =
                named.iter().filter(|(span, _)| from <= span.start() && span.end() <= hull.start());
            inside.max_by_key(|(span, _)| span.end()).map(|(_, actor)| *actor)
        };
        let behind = || {
            let reach = Offset(hull.end().0.saturating_add(REPORTING_REACH));
            let after =
                named.iter().filter(|(span, _)| hull.end() <= span.start() && span.start() < reach);
            after.min_by_key(|(span, _)| span.start()).map(|(_, actor)| *actor)
        };
        let sentence = motion::around(text, hull.start(), Unit::Sentence);
        let start = sentence.map_or(paragraph.start(), Span::start);
        before(start)
            .or_else(|| in_quotation(text, hull).then(behind).flatten())
            .or_else(|| before(paragraph.start()))
            .or_else(|| self.previous_claimant(claim.document, hull.start(), claim.id))
    }

    /// Returns the stretches of a paragraph that name an actor: its mentions, and the names and
    /// aliases of the registry.
    fn names_in(
        &self,
        text: &Text,
        document: crate::model::DocumentId,
        paragraph: Span,
    ) -> Vec<(Span, ActorId)> {
        let mentions = self
            .project
            .mentions_in(document)
            .filter(|mention| paragraph.encloses(mention.span))
            .map(|mention| (mention.span, mention.actor));
        let words = text.quote(paragraph);
        let names = self.project.actors().values().flat_map(|actor| {
            actor.names().filter(|name| name.chars().count() > 2).flat_map(|name| {
                occurrences(words, name).filter_map(|span| {
                    let shift = paragraph.start().0;
                    let start = Offset(span.start().0 + shift);
                    Some((Span::new(start, Offset(span.end().0 + shift)).ok()?, actor.id))
                })
            })
        });
        mentions.chain(names).collect()
    }

    /// Returns the first claimant of the claim that stands before a position.
    fn previous_claimant(
        &self,
        document: crate::model::DocumentId,
        before: Offset,
        own: ClaimId,
    ) -> Option<ActorId> {
        self.project
            .claims_in(document)
            .filter(|claim| {
                claim.id != own && claim.hull().is_some_and(|span| span.start() <= before)
            })
            .filter_map(|claim| claim.in_role(Role::Claimant).next().map(|p| p.actor))
            .last()
    }
}

/// Says whether a stretch stands between quotation marks of its paragraph.
pub fn in_quotation(text: &Text, span: Span) -> bool {
    let Some(paragraph) = motion::around(text, span.start(), Unit::Paragraph) else { return false };
    let Ok(lead) = Span::new(paragraph.start(), span.start()) else {
        return text.quote(span).starts_with(['“', '"', '«', '„']);
    };
    let mut open = false;
    for c in text.quote(lead).chars() {
        match c {
            '“' | '«' | '„' => open = true,
            '”' | '»' => open = false,
            '"' => open = !open,
            _ => {}
        }
    }
    open || text.quote(span).starts_with(['“', '"', '«', '„'])
}
