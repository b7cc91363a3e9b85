//! The files of a shared folder: what they are called, whose they are, and what is in one.
//!
//! Each coder has one file in it and nobody else writes there. Its name ends in the last letters of
//! the coder's id, so that two coders of one name have two files, and so that a copy a
//! synchronisation tool makes of a file is not taken for it. What is inside is a coding package with
//! the coder's own layer: documents, codebook and registry as this coder has them.

use super::catalogue::file_stem;
use super::claimlight::{self, Contents, ReadError, WriteError};
use super::package::{Kind, Package};
use super::problem::{Problem, ProblemKind};
use crate::model::{Coder, CoderId, Project, ProjectId, id};

/// How every file of our own ends.
pub const ENDING: &str = ".claimlight.json";

/// So many letters of a coder's id stand in a file's name.
const TAG: usize = 8;

/// So many characters of a coder's name stand in a file's name.
const NAME: usize = 40;

/// What a file of the folder is, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sort {
    /// A coder's file; these are the last letters of the coder's id.
    Coder(String),
    /// A file of ours under a name that no coder's file has, such as a copy.
    Stray,
    /// Nothing of ours.
    Other,
}

/// A coder's file that could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct CoderFile {
    /// Whose it is.
    pub coder: CoderId,
    /// What the coder is called there.
    pub name: String,
    /// The project it belongs to.
    pub project: ProjectId,
    /// What is in it.
    pub package: Package,
}

/// Why a file is left alone: a lower-case sentence without final stop.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Its name is that of no coder's file.
    #[error(
        "its name is that of no coder's file; if a synchronisation tool made it as a copy, compare \
         it with the file itself and delete it, or import it like any other file"
    )]
    Stray,
    /// Nothing could be read.
    #[error("it is damaged, or not all of it has arrived yet: {0}")]
    Damaged(ReadError),
    /// It was written by a newer version, or is no file of ours.
    #[error("{0}")]
    Unknown(ReadError),
    /// Some records cannot be read.
    #[error("some of it cannot be read: {0}")]
    Partly(String),
    /// It is a file of ours, but no coder's.
    #[error("it is a Claimlight file, but not one that a coder keeps in a shared folder")]
    NoCoder,
    /// It says that it is another coder's than its name says.
    #[error(
        "by its name it is another coder's than it says inside, so somebody may have copied it"
    )]
    OtherCoder,
    /// It does not say to which project it belongs.
    #[error("it does not say to which project it belongs")]
    NoProject,
}

/// Returns the letters by which a coder's file is known.
pub fn tag(coder: CoderId) -> String {
    let id = coder.to_string().to_lowercase();
    id.chars().skip(id.len() - TAG).collect()
}

/// Returns what a coder's file is called, on any system.
pub fn name_of(coder: &Coder) -> String {
    let short: String = coder.name.chars().take(NAME).collect();
    // A name without any letter still needs a word.
    let stem = if short.chars().any(char::is_alphanumeric) {
        file_stem(&short)
    } else {
        "coder".to_owned()
    };
    format!("{stem}-{}{ENDING}", tag(coder.id))
}

/// Tells by its name what a file is.
pub fn sort_of(name: &str) -> Sort {
    let lower = name.to_lowercase();
    // What begins with a point or a tilde is a tool's own: half-written files, locks, histories.
    let is_ours = lower.strip_suffix(".json").is_some_and(|stem| stem.contains(".claimlight"));
    if lower.starts_with(['.', '~']) || !is_ours {
        return Sort::Other;
    }
    let tag = lower.strip_suffix(ENDING).and_then(|stem| stem.rsplit_once('-')).map(|(_, tag)| tag);
    match tag {
        Some(tag) if tag.chars().count() == TAG && is_tag(tag) => Sort::Coder(tag.to_owned()),
        _ => Sort::Stray,
    }
}

fn is_tag(tag: &str) -> bool {
    let filled = format!("{tag:0>26}");
    id::decode(&filled).is_some()
}

/// Writes what a coder's file holds: everything all share, and this coder's layer.
pub fn write(project: &Project, coder: &Coder) -> Result<String, WriteError> {
    let name = coder.name.clone();
    claimlight::write(project, &Contents::CodingPackage { coder: coder.id, name, blind: true })
}

