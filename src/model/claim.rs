//! A claim: who says what to whom about whom.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    ActorId, ClaimId, CodeId, CoderId, DocumentId, Extra, MentionId, PartialDate, Timestamp,
    VariableId,
};
use crate::text::Span;

/// One act of claim-making: the unit of analysis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Identifies the claim.
    pub id: ClaimId,
    /// The document it stands in.
    pub document: DocumentId,
    /// Who coded it.
    pub coder: CoderId,
    /// Where it stands: sorted, disjoint, at least one.
    pub fragments: Vec<Span>,
    /// What the claimant does by saying it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<CodeId>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<CodeId>,
    /// Whether the claimant supports or opposes the issue as coded; a value of the stance scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<i32>,
    /// The actors in it and their roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    /// How the text gives the claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
    /// When the claim was made, where that is not the document's date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The values of the codebook's variables.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<VariableId, Value>,
    /// Relations to other claims.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// How certain the coder is, in per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<u8>,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whether the coder is done with it.
    #[serde(default)]
    pub status: ClaimStatus,
    /// The version of the codebook it was coded under.
    #[serde(default)]
    pub codebook_version: u32,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub modified: Timestamp,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An actor in a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Participant {
    /// In which role.
    pub role: Role,
    /// Who.
    pub actor: ActorId,
    /// The mention in the text that names the actor here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mention: Option<MentionId>,
}

/// The part an actor has in a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Who makes the claim; a claim without one is incomplete.
    Claimant,
    /// Whom it calls on or speaks to.
    Addressee,
    /// Whom it blames, praises or affects.
    Target,
}

impl Role {
    /// Every role, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Claimant, Self::Addressee, Self::Target];

    /// Returns the word for the role.
    pub fn name(self) -> &'static str {
        match self {
            Self::Claimant => "claimant",
            Self::Addressee => "addressee",
            Self::Target => "target",
        }
    }
}

/// How the text gives a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attribution {
    /// In the claimant's words, between quotation marks.
    DirectQuote,
    /// Reported in the text's words.
    IndirectSpeech,
    /// The text itself makes the claim, as a joint statement or a comment does.
    OwnVoice,
}

impl Attribution {
    /// Every attribution, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::DirectQuote, Self::IndirectSpeech, Self::OwnVoice];

    /// Returns the words for the attribution.
    pub fn name(self) -> &'static str {
        match self {
            Self::DirectQuote => "direct quote",
            Self::IndirectSpeech => "indirect speech",
            Self::OwnVoice => "own voice",
        }
    }
}

/// Whether a coder is done with a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimStatus {
    /// To be looked at again.
    #[default]
    Draft,
    /// Finished.
    Done,
}

/// A value of a variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    YesNo(bool),
    /// A number, whole or not.
    Number(serde_json::Number),
    /// Text, a date, or one of a list.
    Text(String),
    /// Any of a list.
    Many(Vec<String>),
}

/// A relation of one claim to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The other claim.
    pub to: ClaimId,
    /// What sort of relation, such as "reply" or "same".
    pub kind: String,
}

impl Claim {
    /// Makes a claim of one span, with nothing else set.
    pub fn new(
        id: ClaimId,
        document: DocumentId,
        coder: CoderId,
        span: Span,
        at: Timestamp,
    ) -> Self {
        Self {
            id,
            document,
            coder,
            fragments: vec![span],
            types: Vec::new(),
            issues: Vec::new(),
            stance: None,
            participants: Vec::new(),
            attribution: None,
            date: None,
            values: BTreeMap::new(),
            links: Vec::new(),
            certainty: None,
            note: String::new(),
            status: ClaimStatus::Draft,
            codebook_version: 0,
            created: at,
            modified: at,
            extra: Extra::new(),
        }
    }

    /// Returns the smallest span around all fragments.
    pub fn hull(&self) -> Option<Span> {
        self.fragments.iter().copied().reduce(Span::hull)
    }

    /// Returns the actors in a role, in their order.
    pub fn in_role(&self, role: Role) -> impl Iterator<Item = &Participant> {
        self.participants.iter().filter(move |participant| participant.role == role)
    }

    /// Says whether nothing a claim needs is missing: a type and a claimant.
    pub fn is_complete(&self) -> bool {
        !self.types.is_empty() && self.in_role(Role::Claimant).next().is_some()
    }
}
