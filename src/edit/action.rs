//! What users do, worked out as changes: each function looks at a project and returns the changes
//! that a transaction then carries out as a whole.

pub mod claim;
pub mod document;

use std::sync::Arc;

use super::Change;
use crate::model::{Project, Record};

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

/// Returns the changes that put every record of another project into one that lacks them.
pub fn put_all(from: &Project) -> Vec<Change> {
    from.records().map(Change::Put).collect()
}
