//! A record: anything a project holds under a key of its own.
//!
//! Edits, the journal, storage and merging all speak of records, so that a new kind of thing is
//! added here once and all of them know it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Actor, ActorId, Claim, ClaimId, Code, CodeId, Codebook, Coder, CoderId, Document, DocumentId,
    Mention, MentionId, Progress, ProjectInfo, Variable, VariableId,
};
use crate::text::Text;

/// One thing of a project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Record {
    /// The project's own name and times.
    Project(Arc<ProjectInfo>),
    /// What belongs to the codebook as a whole.
    Codebook(Arc<Codebook>),
    /// A claim type or issue.
    Code(Arc<Code>),
    /// A variable.
    Variable(Arc<Variable>),
    /// An actor.
    Actor(Arc<Actor>),
    /// A coder.
    Coder(Arc<Coder>),
    /// What is known about a document.
    Document(Arc<Document>),
    /// A document's text.
    Text(DocumentId, Text),
    /// A claim.
    Claim(Arc<Claim>),
    /// A mention.
    Mention(Arc<Mention>),
    /// A coder's progress in a document.
    Progress(Progress),
}

/// What a record is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// The project's own name and times.
    Project,
    /// What belongs to the codebook as a whole.
    Codebook,
    /// A claim type or issue.
    Code(CodeId),
    /// A variable.
    Variable(VariableId),
    /// An actor.
    Actor(ActorId),
    /// A coder.
    Coder(CoderId),
    /// What is known about a document.
    Document(DocumentId),
    /// A document's text.
    Text(DocumentId),
    /// A claim.
    Claim(ClaimId),
    /// A mention.
    Mention(MentionId),
    /// A coder's progress in a document.
    Progress(CoderId, DocumentId),
}

impl Record {
    /// Returns the key the record is found by.
    pub fn key(&self) -> Key {
        match self {
            Self::Project(_) => Key::Project,
            Self::Codebook(_) => Key::Codebook,
            Self::Code(code) => Key::Code(code.id),
            Self::Variable(variable) => Key::Variable(variable.id),
            Self::Actor(actor) => Key::Actor(actor.id),
            Self::Coder(coder) => Key::Coder(coder.id),
            Self::Document(document) => Key::Document(document.id),
            Self::Text(document, _) => Key::Text(*document),
            Self::Claim(claim) => Key::Claim(claim.id),
            Self::Mention(mention) => Key::Mention(mention.id),
            Self::Progress(progress) => Key::Progress(progress.coder, progress.document),
        }
    }
}

impl Key {
    /// Returns the word for the kind of thing the key finds.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Codebook => "codebook",
            Self::Code(_) => "code",
            Self::Variable(_) => "variable",
            Self::Actor(_) => "actor",
            Self::Coder(_) => "coder",
            Self::Document(_) => "document",
            Self::Text(_) => "text",
            Self::Claim(_) => "claim",
            Self::Mention(_) => "mention",
            Self::Progress(..) => "progress",
        }
    }

    /// Says whether a change of this record is a change of the codebook.
    pub fn is_codebook(self) -> bool {
        matches!(self, Self::Codebook | Self::Code(_) | Self::Variable(_))
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = self.kind();
        match self {
            Self::Project | Self::Codebook => f.write_str(kind),
            Self::Code(id) => write!(f, "{kind} {id}"),
            Self::Variable(id) => write!(f, "{kind} {id}"),
            Self::Actor(id) => write!(f, "{kind} {id}"),
            Self::Coder(id) => write!(f, "{kind} {id}"),
            Self::Document(id) | Self::Text(id) => write!(f, "{kind} {id}"),
            Self::Claim(id) => write!(f, "{kind} {id}"),
            Self::Mention(id) => write!(f, "{kind} {id}"),
            Self::Progress(coder, document) => write!(f, "{kind} {coder} {document}"),
        }
    }
}
