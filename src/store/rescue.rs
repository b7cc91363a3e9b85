//! A project as the app's last words hand it out: what the browser keeps, written down as it is.
//!
//! When the program has failed or cannot start, `public/rescue.js` gathers the stored records, the
//! texts and the transactions that were not confirmed, and understands none of them. Here they
//! become a project again in the way they do at every start, and what does not fit is set aside in
//! the same way.
//!
//! ```json
//! { "format": "claimlight-rescue", "version": 1, "project": "0…", "line": "{…}",
//!   "records": [["0…/claim/0…", "{…}"]], "texts": [["0…/0…", "words"]],
//!   "pending": [["claimlight.pending/…", "{…}"]] }
//! ```

use serde::Deserialize;

use super::loader::SetAside;
use super::{Counts, Loaded, Loader, Summary, key, pending};
use crate::edit::Change;
use crate::model::{
    DocumentId, Extra, Key, Project, ProjectId, ProjectInfo, Record, Timestamp, json,
};
use crate::text::Text;

/// What the field `format` says.
pub const FORMAT: &str = "claimlight-rescue";

/// The version that is written, and the newest that can be read.
pub const VERSION: u64 = 1;

/// What a project is called whose own record and line are damaged.
const NAMELESS: &str = "Recovered project";

/// Why nothing could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RescueError {
    /// It is another kind of file.
    #[error("this is not a file of rescued work")]
    NotOurs,
    /// A newer version of the app wrote it.
    #[error(
        "this file of rescued work has version {0}, and this app reads versions up to {VERSION}: \
         open it with a newer version of the app"
    )]
    Newer(u64),
    /// It is not as it was written.
    #[error("this file of rescued work is damaged: {0}")]
    Damaged(String),
}

/// A project that was rescued.
#[derive(Debug)]
pub struct Rescued {
    /// The project with its texts, sound.
    pub project: Project,
    /// What could not be used.
    pub set_aside: Vec<SetAside>,
    /// How many unconfirmed transactions were carried out in it.
    pub replayed: usize,
}

/// The file before anything in it has been understood.
#[derive(Deserialize)]
struct File {
    project: ProjectId,
    #[serde(default)]
    line: Option<String>,
    #[serde(default)]
    records: Vec<(String, String)>,
    #[serde(default)]
    texts: Vec<(String, String)>,
    #[serde(default)]
    pending: Vec<(String, String)>,
}

/// What is looked at first.
#[derive(Deserialize)]
struct Header {
    format: String,
    version: u64,
}

/// Reads a file of rescued work.
pub fn read(bytes: &[u8]) -> Result<Rescued, RescueError> {
    let text = std::str::from_utf8(bytes).map_err(|_| RescueError::NotOurs)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let header: Header = json::read(text).map_err(|_| RescueError::NotOurs)?;
    if header.format != FORMAT {
        return Err(RescueError::NotOurs);
    }
    if header.version > VERSION {
        return Err(RescueError::Newer(header.version));
    }
    let file: File = json::read(text).map_err(|error| RescueError::Damaged(error.to_string()))?;
    Ok(file.restore())
}

impl File {
    fn restore(self) -> Rescued {
        let mut loader = Loader::new(&self.summary());
        for (stored_key, stored) in &self.records {
            loader.add(stored_key, stored);
        }
        for (stored_key, text) in self.texts {
            if let Some(id) = key::document_of(&stored_key) {
                loader.apply(Change::Put(Record::Text(id, Text::new(text))));
            }
        }
        let (kept, damaged) = pending::in_order(self.pending);
        for stored_key in damaged {
            loader.refuse_unread(&stored_key, "this change, not yet in the store, cannot be read");
        }
        let mut replayed = 0;
        for (_, pending) in kept.into_iter().filter(|(_, kept)| kept.project == self.project) {
            pending.transaction.changes.into_iter().for_each(|change| loader.apply(change));
            replayed += 1;
        }
        let Loaded { project, set_aside } = sound(loader);
        Rescued { project, set_aside, replayed }
    }

    /// Returns what the list of projects knew, or what can be said without it.
    fn summary(&self) -> Summary {
        let line = self.line.as_deref().and_then(|line| json::read::<Summary>(line).ok());
        line.filter(|line| line.info.id == self.project).unwrap_or_else(|| {
            let info = ProjectInfo {
                id: self.project,
                name: NAMELESS.to_owned(),
                created: Timestamp::default(),
                note: String::new(),
                extra: Extra::new(),
            };
            Summary::new(info, Counts::default())
        })
    }
}