/// Reads a coder's file; anything that is not as it should be refuses all of it, so that what is
/// missing by damage is never taken for deleted.
pub fn read(name: &str, bytes: &[u8]) -> Result<CoderFile, Refusal> {
    let Sort::Coder(tag_of_name) = sort_of(name) else { return Err(Refusal::Stray) };
    let read = claimlight::read(bytes).map_err(|error| match error {
        ReadError::Empty | ReadError::NotUtf8 { .. } | ReadError::Json { .. } => {
            Refusal::Damaged(error)
        }
        other => Refusal::Unknown(other),
    })?;
    if let Some(problem) = read.problems.iter().find(|problem| is_serious(problem)) {
        return Err(Refusal::Partly(problem.to_string()));
    }
    let package = read.package;
    let coder = package.coder.filter(|_| package.kind == Kind::CodingPackage);
    let coder = coder.ok_or(Refusal::NoCoder)?;
    if tag(coder) != tag_of_name {
        return Err(Refusal::OtherCoder);
    }
    let project = package.info.as_ref().map(|info| info.id).ok_or(Refusal::NoProject)?;
    let own = package.coders.iter().find(|known| known.record.id == coder);
    let name = own.map_or_else(String::new, |own| own.record.name.clone());
    Ok(CoderFile { coder, name, project, package })
}

/// Says whether something of a file was lost on the way, rather than put right or only noticed.
pub fn is_serious(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::SetAside | ProblemKind::LeftOut | ProblemKind::Lost)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::random::sample;

    fn cleo() -> Coder {
        Coder::new(CoderId(1), "Cleo Ö. / Ünal")
    }

    #[test]
    fn two_coders_of_one_name_have_two_files_and_every_name_is_safe() {
        let (a, b) = (Coder::new(CoderId(1), "Ada"), Coder::new(CoderId(2), "Ada"));
        assert_eq!(name_of(&a), "Ada-00000001.claimlight.json");
        assert_ne!(name_of(&a), name_of(&b));
        for name in ["", "..", "con", "a/b\\c:d*e?", "王小明", &"x".repeat(900), "\u{202e}evil"]
        {
            let name = name_of(&Coder::new(CoderId(7), name));
            assert!(name.len() < 200 && !name.contains(['/', '\\', ':', '*', '?', '\u{202e}']));
            assert_eq!(sort_of(&name), Sort::Coder("00000007".to_owned()), "{name}");
        }
        assert_eq!(name_of(&Coder::new(CoderId(7), "…")), "coder-00000007.claimlight.json");
    }

    #[test]
    fn copies_of_synchronisation_tools_are_strays_and_their_own_files_are_nothing() {
        for name in [
            "Ada-00000001.claimlight (conflicted copy 2024-05-01 101112).json",
            "Ada-00000001.claimlight.sync-conflict-20240501-101112-ABCDEFG.json",
            "Ada-00000001 (1).claimlight.json",
            "Ada-00000001-Ada's MacBook.claimlight.json",
            "brussels.claimlight.json",
        ] {
            assert_eq!(sort_of(name), Sort::Stray, "{name}");
        }
        for name in [
            ".syncthing.Ada-00000001.claimlight.json.tmp",
            "~Ada-00000001.claimlight.json",
            ".Ada-00000001.claimlight.json",
            "Ada-00000001.claimlight.json.crswap",
            "README.md",
            "package.json",
        ] {
            assert_eq!(sort_of(name), Sort::Other, "{name}");
        }
    }

    #[test]
    fn a_coders_file_is_read_as_it_was_written() {
        let project = sample();
        let file = write(&project, &cleo()).unwrap();
        let read = read(&name_of(&cleo()), file.as_bytes()).unwrap();
        assert_eq!((read.coder, read.project), (CoderId(1), project.info().id));
        assert_eq!((read.name.as_str(), read.package.claims.len()), ("Cleo", 3));
        assert_eq!(read.package.documents.len(), 3);
    }

    #[test]
    fn what_is_not_whole_or_not_theirs_is_refused_with_a_sentence() {
        let file = write(&sample(), &cleo()).unwrap();
        let name = name_of(&cleo());
        let refused = |name: &str, file: &[u8]| read(name, file).unwrap_err().to_string();
        let refusal = |name: &str, file: &str| refused(name, file.as_bytes());
        for cut in [0, 1, 400, file.len() / 2, file.len() - 3] {
            let said = refused(&name, file.as_bytes().get(..cut).unwrap());
            assert!(said.starts_with("it is damaged, or not all of it"), "{cut}: {said}");
        }
        let broken = file.replacen("\"fragments\":[", "\"fragments\":7,\"x\":[", 1);
        assert!(refusal(&name, &broken).starts_with("some of it cannot be read: claims, record 1"));
        let other = name_of(&Coder::new(CoderId(2), "Bo"));
        assert!(refusal(&other, &file).contains("another coder's"));
        let whole = claimlight::write(&sample(), &Contents::Project).unwrap();
        assert!(refusal(&name, &whole).contains("not one that a coder keeps"));
        assert!(refusal(&name, "[1]").starts_with("this is not a Claimlight file"));
        let newer = file.replacen("\"version\":1", "\"version\":9", 1);
        assert!(refusal(&name, &newer).contains("newer version"));
        assert!(refusal("sample.claimlight.json", &whole).contains("synchronisation tool"));
    }
}
