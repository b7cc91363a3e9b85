//! The keys in force: a preset, what the user changed in it, and what each chord runs.

use std::collections::BTreeMap;

use super::{Chord, Layout, preset, reserved};
use crate::desk::command::{Command, commands};
use crate::store::{KeyPreferences, KeyPreset};

/// The keys in force. Made once when they change, so that a key press only looks a chord up.
#[derive(Clone)]
pub struct Bindings {
    wanted: KeyPreferences,
    layout: Layout,
    keys: BTreeMap<&'static str, Vec<Chord>>,
    runs: BTreeMap<Chord, &'static Command>,
}

/// Why a command cannot have a chord.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It belongs to the browser, the system or a screen reader.
    #[error("{key} cannot be used: {why}")]
    Reserved {
        /// The chord as shown.
        key: String,
        /// What it is for.
        why: &'static str,
    },
    /// Another command has it.
    #[error("{key} belongs to “{holder}” already; change that one first")]
    Held {
        /// The chord as shown.
        key: String,
        /// The command's title.
        holder: &'static str,
    },
    /// It chooses a claim type.
    #[error("{key} chooses the claim type “{name}”; choose another key here or in the codebook")]
    ClaimType {
        /// The chord as shown.
        key: String,
        /// The claim type's name.
        name: String,
    },
}

impl Default for Bindings {
    fn default() -> Self {
        Self::new(KeyPreferences::default(), Layout::default())
    }
}

impl PartialEq for Bindings {
    fn eq(&self, other: &Self) -> bool {
        self.wanted == other.wanted && self.layout == other.layout
    }
}

impl Eq for Bindings {}

impl std::fmt::Debug for Bindings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bindings").field("wanted", &self.wanted).finish_non_exhaustive()
    }
}

impl Bindings {
    /// Makes the bindings the user wants. What the user changed comes first: a command that came
    /// later with the same key in the preset goes without it.
    pub fn new(wanted: KeyPreferences, layout: Layout) -> Self {
        let mut bindings = Self { wanted, layout, keys: BTreeMap::new(), runs: BTreeMap::new() };
        let (changed, left): (Vec<_>, Vec<_>) =
            commands().partition(|command| bindings.wanted.changed.contains_key(command.id));
        for command in changed.into_iter().chain(left) {
            let own = bindings.wanted.changed.get(command.id);
            let chords: Vec<Chord> = match own {
                Some(own) => own.iter().filter_map(|key| Chord::parse(key)).collect(),
                None => preset::keys(bindings.wanted.preset, command)
                    .iter()
                    .filter_map(|key| Chord::parse(key))
                    .collect(),
            };
            for chord in chords {
                if !bindings.runs.contains_key(&chord) {
                    bindings.runs.insert(chord.clone(), command);
                    bindings.keys.entry(command.id).or_default().push(chord);
                }
            }
        }
        bindings
    }

    /// Returns what they were made of.
    pub fn wanted(&self) -> &KeyPreferences {
        &self.wanted
    }

    /// Returns what is known of the user's keyboard.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Returns the keys of a command.
    pub fn keys(&self, id: &str) -> &[Chord] {
        self.keys.get(id).map_or(&[], Vec::as_slice)
    }

    /// Returns the keys of a command as they are shown.
    pub fn shown(&self, id: &str) -> Vec<String> {
        self.keys(id).iter().map(|chord| self.layout.show(chord)).collect()
    }

