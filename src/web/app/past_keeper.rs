//! Reads the past of the open project and goes back in it.
//!
//! Everything is read from the end of the journal, piece by piece, so that a long past opens as quickly
//! as a short one. What is no longer wanted is not read to its end.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::session::Session;
use crate::desk::past::Step;
use crate::desk::view::earlier::{self, Earlier};
use crate::desk::view::history::{Line, Query, moment};
use crate::desk::{Desk, Effect, Host, Notice, Outcome};
use crate::model::{ClaimId, DocumentId, ProjectId};
use crate::store::{Entry, Past as Way, StorageError};
use crate::text::Text;
use crate::web::host;
use crate::web::past::{Order, Past, Reading};
use crate::web::storage::Storage;

/// So many changes are shown before more are asked for.
const PAGE: usize = 100;
/// So many entries are read at once: what is parsed within a frame.
const AT_ONCE: usize = 100;

/// What reads the past. A handle: copies are the same keeper.
#[derive(Clone, Copy)]
pub(super) struct PastKeeper {
    session: Session,
    past: Past,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    /// Counts what was asked for, so that what is not wanted any more ends.
    generation: Cell<u32>,
    reading: RefCell<Unread>,
}

/// What has not been read yet of what was asked for.
#[derive(Default)]
struct Unread {
    /// The numbers of the entries, the oldest first.
    numbers: Vec<u64>,
    claim: Option<ClaimId>,
    query: Query,
}

impl PastKeeper {
    /// Makes the keeper and what screens see of it.
    pub(super) fn start(session: Session) -> Past {
        let keeper = StoredValue::new_local(None::<Self>);
        let past = Past::new(Callback::new(move |order| {
            if let Some(keeper) = keeper.get_value() {
                keeper.carry_out(order);
            }
        }));
        let inner = StoredValue::new_local(Rc::default());
        keeper.set_value(Some(Self { session, past, inner }));
        past
    }

    fn carry_out(self, order: Order) {
        spawn_local(async move {
            let reads = !matches!(order, Order::TakeBack(_) | Order::Restore(_));
            if let Err(error) = self.try_out(order).await {
                if reads {
                    self.past.reading.set(Reading::Failed(error.sentence()));
                } else {
                    self.session.tell(Notice::error(error.sentence(), error.advice()));
                }
            }
        });
    }

    async fn try_out(self, order: Order) -> Result<(), StorageError> {
        match order {
            Order::Read(claim, typed) => self.read(claim, Query::new(&typed)).await,
            Order::More => {
                let lines = self.past.lines.get_untracked();
                let wanted = lines.len() + PAGE;
                self.fill(self.begin(), lines, wanted).await
            }
            Order::ReadEarlier => self.read_earlier().await,
            Order::Stop => {
                self.begin();
                Ok(())
            }
            Order::TakeBack(number) => self.take_back(number).await,
            Order::Restore(number) => self.restore(number).await,
        }
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.get_value()
    }

    /// Begins something new; what was being read before ends.
    fn begin(self) -> u32 {
        let inner = self.inner();
        inner.generation.set(inner.generation.get().wrapping_add(1));
        inner.generation.get()
    }

    fn is_wanted(self, generation: u32) -> bool {
        self.inner().generation.get() == generation
    }

    fn project(self) -> ProjectId {
        self.session.desk.with_untracked(|desk| desk.project().info().id)
    }

    /// Does something to the desk. What came of it is said in the dialog that is open, behind which a
    /// notice would be hidden.
    fn act(self, act: impl FnOnce(&mut Desk, &mut Host) -> Outcome) {
        let mut told = None;
        self.session.ctx().act(|desk, host| {
            let outcome = act(desk, host);
            if desk.overlay().is_none() {
                return outcome;
            }
            let mut effects = outcome.unwrap_or_else(|notice| vec![Effect::Tell(notice)]);
            effects.retain(|effect| match effect {
                Effect::Tell(notice) => {
                    told = Some(format!("{} {}", notice.message, notice.hint));
                    false
                }
                _ => true,
            });
            Ok(effects)
        });
        if let Some(told) = told {
            self.past.said.set(told);
        }
    }

    /// Waits until what was done so far is in the journal, and returns where that is.
    async fn settled(self) -> Result<Storage, StorageError> {
        if let Some(saver) = self.session.saver() {
            drop(saver.settled().await);
        }
        self.session.storage()
    }

