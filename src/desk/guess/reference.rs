//! The words of a sentence that refer to an actor.

use std::ops::Range;

use super::names::Name;
use super::role::{self, Learned, Sort};
use super::token::{Kind, Token};
use crate::model::{ActorId, ActorKind};

/// Words before which somebody stands who does not speak: “a call with her”.
const PREPOSITIONS: &str = "about above across after against alongside among around as at before behind \
    below beside between beyond by concerning despite during for from in inside into like near of off on \
    onto outside over regarding since than through to toward towards under until upon versus via with \
    within without";

/// Whom words refer to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Who<'a> {
    /// An actor of the registry, by name or mention.
    Actor(ActorId, ActorKind),
    /// Somebody by a name that is nobody's in the registry.
    Stranger,
    /// He or she.
    Person,
    /// It.
    Thing,
    /// They.
    Several,
    /// By an office or a trade.
    Described(Sort, Vec<&'a str>),
}

/// Words of a sentence that refer to an actor.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reference<'a> {
    /// The tokens, a possessive included.
    pub(super) tokens: Range<usize>,
    /// To whom.
    pub(super) who: Who<'a>,
    /// Whether something is said to be theirs: “her plan”.
    pub(super) possessive: bool,
    /// Whether they depend on a preposition or are an object.
    pub(super) governed: bool,
}

/// Finds what refers to an actor in a sentence, in order, and learns what it says about those it
/// names: “the premier, Ann” and “Premier Ann” are one reference.
pub(super) fn references<'a>(
    tokens: &[Token<'a>],
    sentence: Range<usize>,
    names: &[Name],
    learned: &mut Learned<'a>,
) -> Vec<Reference<'a>> {
    let mut reader = Reader { tokens, sentence: sentence.clone(), names, found: Vec::new() };
    let mut at = sentence.start;
    while at < sentence.end {
        at = reader.read(at, learned);
    }
    reader.found
}

struct Reader<'r, 'a> {
    tokens: &'r [Token<'a>],
    sentence: Range<usize>,
    names: &'r [Name],
    found: Vec<Reference<'a>>,
}

