//! Several tabs on one project, in a real browser: every tab here is a saver of its own with a
//! project of its own, on one database.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "clippy does not take these for tests")]

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use claimlight::edit::{Change, History, Meta, Origin, Transaction, action};
use claimlight::model::{
    Claim, ClaimId, Coder, CoderId, Document, DocumentId, Key, Project, ProjectId, Record,
    Timestamp, TransactionId, check,
};
use claimlight::store::{Entry, Loaded, Pending, Queue, SaveStatus, TakenUp, pending};
use claimlight::text::{Span, Text};
use claimlight::web::host;
use claimlight::web::storage::{Desktop, Saver, Storage};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const TEXT: &str = "The minister asked both sides to stop. 🙂\r\nNobody answered.";
const CODER: CoderId = CoderId(1);
const DOCUMENT: DocumentId = DocumentId(1);

/// The project of a tab.
#[derive(Clone)]
struct Desk(Rc<RefCell<Project>>);

impl Desktop for Desk {
    fn follow(&self, queue: &mut Queue, entry: &Entry) -> TakenUp {
        queue.take_up(&mut self.0.borrow_mut(), entry)
    }

    fn stand_on(&self, queue: &mut Queue, mut read: Loaded) {
        let mut project = self.0.borrow_mut();
        for (id, text) in project.texts() {
            if read.project.documents().contains_key(id) {
                drop(read.project.put(Record::Text(*id, text.clone())));
            }
        }
        queue.carry_onto(&mut read.project, Some(&project));
        *project = read.project;
    }
}

struct Tab {
    desk: Desk,
    history: History,
    saver: Saver,
    /// How many edits it has made.
    edits: usize,
}

impl Tab {
    async fn open(storage: &Storage, id: ProjectId) -> Self {
        let saver = Saver::new(Ok(storage.clone()), |_| ());
        let mut loaded = storage.load(id, host::now(), |_| {}).await.unwrap();
        storage
            .load_texts(id, |id, text| drop(loaded.project.put(Record::Text(id, text))))
            .await
            .unwrap();
        let desk = Desk(Rc::new(RefCell::new(loaded.project)));
        saver.serve(desk.clone());
        saver.watch(id, loaded.number);
        Self { desk, history: History::default(), saver, edits: 0 }
    }

    fn edit(&mut self, changes: impl FnOnce(&Project) -> Vec<Change>) {
        let mut project = self.desk.0.borrow_mut();
        let changes = changes(&project);
        if !changes.is_empty() {
            let id = TransactionId::new(host::now().0, host::random());
            let (at, label) = (host::now(), "code".to_owned());
            let meta = Meta { id, at, coder: Some(CODER), label, origin: Origin::User };
            let step = Transaction { meta, changes };
            let done = self.history.commit(&mut project, step).unwrap();
            self.saver.save(&project, &done);
            self.edits += 1;
        }
    }

    fn alter(&mut self, id: u128, change: impl FnOnce(&mut Claim)) {
        self.edit(|project| action::claim::alter(project, ClaimId(id), host::now(), change));
    }

    fn undo(&mut self) {
        let mut project = self.desk.0.borrow_mut();
        let id = TransactionId::new(host::now().0, host::random());
        let done = self.history.undo(&mut project, id, host::now());
        if let Some(Ok(done)) = done {
            self.saver.save(&project, &done);
        }
    }

    async fn saved(&self) {
        assert_eq!(self.saver.settled().await, SaveStatus::Saved);
    }

    fn claim(&self, id: u128) -> Claim {
        (*self.desk.0.borrow().claims()[&ClaimId(id)]).clone()
    }
}

async fn fresh() -> Storage {
    local().clear().unwrap();
    Storage::open_named(&format!("tabs-{:x}", host::random())).await.unwrap()
}

fn local() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

fn project(claims: u128) -> Project {
    let mut project = Project::new(ProjectId(host::random()), "Talks", Timestamp(1));
    drop(project.put(Record::Coder(Arc::new(Coder::new(CODER, "Ada")))));
    drop(project.put(Record::Text(DOCUMENT, Text::new(TEXT))));
    let document = Document::new(DOCUMENT, "A".into(), &Text::new(TEXT), Timestamp(1));
    drop(project.put(Record::Document(Arc::new(document))));
    for id in 1..=claims {
        drop(project.put(Record::Claim(Arc::new(claim(id)))));
    }
    project
}

fn claim(id: u128) -> Claim {
    let span = Span::try_from((4, 12)).unwrap();
    Claim::new(ClaimId(id), DOCUMENT, CODER, span, Timestamp(2))
}

async fn tabs(count: usize, claims: u128) -> (Storage, ProjectId, Vec<Tab>) {
    let storage = fresh().await;
    let project = project(claims);
    storage.create(&project, host::now()).await.unwrap();
    let id = project.info().id;
    let mut tabs = Vec::new();
    for _ in 0..count {
        tabs.push(Tab::open(&storage, id).await);
    }
    (storage, id, tabs)
}

