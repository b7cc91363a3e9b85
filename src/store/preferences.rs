//! How the user likes it, in all projects.

use serde::{Deserialize, Serialize};

use super::reading::Reading;
use crate::model::{CoderId, Extra};

/// How the user likes it. What is missing has its default, so that a new preference needs no care
/// for old ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Light or dark.
    pub theme: Theme,
    /// How documents are set.
    pub reading: Reading,
    /// Whether a selection by mouse takes whole words.
    pub snap_to_words: bool,
    /// Who codes, in the projects to come too; nobody before it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coder: Option<CoderId>,
    /// What the coder is called.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub coder_name: String,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the machine is set.
    #[default]
    System,
    /// Dark letters on light ground.
    Light,
    /// Light letters on dark ground.
    Dark,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            reading: Reading::default(),
            snap_to_words: true,
            coder: None,
            coder_name: String::new(),
            extra: Extra::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_has_its_default_and_what_is_unknown_is_kept() {
        let read: Preferences =
            serde_json::from_str(r#"{"theme":"dark","sidebar":{"width":3}}"#).unwrap();
        assert_eq!((read.theme, read.snap_to_words), (Theme::Dark, true));
        assert_eq!(read.reading, Reading::default());
        let written = serde_json::to_value(&read).unwrap();
        assert_eq!(written["sidebar"]["width"], 3);
    }
}
