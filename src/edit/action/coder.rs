//! Adding and naming coders, and what each of them coded.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{altered, removed};
use crate::edit::Change;
use crate::model::{Coder, CoderId, Key, Project, Record, Timestamp};
use crate::text::order;

/// Returns the change that adds a person who codes.
pub fn add(id: CoderId, name: &str) -> Vec<Change> {
    vec![Change::Put(Record::Coder(Arc::new(Coder::new(id, name.trim()))))]
}

/// Returns the change that alters a coder; nothing when it stays the same.
pub fn alter(project: &Project, id: CoderId, change: impl FnOnce(&mut Coder)) -> Vec<Change> {
    let old = project.coders().get(&id);
    old.and_then(|old| altered(old, Record::Coder, change)).into_iter().collect()
}

/// Returns the change that renames a coder.
pub fn rename(project: &Project, id: CoderId, name: &str) -> Vec<Change> {
    alter(project, id, |coder| name.trim().clone_into(&mut coder.name))
}

/// Returns the key of every record a coder made: the coder's layer.
pub fn layer(project: &Project, id: CoderId) -> BTreeSet<Key> {
    let claims = project.claims().values().filter(|claim| claim.coder == id);
    let mentions = project.mentions().values().filter(|mention| mention.coder == id);
    let progress = project.all_progress().filter(|progress| progress.coder == id);
    let keys = claims
        .map(|claim| Key::Claim(claim.id))
        .chain(mentions.map(|mention| Key::Mention(mention.id)))
        .chain(progress.map(|progress| Key::Progress(id, progress.document)));
    order::set(keys)
}

/// Returns the changes that delete a coder with the whole layer. Records of other coders lose
/// what pointed into it: links to its claims, and participants' mentions.
pub fn delete(project: &Project, id: CoderId, at: Timestamp) -> Vec<Change> {
    if !project.coders().contains_key(&id) {
        return Vec::new();
    }
    let mut gone = layer(project, id);
    gone.insert(Key::Coder(id));
    removed(project, &gone, at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::action::claim;
    use crate::edit::random::{sample, undone};
    use crate::model::{ClaimId, Link};

    #[test]
    fn a_coder_is_added_and_renamed() {
        let project = sample();
        let added = undone(&project, add(CoderId(9), " Dora "));
        assert_eq!(added.coders()[&CoderId(9)].name, "Dora");
        let renamed = undone(&added, rename(&added, CoderId(9), "Doris"));
        assert_eq!(renamed.coders()[&CoderId(9)].name, "Doris");
    }

    #[test]
    fn a_layer_is_every_record_of_its_coder_and_goes_as_a_whole() {
        let mut project = sample();
        project = undone(&project, add(CoderId(9), "Dora"));
        let mut own = (*project.claims()[&ClaimId(1)]).clone();
        (own.id, own.coder) = (ClaimId(90), CoderId(9));
        project = undone(&project, claim::add(&project, own));
        let layer = layer(&project, CoderId(9));
        assert_eq!(layer.len(), 2, "the claim and the progress: {layer:?}");
        let link = Link { to: ClaimId(90), kind: "same".into() };
        let linked = claim::alter(&project, ClaimId(1), Timestamp(5), |c| c.links = vec![link]);
        project = undone(&project, linked);
        let gone = undone(&project, delete(&project, CoderId(9), Timestamp(6)));
        assert!(!gone.claims().contains_key(&ClaimId(90)));
        assert!(gone.claims()[&ClaimId(1)].links.is_empty());
    }
}
