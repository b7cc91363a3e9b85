//! From a plan and choices to changes that leave the project sound.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Incoming;
use super::differ::Names;
use super::plan::{Choice, Plan};
use crate::edit::Change;
use crate::model::{Claim, Code, CodeId, CodeKind, Key, Project, Record, check};

/// What carrying out a plan comes to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The changes, for one transaction whose origin is the merge.
    pub changes: Vec<Change>,
    /// What was not taken over, or not whole.
    pub set_aside: Vec<SetAside>,
}

/// Something of theirs that does not fit, even with everything else they sent.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    /// What record.
    pub key: Key,
    /// What it is called in a list: its name, or the words it stands at.
    pub title: String,
    /// What became of it: a lower-case sentence without final stop.
    pub reason: String,
    /// The record as it came.
    pub record: Record,
}

pub(super) fn resolve(plan: &Plan, ours: &Project, choices: &BTreeMap<Key, Choice>) -> Outcome {
    let mut draft = Draft::new(ours);
    draft.unite(&plan.united);
    for record in plan.additions.iter().chain(&plan.settled) {
        draft.take(record.clone());
    }
    for conflict in &plan.conflicts {
        if choices.get(&conflict.key) == Some(&Choice::Theirs) {
            draft.take(conflict.theirs.clone());
        }
    }
    draft.finish(ours)
}

/// The project as it will be, and how it came to be so.
pub(super) struct Draft {
    pub(super) project: Project,
    /// What stood under each key of an incoming record before that was put there.
    before: BTreeMap<Key, Option<Record>>,
    touched: BTreeSet<Key>,
    set_aside: Vec<SetAside>,
}

impl Draft {
    /// Begins with the project as it is.
    pub(super) fn new(ours: &Project) -> Self {
        Self {
            project: ours.clone(),
            before: BTreeMap::new(),
            touched: BTreeSet::new(),
            set_aside: Vec::new(),
        }
    }

    /// Puts our records as uniting twins makes them.
    pub(super) fn unite(&mut self, united: &BTreeMap<Key, Option<Record>>) {
        for (key, record) in united {
            match record {
                Some(record) => {
                    self.touched.insert(*key);
                    drop(self.project.put(record.clone()));
                }
                None => self.drop_key(*key),
            }
        }
    }

    /// Lets a record of ours go.
    pub(super) fn drop_key(&mut self, key: Key) {
        self.touched.insert(key);
        drop(self.project.remove(key));
    }

    /// Looks at a record of ours again in the end, because something it refers to may be gone.
    pub(super) fn look_again(&mut self, key: Key) {
        let now = self.project.get(key);
        self.before.entry(key).or_insert(now);
        self.touched.insert(key);
    }

    /// Makes everything sound, and says what that came to.
    pub(super) fn finish(&mut self, ours: &Project) -> Outcome {
        self.break_circles();
        self.set_unfit_aside();
        Outcome { changes: self.changes(ours), set_aside: std::mem::take(&mut self.set_aside) }
    }

    /// Puts an incoming record.
    pub(super) fn take(&mut self, record: Record) {
        let key = record.key();
        if let (Some(Record::Code(own)), Record::Code(theirs)) = (self.project.get(key), &record)
            && own.kind != theirs.kind
        {
            let reason = "it is a claim type on one side and an issue on the other, so ours stays";
            self.note(key, reason.to_owned(), record);
            return;
        }
        let before = self.project.put(record);
        self.before.entry(key).or_insert(before);
        self.touched.insert(key);
    }

    /// Lets codes that would stand above themselves stand at the top. Two codes nested one way by
    /// one side and the other way by the other come to that when one is chosen from each.
    fn break_circles(&mut self) {
        if !self.before.keys().any(|key| matches!(key, Key::Code(_))) {
            return;
        }
        let mut sound: BTreeSet<CodeId> = BTreeSet::new();
        let ids: Vec<CodeId> = self.project.codes().keys().copied().collect();
        for id in ids {
            let mut path = Vec::new();
            let mut at = Some(id);
            while let Some(code) = at.filter(|code| !sound.contains(code)) {
                if let Some(from) = path.iter().position(|known| *known == code) {
                    let first = path.iter().skip(from).min().copied();
                    if let Some(first) = first {
                        self.lift(first);
                    }
                    break;
                }
                path.push(code);
                at = self.project.codes().get(&code).and_then(|code| code.parent);
            }
            sound.extend(path);
        }
    }

    /// Takes a code from under its parent.
    fn lift(&mut self, id: CodeId) {
        let Some(code) = self.project.codes().get(&id).cloned() else { return };
        let reason =
            format!("“{}” stood above and below the same code; it is now at the top", code.name);
        self.note(Key::Code(id), reason, Record::Code(Arc::clone(&code)));
        let top = Record::Code(Arc::new(Code { parent: None, ..(*code).clone() }));
        drop(self.project.put(top));
        self.touched.insert(Key::Code(id));
    }

