//! Which keys the user wants, as they are written down.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The keys the user wants: a set to begin with, and what was changed in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyPreferences {
    /// The set that everything else changes.
    pub preset: KeyPreset,
    /// Whether keys that print act wherever nothing is typed, and not only in the text.
    pub single_letters: bool,
    /// The keys of commands that the user changed, by the command's id; none when it has no key.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub changed: BTreeMap<String, Vec<String>>,
}

impl Default for KeyPreferences {
    fn default() -> Self {
        Self { preset: KeyPreset::Letters, single_letters: true, changed: BTreeMap::new() }
    }
}

/// A set of keys to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyPreset {
    /// A claim type has the letter that the codebook gives it.
    #[default]
    Letters,
    /// The first nine claim types have the digits, in codebook order.
    Digits,
}

impl KeyPreset {
    /// Every preset, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Letters, Self::Digits];

    /// Returns what it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Letters => "Letters",
            Self::Digits => "Digits",
        }
    }

    /// Says in a sentence what it means.
    pub fn help(self) -> &'static str {
        match self {
            Self::Letters => "A claim type has the letter that the codebook gives it.",
            Self::Digits => "The first nine claim types are 1 to 9, in codebook order.",
        }
    }
}
