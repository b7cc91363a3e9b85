//! Our own file, `*.claimlight.json`: a whole project, annotations without texts, or a coding
//! package.
//!
//! One JSON object in UTF-8. A header says what the file is; then come the sections `project`,
//! `codebook`, `codes`, `variables`, `actors`, `coders`, `documents`, `texts`, `mentions`, `claims`
//! and `progress`, each sorted by id with **one record a line** and keys in a fixed order, so that a
//! difference shown by Git is readable and a second save of the same project has the same bytes.
//! There is no time of export in it for the same reason.
//!
//! Positions are Unicode code points; each span carries its quote:
//! `{"start":3,"end":9,"quote":"…"}`, with `before` and `after` where the text is not in the file.
//! Fields and sections that this version does not know are kept in the records' `extra` and written
//! back. `public/claimlight.schema.json` describes the format as a JSON Schema.

mod decode;
mod header;
mod limits;
mod read;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod schema;
mod unknown;
mod write;

/// Reading JSON with the lines that its parts stand in; other files of ours are read so too.
pub(crate) mod parts {
    pub(crate) use super::header::{Fields, decode, fields, without_place};
    pub(crate) use super::read::Lines;
}

pub use header::ReadError;
pub use read::{Read, read};
pub(super) use unknown::SECTIONS as UNKNOWN_SECTIONS;
pub use write::{Contents, Quotes, WriteError, write};

/// What the header field `format` says.
pub const FORMAT: &str = "claimlight";

/// The version of the format that is written, and the newest that can be read.
pub const VERSION: u64 = 1;

/// What the header field `offsets` says.
pub const OFFSETS: &str = "code points";

/// The sections whose records stand one a line, in the order of the file.
pub const SECTIONS: [&str; 9] = [
    "codes",
    "variables",
    "actors",
    "coders",
    "documents",
    "texts",
    "mentions",
    "claims",
    "progress",
];

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::format::problem::{Problem, ProblemKind};
    use crate::model::arbitrary::any_project;
    use crate::model::{CoderId, Project};
    use proptest::prelude::*;

    const ALL_QUOTES: [Quotes; 3] = [Quotes::WithContext, Quotes::QuoteOnly, Quotes::None];

    /// Reads a file and makes a project of it; the problems of both steps.
    fn import(file: &str) -> (Project, Vec<Problem>) {
        let read = read(file.as_bytes()).unwrap();
        let (project, mut problems) = read.package.into_project();
        problems.splice(0..0, read.problems);
        (project, problems)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn a_project_is_read_as_it_was_written(project in any_project()) {
            let file = write(&project, &Contents::Project).unwrap();
            let (again, problems) = import(&file);
            prop_assert_eq!(problems, []);
            prop_assert_eq!(&again, &project);
            prop_assert_eq!(write(&again, &Contents::Project).unwrap(), file);
        }

        #[test]
        fn each_record_stands_in_a_line_of_its_own(project in any_project()) {
            let file = write(&project, &Contents::Project).unwrap();
            let records = project.records().count() - 2;
            // A header of 8 lines, a line for each bracket of a filled section, and the last brace.
            let read = read(file.as_bytes()).unwrap();
            prop_assert!(file.lines().count() >= records + 9);
            for claim in &read.package.claims {
                let line = file.lines().nth(claim.place.line - 1).unwrap();
                prop_assert!(line.starts_with(&format!("{{\"id\":\"{}\"", claim.id())), "{}", line);
            }
            for line in file.lines().filter(|line| line.starts_with("{\"")) {
                let record = line.strip_suffix(',').unwrap_or(line);
                prop_assert!(serde_json::from_str::<serde_json::Value>(record).is_ok());
            }
            prop_assert!(!file.contains('\r'));
        }

        #[test]
        fn annotations_meet_the_same_texts_again(project in any_project()) {
            for quotes in ALL_QUOTES {
                let contents = Contents::Annotations { quotes, coder: None };
                let file = write(&project, &contents).unwrap();
                let read = read(file.as_bytes()).unwrap();
                prop_assert_eq!(&read.problems, &[]);
                let resolved = read.package.resolve(|document| {
                    let text = project.text(document.id)?.clone();
                    Some(crate::format::Home { id: document.id, text })
                });
                prop_assert_eq!(&resolved.problems, &[]);
                let records: Vec<_> = project.records().collect();
                prop_assert_eq!(&resolved.records.len(), &records.len());
                for record in &resolved.records {
                    let own = project.get(record.key());
                    prop_assert_eq!(Some(record), own.as_ref());
                }
            }
        }

        #[test]
        fn bytes_changed_at_random_give_a_project_without_fault_or_a_sentence(
            project in any_project(),
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3), 1..6)
        ) {
            let mut bytes = write(&project, &Contents::Project).unwrap().into_bytes();
            for (at, byte, how) in changes {
                let at = at.index(bytes.len());
                match how {
                    0 => bytes[at] = byte,
                    1 => bytes.insert(at, b"0123456789-{}[],\":.eE"[usize::from(byte) % 21]),
                    _ => drop(bytes.remove(at)),
                }
            }
            match read(&bytes) {
                Ok(read) => {
                    let (project, _) = read.package.into_project();
                    prop_assert_eq!(crate::model::check::project(&project), []);
                    // What was kept can be written, read and written again.
                    let file = write(&project, &Contents::Project).unwrap();
                    let (again, problems) = import(&file);
                    prop_assert_eq!(problems, []);
                    prop_assert_eq!(write(&again, &Contents::Project).unwrap(), file);
                }
                Err(error) => prop_assert!(error.to_string().len() > 12),
            }
        }

        #[test]
        fn a_blind_package_holds_nothing_of_others(project in any_project()) {
            let coder = CoderId::from_name("a new colleague");
            let own = *project.coders().keys().next().unwrap();
            for (coder, blind) in [(coder, true), (coder, false), (own, true)] {
                let name = "Ada".to_owned();
                let contents = Contents::CodingPackage { coder, name, blind };
                let (package, problems) = import(&write(&project, &contents).unwrap());
                prop_assert!(package.coders().contains_key(&coder));
                prop_assert_eq!(package.texts(), project.texts());
                prop_assert_eq!(package.actors(), project.actors());
                if blind {
                    prop_assert!(package.claims().values().all(|claim| claim.coder == coder));
                    prop_assert!(package.mentions().values().all(|m| m.coder == coder));
                    prop_assert!(package.all_progress().all(|p| p.coder == coder));
                    prop_assert_eq!(package.coders().len(), 1);
                } else {
                    prop_assert_eq!(problems, []);
                    prop_assert_eq!(package.claims(), project.claims());
                }
                let only_links =
                    |problem: &Problem| problem.kind == ProblemKind::LeftOut && problem.key.is_some();
                prop_assert!(import(&write(&project, &contents).unwrap()).1.iter().all(only_links));
            }
        }
    }
}
