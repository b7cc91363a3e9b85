//! What every component is given: the desk to look at, and the one way to change it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::desk::keymap::Bindings;
use crate::desk::{Desk, Effect, Host, Notice, Outcome, command};
use crate::edit::Change;
use crate::model::{Project, Timestamp};
use crate::web::host;

/// The application as components see it.
#[derive(Clone, Copy)]
pub struct AppContext {
    /// What is on the desk. Components read slices of it through memos, and never write.
    pub desk: DeskSignal,
    /// The project's revision: views of the project depend on this and not on every caret move.
    pub revision: Memo<u64>,
    /// The keys in force.
    pub keys: Memo<Arc<Bindings>>,
    effects: StoredValue<Callback<Effect>>,
}

impl AppContext {
    /// Makes the context; `perform` carries out effects.
    pub fn new(desk: RwSignal<Desk>, perform: Callback<Effect>) -> Self {
        let revision = Memo::new(move |_| desk.with(Desk::revision));
        // A memo that was never read hears of no change, and most views only track this one.
        revision.with_untracked(|_| ());
        let keys = Memo::new(move |_| desk.with(|desk| Arc::clone(desk.keys())));
        Self { desk: DeskSignal(desk), revision, keys, effects: StoredValue::new(perform) }
    }

    /// Returns the context of the component that is being made.
    pub fn get() -> Self {
        expect_context()
    }

    /// Does something to the desk and carries out what follows from it.
    pub fn act(self, act: impl FnOnce(&mut Desk, &mut Host) -> Outcome) {
        let mut act = Some(act);
        self.act_by(&mut |desk, host| act.take().map_or(Ok(Vec::new()), |act| act(desk, host)));
    }

    /// What all acts have in common; compiled once, where [`Self::act`] is compiled for each act.
    #[inline(never)]
    fn act_by(self, act: &mut dyn FnMut(&mut Desk, &mut Host) -> Outcome) {
        let outcome = self.desk.0.try_update(|desk| {
            let mut random = host::random;
            act(desk, &mut Host { now: host::now(), random: &mut random })
        });
        match outcome {
            Some(Ok(effects)) => effects.into_iter().for_each(|effect| self.perform(effect)),
            Some(Err(notice)) => self.tell(notice),
            // The desk is gone with the page.
            None => {}
        }
    }

    /// Runs the command with an id, when it can be done now.
    pub fn run(self, id: &str) {
        if let Some(command) = command::command(id)
            && self.desk.with_untracked(command.enabled)
        {
            self.act(command.run);
        }
    }

    /// Carries out changes as one undoable step named by `label`.
    pub fn edit(self, label: &str, changes: impl FnOnce(&Project, Timestamp) -> Vec<Change>) {
        let mut changes = Some(changes);
        self.edit_by(label, &mut |project, now| {
            changes.take().map_or_else(Vec::new, |changes| changes(project, now))
        });
    }

    #[inline(never)]
    fn edit_by(self, label: &str, changes: &mut dyn FnMut(&Project, Timestamp) -> Vec<Change>) {
        self.act_by(&mut |desk, host| {
            let now = host.now;
            desk.edit(host, label, |project| changes(project, now))
        });
    }

    /// Changes what is shown; for changes of the desk that follow from nothing else.
    pub fn show(self, change: impl FnOnce(&mut Desk)) {
        let mut change = Some(change);
        self.act_by(&mut |desk, _| {
            if let Some(change) = change.take() {
                change(desk);
            }
            Ok(Vec::new())
        });
    }

    /// Returns the first key of a command as it is shown; empty when it has none.
    pub fn key_of(self, id: &str) -> String {
        self.keys.with(|keys| keys.shown(id).into_iter().next().unwrap_or_default())
    }

    /// Returns a tip with the key of a command behind it: "Undo (Ctrl+Z)".
    pub fn with_key(self, tip: &str, id: &str) -> String {
        match self.key_of(id) {
            key if key.is_empty() => tip.to_owned(),
            key => format!("{tip} ({key})"),
        }
    }

    /// Tells the user something.
    pub fn tell(self, notice: Notice) {
        self.perform(Effect::Tell(notice));
    }

    /// Carries out one effect.
    pub fn perform(self, effect: Effect) {
        self.effects.with_value(|perform| perform.run(effect));
    }

    /// Returns a view of the project that is worked out anew only when the project changes.
    pub fn project_memo<T: PartialEq + Send + Sync + 'static>(
        self,
        view: impl Fn(&Desk) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| {
            self.revision.track();
            self.desk.with_untracked(&view)
        })
    }

    /// Returns a view of anything on the desk.
    pub fn memo<T: PartialEq + Send + Sync + 'static>(
        self,
        view: impl Fn(&Desk) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.desk.with(&view))
    }
}

/// The desk for those who only look at it.
///
/// Its methods are those of a signal. They are thin, because they are compiled anew for each use:
/// what all uses have in common is compiled once.
#[derive(Clone, Copy)]
pub struct DeskSignal(RwSignal<Desk>);

impl DeskSignal {
    /// Looks at the desk, and is told when it changes.
    #[track_caller]
    pub fn with<T>(self, look: impl FnOnce(&Desk) -> T) -> T {
        self.0.track();
        self.with_untracked(look)
    }

    /// Looks at the desk as it is now.
    #[track_caller]
    pub fn with_untracked<T>(self, look: impl FnOnce(&Desk) -> T) -> T {
        let mut look = Some(look);
        let mut seen = None;
        self.show(&mut |desk| seen = look.take().map(|look| look(desk)));
        seen.expect("the desk was shown once")
    }

    #[inline(never)]
    #[track_caller]
    fn show(self, look: &mut dyn FnMut(&Desk)) {
        self.0.with_untracked(|desk| look(desk));
    }
}
