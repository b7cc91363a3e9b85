//! The past of a project in a real browser: the journal page by page, snapshots, and the way back.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "clippy does not take these for tests")]

use std::sync::Arc;

use claimlight::desk::past::Step;
use claimlight::edit::{Change, History, Meta, Origin, Transaction, action};
use claimlight::model::{
    Claim, ClaimId, Coder, CoderId, Document, DocumentId, Key, Project, ProjectId, Record,
    Timestamp, TransactionId,
};
use claimlight::store::snapshot::PITCH_MS;
use claimlight::store::{Past, Unsaved};
use claimlight::text::{Span, Text};
use claimlight::web::host;
use claimlight::web::storage::Storage;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const TEXT: &str = "The minister asked both sides to stop. 🙂\r\nNobody answered.";
const CODER: CoderId = CoderId(1);
const DAY: u64 = 24 * 60 * 60 * 1000;

/// A project in a store of its own, worked on at moments that the test chooses.
struct Desk {
    name: String,
    storage: Storage,
    project: Project,
    now: u64,
}

impl Desk {
    async fn open() -> Self {
        let name = format!("test-{:x}", host::random());
        let storage = Storage::open_named(&name).await.unwrap();
        let project = project();
        storage.create(&project, Timestamp(1)).await.unwrap();
        Self { name, storage, project, now: 1_700_000_000_000 }
    }

    fn id(&self) -> ProjectId {
        self.project.info().id
    }

    /// Carries out a step and brings it to the store.
    async fn step(&mut self, label: &str, changes: Vec<Change>) {
        let meta = Meta {
            id: TransactionId(host::random()),
            at: Timestamp(self.now),
            coder: Some(CODER),
            label: label.to_owned(),
            origin: Origin::User,
        };
        let step = Transaction { meta, changes };
        let done = History::default().commit(&mut self.project, step).unwrap();
        let unsaved = Arc::new(Unsaved::transaction(&self.project, done));
        self.storage.write(&[unsaved], Timestamp(self.now)).await.unwrap();
    }

    async fn note(&mut self, note: &str) {
        let changes =
            action::claim::alter(&self.project, ClaimId(5), Timestamp(self.now), |claim| {
                note.clone_into(&mut claim.note);
            });
        self.step("change note", changes).await;
    }

    /// Walks back to behind an entry, with a new connection as a later visit has.
    async fn way_to(&self, number: u64) -> Past {
        let storage = Storage::open_named(&self.name).await.unwrap();
        let mut numbers = storage.journal_numbers(self.id()).await.unwrap();
        numbers.retain(|later| *later > number);
        let mut way = Past::default();
        for piece in numbers.rchunks(3) {
            for (number, entry) in storage.journal_entries(self.id(), piece, None).await.unwrap() {
                let entry = entry.unwrap();
                way.step_back(&entry);
                if entry.pieces > 0 {
                    let mut take = |piece: &[Change]| way.take_piece(piece);
                    storage.journal_pieces(self.id(), number, &mut take).await.unwrap();
                }
            }
        }
        way
    }

    /// Restores what stood behind an entry, with the texts that the store kept.
    async fn restore(&mut self, number: u64) {
        let way = self.way_to(number).await;
        assert_eq!(way.gaps(), 0);
        let mut texts = std::collections::BTreeMap::new();
        for id in way.documents(&self.project) {
            texts.insert(id, self.storage.removed_text(self.id(), id).await.unwrap().unwrap());
        }
        let changes = way.changes(&self.project, None, |id| texts.get(&id).cloned()).unwrap();
        self.step("restore the state of then", changes).await;
    }

    async fn numbers(&self) -> Vec<u64> {
        self.storage.journal_numbers(self.id()).await.unwrap()
    }

    async fn snapshots(&self) -> Vec<(u64, Option<String>)> {
        let all = self.storage.snapshots(self.id()).await.unwrap();
        all.into_iter().map(|one| (one.number, one.before)).collect()
    }
}

fn project() -> Project {
    let mut project = Project::new(ProjectId(host::random()), "Talks", Timestamp(1));
    drop(project.put(Record::Coder(Arc::new(Coder::new(CODER, "Ada")))));
    for id in 1..=2 {
        drop(project.put(Record::Text(DocumentId(id), Text::new(TEXT))));
        let document = Document::new(DocumentId(id), "A".into(), &Text::new(TEXT), Timestamp(1));
        drop(project.put(Record::Document(Arc::new(document))));
    }
    drop(project.put(Record::Claim(Arc::new(claim(5)))));
    project
}

