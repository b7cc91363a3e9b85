//! What is remembered about a project's place on the disk, beside the handle to it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::format::folder;
use crate::merge::Ledger;
use crate::model::{Coder, CoderId, Extra, Project};
use crate::text::order;

/// A project's place on the disk.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    /// What the file or the folder is called.
    pub name: String,
    /// Whether it is a shared folder.
    pub shared: bool,
    /// Whether this browser shared the project first, and so writes for those who cannot.
    pub founded: bool,
    /// The files this browser writes.
    pub kept: Vec<Kept>,
    /// Colleagues whose files have been read, and what there was of them.
    pub colleagues: BTreeMap<CoderId, Ledger>,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A file this browser writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Whose layer it holds; the whole project when `None`.
    pub coder: Option<CoderId>,
    /// What it is called.
    pub file: String,
    /// How it was left.
    pub seen: Option<Stamp>,
    /// The mark of what is about to be written, from before the writing until after it.
    #[serde(default)]
    pub about: Option<u64>,
}

impl Link {
    /// Makes the link of a project that is kept in one file.
    pub fn to_file(name: String, seen: Option<Stamp>) -> Self {
        let kept = vec![Kept { coder: None, file: name.clone(), seen, about: None }];
        Self { name, shared: false, kept, ..Self::default() }
    }

    /// Makes the link of a project in a shared folder; nothing has been read or written yet.
    pub fn to_folder(name: String) -> Self {
        Self { name, shared: true, ..Self::default() }
    }

    /// Says whether this browser writes a coder's file.
    pub fn keeps(&self, coder: CoderId) -> bool {
        self.kept.iter().any(|kept| kept.coder == Some(coder))
    }

    /// Takes on the files this browser has to write in a shared folder: the user's own and, in the
    /// browser that shared the project first, those of coders who have work in the project and
    /// nobody to write it down, such as a model whose output was imported. `there` are the coders'
    /// files that are in the folder, by tag.
    ///
    /// A file is kept under its first name, whatever its coder is called later.
    pub fn take_on(&mut self, project: &Project, me: &Coder, there: &BTreeMap<String, String>) {
        if !self.shared {
            return;
        }
        let mut wanted = vec![me.clone()];
        let active: BTreeSet<CoderId> = layers(project);
        for coder in project.coders().values().filter(|coder| active.contains(&coder.id)) {
            let has_file = there.contains_key(&folder::tag(coder.id));
            // Somebody whose file was there before only has to be waited for.
            if self.founded && !has_file && !self.colleagues.contains_key(&coder.id) {
                wanted.push((**coder).clone());
            }
        }
        for coder in wanted {
            if !self.keeps(coder.id) {
                let own = there.get(&folder::tag(coder.id)).cloned();
                let file = own.unwrap_or_else(|| folder::name_of(&coder));
                self.kept.push(Kept { coder: Some(coder.id), file, seen: None, about: None });
            }
        }
    }
}

/// Returns the coders who have claims, mentions or progress notes in a project.
fn layers(project: &Project) -> BTreeSet<CoderId> {
    let claims = project.claims().values().map(|claim| claim.coder);
    let mentions = project.mentions().values().map(|mention| mention.coder);
    let progress = project.all_progress().map(|progress| progress.coder);
    order::set(claims.chain(mentions).chain(progress))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::random::sample;

    fn bo() -> Coder {
        Coder::new(CoderId(2), "Bo")
    }

    fn founded() -> Link {
        Link { founded: true, ..Link::to_folder("talks".to_owned()) }
    }

    fn files(link: &Link) -> Vec<&str> {
        link.kept.iter().map(|kept| kept.file.as_str()).collect()
    }

    #[test]
    fn the_first_in_a_folder_writes_for_coders_who_have_nobody_to_write_for_them() {
        let mut link = founded();
        link.take_on(&sample(), &bo(), &BTreeMap::new());
        assert_eq!(files(&link), ["Bo-00000002.claimlight.json", "Cleo-00000001.claimlight.json"]);
        let again = link.clone();
        let renamed = Coder::new(CoderId(2), "Beatrix");
        link.take_on(&sample(), &renamed, &BTreeMap::new());
        assert_eq!(link, again, "a file keeps its first name");
    }

    #[test]
    fn nobody_writes_the_file_of_somebody_who_has_one_or_had_one() {
        let there = [("00000001".to_owned(), "Cleo-00000001.claimlight.json".to_owned())];
        let mut link = founded();
        link.take_on(&sample(), &bo(), &order::map(there));
        assert_eq!(files(&link), ["Bo-00000002.claimlight.json"]);
        let mut link = Link::to_folder("talks".to_owned());
        link.take_on(&sample(), &bo(), &BTreeMap::new());
        assert_eq!(files(&link), ["Bo-00000002.claimlight.json"], "whoever joins writes their own");
        let mut link = founded();
        link.colleagues.insert(CoderId(1), Ledger::default());
        link.take_on(&sample(), &bo(), &BTreeMap::new());
        assert_eq!(files(&link), ["Bo-00000002.claimlight.json"]);
    }

    #[test]
    fn a_coder_goes_on_in_the_file_that_is_there_already() {
        let old = "Beatrix-00000002.claimlight.json".to_owned();
        let there = order::map([("00000002".to_owned(), old.clone())]);
        let mut link = Link::to_folder("talks".to_owned());
        link.take_on(
            &Project::new(crate::model::ProjectId(1), "P", crate::model::Timestamp(0)),
            &bo(),
            &there,
        );
        assert_eq!(files(&link), [old]);
    }

    #[test]
    fn a_link_is_read_as_it_was_written_and_keeps_what_it_does_not_know() {
        let mut link = Link::to_file("a.claimlight.json".to_owned(), None);
        link.colleagues.insert(CoderId(3), Ledger::default());
        let json = serde_json::to_string(&link).unwrap();
        assert_eq!(serde_json::from_str::<Link>(&json).unwrap(), link);
        let newer = r#"{"name":"x","shared":true,"colour":"red"}"#;
        let read: Link = serde_json::from_str(newer).unwrap();
        assert!(read.shared && serde_json::to_string(&read).unwrap().contains("\"colour\""));
    }
}
