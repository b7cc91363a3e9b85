//! The two things that can happen to a record.

use serde::{Deserialize, Serialize};

use crate::model::{Key, Project, Record};

/// A change of one record. Applying it returns its inverse.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Adds a record, or replaces the one under the same key.
    Put(Record),
    /// Removes the record under a key.
    Remove(Key),
}

impl Change {
    /// Returns the key of the record that changes.
    pub fn key(&self) -> Key {
        match self {
            Self::Put(record) => record.key(),
            Self::Remove(key) => *key,
        }
    }

    /// Returns the record as it is afterwards; nothing when it is removed.
    pub fn record(&self) -> Option<&Record> {
        match self {
            Self::Put(record) => Some(record),
            Self::Remove(_) => None,
        }
    }

    /// Carries out the change and returns the change that takes it back.
    ///
    /// Removing what is not there changes nothing, and so does its inverse.
    #[must_use]
    pub fn apply(self, project: &mut Project) -> Self {
        match self {
            Self::Put(record) => {
                let key = record.key();
                project.put(record).map_or(Self::Remove(key), Self::Put)
            }
            Self::Remove(key) => project.remove(key).map_or(Self::Remove(key), Self::Put),
        }
    }
}
