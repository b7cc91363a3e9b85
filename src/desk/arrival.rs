//! A colleague's file that has arrived and waits for the user to say what to do with it.

use std::sync::Arc;

use super::view::prose::{counted, grouped, sentence};
use crate::format::claimlight::{self, ReadError};
use crate::format::sealed::{self, Sealed, SealedError};
use crate::format::{Package, Problem, ProblemKind};
use crate::store::rescue::{self, RescueError, Rescued};

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
    /// It is under a passphrase, which the user has to give.
    Locked(Arc<LockedFile>),
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

/// A file under a passphrase.
#[derive(Debug, Clone, PartialEq)]
pub struct LockedFile {
    /// The file's name.
    pub name: String,
    /// What is to be opened.
    pub sealed: Sealed,
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
            (Self::Locked(a), Self::Locked(b)) => Arc::ptr_eq(a, b),
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
            Err(error @ ReadError::NotOurs(_)) => Self::of_another_kind(&file, bytes)
                .unwrap_or_else(|| Self::Refused { file, reason: sentence(&error.to_string()) }),
            Err(error) => Self::Refused { file, reason: sentence(&error.to_string()) },
        }
    }

    /// Reads what is ours and yet not a file of records: one under a passphrase, or rescued work.
    fn of_another_kind(file: &str, bytes: &[u8]) -> Option<Self> {
        let name = file.to_owned();
        let why = match sealed::read(bytes) {
            Ok(sealed) => return Some(Self::Locked(Arc::new(LockedFile { name, sealed }))),
            Err(SealedError::NotSealed) => match rescue::read(bytes) {
                Ok(rescued) => return Some(Self::rescued(name, rescued)),
                Err(RescueError::NotOurs) => return None,
                Err(error) => error.to_string(),
            },
            Err(error) => error.to_string(),
        };
        Some(Self::Refused { file: name, reason: sentence(&why) })
    }

    /// Takes what the app's last words handed out as if it were an export of the same project.
    fn rescued(file: String, rescued: Rescued) -> Self {
        let Rescued { project, set_aside, replayed } = rescued;
        let written = claimlight::write(&project, &claimlight::Contents::Project);
        let read = match written.map(|written| claimlight::read(written.as_bytes())) {
            Ok(Ok(read)) => read,
            Ok(Err(error)) => {
                return Self::Refused { file, reason: sentence(&error.to_string()) };
            }
            Err(error) => return Self::Refused { file, reason: sentence(&error.to_string()) },
        };
        let mut problems: Vec<Problem> = set_aside
            .into_iter()
            .map(|aside| {
                let message = format!("{}: {}", aside.key, aside.reason);
                Problem::of_file(ProblemKind::SetAside, message)
            })
            .collect();
        if replayed > 0 {
            let count = counted(replayed, "change");
            let message = format!("{count} that had not reached the browser's store came along");
            problems.push(Problem::of_file(ProblemKind::Notice, message));
        }
        problems.extend(read.problems);
        Self::Read(Arc::new(ReadFile { name: file, package: read.package, problems }))
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
            Self::Locked(locked) => &locked.name,
            Self::Read(read) => &read.name,
        }
    }

    /// Says whether something is still to come of a file: it is being read, or locked.
    pub fn is_waiting_for(&self, file: &str) -> bool {
        matches!(self, Self::Reading { .. } | Self::Locked(_)) && self.file() == file
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
    fn a_file_under_a_passphrase_waits_for_it() {
        use crate::desk::Desk;
        use crate::format::sealed::{Compression, Header};
        let header = Header {
            iterations: 5,
            salt: vec![1; 16],
            nonce: vec![2; 12],
            compression: Compression::None,
        };
        let sealed = Sealed { header, ciphertext: vec![3; 20] };
        let locked = Arrival::read("x.json".to_owned(), sealed.write().as_bytes());
        let Arrival::Locked(file) = &locked else { panic!("{locked:?}") };
        assert_eq!((locked.file(), &file.sealed), ("x.json", &sealed));
        let project = crate::sample::sample_project(crate::model::ProjectId(1));
        let written = claimlight::write(&project, &claimlight::Contents::Project).unwrap();
        let mut desk = Desk::new(project, None);
        desk.set_arrival(locked);
        desk.finish_arrival(Arrival::read("x.json".to_owned(), written.as_bytes()));
        assert!(matches!(desk.arrival(), Some(Arrival::Read(_))));
        let hostile = sealed.write().replace("\"iterations\":5", "\"iterations\":5000000000");
        assert!(reason(hostile.as_bytes()).starts_with("This file under a passphrase cannot be"));
    }

    #[test]
    fn rescued_work_arrives_like_an_export_and_says_what_is_wanting() {
        let project = crate::sample::sample_project(crate::model::ProjectId(1));
        let (mut records, mut texts) = (Vec::new(), Vec::new());
        for write in crate::store::Unsaved::project(&project).writes().map(Result::unwrap) {
            let list = if write.is_text { &mut texts } else { &mut records };
            list.push(serde_json::json!([write.key, write.value.unwrap().as_str()]));
        }
        records.push(serde_json::json!(["of no use", "{"]));
        let file = serde_json::json!({
            "format": rescue::FORMAT, "version": rescue::VERSION,
            "project": project.info().id, "records": records, "texts": texts,
        });
        let arrived = Arrival::read("x.json".to_owned(), file.to_string().as_bytes());
        let Arrival::Read(read) = arrived else { panic!("{arrived:?}") };
        let (again, problems) = read.package.clone().into_project();
        assert_eq!((again, problems), (project, Vec::new()));
        assert!(read.problems[0].message.starts_with("of no use: "), "{:?}", read.problems);
        let newer = reason(b"{\"format\":\"claimlight-rescue\",\"version\":9}");
        assert!(newer.contains("newer version of the app"), "{newer}");
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
