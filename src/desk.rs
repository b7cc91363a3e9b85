//! The project on the desk: what the user has open, selected and typed, and what can be done to it.
//!
//! Invariant: nothing here knows that a browser exists; time, randomness and storage are outside.

mod affiliate;
pub mod arrival;
mod asking;
pub mod attempt;
pub mod caret;
mod chosen;
pub mod code_claim;
pub mod code_key;
pub mod command;
pub mod describe;
pub mod disk;
pub mod edge;
pub mod effect;
pub mod filter;
pub mod follow;
pub mod guess;
pub mod host;
pub mod intake;
pub mod keymap;
pub mod past;
pub mod place;
pub mod prompt;
mod repeat;
pub mod side;
pub mod sift;
pub mod take_in;
#[cfg(test)]
mod trial;
mod uncoded;
pub mod view;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use arrival::Arrival;
pub use caret::Caret;
pub use effect::{Effect, LineStep, Notice, ReadingStep, Severity};
pub use host::Host;
pub use place::{Address, Place};
pub use prompt::{Overlay, Prompt};

use crate::edit::{Change, Done, History, Meta, Origin, Transaction};
use crate::model::{
    Claim, ClaimId, Coder, CoderId, DocumentId, Key, Mention, MentionId, Project, Record,
    TransactionId,
};
use crate::store::SetAside;
use crate::text::Text;
use keymap::Bindings;
use view::documents::DocumentList;

/// What became of an action: what the outside has to do, or why nothing was done.
pub type Outcome = Result<Vec<Effect>, Notice>;

/// What has the user's attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// Nothing but the text.
    #[default]
    None,
    /// A claim, its card open.
    Claim(ClaimId),
    /// A mention.
    Mention(MentionId),
}

/// An open project with everything that is true only while somebody works on it.
#[derive(Debug, Clone)]
pub struct Desk {
    project: Project,
    history: History,
    me: Option<Coder>,
    place: Place,
    document: Option<DocumentId>,
    caret: Caret,
    focus: Focus,
    prompt: Option<Prompt>,
    overlay: Option<Overlay>,
    postponed: Option<ClaimId>,
    keys: Arc<Bindings>,
    list: DocumentList,
    last_claim: Option<ClaimId>,
    chosen: chosen::Chosen,
    arrival: Option<Arrival>,
    sift: sift::Sift,
    side: side::Side,
    set_aside: Arc<[SetAside]>,
    revision: u64,
}

impl Desk {
    /// Puts a project on the desk. `me` is who codes, once the name is known.
    pub fn new(project: Project, me: Option<Coder>) -> Self {
        let mut desk = Self {
            project,
            history: History::default(),
            me,
            place: Place::Code,
            document: None,
            caret: Caret::default(),
            focus: Focus::None,
            prompt: None,
            overlay: None,
            postponed: None,
            keys: Arc::default(),
            list: DocumentList::default(),
            last_claim: None,
            chosen: chosen::Chosen::default(),
            arrival: None,
            sift: sift::Sift::default(),
            side: side::Side::default(),
            set_aside: Arc::default(),
            revision: 0,
        };
        desk.document = view::documents::order(&desk).first().copied();
        desk.sift_document(None);
        desk
    }

    /// Returns a number that grows with every change of the project, so that views of it are
    /// worked out only then.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Lets the revision go on from another desk's, so that views notice when this one takes its
    /// place.
    #[must_use]
    pub fn in_place_of(mut self, other: &Self) -> Self {
        self.revision = other.revision + 1;
        self.list.take_the_place_of(&other.list);
        self.keys = Arc::clone(&other.keys);
        self
    }

    /// Returns the project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Returns what can be taken back and done again.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Returns who codes, once the name is known.
    pub fn me(&self) -> Option<&Coder> {
        self.me.as_ref()
    }

    /// Returns the screen shown.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Returns the open document.
    pub fn document(&self) -> Option<DocumentId> {
        self.document
    }

    /// Returns the open document's text, when it is in memory.
    pub fn text(&self) -> Option<&Text> {
        self.document.and_then(|id| self.project.text(id))
    }

    /// Returns the caret and selection in the open text.
    pub fn caret(&self) -> Caret {
        self.caret
    }

    /// Returns what has the user's attention.
    pub fn focus(&self) -> Focus {
        self.focus
    }

    /// Returns the focused claim.
    pub fn focused_claim(&self) -> Option<&Arc<Claim>> {
        match self.focus {
            Focus::Claim(id) => self.project.claims().get(&id),
            Focus::None | Focus::Mention(_) => None,
        }
    }

    /// Returns the focused mention.
    pub fn focused_mention(&self) -> Option<&Arc<Mention>> {
        match self.focus {
            Focus::Mention(id) => self.project.mentions().get(&id),
            Focus::None | Focus::Claim(_) => None,
        }
    }

