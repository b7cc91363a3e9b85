//! How far a coder has come with a document.

use serde::{Deserialize, Serialize};

use super::{CoderId, DocumentId};

/// A coder's progress in a document; one that is absent means untouched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Whose.
    pub coder: CoderId,
    /// In which document.
    pub document: DocumentId,
    /// How far.
    pub state: ProgressState,
}

/// How far a coder has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProgressState {
    /// Nothing is coded yet.
    #[default]
    Untouched,
    /// Something is coded.
    InProgress,
    /// The coder said it is finished.
    Done,
}

impl ProgressState {
    /// Returns the words for the state.
    pub fn name(self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::InProgress => "in progress",
            Self::Done => "done",
        }
    }
}
