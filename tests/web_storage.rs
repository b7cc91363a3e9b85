//! Storage in a real browser: every test has a database of its own.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "clippy does not take these for tests")]

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use claimlight::edit::{Change, Done, History, Meta, Origin, Transaction, action};
use claimlight::model::{
    Claim, ClaimId, Coder, CoderId, Document, DocumentId, Key, Project, ProjectId, Record,
    Timestamp, TransactionId,
};
use claimlight::store::{
    LastPlace, Pending, Preferences, SaveStatus, StorageError, Theme, Unsaved, pending, summary,
};
use claimlight::text::{Span, Text};
use claimlight::web::host;
use claimlight::web::storage::{Replayed, Saver, Storage, local_storage, quota};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const TEXT: &str = "The minister asked both sides to stop. 🙂\r\nNobody answered.";
const CODER: CoderId = CoderId(1);

/// A browser as it is at a first visit, but for the name of the database.
async fn fresh() -> (String, Storage) {
    local().clear().unwrap();
    let name = format!("test-{:x}", host::random());
    let storage = Storage::open_named(&name).await.unwrap();
    (name, storage)
}

fn local() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

fn pending_count() -> usize {
    local_storage::pending().0.len()
}

fn project() -> Project {
    let mut project = Project::new(ProjectId(host::random()), "Talks", Timestamp(1));
    drop(project.put(Record::Coder(Arc::new(Coder::new(CODER, "Ada")))));
    drop(project.put(Record::Text(DocumentId(1), Text::new(TEXT))));
    let document = Document::new(DocumentId(1), "A".into(), &Text::new(TEXT), Timestamp(1));
    drop(project.put(Record::Document(Arc::new(document))));
    project
}

fn claim(id: u128, document: u128, note: &str) -> Claim {
    let span = Span::try_from((4, 12)).unwrap();
    let mut claim = Claim::new(ClaimId(id), DocumentId(document), CODER, span, Timestamp(2));
    note.clone_into(&mut claim.note);
    claim
}

fn transaction(changes: Vec<Change>) -> Transaction {
    let id = TransactionId::new(host::now().0, host::random());
    let (at, label) = (host::now(), "code".to_owned());
    Transaction { meta: Meta { id, at, coder: Some(CODER), label, origin: Origin::User }, changes }
}

/// Carries out the adding of a claim and returns what the journal gets.
fn add_claim(project: &mut Project, id: u128, note: &str) -> Done {
    let changes = action::claim::add(project, claim(id, 1, note));
    History::default().commit(project, transaction(changes)).unwrap()
}

/// A transaction as one that was carried out where nothing stood.
fn bare(transaction: Transaction) -> Done {
    Done { transaction, before: std::collections::BTreeMap::new() }
}

/// Loads a project with all its texts, as a later visit would.
async fn load_whole(storage: &Storage, id: ProjectId) -> Project {
    let loaded = storage.load(id, host::now(), |_| {}).await.unwrap();
    assert_eq!(loaded.set_aside, []);
    let mut project = loaded.project;
    assert!(project.texts().is_empty(), "texts are apart");
    let mut texts = Vec::new();
    let count = storage.load_texts(id, |id, text| texts.push((id, text))).await.unwrap();
    assert_eq!(count, texts.len());
    for (id, text) in texts {
        drop(project.put(Record::Text(id, text)));
    }
    project
}

fn watched(storage: &Storage) -> (Saver, Rc<RefCell<Vec<SaveStatus>>>) {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let saver = {
        let seen = Rc::clone(&seen);
        Saver::new(Ok(storage.clone()), move |status| seen.borrow_mut().push(status))
    };
    (saver, seen)
}

fn run(script: &str) {
    js_sys::Function::new_no_args(script).call0(&wasm_bindgen::JsValue::NULL).unwrap();
}

