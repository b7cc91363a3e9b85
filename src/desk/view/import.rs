//! What the dialog shows of a colleague's file before anything of it is taken in.

pub mod decisions;
pub mod fresh;
pub mod merger;
pub mod rows;

use std::collections::BTreeMap;

use super::prose::counted;
use crate::desk::arrival::ReadFile;
use crate::format::package::{Kind, Package};
use crate::model::{CoderId, Project};
use crate::text::{fold, order};

/// How many rows of a list are shown: further ones are counted, and choices for all reach them.
pub const SHOWN: usize = 200;

/// The beginning of a list, and how much it leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// The first rows.
    pub rows: Vec<T>,
    /// How many more there are.
    pub more: usize,
}

impl<T> Listed<T> {
    /// Lists the first of many things; only their rows are worked out.
    pub fn of<U>(all: &[U], row: impl Fn(&U) -> T) -> Self {
        let rows = all.iter().take(SHOWN).map(row).collect();
        Self { rows, more: all.len().saturating_sub(SHOWN) }
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.rows.len() + self.more
    }

    /// Says whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// What a file's records become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A project of their own.
    New,
    /// Part of the open project.
    Into,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its kind and its project, a full sentence.
    pub what: String,
    /// Who coded what is in it.
    pub from: String,
    /// What it holds.
    pub holds: String,
    /// How it meets the open project.
    pub meets: String,
    /// For whom a coding package was made.
    pub for_whom: Option<(CoderId, String)>,
    /// Why it can become no project of its own; nothing when it can.
    pub not_new: Option<&'static str>,
    /// What is proposed.
    pub way: Way,
}

/// Describes a file and how it meets the open project.
pub fn about(ours: &Project, file: &ReadFile) -> About {
    let package = &file.package;
    let (met, all) = (documents_met(ours, package), package.documents.len());
    let texts = package.documents.iter().any(|document| document.text.is_some());
    let not_new = (!texts && all > 0)
        .then_some("The file has no texts, so its annotations can only go where the texts are.");
    let same_project = package.info.as_ref().is_some_and(|info| info.id == ours.info().id);
    let into = not_new.is_some() || same_project;
    let meets = match (met, all) {
        (_, 0) => "It has no documents.".to_owned(),
        (0, _) => "None of its documents is in the open project.".to_owned(),
        (met, all) if met == all => "All of its documents are in the open project.".to_owned(),
        (met, all) => format!("{met} of its {all} documents are in the open project."),
    };
    About {
        what: what(package),
        from: from(package),
        holds: holds(package),
        meets,
        for_whom: for_whom(package),
        not_new,
        way: if into { Way::Into } else { Way::New },
    }
}

fn what(package: &Package) -> String {
    let kind = match package.kind {
        Kind::Project => "A whole project",
        Kind::Annotations => "Annotations without texts",
        Kind::CodingPackage => "A coding package",
    };
    let project = package.info.as_ref().map(|info| format!(", “{}”", info.name));
    let whom = for_whom(package).map(|(_, name)| format!(", made for {name}"));
    format!("{kind}{}{}.", project.unwrap_or_default(), whom.unwrap_or_default())
}

fn for_whom(package: &Package) -> Option<(CoderId, String)> {
    let id = package.coder?;
    let coder = package.coders.iter().find(|coder| coder.record.id == id)?;
    Some((id, coder.record.name.clone()))
}

/// Says who coded what is in the file, by name.
fn from(package: &Package) -> String {
    let mut claims: BTreeMap<CoderId, usize> = BTreeMap::new();
    for claim in &package.claims {
        *claims.entry(claim.claim.coder).or_default() += 1;
    }
    let name = |id: &CoderId| {
        let known = package.coders.iter().find(|coder| coder.record.id == *id);
        known.map_or_else(|| "someone unnamed".to_owned(), |coder| coder.record.name.clone())
    };
    let mut coders: Vec<(String, usize)> =
        claims.iter().map(|(id, count)| (name(id), *count)).collect();
    order::by_key(&mut coders, |(name, _)| fold::fold(name));
    let coders: Vec<String> = coders
        .into_iter()
        .map(|(name, count)| format!("{name} ({})", counted(count, "claim")))
        .collect();
    if coders.is_empty() {
        return "Nobody has coded in it yet.".to_owned();
    }
    format!("Coded by {}.", coders.join(", "))
}

