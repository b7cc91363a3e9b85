//! What must be true of several tabs on one project, whatever they do, in whatever order they hear
//! of it, and however often writing fails.

use proptest::prelude::*;

use super::unsaved::tests::transaction;
use super::{Entry, News, Pending, Queue, Replica, StorageError, Unsaved};
use crate::edit::action::claim;
use crate::edit::random::{Act, acts, sample};
use crate::edit::{Change, Done, History, Meta, Origin};
use crate::model::{
    Claim, ClaimId, DocumentId, Key, Project, Record, Timestamp, TransactionId, check, json,
};

/// The store: what is on disk, and the one line of what led there.
struct Disk {
    project: Project,
    journal: Vec<News>,
    /// How many entries at the end of the journal are kept.
    kept: usize,
}

impl Disk {
    fn last(&self) -> u64 {
        self.journal.last().map_or(0, |news| news.number)
    }

    fn since(&self, seen: u64) -> Option<Vec<News>> {
        let from = self.journal.len().saturating_sub(self.kept);
        let kept = &self.journal[from..];
        let whole = from == 0 || kept[0].number <= seen;
        whole.then(|| kept.iter().filter(|news| news.number > seen).cloned().collect())
    }

    fn write(&mut self, unsaved: &Unsaved, shortened: bool) -> Option<News> {
        let id = unsaved.id();
        if self.journal.iter().any(|news| news.entry.meta.id == id) {
            return None;
        }
        let done = unsaved.done().unwrap();
        for change in done.transaction.changes.clone() {
            drop(change.apply(&mut self.project));
        }
        let mut entry: Entry =
            json::read(&unsaved.entry.as_ref().unwrap().to_json().unwrap()).unwrap();
        if shortened {
            (entry.omitted, entry.changes) = (entry.changes.len(), Vec::new());
        }
        // Other projects' entries lie between.
        let news =
            News { number: self.last() + 1 + u64::from(shortened), after: self.last(), entry };
        self.journal.push(news.clone());
        Some(news)
    }

    /// Reads the project, without its texts.
    fn read(&self) -> Project {
        let mut project = self.project.clone();
        for id in self.project.documents().keys() {
            drop(project.remove(Key::Text(*id)));
        }
        project
    }
}

struct Tab {
    project: Project,
    history: History,
    queue: Queue,
    replica: Replica,
    inbox: Vec<News>,
    pending: Vec<Pending>,
    given_up: usize,
}

impl Tab {
    fn open(disk: &Disk) -> Self {
        let mut tab = Self {
            project: disk.read(),
            history: History::default(),
            queue: Queue::default(),
            replica: Replica::at(disk.last()),
            inbox: Vec::new(),
            pending: Vec::new(),
            given_up: 0,
        };
        tab.bring_texts(disk);
        tab
    }

    fn bring_texts(&mut self, disk: &Disk) {
        for id in disk.project.documents().keys() {
            if self.project.documents().contains_key(id)
                && let Some(text) = disk.project.text(*id)
            {
                drop(self.project.put(Record::Text(*id, text.clone())));
            }
        }
    }

    fn keep(&mut self, done: Done) {
        let pending = Pending::new(self.project.info().id, &done).unwrap();
        self.pending.push(json::read(&pending.to_json().unwrap()).unwrap());
        self.queue.push(Unsaved::transaction(&self.project, done));
    }

    fn edit(&mut self, changes: Vec<Change>, id: u128) -> bool {
        let mut step = transaction(id, changes);
        step.meta = Meta { origin: Origin::User, ..step.meta };
        let done = if step.changes.is_empty() {
            None
        } else {
            self.history.commit(&mut self.project, step).ok()
        };
        let did = done.is_some();
        if let Some(done) = done {
            self.keep(done);
        }
        did
    }

    fn undo(&mut self, id: u128) -> bool {
        let done = self.history.undo(&mut self.project, TransactionId(id), Timestamp(1));
        let some = done.is_some();
        done.and_then(Result::ok).into_iter().for_each(|done| self.keep(done));
        some
    }

