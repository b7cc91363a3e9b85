//! Reads a stretch sentence by sentence, remembering whom it spoke of.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::Why;
use super::clause::{self, Subject};
use super::names::Name;
use super::reference::{self, Reference, Who};
use super::role::{self, Learned, Sort};
use super::token::{self, Token};
use crate::model::{ActorId, ActorKind, Project};

/// Who says something, as far as the words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Speaker {
    /// An actor of the registry.
    Actor(ActorId),
    /// Somebody who is not in the registry.
    Stranger,
    /// The words do not tell.
    #[default]
    Nobody,
}

/// A reporting clause whose subject is known, or known not to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    /// The token of its verb or noun.
    pub(super) at: usize,
    /// Who says it.
    pub(super) speaker: Speaker,
    /// How that is told.
    pub(super) why: Why,
    /// Bytes at which the words for the speaker begin and end.
    pub(super) subject: Option<(usize, usize)>,
    /// Whether a noun reports it.
    pub(super) noun: bool,
    /// Whether the sentence says it in passing.
    pub(super) aside: bool,
}

/// Somebody a sentence refers to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Referred {
    /// Bytes at which the words begin and end.
    pub(super) bytes: (usize, usize),
    /// Who it is.
    pub(super) speaker: Speaker,
    /// Whether it depends on nothing and owns nothing, as a subject does.
    pub(super) free: bool,
}

/// A sentence with what it reports.
#[derive(Debug)]
pub(super) struct Sentence {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// What is said in it.
    pub(super) said: Vec<Said>,
    /// Whom it refers to.
    pub(super) referred: Vec<Referred>,
}

impl Sentence {
    /// Returns who speaks in it, when anybody does.
    pub(super) fn speaker(&self) -> Option<&Said> {
        self.said.iter().find(|one| !one.noun && !one.aside && one.speaker != Speaker::Nobody)
    }
}

/// Reads the sentences of a stretch.
pub(super) fn read(
    project: &Project,
    stretch: &str,
    tokens: &[Token],
    names: &[Name],
) -> Vec<Sentence> {
    let mut learned = Learned::default();
    let ranges = token::sentences(stretch, tokens);
    let found: Vec<(Range<usize>, Vec<Reference>)> = ranges
        .into_iter()
        .map(|range| {
            let references = reference::references(tokens, range.clone(), names, &mut learned);
            (range, references)
        })
        .collect();
    let mut memory = Memory::new(project, learned);
    found.into_iter().map(|(range, references)| memory.read(tokens, range, &references)).collect()
}

/// Whom the text spoke of so far.
struct Memory<'p, 'a> {
    project: &'p Project,
    learned: Learned<'a>,
    /// The last person who spoke or of whom a sentence spoke.
    person: Speaker,
    /// The last body or state.
    thing: Speaker,
    /// The last of any kind.
    last: Speaker,
    /// Everybody named so far, the last at the end, each once.
    seen: Vec<ActorId>,
    /// What is known about the offices of those who were asked about.
    known: RefCell<BTreeMap<ActorId, String>>,
}

impl<'p, 'a> Memory<'p, 'a> {
    fn new(project: &'p Project, learned: Learned<'a>) -> Self {
        let (person, thing, last) = Default::default();
        Self { project, learned, person, thing, last, seen: Vec::new(), known: RefCell::default() }
    }

    fn read(
        &mut self,
        tokens: &[Token],
        range: Range<usize>,
        references: &[Reference],
    ) -> Sentence {
        let clauses = clause::clauses(tokens, range.clone(), references);
        let first = references.iter().position(|one| !one.governed && !one.possessive);
        let mut known: Vec<(Speaker, Why)> = Vec::with_capacity(references.len());
        for (number, reference) in references.iter().enumerate() {
            // Whoever neither says anything nor comes first is not looked for: that is most.
            let asked = first == Some(number)
                || clauses.iter().any(|one| one.subject == Subject::Reference(number));
            known.push(if asked || matches!(reference.who, Who::Actor(..)) {
                self.resolve(reference, references, &known)
            } else {
                (Speaker::Nobody, Why::Sentence)
            });
            if let Who::Actor(actor, _) = reference.who {
                self.seen.retain(|one| *one != actor);
                self.seen.push(actor);
            }
        }
        let bytes =
            |one: &Reference| (tokens[one.tokens.start].start, tokens[one.tokens.end - 1].end);
        let said = clauses.into_iter().map(|clause| {
            let (speaker, why, subject) = match clause.subject {
                Subject::Reference(number) => {
                    let (speaker, why) = known[number];
                    (speaker, why, Some(bytes(&references[number])))
                }
                Subject::Stranger => (Speaker::Stranger, Why::Sentence, None),
                Subject::Nobody => (Speaker::Nobody, Why::Sentence, None),
            };
            Said { at: clause.at, speaker, why, subject, noun: clause.noun, aside: clause.aside }
        });
        let referred = references.iter().zip(&known).map(|(one, (speaker, _))| Referred {
            bytes: bytes(one),
            speaker: *speaker,
            free: !one.governed && !one.possessive,
        });
        let sentence =
            Sentence { tokens: range, said: said.collect(), referred: referred.collect() };
        self.remember(&sentence, references, &known);
        sentence
    }

