//! Where a stretch names actors: by mentions, by names of the registry, by surnames.

use std::cmp::Reverse;

use super::role;
use super::token::{self, Kind, Token};
use crate::model::{Actor, ActorId, ActorKind, DocumentId, Project};
use crate::text::{Span, order};

/// A name in a stretch, from its first byte there to the byte behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whose it is; `None` when several go by it and nothing tells which is meant.
    pub(super) actor: Option<(ActorId, ActorKind)>,
}

/// How a name was found; what tells more comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Mention,
    Name,
    Surname,
}

/// Finds the names outside quotations. Of names that overlap the longer one is meant.
///
/// The words of the stretch are put in order and each name of the registry looks for its first word
/// among them, so that a registry of thousands costs a glance for each name.
pub(super) fn names(
    project: &Project,
    document: DocumentId,
    span: Span,
    stretch: &str,
    tokens: &[Token],
) -> Vec<Name> {
    let mut words: Vec<(&str, usize)> = Vec::with_capacity(tokens.len());
    let outside = tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word);
    words.extend(outside.map(|(at, token)| (token.words, at)));
    order::sort(&mut words);
    let standing = |word: &str| standing(&words, word);
    let mut found: Vec<(usize, Reverse<usize>, Found, ActorId, ActorKind)> = Vec::new();
    for mention in project.mentions_overlapping(document, span) {
        if let (Some(kind), true) =
            (project.actors().get(&mention.actor).map(|a| a.kind), span.encloses(mention.span))
        {
            let range = mention.span.range();
            let shift = span.start().index();
            let place = (range.start - shift, Reverse(range.end - shift));
            found.push((place.0, place.1, Found::Mention, mention.actor, kind));
        }
    }
    for actor in project.actors().values() {
        for name in actor.names().filter(|name| is_telling(name)) {
            let lead = name.find(char::is_alphanumeric).unwrap_or(0);
            let inner = name.get(lead..).unwrap_or_default();
            let first = inner.get(..token::word_length(inner)).unwrap_or_default();
            for at in standing(first) {
                let Some(start) = tokens[at].start.checked_sub(lead) else { continue };
                let end = start + name.len();
                if stretch.get(start..end) == Some(name) && ends_word(stretch, end) {
                    found.push((start, Reverse(end), Found::Name, actor.id, actor.kind));
                }
            }
        }
        if let Some(surname) = surname(actor) {
            for at in standing(surname).filter(|at| !has_other_first_name(tokens, *at)) {
                let token = &tokens[at];
                let place = (token.start, Reverse(token.end));
                found.push((place.0, place.1, Found::Surname, actor.id, actor.kind));
            }
        }
    }
    order::sort(&mut found);
    let in_full = |who: ActorId| found.iter().any(|one| one.2 < Found::Surname && one.3 == who);
    let mut names: Vec<Name> = Vec::new();
    let mut best = Found::Mention;
    for &(start, Reverse(end), how, actor, kind) in &found {
        match names.last_mut() {
            Some(last) if (last.start, last.end, best) == (start, end, how) => {
                // Two actors go by these words: the one whom the text also names in full is meant.
                if how == Found::Surname
                    && let Some((other, _)) = last.actor
                    && other != actor
                {
                    last.actor = match (in_full(other), in_full(actor)) {
                        (true, false) => last.actor,
                        (false, true) => Some((actor, kind)),
                        _ => None,
                    };
                }
            }
            Some(last) if start < last.end => {}
            _ => {
                best = how;
                names.push(Name { start, end, actor: Some((actor, kind)) });
            }
        }
    }
    names
}

/// Says whether a name is long enough to be found by: two letters must be capitals.
fn is_telling(name: &str) -> bool {
    let count = name.chars().take(3).count();
    count > 2 || count == 2 && name.chars().all(char::is_uppercase)
}

/// Returns the places of a word in an ordered list of words with their places.
fn standing<'l>(words: &'l [(&str, usize)], word: &str) -> impl Iterator<Item = usize> + use<'l> {
    let from = words.partition_point(|(other, _)| *other < word);
    let behind = words.get(from..).unwrap_or_default();
    let to = behind.partition_point(|(other, _)| *other == word);
    behind.get(..to).unwrap_or_default().iter().map(|(_, at)| *at)
}

fn ends_word(stretch: &str, end: usize) -> bool {
    !stretch.get(end..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// Returns a person's last name, when the name has several words.
pub(super) fn surname(actor: &Actor) -> Option<&str> {
    let (_, last) = actor.name.trim().rsplit_once(' ')?;
    let fits = actor.kind == ActorKind::Person
        && last.chars().count() > 2
        && last.starts_with(char::is_uppercase)
        && last.chars().all(char::is_alphabetic);
    fits.then_some(last)
}

/// Says whether a name stands before a surname that is nobody's in the registry: somebody else of
/// the family is meant.
fn has_other_first_name(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| &tokens[at]) else { return false };
    let adjacent = before.end + 1 == tokens[at].start;
    let opens = at < 2 || !matches!(tokens[at - 2].kind, Kind::Word | Kind::Possessive);
    adjacent
        && before.is_capital()
        && !role::is_title(before.words)
        && !(opens && role::is_opener(before.words))
}
