//! What the export dialog shows and writes, derived from the catalogue of formats.

use crate::desk::Notice;
use crate::format::csv::Bom;
use crate::format::pseudonym::{self, Scope, Words};
use crate::format::sealed::SHORTEST_PASSPHRASE;
use crate::format::{Asks, Choices, FORMATS, Format, folder};
use crate::model::{Coder, CoderId, Project};
use crate::text::{fold, order};

use super::prose::{counted, sentence};

/// What the user has chosen and typed in the dialog so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The chosen format, an index into [`FORMATS`].
    pub format: usize,
    /// Whose annotations; everyone's when `None`.
    pub whose: Option<CoderId>,
    /// For whom a coding package is.
    pub for_whom: String,
    /// Whether a coding package leaves out what others coded.
    pub blind: bool,
    /// Whether tables begin with a byte order mark.
    pub bom: bool,
    /// Whether codes stand in place of names.
    pub pseudonyms: Option<Pseudonyms>,
    /// The file's name, once the user typed one.
    pub file_name: Option<String>,
}

/// How far codes stand in place of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pseudonyms {
    /// In texts, quotes, titles and notes as well.
    pub words: bool,
    /// For coders as well.
    pub coders: bool,
}

impl Default for Pseudonyms {
    fn default() -> Self {
        Self { words: true, coders: false }
    }
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            format: 0,
            whose: None,
            for_whom: String::new(),
            blind: true,
            bom: true,
            pseudonyms: None,
            file_name: None,
        }
    }
}

/// A coder to choose, with what there is of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoderRow {
    /// Who.
    pub id: CoderId,
    /// The name.
    pub name: String,
    /// How many claims are theirs.
    pub claims: usize,
}

/// A file to hand to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutFile {
    /// What it is called.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// What is in it.
    pub contents: String,
}

/// What was written: the file, and the key to its codes, which belongs elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub file: OutFile,
    /// Whom the codes in it stand for.
    pub key: Option<OutFile>,
}

