//! A key with what is held down with it.

use std::fmt;

/// A key with its modifiers, as the browser names it (`KeyboardEvent.key`).
///
/// Shift counts with keys that have a name (`ArrowLeft`), with letters, and together with Ctrl or
/// Alt; with other signs the sign printed says it all, whatever keyboard it is typed on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chord {
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Alt, or Option on a Mac.
    pub alt: bool,
    /// Shift, where it counts.
    pub shift: bool,
    /// The key's name, or what it prints; letters in lower case.
    pub key: String,
}

impl Chord {
    /// Makes a chord of what a keyboard event says.
    pub fn of_event(key: &str, ctrl: bool, alt: bool, shift: bool) -> Self {
        let prints = key.chars().count() == 1;
        let lower = if prints { key.to_lowercase() } else { key.to_owned() };
        // AltGr reports Ctrl and Alt on some systems while it prints a sign: the sign counts.
        // Option does so on a Mac, where it stands alone; before letters and digits it is a modifier.
        let sign = prints && !key.chars().all(char::is_alphanumeric);
        let altgr = prints && alt && (ctrl || sign && key != " ");
        let letter = prints && key.chars().all(char::is_alphabetic);
        let shift = shift && (!prints || (letter || ctrl || alt) && !altgr);
        Self { ctrl: ctrl && !altgr, alt: alt && !altgr, shift, key: lower }
    }

    /// Makes the chord of a key that prints a character, by itself.
    pub fn of_character(key: char) -> Self {
        Self::of_event(&key.to_string(), false, false, false)
    }

    /// Reads `Ctrl+Shift+Z`, `?`, `ArrowLeft`, `Space`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut chord = Self { ctrl: false, alt: false, shift: false, key: String::new() };
        let mut rest = text;
        while let Some((word, tail)) = rest.split_once('+') {
            match word {
                "Ctrl" => chord.ctrl = true,
                "Alt" => chord.alt = true,
                "Shift" => chord.shift = true,
                _ => break,
            }
            rest = tail;
        }
        chord.key = match rest {
            "" => return None,
            "Space" => " ".to_owned(),
            one if one.chars().count() == 1 => one.to_lowercase(),
            name => name.to_owned(),
        };
        Some(chord)
    }

    /// Writes the chord as [`Self::parse`] reads it.
    pub fn spelled(&self) -> String {
        let held = [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")];
        let held: String =
            held.into_iter().filter(|(held, _)| *held).map(|(_, name)| name).collect();
        held + if self.key == " " { "Space" } else { &self.key }
    }

    /// Says whether the chord prints a character and so must not act while something is typed.
    pub fn prints(&self) -> bool {
        !self.ctrl && !self.alt && self.key.chars().count() == 1
    }

    /// Returns the single character the chord prints.
    pub fn character(&self) -> Option<char> {
        let mut chars = self.key.chars();
        match (chars.next(), chars.next()) {
            (Some(one), None) if self.prints() => Some(one),
            _ => None,
        }
    }

    /// Returns the chord of the letter without Shift, which stands in for it where the one with
    /// Shift means nothing.
    pub fn without_shift(&self) -> Option<Self> {
        (self.shift && self.prints()).then(|| Self { shift: false, ..self.clone() })
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&super::Layout::default().show(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_finds_the_chord_it_was_written_as() {
        for (text, event) in [
            ("Ctrl+Shift+Z", Chord::of_event("Z", true, false, true)),
            ("?", Chord::of_event("?", false, false, true)),
            ("d", Chord::of_event("D", false, false, false)),
            ("Shift+d", Chord::of_event("D", false, false, true)),
            ("Shift+ArrowLeft", Chord::of_event("ArrowLeft", false, false, true)),
            ("@", Chord::of_event("@", true, true, false)),
            ("@", Chord::of_event("@", false, true, false)),
            ("[", Chord::of_event("[", false, true, false)),
            ("\\", Chord::of_event("\\", false, true, true)),
            ("Alt+p", Chord::of_event("p", false, true, false)),
            ("Alt+1", Chord::of_event("1", false, true, false)),
            ("Alt+Space", Chord::of_event(" ", false, true, false)),
            ("+", Chord::of_event("+", false, false, false)),
            ("Ctrl++", Chord::of_event("+", true, false, false)),
        ] {
            assert_eq!(Chord::parse(text), Some(event), "{text}");
        }
    }

    #[test]
    fn a_chord_is_read_as_it_was_written_down() {
        for text in ["Ctrl+Shift+z", "Space", "+", "Ctrl++", "Alt+Shift+ArrowUp", "Shift+n", "F8"] {
            assert_eq!(Chord::parse(text).unwrap().spelled(), text);
        }
    }

    #[test]
    fn a_letter_with_shift_stands_for_the_letter_where_it_means_nothing_itself() {
        let shifted = Chord::of_event("D", false, false, true);
        assert_eq!(shifted.without_shift(), Chord::parse("d"));
        assert_eq!(Chord::parse("Shift+ArrowUp").unwrap().without_shift(), None);
        assert_eq!(shifted.character(), Some('d'));
    }
}
