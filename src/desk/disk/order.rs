//! What can be asked of the project's place on the disk.

use crate::merge::Choice;
use crate::model::{CoderId, Key};

/// Something only the outside can do with files on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Let the user choose a file in which the open project is kept from now on.
    KeepInFile,
    /// Let the user choose a project file, and go on in it.
    OpenFile,
    /// Let the user choose the folder through which the open project is shared.
    Share,
    /// Let the user choose a shared folder, and take part in its project.
    Join,
    /// Keep the open project in the browser only from now on. Files stay where they are.
    Leave,
    /// Ask the browser to let the app at the file or folder again.
    Allow,
    /// Write over a file that somebody else changed.
    KeepMine,
    /// Make the project what a file that somebody else changed says.
    TakeTheirs,
    /// Show what is in a file that somebody else changed beside the project.
    Compare,
    /// Try again.
    Retry,
    /// Settle what both the user and a colleague changed.
    Decide {
        /// Whose file it is in.
        coder: CoderId,
        /// Which record.
        key: Key,
        /// Which side counts.
        choice: Choice,
    },
    /// Show what is in a file of the folder that was left alone.
    LookAt(String),
}
