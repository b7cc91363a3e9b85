//! The sets of keys to begin with.

use crate::desk::command::Command;
use crate::store::KeyPreset;

/// Commands that leave the digits to the claim types, and letters, which are free then, instead.
const DIGITS: &[(&str, &[&str])] =
    &[("place.code", &["c"]), ("place.codebook", &["b"]), ("place.actors", &["a"])];

/// Returns the keys of a command in a preset, as [`super::Chord::parse`] reads them.
pub(super) fn keys(preset: KeyPreset, command: &Command) -> &'static [&'static str] {
    let other = match preset {
        KeyPreset::Letters => None,
        KeyPreset::Digits => DIGITS.iter().find(|(id, _)| *id == command.id),
    };
    other.map_or(command.keys, |(_, keys)| keys)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::desk::command::{command, commands};
    use crate::desk::keymap::Chord;

    #[test]
    fn no_two_commands_share_a_key_in_a_preset() {
        for preset in KeyPreset::ALL {
            let mut taken: BTreeMap<Chord, &Command> = BTreeMap::new();
            for command in commands() {
                for key in keys(preset, command) {
                    let chord = Chord::parse(key).unwrap_or_else(|| panic!("{key} is no key"));
                    if let Some(other) = taken.insert(chord, command) {
                        panic!("{key} runs both {} and {}", other.id, command.id);
                    }
                }
            }
        }
    }

    #[test]
    fn with_digits_for_claim_types_no_command_has_one_from_1_to_9() {
        assert!(DIGITS.iter().all(|(id, _)| command(id).is_some()));
        for command in commands() {
            for key in keys(KeyPreset::Digits, command) {
                let digit = Chord::parse(key).and_then(|chord| chord.character());
                assert!(!digit.is_some_and(|c| ('1'..='9').contains(&c)), "{}", command.id);
            }
        }
    }
}
