//! A mention: words that name or describe an actor.

use serde::{Deserialize, Serialize};

use super::{ActorId, CoderId, DocumentId, Extra, MentionId, Timestamp};
use crate::text::Span;

/// A span that names or describes an actor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Identifies the mention.
    pub id: MentionId,
    /// The document it stands in.
    pub document: DocumentId,
    /// Who coded it.
    pub coder: CoderId,
    /// Where it stands.
    pub span: Span,
    /// Who is meant.
    pub actor: ActorId,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub modified: Timestamp,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}
