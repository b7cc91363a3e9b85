//! What the claims of the open document can be filtered by, with how many have it.

use std::collections::BTreeMap;

use crate::desk::Desk;
use crate::desk::filter::{Facet, Trait, lineage};
use crate::desk::sift::Walk;
use crate::model::{Claim, ClaimStatus, CodeKind, Project, Role};
use crate::text::{fold, order};

/// How many claims of a document have each trait; counted a slice at a time.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    walk: Walk,
    counts: BTreeMap<(Trait, Option<Role>), usize>,
}

impl Tally {
    /// Goes on counting as long as `more` says that there is time; says whether it is done.
    pub fn go_on(&mut self, desk: &Desk, more: &mut dyn FnMut() -> bool) -> bool {
        let Some(document) = desk.document() else { return true };
        let counts = &mut self.counts;
        self.walk.go_on(desk.project(), document, more, &mut |claim| {
            for one in traits(desk.project(), claim) {
                *counts.entry(one).or_default() += 1;
            }
        })
    }

    /// Returns how many claims have a trait; an actor in a role, where one is asked for.
    fn count(&self, one: Trait, role: Option<Role>) -> usize {
        let role = role.filter(|_| one.facet() == Facet::Actors);
        self.counts.get(&(one, role)).copied().unwrap_or_default()
    }

    /// Returns the traits of a sort that some claim has.
    fn found(&self, facet: Facet, role: Option<Role>) -> impl Iterator<Item = Trait> {
        let role = role.filter(|_| facet == Facet::Actors);
        let of_facet = self
            .counts
            .keys()
            .filter(move |(one, as_role)| one.facet() == facet && *as_role == role);
        of_facet.map(|(one, _)| *one)
    }
}

/// Returns the traits of a claim, each once.
fn traits(project: &Project, claim: &Claim) -> Vec<(Trait, Option<Role>)> {
    let mut found: Vec<(Trait, Option<Role>)> = Vec::new();
    for (codes, as_trait) in
        [(&claim.types, Trait::Type as fn(_) -> _), (&claim.issues, Trait::Issue)]
    {
        let with_those_above = codes.iter().flat_map(|id| lineage(project, *id));
        found.extend(with_those_above.map(|id| (as_trait(Some(id)), None)));
        found.extend(codes.is_empty().then_some((as_trait(None), None)));
    }
    for participant in &claim.participants {
        let actor = Trait::Actor(Some(participant.actor));
        found.extend([(actor, None), (actor, Some(participant.role))]);
    }
    for role in [None, Some(Role::Claimant), Some(Role::Addressee), Some(Role::Target)] {
        let none = claim.participants.iter().all(|p| role.is_some_and(|role| role != p.role));
        found.extend(none.then_some((Trait::Actor(None), role)));
    }
    found.extend([
        (Trait::Stance(claim.stance), None),
        (Trait::Status(claim.status), None),
        (Trait::Coder(claim.coder), None),
    ]);
    order::sort(&mut found);
    found.dedup();
    found
}

/// One trait that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraitRow {
    /// The trait.
    pub one: Trait,
    /// What it is called.
    pub name: String,
    /// Its colour, an index into the palette, when it has one.
    pub colour: Option<u8>,
    /// How many codes stand above it among those shown.
    pub depth: usize,
    /// How many claims of the document have it.
    pub count: usize,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Returns what can be chosen of a sort: what some claim of the document has, and what is chosen
/// already. Names are narrowed by what was typed.
pub fn rows(desk: &Desk, tally: &Tally, facet: Facet, typed: &str) -> Vec<TraitRow> {
    let filter = desk.filter();
    let typed = fold::fold(typed);
    let row = |one: Trait| {
        let (name, colour) = named(desk.project(), one)?;
        (typed.is_empty() || fold::fold(&name).contains(&typed)).then(|| TraitRow {
            one,
            name,
            colour,
            depth: match one {
                Trait::Type(Some(id)) | Trait::Issue(Some(id)) if typed.is_empty() => {
                    desk.project().depth(id)
                }
                _ => 0,
            },
            count: tally.count(one, filter.role()),
            chosen: filter.has(one),
        })
    };
    let found = tally.found(facet, filter.role());
    let all = found.chain(filter.chosen().iter().copied().filter(|one| one.facet() == facet));
    let mut rows: Vec<TraitRow> = order::set(all).into_iter().filter_map(row).collect();
    match facet {
        // As in the codebook, what has none last.
        Facet::Types | Facet::Issues => {
            let kind = if facet == Facet::Types { CodeKind::ClaimType } else { CodeKind::Issue };
            let codes = desk.project().codes_of(kind);
            let places = order::map(codes.iter().enumerate().map(|(at, code)| (code.id, at)));
            order::by_key(&mut rows, |row| match row.one {
                Trait::Type(Some(id)) | Trait::Issue(Some(id)) => {
                    places.get(&id).copied().unwrap_or(usize::MAX - 1)
                }
                _ => usize::MAX,
            });
        }
        // Those most often named first.
        Facet::Actors | Facet::Coders => {
            order::by_key(&mut rows, |row| (usize::MAX - row.count, fold::fold(&row.name)));
        }
        Facet::Stances | Facet::Statuses => {}
    }
    rows
}