    /// Reads from the end: a page, or as much as is shown.
    async fn read(self, claim: Option<ClaimId>, query: Query) -> Result<(), StorageError> {
        let generation = self.begin();
        self.past.reading.set(Reading::Busy);
        let inner = self.inner();
        let same = {
            let unread = inner.reading.borrow();
            unread.claim == claim && unread.query == query
        };
        let shown = if same { self.past.lines.with_untracked(Vec::len) } else { 0 };
        *inner.reading.borrow_mut() = Unread { numbers: Vec::new(), claim, query };
        let Ok(storage) = self.settled().await else {
            self.show_steps();
            return Ok(());
        };
        let numbers = storage.journal_numbers(self.project()).await?;
        if self.is_wanted(generation) {
            inner.reading.borrow_mut().numbers = numbers;
            self.fill(generation, Vec::new(), shown.max(PAGE)).await?;
        }
        Ok(())
    }

    /// Without a store the past is what can be undone in this tab.
    fn show_steps(self) {
        let inner = self.inner();
        let Unread { claim, query, .. } = &*inner.reading.borrow();
        let lines = self.session.desk.with_untracked(|desk| {
            let project = desk.project();
            let mut lines = Vec::new();
            let count = desk.history().done().count() as u64;
            for (nth, done) in (0..).zip(desk.history().done()) {
                let entry = Entry::of(project.info().id, done);
                let line = Line::new(project, count - nth, &entry, *claim);
                lines.extend(line.filter(|line| line.answers(query)));
            }
            lines
        });
        self.past.lines.set(lines);
        self.past.reading.set(Reading::Done);
    }

    /// Reads on until so many lines are there.
    async fn fill(
        self,
        generation: u32,
        mut lines: Vec<Line>,
        wanted: usize,
    ) -> Result<(), StorageError> {
        self.past.reading.set(Reading::Busy);
        let (storage, inner) = (self.session.storage()?, self.inner());
        loop {
            let piece = {
                let mut unread = inner.reading.borrow_mut();
                let at = unread.numbers.len().saturating_sub(AT_ONCE);
                unread.numbers.split_off(at)
            };
            let before = lines.len();
            self.describe(&storage, &piece, &mut lines).await?;
            if !self.is_wanted(generation) {
                return Ok(());
            }
            let more = !inner.reading.borrow().numbers.is_empty();
            let enough = !more || lines.len() >= wanted;
            if enough || before < lines.len() {
                self.past.lines.set(lines.clone());
            }
            if enough {
                self.past.reading.set(if more { Reading::More } else { Reading::Done });
                return Ok(());
            }
        }
    }

    /// Reads entries and describes those that answer what is looked for.
    async fn describe(
        self,
        storage: &Storage,
        numbers: &[u64],
        lines: &mut Vec<Line>,
    ) -> Result<(), StorageError> {
        let inner = self.inner();
        let claim = inner.reading.borrow().claim;
        let words = claim.map(|id| id.to_string());
        let entries = storage.journal_entries(self.project(), numbers, words.as_deref()).await?;
        let query = &inner.reading.borrow().query;
        self.session.desk.with_untracked(|desk| {
            for (number, entry) in entries {
                let line = entry.and_then(|e| Line::new(desk.project(), number, &e, claim));
                lines.extend(line.filter(|line| line.answers(query)));
            }
        });
        Ok(())
    }

    async fn take_back(self, number: u64) -> Result<(), StorageError> {
        let Ok(storage) = self.settled().await else {
            let step = self.session.desk.with_untracked(|desk| step_in_memory(desk, number));
            if let Some(step) = step {
                self.act(|desk, host| desk.take_back(host, &step, |_| None));
            }
            return Ok(());
        };
        let project = self.project();
        let mut read = storage.journal_entries(project, &[number], None).await?;
        let Some((_, Some(entry))) = read.pop() else {
            let told = "This change is not in the journal any more, or cannot be read.";
            self.session.tell(Notice::warning(told, "Nothing was changed."));
            return Ok(());
        };
        let step = if entry.omitted > 0 {
            self.long_step(&storage, number, entry).await?
        } else {
            Step::of(entry)
        };
        let texts = self.texts(&storage, step.documents().collect()).await?;
        self.act(|desk, host| desk.take_back(host, &step, |id| texts.get(&id).cloned()));
        Ok(())
    }

    /// Puts a long entry together: what it left is what later entries found, or what is there now.
    async fn long_step(
        self,
        storage: &Storage,
        number: u64,
        entry: Entry,
    ) -> Result<Step, StorageError> {
        let way = self.way_to(storage, number).await?;
        let mut step = Step::of(entry);
        let mut take = |piece: &[_]| step.before.extend(piece.iter().cloned());
        storage.journal_pieces(self.project(), number, &mut take).await?;
        self.session.desk.with_untracked(|desk| {
            for change in &step.before {
                let key = change.key();
                step.left.insert(key, way.record(desk.project(), key));
            }
        });
        Ok(step)
    }

