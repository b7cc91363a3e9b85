//! Which of a document's claims are looked at just now; the others are dimmed.

use std::collections::BTreeSet;

use crate::model::{ActorId, Claim, ClaimStatus, CodeId, CoderId, Project, Role};
use crate::text::{fold, order};

/// Something a claim has, by which claims are picked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// A claim type or one below it; `None`: no type at all.
    Type(Option<CodeId>),
    /// An issue or one below it; `None`: no issue at all.
    Issue(Option<CodeId>),
    /// An actor who takes part; `None`: nobody does.
    Actor(Option<ActorId>),
    /// Whether the claimant supports or opposes; `None`: nothing is said.
    Stance(Option<i32>),
    /// Whether the coder is done with it.
    Status(ClaimStatus),
    /// Who coded it.
    Coder(CoderId),
}

/// The sorts of traits. Of one sort any chosen trait is enough; every sort chosen from must be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// What the claimant does by saying it.
    Types,
    /// What the claims are about.
    Issues,
    /// Who takes part.
    Actors,
    /// For or against.
    Stances,
    /// Draft or done.
    Statuses,
    /// Who coded.
    Coders,
}

impl Facet {
    /// Every sort, in the order they are offered.
    pub const ALL: [Self; 6] =
        [Self::Types, Self::Issues, Self::Actors, Self::Stances, Self::Statuses, Self::Coders];

    /// Returns the sort's heading.
    pub fn name(self) -> &'static str {
        match self {
            Self::Types => "Claim types",
            Self::Issues => "Issues",
            Self::Actors => "Actors",
            Self::Stances => "Stance",
            Self::Statuses => "Status",
            Self::Coders => "Coders",
        }
    }
}

impl Trait {
    /// Returns which sort of trait it is.
    pub fn facet(self) -> Facet {
        match self {
            Self::Type(_) => Facet::Types,
            Self::Issue(_) => Facet::Issues,
            Self::Actor(_) => Facet::Actors,
            Self::Stance(_) => Facet::Stances,
            Self::Status(_) => Facet::Statuses,
            Self::Coder(_) => Facet::Coders,
        }
    }
}

impl Trait {
    /// Returns two numbers that no other trait has, for lists that need to tell traits apart.
    pub fn number(self) -> (u8, u128) {
        let code = |id: Option<CodeId>| id.map_or(u128::MAX, |id| id.0);
        let number = match self {
            Self::Type(id) | Self::Issue(id) => code(id),
            Self::Actor(id) => id.map_or(u128::MAX, |id| id.0),
            Self::Stance(None) => u128::MAX,
            // Stances may be negative: their bits are number enough.
            Self::Stance(Some(value)) => u128::from(value.cast_unsigned()),
            Self::Status(status) => u128::from(status == ClaimStatus::Done),
            Self::Coder(id) => id.0,
        };
        (self.facet() as u8, number)
    }
}

/// What a claim must have to be looked at. While nothing is chosen, every claim is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimFilter {
    chosen: BTreeSet<Trait>,
    /// The sorts chosen from.
    facets: BTreeSet<Facet>,
    role: Option<Role>,
    typed: String,
    /// The words typed, folded once and not for every claim.
    words: Vec<String>,
}

impl ClaimFilter {
    /// Says whether every claim is let through.
    pub fn is_open(&self) -> bool {
        self.chosen.is_empty() && self.words.is_empty()
    }

    /// Returns what is chosen, sort by sort.
    pub fn chosen(&self) -> &BTreeSet<Trait> {
        &self.chosen
    }

    /// Says whether a trait is chosen.
    pub fn has(&self, one: Trait) -> bool {
        self.chosen.contains(&one)
    }

    /// Chooses a trait, or takes it off again.
    pub fn toggle(&mut self, one: Trait) {
        if !self.chosen.remove(&one) {
            self.chosen.insert(one);
        }
        self.sort_out();
    }

    /// Returns the role the chosen actors must have; `None` for any.
    pub fn role(&self) -> Option<Role> {
        self.role
    }