/// Ends with a project in which every document has its text: one without is set aside, with what
/// is coded in it, for without its text no span can be told.
fn sound(loader: Loader) -> Loaded {
    let loaded = loader.finish();
    let lacks = |id: &&DocumentId| loaded.project.text(**id).is_none();
    let bare: Vec<DocumentId> = loaded.project.documents().keys().filter(lacks).copied().collect();
    if bare.is_empty() {
        return loaded;
    }
    let mut loader = Loader::from(loaded);
    for id in bare {
        loader.withdraw(Key::Document(id), "its text is missing".to_owned());
    }
    loader.finish()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::edit::Transaction;
    use crate::model::arbitrary::any_project;
    use crate::model::{Coder, CoderId};
    use crate::store::unsaved::tests::{import, transaction};
    use crate::store::{Pending, Unsaved};
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use std::sync::Arc;

    /// Writes a project down as the browser keeps it and `public/rescue.js` gathers it.
    fn rescue(project: &Project, pending: &[Pending]) -> Value {
        let (mut records, mut texts) = (Vec::new(), Vec::new());
        for write in Unsaved::project(project).writes().map(Result::unwrap) {
            let list = if write.is_text { &mut texts } else { &mut records };
            list.push(json!([write.key, write.value.unwrap().as_str()]));
        }
        let summary = Summary::new((**project.info()).clone(), Counts::of(project));
        let pending = pending.iter().zip(0..).map(|(pending, place)| {
            json!([pending::key(7, place, pending), pending.to_json().unwrap()])
        });
        json!({
            "format": FORMAT, "version": VERSION, "project": project.info().id,
            "line": serde_json::to_string(&summary).unwrap(),
            "records": records, "texts": texts, "pending": pending.collect::<Vec<_>>(),
        })
    }

    fn restored(file: &Value) -> Rescued {
        read(serde_json::to_string_pretty(file).unwrap().as_bytes()).unwrap()
    }

    fn project() -> Project {
        let mut project = Project::new(ProjectId(4), "Talks", Timestamp(1));
        drop(import("words").apply(&mut project).unwrap());
        project
    }

    fn pending(transaction: &Transaction) -> Pending {
        Pending::new(ProjectId(4), transaction).unwrap()
    }

    proptest! {
        #[test]
        fn any_project_is_rescued_as_it_was(project in any_project()) {
            let rescued = restored(&rescue(&project, &[]));
            prop_assert_eq!(rescued.set_aside, []);
            prop_assert_eq!(rescued.project, project);
        }
    }

    #[test]
    fn changes_that_were_not_confirmed_are_in_the_rescued_project() {
        let mut project = project();
        let coder = Record::Coder(Arc::new(Coder::new(CoderId(2), "Ada")));
        let steps = [
            transaction(11, vec![Change::Put(coder)]),
            transaction(12, vec![Change::Remove(Key::Text(DocumentId(9)))]),
            import("other words"),
        ];
        let kept: Vec<Pending> = steps.iter().map(pending).collect();
        let rescued = restored(&rescue(&project, &kept));
        for step in steps {
            step.changes.into_iter().for_each(|change| drop(change.apply(&mut project)));
        }
        assert_eq!((rescued.replayed, rescued.set_aside.len()), (3, 0));
        assert_eq!(rescued.project, project);
    }

    #[test]
    fn a_project_that_was_never_stored_is_rescued_from_its_making() {
        let project = project();
        let mut file = rescue(&project, &[Pending::creation(&project).unwrap()]);
        for part in ["line", "records", "texts"] {
            drop(file.as_object_mut().unwrap().remove(part));
        }
        let rescued = restored(&file);
        assert_eq!((rescued.set_aside.len(), rescued.project), (0, project));
    }

    #[test]
    fn changes_of_other_projects_stay_out() {
        let project = project();
        let other = Pending { project: ProjectId(5), ..pending(&import("of another")) };
        assert_eq!(restored(&rescue(&project, &[other])).project, project);
    }

    #[test]
    fn what_is_damaged_is_set_aside_and_the_rest_is_there() {
        let mut file = rescue(&project(), &[]);
        file["texts"] = json!([]);
        file["line"] = json!("{");
        file["pending"] = json!([["claimlight.pending/1", "{"]]);
        file["records"].as_array_mut().unwrap().push(json!(["nonsense", "[]"]));
        let rescued = restored(&file);
        let keys: Vec<&str> = rescued.set_aside.iter().map(|aside| aside.key.as_str()).collect();
        let document = key::of_record(ProjectId(4), Key::Document(DocumentId(9)));
        assert_eq!(keys, ["nonsense", "claimlight.pending/1", &document]);
        assert_eq!(rescued.project.info().name, "Talks", "its own record has the name");
        assert!(rescued.project.documents().is_empty());
    }

    #[test]
    fn other_files_and_newer_ones_are_told_apart() {
        let error = |file: &Value| read(file.to_string().as_bytes()).unwrap_err();
        assert_eq!(error(&json!({"format": "claimlight", "version": 1})), RescueError::NotOurs);
        assert_eq!(error(&json!([1])), RescueError::NotOurs);
        assert_eq!(read(&[0xff]).unwrap_err(), RescueError::NotOurs);
        let mut file = rescue(&project(), &[]);
        file["version"] = json!(2);
        assert_eq!(error(&file), RescueError::Newer(2));
        file["version"] = json!(1);
        file["records"] = json!({});
        assert!(matches!(error(&file), RescueError::Damaged(_)));
    }
}