    /// Walks the journal back to behind an entry.
    async fn way_to(self, storage: &Storage, number: u64) -> Result<Way, StorageError> {
        let mut numbers = storage.journal_numbers(self.project()).await?;
        numbers.retain(|later| *later > number);
        let mut way = Way::default();
        for piece in numbers.rchunks(AT_ONCE) {
            self.walk(storage, piece, &mut way, &mut |_, _| ()).await?;
        }
        Ok(way)
    }

    /// Walks back over entries; `before` is told the way before each step, with its number.
    async fn walk(
        self,
        storage: &Storage,
        numbers: &[u64],
        way: &mut Way,
        before: &mut dyn FnMut(&Way, u64),
    ) -> Result<(), StorageError> {
        let project = self.project();
        for (number, entry) in storage.journal_entries(project, numbers, None).await? {
            before(way, number);
            let Some(entry) = entry else {
                way.miss();
                continue;
            };
            way.step_back(&entry);
            if entry.pieces > 0 {
                let mut take = |piece: &[_]| way.take_piece(piece);
                storage.journal_pieces(project, number, &mut take).await?;
            }
        }
        Ok(())
    }

    /// Returns the texts of documents that are not in the project.
    async fn texts(
        self,
        storage: &Storage,
        documents: Vec<DocumentId>,
    ) -> Result<BTreeMap<DocumentId, Text>, StorageError> {
        let mut texts = BTreeMap::new();
        for id in documents {
            let there = self
                .session
                .desk
                .with_untracked(|desk| desk.project().documents().contains_key(&id));
            if !there && let Some(text) = storage.removed_text(self.project(), id).await? {
                texts.insert(id, text);
            }
        }
        Ok(texts)
    }

    async fn read_earlier(self) -> Result<(), StorageError> {
        let generation = self.begin();
        self.past.reading.set(Reading::Busy);
        let storage = self.settled().await?;
        let numbers = storage.journal_numbers(self.project()).await?;
        let mut all = storage.snapshots(self.project()).await?;
        // Without the entry behind it there is no way back to a state.
        all.retain(|snapshot| numbers.binary_search(&snapshot.next).is_ok());
        let states: Vec<u64> = all.iter().map(|snapshot| snapshot.number).collect();
        if !self.is_wanted(generation) {
            return Ok(());
        }
        self.past.earlier.set(all.into_iter().map(Earlier::new).collect());
        let oldest = states.last().copied().unwrap_or(u64::MAX);
        let first = numbers.partition_point(|number| *number <= oldest);
        let (mut way, mut told) = (Way::default(), 0);
        for piece in numbers[first..].rchunks(AT_ONCE) {
            self.walk(&storage, piece, &mut way, &mut |way, number| {
                while states.get(told).is_some_and(|state| *state >= number) {
                    self.tell_since(told, way);
                    told += 1;
                }
            })
            .await?;
            if !self.is_wanted(generation) {
                return Ok(());
            }
        }
        for nth in told..states.len() {
            self.tell_since(nth, &way);
        }
        self.past.reading.set(Reading::Done);
        Ok(())
    }

    /// Shows what has changed since the n-th of the earlier states.
    fn tell_since(self, nth: usize, way: &Way) {
        let lines = self.session.desk.with_untracked(|desk| {
            earlier::lines(desk.project(), &way.since(desk.project(), desk.my_id()))
        });
        self.past.earlier.update(|all| {
            if let Some(state) = all.get_mut(nth) {
                state.since = Some(lines);
                state.can_be_restored = way.gaps() == 0;
            }
        });
    }

    async fn restore(self, number: u64) -> Result<(), StorageError> {
        let storage = self.settled().await?;
        let known = self.past.earlier.with_untracked(|all| {
            all.iter().find(|one| one.snapshot.number == number).map(|one| one.snapshot.at)
        });
        let Some(at) = known else { return Ok(()) };
        let way = self.way_to(&storage, number).await?;
        let documents = self.session.desk.with_untracked(|desk| way.documents(desk.project()));
        let texts = self.texts(&storage, documents).await?;
        let moment = moment(host::local(at), host::local(host::now()));
        self.act(|desk, host| {
            let effects = desk.restore(host, &way, &moment, |id| texts.get(&id).cloned())?;
            // What came back is worth looking at.
            desk.set_overlay(None);
            Ok(effects)
        });
        Ok(())
    }
}

/// Returns a step of those that can be undone, counted from the first one.
fn step_in_memory(desk: &Desk, number: u64) -> Option<Step> {
    let steps: Vec<_> = desk.history().done().collect();
    let nth = usize::try_from(number).ok()?.checked_sub(1)?;
    let done = steps.into_iter().rev().nth(nth)?;
    Some(Step::of(Entry::of(desk.project().info().id, done)))
}
