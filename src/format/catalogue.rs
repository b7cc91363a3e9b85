//! The table of what can be written, from which the export dialog is made.

use super::claimlight::{self, Contents, Quotes, WriteError};
use super::csv::Bom;
use super::pseudonym::Words;
use super::{jsonl, table};
use crate::model::{CoderId, Project};

/// Something a project can be written as.
pub struct Format {
    /// Names the format in commands and tests.
    pub id: &'static str,
    /// What the dialog calls it.
    pub title: &'static str,
    /// What it is for, a full sentence.
    pub help: &'static str,
    /// What it cannot carry, a full sentence.
    pub leaves_out: &'static str,
    /// How the file's name ends, without the leading dot.
    pub extension: &'static str,
    /// The media type.
    pub mime: &'static str,
    /// What the user has to choose before.
    pub asks: Asks,
    /// Writes the file.
    pub write: fn(&Project, &Choices) -> Result<String, WriteError>,
}

/// What a format asks the user for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// Whose annotations, or everyone's.
    WhoseAnnotations,
    /// For whom, and whether without what others coded.
    ForWhom,
    /// Whether the file begins with a byte order mark.
    ByteOrderMark,
}

/// What the user chose; each format looks at what it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// Whose annotations, or for whom; everyone's when `None`. A coding package needs a coder: a
    /// known one, or a fresh id from the host.
    pub coder: Option<CoderId>,
    /// The name of a coder who is not known yet.
    pub coder_name: String,
    /// Whether a coding package leaves out what others coded.
    pub blind: bool,
    /// Whether tables begin with a byte order mark.
    pub bom: Bom,
}

impl Default for Choices {
    fn default() -> Self {
        Self { coder: None, coder_name: String::new(), blind: true, bom: Bom::With }
    }
}

/// The media type of JSON.
const JSON: &str = "application/json";

/// Everything a project can be written as, in the order it is offered.
pub const FORMATS: &[Format] = &[
    Format {
        id: "project",
        title: "Whole project",
        help: "Everything in one file: the backup, and what a colleague opens or merges.",
        leaves_out: "Nothing is left out but the steps that Undo remembers.",
        extension: "claimlight.json",
        mime: JSON,
        asks: Asks::Nothing,
        write: |project, _| claimlight::write(project, &Contents::Project),
    },
    Format {
        id: "annotations-context",
        title: "Annotations with quotes and context",
        help: "For colleagues who have the texts, even in slightly different copies: every span \
               goes with its words and 32 characters on each side.",
        leaves_out: "The texts are left out, apart from the coded passages and what surrounds them.",
        extension: "claimlight.json",
        mime: JSON,
        asks: Asks::WhoseAnnotations,
        write: |project, choices| annotations(project, choices, Quotes::WithContext),
    },
    Format {
        id: "annotations-quotes",
        title: "Annotations with quotes",
        help: "For colleagues who have the texts: every span goes with its words.",
        leaves_out: "The texts are left out, apart from the coded passages. In another copy of a \
                     text, words that stand there twice cannot be told apart.",
        extension: "claimlight.json",
        mime: JSON,
        asks: Asks::WhoseAnnotations,
        write: |project, choices| annotations(project, choices, Quotes::QuoteOnly),
    },
    Format {
        id: "annotations-bare",
        title: "Annotations without any words of the texts",
        help: "For texts whose words must not be passed on: spans are positions only.",
        leaves_out: "The texts and all quotes of coded passages are left out; titles, notes and \
                     the codebook stay. The spans fit only exactly the same texts.",
        extension: "claimlight.json",
        mime: JSON,
        asks: Asks::WhoseAnnotations,
        write: |project, choices| annotations(project, choices, Quotes::None),
    },
    Format {
        id: "coding-package",
        title: "Coding package for a coder",
        help: "Documents, codebook and registry for a named coder to work on.",
        leaves_out: "What others coded is left out when the coder is to work blind, with links \
                     that lead to it.",
        extension: "claimlight.json",
        mime: JSON,
        asks: Asks::ForWhom,
        write: coding_package,
    },
    Format {
        id: "csv-participants",
        title: "Table of claims and participants (CSV)",
        help: "One row for each participant of each claim, for spreadsheets, R and Python.",
        leaves_out: "Texts, definitions, links between claims, aliases and mentions outside of \
                     claims are left out, and so is the order of codes of several in one cell.",
        extension: "participants.csv",
        mime: "text/csv",
        asks: Asks::ByteOrderMark,
        write: |project, choices| table::participants(project, choices.bom),
    },
    Format {
        id: "csv-claims",
        title: "Table of claims (CSV)",
        help: "One row for each claim, for spreadsheets, R and Python.",
        leaves_out: "Texts, definitions, links between claims, aliases and all mentions are left \
                     out; several names in one cell are joined by semicolons.",
        extension: "claims.csv",
        mime: "text/csv",
        asks: Asks::ByteOrderMark,
        write: |project, choices| table::claims(project, choices.bom),
    },
    Format {
        id: "jsonl",
        title: "Dataset of claims (JSONL)",
        help: "One claim a line with its quotes, positions, names and document, for training and \
               analysis.",
        leaves_out: "Texts, definitions, aliases, mentions outside of claims and documents without \
                     claims are left out.",
        extension: "jsonl",
        mime: "application/jsonl",
        asks: Asks::Nothing,
        write: |project, _| jsonl::write(project),
    },
];

