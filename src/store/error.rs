//! What can go wrong with storage, why, and what to do; and what the status line says.

use crate::model::ProjectId;

/// Why something could not be stored or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The browser gives this page no database at all.
    #[error("this browser does not let the page store anything: {0}")]
    Unavailable(
        /// What the browser said.
        String,
    ),
    /// The app was opened as a file, and the browser gives files no database.
    #[error("this browser keeps nothing for a page that is opened as a file")]
    NoneForFiles,
    /// Another tab holds the database in an older form.
    #[error("another tab runs an older version of Claimlight and keeps the store in its old form")]
    Blocked,
    /// The database was written by a newer version of the app.
    #[error("the store was already opened by a newer version of Claimlight")]
    Newer,
    /// There is no room left.
    #[error("the browser has no room left for this page")]
    Full,
    /// The browser took the connection away.
    #[error("the browser closed the store while it was in use")]
    Closed,
    /// The project is not in the store.
    #[error("project {0} is not in the store; it may have been deleted in another tab")]
    Gone(
        /// Which project.
        ProjectId,
    ),
    /// What is stored cannot be read.
    #[error("{what} cannot be read: {why}")]
    Damaged {
        /// What was read.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// Anything else the browser said.
    #[error("{what} failed: {why}")]
    Failed {
        /// What was tried.
        what: String,
        /// What the browser said.
        why: String,
    },
}

impl StorageError {
    /// Makes an error of what was tried and the name and words of a browser's exception.
    pub fn from_exception(what: &str, name: &str, message: &str) -> Self {
        match name {
            "QuotaExceededError" => Self::Full,
            "VersionError" => Self::Newer,
            "SecurityError" | "NotSupportedError" => Self::Unavailable(said(name, message)),
            "InvalidStateError" => Self::Closed,
            _ => Self::Failed { what: what.to_owned(), why: said(name, message) },
        }
    }

    /// Says whether the same may work later, without anything but time and room.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Blocked | Self::Full | Self::Closed | Self::Gone(_) | Self::Failed { .. } => true,
            Self::Unavailable(_) | Self::NoneForFiles | Self::Newer | Self::Damaged { .. } => false,
        }
    }

    /// Returns what the user can do about it, in full sentences.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Unavailable(_) => {
                "You can go on working, but only in memory: download a backup before you close \
                 this tab. Leaving private browsing, or allowing this site to store data, helps."
            }
            Self::NoneForFiles => {
                "You can go on working, but only in memory: save the project as a file before you \
                 close this page (Ctrl+S), and import that file the next time (Ctrl+I)."
            }
            Self::Blocked => "Close or reload the other tabs of Claimlight; then try again.",
            Self::Newer => "Reload this page to get the newer version.",
            Self::Full => {
                "Download a backup, then delete projects you no longer need or free disk space, \
                 and try again. Your changes are kept in memory until then."
            }
            Self::Closed => "Try again; if it fails again, download a backup and reload the page.",
            Self::Gone(_) => "Download a backup of what is on the screen, or keep it as a project.",
            Self::Damaged { .. } => "The rest can be used. Download a backup and report the fault.",
            Self::Failed { .. } => {
                "Try again; if it fails again, download a backup before you close this tab."
            }
        }
    }

    /// Returns what went wrong as a full sentence.
    pub fn sentence(&self) -> String {
        let words = self.to_string();
        let mut letters = words.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).chain(['.']).collect()
    }
}

fn said(name: &str, message: &str) -> String {
    match (name.is_empty(), message.is_empty()) {
        (_, true) => name.to_owned(),
        (true, false) => message.trim_end_matches('.').to_owned(),
        (false, false) => format!("{} ({name})", message.trim_end_matches('.')),
    }
}

/// What the status line says about the user's work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SaveStatus {
    /// Everything is on disk.
    #[default]
    Saved,
    /// Something is on its way.
    Saving,
    /// Something could not be stored; it is kept in memory.
    Failed {
        /// What went wrong, in the words that follow "because".
        reason: String,
        /// What to do, in full sentences.
        advice: &'static str,
        /// Whether trying again may help.
        may_pass: bool,
    },
}

impl SaveStatus {
    /// Returns the word of the status line.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Saved => "Saved",
            Self::Saving => "Saving…",
            Self::Failed { .. } => "Not saved",
        }
    }

    /// Says whether something is not saved that trying again may save.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Failed { may_pass: true, .. })
    }

    /// Returns how the status line goes on: why not, and what to do; empty where all is well.
    pub fn explanation(&self) -> String {
        match self {
            Self::Saved | Self::Saving => String::new(),
            Self::Failed { reason, advice, .. } => format!(", because {reason}. {advice}"),
        }
    }
}

impl From<&StorageError> for SaveStatus {
    fn from(error: &StorageError) -> Self {
        Self::Failed {
            reason: error.to_string(),
            advice: error.advice(),
            may_pass: error.may_pass(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_of_the_browser_become_sentences() {
        let full = StorageError::from_exception("writing", "QuotaExceededError", "");
        assert_eq!(full.sentence(), "The browser has no room left for this page.");
        assert!(full.advice().contains("Download a backup"));
        let other = StorageError::from_exception("writing", "DataError", "Bad key.");
        assert_eq!(other.sentence(), "Writing failed: Bad key (DataError).");
        let blocked = StorageError::from_exception("opening", "SecurityError", "");
        assert_eq!(blocked, StorageError::Unavailable("SecurityError".to_owned()));
    }

    #[test]
    fn only_what_may_pass_is_worth_another_try() {
        let may_pass = |error: StorageError| SaveStatus::from(&error).may_pass();
        assert!(may_pass(StorageError::Full) && may_pass(StorageError::Closed));
        assert!(!may_pass(StorageError::Newer) && !may_pass(StorageError::NoneForFiles));
        assert!(!SaveStatus::Saved.may_pass() && !SaveStatus::Saving.may_pass());
    }

    #[test]
    fn what_is_not_saved_says_why_and_what_to_do() {
        let all = |status: SaveStatus| format!("{}{}", status.word(), status.explanation());
        let words = |error: StorageError| all(SaveStatus::from(&error));
        assert_eq!(all(SaveStatus::Saved), "Saved");
        assert_eq!(all(SaveStatus::Saving), "Saving…");
        let full = words(StorageError::Full);
        assert!(
            full.starts_with("Not saved, because the browser has no room left for this page. ")
        );
        assert!(full.contains(" Download a backup, then delete projects"), "{full}");
        let every = [
            StorageError::Unavailable("no".to_owned()),
            StorageError::Blocked,
            StorageError::Newer,
            StorageError::Closed,
            StorageError::Gone(ProjectId(1)),
            StorageError::Damaged { what: "a record".to_owned(), why: "half of it".to_owned() },
            StorageError::from_exception("saving", "UnknownError", "Oh."),
        ];
        for error in every {
            let words = words(error);
            assert!(words.starts_with("Not saved, because ") && words.ends_with('.'), "{words}");
            assert!(!words.contains("..") && !words.contains("because A"), "{words}");
        }
    }
}
