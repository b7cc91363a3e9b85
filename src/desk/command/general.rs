//! Commands of the window and the project.

use super::{Command, Group, Scope, always};
use crate::desk::{Desk, Effect, Focus, Outcome, Overlay, Place, ReadingStep};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "palette",
        title: "Find a command",
        help: "Lists every command; type a few letters and press Enter.",
        group: Group::General,
        keys: &["Ctrl+k"],
        scope: Scope::Window,
        enabled: always,
        run: |desk, _| open(desk, Overlay::Palette),
    },
    Command {
        id: "keys",
        title: "Show all keys",
        help: "Lists every key and what it does.",
        group: Group::General,
        keys: &["?"],
        scope: Scope::Window,
        enabled: always,
        run: |desk, _| open(desk, Overlay::Keys),
    },
    Command {
        id: "undo",
        title: "Undo",
        help: "Takes the last change back; every change can be taken back.",
        group: Group::General,
        keys: &["Ctrl+z"],
        scope: Scope::Window,
        enabled: |desk| desk.history().undo_label().is_some(),
        run: |desk, host| desk.undo(host),
    },
    Command {
        id: "redo",
        title: "Redo",
        help: "Does the last change again that was taken back.",
        group: Group::General,
        keys: &["Ctrl+Shift+z", "Ctrl+y"],
        scope: Scope::Window,
        enabled: |desk| desk.history().redo_label().is_some(),
        run: |desk, host| desk.redo(host),
    },
    Command {
        id: "history",
        title: "Show the changes so far",
        help: "Lists who changed what when, the newest change first; each can be searched for and taken back.",
        group: Group::General,
        keys: &["Ctrl+Shift+h"],
        scope: Scope::Window,
        enabled: always,
        run: |desk, _| open(desk, Overlay::History(None)),
    },
    Command {
        id: "earlier",
        title: "Restore an earlier state",
        help: "Lists the project as it was today, this week and before, and what has changed since.",
        group: Group::General,
        keys: &[],
        scope: Scope::Window,
        enabled: always,
        run: |desk, _| open(desk, Overlay::EarlierStates),
    },
    Command {
        id: "set-aside",
        title: "Show the records set aside",
        help: "Lists the stored records that could not be used, and why; they can be saved as a file.",
        group: Group::General,
        keys: &[],
        scope: Scope::Window,
        enabled: |desk| !desk.set_aside().is_empty(),
        run: |desk, _| open(desk, Overlay::SetAside),
    },
    Command {
        id: "place.code",
        title: "Go to Code",
        help: "Shows the documents, the text and its claims.",
        group: Group::General,
        keys: &["1"],
        scope: Scope::Window,
        enabled: always,
        run: |desk, _| go(desk, Place::Code),
    },
    Command {
        id: "place.codebook",
        title: "Go to Codebook",
        help: "Shows the claim types and issues.",
        group: Group::General,
        keys: &["2"],
        scope: Scope::Window,
        enabled: always,
        run: |desk, _| go(desk, Place::Codebook),
    },
    Command {
        id: "place.actors",
        title: "Go to Actors",
        help: "Shows the registry of actors.",
        group: Group::General,
        keys: &["3"],
        scope: Scope::Window,
        enabled: always,
        run: |desk, _| go(desk, Place::Actors),
    },
    Command {
        id: "projects",
        title: "Projects",
        help: "Lists every project: make, open, rename, duplicate or delete one.",
        group: Group::General,
        keys: &["Ctrl+Shift+f"],
        scope: Scope::Window,
        enabled: always,
        run: |desk, _| open(desk, Overlay::Projects),
    },
    Command {
        id: "export",
        title: "Export",
        help: "Writes the project or a dataset to a file.",
        group: Group::General,
        keys: &["Ctrl+e"],
        scope: Scope::Window,
        enabled: always,
        run: |desk, _| open(desk, Overlay::Export),
    },
    Command {
        id: "import-project",
        title: "Import a Claimlight file",
        help: "Takes in a colleague's file, as a new project or into this one, after a preview.",
        group: Group::General,
        keys: &["Ctrl+i"],
        scope: Scope::Window,
        enabled: always,
        run: |_, _| Ok(vec![Effect::PickProjectFile]),
    },
    Command {
        id: "backup",
        title: "Download a backup",
        help: "Saves the whole project as a file now.",
        group: Group::General,
        keys: &["Ctrl+s"],
        scope: Scope::Window,
        enabled: always,
        run: |_, _| Ok(vec![Effect::DownloadBackup]),
    },
    Command {
        id: "coder",
        title: "Change the coder's name",
        help: "Every claim and mention carries the name of who coded it.",
        group: Group::General,
        keys: &[],
        scope: Scope::Window,
        enabled: always,
        run: |desk, _| open(desk, Overlay::Coder),
    },
    Command {
        id: "theme",
        title: "Switch between light and dark",
        help: "Light, dark, or as the system is set.",
        group: Group::General,
        keys: &[],
        scope: Scope::Window,
        enabled: always,
        run: |_, _| Ok(vec![Effect::SwitchTheme]),
    },
    Command {
        id: "update",
        title: "Update Claimlight",
        help: "Brings in the newer version that waits, once your work is saved; where none waits, looks \
               for one.",
        group: Group::General,
        keys: &[],
        scope: Scope::Window,
        enabled: always,
        run: |_, _| Ok(vec![Effect::Update]),
    },
    Command {
        id: "back",
        title: "Go back one step",
        help: "Closes the question, then lets go of the claim, then of the selection.",
        group: Group::General,
        keys: &["Escape"],
        scope: Scope::Window,
        enabled: always,
        run: |desk, _| back(desk),
    },
];

fn open(desk: &mut Desk, overlay: Overlay) -> Outcome {
    desk.set_overlay(Some(overlay));
    Ok(Vec::new())
}

fn go(desk: &mut Desk, place: Place) -> Outcome {
    desk.go(place);
    Ok(if place == Place::Code { vec![Effect::FocusText] } else { Vec::new() })
}

/// Goes back one step; nothing that was done is lost.
fn back(desk: &mut Desk) -> Outcome {
    if desk.overlay().is_some() {
        desk.set_overlay(None);
        return Ok(Vec::new());
    }
    if desk.prompt().is_some() {
        return Ok(desk.close_prompt());
    }
    if desk.focus() == Focus::None {
        if desk.caret().span().is_none() {
            return Ok(vec![Effect::FocusText, Effect::Read(ReadingStep::LeaveFocusMode)]);
        }
        let at = desk.caret().focus;
        desk.set_caret(crate::desk::Caret::at(at));
    }
    desk.set_focus(Focus::None);
    Ok(vec![Effect::FocusText])
}
