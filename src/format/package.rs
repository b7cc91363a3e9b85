//! What a file of our own holds before its spans are placed in texts.
//!
//! A file may come without texts, or its texts may differ from the ones at hand. So claims and
//! mentions first arrive as *packaged* records, whose spans are [`Anchor`]s; [`Package::resolve`]
//! (see [`super::resolve`]) places them in the texts of the receiver.

use crate::text::order;
use std::collections::BTreeMap;

use super::problem::Place;
use crate::model::{
    Actor, Claim, ClaimId, Code, Codebook, Coder, CoderId, Document, DocumentId, Mention,
    MentionId, Progress, ProjectInfo, Variable,
};
use crate::text::{Anchor, Span, Text, span};

/// What a file is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Everything of a project.
    Project,
    /// Annotations without the texts they stand in.
    Annotations,
    /// Documents, codebook and registry for a named coder.
    CodingPackage,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Project, Self::Annotations, Self::CodingPackage];

    /// Returns the word that stands for the kind in a file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Annotations => "annotations",
            Self::CodingPackage => "coding-package",
        }
    }
}

/// Everything that could be read of a file of our own.
#[derive(Debug, Clone, PartialEq)]
pub struct Package {
    /// What the file is used for.
    pub kind: Kind,
    /// For whom a coding package was made.
    pub coder: Option<CoderId>,
    /// The project's own record, where the file has one.
    pub info: Option<ProjectInfo>,
    /// What belongs to the codebook as a whole, where the file has it.
    pub codebook: Option<Codebook>,
    /// Claim types and issues.
    pub codes: Vec<Packaged<Code>>,
    /// Variables.
    pub variables: Vec<Packaged<Variable>>,
    /// The registry.
    pub actors: Vec<Packaged<Actor>>,
    /// Coders.
    pub coders: Vec<Packaged<Coder>>,
    /// Documents, with their texts where the file holds them.
    pub documents: Vec<PackagedDocument>,
    /// Mentions whose spans are not placed yet.
    pub mentions: Vec<PackagedMention>,
    /// Claims whose fragments are not placed yet.
    pub claims: Vec<PackagedClaim>,
    /// How far each coder has come.
    pub progress: Vec<Packaged<Progress>>,
    /// Sections and header fields that this version does not know, by name.
    pub extra: BTreeMap<String, serde_json::Value>,
}

/// A record and where it stood in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Packaged<T> {
    /// The record.
    pub record: T,
    /// Where it stood.
    pub place: Place,
}

/// A document as a file holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct PackagedDocument {
    /// What is known about it. Its excluded spans are empty; see `excluded`.
    pub document: Document,
    /// The text, where the file holds it.
    pub text: Option<Text>,
    /// The excluded spans, not placed yet, each with its reason.
    pub excluded: Vec<(Anchor, String)>,
    /// Where it stood.
    pub place: Place,
}

/// A claim whose fragments are not placed yet.
#[derive(Debug, Clone, PartialEq)]
pub struct PackagedClaim {
    /// The claim without fragments; [`PackagedClaim::placed`] gives the whole one.
    pub claim: Claim,
    /// Its fragments, in the order of the file.
    pub anchors: Vec<Anchor>,
    /// Where it stood.
    pub place: Place,
}

/// A mention whose span is not placed yet.
#[derive(Debug, Clone, PartialEq)]
pub struct PackagedMention {
    /// The mention with a span that means nothing: private, so that nobody believes it.
    mention: Mention,
    /// Where its span stands.
    pub anchor: Anchor,
    /// Where it stood.
    pub place: Place,
}

impl PackagedClaim {
    /// Returns the claim's id.
    pub fn id(&self) -> ClaimId {
        self.claim.id
    }

    /// Returns the claim with fragments in a document of the receiver.
    ///
    /// Fragments are sorted; those that overlap become one.
    pub fn placed(&self, document: DocumentId, mut fragments: Vec<Span>) -> Claim {
        order::sort(&mut fragments);
        if !span::are_disjoint(&fragments) {
            fragments = span::union(fragments);
        }
        Claim { document, fragments, ..self.claim.clone() }
    }
}

impl PackagedMention {
    /// Makes a packaged mention; the mention's own span is not looked at.
    pub fn new(mention: Mention, anchor: Anchor, place: Place) -> Self {
        Self { mention, anchor, place }
    }

    /// Returns the mention's id.
    pub fn id(&self) -> MentionId {
        self.mention.id
    }

    /// Returns the document it stands in, by the file's id.
    pub fn document(&self) -> DocumentId {
        self.mention.document
    }

    /// Returns the mention with a span in a document of the receiver.
    pub fn placed(&self, document: DocumentId, span: Span) -> Mention {
        Mention { document, span, ..self.mention.clone() }
    }
}
