//! What every component is given: the desk to look at, and the one way to change it.

use leptos::prelude::*;

use crate::desk::{Desk, Effect, Host, Notice, Outcome, command};
use crate::edit::Change;
use crate::model::{Project, Timestamp};
use crate::web::host;

/// The application as components see it.
#[derive(Clone, Copy)]
pub struct AppContext {
    /// What is on the desk. Components read slices of it through memos, and never write.
    pub desk: RwSignal<Desk>,
    /// The project's revision: views of the project depend on this and not on every caret move.
    pub revision: Memo<u64>,
    effects: StoredValue<Callback<Effect>>,
}

impl AppContext {
    /// Makes the context; `perform` carries out effects.
    pub fn new(desk: RwSignal<Desk>, perform: Callback<Effect>) -> Self {
        let revision = Memo::new(move |_| desk.with(Desk::revision));
        Self { desk, revision, effects: StoredValue::new(perform) }
    }

    /// Returns the context of the component that is being made.
    pub fn get() -> Self {
        expect_context()
    }

    /// Does something to the desk and carries out what follows from it.
    pub fn act(self, act: impl FnOnce(&mut Desk, &mut Host) -> Outcome) {
        let outcome = self.desk.try_update(|desk| {
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
        self.act(|desk, host| {
            let now = host.now;
            desk.edit(host, label, |project| changes(project, now))
        });
    }

    /// Changes what is shown; for changes of the desk that follow from nothing else.
    pub fn show(self, change: impl FnOnce(&mut Desk)) {
        self.act(|desk, _| {
            change(desk);
            Ok(Vec::new())
        });
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