fn claim(id: u128) -> Claim {
    let span = Span::try_from((4, 12)).unwrap();
    Claim::new(ClaimId(id), DocumentId(1), CODER, span, Timestamp(2))
}

#[wasm_bindgen_test]
async fn the_journal_is_read_from_its_end_and_only_the_projects_own() {
    let (mut one, mut other) = (Desk::open().await, Desk::open().await);
    // Both in one store.
    other.storage = one.storage.clone();
    other.storage.create(&other.project, Timestamp(1)).await.unwrap();
    for nth in 0..7 {
        one.note(&format!("one {nth}")).await;
        other.note(&format!("other {nth}")).await;
    }
    let numbers = one.numbers().await;
    assert_eq!(numbers.len(), 7);
    let read = one.storage.journal_entries(one.id(), &numbers[2..6], None).await.unwrap();
    assert_eq!(read.iter().map(|(number, _)| *number).rev().collect::<Vec<_>>(), numbers[2..6]);
    for (nth, (_, entry)) in read.iter().rev().enumerate() {
        let step = Step::of(entry.clone().unwrap());
        let note = |record: &Record| match record {
            Record::Claim(claim) => claim.note.clone(),
            _ => String::new(),
        };
        let left = step.left[&Key::Claim(ClaimId(5))].as_ref().map(note).unwrap();
        assert_eq!(left, format!("one {}", nth + 2));
        assert_eq!(step.before[0].record().map(note).unwrap(), format!("one {}", nth + 1));
    }
    let found = one.storage.journal_entries(one.id(), &numbers, Some("one 3")).await.unwrap();
    let found: Vec<u64> = found.iter().map(|(number, _)| *number).collect();
    assert_eq!(found, [numbers[4], numbers[3]], "what it left, and what the next one found");
}

#[wasm_bindgen_test]
async fn snapshots_are_taken_when_it_is_time_and_before_large_steps_and_grow_few() {
    let mut desk = Desk::open().await;
    desk.note("first").await;
    desk.now += 60_000;
    desk.note("second").await;
    assert_eq!(desk.snapshots().await, [(0, None)]);
    desk.now += PITCH_MS;
    desk.note("third").await;
    let numbers = desk.numbers().await;
    assert_eq!(desk.snapshots().await, [(numbers[1], None), (0, None)]);
    desk.now += 1000;
    let claims = (100..130).map(|id| Change::Put(Record::Claim(Arc::new(claim(id)))));
    desk.step("import 30 claims", claims.collect()).await;
    let before = Some("import 30 claims".to_owned());
    assert_eq!(desk.snapshots().await[0], (numbers[2], before));
    for nth in 0..300 {
        desk.now += PITCH_MS + if nth % 20 == 0 { DAY } else { 0 };
        desk.note(&format!("note {nth}")).await;
    }
    let kept = desk.snapshots().await.len();
    assert!((10..40).contains(&kept), "{kept} are kept");
}

#[wasm_bindgen_test]
async fn an_earlier_state_is_restored_with_the_documents_that_were_removed_since() {
    let mut desk = Desk::open().await;
    desk.note("as it was").await;
    let start = desk.project.clone();
    let number = desk.numbers().await[0];
    let changes = action::document::remove(&desk.project, DocumentId(1), Timestamp(9));
    desk.step("remove document", changes).await;
    assert!(desk.storage.load_text(desk.id(), DocumentId(1)).await.unwrap().is_none());
    desk.restore(number).await;
    assert_eq!(desk.project, start);
    let text = desk.storage.load_text(desk.id(), DocumentId(1)).await.unwrap();
    assert_eq!(text.unwrap().as_str(), TEXT);
    let last = desk.snapshots().await.swap_remove(0);
    assert_eq!(last.1.as_deref(), Some("restore the state of then"));
}

