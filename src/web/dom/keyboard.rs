//! From the browser's keyboard events to chords.

use web_sys::KeyboardEvent;

use crate::desk::keymap::Chord;

/// Returns the chord of an event; `None` while a character is being composed, or for a modifier
/// by itself.
pub fn chord(event: &KeyboardEvent) -> Option<Chord> {
    let key = event.key();
    let modifier =
        matches!(key.as_str(), "Control" | "Shift" | "Alt" | "Meta" | "AltGraph" | "Dead");
    if event.is_composing() || modifier {
        return None;
    }
    let ctrl = event.ctrl_key() || event.meta_key();
    Some(Chord::of_event(&key, ctrl, event.alt_key(), event.shift_key()))
}

/// Returns what an event may mean, the likeliest first: the chord as printed and, where the keyboard
/// writes another script, the one of the Latin letter in the key's place.
pub fn chords(event: &KeyboardEvent) -> Vec<Chord> {
    let printed = chord(event);
    let foreign = printed.as_ref().is_some_and(|chord| {
        let mut letters = chord.key.chars();
        let first = letters.next().filter(|c| c.is_alphabetic() && !c.is_ascii());
        first.is_some() && letters.next().is_none()
    });
    let code = event.code();
    let latin = code.strip_prefix("Key").filter(|_| foreign).and_then(|letter| {
        let key = letter.to_lowercase();
        printed.as_ref().map(|chord| Chord { key, ..chord.clone() })
    });
    printed.into_iter().chain(latin).collect()
}
