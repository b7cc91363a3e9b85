//! What a browser's storage and the address of a page hand back is input like any other.

use serde::Serialize;
use serde::de::DeserializeOwned;

use claimlight::desk::keymap::{Bindings, Layout};
use claimlight::desk::place::Address;
use claimlight::model::check::{self, Fault};
use claimlight::model::{Key, Project, ProjectId, Record, Timestamp, json};
use claimlight::store::{
    Counts, Entry, LastPlace, Loader, Pending, Preferences, Summary, Unsaved, key, pending,
};

const PROJECT: ProjectId = ProjectId(1);

/// Takes lines, each as everything that can be stored: records under their own key or another,
/// pending steps, entries of the journal, the list of projects, preferences, the last place, and
/// the address of the page.
pub fn stored(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let info = Project::new(PROJECT, "Stored", Timestamp(1)).info().as_ref().clone();
    let mut loader = Loader::new(&Summary::new(info, Counts::default()));
    let mut kept = Vec::new();
    for (nth, line) in text.lines().enumerate() {
        let own =
            json::read::<Record>(line).ok().map(|record| key::of_record(PROJECT, record.key()));
        loader.add(&own.unwrap_or_else(|| line.chars().take(60).collect()), line);
        kept.push((format!("{}{nth}", pending::PREFIX), line.to_owned()));
        small_things(line);
    }
    let loaded = loader.finish();
    for aside in &loaded.set_aside {
        assert!(!aside.reason.is_empty());
    }
    let mut project = loaded.project;
    let faults = check::project(&project);
    assert!(faults.iter().all(is_harmless), "{faults:?}");
    for (_, pending) in pending::in_order(kept).0 {
        replayed(&mut project, &pending);
    }
}

/// A pending step is carried out as a whole or not at all, and can be written to the store.
fn replayed(project: &mut Project, pending: &Pending) {
    let unsaved = Unsaved::transaction(project, pending.clone().into_done());
    assert!(unsaved.writes().all(|write| write.is_ok()));
    assert_eq!(unsaved.project, pending.project);
    let before = project.clone();
    match pending.transaction.clone().apply(project) {
        Err(error) => {
            assert!(!error.to_string().is_empty());
            assert!(*project == before, "a step that was refused left something");
        }
        Ok(back) => {
            // What was harmless before may be in the way of taking a step back.
            if check::project(&before).is_empty() && back.apply(project).is_ok() {
                assert!(before.records().eq(project.records()), "a step is not taken back");
            }
        }
    }
    let entry = Entry::new(pending.project, &pending.transaction);
    let json = entry.to_json().expect("an entry is written");
    drop(json::read::<Entry>(&json).expect("an entry is read").into_transaction());
}

fn small_things(line: &str) {
    if let Ok(entry) = json::read::<Entry>(line) {
        drop(entry.into_transaction());
    }
    if let Ok(summary) = json::read::<Summary>(line) {
        assert!(!summary.is_past(Timestamp(0)), "nothing was deleted before time began");
        again(&summary);
    }
    if let Ok(preferences) = json::read::<Preferences>(line) {
        again(&preferences);
        assert!((80..=200).contains(&preferences.reading.size.percent()));
        drop(Bindings::new(preferences.keys, Layout::default()));
    }
    if let Ok(place) = json::read::<LastPlace>(line) {
        again(&place);
    }
    if let Some(document) = key::document_of(line) {
        let own = key::of_text(PROJECT, document);
        assert_eq!(key::document_of(&own), Some(document));
    }
    drop(key::moved(line, PROJECT));
    let project = Project::new(PROJECT, "Stored", Timestamp(1));
    drop(Address::missing(line, &project));
    if let Some(address) = Address::parse(line) {
        let shown = Address::parse(&address.to_string()).expect("an address is read as written");
        assert_eq!(shown.place, address.place);
    }
}

/// What was read is written and read again as it is.
fn again<T: Serialize + DeserializeOwned + PartialEq>(value: &T) {
    let written = serde_json::to_string(value).expect("it is written");
    let read = json::read::<T>(&written).expect("what was written is read");
    assert!(read == *value, "it is not read as it was written: {written}");
}

fn is_harmless(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::NoName(_)
            | Fault::Certainty(_)
            | Fault::Missing { of: Key::Project | Key::Codebook, .. }
    )
}
