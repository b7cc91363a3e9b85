//! Chords that belong to the browser, the system or a screen reader.
//!
//! Left out are those that a browser hands over and web applications commonly use: Ctrl+S, Ctrl+O,
//! Ctrl+K, Ctrl+E, Ctrl+I, Ctrl+Z, Ctrl+Y.

use super::Chord;

/// Says what a chord is for when it is not ours to take; nothing when it is.
pub fn owner(chord: &Chord) -> Option<&'static str> {
    let key = chord.key.as_str();
    match key {
        "Tab" => return Some("it moves the keyboard from place to place"),
        "Escape" => return Some("it goes back one step everywhere"),
        "Enter" if !chord.ctrl => return Some("it presses what has the keyboard"),
        "Insert" | "CapsLock" | "NumLock" | "ScrollLock" | "Pause" => {
            return Some("screen readers listen to it");
        }
        "ContextMenu" | "PrintScreen" | "Meta" | "OS" => return Some("the system listens to it"),
        "PageUp" | "PageDown" if chord.ctrl || chord.alt => return Some("it turns tabs"),
        "BrowserBack" | "BrowserForward" => return Some("it turns pages"),
        "F1" | "F3" | "F5" | "F6" | "F7" | "F10" | "F11" | "F12" => {
            return Some("the browser listens to it");
        }
        "F4" if chord.ctrl || chord.alt => return Some("it closes windows and tabs"),
        "Backspace" if chord.ctrl || chord.alt => return Some("it edits text or goes back"),
        _ => {}
    }
    match (chord.ctrl, chord.alt, chord.shift) {
        (true, true, _) => Some("screen readers read tables and move about with such keys"),
        (true, false, false) => with_ctrl(key),
        (true, false, true) => with_ctrl_and_shift(key),
        (false, true, false) if matches!(key, "ArrowLeft" | "ArrowRight" | "Home") => {
            Some("the browser goes back and forward with it")
        }
        (false, true, _) => with_alt(key),
        (false, false, _) => None,
    }
}

fn with_ctrl(key: &str) -> Option<&'static str> {
    Some(match key {
        "t" | "n" | "w" | "q" | "m" => "the browser opens and closes windows and tabs with it",
        "l" | "d" | "j" | "h" | "b" | "u" => "the browser opens one of its own places with it",
        "r" | "p" => "the browser loads the page anew or prints it with it",
        "f" | "g" => "the browser searches the page with it",
        "a" | "c" | "v" | "x" => "it belongs to the clipboard and the selection",
        "+" | "-" | "=" => "the browser makes the page larger or smaller with it",
        one if is_digit(one) => "the browser goes to a tab with it, or to the usual size",
        _ => return None,
    })
}

fn with_ctrl_and_shift(key: &str) -> Option<&'static str> {
    Some(match key {
        "t" | "n" | "w" | "q" | "p" | "a" => {
            "the browser opens and closes windows and tabs with it"
        }
        "i" | "j" | "c" | "k" | "m" => "the browser opens its tools for developers with it",
        "b" | "d" | "y" | "Delete" => "the browser opens one of its own places with it",
        "r" => "the browser loads the page anew with it",
        "u" => "Linux types characters by number with it",
        "+" | "-" | "=" | "_" => "the browser makes the page larger or smaller with it",
        one if is_digit(one) => "a Mac takes pictures of the screen with such keys",
        _ => return None,
    })
}

fn with_alt(key: &str) -> Option<&'static str> {
    Some(match key {
        " " => "Windows opens the window's menu with it",
        one if is_digit(one) => "browsers on Linux go to a tab with it",
        one if one.chars().count() == 1 => {
            "browsers open their menus with such keys, and a Mac types signs with them"
        }
        _ => return None,
    })
}

fn is_digit(key: &str) -> bool {
    key.len() == 1 && key.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::command::commands;
    use crate::desk::keymap::{Bindings, Layout};
    use crate::store::{KeyPreferences, KeyPreset};

    #[test]
    fn what_browsers_and_screen_readers_own_is_refused() {
        for text in [
            "Ctrl+t",
            "Ctrl+Shift+n",
            "Ctrl+w",
            "Ctrl+l",
            "Ctrl+1",
            "Ctrl+f",
            "Ctrl+c",
            "Ctrl++",
            "Ctrl+Alt+ArrowRight",
            "Insert",
            "Shift+Insert",
            "CapsLock",
            "F5",
            "F12",
            "Alt+d",
            "Alt+ArrowLeft",
            "Alt+ArrowRight",
            "Alt+1",
            "Alt+F4",
            "Tab",
            "Shift+Tab",
            "Ctrl+PageDown",
        ] {
            assert!(owner(&Chord::parse(text).unwrap()).is_some(), "{text}");
        }
        for text in ["d", "?", "F2", "F8", "Shift+F9", "Ctrl+k", "Alt+Shift+ArrowRight", "Delete"] {
            assert_eq!(owner(&Chord::parse(text).unwrap()), None, "{text}");
        }
    }

    #[test]
    fn no_command_has_a_key_that_is_not_ours_in_any_preset() {
        for preset in KeyPreset::ALL {
            let keys = KeyPreferences { preset, ..KeyPreferences::default() };
            let bindings = Bindings::new(keys, Layout::default());
            for command in commands().filter(|command| command.id != "back") {
                for chord in bindings.keys(command.id) {
                    assert_eq!(owner(chord), None, "{chord} of {}", command.id);
                }
            }
        }
    }
}
