//! What the user is told about the project's place on the disk.

use super::{Colleague, LeftAlone};

/// How the project's place on the disk is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Status {
    /// The project is in the browser only.
    #[default]
    Off,
    /// What was done is on its way.
    Writing,
    /// The disk has everything the browser's store has.
    Written,
    /// Another tab writes the files.
    Elsewhere,
    /// The browser wants the user to allow it again, as after a restart.
    Asleep,
    /// Somebody else changed this file since it was last read or written.
    Changed {
        /// Which file.
        file: String,
    },
    /// Nobody has said who codes, and a coder's file needs that.
    Nameless,
    /// The file or folder is gone.
    Missing,
    /// Something else is in the way.
    Failed {
        /// What: a full sentence.
        reason: String,
    },
}

/// The project's place on the disk, as screens see it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    /// What the file or folder is called; nothing when the project is in the browser only.
    pub name: String,
    /// Whether it is a shared folder.
    pub shared: bool,
    /// How it is.
    pub status: Status,
    /// The files in a shared folder that this browser writes.
    pub own: Vec<String>,
    /// Colleagues in the shared folder.
    pub colleagues: Vec<Colleague>,
    /// Files in the shared folder that are left alone.
    pub left_alone: Vec<LeftAlone>,
}

impl View {
    /// Says whether the project has a place on the disk.
    pub fn is_linked(&self) -> bool {
        self.status != Status::Off
    }

    /// Says whether the user has to do something.
    pub fn needs_attention(&self) -> bool {
        match self.status {
            Status::Off | Status::Writing | Status::Written | Status::Elsewhere => {
                !self.left_alone.is_empty() || self.conflicts() > 0
            }
            _ => true,
        }
    }

    /// Returns how many records wait for a choice.
    pub fn conflicts(&self) -> usize {
        self.colleagues.iter().map(|colleague| colleague.conflicts.len()).sum()
    }

    /// Returns what the status line says behind "Saved"; nothing when there is nothing to say. What
    /// is the matter comes first: a long name is cut where there is no room.
    pub fn words(&self) -> String {
        let name = &self.name;
        match &self.status {
            Status::Off => String::new(),
            Status::Writing => format!("writing {name}…"),
            Status::Written | Status::Elsewhere => {
                match (self.conflicts(), self.left_alone.len()) {
                    (0, 0) => format!("in {name}"),
                    (0, 1) => format!("1 file left alone in {name}"),
                    (0, files) => format!("{files} files left alone in {name}"),
                    (1, _) => format!("1 conflict in {name}"),
                    (conflicts, _) => format!("{conflicts} conflicts in {name}"),
                }
            }
            Status::Asleep => format!("allow again: {name}"),
            Status::Changed { file } => format!("changed elsewhere: {file}"),
            Status::Nameless => format!("who codes? Not in {name}"),
            Status::Missing => format!("gone: {name}"),
            Status::Failed { .. } => format!("not in {name}"),
        }
    }

    /// Returns how things are, in full sentences.
    pub fn sentence(&self) -> String {
        let name = &self.name;
        match &self.status {
            Status::Off => "This project is kept in this browser only.".to_owned(),
            Status::Writing => format!("“{name}” is being written."),
            Status::Written if self.shared => format!(
                "Your work is in the shared folder “{name}”, and what the others wrote there has \
                 been read."
            ),
            Status::Written => {
                format!("Everything is in “{name}”, and every change is written there.")
            }
            Status::Elsewhere => format!("Another tab of this browser writes “{name}”."),
            Status::Asleep => format!(
                "The browser asks again before the app may use “{name}”, as it does after a \
                 restart. What you did meanwhile is in the browser's store, and not yet there."
            ),
            Status::Changed { file } => format!(
                "Somebody else wrote “{file}” since this browser last read or wrote it. Nothing is \
                 written there until you say what counts."
            ),
            Status::Nameless => {
                "Nobody has said who codes here, and your file in the shared folder is \
                                 named after you."
                    .to_owned()
            }
            Status::Missing => format!(
                "“{name}” was moved, renamed or deleted. Everything is in the browser's store all \
                 the same. Put it back and try again, or choose a new place."
            ),
            Status::Failed { reason } => {
                format!(
                    "“{name}” could not be written: {reason} Everything is in the browser's \
                         store all the same."
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(status: Status) -> View {
        View { name: "brussels.claimlight.json".to_owned(), status, ..View::default() }
    }

    #[test]
    fn the_line_names_the_file_and_what_is_wrong() {
        assert_eq!(view(Status::Off).words(), "");
        assert_eq!(view(Status::Written).words(), "in brussels.claimlight.json");
        assert!(!view(Status::Written).needs_attention());
        let file = "x.claimlight.json".to_owned();
        let changed = view(Status::Changed { file });
        assert!(changed.needs_attention() && changed.words().starts_with("changed elsewhere"));
        let mut folder = view(Status::Written);
        let reason = "It is damaged.".to_owned();
        folder.left_alone.push(LeftAlone { file: "y".to_owned(), reason });
        assert!(folder.needs_attention() && folder.words().starts_with("1 file left alone"));
    }

    #[test]
    fn every_state_is_said_in_sentences() {
        let file = "f".to_owned();
        for status in [
            Status::Off,
            Status::Writing,
            Status::Written,
            Status::Elsewhere,
            Status::Asleep,
            Status::Changed { file },
            Status::Nameless,
            Status::Missing,
            Status::Failed { reason: "The disk is full.".to_owned() },
        ] {
            let said = view(status).sentence();
            assert!(said.ends_with('.') && said.len() > 20, "{said}");
        }
    }
}