    /// Returns what is being asked beside the text.
    pub fn prompt(&self) -> Option<Prompt> {
        self.prompt
    }

    /// Returns the keys in force.
    pub fn keys(&self) -> &Arc<Bindings> {
        &self.keys
    }

    /// Puts other keys in force.
    pub fn set_keys(&mut self, keys: Bindings) {
        self.keys = Arc::new(keys);
    }

    /// Returns the dialog that is open.
    pub fn overlay(&self) -> Option<Overlay> {
        self.overlay
    }

    /// Returns how the document list is filtered and sorted.
    pub fn list(&self) -> &DocumentList {
        &self.list
    }

    /// Changes how the document list is filtered and sorted.
    pub fn list_mut(&mut self) -> &mut DocumentList {
        &mut self.list
    }

    /// Returns the colleague's file that waits to be taken in.
    pub fn arrival(&self) -> Option<&Arrival> {
        self.arrival.as_ref()
    }

    /// Shows a colleague's file, or how reading it goes, for the user to say what becomes of it.
    pub fn set_arrival(&mut self, arrival: Arrival) {
        self.set_overlay(Some(Overlay::ImportProject));
        self.arrival = Some(arrival);
    }

    /// Says what became of a file that was being read; nothing when the user gave it up meanwhile.
    pub fn finish_arrival(&mut self, arrival: Arrival) {
        let waits = matches!(&self.arrival, Some(before) if before.is_waiting_for(arrival.file()));
        if waits {
            self.arrival = Some(arrival);
        }
    }

    /// Opens a dialog, or closes the one that is open. A file that waited is let go with it.
    pub fn set_overlay(&mut self, overlay: Option<Overlay>) {
        self.overlay = overlay;
        if overlay != Some(Overlay::ImportProject) {
            self.arrival = None;
        }
    }

    /// Shows a screen.
    pub fn go(&mut self, place: Place) {
        self.place = place;
        self.prompt = None;
    }

    /// Opens a document at its start.
    pub fn open_document(&mut self, id: DocumentId) {
        if self.document != Some(id) && self.project.documents().contains_key(&id) {
            self.document = Some(id);
            self.caret = Caret::default();
            self.focus = Focus::None;
            self.prompt = None;
            self.sift_document(None);
        }
    }

    /// Moves the caret or the selection; a question about another stretch is taken back. Who selects
    /// further words is done with the question about the claim before, and wants to code them.
    pub fn set_caret(&mut self, caret: Caret) {
        if let Some(text) = self.text() {
            let caret = Caret { anchor: text.floor(caret.anchor), focus: text.floor(caret.focus) };
            if caret != self.caret {
                self.caret = caret;
                let over = match self.prompt {
                    Some(Prompt::Mention(_) | Prompt::Overlap(_)) => true,
                    Some(Prompt::Participant(..) | Prompt::Types(_) | Prompt::Issues(_)) => {
                        caret.span().is_some()
                    }
                    Some(Prompt::MentionActor(_) | Prompt::Card | Prompt::Filter) | None => false,
                };
                if over {
                    self.prompt = None;
                }
            }
        }
    }

    /// Gives a claim, a mention or nothing the user's attention; opens its document.
    pub fn set_focus(&mut self, focus: Focus) {
        let document = match focus {
            Focus::None => None,
            Focus::Claim(id) => self.project.claims().get(&id).map(|claim| claim.document),
            Focus::Mention(id) => self.project.mentions().get(&id).map(|m| m.document),
        };
        if let Some(document) = document {
            self.open_document(document);
            self.place = Place::Code;
        }
        if self.focus != focus {
            self.focus =
                if focus == Focus::None || document.is_some() { focus } else { self.focus };
            self.prompt = None;
        }
    }

    /// Returns the address of what is shown.
    pub fn address(&self) -> Address {
        let claim = self.focused_claim().map(|claim| claim.id);
        Address { place: self.place, document: self.document, claim }
    }

    /// Goes where an address points; what it names and is not there is passed over.
    pub fn visit(&mut self, address: Address) {
        self.go(address.place);
        if let Some(document) = address.document {
            self.open_document(document);
        }
        let known = address.claim.filter(|id| self.project.claims().contains_key(id));
        match known {
            Some(claim) => self.set_focus(Focus::Claim(claim)),
            None if address.document.is_some() => self.focus = Focus::None,
            None => {}
        }
    }

    /// Names who codes. The name reaches the project with the next change, or now when the coder
    /// is in it already.
    pub fn set_me(&mut self, coder: Coder, host: &mut Host) -> Outcome {
        let id = coder.id;
        self.me = Some(coder);
        if self.project.coders().contains_key(&id) {
            return self.edit(host, "rename coder", |_| Vec::new());
        }
        Ok(Vec::new())
    }

