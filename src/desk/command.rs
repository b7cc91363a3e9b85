//! The one table of commands: menus, keys, the key list and the palette are loops over it.

mod claims;
mod coding;
mod disk;
mod documents;
mod general;
mod going;
mod motion;
mod reading;

pub use going::choose_card;

use super::keymap::Chord;
use super::{Desk, Focus, Host, Outcome, Prompt};
use crate::model::Role;

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
    /// The keys that run it in the preset of letters, as [`Chord::parse`] reads them; those in force
    /// are in [`super::keymap::Bindings`].
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

/// Where a command's keys work. No two commands share a key.
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
    [
        general::COMMANDS,
        disk::COMMANDS,
        reading::COMMANDS,
        documents::COMMANDS,
        motion::COMMANDS,
        claims::COMMANDS,
        going::COMMANDS,
        coding::COMMANDS,
    ]
    .into_iter()
    .flatten()
}

/// Returns the command with an id.
pub fn command(id: &str) -> Option<&'static Command> {
    commands().find(|command| command.id == id)
}

/// Returns the command a chord runs where the keyboard is. A letter with Shift runs what the letter
/// runs, unless it means something itself.
pub fn command_for(desk: &Desk, chord: &Chord, in_text: bool) -> Option<&'static Command> {
    let works = |command: &&'static Command| {
        let here = match command.scope {
            Scope::Window => true,
            Scope::Text => in_text,
            Scope::Code => desk.place() == super::Place::Code,
        };
        here && (command.enabled)(desk)
    };
    let plain = || desk.keys().holder(&chord.without_shift()?);
    desk.keys().holder(chord).or_else(plain).filter(works)
}

/// Says whether a chord runs a command that needs the keyboard to be in the text, on the Code screen.
pub fn is_for_text(desk: &Desk, chord: &Chord) -> bool {
    let holder = desk.keys().holder(chord).filter(|command| command.scope == Scope::Text);
    holder.is_some_and(|command| (command.enabled)(desk))
        && desk.place() == super::Place::Code
        && desk.keys().may_act(chord, false)
}

/// What can be done even while something is being typed.
const WHILE_TYPING: &[&str] =
    &["palette", "backup", "export", "documents.open", "import-project", "document.done", "back"];

/// Says whether a chord reaches its command even while something is being typed.
pub fn works_while_typing(desk: &Desk, chord: &Chord) -> bool {
    let holder = desk.keys().holder(chord).filter(|_| !chord.prints());
    holder.is_some_and(|command| WHILE_TYPING.contains(&command.id))
}

/// Returns the command that a key runs while something is asked about a claim and nothing has been
/// typed yet: a sign, or the 0, that changes the claim or asks the next thing. No name begins so; other
/// digits and letters belong to the answer, and so does a key that would ask what is asked. Undo and
/// redo mean the project, for the field has nothing to take back.
pub fn command_in_prompt(desk: &Desk, chord: &Chord) -> Option<&'static Command> {
    let prompt = desk.prompt().filter(|prompt| prompt.claim().is_some())?;
    let held = desk.keys().holder(chord).filter(|command| ["undo", "redo"].contains(&command.id));
    if held.is_some_and(|command| (command.enabled)(desk)) {
        return held;
    }
    let sign = chord.character().filter(|c| *c == '0' || !c.is_alphanumeric() && *c != ' ')?;
    let command = desk.keys().holder(&Chord::of_character(sign))?;
    let asked = match prompt {
        Prompt::Participant(_, Role::Claimant) => "claim.claimant",
        Prompt::Participant(_, Role::Addressee) => "claim.addressee",
        Prompt::Participant(_, Role::Target) => "claim.target",
        Prompt::Issues(_) => "claim.issues",
        _ => "claim.types",
    };
    (command.group == Group::Claim && command.id != asked && (command.enabled)(desk))
        .then_some(command)
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
    use super::*;

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
