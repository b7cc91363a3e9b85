//! Guessing who makes a claim, from the words around it. A guess is offered, never data by itself.

use super::Desk;
use crate::model::{ActorId, ClaimId, DocumentId, Role};
use crate::text::anchor::occurrences;
use crate::text::motion::{self, Unit};
use crate::text::{Offset, Span, Text};

/// Bytes behind a quotation in which its reporting clause is looked for.
const REPORTING_REACH: u32 = 90;

impl Desk {
    /// Returns the actor most likely to make a claim: who is named first in the clause that reports
    /// it, before or behind it, else in the line that introduces a quotation, else in the sentence
    /// before it, else who made the claim before it, else whom the title names.
    pub fn guess_claimant(&self, claim: ClaimId) -> Option<ActorId> {
        let claim = self.project.claims().get(&claim)?;
        let text = self.project.text(claim.document)?;
        let hull = claim.hull()?;
        let paragraph = motion::around(text, hull.start(), Unit::Paragraph)?;
        let named = self.names_in(text, claim.document, paragraph);
        // Whoever is named inside a quotation is spoken of; who speaks stands outside.
        let open = opening(text, paragraph, hull);
        let at = open.unwrap_or(hull.start());
        let introduced = || {
            let line = line_before(text, paragraph).filter(|_| open == Some(paragraph.start()))?;
            let leads = text.quote(line).ends_with([':', '：']);
            leads.then(|| first(&self.names_in(text, claim.document, line), line)).flatten()
        };
        before(text, &named, paragraph, at, true)
            .or_else(|| self.named_behind(text, claim.document, hull, open.is_some()))
            .or_else(introduced)
            .or_else(|| before(text, &named, paragraph, at, false))
            .or_else(|| self.previous_claimant(claim.document, hull.start(), claim.id))
            .or_else(|| {
                let title = &self.project.documents().get(&claim.document)?.title;
                let names = self.names_among(title).min_by_key(|(span, _)| place(*span));
                names.map(|(_, actor)| actor)
            })
    }

    /// Returns who is named first right behind a quotation: “…”, she said.
    fn named_behind(
        &self,
        text: &Text,
        document: DocumentId,
        hull: Span,
        quoted: bool,
    ) -> Option<ActorId> {
        let tail = text.as_str().get(hull.end().index()..)?;
        let closes = tail.trim_start_matches([',', '.', ' ']).starts_with(['”', '"', '»', '“']);
        if !quoted && !closes {
            return None;
        }
        let paragraph = motion::around(text, hull.end(), Unit::Paragraph)?;
        let reach = Offset(hull.end().0.saturating_add(REPORTING_REACH)).min(paragraph.end());
        let behind = Span::new(hull.end(), text.floor(reach)).ok()?;
        let named = self.names_in(text, document, paragraph);
        let near = named
            .iter()
            .filter(|(span, _)| behind.start() <= span.start() && span.start() < behind.end());
        near.min_by_key(|(span, _)| place(*span)).map(|(_, actor)| *actor)
    }

    /// Returns the stretches of a paragraph that name an actor: its mentions, and the names and
    /// aliases of the registry.
    fn names_in(&self, text: &Text, document: DocumentId, paragraph: Span) -> Vec<(Span, ActorId)> {
        let mentions = self
            .project
            .mentions_in(document)
            .filter(|mention| paragraph.encloses(mention.span))
            .map(|mention| (mention.span, mention.actor));
        let shift = paragraph.start().0;
        let names = self.names_among(text.quote(paragraph)).filter_map(|(span, actor)| {
            let (start, end) = (span.start().0 + shift, span.end().0 + shift);
            Some((Span::new(Offset(start), Offset(end)).ok()?, actor))
        });
        mentions.chain(names).collect()
    }

    /// Finds the names and aliases of the registry that stand among words as words of their own.
    fn names_among(&self, words: &str) -> impl Iterator<Item = (Span, ActorId)> {
        self.project.actors().values().flat_map(move |actor| {
            actor.names().filter(|name| name.chars().count() > 2).flat_map(move |name| {
                let whole = occurrences(words, name).filter(move |span| is_whole(words, *span));
                whole.map(|span| (span, actor.id))
            })
        })
    }