#[wasm_bindgen_test]
async fn a_step_that_is_too_long_for_the_journal_can_be_gone_back_behind() {
    let mut desk = Desk::open().await;
    let mut long = claim(0);
    long.note = "n".repeat(900);
    let all = (1000..2500).map(|id| Arc::new(Claim { id: ClaimId(id), ..long.clone() }));
    desk.step("import", all.map(|claim| Change::Put(Record::Claim(claim))).collect()).await;
    let imported = desk.project.clone();
    let first = desk.numbers().await[0];
    let ids = desk.project.claims().keys().copied().collect();
    let changes = action::claim::delete(&desk.project, &ids, Timestamp(9));
    desk.step("delete claims", changes).await;
    assert!(desk.project.claims().is_empty());
    let numbers = desk.numbers().await;
    let read = desk.storage.journal_entries(desk.id(), &numbers, None).await.unwrap();
    let deleted = read[0].1.clone().unwrap();
    assert!(deleted.omitted >= 1501 && deleted.pieces > 3, "{deleted:?}");
    desk.restore(first).await;
    assert!(desk.project == imported);
    desk.restore(0).await;
    assert_eq!(desk.project.claims().len(), 1);
    assert_eq!(desk.project, {
        let mut start = project();
        drop(start.put(Record::Project(Arc::clone(desk.project.info()))));
        start
    });
}

#[wasm_bindgen_test]
async fn what_belongs_to_entries_goes_with_them() {
    let mut desk = Desk::open().await;
    desk.note("first").await;
    let changes = action::document::remove(&desk.project, DocumentId(1), Timestamp(9));
    desk.step("remove document", changes).await;
    desk.now += PITCH_MS;
    let changes = action::document::remove(&desk.project, DocumentId(2), Timestamp(9));
    desk.step("remove document", changes).await;
    let numbers = desk.numbers().await;
    desk.storage.prune_to(desk.id(), 3).await.unwrap();
    assert_eq!(desk.numbers().await, numbers);
    desk.storage.prune_to(desk.id(), 1).await.unwrap();
    assert_eq!(desk.numbers().await, numbers[2..]);
    assert_eq!(desk.snapshots().await, [(numbers[1], None)]);
    let removed = async |id| desk.storage.removed_text(desk.id(), DocumentId(id)).await.unwrap();
    assert!(removed(1).await.is_none() && removed(2).await.is_some());
    desk.storage.purge(desk.id()).await.unwrap();
    assert!(removed(2).await.is_none());
    assert!(desk.snapshots().await.is_empty() && desk.numbers().await.is_empty());
}

/// Puts many entries into the journal as one would by working for months.
const MANY: &str = r#"
    const request = indexedDB.open(name);
    request.onsuccess = () => {
        const writing = request.result.transaction(["journal"], "readwrite");
        writing.oncomplete = () => { request.result.close(); end(); };
        writing.onabort = () => end(writing.error);
        const journal = writing.objectStore("journal");
        for (let nth = 0; nth < 50000; nth++) {
            const id = (nth + 1000000).toString().padStart(26, "0");
            const text = entry.replace("00000000000000000000000ABC", id);
            journal.add({ project, transaction: project + "/" + id, entry: text });
        }
    };
"#;

#[wasm_bindgen_test]
async fn a_journal_of_fifty_thousand_entries_opens_quickly() {
    let mut desk = Desk::open().await;
    desk.note("as it was").await;
    let numbers = desk.numbers().await;
    let read = desk.storage.journal_entries(desk.id(), &numbers, None).await.unwrap();
    let mut entry = read[0].1.clone().unwrap();
    entry.meta.id = "00000000000000000000000ABC".parse().unwrap();
    let script = Function::new_with_args("name, project, entry, end", MANY);
    let made = Promise::new(&mut |resolve, reject| {
        let end =
            Function::new_with_args("resolve, reject, error", "error ? reject(error) : resolve()");
        let end = end.bind2(&JsValue::NULL, &resolve, &reject);
        let arguments = js_sys::Array::of4(
            &desk.name.as_str().into(),
            &desk.id().to_string().into(),
            &entry.to_json().unwrap().into(),
            end.unchecked_ref(),
        );
        drop(script.apply(&JsValue::NULL, &arguments).unwrap());
    });
    JsFuture::from(made).await.unwrap();
    let storage = Storage::open_named(&desk.name).await.unwrap();
    let started = host::now();
    let numbers = storage.journal_numbers(desk.id()).await.unwrap();
    let page = storage.journal_entries(desk.id(), &numbers[numbers.len() - 100..], None).await;
    let opened = host::now().0 - started.0;
    assert_eq!((numbers.len(), page.unwrap().len()), (50_001, 100));
    let started = host::now();
    let mut read = 0;
    for piece in numbers.rchunks(100) {
        read += storage.journal_entries(desk.id(), piece, None).await.unwrap().len();
    }
    let walked = host::now().0 - started.0;
    assert_eq!(read, 50_001);
    console_log!("50,000 entries: the first page after {opened} ms, all of them after {walked} ms");
    assert!(opened < 2000, "{opened} ms");
}
