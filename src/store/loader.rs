//! Makes a project of stored records, and sets aside what does not fit.

use super::{Counts, Summary, key};
use crate::edit::Change;
use crate::model::check::{self, Fault};
use crate::model::{Key, Project, ProjectId, ProjectInfo, Record, json};

/// Takes stored records one by one.
#[derive(Debug)]
pub struct Loader {
    project: Project,
    set_aside: Vec<SetAside>,
}

/// A project as it was stored.
#[derive(Debug)]
pub struct Loaded {
    /// The project; its texts are loaded apart.
    pub project: Project,
    /// What could not be used; it stays in the store as it is.
    pub set_aside: Vec<SetAside>,
}

/// A stored record that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The key it is stored under.
    pub key: String,
    /// What is wrong with it.
    pub reason: String,
    /// What is stored there.
    pub stored: String,
}

impl Loader {
    /// Starts with what the list of projects knows.
    pub fn new(summary: &Summary) -> Self {
        Self { project: Project::from_info(summary.info.clone()), set_aside: Vec::new() }
    }

    /// Takes a stored record.
    pub fn add(&mut self, stored_key: &str, stored: &str) {
        let record = match json::read::<Record>(stored) {
            Ok(record) => record,
            Err(error) => return self.refuse(stored_key, error.to_string(), stored),
        };
        let id = self.id();
        if key::of_record(id, record.key()) != stored_key {
            let reason = format!("it says it is {}", record.key());
            return self.refuse(stored_key, reason, stored);
        }
        match record {
            Record::Project(info) if info.id != id => {
                self.refuse(stored_key, format!("it says it is project {}", info.id), stored);
            }
            record => drop(self.project.put(record)),
        }
    }

    /// Carries out a change that the store never had.
    pub fn apply(&mut self, change: Change) {
        drop(change.apply(&mut self.project));
    }

    /// Sets a record aside that was taken, for a reason of the caller's.
    pub fn withdraw(&mut self, key: Key, reason: String) {
        if let Some(record) = self.project.remove(key) {
            let stored = serde_json::to_string(&record).unwrap_or_default();
            self.refuse(&key::of_record(self.id(), key), reason, &stored);
        }
    }

    /// Sets aside what is no record at all.
    pub fn refuse_unread(&mut self, stored_key: &str, reason: &str) {
        self.refuse(stored_key, reason.to_owned(), "");
    }

    /// Ends with the project. Records that refer to what is not there are set aside, and so are
    /// those that refer to them.
    pub fn finish(mut self) -> Loaded {
        loop {
            let unfit: Vec<(Record, Fault)> = self
                .project
                .records()
                .filter_map(|record| {
                    let fault = check::record(&self.project, &record).err()?;
                    (!is_harmless(&fault)).then_some((record, fault))
                })
                .collect();
            let before = self.set_aside.len();
            for (record, fault) in unfit {
                self.take_out(&record, &fault);
            }
            if self.set_aside.len() == before {
                return Loaded { project: self.project, set_aside: self.set_aside };
            }
        }
    }

    fn id(&self) -> ProjectId {
        self.project.info().id
    }

    fn take_out(&mut self, record: &Record, fault: &Fault) {
        if self.project.remove(record.key()).is_some() {
            let stored_key = key::of_record(self.id(), record.key());
            let stored = serde_json::to_string(record).unwrap_or_default();
            self.refuse(&stored_key, fault.to_string(), &stored);
        }
    }

    fn refuse(&mut self, stored_key: &str, reason: String, stored: &str) {
        let (key, stored) = (stored_key.to_owned(), stored.to_owned());
        self.set_aside.push(SetAside { key, reason, stored });
    }
}

impl From<Loaded> for Loader {
    /// Goes on with what was loaded, so that it can be looked at once more.
    fn from(loaded: Loaded) -> Self {
        Self { project: loaded.project, set_aside: loaded.set_aside }
    }
}

impl Loaded {
    /// Returns what the list of projects should say now.
    pub fn summary(&self) -> (ProjectInfo, Counts) {
        ((**self.project.info()).clone(), Counts::of(&self.project))
    }
}

