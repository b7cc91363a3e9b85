//! The registry of actors.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ActorId, Extra, PartialDate};
use crate::text::fold;

/// What sort of actor it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActorKind {
    /// A human being.
    #[default]
    Person,
    /// A body such as a ministry, a party or an agency.
    Organisation,
    /// A state, or one that claims to be.
    State,
    /// A collective without an organisation.
    Group,
    /// Anything else.
    Other,
}

impl ActorKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 5] =
        [Self::Person, Self::Organisation, Self::State, Self::Group, Self::Other];

    /// Returns the word for the kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::State => "state",
            Self::Group => "group",
            Self::Other => "other",
        }
    }
}

/// A person, organisation, state or group that makes claims, hears them or is blamed in them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// Identifies the actor.
    pub id: ActorId,
    /// The name it goes by in lists and exports.
    pub name: String,
    /// What sort of actor it is.
    #[serde(default)]
    pub kind: ActorKind,
    /// Other names it goes by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Whom it belonged to, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub affiliations: Vec<Affiliation>,
    /// Further facts by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// Its ids in other registers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub external_ids: Vec<ExternalId>,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A time during which an actor belonged to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affiliation {
    /// Whom it belonged to.
    pub with: ActorId,
    /// In what position.
    #[serde(default, rename = "as", skip_serializing_if = "String::is_empty")]
    pub position: String,
    /// Since when, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    /// Until when, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
}

/// An actor's id in another register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalId {
    /// The register, such as `wikidata`.
    pub scheme: String,
    /// The id there.
    pub id: String,
}

impl Actor {
    /// Makes an actor of a name and a kind.
    pub fn new(id: ActorId, name: impl Into<String>, kind: ActorKind) -> Self {
        Self {
            id,
            name: name.into(),
            kind,
            aliases: Vec::new(),
            affiliations: Vec::new(),
            attributes: BTreeMap::new(),
            external_ids: Vec::new(),
            note: String::new(),
            extra: Extra::new(),
        }
    }

    /// Returns the name and all aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// Says whether the actor goes by a name, without regard to case and diacritics.
    pub fn goes_by(&self, name: &str) -> bool {
        let name = fold::fold(name);
        self.names().any(|own| fold::fold(own) == name)
    }
}
