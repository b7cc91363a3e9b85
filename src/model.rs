//! What a project is: documents, codebook, actors, coders, claims and mentions, as plain data.
//!
//! Invariant: nothing here knows that files, history or screens exist; there is no clock and no
//! randomness.

pub mod actor;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod arbitrary;
pub mod check;
pub mod claim;
pub mod code;
pub mod coder;
pub mod date;
pub mod document;
pub mod id;
pub mod json;
pub mod mention;
pub mod named;
pub mod progress;
pub mod project;
pub mod record;
pub mod time;
mod uses;

pub use actor::{Actor, ActorKind, Affiliation, ExternalId};
pub use claim::{Attribution, Claim, ClaimStatus, Link, Participant, Role, Value};
pub use code::{Code, CodeKind, Codebook, Example, StanceValue, Variable, VariableKind};
pub use coder::{Coder, CoderKind};
pub use date::PartialDate;
pub use document::{Document, ExcludedSpan};
pub use id::{
    ActorId, ClaimId, CodeId, CoderId, DocumentId, MentionId, ProjectId, TransactionId, VariableId,
};
pub use mention::Mention;
pub use progress::{Progress, ProgressState};
pub use project::{Project, ProjectInfo};
pub use record::{Key, Record};
pub use time::Timestamp;

/// Fields of a record that this version does not know: kept, and written back.
pub type Extra = std::collections::BTreeMap<String, serde_json::Value>;
