//! The registry of actors as its editor shows it.

use crate::text::order;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::card;
use super::prose::{counted, listed};
use crate::edit::action::actor::{self, Finder};
use crate::model::{Actor, ActorId, ActorKind, ClaimId, PartialDate, Project, Role};
use crate::text::fold;

/// How many characters of a claim are shown.
const SNIPPET: usize = 160;

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ActorSort {
    /// By name; while something is typed, the best answer first.
    #[default]
    Name,
    /// Those that stand in most claims and mentions first.
    Use,
}

impl ActorSort {
    /// Every order, as offered.
    pub const ALL: [Self; 2] = [Self::Name, Self::Use];

    /// Returns the order's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Use => "use",
        }
    }
}

/// How often an actor is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// In how many claims it has each role, in the order of [`Role::ALL`].
    pub roles: [usize; 3],
    /// How many mentions name it.
    pub mentions: usize,
}

impl Tally {
    /// Returns how often the actor is named in all.
    pub fn uses(self) -> usize {
        self.roles.iter().sum::<usize>() + self.mentions
    }
}

/// One line of the list of actors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorRow {
    /// Who.
    pub id: ActorId,
    /// The actor's name.
    pub name: String,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// Its aliases, joined; the one that answers what was typed stands first.
    pub aliases: String,
    /// How often it is named.
    pub tally: Tally,
}

/// A registry made ready for searching at every key.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    finder: Finder,
    tallies: BTreeMap<ActorId, Tally>,
}

impl Registry {
    /// Makes a project's registry ready.
    pub fn new(project: &Project) -> Self {
        let mut tallies: BTreeMap<ActorId, Tally> = BTreeMap::new();
        for claim in project.claims().values() {
            for participant in &claim.participants {
                let place = Role::ALL.iter().position(|role| *role == participant.role);
                let tally = tallies.entry(participant.actor).or_default();
                if let Some(count) = place.and_then(|place| tally.roles.get_mut(place)) {
                    *count += 1;
                }
            }
        }
        for mention in project.mentions().values() {
            tallies.entry(mention.actor).or_default().mentions += 1;
        }
        Self { finder: Finder::new(project), tallies }
    }

    /// Returns the lines that answer what was typed.
    pub fn rows(&self, project: &Project, typed: &str, sort: ActorSort) -> Vec<ActorRow> {
        let found = self.finder.search(typed, usize::MAX);
        let mut rows: Vec<ActorRow> = found
            .into_iter()
            .filter_map(|found| {
                let actor = project.actors().get(&found.actor)?;
                Some(ActorRow {
                    id: actor.id,
                    name: actor.name.clone(),
                    kind: actor.kind,
                    aliases: aliases(actor, &found.name),
                    tally: self.tallies.get(&actor.id).copied().unwrap_or_default(),
                })
            })
            .collect();
        let by_name = |row: &ActorRow| (fold::fold(&row.name), row.id);
        match sort {
            ActorSort::Name if typed.trim().is_empty() => order::by_key(&mut rows, by_name),
            ActorSort::Name => {}
            ActorSort::Use => {
                order::by_key(&mut rows, |row| (Reverse(row.tally.uses()), by_name(row)));
            }
        }
        rows
    }
}

/// Joins an actor's aliases, the one that answers first.
fn aliases(actor: &Actor, answering: &str) -> String {
    let first = actor.aliases.iter().filter(|alias| *alias == answering);
    let rest = actor.aliases.iter().filter(|alias| *alias != answering);
    first.chain(rest).map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// A claim an actor takes part in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which claim.
    pub claim: ClaimId,
    /// In which roles, joined.
    pub roles: String,
    /// The claim's types, joined.
    pub types: String,
    /// The colour of the first type.
    pub colour: Option<u8>,
    /// The beginning of its words; empty while the text is not in memory.
    pub quote: String,
    /// The title of its document.
    pub document: String,
}

/// Returns the claims an actor takes part in, document by document in the order of the text.
pub fn parts(project: &Project, actor: ActorId) -> Vec<Part> {
    let mut parts = Vec::new();
    for document in project.documents().values() {
        for claim in project.claims_in(document.id) {
            let own = claim.participants.iter().filter(|p| p.actor == actor);
            let roles: Vec<&str> = own.map(|p| p.role.name()).collect();
            if roles.is_empty() {
                continue;
            }
            let codes = claim.types.iter().filter_map(|id| project.codes().get(id));
            let types: Vec<&str> = codes.clone().map(|code| code.name.as_str()).collect();
            parts.push(Part {
                claim: claim.id,
                roles: roles.join(", "),
                types: types.join(", "),
                colour: codes.map(|code| code.colour).next(),
                quote: snippet(&card::quote(project, claim)),
                document: document.title.clone(),
            });
        }
    }
    parts
}

