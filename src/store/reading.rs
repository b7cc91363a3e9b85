//! How documents are set: letters, size, line length, line height, edges, numbers.

use serde::{Deserialize, Deserializer, Serialize};

use crate::model::Extra;

/// How documents are set, in all projects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// How long a line may become.
    #[serde(deserialize_with = "known")]
    pub measure: Measure,
    /// Which letters.
    #[serde(deserialize_with = "known")]
    pub font: Font,
    /// How far apart the lines are.
    #[serde(deserialize_with = "known")]
    pub leading: Leading,
    /// The size of the letters in per cent.
    #[serde(deserialize_with = "known")]
    pub size: Size,
    /// Whether lines end at one edge, with words divided, or where their last word ends.
    pub justified: bool,
    /// Whether the text's own lines are numbered beside it.
    pub numbered: bool,
    /// Whether all but the passage with the caret recedes in focus mode.
    pub faded: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How long a line may become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// About 55 characters.
    Narrow,
    /// About 70 characters.
    #[default]
    Normal,
    /// About 90 characters.
    Wide,
    /// As long as the window has room for.
    Full,
}

/// Which letters; each is a list of fonts that may be installed, and nothing is downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Font {
    /// Letters with serifs, as in books.
    #[default]
    Serif,
    /// Letters without serifs.
    Sans,
    /// The letters of the machine's own menus.
    System,
    /// Letters that are hard to take for one another, set wider.
    Distinct,
}

/// How far apart the lines are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leading {
    /// Just enough for the underlines of overlapping claims.
    Tight,
    /// As in a book with room for notes.
    #[default]
    Normal,
    /// As in a manuscript.
    Loose,
}

/// The size of the letters in per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Size(u16);

impl Default for Reading {
    fn default() -> Self {
        Self {
            measure: Measure::default(),
            font: Font::default(),
            leading: Leading::default(),
            size: Size::default(),
            justified: false,
            numbered: false,
            faded: true,
            extra: Extra::new(),
        }
    }
}

impl Default for Size {
    fn default() -> Self {
        Self(100)
    }
}

impl Size {
    /// The sizes there are, in per cent.
    pub const STEPS: [u16; 9] = [80, 90, 100, 110, 125, 140, 160, 180, 200];

    /// Returns the size in per cent, within what can be read and fits a window.
    pub fn percent(self) -> u16 {
        let [least, .., most] = Self::STEPS;
        self.0.clamp(least, most)
    }

    /// Returns the next larger size; the largest stays.
    #[must_use]
    pub fn larger(self) -> Self {
        let next = Self::STEPS.into_iter().find(|step| *step > self.percent());
        Self(next.unwrap_or(self.percent()))
    }

    /// Returns the next smaller size; the smallest stays.
    #[must_use]
    pub fn smaller(self) -> Self {
        let next = Self::STEPS.into_iter().rev().find(|step| *step < self.percent());
        Self(next.unwrap_or(self.percent()))
    }
}

impl Measure {
    /// Every line length, the shortest first.
    pub const ALL: [Self; 4] = [Self::Narrow, Self::Normal, Self::Wide, Self::Full];

    /// Returns what the choice is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Narrow => "Narrow",
            Self::Normal => "Normal",
            Self::Wide => "Wide",
            Self::Full => "Full",
        }
    }
}

impl Font {
    /// Every choice of letters.
    pub const ALL: [Self; 4] = [Self::Serif, Self::Sans, Self::System, Self::Distinct];

    /// Returns what the choice is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Serif => "Serif",
            Self::Sans => "Sans",
            Self::System => "System",
            Self::Distinct => "Dyslexia-friendly",
        }
    }
}

impl Leading {
    /// Every line height, the least first.
    pub const ALL: [Self; 3] = [Self::Tight, Self::Normal, Self::Loose];

    /// Returns what the choice is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tight => "Tight",
            Self::Normal => "Normal",
            Self::Loose => "Loose",
        }
    }
}

/// Reads a choice; one this version does not know becomes the default, so that it costs the user
/// one choice and not all preferences.
fn known<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: serde::de::DeserializeOwned + Default,
{
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(T::deserialize(&value).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_go_up_and_down_in_steps_and_stop_at_the_ends() {
        let mut size = Size(80);
        let mut seen = vec![size.percent()];
        while size.larger() != size {
            size = size.larger();
            seen.push(size.percent());
        }
        assert_eq!(seen, Size::STEPS);
        while size.smaller() != size {
            size = size.smaller();
        }
        assert_eq!(size.percent(), 80);
        assert_eq!(Size(105).larger().percent(), 110);
        assert_eq!(Size(105).smaller().percent(), 100);
        assert_eq!(Size(9000).percent(), 200, "a damaged size is brought within bounds");
    }

    #[test]
    fn an_unknown_choice_costs_that_choice_only() {
        let json = r#"{"font":"blackletter","measure":"wide","size":"big","tracking":2}"#;
        let read: Reading = serde_json::from_str(json).unwrap();
        assert_eq!((read.font, read.measure, read.size), (Font::Serif, Measure::Wide, Size(100)));
        assert_eq!(serde_json::to_value(&read).unwrap()["tracking"], 2, "what is unknown is kept");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let set = Reading {
            measure: Measure::Full,
            font: Font::Distinct,
            leading: Leading::Loose,
            size: Size(160),
            justified: true,
            numbered: true,
            faded: false,
            extra: Extra::new(),
        };
        let json = serde_json::to_string(&set).unwrap();
        assert_eq!(serde_json::from_str::<Reading>(&json).unwrap(), set);
    }
}
