//! A document: one immutable text and what is known about it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{DocumentId, Extra, PartialDate, Timestamp};
use crate::text::Span;

/// What is known about a text. The text itself is kept apart, so that a list of a thousand
/// documents does not hold a thousand texts in memory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Identifies the document.
    pub id: DocumentId,
    /// What it is called in lists.
    pub title: String,
    /// When it was published, as far as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Who published it: agency, ministry, newspaper.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// Its language, as a BCP 47 tag.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// Where it was found.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// The name of the file it came from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// Further metadata by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub metadata: BTreeMap<String, String>,
    /// SHA-256 of the text's UTF-8, in lower-case hexadecimal.
    pub fingerprint: String,
    /// Length of the text in bytes of UTF-8.
    pub bytes: u32,
    /// Length of the text in code points.
    pub chars: u32,
    /// Stretches that are not part of the document proper, such as website remains.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<ExcludedSpan>,
    /// A coder's or lead's remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When it was added to the project.
    pub created: Timestamp,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A stretch of a document that is not coded, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcludedSpan {
    /// The stretch.
    pub span: Span,
    /// Why it is excluded, such as "website remains".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Document {
    /// Makes a document of a title and the text that belongs to it.
    pub fn new(id: DocumentId, title: String, text: &crate::text::Text, at: Timestamp) -> Self {
        Self {
            id,
            title,
            date: None,
            source: String::new(),
            author: String::new(),
            language: String::new(),
            url: String::new(),
            file: String::new(),
            metadata: BTreeMap::new(),
            fingerprint: text.fingerprint(),
            bytes: text.end().0,
            chars: text.chars(),
            excluded: Vec::new(),
            note: String::new(),
            created: at,
            extra: Extra::new(),
        }
    }

    /// Says whether a position lies in an excluded stretch.
    pub fn excludes(&self, at: crate::text::Offset) -> bool {
        self.excluded.iter().any(|part| part.span.contains(at))
    }
}