async fn sleep(ms: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().unwrap();
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Waits until something is so; fails when it does not become so.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..500 {
        if is_so() {
            return;
        }
        sleep(10).await;
    }
    panic!("{what}: waited in vain");
}

/// Waits until every tab shows what is in the store.
async fn at_one(storage: &Storage, id: ProjectId, tabs: &[Tab]) -> Project {
    for tab in tabs {
        tab.saved().await;
    }
    for _ in 0..500 {
        let mut loaded = storage.load(id, host::now(), |_| {}).await.unwrap();
        assert_eq!(loaded.set_aside, []);
        let texts = storage
            .load_texts(id, |id, text| drop(loaded.project.put(Record::Text(id, text))))
            .await;
        assert!(texts.is_ok());
        for tab in tabs {
            // Texts travel through the store only; the app fetches those that a tab lacks.
            let mut project = tab.desk.0.borrow_mut();
            for (id, text) in loaded.project.texts() {
                if project.documents().contains_key(id) && project.text(*id).is_none() {
                    drop(project.put(Record::Text(*id, text.clone())));
                }
            }
        }
        if tabs.iter().all(|tab| *tab.desk.0.borrow() == loaded.project) {
            assert_eq!(check::project(&loaded.project), []);
            return loaded.project;
        }
        sleep(10).await;
    }
    panic!("the tabs do not come to show what is in the store");
}

#[wasm_bindgen_test]
async fn an_edit_is_shown_in_the_other_tab() {
    let (storage, id, mut tabs) = tabs(2, 1).await;
    tabs[0].edit(|project| action::claim::add(project, claim(5)));
    at_one(&storage, id, &tabs).await;
    assert!(tabs[1].desk.0.borrow().claims().contains_key(&ClaimId(5)));
}

#[wasm_bindgen_test]
async fn a_stance_and_a_note_set_at_once_in_two_tabs_both_stay() {
    let (storage, id, mut tabs) = tabs(2, 1).await;
    tabs[0].alter(1, |claim| claim.stance = Some(1));
    tabs[1].alter(1, |claim| claim.note = "look".into());
    let end = at_one(&storage, id, &tabs).await;
    let claim = &end.claims()[&ClaimId(1)];
    assert_eq!((claim.stance, claim.note.as_str()), (Some(1), "look"));
    assert_eq!(storage.journal(id).await.unwrap().len(), 2);

    tabs[0].undo();
    let end = at_one(&storage, id, &tabs).await;
    let claim = &end.claims()[&ClaimId(1)];
    assert_eq!((claim.stance, claim.note.as_str()), (None, "look"), "undo is each tab's own");
}

#[wasm_bindgen_test]
async fn a_claim_coded_in_a_document_that_another_tab_removes_at_once_stays_with_its_text() {
    let (storage, id, mut tabs) = tabs(2, 1).await;
    tabs[0].edit(|project| action::document::remove(project, DOCUMENT, host::now()));
    tabs[1].edit(|project| action::claim::add(project, claim(7)));
    let end = at_one(&storage, id, &tabs).await;
    assert!(end.claims().contains_key(&ClaimId(7)));
    assert_eq!(end.text(DOCUMENT).unwrap().as_str(), TEXT);
}

/// Numbers from a seed (Steele, Lea and Flood: splitmix64), so that a failure can be had again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
}

#[wasm_bindgen_test]
async fn three_tabs_that_edit_without_a_pause_end_with_one_project_and_lose_no_claim() {
    for seed in 1..=4 {
        let (storage, id, mut tabs) = tabs(3, 4).await;
        let mut dice = Dice(seed);
        let mut made = Vec::new();
        for step in 0..90u128 {
            let tab = &mut tabs[usize::try_from(dice.roll(3)).unwrap()];
            let target = 1 + u128::from(dice.roll(4));
            let value = i32::try_from(dice.roll(3)).unwrap() - 1;
            match dice.roll(6) {
                0 | 1 => {
                    let new = 1000 * u128::from(seed) + step;
                    tab.edit(|project| action::claim::add(project, claim(new)));
                    made.push(ClaimId(new));
                }
                2 => tab.alter(target, |claim| claim.stance = Some(value)),
                3 => tab.alter(target, |claim| claim.note = format!("step {step}")),
                4 => tab.alter(target, |claim| {
                    claim.certainty = Some(u8::try_from(step).unwrap());
                }),
                _ => {
                    let span = Span::try_from((19, 23)).unwrap();
                    tab.alter(target, |claim| action::claim::add_fragment(claim, span));
                }
            }
            if dice.roll(4) == 0 {
                sleep(i32::try_from(dice.roll(12)).unwrap()).await;
            }
        }
        let end = at_one(&storage, id, &tabs).await;
        let lost: Vec<_> = made.iter().filter(|id| !end.claims().contains_key(id)).collect();
        assert!(lost.is_empty(), "seed {seed} lost {lost:?}");
        let edits: usize = tabs.iter().map(|tab| tab.edits).sum();
        assert_eq!(storage.journal(id).await.unwrap().len(), edits, "seed {seed}");
        assert!(edits > 60, "seed {seed} made {edits} edits only");
    }
}