async fn sleep(ms: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().unwrap();
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_project_is_read_as_it_was_written() {
    let (name, storage) = fresh().await;
    let mut project = project();
    drop(add_claim(&mut project, 5, "one"));
    storage.create(&project, host::now()).await.unwrap();
    drop(storage);
    let later = Storage::open_named(&name).await.unwrap();
    assert_eq!(load_whole(&later, project.info().id).await, project);
    let text = later.load_text(project.info().id, DocumentId(1)).await.unwrap();
    assert_eq!(text.unwrap().as_str(), TEXT);
    assert_eq!(later.load_text(project.info().id, DocumentId(2)).await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn saved_is_said_only_after_the_commit_and_pending_goes_then() {
    let (_, storage) = fresh().await;
    let mut project = project();
    storage.create(&project, host::now()).await.unwrap();
    let (saver, seen) = watched(&storage);
    assert_eq!(pending_count(), 0);
    saver.save(&project, &add_claim(&mut project.clone(), 5, "one"));
    let done = add_claim(&mut project, 5, "one");
    saver.save(&project, &done);
    assert_eq!(pending_count(), 2, "kept before the store has answered");
    assert_eq!((saver.status(), saver.is_settled()), (SaveStatus::Saving, false));
    assert_eq!(saver.settled().await, SaveStatus::Saved);
    sleep(50).await;
    assert_eq!(saver.settled().await, SaveStatus::Saved);
    assert_eq!((pending_count(), saver.is_settled()), (0, true));
    let seen = seen.take();
    assert_eq!(seen.first(), Some(&SaveStatus::Saved));
    assert_eq!(seen.get(1), Some(&SaveStatus::Saving));
    assert_eq!(seen.last(), Some(&SaveStatus::Saved));
    assert_eq!(load_whole(&storage, project.info().id).await, project);
    let journal = storage.journal(project.info().id).await.unwrap();
    assert_eq!(journal.len(), 2);
    assert_eq!(journal[1].meta, done.transaction.meta);
}

#[wasm_bindgen_test]
async fn what_was_removed_is_gone_and_undo_brings_it_back() {
    let (_, storage) = fresh().await;
    let mut project = project();
    drop(add_claim(&mut project, 5, "one"));
    storage.create(&project, host::now()).await.unwrap();
    let (saver, _) = watched(&storage);
    let mut history = History::default();
    let changes = action::document::remove(&project, DocumentId(1), Timestamp(9));
    let done = history.commit(&mut project, transaction(changes)).unwrap();
    saver.save(&project, &done);
    assert_eq!(saver.settled().await, SaveStatus::Saved);
    let without = load_whole(&storage, project.info().id).await;
    assert!(without.claims().is_empty() && without.documents().is_empty());
    assert_eq!(without, project);
    let undone = history.undo(&mut project, TransactionId(77), Timestamp(10)).unwrap().unwrap();
    saver.save(&project, &undone);
    assert_eq!(saver.settled().await, SaveStatus::Saved);
    assert_eq!(load_whole(&storage, project.info().id).await, project);
    assert_eq!(project.text(DocumentId(1)).unwrap().as_str(), TEXT);
}

#[wasm_bindgen_test]
async fn after_a_crash_pending_transactions_are_replayed_in_order_and_once() {
    let (name, storage) = fresh().await;
    let mut project = project();
    storage.create(&project, host::now()).await.unwrap();
    let id = project.info().id;
    for note in ["one", "two"] {
        let done = add_claim(&mut project, 5, note);
        let pending = Pending::new(id, &done).unwrap();
        let place = if note == "one" { 9 } else { 10 };
        local()
            .set_item(
                &pending::key(&pending::visit(7, 0), place, &pending),
                &pending.to_json().unwrap(),
            )
            .unwrap();
    }
    let stranger = Pending::new(ProjectId(3), &bare(transaction(Vec::new()))).unwrap();
    local()
        .set_item(&pending::key("000000000000008", 1, &stranger), &stranger.to_json().unwrap())
        .unwrap();
    local().set_item(&format!("{}x", pending::PREFIX), "{").unwrap();
    drop(storage);

    let later = Storage::open_named(&name).await.unwrap();
    let replayed = later.replay_pending(host::now()).await.unwrap();
    let counts = (replayed.transactions, replayed.without_project, replayed.unreadable);
    assert_eq!(counts, (2, 1, 1));
    assert_eq!(load_whole(&later, id).await, project);
    assert_eq!(project.claims()[&ClaimId(5)].note, "two");
    let again = later.replay_pending(host::now()).await.unwrap();
    assert_eq!(
        Replayed { alive: std::collections::BTreeSet::default(), ..again },
        Replayed::default()
    );
    assert_eq!(local().get_item("claimlight.unreadable/x").unwrap().as_deref(), Some("{"));
    let projects = later.projects().await.unwrap();
    assert_eq!(projects[0].counts.claims, 1, "the list follows when the project is opened");
}

#[wasm_bindgen_test]
async fn nothing_is_called_saved_while_an_earlier_visit_has_left_something_over() {
    let (_, storage) = fresh().await;
    let mut project = project();
    storage.create(&project, host::now()).await.unwrap();
    let id = project.info().id;
    let done = add_claim(&mut project, 5, "one");
    let pending = Pending::new(id, &done).unwrap();
    local()
        .set_item(&pending::key(&pending::visit(1, 0), 1, &pending), &pending.to_json().unwrap())
        .unwrap();
    let (saver, _) = watched(&storage);
    run("window.realPut = IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = function () {
             throw new DOMException('', 'QuotaExceededError');
         };");
    let brought = saver.bring_left_over().await;
    run("IDBObjectStore.prototype.put = window.realPut;");
    assert!(brought.is_err());
    assert!(matches!(saver.status(), SaveStatus::Failed { .. }), "{:?}", saver.status());
    assert_eq!(pending_count(), 1, "it is still kept for a later try");
    saver.retry();
    while pending_count() > 0 {
        sleep(10).await;
    }
    sleep(10).await;
    assert_eq!(saver.status(), SaveStatus::Saved);
    assert_eq!(load_whole(&storage, id).await, project);
}

#[wasm_bindgen_test]
async fn a_transaction_the_journal_has_is_not_done_again() {
    let (_, storage) = fresh().await;
    let mut project = project();
    storage.create(&project, host::now()).await.unwrap();
    let id = project.info().id;
    let first = add_claim(&mut project, 5, "one");
    let second = add_claim(&mut project, 5, "two");
    let of = |done: &Done| Arc::new(Unsaved::transaction(&project, done.clone()));
    storage.write(&[of(&first), of(&second)], host::now()).await.unwrap();
    storage.write(&[of(&first)], host::now()).await.unwrap();
    let pending = Pending::new(id, &first).unwrap();
    local()
        .set_item(&pending::key(&pending::visit(1, 0), 1, &pending), &pending.to_json().unwrap())
        .unwrap();
    assert_eq!(storage.replay_pending(host::now()).await.unwrap().transactions, 1);
    assert_eq!(load_whole(&storage, id).await.claims()[&ClaimId(5)].note, "two");
    assert_eq!(storage.journal(id).await.unwrap().len(), 2);
}

#[wasm_bindgen_test]
async fn a_project_whose_making_was_cut_short_is_made_at_the_next_start() {
    let (_, storage) = fresh().await;
    let mut project = project();
    let pending = Pending::creation(&project).unwrap();
    local()
        .set_item(&pending::key(&pending::visit(1, 0), 1, &pending), &pending.to_json().unwrap())
        .unwrap();
    let edit = Pending::new(project.info().id, &add_claim(&mut project, 5, "one")).unwrap();
    local()
        .set_item(&pending::key(&pending::visit(1, 0), 2, &edit), &edit.to_json().unwrap())
        .unwrap();
    assert_eq!(storage.replay_pending(host::now()).await.unwrap().transactions, 2);
    assert_eq!(load_whole(&storage, project.info().id).await, project);

    // Left over although it came through: what was done since must stay.
    local()
        .set_item(&pending::key(&pending::visit(1, 0), 1, &pending), &pending.to_json().unwrap())
        .unwrap();
    let mut renamed = (**project.info()).clone();
    "Other".clone_into(&mut renamed.name);
    let changes = vec![Change::Put(Record::Project(Arc::new(renamed)))];
    let done = History::default().commit(&mut project, transaction(changes)).unwrap();
    let unsaved = Arc::new(Unsaved::transaction(&project, done));
    storage.write(&[unsaved], host::now()).await.unwrap();
    storage.replay_pending(host::now()).await.unwrap();
    assert_eq!(load_whole(&storage, project.info().id).await.info().name, "Other");
    assert_eq!(storage.projects().await.unwrap()[0].info.name, "Other", "the list follows");
}

#[wasm_bindgen_test]
async fn a_deleted_project_comes_back_until_it_is_purged() {
    let (_, storage) = fresh().await;
    let (one, two) = (project(), project());
    storage.create(&one, host::now()).await.unwrap();
    storage.create(&two, host::now()).await.unwrap();
    let id = one.info().id;
    let at = |ms| Timestamp(ms);
    let unsaved = Unsaved::transaction(&one, bare(transaction(Vec::new())));
    storage.write(&[Arc::new(unsaved)], host::now()).await.unwrap();
    storage.delete(id, at(1000)).await.unwrap();
    let deleted = |list: Vec<claimlight::store::Summary>| {
        list.iter()
            .filter(|line| line.deleted.is_some())
            .map(|line| line.info.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(deleted(storage.projects().await.unwrap()), [id]);
    assert_eq!(storage.purge_past(at(1000 + summary::WAY_BACK_MS)).await.unwrap(), 0);
    storage.restore(id).await.unwrap();
    assert_eq!(deleted(storage.projects().await.unwrap()), []);
    assert_eq!(load_whole(&storage, id).await, one);

    storage.delete(id, at(1000)).await.unwrap();
    assert_eq!(storage.purge_past(at(1001 + summary::WAY_BACK_MS)).await.unwrap(), 1);
    assert_eq!(storage.projects().await.unwrap().len(), 1);
    assert_eq!(storage.load_text(id, DocumentId(1)).await.unwrap(), None);
    assert_eq!(storage.journal(id).await.unwrap(), []);
    let refused = storage.load(id, host::now(), |_| {}).await.unwrap_err();
    assert_eq!(refused, StorageError::Gone(id));
    assert_eq!(load_whole(&storage, two.info().id).await, two, "the other one is untouched");
}

#[wasm_bindgen_test]
async fn a_copy_has_everything_but_the_name_and_goes_its_own_way() {
    let (_, storage) = fresh().await;
    let mut original = project();
    drop(add_claim(&mut original, 5, "one"));
    storage.create(&original, host::now()).await.unwrap();
    let mut info = (**original.info()).clone();
    (info.id, info.name) = (ProjectId(host::random()), "Talks (copy)".to_owned());
    storage.duplicate(original.info().id, info.clone()).await.unwrap();
    let copy = load_whole(&storage, info.id).await;
    let mut expected = original.clone();
    drop(expected.put(Record::Project(Arc::new(info.clone()))));
    assert_eq!(copy, expected);
    let lines = storage.projects().await.unwrap();
    let line = lines.iter().find(|line| line.info.id == info.id).unwrap();
    assert_eq!((line.info.name.as_str(), line.counts.claims), ("Talks (copy)", 1));
    storage.purge(original.info().id).await.unwrap();
    assert_eq!(load_whole(&storage, info.id).await, expected);
}

#[wasm_bindgen_test]
async fn a_project_that_is_not_open_is_renamed_in_the_list_and_in_itself() {
    let (_, storage) = fresh().await;
    let mut project = project();
    storage.create(&project, host::now()).await.unwrap();
    let id = project.info().id;
    storage.rename(id, "Ceasefire", transaction(Vec::new()).meta).await.unwrap();
    assert_eq!(storage.projects().await.unwrap()[0].info.name, "Ceasefire");
    let entry = storage.journal(id).await.unwrap().remove(0);
    drop(entry.into_transaction().apply(&mut project).unwrap());
    assert_eq!(load_whole(&storage, id).await, project);
    assert_eq!(project.info().name, "Ceasefire");
}

#[wasm_bindgen_test]
async fn a_full_disk_is_said_and_nothing_is_lost() {
    let (_, storage) = fresh().await;
    let mut project = project();
    storage.create(&project, host::now()).await.unwrap();
    let (saver, _) = watched(&storage);
    run("window.realPut = IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = function () {
             throw new DOMException('', 'QuotaExceededError');
         };");
    let done = add_claim(&mut project, 5, "one");
    saver.save(&project, &done);
    let failed = saver.settled().await;
    run("IDBObjectStore.prototype.put = window.realPut;");
    let SaveStatus::Failed { reason, advice, .. } = failed else { panic!("{failed:?}") };
    assert_eq!(reason, "the browser has no room left for this page");
    assert!(advice.starts_with("Download a backup"));
    assert_eq!(storage.journal(project.info().id).await.unwrap(), [], "all or nothing");
    assert!(!saver.is_settled() && !saver.would_lose_work());
    assert_eq!(pending_count(), 1, "a crash now would not lose it either");
    saver.retry();
    assert_eq!(saver.settled().await, SaveStatus::Saved);
    assert_eq!(pending_count(), 0);
    assert_eq!(load_whole(&storage, project.info().id).await, project);
}

#[wasm_bindgen_test]
async fn an_import_too_long_to_be_kept_is_asked_about_until_it_is_saved() {
    let (_, storage) = fresh().await;
    let mut project = project();
    let (saver, _) = watched(&storage);
    saver.create(&project);
    assert!(!saver.would_lose_work() && pending_count() == 1);
    let text = Text::new("long ".repeat(300_000));
    let document = Document::new(DocumentId(2), "B".into(), &text, Timestamp(3));
    let changes = action::document::add(document, text).into();
    let done = History::default().commit(&mut project, transaction(changes)).unwrap();
    saver.save(&project, &done);
    assert!(saver.would_lose_work() && pending_count() == 1);
    assert_eq!(saver.settled().await, SaveStatus::Saved);
    assert!(!saver.would_lose_work() && pending_count() == 0);
    assert_eq!(load_whole(&storage, project.info().id).await, project);
}

#[wasm_bindgen_test]
async fn a_project_deleted_elsewhere_is_said_and_can_be_kept() {
    let (name, storage) = fresh().await;
    let mut project = project();
    storage.create(&project, host::now()).await.unwrap();
    let (saver, _) = watched(&storage);
    Storage::open_named(&name).await.unwrap().purge(project.info().id).await.unwrap();
    let done = add_claim(&mut project, 5, "one");
    saver.save(&project, &done);
    let SaveStatus::Failed { reason, .. } = saver.settled().await else { panic!() };
    assert!(reason.contains("deleted in another tab"), "{reason}");
    saver.create(&project);
    assert_eq!(saver.settled().await, SaveStatus::Saved);
    assert_eq!(load_whole(&storage, project.info().id).await, project);
}

#[wasm_bindgen_test]
async fn a_newer_version_in_another_tab_takes_the_store_and_says_so() {
    let (name, storage) = fresh().await;
    let mut project = project();
    storage.create(&project, host::now()).await.unwrap();
    let (saver, seen) = watched(&storage);
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    let request = factory.open_with_u32(&name, 99).unwrap();
    let opened = js_sys::Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    });
    assert!(JsFuture::from(opened).await.is_ok(), "the old version stands in nobody's way");
    assert_eq!(saver.status(), (&StorageError::Newer).into(), "said before anything is lost");
    assert_eq!(seen.borrow().last(), Some(&saver.status()));
    let done = add_claim(&mut project, 5, "one");
    saver.save(&project, &done);
    assert_eq!(saver.settled().await, (&StorageError::Newer).into());
    assert!(pending_count() == 1 && !saver.would_lose_work());
    request.result().unwrap().unchecked_into::<web_sys::IdbDatabase>().close();
}

#[wasm_bindgen_test]
async fn without_a_store_everything_works_in_memory_and_says_so() {
    local().clear().unwrap();
    let error = StorageError::Unavailable("no".to_owned());
    let saver = Saver::new(Err(error.clone()), |_| {});
    let mut project = project();
    assert!(!saver.would_lose_work(), "nothing was done yet");
    let done = add_claim(&mut project, 5, "one");
    saver.save(&project, &done);
    assert_eq!(saver.settled().await, (&error).into());
    assert!(!saver.is_settled() && saver.would_lose_work());
}

#[wasm_bindgen_test]
async fn writes_ask_for_the_strictest_durability() {
    let (_, storage) = fresh().await;
    run("window.durabilities = [];
         window.realTransaction = IDBDatabase.prototype.transaction;
         IDBDatabase.prototype.transaction = function (stores, mode, options) {
             const started = window.realTransaction.call(this, stores, mode, options);
             if (mode === 'readwrite') window.durabilities.push(started.durability);
             return started;
         };");
    storage.create(&project(), host::now()).await.unwrap();
    run("IDBDatabase.prototype.transaction = window.realTransaction;");
    let seen = js_sys::Reflect::get(&web_sys::window().unwrap(), &"durabilities".into()).unwrap();
    let seen: Vec<_> = js_sys::Array::from(&seen).iter().filter_map(|v| v.as_string()).collect();
    assert_eq!(seen, ["strict"]);
}

#[wasm_bindgen_test]
async fn the_journal_is_shortened_to_the_latest_of_each_project() {
    let (_, storage) = fresh().await;
    let (one, two) = (project(), project());
    for project in [&one, &two] {
        storage.create(project, host::now()).await.unwrap();
    }
    let labelled = |project: &Project, number: usize| {
        let mut empty = transaction(Vec::new());
        empty.meta.label = number.to_string();
        Arc::new(Unsaved::transaction(project, bare(empty)))
    };
    let mut batch: Vec<_> = (0..1005).map(|number| labelled(&one, number)).collect();
    batch.insert(3, labelled(&two, 0));
    storage.write(&batch, host::now()).await.unwrap();
    storage.prune_to(one.info().id, 1000).await.unwrap();
    let journal = storage.journal(one.info().id).await.unwrap();
    let labels: Vec<&str> = journal.iter().map(|entry| entry.meta.label.as_str()).collect();
    assert_eq!((labels.len(), labels[0], labels[999]), (1000, "5", "1004"));
    assert_eq!(storage.journal(two.info().id).await.unwrap().len(), 1);
}

#[wasm_bindgen_test]
async fn a_damaged_line_in_the_list_is_made_anew() {
    let (_, storage) = fresh().await;
    let project = project();
    run("window.realPut = IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = function (value, key) {
             return window.realPut.call(this, this.name === 'projects' ? '{' : value, key);
         };");
    storage.create(&project, host::now()).await.unwrap();
    run("IDBObjectStore.prototype.put = window.realPut;");
    assert_eq!(storage.projects().await.unwrap()[0].info.name, "Talks");
    assert_eq!(load_whole(&storage, project.info().id).await, project);
}

#[wasm_bindgen_test]
fn preferences_and_the_last_place_are_kept_and_damage_gives_defaults() {
    local().clear().unwrap();
    assert_eq!(local_storage::preferences(), Preferences::default());
    let dark = Preferences { theme: Theme::Dark, ..Preferences::default() };
    assert!(local_storage::set_preferences(&dark));
    assert_eq!(local_storage::preferences(), dark);
    local().set_item("claimlight.preferences", "{").unwrap();
    assert_eq!(local_storage::preferences(), Preferences::default());
    let mut place = LastPlace::start_of(ProjectId(4));
    place.document = Some(DocumentId(2));
    assert!(local_storage::set_place(&place));
    assert!(local_storage::set_place(&LastPlace::start_of(ProjectId(5))));
    assert_eq!(local_storage::place().unwrap().project, ProjectId(5));
    assert_eq!(local_storage::place_in(ProjectId(4)), Some(place));
}

#[wasm_bindgen_test]
async fn the_browser_says_how_much_room_there_is() {
    let room = quota::room().await.expect("a secure page is told");
    assert!(room.quota > room.used);
    assert_ne!(host::random(), host::random());
}

#[wasm_bindgen_test]
async fn a_thousand_documents_and_twenty_thousand_claims_are_loaded_whole() {
    let (_, storage) = fresh().await;
    let mut project = project();
    for id in 0..1000 {
        let document = Document::new(DocumentId(id), "A".into(), &Text::new(TEXT), Timestamp(1));
        drop(project.put(Record::Document(Arc::new(document))));
        drop(project.put(Record::Text(DocumentId(id), Text::new(TEXT))));
    }
    for id in 0..20_000 {
        drop(project.put(Record::Claim(Arc::new(claim(id, id % 1000, "a remark")))));
    }
    let start = js_sys::Date::now();
    storage.create(&project, host::now()).await.unwrap();
    let written = js_sys::Date::now();
    let id = project.info().id;
    let mut told = Vec::new();
    let loaded = storage.load(id, host::now(), |count| told.push(count)).await.unwrap();
    let read = js_sys::Date::now();
    let mut bytes = 0;
    storage.load_texts(id, |_, text| bytes += text.as_str().len()).await.unwrap();
    let texts = js_sys::Date::now();
    assert_eq!((loaded.project.documents().len(), loaded.project.claims().len()), (1000, 20_000));
    assert_eq!(loaded.set_aside, []);
    assert_eq!(bytes, TEXT.len() * 1000);
    assert_eq!(told.last(), Some(&21_003), "{told:?}");
    assert!(told.len() > 10, "the page gets a moment in between");
    let (saver, _) = watched(&storage);
    saver.watch(id, loaded.number);
    let mut waited = Vec::new();
    for id in 0..20 {
        let done = add_claim(&mut project, 30_000 + id, "one");
        let before = js_sys::Date::now();
        saver.save(&project, &done);
        assert_eq!(saver.settled().await, SaveStatus::Saved);
        waited.push(js_sys::Date::now() - before);
    }
    waited.sort_by(f64::total_cmp);
    console_log!(
        "21,000 records: written in {} ms, read in {} ms, texts in {} ms; an edit is saved in {} ms (median)",
        written - start,
        read - written,
        texts - read,
        waited[10]
    );
    let removed = vec![Change::Remove(Key::Claim(ClaimId(7)))];
    let done = History::default().commit(&mut project, transaction(removed)).unwrap();
    saver.save(&project, &done);
    assert_eq!(saver.settled().await, SaveStatus::Saved);
    let again = storage.load(id, host::now(), |_| {}).await.unwrap();
    assert_eq!(again.project.claims().len(), 20_019);
}