    fn redo(&mut self, id: u128) {
        let done = self.history.redo(&mut self.project, TransactionId(id), Timestamp(1));
        done.and_then(Result::ok).into_iter().for_each(|done| self.keep(done));
    }

    fn confirm(&mut self, id: TransactionId) {
        self.queue.confirm(id);
        self.pending.retain(|pending| pending.transaction.meta.id != id);
    }

    /// Takes up what follows; says whether it got stuck at an entry without its changes.
    fn take_up(&mut self, disk: &Disk) -> bool {
        while let Some(news) = self.replica.next().cloned() {
            if news.entry.omitted > 0 && !self.queue.has(news.entry.meta.id) {
                return true;
            }
            let taken = self.queue.take_up(&mut self.project, &news.entry);
            self.given_up += taken.carried.given_up.len();
            self.replica.took_up(news.number);
            if let Some(id) = taken.confirmed {
                self.confirm(id);
            }
            self.bring_texts(disk);
        }
        false
    }

    fn catch_up(&mut self, disk: &Disk) {
        let stuck = match disk.since(self.replica.seen()) {
            Some(news) => {
                for news in news {
                    self.replica.hear(news);
                }
                self.take_up(disk)
            }
            None => true,
        };
        if stuck {
            let known = self.project.clone();
            let mut read = disk.project.clone();
            // An own edit may be part of what is read although nobody confirmed it.
            for id in disk.journal.iter().map(|news| news.entry.meta.id) {
                self.confirm(id);
            }
            self.given_up += self.queue.carry_onto(&mut read, Some(&known)).given_up.len();
            self.project = read;
            self.replica.took_up(disk.last());
        }
    }

    /// Writes what waits; returns the messages for the others.
    fn write(&mut self, disk: &mut Disk, luck: u8, shortened: bool) -> Vec<News> {
        if self.queue.start().is_none() {
            return Vec::new();
        }
        if disk.last() != self.replica.seen() {
            self.catch_up(disk);
        }
        assert_eq!(disk.last(), self.replica.seen());
        if luck == 0 {
            self.queue.end(Some(StorageError::Full));
            return Vec::new();
        }
        let batch = self.queue.batch();
        let news: Vec<News> =
            batch.iter().filter_map(|unsaved| disk.write(unsaved, shortened)).collect();
        if luck == 1 {
            // On disk, but the tab is not told so.
            self.queue.end(Some(StorageError::Closed));
            return news;
        }
        for one in &news {
            self.replica.hear(one.clone());
        }
        assert!(!self.take_up(disk));
        for unsaved in batch {
            self.confirm(unsaved.id());
        }
        self.queue.end(None);
        news
    }

    /// Dies, and starts again with what was kept beside the store.
    fn restart(&mut self, disk: &Disk) {
        let pending = std::mem::take(&mut self.pending);
        let mut tab = Self::open(disk);
        // Those that are in the journal are done; the rest is carried over and still to be written.
        let left = pending.into_iter().filter(|pending| {
            !disk.journal.iter().any(|news| news.entry.meta.id == pending.transaction.meta.id)
        });
        let left: Vec<Pending> = left.collect();
        for pending in left.iter().cloned() {
            tab.queue.push(Unsaved::transaction(&tab.project, pending.into_done()));
        }
        tab.given_up = self.given_up;
        tab.given_up += tab.queue.carry_onto(&mut tab.project, None).given_up.len();
        tab.pending = left;
        *self = tab;
    }
}

/// One thing that happens.
#[derive(Debug, Clone)]
enum Event {
    Edit(usize, Act),
    Undo(usize),
    Redo(usize),
    Write(usize, u8, bool),
    /// A message arrives; a doubled one stays to come again.
    Hear(usize, u16, bool),
    Lose(usize, u16),
    Restart(usize),
}

