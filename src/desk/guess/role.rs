//! Descriptions by which a text refers to whom it named before: “the Russian foreign minister”.

use super::token::Token;
use super::words::{Words, has};
use crate::model::{Actor, ActorId, ActorKind, Project};
use crate::text::fold::fold;

/// Nouns for a person in an office or a trade.
static PERSONS: Words = Words::new(
    "activist adviser advisor ambassador analyst author boss candidate chair \
    chairman chairperson chairwoman chancellor chief commander commissioner coordinator deputy \
    diplomat director economist envoy expert founder general governor head king lawmaker lawyer \
    leader mayor mediator minister negotiator official politician pope premier president prosecutor \
    queen representative scientist secretary senator speaker spokesman spokesperson spokeswoman",
);

/// Nouns for a body that speaks.
static BODIES: Words = Words::new(
    "agency alliance army association bank board cabinet church coalition commission \
    committee company council court delegation department embassy federation foundation government \
    group kremlin ministry movement office organisation organization parliament party union",
);

/// Nouns for several who speak together.
static TOGETHER: Words = Words::new(
    "ambassadors countries delegations diplomats envoys governments interlocutors \
    leaders ministers negotiators officials participants parties presidents premiers representatives \
    secretaries sides signatories states",
);

/// Words that tell what office it is but are no office themselves.
static MODIFIERS: Words = Words::new(
    "affairs assistant defence defense deputy economy energy finance first foreign \
    general health interior justice opposition party permanent press prime regional special state \
    vice",
);

/// Words that say nothing about which office it is.
static EMPTY: Words = Words::new(
    "a acting an and both country country's current former his her new of our same \
    senior the their then these this three to top two veteran for nation",
);

/// Words with a capital at the head of a sentence that name nobody.
static OPENERS: Words = Words::new(
    "a after again all although an and as at because before besides both but by \
    despite during earlier even finally first for from further furthermore he her here his how however \
    if in indeed it its last later many meanwhile moreover most my nevertheless no not now of on once \
    one only other our over she since so some still such that the their then there these they this \
    those through thus to today under until we what when where which while who why with yesterday yet \
    you",
);

/// Names of times.
static NO_NAMES: Words = Words::new(
    "april august december february friday january july june march may monday \
    november october saturday september sunday thursday tuesday wednesday",
);

/// What a described actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    Body,
    Together,
}

/// Returns what a noun describes, if it is one of those that do.
pub(super) fn sort(word: &str) -> Option<Sort> {
    [(&PERSONS, Sort::Person), (&BODIES, Sort::Body), (&TOGETHER, Sort::Together)]
        .into_iter()
        .find(|(list, _)| list.has(word))
        .map(|(_, sort)| sort)
}

pub(super) fn is_modifier(token: &Token) -> bool {
    token.is_in(&MODIFIERS) || has("chief senior top", token.words)
}

/// Says whether a word may stand before a name as a title.
pub(super) fn is_title(word: &str) -> bool {
    has("Dr Lord Miss Mr Mrs Ms PM FM Sir", word) || sort(word).is_some()
}

/// Says whether a word with a capital is no name.
pub(super) fn is_opener(word: &str) -> bool {
    OPENERS.has(word) || NO_NAMES.has(word)
}

/// What a text has said about actors by putting a description beside their names.
#[derive(Debug, Default)]
pub(super) struct Learned<'a>(Vec<(ActorId, Vec<&'a str>)>);

impl<'a> Learned<'a> {
    /// Remembers that words described an actor.
    pub(super) fn add(&mut self, actor: ActorId, words: Vec<&'a str>) {
        self.0.push((actor, words));
    }

    /// Returns all that is known about an actor's office, folded: affiliations, what the text said,
    /// and the names of what is no person. Empty when nothing is known.
    pub(super) fn known(&self, project: &Project, actor: &Actor) -> String {
        let mut known = String::new();
        let mut add = |part: &str| {
            known.push_str(part);
            known.push(' ');
        };
        for affiliation in &actor.affiliations {
            add(&affiliation.position);
            let with = project.actors().get(&affiliation.with);
            with.into_iter().flat_map(|with| with.names()).for_each(&mut add);
        }
        let said = self.0.iter().filter(|(who, _)| *who == actor.id).flat_map(|(_, words)| words);
        said.copied().chain(actor.attributes.values().map(String::as_str)).for_each(&mut add);
        if actor.kind != ActorKind::Person {
            actor.names().for_each(add);
        }
        fold(&known)
    }
}

/// The words of a description that tell something, each with those that mean the same.
pub(super) fn telling(words: &[&str]) -> Vec<(String, &'static str)> {
    let words = words.iter().filter(|word| !EMPTY.has(word)).map(|word| fold(word));
    words
        .map(|word| {
            let either = EITHER.iter().find(|line| line.split(' ').next() == Some(&word));
            (word, either.copied().unwrap_or_default())
        })
        .collect()
}

/// Says whether every word of a description agrees with something known.
pub(super) fn fits(known: &str, words: &[(String, &str)]) -> bool {
    words.iter().all(|(word, either)| {
        known.split(|c: char| !c.is_alphanumeric()).any(|known| agrees(word, either, known))
    })
}

/// Offices that texts call by the first word of a line as well as by the others.
const EITHER: &[&str] = &[
    "leader president prime chancellor chairman chairwoman chief head king queen premier",
    "head minister president prime chief director chairman chairwoman chancellor leader",
    "premier prime",
    "chief head director chairman chairwoman boss",
    "diplomat foreign ambassador envoy",
    "envoy representative ambassador",
    "official minister deputy secretary spokesperson spokesman spokeswoman director",
    "spokesperson spokesman spokeswoman",
    "spokesman spokesperson",
    "spokeswoman spokesperson",
    "chair chairman chairwoman chairperson",
    "lawmaker deputy senator",
    "american united us",
    "us united",
    "british kingdom",
    "ra armenia",
];

/// Says whether a word of a description and a word known about an actor mean the same: the same
/// stem, as in “Armenian” and “Armenia”, or an office that texts call by either word.
fn agrees(word: &str, either: &str, known: &str) -> bool {
    const STEM: usize = 4;
    if known.is_empty() {
        return false;
    }
    let same = word.chars().zip(known.chars()).take_while(|(a, b)| a == b).count();
    word == known
        || same >= STEM && same + 4 >= word.chars().count().max(known.chars().count())
        || either.split(' ').skip(1).any(|one| one == known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_agree_by_stem_and_by_office() {
        for (word, known, same) in [
            ("armenian", "armenia", true),
            ("russian", "russia", true),
            ("minister", "ministry", true),
            ("foreign", "interior", false),
            ("leader", "president", true),
            ("president", "leader", false),
            ("german", "georgia", false),
            ("diplomat", "foreign", true),
        ] {
            assert_eq!(fits(known, &telling(&[word])), same, "{word} {known}");
        }
    }
}