/// Returns the beginning of a quote on one line.
fn snippet(quote: &str) -> String {
    let mut words = String::new();
    for word in quote.split_whitespace() {
        if words.chars().count() + word.chars().count() > SNIPPET {
            words.push_str(" …");
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// Says what moves or goes with an actor: "12 claims, 3 mentions and 1 affiliation".
pub fn used(project: &Project, actor: ActorId) -> String {
    let usage = actor::usage(project, actor);
    let counts =
        [(usage.claims, "claim"), (usage.mentions, "mention"), (usage.affiliations, "affiliation")];
    let named = counts.into_iter().filter(|(count, _)| *count > 0);
    listed(&named.map(|(count, word)| counted(count, word)).collect::<Vec<_>>())
}

/// Says what becomes of everything when one actor is merged into another.
pub fn merging(project: &Project, gone: ActorId, kept: ActorId) -> Option<String> {
    let (gone, kept) = (project.actors().get(&gone)?, project.actors().get(&kept)?);
    let used = used(project, gone.id);
    let moved = if used.is_empty() {
        format!("Nothing names “{}” yet, so nothing moves.", gone.name)
    } else {
        format!("{used} of “{}” become those of “{}”.", gone.name, kept.name)
    };
    let new: Vec<String> =
        gone.names().filter(|name| !kept.goes_by(name)).map(|name| format!("“{name}”")).collect();
    let learnt = match new.len() {
        0 => String::new(),
        1 => format!(" {} becomes an alias.", listed(&new)),
        _ => format!(" {} become aliases.", listed(&new)),
    };
    Some(format!("{moved}{learnt}"))
}

/// Reads a date of an affiliation: nothing typed is no date, and what is no date is refused.
pub fn date_of(typed: &str) -> Result<Option<PartialDate>, String> {
    let typed = typed.trim();
    crate::desk::intake::read_date(typed)
        .map_err(|_| format!("“{typed}” is no date; write a year, 2020-11 or 2020-11-10."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::action::claim;
    use crate::edit::random::{sample, undone};
    use crate::model::{Participant, Timestamp};

    const ANN: ActorId = ActorId(1);
    const BO: ActorId = ActorId(2);
    const HOUSE: ActorId = ActorId(3);

    /// The sample; in claim 2 the House speaks to Bo.
    fn project() -> Project {
        let project = sample();
        let changes = claim::alter(&project, ClaimId(2), Timestamp(1), |claim| {
            claim.participants.clear();
            for (role, actor) in [(Role::Claimant, HOUSE), (Role::Addressee, BO)] {
                claim::add_participant(claim, Participant { role, actor, mention: None });
            }
        });
        let project = undone(&project, changes);
        undone(&project, actor::add_alias(&project, HOUSE, "Béla's hall"))
    }

    fn names(typed: &str, sort: ActorSort) -> Vec<String> {
        let project = project();
        let rows = Registry::new(&project).rows(&project, typed, sort);
        rows.into_iter().map(|row| row.name).collect()
    }

    #[test]
    fn actors_stand_by_name_or_by_use() {
        assert_eq!(names("", ActorSort::Name), ["Ann Ámes", "Bo Béla", "House of Towns"]);
        let by_use = names("", ActorSort::Use);
        let project = project();
        let tally = |name: &str| {
            let rows = Registry::new(&project).rows(&project, "", ActorSort::Name);
            rows.into_iter().find(|row| row.name == name).unwrap().tally.uses()
        };
        let uses: Vec<usize> = by_use.iter().map(|name| tally(name)).collect();
        assert!(uses.is_sorted_by(|a, b| a >= b), "{uses:?}");
        assert!(uses[0] > 0);
    }

    #[test]
    fn an_alias_that_answers_stands_first() {
        let project = project();
        let more = undone(&project, actor::add_alias(&project, HOUSE, "Zum Rat"));
        let rows = Registry::new(&more).rows(&more, "zum", ActorSort::Name);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].aliases, "Zum Rat · Béla's hall");
        assert_eq!(names("bela", ActorSort::Name), ["House of Towns", "Bo Béla"], "begins with it");
        assert_eq!(names("nobody", ActorSort::Use), [""; 0]);
    }

    #[test]
    fn roles_are_counted_apart() {
        let project = project();
        let rows = Registry::new(&project).rows(&project, "house", ActorSort::Name);
        assert_eq!(rows[0].tally.roles[0], 1);
        assert_eq!(rows[0].tally.roles[2], 0);
    }

    #[test]
    fn the_claims_of_an_actor_say_role_type_and_words() {
        let project = project();
        let parts = parts(&project, BO);
        let second = parts.iter().find(|part| part.claim == ClaimId(2)).unwrap();
        assert_eq!((second.roles.as_str(), second.types.as_str()), ("addressee", "demand"));
        assert_eq!((second.quote.as_str(), second.colour), ("Ámes", Some(0)));
        assert_eq!(second.document, "Text 1");
    }

    #[test]
    fn a_long_claim_is_shown_by_its_beginning() {
        let long = snippet(&"word \n".repeat(100));
        assert!(long.ends_with("word …") && long.chars().count() <= SNIPPET + 2, "{long}");
        assert_eq!(snippet("a \r\n b"), "a b");
    }

    #[test]
    fn merging_is_foretold() {
        let project = project();
        let told = merging(&project, HOUSE, ANN).unwrap();
        assert!(told.contains("of “House of Towns” become those of “Ann Ámes”."), "{told}");
        assert!(told.ends_with("“House of Towns” and “Béla's hall” become aliases."), "{told}");
        assert_eq!(merging(&project, HOUSE, ActorId(99)), None);
    }

    #[test]
    fn a_date_is_read_or_refused_with_its_form() {
        assert_eq!(date_of(" "), Ok(None));
        assert_eq!(date_of("2020-11").unwrap().unwrap().to_string(), "2020-11");
        assert!(date_of("soon").unwrap_err().starts_with("“soon” is no date"));
    }
}
