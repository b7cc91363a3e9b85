//! Somebody at a desk: runs commands and presses keys as the app would, with a clock of its own.

#![expect(clippy::unwrap_used, reason = "helpers of tests; clippy knows tests themselves only")]

use claimlight::desk::command::{command, command_for};
use claimlight::desk::keymap::Chord;
use claimlight::desk::{Desk, Effect, Host, Outcome};
use claimlight::model::{Coder, CoderId, Project, Record, Timestamp};

/// A desk with a project and the one who works on it.
pub(crate) struct Worker {
    pub(crate) desk: Desk,
    /// The clock, in ms since 1970; every action takes one.
    now: u64,
    /// What the next fresh id is made of, told apart by who works.
    random: u128,
}

impl Worker {
    /// Sits down at a project that knows the worker, whose own record is no part of any step.
    pub(crate) fn new(mut project: Project, name: &str) -> Self {
        let coder = Coder::new(CoderId::from_name(name), name);
        project.put(Record::Coder(coder.clone().into()));
        let random = coder.id.0;
        Self { desk: Desk::new(project, Some(coder)), now: 1_605_000_000_000, random }
    }

    pub(crate) fn project(&self) -> &Project {
        self.desk.project()
    }

    /// Does something that must not be refused.
    pub(crate) fn act(&mut self, act: impl FnOnce(&mut Desk, &mut Host) -> Outcome) -> Vec<Effect> {
        self.now += 1;
        let random = &mut self.random;
        let mut next = || {
            *random = random.wrapping_add(1);
            *random
        };
        let mut host = Host { now: Timestamp(self.now), random: &mut next };
        act(&mut self.desk, &mut host).unwrap()
    }

    /// Runs a command of the table, which must be on.
    pub(crate) fn run(&mut self, id: &str) -> Vec<Effect> {
        let command = command(id).unwrap_or_else(|| panic!("there is no command {id}"));
        assert!((command.enabled)(&self.desk), "{id} is off");
        self.act(command.run)
    }

    /// Presses keys in the text, one after the other; each must run a command.
    pub(crate) fn press(&mut self, keys: &str) {
        for key in keys.split(' ') {
            let chord = Chord::parse(key).unwrap_or_else(|| panic!("{key} is no key"));
            let command = command_for(&self.desk, &chord, true);
            let command = command.unwrap_or_else(|| panic!("{key} runs nothing here"));
            self.act(command.run);
        }
    }

    /// Takes back everything that can be taken back.
    pub(crate) fn undo_all(&mut self) {
        while self.desk.history().undo_label().is_some() {
            self.run("undo");
        }
    }
}