#[wasm_bindgen_test]
async fn what_is_written_without_a_message_is_found_when_one_looks() {
    let (storage, id, mut tabs) = tabs(2, 1).await;
    // As a tab does that replays what another one left over, nobody is told.
    let news = storage.rename(id, "Ceasefire", meta()).await.unwrap();
    assert_eq!(news.len(), 1);
    assert_eq!(tabs[0].desk.0.borrow().info().name, "Talks");
    tabs[0].saver.catch_up().await;
    assert_eq!(tabs[0].desk.0.borrow().info().name, "Ceasefire");
    // The other one finds it before it writes.
    tabs[1].alter(1, |claim| claim.stance = Some(1));
    let end = at_one(&storage, id, &tabs).await;
    assert_eq!(end.info().name, "Ceasefire");
}

fn meta() -> Meta {
    let id = TransactionId::new(host::now().0, host::random());
    let label = "rename project".to_owned();
    Meta { id, at: host::now(), coder: None, label, origin: Origin::User }
}

#[wasm_bindgen_test]
async fn an_import_too_long_for_the_journal_is_read_by_the_other_tab_with_its_own_edit_kept() {
    let (storage, id, mut tabs) = tabs(2, 1).await;
    let note = "a long remark ".repeat(100_000);
    tabs[0].edit(|project| {
        action::document::alter(project, DOCUMENT, |document| document.note.clone_from(&note))
    });
    tabs[1].alter(1, |claim| claim.stance = Some(1));
    let end = at_one(&storage, id, &tabs).await;
    assert_eq!(end.documents()[&DOCUMENT].note, note);
    assert_eq!(end.claims()[&ClaimId(1)].stance, Some(1));
    tabs[1].undo();
    let end = at_one(&storage, id, &tabs).await;
    assert_eq!(end.claims()[&ClaimId(1)].stance, None, "undo outlives the reading anew");
    assert_eq!(tabs[0].claim(1).stance, None);
}

#[wasm_bindgen_test]
async fn what_a_living_tab_has_not_written_is_left_to_it_and_taken_over_when_it_ends() {
    let (storage, id, _tabs) = tabs(1, 1).await;
    // Another tab that lives: it holds the lock with the name of its visit.
    let visit = pending::visit(77, host::random());
    let hold = js_sys::Function::new_with_args(
        "name, done",
        "navigator.locks.request(name, () => new Promise(end => { window.endVisit = end; done(); }))",
    );
    let name = format!("claimlight.visit/{visit}");
    let held = js_sys::Promise::new(&mut |resolve, _| {
        drop(hold.call2(&wasm_bindgen::JsValue::NULL, &name.as_str().into(), &resolve).unwrap());
    });
    JsFuture::from(held).await.unwrap();
    let mut elsewhere = project(1);
    drop(elsewhere.remove(Key::Claim(ClaimId(1))));
    let changes = action::claim::add(&elsewhere, claim(9));
    let step = Transaction { meta: meta(), changes };
    let done = History::default().commit(&mut elsewhere, step).unwrap();
    let left = Pending::new(id, &done).unwrap();
    local().set_item(&pending::key(&visit, 1, &left), &left.to_json().unwrap()).unwrap();

    let replayed = storage.replay_pending(host::now()).await.unwrap();
    assert_eq!(replayed.transactions, 0, "it lives");
    assert!(replayed.alive.contains(&visit));
    let window = web_sys::window().unwrap();
    let end = js_sys::Reflect::get(&window, &"endVisit".into()).unwrap();
    drop(end.unchecked_into::<js_sys::Function>().call0(&wasm_bindgen::JsValue::NULL).unwrap());
    for _ in 0..100 {
        if storage.replay_pending(host::now()).await.unwrap().transactions == 1 {
            let loaded = storage.load(id, host::now(), |_| {}).await.unwrap();
            assert!(loaded.project.claims().contains_key(&ClaimId(9)));
            return;
        }
        sleep(20).await;
    }
    panic!("what the ended tab left over was not brought to the store");
}

#[wasm_bindgen_test]
async fn an_edit_is_heard_by_the_other_tab_within_the_budget() {
    let (_storage, _id, mut tabs) = tabs(2, 1).await;
    let mut took = Vec::new();
    for number in 1..=30 {
        let start = js_sys::Date::now();
        tabs[0].alter(1, |claim| claim.note = number.to_string());
        while tabs[1].claim(1).note != number.to_string() {
            sleep(0).await;
            assert!(js_sys::Date::now() - start < 5000.0, "the edit never arrived");
        }
        took.push(js_sys::Date::now() - start);
    }
    took.sort_by(f64::total_cmp);
    console_log!("from edit to the other tab's project: {} ms (median of 30)", took[15]);
    until("everything to be saved", || tabs[0].saver.is_settled()).await;
}
