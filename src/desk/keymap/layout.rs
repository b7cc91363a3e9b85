//! How keys are shown: as the user's own keyboard prints them.

use std::collections::BTreeMap;

use super::Chord;

/// What is known of the user's keyboard; by default nothing but that it is no Mac's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// Whether it is one of Apple's, where keys have signs and Command stands for Ctrl.
    pub apple: bool,
    /// What each key prints by itself, by its place on the board (`KeyboardEvent.code`); empty where
    /// the browser does not tell.
    pub printed: BTreeMap<String, String>,
}

impl Layout {
    /// Returns a chord as it is shown.
    pub fn show(&self, chord: &Chord) -> String {
        let held = if self.apple {
            [(chord.alt, "⌥"), (chord.shift, "⇧"), (chord.ctrl, "⌘")]
        } else {
            [(chord.ctrl, "Ctrl+"), (chord.alt, "Alt+"), (chord.shift, "Shift+")]
        };
        let held: String =
            held.into_iter().filter(|(held, _)| *held).map(|(_, name)| name).collect();
        held + &self.key(&chord.key)
    }

    /// Returns a key as it is shown: a letter that the keyboard lacks as the letter in its place,
    /// which is how it is typed there.
    pub fn key(&self, key: &str) -> String {
        let named = match (key, self.apple) {
            (" ", _) => "Space",
            ("ArrowLeft", _) => "←",
            ("ArrowRight", _) => "→",
            ("ArrowUp", _) => "↑",
            ("ArrowDown", _) => "↓",
            ("Escape", _) => "Esc",
            ("Delete", false) => "Del",
            ("Delete", true) => "⌦",
            ("Backspace", true) => "⌫",
            ("Enter", true) => "↩",
            ("Home", true) => "↖",
            ("End", true) => "↘",
            _ => "",
        };
        if !named.is_empty() {
            return named.to_owned();
        }
        let mut characters = key.chars();
        let (Some(one), None) = (characters.next(), characters.next()) else {
            return key.to_owned();
        };
        let lacking = one.is_ascii_lowercase() && !self.printed.values().any(|p| p == key);
        let there = lacking.then(|| self.printed.get(&format!("Key{}", one.to_ascii_uppercase())));
        there.flatten().map_or(key, String::as_str).to_uppercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(layout: &Layout, text: &str) -> String {
        layout.show(&Chord::parse(text).unwrap())
    }

    #[test]
    fn chords_are_shown_as_printed_on_the_keys() {
        let plain = Layout::default();
        assert_eq!(shown(&plain, "Ctrl+Shift+z"), "Ctrl+Shift+Z");
        assert_eq!(shown(&plain, "Shift+ArrowDown"), "Shift+↓");
        let apple = Layout { apple: true, ..Layout::default() };
        assert_eq!(shown(&apple, "Ctrl+Shift+z"), "⇧⌘Z");
        assert_eq!(shown(&apple, "Alt+Shift+ArrowUp"), "⌥⇧↑");
        assert_eq!(shown(&apple, "Delete"), "⌦");
    }

    #[test]
    fn a_letter_the_keyboard_lacks_is_shown_as_the_one_in_its_place() {
        let printed = |pairs: &[(&str, &str)]| Layout {
            apple: false,
            printed: pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect(),
        };
        let russian = printed(&[("KeyN", "т"), ("KeyP", "з")]);
        assert_eq!(shown(&russian, "n"), "Т");
        assert_eq!(shown(&russian, "?"), "?");
        let german = printed(&[("KeyY", "z"), ("KeyZ", "y"), ("KeyN", "n")]);
        assert_eq!(shown(&german, "Ctrl+z"), "Ctrl+Z", "typed where Z is printed");
    }
}
