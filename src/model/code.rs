//! The codebook: claim types, issues, the stance scale and further variables.

use serde::{Deserialize, Serialize};

use super::{CodeId, Extra, VariableId};

/// What a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeKind {
    /// What an actor does by saying it: demand, commitment, accusation …
    ClaimType,
    /// What the claim is about; "concept" in discourse network analysis.
    Issue,
}

/// A claim type or an issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// Identifies the code.
    pub id: CodeId,
    /// Claim type or issue.
    pub kind: CodeKind,
    /// What it is called.
    pub name: String,
    /// The code it belongs under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CodeId>,
    /// Its place among the codes under the same parent; equal places sort by id.
    #[serde(default)]
    pub position: u32,
    /// Its colour and underline pattern: an index into the app's palette.
    #[serde(default)]
    pub colour: u8,
    /// The key that chooses it while coding, one lower-case letter or digit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    /// What it means, in a sentence or two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub definition: String,
    /// When to use it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<String>,
    /// When not to use it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// Passages that show it, or show what it is not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// No longer offered; records that use it keep it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How many colours, each with its own underline pattern, the palette has.
pub const PALETTE: u8 = 12;

/// A passage that shows what a code is, or is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The words.
    pub quote: String,
    /// Where they stand.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Whether the code applies to them.
    pub positive: bool,
}

impl Code {
    /// Makes a code of a name, with nothing else set.
    pub fn new(id: CodeId, kind: CodeKind, name: impl Into<String>) -> Self {
        Self {
            id,
            kind,
            name: name.into(),
            parent: None,
            position: 0,
            colour: 0,
            key: None,
            definition: String::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            examples: Vec::new(),
            retired: false,
            extra: Extra::new(),
        }
    }
}

/// What belongs to the codebook as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Codebook {
    /// Raised by every change of the codebook; each claim carries the one it was coded under.
    pub version: u32,
    /// The values a stance can take, from opposing to supporting.
    pub stances: Vec<StanceValue>,
    /// General rules for coders, such as where a span begins and ends.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rules: String,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One value of the stance scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StanceValue {
    /// Negative opposes, positive supports.
    pub value: i32,
    /// What it is called.
    pub name: String,
}

impl Default for Codebook {
    fn default() -> Self {
        let value = |value, name: &str| StanceValue { value, name: name.to_owned() };
        Self {
            version: 1,
            stances: vec![value(-1, "opposes"), value(0, "neutral"), value(1, "supports")],
            rules: String::new(),
            extra: Extra::new(),
        }
    }
}

/// What else a project wants to know about each claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variable {
    /// Identifies the variable.
    pub id: VariableId,
    /// What it is called.
    pub name: String,
    /// What values it takes.
    pub kind: VariableKind,
    /// Its place among the variables; equal places sort by id.
    #[serde(default)]
    pub position: u32,
    /// How to decide on a value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Whether a claim is incomplete without it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The values a variable takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VariableKind {
    /// Yes or no.
    YesNo,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Free text.
    Text,
    /// A date.
    Date,
    /// One of the listed values.
    OneOf(Vec<String>),
    /// Any of the listed values.
    ManyOf(Vec<String>),
}
