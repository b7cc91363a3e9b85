//! What the dialog about the disk shows of a shared folder.

use super::projects::ago;
use crate::desk::disk::{LeftAlone, View};
use crate::merge::{Conflict, Difference, Incoming};
use crate::model::{CoderId, Key, Project, Timestamp};

/// A shared folder.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FolderView {
    /// The files this browser writes.
    pub own: Vec<String>,
    /// The colleagues who have a file there.
    pub people: Vec<PersonView>,
    /// What both sides changed.
    pub conflicts: Vec<ConflictView>,
    /// Files that are left alone.
    pub left_alone: Vec<LeftAlone>,
}

/// A colleague.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// Their file.
    pub file: String,
    /// Who it is, and when they last wrote.
    pub about: String,
    /// What is to be said about what they wrote.
    pub remarks: Vec<String>,
}

/// A record that the user and a colleague changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictView {
    /// Whose file it is in.
    pub coder: CoderId,
    /// What the colleague is called.
    pub colleague: String,
    /// Which record.
    pub key: Key,
    /// What kind of record.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// The fields in which the sides differ.
    pub differences: Vec<Difference>,
}

/// Works out what to show of a shared folder.
pub fn folder(view: &View, project: &Project, now: Timestamp) -> FolderView {
    let nothing = Incoming::default();
    let people = view.colleagues.iter().map(|one| PersonView {
        file: one.file.clone(),
        about: format!("{}, written {}", one.name, ago(Timestamp(one.written), now)),
        remarks: one.remarks.clone(),
    });
    let conflicts = view.colleagues.iter().flat_map(|one| {
        let nothing = &nothing;
        one.conflicts.iter().map(move |conflict| {
            // Ours may have been changed further since the file was read.
            let ours = project.get(conflict.key).unwrap_or_else(|| conflict.ours.clone());
            let conflict = Conflict { ours, ..conflict.clone() };
            ConflictView {
                coder: one.coder,
                colleague: one.name.clone(),
                key: conflict.key,
                kind: conflict.key.kind(),
                title: conflict.title(project, nothing),
                differences: conflict.differences(project, nothing),
            }
        })
    });
    FolderView {
        own: view.own.clone(),
        people: people.collect(),
        conflicts: conflicts.collect(),
        left_alone: view.left_alone.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::disk::Colleague;
    use crate::edit::action::code;
    use crate::edit::random::{sample, undone};
    use crate::merge::Choice;
    use crate::model::CodeId;

    #[test]
    fn a_conflict_shows_ours_as_it_is_now_beside_theirs() {
        let base = sample();
        let renamed = |name| undone(&base, code::rename(&base, CodeId(1), name));
        let (before, now, theirs) = (renamed("plea"), renamed("prayer"), renamed("order"));
        let of = |project: &Project| project.get(Key::Code(CodeId(1))).unwrap();
        let conflict = Conflict {
            key: Key::Code(CodeId(1)),
            ours: of(&before),
            theirs: of(&theirs),
            suggested: Choice::Ours,
        };
        let colleague = Colleague {
            coder: CoderId(2),
            name: "Bo".to_owned(),
            file: "Bo-00000002.claimlight.json".to_owned(),
            written: 0,
            conflicts: vec![conflict],
            remarks: Vec::new(),
        };
        let view = View { shared: true, colleagues: vec![colleague], ..View::default() };
        let shown = folder(&view, &now, Timestamp(3 * 60_000));
        assert_eq!(shown.people[0].about, "Bo, written 3 minutes ago");
        let fields = &shown.conflicts[0].differences;
        assert_eq!((fields[0].ours.as_str(), fields[0].theirs.as_str()), ("prayer", "order"));
    }
}