/// Says whether a record with a fault can be worked with, so that the user can mend it.
fn is_harmless(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::NoName(_)
            | Fault::Certainty(_)
            | Fault::Missing { of: Key::Project | Key::Codebook, .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Coder, CoderId, DocumentId, Progress, ProgressState, Timestamp};
    use crate::store::Unsaved;
    use crate::store::unsaved::tests::import;
    use std::sync::Arc;

    fn project() -> Project {
        let mut project = Project::new(ProjectId(4), "Talks", Timestamp(1));
        drop(import("words").apply(&mut project).unwrap());
        drop(project.put(Record::Coder(Arc::new(Coder::new(CoderId(2), "Ada")))));
        let (coder, document) = (CoderId(2), DocumentId(9));
        let state = ProgressState::Done;
        drop(project.put(Record::Progress(Progress { coder, document, state })));
        project
    }

    /// Returns the stored records of a project, without its texts.
    fn stored(project: &Project) -> Vec<(String, String)> {
        let writes = Unsaved::project(project).writes().map(Result::unwrap).collect::<Vec<_>>();
        let records = writes.into_iter().filter(|write| !write.is_text);
        records.map(|write| (write.key, write.value.unwrap().as_str().to_owned())).collect()
    }

    fn load(project: &Project, records: &[(String, String)]) -> Loaded {
        let summary = Summary::new((**project.info()).clone(), Counts::default());
        let mut loader = Loader::new(&summary);
        for (key, json) in records {
            loader.add(key, json);
        }
        loader.finish()
    }

    #[test]
    fn a_project_is_loaded_as_it_was_stored_without_its_texts() {
        let mut project = project();
        let loaded = load(&project, &stored(&project));
        assert_eq!(loaded.set_aside, []);
        assert_eq!(loaded.summary().1.documents, 1);
        drop(project.remove(Key::Text(DocumentId(9))));
        assert_eq!(loaded.project, project);
    }

    #[test]
    fn a_damaged_record_is_set_aside_with_all_that_needs_it() {
        let project = project();
        let mut records = stored(&project);
        let document =
            records.iter_mut().find(|(_, json)| json.starts_with("{\"document")).unwrap();
        document.1.truncate(20);
        let loaded = load(&project, &records);
        let reasons: Vec<&str> = loaded.set_aside.iter().map(|s| s.reason.as_str()).collect();
        assert_eq!(reasons.len(), 2, "{reasons:?}");
        assert!(reasons[0].starts_with("EOF while parsing"), "{reasons:?}");
        assert!(reasons[1].ends_with("which is not in the project"), "{reasons:?}");
        assert_eq!(loaded.project.coders().len(), 1);
        assert_eq!(loaded.set_aside[1].stored, records.last().unwrap().1);
    }

    #[test]
    fn a_record_under_another_ones_key_is_set_aside() {
        let project = project();
        let mut records = stored(&project);
        let coder = records.iter_mut().find(|(_, json)| json.starts_with("{\"coder")).unwrap();
        coder.0.push('0');
        let loaded = load(&project, &records);
        assert_eq!(loaded.set_aside.len(), 2, "the coder and its progress");
    }

    #[test]
    fn a_project_without_a_record_of_its_own_keeps_the_name_from_the_list() {
        let project = project();
        let mut records = stored(&project);
        records.retain(|(_, json)| !json.starts_with("{\"project"));
        assert_eq!(load(&project, &records).project.info().name, "Talks");
    }

    /// A store as the browser keeps it.
    #[cfg(not(target_arch = "wasm32"))]
    fn write_down(store: &mut std::collections::BTreeMap<String, String>, unsaved: &Unsaved) {
        for write in unsaved.writes().map(Result::unwrap).filter(|write| !write.is_text) {
            match write.value {
                Some(value) => store.insert(write.key, value.as_str().to_owned()),
                None => store.remove(&write.key),
            };
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        #[test]
        fn what_is_stored_step_by_step_loads_as_what_is_on_the_screen(
            steps in proptest::collection::vec((0..5u8, 1..6u128, ".{0,9}"), 0..40),
        ) {
            use crate::edit::{Change, History, action};
            use crate::model::{Claim, ClaimId, TransactionId};
            use crate::store::unsaved::tests::transaction;
            let mut project = project();
            let mut store = std::collections::BTreeMap::new();
            write_down(&mut store, &Unsaved::project(&project));
            let mut history = History::default();
            for (kind, id, words) in steps {
                let span = crate::text::Span::try_from((0, 3)).unwrap();
                let changes = match kind {
                    0 => {
                        let id = ClaimId(id);
                        let claim = Claim::new(id, DocumentId(9), CoderId(2), span, Timestamp(3));
                        action::claim::add(&project, Claim { note: words, ..claim })
                    }
                    1 => vec![Change::Remove(Key::Claim(ClaimId(id)))],
                    2 => {
                        let mut info = (**project.info()).clone();
                        info.name = format!("name {words}");
                        vec![Change::Put(Record::Project(Arc::new(info)))]
                    }
                    _ => Vec::new(),
                };
                let at = Timestamp(5);
                let done = match kind {
                    3 => history.undo(&mut project, TransactionId(id), at).transpose().unwrap(),
                    4 => history.redo(&mut project, TransactionId(id), at).transpose().unwrap(),
                    _ => Some(history.commit(&mut project, transaction(id, changes)).unwrap()),
                };
                if let Some(done) = done {
                    let unsaved = Unsaved::transaction(&project, &done);
                    write_down(&mut store, &unsaved);
                    // Written again, as after a crash between the commit and its confirmation.
                    write_down(&mut store, &unsaved);
                }
            }
            let loaded = load(&project, &store.into_iter().collect::<Vec<_>>());
            proptest::prop_assert_eq!(loaded.set_aside, []);
            drop(project.remove(Key::Text(DocumentId(9))));
            proptest::prop_assert_eq!(loaded.project, project);
        }
    }
}
