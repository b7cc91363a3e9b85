//! A colleague's file that has arrived and waits for the user to say what to do with it.

use std::sync::Arc;

use super::view::prose::{grouped, sentence};
use crate::format::claimlight;
use crate::format::{Package, Problem};

/// The largest file that is taken in, in bytes: beyond it a browser tab runs out of memory while
/// records, texts and the file's own bytes stand side by side.
pub const MAX_BYTES: u64 = 256 << 20;

/// A Claimlight file on its way into a project.
#[derive(Debug, Clone)]
pub enum Arrival {
    /// It is being read.
    Reading {
        /// The file's name.
        file: String,
    },
    /// Nothing could be read of it.
    Refused {
        /// The file's name.
        file: String,
        /// Why, a full sentence.
        reason: String,
    },
    /// It was read.
    Read(Arc<ReadFile>),
}

/// What could be read of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFile {
    /// The file's name.
    pub name: String,
    /// The records.
    pub package: Package,
    /// What was not as it should be.
    pub problems: Vec<Problem>,
}

impl PartialEq for Arrival {
    /// A file that was read is itself and no other: comparing thousands of records each time the
    /// desk changes would be felt.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Read(a), Self::Read(b)) => Arc::ptr_eq(a, b),
            (Self::Reading { file: a }, Self::Reading { file: b }) => a == b,
            (Self::Refused { file: a, reason: x }, Self::Refused { file: b, reason: y }) => {
                a == b && x == y
            }
            _ => false,
        }
    }
}

impl Arrival {
    /// Reads a file.
    pub fn read(file: String, bytes: &[u8]) -> Self {
        match claimlight::read(bytes) {
            Ok(read) => {
                let (package, problems) = (read.package, read.problems);
                Self::Read(Arc::new(ReadFile { name: file, package, problems }))
            }
            Err(error) => Self::Refused { file, reason: sentence(&error.to_string()) },
        }
    }

    /// Refuses a file for its size, before it is read; nothing when it is small enough.
    pub fn too_large(file: &str, bytes: f64) -> Option<Self> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a file's size"
        )]
        let bytes = bytes.max(0.0) as u64;
        (bytes > MAX_BYTES).then(|| {
            let reason = format!(
                "The file has {} MB, and at most {} MB can be taken in. Ask for the annotations \
                 without texts, or for fewer documents.",
                grouped(usize::try_from(bytes >> 20).unwrap_or(usize::MAX)),
                MAX_BYTES >> 20
            );
            Self::Refused { file: file.to_owned(), reason }
        })
    }

    /// Refuses a file the browser could not read, for the browser's reason.
    pub fn unreadable(file: String, reason: &str) -> Self {
        Self::Refused {
            file,
            reason: sentence(&format!("the browser could not read it: {reason}")),
        }
    }

    /// Returns the file's name.
    pub fn file(&self) -> &str {
        match self {
            Self::Reading { file } | Self::Refused { file, .. } => file,
            Self::Read(read) => &read.name,
        }
    }
}

/// Says whether a file's name is that of a Claimlight file rather than a document's. Browsers
/// number copies before the last ending, as in `x.claimlight (1).json`.
pub fn is_ours(name: &str) -> bool {
    name.to_lowercase().ends_with(".json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(bytes: &[u8]) -> String {
        match Arrival::read("x.json".to_owned(), bytes) {
            Arrival::Refused { reason, .. } => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn broken_files_are_refused_with_a_sentence_and_a_place() {
        let broken = reason(b"{\n\"format\": \"claimlight\",\n  oops\n}");
        assert!(broken.contains("line 3, column"), "{broken}");
        assert!(broken.starts_with("The file is not valid JSON") && broken.ends_with('.'));
        let cut = reason(b"{\n\"format\": \"claimlight\",\n\"kind\": tru\n}");
        assert!(cut.ends_with("at line 3, column 12."), "{cut}");
        assert_eq!(reason(b""), "The file is empty.");
        assert!(reason(b"{\"format\":\"claimlight\",\"version\":99}").contains("newer version"));
        assert!(reason(b"[1,2]").starts_with("This is not a Claimlight file"));
        assert!(reason(&[0x7b, 0xff, 0xfe]).contains("line 1"));
    }

    #[test]
    fn a_file_that_is_too_large_is_refused_unread() {
        assert_eq!(Arrival::too_large("x", 50_000_000.0), None);
        let Some(Arrival::Refused { reason, .. }) = Arrival::too_large("x", 2e9) else {
            panic!("two gigabytes are too much");
        };
        assert!(reason.starts_with("The file has 1,907 MB"), "{reason}");
    }

    #[test]
    fn a_file_that_was_given_up_while_it_was_read_does_not_come_back() {
        use crate::desk::{Desk, Overlay};
        let project = crate::sample::sample_project(crate::model::ProjectId(1));
        let mut desk = Desk::new(project, None);
        let file = || "x.json".to_owned();
        desk.set_arrival(Arrival::Reading { file: file() });
        assert_eq!(desk.overlay(), Some(Overlay::ImportProject));
        desk.set_overlay(None);
        desk.finish_arrival(Arrival::read(file(), b""));
        assert_eq!((desk.arrival(), desk.overlay()), (None, None));
        desk.set_arrival(Arrival::Reading { file: file() });
        desk.finish_arrival(Arrival::read(file(), b""));
        assert!(matches!(desk.arrival(), Some(Arrival::Refused { .. })));
    }

    #[test]
    fn our_files_are_known_by_name_even_when_a_browser_numbered_them() {
        assert!(is_ours("talks.claimlight.json") && is_ours("talks.claimlight (2).JSON"));
        assert!(!is_ours("talks.txt") && !is_ours("json"));
    }
}