impl Draft {
    /// Returns the chosen format.
    pub fn format(&self) -> &'static Format {
        FORMATS.get(self.format).unwrap_or(&FORMATS[0])
    }

    /// Says whether the file will hold all of the project, so that it can be gone on from.
    pub fn is_whole(&self) -> bool {
        self.format().id == "project" && self.pseudonyms.is_none()
    }

    /// Returns what the format is told.
    pub fn choices(&self, project: &Project) -> Choices {
        let bom = if self.bom { Bom::With } else { Bom::Without };
        let (coder, coder_name) = match self.format().asks {
            Asks::WhoseAnnotations => (self.whose, String::new()),
            Asks::ForWhom => self.receiver(project),
            Asks::Nothing | Asks::ByteOrderMark => (None, String::new()),
        };
        Choices { coder, coder_name, blind: self.blind, bom }
    }

    /// Returns the coder a package is for: the known one of that name, or else always the same new
    /// one, so that a second package for the same name is for the same coder.
    fn receiver(&self, project: &Project) -> (Option<CoderId>, String) {
        let name = self.for_whom.trim();
        if name.is_empty() {
            return (None, String::new());
        }
        let folded = fold::fold(name);
        let known = project.coders().values().find(|coder| fold::fold(&coder.name) == folded);
        if let Some(known) = known {
            return (Some(known.id), known.name.clone());
        }
        let id = CoderId::from_name(&format!("{} {folded}", project.info().id));
        (Some(id), name.to_owned())
    }

    /// Returns the file's name: the one that was typed, with its ending, or the one proposed.
    pub fn file_name(&self, project: &Project) -> String {
        let format = self.format();
        let typed = self.file_name.as_deref().unwrap_or_default().trim();
        if typed.is_empty() {
            let choices = self.choices(project);
            let Some(scope) = self.scope() else {
                return format.file_name(&project.info().name, &choices);
            };
            let name = format!("{} pseudonyms", pseudonym::name(project, scope));
            return format.file_name(&name, &choices);
        }
        // `talks.csv` is a good name for a table whose proposed name ends with `.claims.csv`.
        let last = format.extension.rsplit('.').next().unwrap_or(format.extension);
        let ends = typed.to_lowercase().ends_with(&format!(".{last}"));
        if ends { typed.to_owned() } else { format!("{typed}.{}", format.extension) }
    }

    /// Says why the file cannot be written now; nothing when it can.
    pub fn obstacle(&self, project: &Project) -> Option<String> {
        let missing = missing_texts(project);
        if let Some(first) = missing.first() {
            let others = match missing.len() {
                1 => String::new(),
                more => format!(" and {} more", more - 1),
            };
            return Some(format!(
                "The text of “{first}”{others} is still being loaded. The button works as soon as \
                 all texts are there."
            ));
        }
        if self.pseudonyms.is_some_and(|chosen| chosen.words) && self.format().words().is_none() {
            let sentence = "Codes cannot stand in the quotes of this format: receivers find its \
                            spans again by their words, in texts that have the names. Choose the \
                            annotations without any words of the texts, or the whole project, or \
                            leave texts and quotes as they are.";
            return Some(sentence.to_owned());
        }
        let nameless = self.format().asks == Asks::ForWhom && self.for_whom.trim().is_empty();
        nameless.then(|| "Say for whom the package is.".to_owned())
    }

    /// Says whether the file can go under a passphrase: those that the app itself reads again.
    pub fn can_be_protected(&self) -> bool {
        self.format().extension == "claimlight.json"
    }

    /// Returns how far codes stand in place of names.
    fn scope(&self) -> Option<Scope> {
        let Pseudonyms { words, coders } = self.pseudonyms?;
        let words = self.format().words().filter(|_| words).unwrap_or(Words::Kept);
        Some(Scope { coders, words })
    }

    /// Says what gives way to codes, in full sentences.
    pub fn what_is_replaced(&self) -> String {
        let registry = "In the registry, and wherever a claim names its participants, codes such \
                        as P001 stand in place of names; aliases, positions, attributes, ids \
                        elsewhere and notes of actors are left out.";
        let words = match self.scope().map(|scope| scope.words) {
            Some(Words::All) => {
                " In texts, quotes, titles, notes and the codebook every name and alias of the \
                 registry gives way, and so does every marked mention; positions are those in the \
                 texts as they are then."
            }
            Some(Words::WithoutTexts) => {
                " In titles, notes and the codebook every name and alias of the registry gives \
                 way; positions are those in the unchanged texts."
            }
            Some(Words::Kept) | None => "",
        };
        format!("{registry}{words}")
    }

    /// Says what a reader could still know people by, in full sentences.
    pub fn what_stays(&self) -> &'static str {
        match self.scope().map(|scope| scope.words) {
            Some(Words::Kept) | None => {
                "Names still stand in texts, quotes, titles, notes and the codebook, as far as the \
                 format has them."
            }
            Some(Words::All | Words::WithoutTexts) => {
                "What the registry does not know: other forms of a name, surnames that are no \
                 alias, nicknames, descriptions, and the authors of documents. Read the file \
                 before you pass it on."
            }
        }
    }

    /// Writes the file, and the key where codes stand in it.
    pub fn write(&self, project: &Project) -> Result<Written, Notice> {
        if let Some(reason) = self.obstacle(project) {
            return Err(Notice::error(reason, "No file was written."));
        }
        let format = self.format();
        let mut choices = self.choices(project);
        let name = self.file_name(project);
        let made = self.scope().map(|scope| pseudonym::pseudonymise(project, scope));
        if let Some(made) = &made {
            choices.coder = choices.coder.map(|id| made.coders.get(&id).copied().unwrap_or(id));
        }
        let project = made.as_ref().map_or(project, |made| &made.project);
        let contents = (format.write)(project, &choices)
            .map_err(|error| Notice::error(sentence(&error.to_string()), "No file was written."))?;
        let key = made.as_ref().map(|made| {
            let stem = name.strip_suffix(&format!(".{}", format.extension)).unwrap_or(&name);
            let contents = pseudonym::key_table(&made.key);
            OutFile { name: format!("{stem}-key.csv"), mime: "text/csv", contents }
        });
        Ok(Written { file: OutFile { name, mime: format.mime, contents }, key })
    }
}

