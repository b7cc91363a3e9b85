//! A claim as its card shows it.

use crate::model::{
    ActorId, Attribution, Claim, ClaimId, ClaimStatus, CodeId, MentionId, Project, Role,
};
use crate::text::Offset;

/// The longest announcement of a claim, in characters.
const SPOKEN: usize = 110;

/// What a claim's card shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Which claim.
    pub id: ClaimId,
    /// Where the claim starts in the text.
    pub start: Offset,
    /// Its types.
    pub types: Vec<CodeChip>,
    /// Its issues.
    pub issues: Vec<CodeChip>,
    /// The actors in it, by role.
    pub participants: Vec<ParticipantChip>,
    /// The stance's value and name.
    pub stance: Option<(i32, String)>,
    /// How the text gives it.
    pub attribution: Option<Attribution>,
    /// Whether the coder is done with it.
    pub status: ClaimStatus,
    /// Whether something a claim needs is missing.
    pub complete: bool,
    /// Whether it has a note.
    pub noted: bool,
    /// Its words, fragments joined by an ellipsis.
    pub quote: String,
    /// Who coded it.
    pub coder: String,
}

/// A code on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeChip {
    /// Which code.
    pub id: CodeId,
    /// Its name.
    pub name: String,
    /// Its colour, an index into the palette.
    pub colour: u8,
}

/// An actor on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipantChip {
    /// Who.
    pub actor: ActorId,
    /// The actor's name.
    pub name: String,
    /// In which role.
    pub role: Role,
    /// The mention it is linked to.
    pub mention: Option<MentionId>,
}

impl Card {
    /// Works out the card of a claim.
    pub fn new(project: &Project, claim: &Claim) -> Self {
        let chips = |ids: &[CodeId]| {
            let known = ids.iter().filter_map(|id| project.codes().get(id));
            known
                .map(|code| CodeChip { id: code.id, name: code.name.clone(), colour: code.colour })
                .collect()
        };
        let stances = &project.codebook().stances;
        let stance_name = |value: i32| {
            let named = stances.iter().find(|stance| stance.value == value);
            named.map_or_else(|| value.to_string(), |stance| stance.name.clone())
        };
        Self {
            id: claim.id,
            start: claim.fragments.first().map_or(Offset(0), |span| span.start()),
            types: chips(&claim.types),
            issues: chips(&claim.issues),
            participants: claim
                .participants
                .iter()
                .filter_map(|p| {
                    let name = project.actors().get(&p.actor)?.name.clone();
                    Some(ParticipantChip { actor: p.actor, name, role: p.role, mention: p.mention })
                })
                .collect(),
            stance: claim.stance.map(|value| (value, stance_name(value))),
            attribution: claim.attribution,
            status: claim.status,
            complete: claim.is_complete(),
            noted: !claim.note.is_empty(),
            quote: quote(project, claim),
            coder: project.coders().get(&claim.coder).map_or(String::new(), |c| c.name.clone()),
        }
    }

    /// Returns the names in a role, joined for reading.
    pub fn names(&self, role: Role) -> String {
        let names: Vec<&str> =
            self.participants.iter().filter(|p| p.role == role).map(|p| p.name.as_str()).collect();
        names.join(", ")
    }

    /// Returns the card in one sentence, for screen readers and lists.
    pub fn summary(&self) -> String {
        let types: Vec<&str> = self.types.iter().map(|chip| chip.name.as_str()).collect();
        let mut parts = vec![if types.is_empty() { "Claim".to_owned() } else { types.join(", ") }];
        for (role, word) in
            [(Role::Claimant, "by"), (Role::Addressee, "to"), (Role::Target, "about")]
        {
            let names = self.names(role);
            if !names.is_empty() {
                parts.push(format!("{word} {names}"));
            }
        }
        format!("{}: {}", parts.join(" "), self.quote)
    }

    /// Returns what is announced when the card is come to: whoever listens cannot skim, so of a long
    /// quote only the first words are said.
    pub fn spoken(&self) -> String {
        let said = self.summary().split_whitespace().collect::<Vec<_>>().join(" ");
        if said.chars().count() <= SPOKEN {
            return said;
        }
        let mut said: String = said.chars().take(SPOKEN - 2).collect();
        // Some scripts put no spaces between words; there the cut stays where it is.
        if let Some(space) = said.rfind(' ').filter(|space| said.len() - space < SPOKEN / 3) {
            said.truncate(space);
        }
        said + " …"
    }
}

/// Returns a claim's words, fragments joined by an ellipsis.
pub fn quote(project: &Project, claim: &Claim) -> String {
    let Some(text) = project.text(claim.document) else { return String::new() };
    let quotes: Vec<&str> = claim.fragments.iter().map(|span| text.quote(*span)).collect();
    quotes.join(" […] ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(quote: &str) -> Card {
        let code = CodeChip { id: CodeId(1), name: "Demand".to_owned(), colour: 0 };
        Card {
            id: ClaimId(1),
            start: Offset(0),
            types: vec![code],
            issues: Vec::new(),
            participants: Vec::new(),
            stance: None,
            attribution: None,
            status: ClaimStatus::Done,
            complete: false,
            noted: false,
            quote: quote.to_owned(),
            coder: String::new(),
        }
    }

    #[test]
    fn a_short_claim_is_announced_whole_and_a_long_one_by_its_first_words() {
        assert_eq!(card("Taxes\n must fall.").spoken(), "Demand: Taxes must fall.");
        let long = card(&"Every ship must leave. ".repeat(20)).spoken();
        assert!(long.starts_with("Demand: Every ship must leave. Every"), "{long}");
        assert!(long.ends_with(" …") && !long.contains("mus …"), "{long}");
        for quote in ["harbour ".repeat(40), "港".repeat(300), "é".repeat(111)] {
            let said = card(&quote).spoken();
            assert!(said.chars().count() <= SPOKEN && said.chars().count() > 70, "{said}");
        }
    }
}