/// Returns what is chosen, named, in the order it is offered.
pub fn chosen(desk: &Desk) -> Vec<(Trait, String, Option<u8>)> {
    let chosen = desk.filter().chosen().iter();
    chosen
        .filter_map(|one| {
            let (name, colour) = named(desk.project(), *one)?;
            let role = desk.filter().role().filter(|_| one.facet() == Facet::Actors);
            let name = role.map_or(name.clone(), |role| format!("{name} as {}", role.name()));
            Some((*one, name, colour))
        })
        .collect()
}

/// Returns a trait's name and colour.
fn named(project: &Project, one: Trait) -> Option<(String, Option<u8>)> {
    let plain = |name: &str| Some((name.to_owned(), None));
    match one {
        Trait::Type(Some(id)) => {
            project.codes().get(&id).map(|code| (code.name.clone(), Some(code.colour)))
        }
        Trait::Issue(Some(id)) => project.codes().get(&id).map(|code| (code.name.clone(), None)),
        Trait::Actor(Some(id)) => project.actors().get(&id).map(|actor| (actor.name.clone(), None)),
        Trait::Coder(id) => project.coders().get(&id).map(|coder| (coder.name.clone(), None)),
        Trait::Stance(Some(value)) => {
            let stances = &project.codebook().stances;
            let known = stances.iter().find(|stance| stance.value == value);
            Some((known.map_or_else(|| value.to_string(), |stance| stance.name.clone()), None))
        }
        Trait::Type(None) => plain("no type"),
        Trait::Issue(None) => plain("no issue"),
        Trait::Actor(None) => plain("nobody"),
        Trait::Stance(None) => plain("no stance"),
        Trait::Status(ClaimStatus::Draft) => plain("draft"),
        Trait::Status(ClaimStatus::Done) => plain("done"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edit::random::sample;
    use crate::model::{ActorId, ClaimId, Code, CodeId, Participant, Record};

    fn desk() -> Desk {
        let mut project = sample();
        let mut code = Code::clone(&project.codes()[&CodeId(2)]);
        code.parent = Some(CodeId(1));
        project.put(Record::Code(Arc::new(code)));
        let mut claim = Claim::clone(&project.claims()[&ClaimId(1)]);
        // Child and parent on one claim count once for the parent.
        claim.types = vec![CodeId(2), CodeId(1)];
        let part = |role, actor| Participant { role, actor: ActorId(actor), mention: None };
        claim.participants = vec![part(Role::Claimant, 3), part(Role::Target, 3)];
        project.put(Record::Claim(Arc::new(claim)));
        Desk::new(project, None)
    }

    fn tally(desk: &Desk) -> Tally {
        let mut tally = Tally::default();
        assert!(tally.go_on(desk, &mut || true));
        tally
    }

    fn shown(desk: &Desk, facet: Facet, typed: &str) -> Vec<(String, usize)> {
        let rows = rows(desk, &tally(desk), facet, typed);
        rows.into_iter()
            .map(|row| (format!("{:w$}{}", "", row.name, w = row.depth), row.count))
            .collect()
    }

    fn pairs(pairs: &[(&str, usize)]) -> Vec<(String, usize)> {
        pairs.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    }

    #[test]
    fn what_the_documents_claims_have_is_offered_with_how_many_have_it() {
        let desk = desk();
        assert_eq!(shown(&desk, Facet::Types, ""), pairs(&[("demand", 3), (" rejection", 1)]));
        assert_eq!(shown(&desk, Facet::Issues, ""), pairs(&[("no issue", 3)]));
        assert_eq!(shown(&desk, Facet::Actors, ""), pairs(&[("nobody", 2), ("House of Towns", 1)]));
        assert_eq!(shown(&desk, Facet::Coders, "cle"), pairs(&[("Cleo", 3)]));
        assert_eq!(shown(&desk, Facet::Coders, "x"), []);
    }

    #[test]
    fn the_counts_are_what_the_filter_lets_through() {
        let mut desk = desk();
        for role in [None, Some(Role::Claimant), Some(Role::Addressee)] {
            for facet in Facet::ALL {
                desk.alter_filter(|filter| {
                    *filter = crate::desk::filter::ClaimFilter::default();
                    filter.set_role(role);
                });
                for row in rows(&desk, &tally(&desk), facet, "") {
                    desk.alter_filter(|filter| filter.toggle(row.one));
                    assert_eq!(desk.shown_claims(), row.count, "{} {role:?}", row.name);
                    desk.alter_filter(|filter| filter.toggle(row.one));
                }
            }
        }
    }

    #[test]
    fn what_is_chosen_stays_in_the_list_though_no_claim_has_it() {
        let mut desk = desk();
        desk.alter_filter(|filter| {
            filter.toggle(Trait::Actor(Some(ActorId(1))));
            filter.set_role(Some(Role::Target));
        });
        let offered = shown(&desk, Facet::Actors, "");
        assert_eq!(offered, pairs(&[("nobody", 2), ("House of Towns", 1), ("Ann Ámes", 0)]));
        assert_eq!(chosen(&desk)[0].1, "Ann Ámes as target");
    }
}