fn events(tabs: usize, most: usize) -> impl Strategy<Value = Vec<Event>> {
    let act = acts(1..2).prop_map(|acts| acts[0]);
    let event = prop_oneof![
        8 => (0..tabs, act).prop_map(|(tab, act)| Event::Edit(tab, act)),
        2 => (0..tabs).prop_map(Event::Undo),
        1 => (0..tabs).prop_map(Event::Redo),
        5 => (0..tabs, 0u8..12, 0u8..20).prop_map(|(tab, luck, x)| Event::Write(tab, luck, x == 0)),
        6 => (0..tabs, any::<u16>(), any::<bool>())
            .prop_map(|(tab, nth, again)| Event::Hear(tab, nth, again)),
        1 => (0..tabs, any::<u16>()).prop_map(|(tab, nth)| Event::Lose(tab, nth)),
        1 => (0..tabs).prop_map(Event::Restart),
    ];
    proptest::collection::vec(event, 0..most)
}

/// Several tabs at work.
struct World {
    disk: Disk,
    tabs: Vec<Tab>,
    fresh: u128,
}

impl World {
    fn new(tabs: usize, kept: usize) -> Self {
        let disk = Disk { project: sample(), journal: Vec::new(), kept };
        let tabs = (0..tabs).map(|_| Tab::open(&disk)).collect();
        Self { disk, tabs, fresh: 10_000 }
    }

    fn fresh(&mut self) -> u128 {
        self.fresh += 100;
        self.fresh
    }

    fn write(&mut self, tab: usize, luck: u8, shortened: bool) {
        let news = self.tabs[tab].write(&mut self.disk, luck, shortened);
        for (nth, other) in self.tabs.iter_mut().enumerate() {
            if nth != tab {
                other.inbox.extend(news.iter().cloned());
            }
        }
    }

    fn happen(&mut self, event: &Event) {
        let id = self.fresh();
        match *event {
            Event::Edit(tab, act) => {
                let tab = &mut self.tabs[tab];
                let changes = act.changes(&tab.project, id, Timestamp(1));
                tab.edit(changes, id);
            }
            Event::Undo(tab) => drop(self.tabs[tab].undo(id)),
            Event::Redo(tab) => self.tabs[tab].redo(id),
            Event::Write(tab, luck, shortened) => self.write(tab, luck, shortened),
            Event::Hear(tab, nth, again) => {
                let tab = &mut self.tabs[tab];
                if !tab.inbox.is_empty() {
                    let nth = usize::from(nth) % tab.inbox.len();
                    let news = if again { tab.inbox[nth].clone() } else { tab.inbox.remove(nth) };
                    tab.replica.hear(json::read(&news.to_json().unwrap()).unwrap());
                    if tab.take_up(&self.disk) {
                        tab.catch_up(&self.disk);
                    }
                }
            }
            Event::Lose(tab, nth) => {
                let inbox = &mut self.tabs[tab].inbox;
                if !inbox.is_empty() {
                    drop(inbox.remove(usize::from(nth) % inbox.len()));
                }
            }
            Event::Restart(tab) => self.tabs[tab].restart(&self.disk),
        }
    }

    /// Lets everything come to rest: all is written, all is heard.
    fn settle(&mut self) {
        for tab in 0..self.tabs.len() {
            self.write(tab, 9, false);
        }
        for tab in &mut self.tabs {
            tab.catch_up(&self.disk);
        }
    }

    fn assert_one(&self) -> Result<(), TestCaseError> {
        prop_assert_eq!(check::project(&self.disk.project), []);
        for tab in &self.tabs {
            prop_assert!(tab.queue.is_empty() && tab.pending.is_empty());
            prop_assert!(tab.project == self.disk.project, "a tab shows what is stored");
        }
        Ok(())
    }
}

