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
