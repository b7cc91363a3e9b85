//! What can be wrong with the sample's files, said so that whoever edits them finds the place.

use crate::text::SpanError;

/// Why the sample could not be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum SampleError {
    /// A file is not what it should be.
    #[error("{file} cannot be read: {reason}")]
    Unreadable {
        /// The file.
        file: &'static str,
        /// What the parser says, with line and column.
        reason: String,
    },
    /// Words that do not stand in the text.
    #[error("{document} does not hold the words “{place}”")]
    NotFound {
        /// The document's key.
        document: String,
        /// The words, with their context.
        place: String,
    },
    /// Words that stand in the text more than once.
    #[error("{document} holds the words “{place}” more than once: add context around « »")]
    Ambiguous {
        /// The document's key.
        document: String,
        /// The words, with their context.
        place: String,
    },
    /// Marks that do not make a pair around some words.
    #[error("“{place}” in {document} must have one « and one » after it, with words between them")]
    Marks {
        /// The document's key.
        document: String,
        /// The words, with their context.
        place: String,
    },
    /// An excluded stretch that ends before it starts.
    #[error("an excluded stretch of {document} is wrong: {error}")]
    Stretch {
        /// The document's key.
        document: String,
        /// What is wrong with it.
        error: SpanError,
    },
    /// A claim that stands nowhere.
    #[error("{claim} has no fragment")]
    NoFragment {
        /// The claim.
        claim: String,
    },
    /// A key that stands for nothing.
    #[error("{place} uses the key “{key}”, which no {kind} has")]
    UnknownKey {
        /// Where it is used.
        place: String,
        /// What kind of thing was looked for.
        kind: &'static str,
        /// The key.
        key: String,
    },
    /// A participant linked to words that are no mention of that actor.
    #[error("“{place}” in {document} is not marked as a mention of {actor}")]
    NoMention {
        /// The document's key.
        document: String,
        /// The words, with their context.
        place: String,
        /// The actor's key.
        actor: String,
    },
}
