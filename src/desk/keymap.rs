//! Keys: how a chord is written, read and found.

use std::fmt;

/// A key with its modifiers, as the browser names it (`KeyboardEvent.key`).
///
/// Shift counts only with keys that have a name (`ArrowLeft`); with those that print, the letter
/// printed says it all, whatever keyboard it is typed on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chord {
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Alt, or Option on a Mac.
    pub alt: bool,
    /// Shift, for keys with a name and together with Ctrl.
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
        let shift = shift && (!prints || (ctrl && !altgr) || alt && !altgr);
        Self { ctrl: ctrl && !altgr, alt: alt && !altgr, shift, key: lower }
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
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.key.as_str() {
            " " => f.write_str("Space"),
            "ArrowLeft" => f.write_str("←"),
            "ArrowRight" => f.write_str("→"),
            "ArrowUp" => f.write_str("↑"),
            "ArrowDown" => f.write_str("↓"),
            "Escape" => f.write_str("Esc"),
            "Delete" => f.write_str("Del"),
            one if one.chars().count() == 1 => f.write_str(&one.to_uppercase()),
            name => f.write_str(name),
        }
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
            ("d", Chord::of_event("D", false, false, true)),
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
    fn chords_are_shown_as_printed_on_the_keys() {
        assert_eq!(Chord::parse("Ctrl+Shift+z").unwrap().to_string(), "Ctrl+Shift+Z");
        assert_eq!(Chord::parse("Shift+ArrowDown").unwrap().to_string(), "Shift+↓");
    }
}
