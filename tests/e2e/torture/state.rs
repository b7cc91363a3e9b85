//! What stands in the browser's store, read past the app and judged by the app's own loader.

use std::collections::BTreeMap;

use claimlight::model::{DocumentId, Project, ProjectId, Record, json};
use claimlight::store::{Entry, Loader, Summary};
use claimlight::text::Text;
use serde_json::Value;

use crate::harness::Page;

/// Reads the whole database over a connection of the test's own.
const READ: &str = "
    const open = indexedDB.open('claimlight');
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const db = await done(open);
    const names = ['projects', 'records', 'texts', 'journal'];
    const all = {};
    const transaction = db.transaction(names, 'readonly');
    await Promise.all(names.map(async (name) => {
      const store = transaction.objectStore(name);
      const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      all[name] = keys.map((key, at) => [key, name === 'journal' ? values[at].entry : values[at]]);
    }));
    all.version = db.version;
    db.close();
    return all;";

/// Everything in the store.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// The projects with their texts.
    pub(super) projects: BTreeMap<ProjectId, Project>,
    /// The journal with its numbers, the oldest entry first.
    pub(super) journal: Vec<(u64, Entry)>,
    /// What could not be read, or would be set aside.
    pub(super) faults: Vec<String>,
    /// The form of the database.
    pub(super) version: u64,
}

impl State {
    /// Reads the store of the app from any page of its site.
    pub(super) fn read(page: &Page) -> Self {
        Self::of(&page.run_async(READ, &[]))
    }

    /// Takes the content of a store: for each of its parts the keys with their values.
    pub(super) fn of(stored: &Value) -> Self {
        let mut state =
            Self { version: stored["version"].as_u64().unwrap_or(0), ..Self::default() };
        for (key, line) in pairs(&stored["projects"]) {
            match json::read::<Summary>(line) {
                Ok(line) => state.add_project(&line, stored),
                Err(error) => state.faults.push(format!("the line of project {key}: {error}")),
            }
        }
        for entry in stored["journal"].as_array().into_iter().flatten() {
            let number = entry[0].as_u64().unwrap_or_default();
            match json::read(entry[1].as_str().unwrap_or_default()) {
                Ok(entry) => state.journal.push((number, entry)),
                Err(error) => state.faults.push(format!("entry {number} of the journal: {error}")),
            }
        }
        state
    }

    fn add_project(&mut self, line: &Summary, stored: &Value) {
        let id = line.info.id;
        let own = |key: &str| key.split('/').next() == Some(&id.to_string());
        let mut loader = Loader::new(line);
        for (key, json) in pairs(&stored["records"]).filter(|(key, _)| own(key)) {
            loader.add(key, json);
        }
        let loaded = loader.finish();
        let aside = loaded.set_aside.iter();
        self.faults.extend(aside.map(|one| format!("{} is set aside: {}", one.key, one.reason)));
        let mut project = loaded.project;
        for (key, text) in pairs(&stored["texts"]).filter(|(key, _)| own(key)) {
            let document = key.split('/').nth(1).and_then(|id| id.parse::<DocumentId>().ok());
            let text = Text::new(text);
            let known = document.and_then(|id| Some((id, project.documents().get(&id)?)));
            match known {
                Some((id, document)) if document.fingerprint == text.fingerprint() => {
                    drop(project.put(Record::Text(id, text)));
                }
                _ => self.faults.push(format!("the text {key} belongs to no document")),
            }
        }
        for document in project.documents().values() {
            if project.text(document.id).is_none() {
                self.faults.push(format!("“{}” has no text", document.title));
            }
        }
        self.projects.insert(id, project);
    }

    /// The number of the newest entry in the journal.
    pub(super) fn newest(&self) -> u64 {
        self.journal.last().map_or(0, |(number, _)| *number)
    }
}

fn pairs(stored: &Value) -> impl Iterator<Item = (&str, &str)> {
    let pairs = stored.as_array().into_iter().flatten();
    pairs.map(|pair| (pair[0].as_str().unwrap_or_default(), pair[1].as_str().unwrap_or_default()))
}