impl<'a> Reader<'_, 'a> {
    fn token(&self, at: usize) -> Option<&Token<'a>> {
        self.sentence.contains(&at).then(|| &self.tokens[at])
    }

    fn is(&self, at: usize, words: &str) -> bool {
        self.token(at).is_some_and(|token| token.is_one_of(words))
    }

    fn is_mark(&self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Mark(mark))
    }

    /// Returns the name that begins at a token, and the token behind it.
    fn name(&self, at: usize) -> Option<(Who<'a>, usize)> {
        let token = self.token(at)?;
        let place = self.names.partition_point(|name| name.start < token.start);
        let name = self.names.get(place).filter(|name| name.start == token.start)?;
        let length = self.tokens[at..].iter().take_while(|t| t.end <= name.end).count();
        let who = name.actor.map_or(Who::Stranger, |(actor, kind)| Who::Actor(actor, kind));
        Some((who, at + length.max(1)))
    }

    /// Reads on from a token and returns where to go on.
    fn read(&mut self, at: usize, learned: &mut Learned<'a>) -> usize {
        let token = self.tokens[at];
        if let Some((who, end)) = self.name(at) {
            return self.push(at..end, who);
        }
        if token.kind != Kind::Word {
            return at + 1;
        }
        let pronoun = match token.words.to_ascii_lowercase().as_str() {
            "he" | "she" | "him" | "her" | "his" => Some(Who::Person),
            "they" | "them" | "their" | "both" => Some(Who::Several),
            "it" | "its" => Some(Who::Thing),
            _ => None,
        };
        if let Some(who) = pronoun {
            let next = self.token(at + 1);
            let noun = next.is_some_and(|next| next.kind == Kind::Word);
            if token.is("both")
                && noun
                && next.is_none_or(|next| super::verbs::form(next.words).is_none())
            {
                return at + 1;
            }
            let end = self.push(at..at + 1, who);
            if let Some(own) = self.found.last_mut() {
                own.possessive = token.is_one_of("his its their") || token.is("her") && noun;
                own.governed |= token.is_one_of("him them") || token.is("her") && !noun;
            }
            return end;
        }
        if let Some(sort) = role::sort(token.words) {
            return self.describe(at, sort, learned);
        }
        if token.is_capital() && self.names_stranger(at) {
            let end = self.capitals(at + 1);
            // The title of somebody unknown may still follow: “Kremlin spokesman”.
            return self.push(at..end, Who::Stranger);
        }
        at + 1
    }

    /// Says whether a word with a capital begins a name.
    fn names_stranger(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if role::is_opener(token.words) {
            return false;
        }
        let opens = at == self.sentence.start
            || !matches!(
                self.tokens[at - 1].kind,
                Kind::Word | Kind::Possessive | Kind::Mark(',' | '-' | '–' | '—')
            );
        // Any word has a capital at the head of a sentence; a name shows by what follows it.
        !opens
            || self.token(at + 1).is_some_and(|next| {
                next.is_capital()
                    || next.kind == Kind::Possessive
                    || super::verbs::form(next.words)
                        .is_some_and(|form| form != super::verbs::Form::Ing)
                    || next.is_one_of("also has had is was and , who")
            })
    }

    /// Returns the token behind a run of words with capitals that are no names of the registry.
    fn capitals(&self, from: usize) -> usize {
        let mut at = from;
        while self
            .token(at)
            .is_some_and(|token| token.is_capital() && role::sort(token.words).is_none())
            && self.name(at).is_none()
        {
            at += 1;
        }
        at
    }

    /// Reads a description around its noun, with whom it stands beside.
    fn describe(&mut self, noun: usize, sort: Sort, learned: &mut Learned<'a>) -> usize {
        let mut from = noun;
        while let Some(before) = from.checked_sub(1).filter(|at| *at >= self.sentence.start) {
            if let Some(last) = self.found.last().filter(|last| last.tokens.end == from) {
                // A pronoun's “spokesman” is nobody the text has named.
                if !matches!(last.who, Who::Actor(..) | Who::Stranger | Who::Described(..)) {
                    break;
                }
                from = last.tokens.start;
                self.found.pop();
                continue;
            }
            let token = &self.tokens[before];
            let part = role::is_modifier(token)
                || token.is_capital() && !role::is_opener(token.words)
                || token.kind == Kind::Mark('-');
            if !part {
                break;
            }
            from = before;
        }
        let his = from.checked_sub(1).is_some_and(|at| self.is(at, "his her their its a an"));
        let mut end = noun + 1;
        if self.is_mark(end, '-') && self.token(end + 1).is_some() {
            end += 2;
        }
        // “of Armenia”, “for foreign affairs”, “of the party”.
        while self.is(end, "of for") {
            let inner = end + 1 + usize::from(self.is(end + 1, "the"));
            let mut to = inner;
            loop {
                if let Some((_, behind)) = self.name(to) {
                    to = behind;
                } else if self.token(to).is_some_and(|t| {
                    t.is_capital() || role::is_modifier(t) || role::sort(t.words).is_some()
                }) {
                    to += 1;
                } else {
                    break;
                }
            }
            if to == inner {
                break;
            }
            end = to;
        }
        let words: Vec<&str> = self.tokens[from..end]
            .iter()
            .filter(|token| token.kind == Kind::Word)
            .map(|token| token.words)
            .collect();
        let comma = usize::from(self.is_mark(end, ','));
        let person = sort == Sort::Person;
        if person
            && let Some((Who::Actor(actor, ActorKind::Person), behind)) =
                self.name(end).or_else(|| self.name(end + comma))
        {
            learned.add(actor, words);
            return self.push(from..behind, Who::Actor(actor, ActorKind::Person));
        }
        let start = from.saturating_sub(usize::from(
            from.checked_sub(1).is_some_and(|at| self.is(at, "the a an")),
        ));
        let behind_comma = start.checked_sub(1).is_some_and(|at| self.is_mark(at, ','));
        if let Some(last) = self.found.last_mut()
            && person
            && behind_comma
            // “After talks with Ann, the minister said” names two.
            && !matches!(self.tokens.get(end).map(|t| t.kind), Some(Kind::Word | Kind::Possessive))
            && last.tokens.end + 1 == start
            && !last.possessive
            && let Who::Actor(actor, ActorKind::Person) = last.who
        {
            learned.add(actor, words);
            last.tokens.end = end;
            return end;
        }
        let named = self.capitals(end);
        if named > end && sort == Sort::Person {
            return self.push(from..named, Who::Stranger);
        }
        let who =
            if his && sort != Sort::Together { Who::Stranger } else { Who::Described(sort, words) };
        self.push(from..end, who)
    }

    /// Adds a reference and returns the token behind it.
    fn push(&mut self, tokens: Range<usize>, who: Who<'a>) -> usize {
        let before = tokens.start.checked_sub(1).filter(|at| *at >= self.sentence.start);
        // “with the Ann”: what stands between preposition and name is passed over.
        let article = before
            .filter(|at| self.is(*at, "the a an his her their its both"))
            .and_then(|at| at.checked_sub(1));
        let lead = article.or(before);
        let listed = |at: usize| self.is(at, "and or") || self.is_mark(at, ',');
        let governed = lead.is_some_and(|at| self.is(at, PREPOSITIONS))
            || lead.is_some_and(|at| {
                listed(at)
                    && self.is(at, "and or")
                    && self.found.last().is_some_and(|last| last.governed && last.tokens.end == at)
            });
        let mut end = tokens.end;
        let plural = self.token(end).is_some_and(|token| {
            matches!(token.kind, Kind::Mark('\'' | '’')) && self.tokens[end - 1].end == token.start
        });
        let possessive =
            plural || self.token(end).is_some_and(|token| token.kind == Kind::Possessive);
        end += usize::from(possessive);
        self.found.push(Reference { tokens: tokens.start..end, who, possessive, governed });
        end
    }
}