    /// Carries out changes as one undoable step named by `label`, and asks that it be kept.
    ///
    /// No changes, no step.
    pub fn edit(
        &mut self,
        host: &mut Host,
        label: &str,
        changes: impl FnOnce(&Project) -> Vec<Change>,
    ) -> Outcome {
        let changes = changes(&self.project);
        self.transact(host, label, Origin::User, changes)
    }

    /// Carries out changes that came from a file or another coder as one undoable step.
    pub fn take_in(
        &mut self,
        host: &mut Host,
        label: &str,
        origin: Origin,
        changes: Vec<Change>,
    ) -> Outcome {
        self.transact(host, label, origin, changes)
    }

    fn transact(
        &mut self,
        host: &mut Host,
        label: &str,
        origin: Origin,
        changes: Vec<Change>,
    ) -> Outcome {
        let changes: Vec<Change> = self.my_record().into_iter().chain(changes).collect();
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        let meta = Meta {
            id: TransactionId(host.fresh()),
            at: host.now,
            coder: self.me.as_ref().map(|me| me.id),
            label: label.to_owned(),
            origin,
        };
        let done = self.history.commit(&mut self.project, Transaction { meta, changes })?;
        self.settle(&done.transaction.keys());
        Ok(vec![Effect::Keep(Box::new(done))])
    }

    /// Returns the change that brings the coder's record up to date.
    fn my_record(&self) -> Option<Change> {
        let me = self.me.as_ref()?;
        let known = self.project.coders().get(&me.id);
        let named = known.is_some_and(|coder| coder.name == me.name);
        (!named).then(|| Change::Put(Record::Coder(Arc::new(me.clone()))))
    }

    /// Takes the last step back.
    pub fn undo(&mut self, host: &mut Host) -> Outcome {
        self.replay(host, "Undone", History::undo)
    }

    /// Does the last step taken back again.
    pub fn redo(&mut self, host: &mut Host) -> Outcome {
        self.replay(host, "Done again", History::redo)
    }

    fn replay(&mut self, host: &mut Host, word: &str, step: Step) -> Outcome {
        let id = TransactionId(host.fresh());
        let Some(done) = step(&mut self.history, &mut self.project, id, host.now) else {
            return Err(Notice::warning(format!("{word}: there is nothing left to do."), ""));
        };
        let done = done?;
        self.settle(&done.transaction.keys());
        self.show_restored(&done.transaction);
        let label = &done.transaction.meta.label;
        let told = Effect::Tell(Notice::info(format!("{word}: {label}.")));
        Ok(vec![Effect::Keep(Box::new(done)), told])
    }

    /// Opens the document that a step brought back, when it is just one.
    fn show_restored(&mut self, done: &Transaction) {
        let mut texts = done.changes.iter().filter_map(|change| match change {
            Change::Put(Record::Text(id, _)) => Some(*id),
            Change::Put(_) | Change::Remove(_) => None,
        });
        if let (Some(id), None) = (texts.next(), texts.next()) {
            self.open_document(id);
        }
    }

    /// Hands the desk a document's text that was not in memory. This is no edit.
    pub fn supply_text(&mut self, document: DocumentId, text: Text) {
        if self.project.documents().contains_key(&document) {
            self.project.put(Record::Text(document, text));
            self.revision += 1;
            self.sift_document(Some(document));
        }
    }

    /// Lets go of what is no longer in the project after records under these keys changed.
    fn settle(&mut self, keys: &BTreeSet<Key>) {
        self.revision += 1;
        self.list.note_changes(keys);
        let (claims, mentions) = (self.project.claims(), self.project.mentions());
        let gone = match self.focus {
            Focus::None => false,
            Focus::Claim(id) => !claims.contains_key(&id),
            Focus::Mention(id) => !mentions.contains_key(&id),
        };
        let unasked = self.prompt.and_then(Prompt::claim).is_some_and(|c| !claims.contains_key(&c));
        if self.last_claim.is_some_and(|id| !claims.contains_key(&id)) {
            self.last_claim = None;
        }
        if gone {
            self.focus = Focus::None;
        }
        if gone || unasked {
            self.prompt = None;
        }
        let here = self.document.filter(|id| self.project.documents().contains_key(id));
        if here.is_none() {
            self.document = view::documents::order(self).first().copied();
            self.caret = Caret::default();
        }
        self.sift_changes(keys);
    }

    /// Returns the id of who codes, when the name is known.
    pub fn my_id(&self) -> Option<CoderId> {
        self.me.as_ref().map(|me| me.id)
    }
}

/// Undo or redo of the history.
type Step = fn(
    &mut History,
    &mut Project,
    TransactionId,
    crate::model::Timestamp,
) -> Option<Result<Done, crate::edit::EditError>>;
