//! Where the user was.

use serde::{Deserialize, Serialize};

use crate::model::{DocumentId, Extra, ProjectId};
use crate::text::Offset;

/// The place the user was at last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LastPlace {
    /// In which project.
    pub project: ProjectId,
    /// In which document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// The fragment of the page's address, which names the screen and the claim.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fragment: String,
    /// The first line in view, as an offset in bytes of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<Offset>,
    /// Where the caret stood, in bytes of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caret: Option<Offset>,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

impl LastPlace {
    /// Makes the place one is at when a project has just been opened.
    pub fn start_of(project: ProjectId) -> Self {
        Self {
            project,
            document: None,
            fragment: String::new(),
            top: None,
            caret: None,
            extra: Extra::new(),
        }
    }
}
