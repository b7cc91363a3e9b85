//! Guessing who makes a claim, from the words around it. A guess is offered, never data by itself.
//!
//! A stretch around the claim is taken apart into sentences (`token`, `quotation`); in each, what
//! refers to an actor is found (`names`, `reference`, `role`) and who says something (`verbs`,
//! `clause`); reading on from sentence to sentence tells whom “he” means (`reading`). Where the words
//! name somebody who is not in the registry, nobody is guessed.

mod choice;
mod clause;
mod heading;
mod names;
mod quotation;
mod reading;
mod reference;
mod role;
mod token;
mod verbs;
mod words;

use super::Desk;
use crate::model::{ActorId, Attribution, Claim, ClaimId, DocumentId, Role};
use crate::text::{Offset, Span, Text};
use choice::Found;

/// Bytes before a claim that are read, and bytes behind it.
const BACK: usize = 4000;
const AHEAD: usize = 2500;

/// Who may make a claim, and what speaks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guess {
    /// The actor.
    pub actor: ActorId,
    /// What the guess rests on.
    pub why: Why,
}

/// What a guess rests on, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The words beside a quotation name who speaks in it.
    Quotation,
    /// The sentence names who says it.
    Sentence,
    /// The sentence says that “he”, “she” or “it” says it.
    Pronoun,
    /// The sentence names an office: “the minister said”.
    Description,
    /// Several say it together: “the sides agreed”.
    Together,
    /// The line begins with the speaker's name.
    Label,
    /// The line before a quotation introduces who speaks.
    Introduced,
    /// The heading above says whose words they are.
    Heading,
    /// The sentence before says who speaks.
    Carried,
    /// The sentence names somebody before the claim.
    Named,
    /// The claim before it is this actor's.
    LastClaimant,
    /// The last who spoke in the paragraph before.
    LastSpeaker,
    /// The title names the actor.
    Title,
    /// The document is the actor's.
    Source,
}

impl Why {
    /// Every reason, the surest first.
    pub const ALL: [Self; 14] = [
        Self::Quotation,
        Self::Sentence,
        Self::Pronoun,
        Self::Description,
        Self::Together,
        Self::Label,
        Self::Introduced,
        Self::Heading,
        Self::Carried,
        Self::Named,
        Self::LastClaimant,
        Self::LastSpeaker,
        Self::Title,
        Self::Source,
    ];

    /// Returns what the guess rests on, as a short remark beside the name.
    pub fn remark(self) -> &'static str {
        match self {
            Self::Quotation => "speaks in this quotation",
            Self::Sentence => "says so in this sentence",
            Self::Pronoun => "“he”, “she” or “it” here",
            Self::Description => "described so here",
            Self::Together => "one of those who say so together",
            Self::Label => "named at the head of the line",
            Self::Introduced => "introduced in the line above",
            Self::Heading => "named in the heading above",
            Self::Carried => "speaks in the sentence before",
            Self::Named => "named before it in the sentence",
            Self::LastClaimant => "makes the claim before",
            Self::LastSpeaker => "spoke last",
            Self::Title => "named in the title",
            Self::Source => "the document is theirs",
        }
    }

    /// Says whether the guess is little more than a place to begin: nothing in the sentence or beside
    /// it names the actor.
    pub fn is_weak(self) -> bool {
        self >= Self::Named
    }

    /// Returns the word that marks the guess in a list.
    pub fn mark(self) -> &'static str {
        match self {
            Self::LastClaimant => "last claimant",
            _ if self.is_weak() => "weak guess",
            _ => "guess",
        }
    }
}

impl Desk {
    /// Returns the actor most likely to make a claim; `None` when nothing tells, and when the words
    /// tell that it is somebody who is not in the registry.
    pub fn guess_claimant(&self, claim: ClaimId) -> Option<Guess> {
        let claim = self.project.claims().get(&claim)?;
        let text = self.project.text(claim.document)?;
        // Where the claim begins decides; further fragments go on with it.
        let span = *claim.fragments.first()?;
        let (found, last_speaker) = choice::choose(self, claim, text, span);
        let weak = || {
            self.last_claimant(claim, span.start())
                .or(last_speaker)
                .or_else(|| self.of_document(claim.document))
        };
        match found {
            Found::Guess(guess) => Some(guess),
            Found::Stranger => None,
            Found::Nothing => weak(),
        }
    }

    /// Returns how the text most likely gives a stretch: in quotation marks when most of it stands
    /// between them, else reported.
    pub fn guess_attribution(text: &Text, span: Span) -> Attribution {
        let quoted = choice::quoted_bytes(text, span);
        if quoted * 5 >= span.bytes() as usize * 3 {
            Attribution::DirectQuote
        } else {
            Attribution::IndirectSpeech
        }
    }

    /// Returns the first claimant of the nearest claim before a position that has one.
    fn last_claimant(&self, own: &Claim, at: Offset) -> Option<Guess> {
        let (actor, _) = self.claimants_before(own, at).next()?;
        Some(Guess { actor, why: Why::LastClaimant })
    }

    /// Returns the first claimants of the claims that start at a position or before it, with where
    /// the claims start, the nearest first.
    fn claimants_before(&self, own: &Claim, at: Offset) -> impl Iterator<Item = (ActorId, Offset)> {
        let id = own.id;
        let before = self.project.claims_before(own.document, Offset(at.0.saturating_add(1)));
        before.filter(move |claim| claim.id != id).filter_map(|claim| {
            let claimant = claim.in_role(Role::Claimant).next()?;
            Some((claimant.actor, claim.hull()?.start()))
        })
    }

    /// Returns whom the title names, else the author or the publisher, when it is an actor.
    fn of_document(&self, document: DocumentId) -> Option<Guess> {
        let about = self.project.documents().get(&document)?;
        let title = choice::named_in_title(self, document, &about.title);
        let owner = || {
            let by = [&about.author, &about.source].into_iter().filter(|name| !name.is_empty());
            let mut all = by.filter_map(|name| {
                let mut actors = self.project.actors().values();
                actors.find(|actor| actor.goes_by(name)).map(|actor| actor.id)
            });
            all.next()
        };
        let title = title.map(|actor| Guess { actor, why: Why::Title });
        title.or_else(|| Some(Guess { actor: owner()?, why: Why::Source }))
    }
}

#[cfg(test)]
mod tests;