    /// Asks that the chosen actors have a role; `None` for any.
    pub fn set_role(&mut self, role: Option<Role>) {
        self.role = role;
    }

    /// Returns the words asked for, as typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Asks for words that stand in the claim's quote or note, each of them somewhere.
    pub fn set_typed(&mut self, typed: String) {
        let folded = fold::fold(&typed);
        self.words = folded.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
        self.typed = typed;
    }

    /// Says whether a claim is looked at.
    pub fn admits(&self, project: &Project, claim: &Claim) -> bool {
        self.facets.iter().all(|facet| self.meets(*facet, project, claim))
            && self.says(project, claim)
    }

    /// Says whether a change of the codebook may change what is let through, though no claim does.
    pub(super) fn looks_at_codes(&self) -> bool {
        self.facets.contains(&Facet::Types) || self.facets.contains(&Facet::Issues)
    }

    /// Takes off what is no longer in the project; says whether anything was.
    pub(super) fn forget_what_is_gone(&mut self, project: &Project) -> bool {
        let before = self.chosen.len();
        self.chosen.retain(|one| match one {
            Trait::Type(id) | Trait::Issue(id) => {
                id.is_none_or(|id| project.codes().contains_key(&id))
            }
            Trait::Actor(id) => id.is_none_or(|id| project.actors().contains_key(&id)),
            Trait::Coder(id) => project.coders().contains_key(id),
            Trait::Stance(_) | Trait::Status(_) => true,
        });
        self.sort_out();
        self.chosen.len() < before
    }

    /// Says whether the claims' words are looked at, which are there only while the text is.
    pub(super) fn looks_at_words(&self) -> bool {
        !self.words.is_empty()
    }

    fn sort_out(&mut self) {
        self.facets = order::set(self.chosen.iter().map(|one| one.facet()));
    }

    fn meets(&self, facet: Facet, project: &Project, claim: &Claim) -> bool {
        match facet {
            Facet::Types => self.meets_codes(project, &claim.types, Trait::Type),
            Facet::Issues => self.meets_codes(project, &claim.issues, Trait::Issue),
            Facet::Actors => {
                let mut here = claim
                    .participants
                    .iter()
                    .filter(|p| self.role.is_none_or(|role| role == p.role))
                    .peekable();
                if here.peek().is_none() {
                    return self.has(Trait::Actor(None));
                }
                here.any(|p| self.has(Trait::Actor(Some(p.actor))))
            }
            Facet::Stances => self.has(Trait::Stance(claim.stance)),
            Facet::Statuses => self.has(Trait::Status(claim.status)),
            Facet::Coders => self.has(Trait::Coder(claim.coder)),
        }
    }

    /// Says whether one of the codes, or one above it, is chosen.
    fn meets_codes(
        &self,
        project: &Project,
        codes: &[CodeId],
        as_trait: fn(Option<CodeId>) -> Trait,
    ) -> bool {
        if codes.is_empty() {
            return self.has(as_trait(None));
        }
        codes.iter().any(|id| lineage(project, *id).any(|id| self.has(as_trait(Some(id)))))
    }

    /// Says whether each word asked for stands in the claim's quote or note.
    fn says(&self, project: &Project, claim: &Claim) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let text = project.text(claim.document);
        let quotes = claim.fragments.iter().filter_map(|span| Some(fold::fold(text?.quote(*span))));
        let hay: Vec<String> = quotes.chain([fold::fold(&claim.note)]).collect();
        self.words.iter().all(|word| hay.iter().any(|part| part.contains(word.as_str())))
    }
}