/// Says why two fields give no passphrase; nothing when they do.
pub fn passphrase_unfit(first: &str, second: &str) -> Option<String> {
    let length = first.chars().count();
    let reason = match (length, first == second) {
        (0, _) => "Type the passphrase, and once more below it.".to_owned(),
        (1..SHORTEST_PASSPHRASE, _) => {
            format!("A passphrase has at least {SHORTEST_PASSPHRASE} characters.")
        }
        (_, false) if second.is_empty() => "Type the passphrase once more.".to_owned(),
        (_, false) => "The two passphrases differ.".to_owned(),
        (_, true) => return None,
    };
    Some(reason)
}

/// Writes the whole project under its usual name.
pub fn backup(project: &Project) -> Result<Written, Notice> {
    let format = FORMATS.iter().position(|format| format.id == "project").unwrap_or_default();
    Draft { format, ..Draft::default() }.write(project)
}

/// Writes a coder's file of a shared folder.
pub fn own_file(project: &Project, coder: &Coder) -> Result<OutFile, Notice> {
    let contents = folder::write(project, coder)
        .map_err(|error| Notice::error(sentence(&error.to_string()), "No file was written."))?;
    Ok(OutFile { name: folder::name_of(coder), mime: "application/json", contents })
}

/// Returns the titles of documents whose texts are not in memory.
pub fn missing_texts(project: &Project) -> Vec<String> {
    let documents = project.documents().values();
    let missing = documents.filter(|document| project.text(document.id).is_none());
    missing.map(|document| document.title.clone()).collect()
}

/// Returns the coders, by name.
pub fn coders(project: &Project) -> Vec<CoderRow> {
    let mut rows: Vec<CoderRow> = project
        .coders()
        .values()
        .map(|coder| {
            let own = project.claims().values().filter(|claim| claim.coder == coder.id);
            CoderRow { id: coder.id, name: coder.name.clone(), claims: own.count() }
        })
        .collect();
    order::by_key(&mut rows, |row| (fold::fold(&row.name), row.id));
    rows
}

/// Says what the project holds, so that the user knows what is about to leave.
pub fn stock(project: &Project) -> String {
    let parts = [
        counted(project.documents().len(), "document"),
        counted(project.claims().len(), "claim"),
        counted(project.mentions().len(), "mention"),
        counted(project.actors().len(), "actor"),
        counted(project.codes().len(), "code"),
    ];
    parts.join(", ")
}

