//! Where the user is, and the address that says so.

use crate::model::{ClaimId, DocumentId};

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
}
