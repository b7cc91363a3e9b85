//! Databases that earlier versions of the app left behind: each is opened whole.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "clippy does not take these for tests")]

use claimlight::edit::{Change, History, Meta, Origin, Transaction, action};
use claimlight::model::{ClaimId, DocumentId, ProjectId, Record, Timestamp, TransactionId};
use claimlight::store::Unsaved;
use claimlight::text::Text;
use claimlight::web::host;
use claimlight::web::storage::Storage;
use js_sys::{Function, Promise};
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::IdbDatabase;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Makes a database as version 1 did, with a project that version 1 wrote; `name` and `end` (called
/// with nothing, or with what went wrong) come from outside.
const VERSION_1: &str = r#"
    const project = "00000000000000000000000007";
    const request = indexedDB.open(name, 1);
    request.onerror = () => end(request.error);
    request.onupgradeneeded = () => {
        const database = request.result;
        for (const store of ["projects", "records", "texts"]) database.createObjectStore(store);
        const journal = database.createObjectStore("journal", { autoIncrement: true });
        journal.createIndex("project", "project");
        journal.createIndex("transaction", "transaction");
    };
    request.onsuccess = () => {
        const database = request.result;
        const stores = ["projects", "records", "texts", "journal"];
        const writing = database.transaction(stores, "readwrite");
        writing.oncomplete = () => { database.close(); end(); };
        writing.onabort = () => end(writing.error);
        const info = { id: project, name: "Talks", created: 1 };
        const counts = { documents: 1, claims: 1, mentions: 0, actors: 0 };
        const line = { info, counts, opened: 5, changed: 6 };
        writing.objectStore("projects").put(JSON.stringify(line), project);
        const coder = "00000000000000000000000001";
        const document = "00000000000000000000000009";
        const claim = {
            id: "00000000000000000000000005", document, coder,
            fragments: [[4, 12]], stance: 1, note: "as it was",
            status: "done", codebook_version: 1, created: 2, modified: 3,
        };
        const records = {
            "project": { project: info },
            "codebook": { codebook: { version: 1, stances: [{ value: 1, name: "supports" }] } },
            ["coder/" + coder]: { coder: { id: coder, name: "Ada" } },
            ["document/" + document]: { document: {
                id: document, title: "A", fingerprint: "0".repeat(64),
                bytes: 38, chars: 38, created: 1,
            } },
            ["claim/" + claim.id]: { claim },
        };
        for (const [key, record] of Object.entries(records)) {
            writing.objectStore("records").put(JSON.stringify(record), project + "/" + key);
        }
        const text = "The minister asked both sides to stop.";
        writing.objectStore("texts").put(text, project + "/" + document);
        const id = "0000000000000000000000000A";
        const meta = { id, at: 3, coder, label: "change stance", origin: "user" };
        writing.objectStore("journal").add({
            project, transaction: project + "/" + id,
            entry: JSON.stringify({ project, meta, changes: [{ put: { claim } }] }),
        });
    };
"#;

const PROJECT: ProjectId = ProjectId(7);
const CLAIM: ClaimId = ClaimId(5);
const TEXT: &str = "The minister asked both sides to stop.";

/// Waits for a promise that a script settles by the function it is given.
async fn run(name: &str, script: &str) {
    let made = Function::new_with_args("name, end", script);
    let promise = Promise::new(&mut |resolve, _| {
        made.call2(&JsValue::NULL, &name.into(), &resolve).unwrap();
    });
    let trouble = JsFuture::from(promise).await.unwrap();
    assert!(trouble.is_undefined(), "{trouble:?}");
}

/// Returns the version of a database and the names of its stores.
async fn form_of(name: &str) -> (String, Vec<String>) {
    let request = web_sys::window().unwrap().indexed_db().unwrap().unwrap().open(name).unwrap();
    let opened = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(opened).await.unwrap();
    let database: IdbDatabase = request.result().unwrap().unchecked_into();
    let names = database.object_store_names();
    let names = (0..names.length()).filter_map(|place| names.item(place)).collect();
    database.close();
    (database.version().to_string(), names)
}

/// Asserts that the project of version 1 is there with all that belongs to it.
async fn assert_whole(storage: &Storage) -> claimlight::model::Project {
    let lines = storage.projects().await.unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].info.name.as_str(), lines[0].counts.claims), ("Talks", 1));
    let loaded = storage.load(PROJECT, host::now(), |_| {}).await.unwrap();
    assert_eq!(loaded.set_aside, []);
    let mut project = loaded.project;
    let text = storage.load_text(PROJECT, DocumentId(9)).await.unwrap();
    assert_eq!(text.as_ref().map(Text::as_str), Some(TEXT));
    drop(project.put(Record::Text(DocumentId(9), text.unwrap())));
    let claim = &project.claims()[&CLAIM];
    assert_eq!((claim.note.as_str(), claim.stance), ("as it was", Some(1)));
    assert_eq!(project.coders().len(), 1);
    let journal = storage.journal(PROJECT).await.unwrap();
    assert_eq!(journal[0].meta.label, "change stance");
    assert_eq!(journal[0].changes.len(), 1, "the claim as it was put");
    project
}

#[wasm_bindgen_test]
async fn a_database_of_version_1_is_opened_whole_and_can_be_worked_in() {
    let name = format!("test-{:x}", host::random());
    run(&name, VERSION_1).await;
    assert_eq!(form_of(&name).await.0, "1");
    let storage = Storage::open_named(&name).await.unwrap();
    let mut project = assert_whole(&storage).await;

    let meta = Meta {
        id: TransactionId(11),
        at: host::now(),
        coder: None,
        label: "note".to_owned(),
        origin: Origin::User,
    };
    let changes: Vec<Change> = action::claim::alter(&project, CLAIM, Timestamp(9), |claim| {
        "new".clone_into(&mut claim.note);
    });
    let done = History::default().commit(&mut project, Transaction { meta, changes }).unwrap();
    let unsaved = Arc::new(Unsaved::transaction(&project, done.clone()));
    storage.write(&[unsaved], host::now()).await.unwrap();
    drop(storage);
    let later = Storage::open_named(&name).await.unwrap();
    let loaded = later.load(PROJECT, host::now(), |_| {}).await.unwrap();
    assert_eq!(loaded.project.claims()[&CLAIM].note, "new");
    assert_eq!(later.journal(PROJECT).await.unwrap().len(), 2);
    let (version, stores) = form_of(&name).await;
    assert_eq!(version, "2");
    assert_eq!(stores, ["handles", "journal", "projects", "records", "snapshots", "texts"]);
}

#[wasm_bindgen_test]
async fn an_upgrade_that_is_cut_short_leaves_the_old_database_and_is_done_at_the_next_start() {
    let name = format!("test-{:x}", host::random());
    run(&name, VERSION_1).await;
    let broken = r#"
        window.realCreate = IDBDatabase.prototype.createObjectStore;
        IDBDatabase.prototype.createObjectStore = function (store, ...rest) {
            if (store === "handles") throw new DOMException("", "UnknownError");
            return window.realCreate.call(this, store, ...rest);
        };
        end();
    "#;
    run(&name, broken).await;
    let refused = Storage::open_named(&name).await;
    run(&name, "IDBDatabase.prototype.createObjectStore = window.realCreate; end();").await;
    assert!(refused.is_err(), "a half upgraded database is not used");
    let (version, stores) = form_of(&name).await;
    assert_eq!((version.as_str(), stores.len()), ("1", 4), "it is as it was");
    let storage = Storage::open_named(&name).await.unwrap();
    drop(assert_whole(&storage).await);
}
