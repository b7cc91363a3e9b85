//! Commands that change how documents are read.

use super::{Command, Group, Scope, in_document};
use crate::desk::{Desk, Effect, Outcome, Place, ReadingStep};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "reading",
        title: "Reading settings",
        help: "Letters, size, line length, line height, paragraph numbers.",
        group: Group::Text,
        keys: &["Ctrl+,"],
        scope: Scope::Code,
        enabled: reading,
        run: |_, _| step(ReadingStep::Panel),
    },
    Command {
        id: "reading.focus",
        title: "Focus mode",
        help: "Shows nothing but the text and the chosen claim; Escape shows everything again.",
        group: Group::Text,
        keys: &["z"],
        scope: Scope::Code,
        enabled: reading,
        run: |_, _| step(ReadingStep::FocusMode),
    },
    Command {
        id: "reading.larger",
        title: "Larger letters",
        help: "Sets documents in the next larger letters.",
        group: Group::Text,
        keys: &[],
        scope: Scope::Code,
        enabled: reading,
        run: |_, _| step(ReadingStep::Larger),
    },
    Command {
        id: "reading.smaller",
        title: "Smaller letters",
        help: "Sets documents in the next smaller letters.",
        group: Group::Text,
        keys: &[],
        scope: Scope::Code,
        enabled: reading,
        run: |_, _| step(ReadingStep::Smaller),
    },
    Command {
        id: "reading.numbers",
        title: "Paragraph numbers",
        help: "Numbers the lines of the text that hold words, or no longer.",
        group: Group::Text,
        keys: &[],
        scope: Scope::Code,
        enabled: reading,
        run: |_, _| step(ReadingStep::Numbers),
    },
];

/// While a document is open and shown.
fn reading(desk: &Desk) -> bool {
    desk.place() == Place::Code && in_document(desk)
}

fn step(step: ReadingStep) -> Outcome {
    Ok(vec![Effect::Read(step)])
}