    /// Returns the first claimant of the claim that stands before a position.
    fn previous_claimant(
        &self,
        document: DocumentId,
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

/// Orders names by where they start; of two that start together the longer one is meant.
fn place(span: Span) -> (Offset, std::cmp::Reverse<Offset>) {
    (span.start(), std::cmp::Reverse(span.end()))
}

/// Returns who is named first in a stretch.
fn first(named: &[(Span, ActorId)], within: Span) -> Option<ActorId> {
    let inside = named.iter().filter(|(span, _)| within.encloses(*span));
    inside.min_by_key(|(span, _)| place(*span)).map(|(_, actor)| *actor)
}

/// Returns who is named first in the sentence around a position, before it; with `same` unset, in
/// the nearest sentence of the paragraph that stands before that one and names anybody.
fn before(
    text: &Text,
    named: &[(Span, ActorId)],
    paragraph: Span,
    at: Offset,
    same: bool,
) -> Option<ActorId> {
    let mut end = at;
    let mut sentence = motion::around(text, at, Unit::Sentence)?.start().max(paragraph.start());
    loop {
        let found = Span::new(sentence, end).ok().and_then(|part| first(named, part));
        if same || found.is_some() || sentence <= paragraph.start() {
            return found;
        }
        end = sentence;
        sentence = motion::backward(text, sentence, Unit::Sentence).max(paragraph.start());
    }
}

/// Returns the line with words before a paragraph.
fn line_before(text: &Text, paragraph: Span) -> Option<Span> {
    let words = text.as_str().get(..paragraph.start().index())?.trim_end();
    let last = words.char_indices().next_back()?.0;
    motion::around(text, Offset::from_index(last), Unit::Paragraph)
}

/// Says whether a name stands among words by itself and not as part of a longer word.
fn is_whole(words: &str, span: Span) -> bool {
    let before = words.get(..span.start().index()).and_then(|s| s.chars().next_back());
    let after = words.get(span.end().index()..).and_then(|s| s.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// Says whether a stretch stands between quotation marks of its paragraph.
pub fn in_quotation(text: &Text, span: Span) -> bool {
    motion::around(text, span.start(), Unit::Paragraph)
        .is_some_and(|paragraph| opening(text, paragraph, span).is_some())
}

/// Returns where the quotation opens in which a stretch of a paragraph stands.
fn opening(text: &Text, paragraph: Span, span: Span) -> Option<Offset> {
    let begins = text.quote(span).starts_with(['“', '"', '«', '„']).then_some(span.start());
    let lead = Span::new(paragraph.start(), span.start()).ok();
    let mut open = None;
    for (at, c) in lead.map_or("", |lead| text.quote(lead)).char_indices() {
        let here = Some(Offset::from_index(paragraph.start().index() + at));
        match c {
            '“' | '«' | '„' => open = here,
            '”' | '»' => open = None,
            '"' => open = if open.is_some() { None } else { here },
            _ => {}
        }
    }
    open.or(begins)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edit::random::sample;
    use crate::model::{Claim, CoderId, Document, Record, Timestamp};

    /// Guesses who makes the claim of the words between the bars of a text.
    fn guess(marked: &str) -> Option<String> {
        let mut parts = marked.split('|');
        let (lead, claim, rest) =
            (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        let text = Text::new(format!("{lead}{claim}{rest}"));
        let (start, end) = (lead.len(), lead.len() + claim.len());
        let span = Span::new(Offset::from_index(start), Offset::from_index(end)).unwrap();
        let mut project = sample();
        let (id, at) = (DocumentId(70), Timestamp(0));
        let document = Document::new(id, "Text".to_owned(), &text, at);
        drop(project.put(Record::Document(Arc::new(document))));
        drop(project.put(Record::Text(id, text)));
        let claim = Claim::new(ClaimId(70), id, CoderId(1), span, at);
        drop(project.put(Record::Claim(Arc::new(claim))));
        let desk = Desk::new(project, None);
        let actor = desk.guess_claimant(ClaimId(70))?;
        Some(desk.project().actors()[&actor].name.clone())
    }

    #[test]
    fn who_is_named_first_in_the_reporting_clause_speaks() {
        for (text, speaker) in [
            ("Ann Ámes told Bo Béla that |the bridge must open|.", Some("Ann Ámes")),
            ("Ann Ámes met Bo Béla. She told him: |the bridge must open|.", Some("Ann Ámes")),
            ("“|The bridge must open|,” Bo Béla told Ann Ámes.", Some("Bo Béla")),
            ("“Ann Ámes is late. |The bridge must open|,” Bo Béla said.", Some("Bo Béla")),
            ("Bo Bélassy said |the bridge must open|.", None),
        ] {
            assert_eq!(guess(text).as_deref(), speaker, "{text}");
        }
    }

    #[test]
    fn a_block_quotation_is_spoken_by_whom_the_line_above_introduces() {
        let text = "Ann Ámes wrote to Bo Béla:\n\n“|The bridge must open|. Soon.”\n";
        assert_eq!(guess(text).as_deref(), Some("Ann Ámes"));
        let text = "Ann Ámes wrote to Bo Béla.\n\n“|The bridge must open|. Soon.”\n";
        assert_eq!(guess(text), None, "a line that does not introduce it says nothing");
    }
}
