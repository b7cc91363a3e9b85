//! The one table of commands: menus, keys, the key list and the palette are loops over it.

mod coding;
mod documents;
mod general;
mod motion;
mod reading;

use super::keymap::Chord;
use super::{Desk, Focus, Host, Outcome};

/// Something the user can do.
pub struct Command {
    /// Names it in code and tests: `claim.delete`.
    pub id: &'static str,
    /// Names it on the screen, as an order: "Delete claim or mention".
    pub title: &'static str,
    /// Says more, in a sentence.
    pub help: &'static str,
    /// Where it belongs in the list of keys.
    pub group: Group,
    /// The keys that run it, as [`Chord::parse`] reads them.
    pub keys: &'static [&'static str],
    /// Where the keys work.
    pub scope: Scope,
    /// Says whether it can be done now.
    pub enabled: fn(&Desk) -> bool,
    /// Does it.
    pub run: fn(&mut Desk, &mut Host) -> Outcome,
}

/// Where a command belongs in the list of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The window and the project.
    General,
    /// The document list and files.
    Documents,
    /// Moving and selecting in the text.
    Text,
    /// Making claims and mentions.
    Coding,
    /// The focused claim.
    Claim,
}

impl Group {
    /// Every group, in the order of the key list.
    pub const ALL: [Self; 5] =
        [Self::General, Self::Documents, Self::Text, Self::Coding, Self::Claim];

    /// Returns the group's heading.
    pub fn name(self) -> &'static str {
        match self {
            Self::General => "Window and project",
            Self::Documents => "Documents",
            Self::Text => "Moving and selecting in the text",
            Self::Coding => "Coding the selection",
            Self::Claim => "The chosen claim",
        }
    }
}

/// Where a command's keys work. Two commands may share a key only in different scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Wherever nothing is being typed.
    Window,
    /// While the text has the keyboard.
    Text,
    /// On the Code screen.
    Code,
}

/// Returns every command, in the order of the key list.
pub fn commands() -> impl Iterator<Item = &'static Command> {
    [general::COMMANDS, reading::COMMANDS, documents::COMMANDS, motion::COMMANDS, coding::COMMANDS]
        .into_iter()
        .flatten()
}

/// Returns the command with an id.
pub fn command(id: &str) -> Option<&'static Command> {
    commands().find(|command| command.id == id)
}

/// Returns the command a chord runs where the keyboard is.
pub fn command_for(desk: &Desk, chord: &Chord, in_text: bool) -> Option<&'static Command> {
    let works = |scope: Scope| match scope {
        Scope::Window => true,
        Scope::Text => in_text,
        Scope::Code => desk.place() == super::Place::Code,
    };
    commands().find(|command| {
        works(command.scope)
            && command.keys.iter().any(|key| Chord::parse(key).as_ref() == Some(chord))
            && (command.enabled)(desk)
    })
}

impl Command {
    /// Returns the title as it stands now: undo and redo name what they would do.
    pub fn title_now(&self, desk: &Desk) -> String {
        let step = match self.id {
            "undo" => desk.history().undo_label(),
            "redo" => desk.history().redo_label(),
            _ => None,
        };
        step.map_or_else(|| self.title.to_owned(), |step| format!("{}: {step}", self.title))
    }

    /// Returns the keys as they are shown.
    pub fn keys_shown(&self) -> Vec<String> {
        self.keys.iter().filter_map(|key| Chord::parse(key)).map(|c| c.to_string()).collect()
    }
}

/// Always.
fn always(_: &Desk) -> bool {
    true
}

/// While a document is open on the Code screen.
fn in_document(desk: &Desk) -> bool {
    desk.text().is_some()
}

/// While words are selected.
fn with_selection(desk: &Desk) -> bool {
    desk.selected().is_some()
}

/// While a claim is chosen.
fn with_claim(desk: &Desk) -> bool {
    desk.focused_claim().is_some()
}

/// While a claim or mention is chosen.
fn with_focus(desk: &Desk) -> bool {
    desk.focus() != Focus::None
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_two_commands_share_a_key_where_both_work() {
        let mut taken: BTreeMap<Chord, &Command> = BTreeMap::new();
        for command in commands() {
            for key in command.keys {
                let chord = Chord::parse(key).unwrap_or_else(|| panic!("{key} is no key"));
                if let Some(other) = taken.insert(chord, command) {
                    panic!("{key} runs both {} and {}", other.id, command.id);
                }
            }
        }
    }

    #[test]
    fn every_command_has_an_id_of_its_own_a_title_and_a_sentence() {
        let mut ids = std::collections::BTreeSet::new();
        for command in commands() {
            assert!(ids.insert(command.id), "{} stands twice", command.id);
            assert!(!command.title.is_empty() && !command.title.ends_with('.'), "{}", command.id);
            assert!(command.help.ends_with('.'), "{}: {}", command.id, command.help);
        }
    }
}
