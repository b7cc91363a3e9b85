//! What the list of projects shows of each, so that none has to be opened for it.

use serde::{Deserialize, Serialize};

use crate::model::{Extra, Project, ProjectInfo, Timestamp};

/// How long a deleted project can be brought back, in milliseconds: 30 days.
pub const WAY_BACK_MS: u64 = 30 * 24 * 60 * 60 * 1000;

/// A project's line in the list of projects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The project's own name and times.
    pub info: ProjectInfo,
    /// How much it holds.
    #[serde(default)]
    pub counts: Counts,
    /// When it was opened last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Timestamp>,
    /// When it was changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Timestamp>,
    /// When it was deleted; it can be brought back for a while.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Timestamp>,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How much a project holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// How many documents.
    pub documents: usize,
    /// How many claims.
    pub claims: usize,
    /// How many mentions.
    pub mentions: usize,
    /// How many actors.
    pub actors: usize,
}

impl Summary {
    /// Makes the line of a project that was neither opened nor changed yet.
    pub fn new(info: ProjectInfo, counts: Counts) -> Self {
        Self { info, counts, opened: None, changed: None, deleted: None, extra: Extra::new() }
    }

    /// Says whether the time to bring a deleted project back has passed.
    pub fn is_past(&self, now: Timestamp) -> bool {
        self.deleted.is_some_and(|at| now.0.saturating_sub(at.0) > WAY_BACK_MS)
    }
}

impl Counts {
    /// Counts what a project holds.
    pub fn of(project: &Project) -> Self {
        Self {
            documents: project.documents().len(),
            claims: project.claims().len(),
            mentions: project.mentions().len(),
            actors: project.actors().len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ProjectId;

    fn summary() -> Summary {
        let project = Project::new(ProjectId(1), "Talks", Timestamp(5));
        Summary::new((**project.info()).clone(), Counts::of(&project))
    }

    #[test]
    fn a_deleted_project_can_be_brought_back_for_thirty_days() {
        let deleted = Summary { deleted: Some(Timestamp(1000)), ..summary() };
        assert!(!deleted.is_past(Timestamp(1000 + WAY_BACK_MS)));
        assert!(deleted.is_past(Timestamp(1001 + WAY_BACK_MS)));
        assert!(!summary().is_past(Timestamp(u64::MAX)));
    }

    #[test]
    fn fields_of_newer_versions_are_kept() {
        let mut json = serde_json::to_value(summary()).unwrap();
        json["pinned"] = true.into();
        let read: Summary = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), json);
    }
}
