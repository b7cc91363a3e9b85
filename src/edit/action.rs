//! What users do, worked out as changes: each function looks at a project and returns the changes
//! that a transaction then carries out as a whole.

pub mod actor;
pub mod claim;
pub mod code;
pub mod codebook;
pub mod coder;
pub mod document;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Change;
use crate::model::{Claim, Key, Project, Record, Timestamp};

/// Returns the change that puts an altered copy of a record, or nothing when it is the same.
pub(crate) fn altered<T: Clone + PartialEq>(
    old: &Arc<T>,
    wrap: fn(Arc<T>) -> Record,
    alter: impl FnOnce(&mut T),
) -> Option<Change> {
    let mut new = (**old).clone();
    alter(&mut new);
    (new != **old).then(|| Change::Put(wrap(Arc::new(new))))
}

/// Returns the changes that remove records, and from the claims that stay the links to claims and
/// the mentions that go.
pub(crate) fn removed(project: &Project, gone: &BTreeSet<Key>, at: Timestamp) -> Vec<Change> {
    let stays = |claim: &Claim| !gone.contains(&Key::Claim(claim.id));
    // Only what is referred to is worth a look at every claim.
    let used = gone.iter().any(|key| project.uses(*key) > 0);
    let claims = used.then(|| project.claims().values()).into_iter().flatten();
    let claims = claims.filter(|claim| stays(claim));
    let loosened = claims.filter(|claim| points_into(claim, gone)).filter_map(|claim| {
        altered(claim, Record::Claim, |claim| {
            claim.links.retain(|link| !gone.contains(&Key::Claim(link.to)));
            for participant in &mut claim.participants {
                participant.mention =
                    participant.mention.filter(|id| !gone.contains(&Key::Mention(*id)));
            }
            claim.modified = at;
        })
    });
    loosened.chain(gone.iter().copied().map(Change::Remove)).collect()
}

fn points_into(claim: &Claim, gone: &BTreeSet<Key>) -> bool {
    let mut mentions = claim.participants.iter().filter_map(|participant| participant.mention);
    claim.links.iter().any(|link| gone.contains(&Key::Claim(link.to)))
        || mentions.any(|id| gone.contains(&Key::Mention(id)))
}

/// Returns the changes that put every record of another project into one that lacks them.
pub fn put_all(from: &Project) -> Vec<Change> {
    from.records().map(Change::Put).collect()
}
