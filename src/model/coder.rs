//! Who coded.

use serde::{Deserialize, Serialize};

use super::{CoderId, Extra};

/// A person, a model or the adjudicator; all of a coder's records form that coder's layer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coder {
    /// Identifies the coder.
    pub id: CoderId,
    /// What the coder is called.
    pub name: String,
    /// What the coder is.
    #[serde(default)]
    pub kind: CoderKind,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a coder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoderKind {
    /// A human being.
    #[default]
    Person,
    /// A program whose output is looked at like a coder's.
    Model,
    /// The layer in which disagreements are settled.
    Adjudicator,
}

impl Coder {
    /// Makes a person of a name.
    pub fn new(id: CoderId, name: impl Into<String>) -> Self {
        Self { id, name: name.into(), kind: CoderKind::Person, extra: Extra::new() }
    }
}