    /// Trims and checks what came in until everything left is sound: setting one record aside may
    /// leave another without what it refers to.
    fn set_unfit_aside(&mut self) {
        loop {
            let mut settled = true;
            let keys: Vec<Key> = self.before.keys().copied().collect();
            for key in keys {
                let Some(record) = self.project.get(key) else { continue };
                if self.check(&record).is_ok() {
                    continue;
                }
                let (trimmed, lost) = self.trimmed(&record);
                if let Some(trimmed) = trimmed {
                    drop(self.project.put(trimmed));
                    self.note(key, lost, record.clone());
                }
                let Some(now) = self.project.get(key) else { continue };
                if let Err(reason) = self.check(&now) {
                    self.give_back(key);
                    self.note(key, reason, record);
                    settled = false;
                }
            }
            if settled {
                return;
            }
        }
    }

    /// Puts back what stood under a key before an incoming record did.
    fn give_back(&mut self, key: Key) {
        match self.before.remove(&key).flatten() {
            Some(own) => drop(self.project.put(own)),
            None => drop(self.project.remove(key)),
        }
    }

    /// Returns a record without those of its parts that lead nowhere, and says which; nothing when
    /// it is whole.
    fn trimmed(&self, record: &Record) -> (Option<Record>, String) {
        let has = |key: Key| self.project.get(key).is_some();
        match record {
            Record::Code(code) => match code.parent.filter(|id| !self.has_code(*id, code.kind)) {
                Some(parent) => {
                    let top = Code { parent: None, ..(**code).clone() };
                    let lost =
                        format!("moved to the top, as there is no code {parent} of its kind");
                    (Some(Record::Code(Arc::new(top))), lost)
                }
                None => (None, String::new()),
            },
            Record::Actor(actor) if actor.affiliations.iter().any(|a| !has(Key::Actor(a.with))) => {
                let mut whole = (**actor).clone();
                whole.affiliations.retain(|affiliation| has(Key::Actor(affiliation.with)));
                let lost = "affiliations with actors that are not there were left out".to_owned();
                (Some(Record::Actor(Arc::new(whole))), lost)
            }
            Record::Claim(claim) => {
                let (whole, lost) = self.trimmed_claim(claim);
                if lost.is_empty() {
                    return (None, String::new());
                }
                let lost = format!("left out, as they are not there: {}", lost.join(", "));
                (Some(Record::Claim(Arc::new(whole))), lost)
            }
            _ => (None, String::new()),
        }
    }

    fn trimmed_claim(&self, claim: &Claim) -> (Claim, Vec<String>) {
        fn keep<T>(list: &mut Vec<T>, lost: &mut Vec<String>, of: impl Fn(&T) -> (bool, Key)) {
            list.retain(|item| {
                let (fits, key) = of(item);
                if !fits {
                    lost.push(key.to_string());
                }
                fits
            });
        }
        let has = |key: Key| self.project.get(key).is_some();
        let is = |id: CodeId, kind: CodeKind| self.has_code(id, kind);
        let (mut whole, mut lost) = (claim.clone(), Vec::new());
        keep(&mut whole.types, &mut lost, |id| (is(*id, CodeKind::ClaimType), Key::Code(*id)));
        keep(&mut whole.issues, &mut lost, |id| (is(*id, CodeKind::Issue), Key::Code(*id)));
        keep(&mut whole.participants, &mut lost, |p| {
            (has(Key::Actor(p.actor)), Key::Actor(p.actor))
        });
        keep(&mut whole.links, &mut lost, |link| (has(Key::Claim(link.to)), Key::Claim(link.to)));
        for participant in &mut whole.participants {
            if let Some(id) = participant.mention.filter(|id| !has(Key::Mention(*id))) {
                participant.mention = None;
                lost.push(Key::Mention(id).to_string());
            }
        }
        whole.values.retain(|id, _| {
            let fits = has(Key::Variable(*id));
            if !fits {
                lost.push(Key::Variable(*id).to_string());
            }
            fits
        });
        (whole, lost)
    }

    fn has_code(&self, id: CodeId, kind: CodeKind) -> bool {
        self.project.codes().get(&id).is_some_and(|code| code.kind == kind)
    }

    /// Checks an incoming record as it now stands.
    fn check(&self, record: &Record) -> Result<(), String> {
        if let Record::Document(document) = record {
            let is_new = matches!(self.before.get(&record.key()), Some(None));
            if is_new && self.project.text(document.id).is_none() {
                return Err("its text is neither in the file nor in the project".to_owned());
            }
        }
        check::record(&self.project, record).map_err(|fault| fault.to_string())
    }

    fn note(&mut self, key: Key, reason: String, record: Record) {
        let names = Names { ours: &self.project, incoming: &Incoming::default() };
        let title = names.title(&record);
        self.set_aside.push(SetAside { key, title, reason, record });
    }

    /// Returns the changes that lead from ours to the draft.
    fn changes(&self, ours: &Project) -> Vec<Change> {
        let touched = self.touched.iter();
        touched
            .filter_map(|key| match (self.project.get(*key), ours.get(*key)) {
                (Some(new), old) if old.as_ref() != Some(&new) => Some(Change::Put(new)),
                (None, Some(_)) => Some(Change::Remove(*key)),
                _ => None,
            })
            .collect()
    }
}