fn holds(package: &Package) -> String {
    let parts = [
        counted(package.documents.len(), "document"),
        counted(package.claims.len(), "claim"),
        counted(package.mentions.len(), "mention"),
        counted(package.actors.len(), "actor"),
        counted(package.codes.len(), "code"),
    ];
    format!("It holds {}.", parts.join(", "))
}

/// Counts the file's documents that the project has, by id or by text.
fn documents_met(ours: &Project, package: &Package) -> usize {
    let prints =
        order::set(ours.documents().values().map(|document| document.fingerprint.as_str()));
    let meets = package.documents.iter().filter(|packaged| {
        let theirs = &packaged.document;
        ours.documents().contains_key(&theirs.id) || prints.contains(theirs.fingerprint.as_str())
    });
    meets.count()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::desk::arrival::Arrival;
    use crate::desk::view::export::Draft;
    use crate::format::FORMATS;
    use crate::model::ProjectId;
    use crate::sample::sample_project;
    use std::sync::Arc;

    /// Writes a project in a format and reads the file.
    pub(crate) fn sent(project: &Project, format: &str) -> Arc<ReadFile> {
        let format = FORMATS.iter().position(|known| known.id == format).unwrap();
        let draft = Draft { format, for_whom: "Ada".to_owned(), ..Draft::default() };
        let out = draft.write(project).unwrap();
        match Arrival::read(out.file.name, out.file.contents.as_bytes()) {
            Arrival::Read(file) => file,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_copy_of_the_open_project_goes_into_it_and_another_beside_it() {
        let ours = sample_project(ProjectId(1));
        let back = about(&ours, &sent(&ours, "project"));
        assert_eq!((back.way, back.not_new), (Way::Into, None));
        assert_eq!(back.meets, "All of its documents are in the open project.");
        assert!(back.what.starts_with("A whole project, “"), "{}", back.what);
        assert!(back.from.starts_with("Coded by "), "{}", back.from);
        assert!(back.holds.starts_with("It holds 5 documents, "), "{}", back.holds);
        let empty = Project::new(ProjectId(2), "Empty", crate::model::Timestamp(0));
        let other = about(&empty, &sent(&ours, "project"));
        assert_eq!(other.way, Way::New);
        assert_eq!(other.meets, "None of its documents is in the open project.");
    }

    #[test]
    fn annotations_without_texts_can_only_go_where_the_texts_are() {
        let ours = sample_project(ProjectId(1));
        for format in ["annotations-context", "annotations-quotes", "annotations-bare"] {
            let about = about(&ours, &sent(&ours, format));
            assert!(about.not_new.is_some() && about.way == Way::Into);
            assert!(about.what.starts_with("Annotations without texts"));
        }
    }

    #[test]
    fn a_package_says_for_whom_it_was_made() {
        let ours = sample_project(ProjectId(1));
        let empty = Project::new(ProjectId(2), "Empty", crate::model::Timestamp(0));
        let about = about(&empty, &sent(&ours, "coding-package"));
        assert_eq!(about.for_whom.unwrap().1, "Ada");
        assert_eq!((about.way, about.from.as_str()), (Way::New, "Nobody has coded in it yet."));
    }

    #[test]
    fn long_lists_show_their_beginning() {
        let all: Vec<usize> = (0..10_000).collect();
        let listed = Listed::of(&all, |number| *number);
        assert_eq!((listed.rows.len(), listed.more, listed.len()), (SHOWN, 9800, 10_000));
        assert!(Listed::of(&[] as &[usize], |number| *number).is_empty());
    }
}
