//! The shapes of the sample's files. Everything refers to codes and actors by key.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::SampleError;
use crate::model::{
    ActorKind, Attribution, ClaimStatus, ExternalId, PartialDate, ProgressState, StanceValue, json,
};

/// Reads a file.
pub(super) fn parse<T: DeserializeOwned>(file: &'static str, json: &str) -> Result<T, SampleError> {
    json::read(json).map_err(|error| SampleError::Unreadable { file, reason: error.to_string() })
}

/// `codebook.json`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodebookFile {
    /// What counts as a claim.
    pub(super) claim: String,
    /// Rules for coders.
    pub(super) rules: Vec<String>,
    /// The stance scale.
    pub(super) stance: Vec<StanceValue>,
    /// The claim types, in order.
    pub(super) types: Vec<CodeEntry>,
    /// The issues, in order.
    pub(super) issues: Vec<CodeEntry>,
}

/// A claim type or an issue.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeEntry {
    pub(super) key: String,
    pub(super) name: String,
    /// The letter that chooses it while coding.
    pub(super) letter: Option<char>,
    /// Its colour; without one, its place in the list.
    pub(super) colour: Option<u8>,
    pub(super) definition: String,
    pub(super) include: Vec<String>,
    pub(super) exclude: Vec<String>,
    pub(super) positive: ExampleEntry,
    pub(super) negative: ExampleEntry,
}

/// A passage of a sample text that shows what a code is, or is not.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleEntry {
    pub(super) quote: String,
    /// The key of the document it stands in.
    #[serde(rename = "in")]
    pub(super) document: String,
    /// What is coded instead.
    pub(super) why: Option<String>,
}

/// `actors.json`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorsFile {
    pub(super) actors: Vec<ActorEntry>,
}

/// An actor.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorEntry {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) kind: ActorKind,
    /// Every name the texts give it.
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) affiliations: Vec<AffiliationEntry>,
    #[serde(default)]
    pub(super) external_ids: Vec<ExternalId>,
    #[serde(default)]
    pub(super) note: String,
}

/// A time during which an actor belonged to another.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AffiliationEntry {
    /// The other actor's key.
    pub(super) with: String,
    #[serde(rename = "as")]
    pub(super) position: String,
    pub(super) from: Option<PartialDate>,
    pub(super) to: Option<PartialDate>,
}

/// `NN-name.json`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodingFile {
    pub(super) document: DocumentEntry,
    pub(super) progress: ProgressState,
    pub(super) excluded: Vec<ExcludedEntry>,
    pub(super) claims: Vec<ClaimEntry>,
    pub(super) mentions: Vec<MentionEntry>,
    /// Names of actors that are no mentions; only the tests look at them.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests alone"))]
    pub(super) unmarked: Vec<UnmarkedEntry>,
}

/// What is known about a text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DocumentEntry {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) date: Option<PartialDate>,
    pub(super) source: String,
    pub(super) language: String,
    pub(super) genre: String,
    #[serde(default)]
    pub(super) note: String,
}

impl DocumentEntry {
    /// Returns the key with the genre.
    pub(super) fn genre_by_key(self) -> (String, String) {
        (self.key, self.genre)
    }
}

/// A stretch that is not part of the document proper.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum ExcludedEntry {
    /// One place.
    At { at: String, reason: String },
    /// From the first words to the last.
    Stretch { from: String, to: String, reason: String },
}

/// A claim.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClaimEntry {
    /// Names the claim within its document.
    pub(super) key: String,
    /// Places.
    pub(super) fragments: Vec<String>,
    #[serde(rename = "type")]
    pub(super) claim_type: String,
    #[serde(default)]
    pub(super) issues: Vec<String>,
    pub(super) stance: Option<i32>,
    pub(super) claimants: Vec<ParticipantEntry>,
    #[serde(default)]
    pub(super) addressees: Vec<ParticipantEntry>,
    #[serde(default)]
    pub(super) targets: Vec<ParticipantEntry>,
    pub(super) attribution: Attribution,
    /// Without one, the claim is done.
    pub(super) status: Option<ClaimStatus>,
    #[serde(default)]
    pub(super) note: String,
}

/// An actor in a claim.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParticipantEntry {
    /// The actor's key.
    pub(super) actor: String,
    /// The place of the mention that names it here.
    pub(super) mention: Option<String>,
}

/// A mention, or several of the same words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MentionEntry {
    /// A place.
    pub(super) at: String,
    /// The keys of the actors that are meant.
    pub(super) actors: Vec<String>,
}

/// A place where a name of an actor stands without being a mention.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "read by the tests alone"))]
pub(super) struct UnmarkedEntry {
    /// A place.
    pub(super) at: String,
    /// Why it is none.
    pub(super) why: String,
}