    /// Finds out to whom a reference refers.
    fn resolve(
        &self,
        reference: &Reference,
        all: &[Reference],
        known: &[(Speaker, Why)],
    ) -> (Speaker, Why) {
        match &reference.who {
            Who::Actor(actor, _) => (Speaker::Actor(*actor), Why::Sentence),
            Who::Stranger => (Speaker::Stranger, Why::Sentence),
            Who::Person => {
                // “Ann met Bo, and she said”: the sentence itself comes before those before it.
                let own = all.iter().zip(known).find(|(one, (speaker, _))| {
                    !one.governed
                        && !one.possessive
                        && self.kind(*speaker) == Some(ActorKind::Person)
                });
                (own.map_or(self.person, |(_, (speaker, _))| *speaker), Why::Pronoun)
            }
            Who::Thing => (self.thing, Why::Pronoun),
            Who::Several | Who::Described(Sort::Together, _) => (self.last, Why::Together),
            Who::Described(sort, words) => (self.described(*sort, words), Why::Description),
        }
    }

    fn kind(&self, speaker: Speaker) -> Option<ActorKind> {
        match speaker {
            Speaker::Actor(actor) => self.project.actors().get(&actor).map(|actor| actor.kind),
            _ => None,
        }
    }

    /// Finds whom a description fits: whoever spoke last, else who was named last, else the only one
    /// in the registry. A description of nobody known is a stranger's.
    fn described(&self, sort: Sort, words: &[&str]) -> Speaker {
        let last = if sort == Sort::Person { self.person } else { self.thing };
        let telling = role::telling(words);
        let fits = |actor: ActorId| self.fits(sort, actor, &telling);
        if let Speaker::Actor(actor) = last
            && let fit @ (Some(true) | None) = fits(actor)
            && (fit.is_some() || words.len() == 1)
        {
            return Speaker::Actor(actor);
        }
        if let Some(actor) = self.seen.iter().rev().find(|actor| fits(**actor) == Some(true)) {
            return Speaker::Actor(*actor);
        }
        // A bare “the minister” says too little to be looked for among all.
        let mut all = self
            .project
            .actors()
            .keys()
            .filter(|actor| words.len() > 1 && fits(**actor) == Some(true));
        match (all.next(), all.next()) {
            (Some(only), None) => Speaker::Actor(*only),
            _ => Speaker::Stranger,
        }
    }

    /// Says whether a description fits an actor; `None` when nothing is known that could tell.
    fn fits(&self, sort: Sort, actor: ActorId, telling: &[(String, &str)]) -> Option<bool> {
        let Some(record) = self.project.actors().get(&actor) else { return Some(false) };
        if (sort == Sort::Person) != (record.kind == ActorKind::Person) {
            return Some(false);
        }
        let mut known = self.known.borrow_mut();
        let known = known.entry(actor).or_insert_with(|| self.learned.known(self.project, record));
        (!known.is_empty()).then(|| role::fits(known, telling))
    }

    /// Keeps whom a sentence was about: who speaks in it, else who is named first.
    fn remember(
        &mut self,
        sentence: &Sentence,
        references: &[Reference],
        known: &[(Speaker, Why)],
    ) {
        let free =
            sentence.referred.iter().position(|one| one.free && one.speaker != Speaker::Nobody);
        let speaker = sentence.speaker().map(|said| said.speaker);
        // A single word with a capital may be a place: only what speaks or has two names is somebody.
        let topic = speaker.or_else(|| {
            let number = free?;
            let stranger = known[number].0 == Speaker::Stranger;
            (!stranger || references[number].tokens.len() > 1).then_some(known[number].0)
        });
        let Some(topic) = topic else { return };
        self.last = topic;
        match self.kind(topic) {
            Some(ActorKind::Person) => self.person = topic,
            Some(_) => {
                self.thing = topic;
                let mut named = known.iter().map(|(speaker, _)| *speaker);
                if speaker.is_none()
                    && let Some(person) =
                        named.find(|one| self.kind(*one) == Some(ActorKind::Person))
                {
                    self.person = person;
                }
            }
            None => (self.person, self.thing) = (Speaker::Stranger, Speaker::Stranger),
        }
    }
}