/// Returns a code and those above it. Ends, because `check` refuses circles; the count is a second
/// lock on that door.
pub(super) fn lineage(project: &Project, code: CodeId) -> impl Iterator<Item = CodeId> {
    let parent = |id: &CodeId| project.codes().get(id).and_then(|code| code.parent);
    std::iter::successors(Some(code), parent).take(project.codes().len() + 1)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edit::random::sample;
    use crate::model::{ClaimId, Code, Participant, Record};

    /// The sample with the second claim type under the first, and three claims that differ.
    fn project() -> Project {
        let mut project = sample();
        let mut code = Code::clone(&project.codes()[&CodeId(2)]);
        code.parent = Some(CodeId(1));
        project.put(Record::Code(Arc::new(code)));
        let mut alter = |id, change: &dyn Fn(&mut Claim)| {
            let mut claim = Claim::clone(&project.claims()[&ClaimId(id)]);
            change(&mut claim);
            project.put(Record::Claim(Arc::new(claim)));
        };
        let part = |role, actor| Participant { role, actor: ActorId(actor), mention: None };
        alter(1, &|claim| {
            claim.types = vec![CodeId(2)];
            claim.participants = vec![part(Role::Claimant, 1), part(Role::Target, 2)];
            claim.stance = Some(1);
        });
        alter(2, &|claim| {
            claim.issues = vec![CodeId(3)];
            claim.participants = vec![part(Role::Claimant, 2)];
            claim.status = ClaimStatus::Done;
        });
        alter(3, &|claim| {
            claim.types.clear();
            claim.note = "Lié à la une".to_owned();
        });
        project
    }

    fn admitted(filter: &ClaimFilter) -> Vec<u128> {
        let project = project();
        let claims = project.claims().values();
        claims.filter(|claim| filter.admits(&project, claim)).map(|claim| claim.id.0).collect()
    }

    fn with(traits: &[Trait]) -> ClaimFilter {
        let mut filter = ClaimFilter::default();
        for one in traits {
            filter.toggle(*one);
        }
        filter
    }

    #[test]
    fn a_filter_without_choices_lets_everything_through() {
        assert!(ClaimFilter::default().is_open());
        assert_eq!(admitted(&ClaimFilter::default()), [1, 2, 3]);
        let mut toggled = with(&[Trait::Coder(CoderId(1))]);
        assert!(!toggled.is_open());
        toggled.toggle(Trait::Coder(CoderId(1)));
        toggled.set_typed("  ".to_owned());
        assert!(toggled.is_open());
    }

    #[test]
    fn a_code_brings_those_below_it_and_not_those_above() {
        assert_eq!(admitted(&with(&[Trait::Type(Some(CodeId(1)))])), [1, 2]);
        assert_eq!(admitted(&with(&[Trait::Type(Some(CodeId(2)))])), [1]);
        assert_eq!(admitted(&with(&[Trait::Type(None)])), [3]);
    }

    #[test]
    fn one_of_each_sort_is_enough_and_every_sort_must_be_met() {
        let types = [Trait::Type(Some(CodeId(1))), Trait::Type(None)];
        assert_eq!(admitted(&with(&types)), [1, 2, 3]);
        let both = [types[0], types[1], Trait::Issue(None)];
        assert_eq!(admitted(&with(&both)), [1, 3]);
        assert_eq!(admitted(&with(&[Trait::Stance(Some(1))])), [1]);
        assert_eq!(admitted(&with(&[Trait::Stance(None), Trait::Status(ClaimStatus::Done)])), [2]);
        assert_eq!(admitted(&with(&[Trait::Coder(CoderId(9))])), [0u128; 0]);
    }

    #[test]
    fn actors_are_sought_in_any_role_or_in_one() {
        let mut filter = with(&[Trait::Actor(Some(ActorId(2)))]);
        assert_eq!(admitted(&filter), [1, 2]);
        filter.set_role(Some(Role::Target));
        assert_eq!(admitted(&filter), [1]);
        filter.toggle(Trait::Actor(Some(ActorId(2))));
        filter.toggle(Trait::Actor(None));
        assert_eq!(admitted(&filter), [2, 3]);
    }

    #[test]
    fn words_are_sought_in_quote_and_note_without_regard_to_accents() {
        let mut filter = ClaimFilter::default();
        filter.set_typed("amés".to_owned());
        assert_eq!(admitted(&filter), [2, 3]);
        filter.set_typed("ames LIE".to_owned());
        assert_eq!(admitted(&filter), [3]);
    }
}