fn set(world: &mut World, tab: usize, id: ClaimId, set: impl FnOnce(&mut Claim)) {
    let fresh = world.fresh();
    let tab = &mut world.tabs[tab];
    let changes = claim::alter(&tab.project, id, Timestamp(3), set);
    tab.edit(changes, fresh);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn tabs_that_do_anything_at_once_end_with_the_one_project_that_is_stored(
        kept in prop_oneof![Just(3usize), Just(1000)],
        events in events(3, 60),
    ) {
        let mut world = World::new(3, kept);
        for event in &events {
            world.happen(event);
            for tab in &world.tabs {
                prop_assert_eq!(check::project(&tab.project), [], "after {:?}", event);
            }
        }
        world.settle();
        world.assert_one()?;
    }

    #[test]
    fn no_edit_of_a_field_is_lost_that_nobody_else_touched(
        steps in proptest::collection::vec((0..3usize, 1..4u128, 0u8..100, any::<bool>()), 0..40),
        between in events(3, 60),
    ) {
        let mut world = World::new(3, 1000);
        let mut last = [[None; 4]; 3];
        let mut added = Vec::new();
        // What happens in between is only about writing and hearing.
        let mut between = between.iter().filter(|event| {
            matches!(event, Event::Write(..) | Event::Hear(..) | Event::Lose(..) | Event::Restart(_))
        });
        for (tab, id, value, add) in steps {
            let claim = ClaimId(id);
            match tab {
                0 => set(&mut world, tab, claim, |claim| claim.stance = Some(i32::from(value))),
                1 => set(&mut world, tab, claim, |claim| claim.note = value.to_string()),
                _ => set(&mut world, tab, claim, |claim| claim.certainty = Some(value)),
            }
            last[tab][usize::try_from(id).unwrap()] = Some(value);
            if add {
                let fresh = world.fresh();
                let tab = &mut world.tabs[tab];
                let old = &tab.project.claims()[&ClaimId(1)];
                let new = Claim { id: ClaimId(fresh), links: Vec::new(), ..(**old).clone() };
                let changes = claim::add(&tab.project, new);
                tab.edit(changes, fresh);
                added.push(ClaimId(fresh));
            }
            for event in between.by_ref().take(2) {
                world.happen(event);
            }
        }
        world.settle();
        world.assert_one()?;
        let claims = world.disk.project.claims();
        for (id, claim) in claims.iter().filter(|(id, _)| id.0 < 4) {
            let of = |tab: usize| last[tab][usize::try_from(id.0).unwrap()];
            prop_assert_eq!(claim.stance, of(0).map(i32::from));
            prop_assert_eq!(claim.note.clone(), of(1).map_or(String::new(), |v| v.to_string()));
            prop_assert_eq!(claim.certainty, of(2));
        }
        for id in added {
            prop_assert!(claims.contains_key(&id));
        }
        prop_assert_eq!(world.tabs.iter().map(|tab| tab.given_up).sum::<usize>(), 0);
    }

    #[test]
    fn each_tab_takes_back_its_own_steps_and_nothing_of_the_others(
        steps in proptest::collection::vec((0..2usize, 1..4u128, 1u8..100), 0..30),
        between in events(2, 40),
    ) {
        let mut world = World::new(2, 1000);
        let mut between = between
            .iter()
            .filter(|event| matches!(event, Event::Write(..) | Event::Hear(..) | Event::Lose(..)));
        let mut notes = [""; 4].map(str::to_owned);
        for (tab, id, value) in steps {
            if tab == 0 {
                set(&mut world, 0, ClaimId(id), |claim| claim.stance = Some(i32::from(value)));
            } else {
                set(&mut world, 1, ClaimId(id), |claim| claim.note = value.to_string());
                notes[usize::try_from(id).unwrap()] = value.to_string();
            }
            for event in between.by_ref().take(2) {
                world.happen(event);
            }
        }
        loop {
            let id = world.fresh();
            if !world.tabs[0].undo(id) {
                break;
            }
            for event in between.by_ref().take(1) {
                world.happen(event);
            }
        }
        world.settle();
        world.assert_one()?;
        for (id, claim) in world.disk.project.claims() {
            prop_assert_eq!(claim.stance, None);
            prop_assert_eq!(&claim.note, &notes[usize::try_from(id.0).unwrap()]);
        }
    }
}

#[test]
fn a_message_of_another_tab_reaches_a_tab_that_did_nothing() {
    let mut world = World::new(2, 1000);
    set(&mut world, 0, ClaimId(1), |claim| claim.stance = Some(1));
    world.write(0, 9, false);
    world.happen(&Event::Hear(1, 0, false));
    assert_eq!(world.tabs[1].project.claims()[&ClaimId(1)].stance, Some(1));
    assert!(world.tabs[1].project.text(DocumentId(1)).is_some());
}
