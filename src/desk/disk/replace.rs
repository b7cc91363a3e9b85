//! Making the open project what a file says, as changes that can be taken back.

use crate::edit::Change;
use crate::model::{Key, Project};

/// Returns the changes that make a project what another one is, all but its id. Texts count only
/// where a document comes or goes: they never change.
pub fn replace(ours: &Project, theirs: &Project) -> Vec<Change> {
    let mut changes = Vec::new();
    for record in theirs.records() {
        let key = record.key();
        let known = match key {
            Key::Project => ours.info().id != theirs.info().id,
            Key::Text(id) => ours.documents().contains_key(&id),
            _ => false,
        };
        if !known && ours.get(key).as_ref() != Some(&record) {
            changes.push(Change::Put(record));
        }
    }
    for record in ours.records() {
        let key = record.key();
        if theirs.get(key).is_none() && !matches!(key, Key::Text(_)) {
            changes.push(Change::Remove(key));
        }
        // The text may not be in memory, and goes with its document.
        if let Key::Document(id) = key
            && !theirs.documents().contains_key(&id)
        {
            changes.push(Change::Remove(Key::Text(id)));
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::random::sample;
    use crate::edit::{Meta, Origin, Transaction};
    use crate::model::arbitrary::any_project;
    use crate::model::{Timestamp, TransactionId};
    use proptest::prelude::*;

    fn carried_out(ours: &Project, changes: Vec<Change>) -> Result<Project, String> {
        let (label, coder) = ("take".to_owned(), None);
        let origin = Origin::Import;
        let meta = Meta { id: TransactionId(1), at: Timestamp(1), coder, label, origin };
        let mut project = ours.clone();
        let inverse = Transaction { meta, changes }.apply(&mut project);
        let inverse = inverse.map_err(|error| error.to_string())?;
        let mut back = project.clone();
        drop(inverse.apply(&mut back).map_err(|error| error.to_string())?);
        assert!(back == *ours, "one step back restores ours");
        Ok(project)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_project_becomes_the_other_one(theirs in any_project()) {
            let ours = sample();
            let mut end = carried_out(&ours, replace(&ours, &theirs)).unwrap();
            drop(end.put(crate::model::Record::Project(std::sync::Arc::clone(theirs.info()))));
            prop_assert!(end == theirs);
        }
    }

    #[test]
    fn what_is_the_same_needs_no_change() {
        assert_eq!(replace(&sample(), &sample()), []);
    }
}
