//! Why a file or folder on the disk cannot be used.

use super::Status;

/// Why something with a file or folder did not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The user chose nothing.
    GivenUp,
    /// It is not there.
    Missing,
    /// The browser does not let the app at it before the user allows it.
    Forbidden,
    /// Anything else: a full sentence.
    Other(String),
}

impl Obstacle {
    /// Makes an obstacle of the name and words of a browser's exception.
    pub fn from_exception(name: &str, message: &str) -> Self {
        match name {
            "AbortError" => Self::GivenUp,
            "NotFoundError" => Self::Missing,
            "NotAllowedError" | "SecurityError" => Self::Forbidden,
            "QuotaExceededError" => Self::Other("The disk is full.".to_owned()),
            "NoModificationAllowedError" => Self::Other(
                "Another program holds it open; close it there and try again.".to_owned(),
            ),
            "InvalidModificationError" | "TypeMismatchError" => Self::Other(
                "There is something else of that name; move it away and try again.".to_owned(),
            ),
            _ => {
                let message = message.trim_end_matches('.');
                let said = if message.is_empty() { name } else { message };
                Self::Other(format!("The browser says: “{said}”."))
            }
        }
    }

    /// Returns what the user is told about the project's place.
    pub fn status(&self) -> Status {
        match self {
            Self::Missing => Status::Missing,
            Self::GivenUp | Self::Forbidden => Status::Asleep,
            Self::Other(reason) => Status::Failed { reason: reason.clone() },
        }
    }

    /// Returns the obstacle as a full sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::GivenUp => "Nothing was chosen.".to_owned(),
            Self::Missing => "It was moved, renamed or deleted.".to_owned(),
            Self::Forbidden => "The browser does not let the app use it.".to_owned(),
            Self::Other(reason) => reason.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_become_sentences() {
        assert_eq!(Obstacle::from_exception("AbortError", "x"), Obstacle::GivenUp);
        assert_eq!(Obstacle::from_exception("NotFoundError", "x").status(), Status::Missing);
        assert_eq!(Obstacle::from_exception("NotAllowedError", "x").status(), Status::Asleep);
        let other = Obstacle::from_exception("DataError", "Bad thing.");
        assert_eq!(other.sentence(), "The browser says: “Bad thing”.");
        assert!(Obstacle::from_exception("QuotaExceededError", "").sentence().contains("full"));
    }
}