    /// Returns the command that has a chord, whether or not it can be done now.
    pub fn holder(&self, chord: &Chord) -> Option<&'static Command> {
        self.runs.get(chord).copied()
    }

    /// Returns the digit that stands for the n-th claim type, counted from 0.
    pub fn digit(&self, nth: usize) -> Option<char> {
        let digits = self.wanted.preset == KeyPreset::Digits;
        u32::try_from(nth + 1).ok().filter(|_| digits).and_then(|n| char::from_digit(n, 10))
    }

    /// Says whether a chord may act: keys that print may be kept to the text and its claims.
    pub fn may_act(&self, chord: &Chord, in_reader: bool) -> bool {
        self.wanted.single_letters || in_reader || !chord.prints()
    }

    /// Says whether the user changed a command's keys.
    pub fn is_changed(&self, id: &str) -> bool {
        self.wanted.changed.contains_key(id)
    }

    /// Says why a command cannot have a chord; nothing when it can.
    pub fn refusal(&self, id: &str, chord: &Chord) -> Option<Refusal> {
        let key = self.layout.show(chord);
        if let Some(why) = reserved::owner(chord) {
            return Some(Refusal::Reserved { key, why });
        }
        let holder = self.holder(chord).filter(|command| command.id != id)?;
        Some(Refusal::Held { key, holder: holder.title })
    }

    /// Returns the keys to want when a command gets one chord and no other; with `None`, no key.
    pub fn changed(&self, id: &str, chord: Option<&Chord>) -> KeyPreferences {
        let mut wanted = self.wanted.clone();
        wanted.changed.insert(id.to_owned(), chord.map(Chord::spelled).into_iter().collect());
        wanted
    }

    /// Returns the keys to want when a command gets the preset's keys back, as far as they are free.
    pub fn reset(&self, id: &str) -> KeyPreferences {
        let mut wanted = self.wanted.clone();
        wanted.changed.remove(id);
        wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chord(text: &str) -> Chord {
        Chord::parse(text).unwrap()
    }

    fn runs(bindings: &Bindings, text: &str) -> Option<&'static str> {
        bindings.holder(&chord(text)).map(|command| command.id)
    }

    #[test]
    fn a_changed_command_has_its_new_key_and_no_other() {
        let start = Bindings::default();
        assert_eq!(runs(&start, "Ctrl+y"), Some("redo"));
        let keys = start.changed("redo", Some(&chord("F9")));
        let changed = Bindings::new(keys, Layout::default());
        assert_eq!(runs(&changed, "F9"), Some("redo"));
        assert_eq!((runs(&changed, "Ctrl+y"), runs(&changed, "Ctrl+Shift+z")), (None, None));
        assert!(changed.is_changed("redo") && !changed.is_changed("undo"));
        assert_eq!(Bindings::new(changed.reset("redo"), Layout::default()), start);
        let none = Bindings::new(start.changed("redo", None), Layout::default());
        assert_eq!(none.keys("redo"), []);
    }

    #[test]
    fn a_chord_that_is_held_or_reserved_is_refused_in_a_sentence() {
        let bindings = Bindings::default();
        assert_eq!(bindings.refusal("undo", &chord("F9")), None);
        assert_eq!(bindings.refusal("undo", &chord("Ctrl+z")), None, "its own");
        let said = bindings.refusal("undo", &chord("n")).unwrap().to_string();
        assert_eq!(said, "N belongs to “Next claim” already; change that one first");
        let said = bindings.refusal("undo", &chord("Ctrl+t")).unwrap().to_string();
        assert!(said.starts_with("Ctrl+T cannot be used: the browser opens"), "{said}");
    }

    #[test]
    fn a_key_the_user_gave_away_is_not_taken_back_by_the_preset() {
        let start = Bindings::default();
        let free =
            Bindings::new(start.changed("claim.next", Some(&chord("F8"))), Layout::default());
        let keys = free.changed("undo", Some(&chord("n")));
        let mut both = Bindings::new(keys, Layout::default());
        assert_eq!(runs(&both, "n"), Some("undo"));
        both = Bindings::new(both.reset("claim.next"), Layout::default());
        assert_eq!((runs(&both, "n"), both.keys("claim.next")), (Some("undo"), [].as_slice()));
    }

    #[test]
    fn what_was_written_down_is_read_again_and_nonsense_is_passed_over() {
        let json = r#"{"preset":"digits","changed":{"undo":["F9",""],"gone":["x"]}}"#;
        let wanted: KeyPreferences = serde_json::from_str(json).unwrap();
        let bindings = Bindings::new(wanted.clone(), Layout::default());
        assert_eq!(bindings.shown("undo"), ["F9"]);
        assert_eq!(
            (bindings.digit(0), bindings.digit(8), bindings.digit(9)),
            (Some('1'), Some('9'), None)
        );
        assert!(bindings.may_act(&chord("n"), false));
        let again = serde_json::to_string(&wanted).unwrap();
        assert_eq!(serde_json::from_str::<KeyPreferences>(&again).unwrap(), wanted);
    }

    #[test]
    fn single_letters_can_be_kept_to_the_text() {
        let wanted = KeyPreferences { single_letters: false, ..KeyPreferences::default() };
        let bindings = Bindings::new(wanted, Layout::default());
        assert!(!bindings.may_act(&chord("n"), false) && bindings.may_act(&chord("n"), true));
        assert!(
            bindings.may_act(&chord("Ctrl+k"), false) && bindings.may_act(&chord("Delete"), false)
        );
    }
}
