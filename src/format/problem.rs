//! What was wrong with a file that could be read all the same.

use std::fmt;

use crate::model::Key;

/// Something about a file that is not as it should be, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where in the file it stands; `None` when it concerns the file as a whole.
    pub place: Option<Place>,
    /// The record it concerns, where that is known.
    pub key: Option<Key>,
    /// What became of it.
    pub kind: ProblemKind,
    /// What was wrong and what was done about it, a lower-case sentence without a final stop.
    pub message: String,
}

/// A place in a file of sections and records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The section, such as `claims`.
    pub section: String,
    /// The number of the record in the section, from 1; 0 when it is the section as a whole.
    pub record: usize,
    /// The line of the file, from 1.
    pub line: usize,
}

/// What became of something that was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// A record was not taken over.
    SetAside,
    /// A part of a record was left out, the record itself was kept.
    LeftOut,
    /// Something was put right.
    Repaired,
    /// A span was found at another place.
    Moved,
    /// A span could stand at several places; the nearest was taken.
    Ambiguous,
    /// A span was not found.
    Lost,
    /// Nothing was changed, but it is worth knowing.
    Notice,
}

impl Problem {
    /// Makes a problem of the file as a whole.
    pub fn of_file(kind: ProblemKind, message: impl Into<String>) -> Self {
        Self { place: None, key: None, kind, message: message.into() }
    }

    /// Makes a problem at a place.
    pub fn at(place: &Place, kind: ProblemKind, message: impl Into<String>) -> Self {
        Self { place: Some(place.clone()), key: None, kind, message: message.into() }
    }

    /// Notes which record the problem concerns.
    #[must_use]
    pub fn of(mut self, key: Key) -> Self {
        self.key = Some(key);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.record {
            0 => write!(f, "{} (line {})", self.section, self.line),
            record => write!(f, "{}, record {record} (line {})", self.section, self.line),
        }
    }
}