/// Returns the endings of a format's files as the dialog shows them: `.json`, `.csv`, `.jsonl`.
pub fn ending(format: &Format) -> String {
    format!(".{}", format.extension.rsplit('.').next().unwrap_or(format.extension))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Key, ProjectId, Record};
    use crate::sample::sample_project;

    fn draft(id: &str) -> Draft {
        let format = FORMATS.iter().position(|format| format.id == id).unwrap();
        Draft { format, ..Draft::default() }
    }

    #[test]
    fn every_format_is_written_once_its_questions_are_answered() {
        let project = sample_project(ProjectId(1));
        for (format, known) in FORMATS.iter().enumerate() {
            let draft = Draft { format, for_whom: "Ada".to_owned(), ..Draft::default() };
            assert_eq!(draft.obstacle(&project), None);
            let file = draft.write(&project).unwrap().file;
            assert!(file.contents.len() > 200, "{}", file.name);
            assert!(file.name.ends_with(known.extension), "{}", file.name);
            assert!(file.name.ends_with(&ending(known)));
        }
    }

    #[test]
    fn codes_stand_in_place_of_names_with_the_key_beside_or_the_reason_is_said() {
        let project = sample_project(ProjectId(1));
        let name = &project.actors().values().next().unwrap().name;
        for (format, known) in FORMATS.iter().enumerate() {
            let pseudonyms = Some(Pseudonyms { words: true, coders: true });
            let for_whom = "Ada".to_owned();
            let draft = Draft { format, for_whom, pseudonyms, ..Draft::default() };
            let quotes_are_looked_for = known.words().is_none();
            assert_eq!(draft.obstacle(&project).is_some(), quotes_are_looked_for, "{}", known.id);
            assert_eq!(draft.write(&project).is_err(), quotes_are_looked_for);
            if let Ok(Written { file, key }) = draft.write(&project) {
                let key = key.unwrap();
                assert!(!file.contents.contains(name.as_str()), "{}", known.id);
                assert!(key.contents.contains(name.as_str()));
                assert!(file.name.contains("-pseudonyms") && key.name.ends_with("-key.csv"));
            }
            let pseudonyms = Some(Pseudonyms { words: false, coders: false });
            let draft = Draft { pseudonyms, ..draft };
            assert_eq!(draft.obstacle(&project), None);
            assert!(draft.what_stays().contains("titles"));
            assert!(draft.write(&project).unwrap().key.is_some());
        }
        assert_eq!(draft("project").write(&project).unwrap().key, None);
    }

    #[test]
    fn annotations_of_a_coder_with_a_code_are_still_theirs() {
        let project = sample_project(ProjectId(1));
        let coder = coders(&project).into_iter().find(|coder| coder.claims > 0).unwrap();
        let draft = Draft {
            whose: Some(coder.id),
            pseudonyms: Some(Pseudonyms { words: true, coders: true }),
            ..draft("annotations-bare")
        };
        let file = draft.write(&project).unwrap().file;
        let read = crate::format::claimlight::read(file.contents.as_bytes()).unwrap();
        assert_eq!(read.package.claims.len(), coder.claims);
        assert!(!file.contents.contains(&coder.name));
    }

    #[test]
    fn a_passphrase_is_typed_twice_and_is_not_too_short() {
        assert!(passphrase_unfit("", "").unwrap().contains("once more"));
        assert!(passphrase_unfit("éééé", "éééé").unwrap().contains("8 characters"));
        assert!(passphrase_unfit("a long one", "").unwrap().contains("once more"));
        assert!(passphrase_unfit("a long one", "a long 1").unwrap().contains("differ"));
        assert_eq!(passphrase_unfit("a long one", "a long one"), None);
        assert!(draft("coding-package").can_be_protected());
        assert!(!draft("csv-claims").can_be_protected());
    }

    #[test]
    fn a_package_for_one_name_is_always_for_the_same_coder() {
        let project = sample_project(ProjectId(1));
        let for_whom = |name: &str| {
            let for_whom = name.to_owned();
            Draft { for_whom, ..draft("coding-package") }.choices(&project)
        };
        assert_eq!(for_whom("Ada").coder, for_whom(" ada ").coder);
        assert_ne!(for_whom("Ada").coder, for_whom("Bo").coder);
        let known = project.coders().values().next().unwrap();
        let found = for_whom(&known.name.to_uppercase());
        assert_eq!((found.coder, found.coder_name), (Some(known.id), known.name.clone()));
        assert!(draft("coding-package").obstacle(&project).unwrap().contains("for whom"));
        assert!(draft("coding-package").write(&project).is_err());
    }

    #[test]
    fn a_typed_name_keeps_or_gets_its_ending() {
        let project = sample_project(ProjectId(1));
        let named = |typed: &str| {
            let file_name = Some(typed.to_owned());
            Draft { file_name, ..draft("csv-claims") }.file_name(&project)
        };
        assert_eq!(named("talks.CSV"), "talks.CSV");
        assert_eq!(named(" talks "), "talks.claims.csv");
        assert_eq!(named(" "), draft("csv-claims").file_name(&project));
    }

    #[test]
    fn a_text_that_is_not_in_memory_is_said_before() {
        let mut project = sample_project(ProjectId(1));
        let (id, title) =
            project.documents().iter().map(|(id, d)| (*id, d.title.clone())).next().unwrap();
        drop(project.remove(Key::Text(id)));
        assert_eq!(missing_texts(&project), [title.as_str()]);
        assert!(draft("jsonl").obstacle(&project).unwrap().contains(&title));
        let notice = backup(&project).unwrap_err();
        assert!(notice.message.starts_with("The text of") && notice.message.ends_with('.'));
        let Some(Record::Document(_)) = project.get(Key::Document(id)) else {
            panic!("the document stays");
        };
    }

    #[test]
    fn coders_are_listed_by_name_with_their_claims() {
        let project = sample_project(ProjectId(1));
        let rows = coders(&project);
        let all: usize = rows.iter().map(|row| row.claims).sum();
        assert_eq!((rows.len(), all), (project.coders().len(), project.claims().len()));
        assert!(stock(&project).starts_with("5 documents, "));
    }
}
