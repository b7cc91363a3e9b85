//! Where the user is, and the address that says so.

use super::Notice;
use crate::model::{ClaimId, DocumentId, Project};

/// One of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Place {
    /// Reading and coding.
    #[default]
    Code,
    /// Claim types and issues.
    Codebook,
    /// The registry of actors.
    Actors,
}

impl Place {
    /// Every place, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Code, Self::Codebook, Self::Actors];

    /// Returns the place's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Code => "Code",
            Self::Codebook => "Codebook",
            Self::Actors => "Actors",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Codebook => "codebook",
            Self::Actors => "actors",
        }
    }
}

/// What a URL fragment names: `#/code/<document>/<claim>`, `#/codebook`, `#/actors`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Address {
    /// The screen.
    pub place: Place,
    /// The open document.
    pub document: Option<DocumentId>,
    /// The focused claim.
    pub claim: Option<ClaimId>,
}

impl Address {
    /// Reads a URL fragment; `None` when it names no place.
    pub fn parse(fragment: &str) -> Option<Self> {
        let mut parts = fragment.trim_start_matches('#').trim_matches('/').split('/');
        let word = parts.next()?;
        let place = Place::ALL.into_iter().find(|place| place.word() == word)?;
        let document = parts.next().and_then(|part| part.parse().ok());
        let claim = parts.next().and_then(|part| part.parse().ok());
        Some(Self { place, document, claim })
    }

    /// Returns what to tell someone who followed a link to what a project does not hold; `None` when
    /// all that the URL fragment names is there.
    pub fn missing(fragment: &str, project: &Project) -> Option<Notice> {
        let path = fragment.trim_start_matches('#').trim_matches('/');
        if path.is_empty() {
            return None;
        }
        let Some(address) = Self::parse(fragment) else {
            return Some(Notice::warning(
                "This link names no part of Claimlight.",
                "You are where you were.",
            ));
        };
        let mut named = path.split('/').skip(1);
        let document = address.document.filter(|id| project.documents().contains_key(id));
        if named.next().is_some() && document.is_none() {
            return Some(Notice::warning(
                "The document this link names is not in this project.",
                "It may have been removed, or be in another project.",
            ));
        }
        let claim = address.claim.and_then(|id| project.claims().get(&id));
        let there = claim.is_some_and(|claim| Some(claim.document) == document);
        (named.next().is_some() && !there).then(|| {
            Notice::warning(
                "The claim this link names is not in this document.",
                "It may have been deleted, or be in a colleague's file.",
            )
        })
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#/{}", self.place.word())?;
        if self.place != Place::Code {
            return Ok(());
        }
        if let Some(document) = self.document {
            write!(f, "/{document}")?;
            if let Some(claim) = self.claim {
                write!(f, "/{claim}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_written() {
        let address =
            Address { place: Place::Code, document: Some(DocumentId(7)), claim: Some(ClaimId(9)) };
        assert_eq!(Address::parse(&address.to_string()), Some(address));
        let actors = Address { place: Place::Actors, ..Address::default() };
        assert_eq!(actors.to_string(), "#/actors");
        assert_eq!(Address::parse("#/actors"), Some(actors));
        assert_eq!(Address::parse("#/nowhere"), None);
    }

    #[test]
    fn a_link_to_what_is_not_there_says_what_is_missing() {
        let project = crate::sample::sample_project(crate::model::ProjectId(1));
        let missing =
            |fragment: &str| Address::missing(fragment, &project).map(|told| told.message);
        let document = *project.documents().keys().next().expect("the sample has documents");
        let claim = project.claims().values().find(|claim| claim.document == document);
        let claim = claim.expect("the sample's first document has claims").id;
        let code = format!("#/code/{document}");
        let deep = format!("{code}/{claim}");
        for fragment in ["", "#", "#/code", "#/actors", code.as_str(), deep.as_str()] {
            assert_eq!(missing(fragment), None, "{fragment}");
        }
        let part = Some("This link names no part of Claimlight.".to_owned());
        assert_eq!(missing("#/nowhere"), part);
        let text = Some("The document this link names is not in this project.".to_owned());
        assert_eq!(missing("#/code/nonsense"), text);
        assert_eq!(missing(&format!("#/code/{}", DocumentId(u128::MAX))), text);
        let record = Some("The claim this link names is not in this document.".to_owned());
        assert_eq!(missing(&format!("{code}/nonsense")), record);
        assert_eq!(missing(&format!("{code}/{}", ClaimId(u128::MAX))), record);
    }
}
