//! Where in a chosen folder a project's files stand, and a project made of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::read_colleague;
use crate::desk::view::prose::listed;
use crate::format::file_stem;
use crate::format::folder::{CoderFile, Sort, sort_of};
use crate::merge::{Choice, Ledger, settle_entry};
use crate::model::{CoderId, Project, Record};

/// What a chosen folder holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// The names of the files in it.
    pub files: Vec<String>,
    /// The folders in it, each with the names of its files.
    pub folders: Vec<(String, Vec<String>)>,
}

/// Where the coders' files stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// In the folder itself.
    Here,
    /// In a folder in it, which may have to be made.
    Inside(String),
}

impl Listing {
    /// Says where a project is to be shared: in a folder that is its own already, or empty; else in
    /// one of the project's name inside, so that nothing mixes with what is there.
    pub fn to_share(&self, project: &str) -> Home {
        let visible = |name: &&String| !name.starts_with('.');
        let empty = self.files.iter().all(|name| !visible(&name))
            && self.folders.iter().all(|(name, _)| !visible(&name));
        if empty || has_coders(&self.files) { Home::Here } else { Home::Inside(file_stem(project)) }
    }

    /// Says where the project is that somebody wants to join; `Err` says why that is not clear.
    pub fn to_join(&self) -> Result<Home, String> {
        if has_coders(&self.files) {
            return Ok(Home::Here);
        }
        let shared: Vec<String> = self
            .folders
            .iter()
            .filter(|(_, files)| has_coders(files))
            .map(|(name, _)| format!("“{name}”"))
            .collect();
        match self.folders.iter().find(|(_, files)| has_coders(files)) {
            Some((name, _)) if shared.len() == 1 => Ok(Home::Inside(name.clone())),
            Some(_) => Err(format!(
                "There are several projects in this folder: {}. Choose the folder of one of them.",
                listed(&shared)
            )),
            None => Err(
                "No coder's file is in this folder. If you have only just begun to synchronise it, \
                 wait until the files have arrived; or choose the folder of the project itself."
                    .to_owned(),
            ),
        }
    }
}

fn has_coders(files: &[String]) -> bool {
    files.iter().any(|name| matches!(sort_of(name), Sort::Coder(_)))
}

/// Says where in a chosen folder the coders' files stand.
pub fn home_of(listing: &Listing, sharing: Option<&str>) -> Result<Home, String> {
    match sharing {
        Some(project) => Ok(listing.to_share(project)),
        None => listing.to_join(),
    }
}

/// A project made of the coders' files.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// The project.
    pub project: Project,
    /// What was read of each coder.
    pub colleagues: BTreeMap<CoderId, Ledger>,
}

/// Makes a project of coders' files, the newest first. Where they differ about what all share, the
/// newest counts: whoever joins has changed nothing, and the others see it themselves.
pub fn project_of(files: &[CoderFile]) -> Result<Gathered, String> {
    let first = files.first().and_then(|file| file.package.info.clone());
    let Some(info) = first else { return Err("No coder's file could be read.".to_owned()) };
    if files.iter().any(|file| file.project != info.id) {
        return Err("The files in this folder belong to several projects. Each project needs a \
                    folder of its own."
            .to_owned());
    }
    let mut gathered = Gathered { project: Project::from_info(info), colleagues: BTreeMap::new() };
    // A project without a codebook has the usual one, which is nobody's and must not stand in the way.
    if let Some(codebook) = files.first().and_then(|file| file.package.codebook.clone()) {
        gathered.project.put(Record::Codebook(Arc::new(codebook)));
    }
    // What one file refers to may come with a later one.
    for _ in 0..2 {
        for file in files {
            let project = &mut gathered.project;
            let ledger = gathered.colleagues.entry(file.coder).or_default();
            let reading = read_colleague(project, file, ledger)?;
            *ledger = reading.followed.ledger;
            for conflict in &reading.followed.conflicts {
                drop(settle_entry(project, conflict, Choice::Ours, ledger));
            }
            for change in reading.followed.outcome.changes {
                drop(change.apply(project));
            }
        }
    }
    Ok(gathered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::random::{sample, undone};
    use crate::edit::{Change, action};
    use crate::format::folder;
    use crate::model::{Claim, ClaimId, CodeId, Coder, DocumentId, Link, Timestamp, check};
    use crate::text::{Offset, Span};

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    fn listing(files: &[&str], folders: &[(&str, &[&str])]) -> Listing {
        let folders = folders.iter().map(|(name, files)| ((*name).to_owned(), names(files)));
        Listing { files: names(files), folders: folders.collect() }
    }

    const ADA: &str = "Ada-00000001.claimlight.json";

    #[test]
    fn a_project_is_shared_in_its_own_or_an_empty_folder_and_else_beside_what_is_there() {
        assert_eq!(listing(&[".DS_Store"], &[(".git", &[])]).to_share("Talks"), Home::Here);
        assert_eq!(listing(&["x.txt", ADA], &[]).to_share("Talks"), Home::Here);
        let inside = Home::Inside("Talks-2020".to_owned());
        assert_eq!(listing(&["x.txt"], &[]).to_share("Talks: 2020"), inside);
        assert_eq!(listing(&[], &[("other", &[ADA])]).to_share("Talks: 2020"), inside);
    }

    #[test]
    fn a_project_to_join_is_found_in_the_folder_or_one_below() {
        assert_eq!(listing(&[ADA], &[]).to_join(), Ok(Home::Here));
        let one = listing(&["x.txt"], &[("docs", &["a.txt"]), ("talks", &[ADA])]);
        assert_eq!(one.to_join(), Ok(Home::Inside("talks".to_owned())));
        let two = listing(&[], &[("a", &[ADA]), ("b", &[ADA])]).to_join().unwrap_err();
        assert!(two.contains("“a” and “b”"), "{two}");
        assert!(listing(&[], &[]).to_join().unwrap_err().contains("wait until"));
    }

    #[test]
    fn a_project_is_made_whole_of_its_coders_files_links_between_them_included() {
        let (ada, bo) = (Coder::new(CoderId(1), "Cleo"), Coder::new(CoderId(2), "Bo"));
        let mut whole = undone(&sample(), vec![Change::Put(Record::Coder(Arc::new(bo.clone())))]);
        let span = Span::new(Offset(0), Offset(3)).unwrap();
        let new = Claim::new(ClaimId(9), DocumentId(2), bo.id, span, Timestamp(1));
        whole = undone(&whole, action::claim::add(&whole, new));
        whole = undone(
            &whole,
            action::claim::alter(&whole, ClaimId(1), Timestamp(2), |claim| {
                claim.links.push(Link { to: ClaimId(9), kind: "answers".to_owned() });
            }),
        );
        whole = undone(&whole, action::codebook::set_rules(&whole, "One claim a speaker."));
        let older = whole.clone();
        whole = undone(&whole, action::code::rename(&whole, CodeId(1), "newer name"));
        let file = |project: &Project, coder: &Coder| {
            let file = folder::write(project, coder).unwrap();
            folder::read(&folder::name_of(coder), file.as_bytes()).unwrap()
        };
        let files = [file(&whole, &ada), file(&older, &bo)];
        let gathered = project_of(&files).unwrap();
        assert_eq!(check::project(&gathered.project), []);
        assert!(gathered.project == whole);
        assert_eq!(gathered.colleagues.len(), 2);
        let again =
            read_colleague(&gathered.project, &files[1], &gathered.colleagues[&bo.id]).unwrap();
        assert!(again.followed.conflicts.is_empty() && again.followed.outcome.changes.is_empty());
        assert!(project_of(&[]).is_err());
    }
}