impl Format {
    /// Returns how far codes can stand in place of names in words of this format; `None` where its
    /// quotes are looked for in texts that have the names.
    pub fn words(&self) -> Option<Words> {
        match (self.asks, self.id) {
            (Asks::WhoseAnnotations, "annotations-bare") => Some(Words::WithoutTexts),
            (Asks::WhoseAnnotations, _) => None,
            _ => Some(Words::All),
        }
    }

    /// Proposes a name for the file.
    pub fn file_name(&self, project: &str, choices: &Choices) -> String {
        let mut stem = file_stem(project);
        let coder = file_stem(&choices.coder_name);
        match self.asks {
            Asks::ForWhom if !choices.coder_name.is_empty() => stem = format!("{stem}-for-{coder}"),
            // The three kinds of annotations may stand in one folder.
            Asks::WhoseAnnotations => stem = format!("{stem}-{}", self.id),
            _ => {}
        }
        format!("{stem}.{}", self.extension)
    }
}

/// Returns the format of an id.
pub fn find(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}

/// Makes a file name, without its ending, that every system accepts.
///
/// Letters and digits of all scripts stay; runs of anything else become one hyphen. Names that
/// Windows keeps for devices get one more letter.
pub fn file_stem(name: &str) -> String {
    let mut stem = String::new();
    for letter in name.chars() {
        if letter.is_alphanumeric() {
            // 120 bytes leave room for endings below the 255 that file systems take.
            if stem.len() + letter.len_utf8() > 120 {
                break;
            }
            stem.push(letter);
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
    }
    let stem = stem.trim_end_matches('-');
    let upper = stem.to_uppercase();
    let numbered = |device: &str| {
        upper.strip_prefix(device).is_some_and(|rest| rest.len() == 1 && rest != "0")
    };
    let device = matches!(upper.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || numbered("COM")
        || numbered("LPT");
    match stem {
        "" => "project".to_owned(),
        _ if device => format!("{stem}-1"),
        _ => stem.to_owned(),
    }
}

fn annotations(project: &Project, choices: &Choices, quotes: Quotes) -> Result<String, WriteError> {
    claimlight::write(project, &Contents::Annotations { quotes, coder: choices.coder })
}

fn coding_package(project: &Project, choices: &Choices) -> Result<String, WriteError> {
    let coder = choices.coder.ok_or(WriteError::NoCoder)?;
    let name = choices.coder_name.clone();
    claimlight::write(project, &Contents::CodingPackage { coder, name, blind: choices.blind })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::model::arbitrary::any_project;
    use crate::model::{Document, DocumentId, ProjectId, Record, Timestamp};
    use crate::text::Text;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn choices(project: &Project) -> Choices {
        let coder = project.coders().keys().next().copied();
        Choices { coder, blind: false, ..Choices::default() }
    }

    #[test]
    fn every_format_says_what_it_is_and_what_it_leaves_out() {
        let ids: BTreeSet<_> = FORMATS.iter().map(|format| format.id).collect();
        assert_eq!(ids.len(), FORMATS.len());
        for format in FORMATS {
            assert!(find(format.id).is_some_and(|found| found.title == format.title));
            assert!(!format.title.is_empty() && !format.title.ends_with('.'), "{}", format.id);
            for sentence in [format.help, format.leaves_out] {
                assert!(sentence.ends_with('.'), "{}: {sentence}", format.id);
                assert!(sentence.starts_with(char::is_uppercase), "{}: {sentence}", format.id);
            }
            assert!(format.mime.contains('/') && !format.extension.starts_with('.'));
        }
    }

    #[test]
    fn a_text_that_is_not_loaded_is_named() {
        let mut project = Project::new(ProjectId::from_name("p"), "P", Timestamp(0));
        let (id, text) = (DocumentId::from_name("d"), Text::new("x"));
        let document = Document::new(id, "Readout".to_owned(), &text, Timestamp(0));
        project.put(Record::Document(std::sync::Arc::new(document)));
        let error = (FORMATS[0].write)(&project, &Choices::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the text of “Readout” is not loaded, so its spans cannot be written: open the \
             document once and try again"
        );
        let package = find("coding-package").unwrap();
        assert_eq!(
            (package.write)(&project, &Choices::default()).unwrap_err(),
            WriteError::NoCoder
        );
    }

    #[test]
    fn file_names_are_safe_on_every_system() {
        for (name, stem) in [
            ("Karabakh 2020: claims/counter-claims", "Karabakh-2020-claims-counter-claims"),
            ("  ..\\..\\ ", "project"),
            ("Ошибка № 5?", "Ошибка-5"),
            ("nul", "nul-1"),
            ("COM7", "COM7-1"),
            ("CON CERT", "CON-CERT"),
            ("\0\u{202e}gpj.exe", "gpj-exe"),
        ] {
            assert_eq!(file_stem(name), stem);
        }
        let coder_name = "Ada L.".to_owned();
        let choices = Choices { coder_name, ..Choices::default() };
        let name = |id: &str| find(id).unwrap().file_name("My project", &choices);
        assert_eq!(name("project"), "My-project.claimlight.json");
        assert_eq!(name("annotations-bare"), "My-project-annotations-bare.claimlight.json");
        let names: BTreeSet<String> =
            FORMATS.iter().map(|format| format.file_name("My project", &choices)).collect();
        assert_eq!(names.len(), FORMATS.len(), "no two formats write the same file: {names:?}");
        assert_eq!(name("coding-package"), "My-project-for-Ada-L.claimlight.json");
        assert_eq!(name("csv-participants"), "My-project.participants.csv");
    }

    /// Finds every object with start and end in a JSON value.
    fn spans<'a>(value: &'a serde_json::Value, found: &mut Vec<&'a serde_json::Value>) {
        match value {
            serde_json::Value::Array(values) => values.iter().for_each(|v| spans(v, found)),
            serde_json::Value::Object(map) => {
                if map.contains_key("start") && map.contains_key("end") {
                    found.push(value);
                }
                map.values().for_each(|v| spans(v, found));
            }
            _ => {}
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn file_names_hold_nothing_dangerous(name in "\\PC{0,200}") {
            let stem = file_stem(&name);
            prop_assert!(!stem.is_empty() && stem.len() <= 122);
            prop_assert!(stem.chars().all(|c| c.is_alphanumeric() || c == '-'));
            prop_assert_eq!(file_stem(&stem), stem);
        }

        #[test]
        fn every_format_writes_any_project_and_its_quotes_are_slices(project in any_project()) {
            for format in FORMATS {
                let file = (format.write)(&project, &choices(&project)).unwrap();
                prop_assert_eq!(&(format.write)(&project, &choices(&project)).unwrap(), &file);
                if format.mime == "text/csv" || project.claims().is_empty() {
                    // The tables' quotes are checked where the tables are written.
                    continue;
                }
                let lines = file.split_terminator('\n').filter(|line| line.starts_with("{\""));
                for line in lines {
                    let record: serde_json::Value =
                        serde_json::from_str(line.strip_suffix(',').unwrap_or(line)).unwrap();
                    let own = record["document"].as_str().or(record["document"]["id"].as_str());
                    let own = own.or(record["id"].as_str()).and_then(|id| id.parse().ok());
                    let Some(text) = own.and_then(|id| project.text(id)) else { continue };
                    let mut found = Vec::new();
                    ["fragments", "span", "excluded", "participants"]
                        .iter()
                        .filter_map(|name| record.get(name))
                        .for_each(|part| spans(part, &mut found));
                    for span in found {
                        let at = |name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
                        let (start, end) = (at("start"), at("end"));
                        let letters = || text.as_str().chars();
                        prop_assert!(start < end && end <= letters().count());
                        let words: String = letters().skip(start).take(end - start).collect();
                        if let Some(quote) = span["quote"].as_str() {
                            prop_assert_eq!(&words, quote);
                        } else {
                            prop_assert_eq!(format.id, "annotations-bare");
                        }
                        if let Some(before) = span["before"].as_str() {
                            let from = start.saturating_sub(32);
                            let real: String = letters().skip(from).take(start - from).collect();
                            prop_assert_eq!(before, &real);
                            let real: String = letters().skip(end).take(32).collect();
                            prop_assert_eq!(span["after"].as_str(), Some(real.as_str()));
                            prop_assert_eq!(format.id, "annotations-context");
                        }
                    }
                }
            }
        }
    }
}
