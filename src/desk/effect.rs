//! What a command asks the outside to do, as data.

use super::disk;
use super::view::prose::sentence;
use crate::edit::{Done, EditError};
use crate::model::{ClaimId, MentionId};
use crate::text::Span;

/// Something only the outside can do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Keep this transaction, which has been carried out.
    Keep(Box<Done>),
    /// Tell the user, in a live region and for a moment on the screen.
    Tell(Notice),
    /// Say something to those who cannot see it; it shows on the screen anyway.
    Say(String),
    /// Bring a stretch of the open text into view.
    Reveal(Span),
    /// Bring a claim's card into view and give it the keyboard.
    FocusClaim(ClaimId),
    /// Bring a mention into view.
    FocusMention(MentionId),
    /// Give the text the keyboard.
    FocusText,
    /// Give the document filter the keyboard.
    FocusFilter,
    /// Give the list of claims the keyboard.
    FocusClaims,
    /// Let the user choose document files.
    PickDocuments,
    /// Let the user choose a folder of documents.
    PickFolder,
    /// Let the user choose a Claimlight file.
    PickProjectFile,
    /// Print the open document.
    Print,
    /// Save the whole project as a file.
    DownloadBackup,
    /// Remember that all of the project is saved elsewhere than in this browser.
    NoteSavedElsewhere,
    /// Move the caret by lines as drawn, which only the outside knows.
    MoveLine {
        /// Where to.
        to: LineStep,
        /// Extend the selection rather than move the caret.
        extend: bool,
    },
    /// Move the caret to what stands left or right of it on the screen, where letters run both
    /// ways.
    MoveSideways {
        /// To the left rather than to the right.
        left: bool,
        /// Extend the selection rather than move the caret.
        extend: bool,
    },
    /// Bring in a newer version of the app, or look for one.
    Update,
    /// Change between light, dark and the system's theme.
    SwitchTheme,
    /// Change how documents are read.
    Read(ReadingStep),
    /// Do something with the project's place on the disk.
    Disk(disk::Order),
}

/// A change of how documents are read; it belongs to the user and not to the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingStep {
    /// Show the choices, or put them away.
    Panel,
    /// The next larger letters.
    Larger,
    /// The next smaller letters.
    Smaller,
    /// Show nothing but the text and the chosen claim, or everything again.
    FocusMode,
    /// Put the choices away, or show everything again, where nothing else is left to go back from.
    LeaveFocusMode,
    /// Number the lines, or no longer.
    Numbers,
}

/// A step of the caret that depends on where lines break on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineStep {
    /// To the line above.
    Up,
    /// To the line below.
    Down,
    /// To the start of the line.
    Start,
    /// To the end of the line.
    End,
    /// As far up as the window shows at once.
    PageUp,
    /// As far down as the window shows at once.
    PageDown,
}

/// Something to tell the user: a full sentence, and what can be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How serious it is.
    pub severity: Severity,
    /// What happened.
    pub message: String,
    /// What can be done; empty when nothing needs to be.
    pub hint: String,
}

/// How serious a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something went as it should.
    Info,
    /// Something did not happen.
    Warning,
    /// Something is wrong.
    Error,
}

impl Notice {
    /// Says that something went as it should.
    pub fn info(message: impl Into<String>) -> Self {
        Self { severity: Severity::Info, message: message.into(), hint: String::new() }
    }

    /// Says that something did not happen, and what can be done.
    pub fn warning(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, message: message.into(), hint: hint.into() }
    }

    /// Says that something is wrong, and what can be done.
    pub fn error(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { severity: Severity::Error, message: message.into(), hint: hint.into() }
    }
}

impl From<EditError> for Notice {
    fn from(error: EditError) -> Self {
        Self::error(sentence(&error.to_string()), "Nothing was changed.")
    }
}
