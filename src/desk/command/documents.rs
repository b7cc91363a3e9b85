//! Commands of the document list and its files.

use super::{Command, Group, Scope, always, in_document, with_selection};
use crate::desk::side::Side;
use crate::desk::view::{documents, print as paper};
use crate::desk::{Desk, Effect, Host, Notice, Outcome, Overlay};
use crate::edit::action::document as action;
use crate::model::ProgressState;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "documents.open",
        title: "Open documents",
        help: "Reads text, Markdown and HTML files; nothing is uploaded.",
        group: Group::Documents,
        keys: &["Ctrl+o"],
        scope: Scope::Window,
        enabled: always,
        run: |_, _| Ok(vec![Effect::PickDocuments]),
    },
    Command {
        id: "documents.folder",
        title: "Open a folder of documents",
        help: "Reads every document of a folder and its subfolders.",
        group: Group::Documents,
        keys: &["Ctrl+Shift+o"],
        scope: Scope::Window,
        enabled: always,
        run: |_, _| Ok(vec![Effect::PickFolder]),
    },
    Command {
        id: "documents.paste",
        title: "Paste a text as a document",
        help: "Makes a document of a text on the clipboard.",
        group: Group::Documents,
        keys: &["Ctrl+Shift+v"],
        scope: Scope::Window,
        enabled: always,
        run: |desk, _| {
            desk.set_overlay(Some(Overlay::PasteDocument));
            Ok(Vec::new())
        },
    },
    Command {
        id: "documents.filter",
        title: "Filter the documents",
        help: "Type part of a title, source or date.",
        group: Group::Documents,
        keys: &["/"],
        scope: Scope::Code,
        enabled: always,
        run: |desk, _| {
            desk.show_side(Side::Documents);
            Ok(vec![Effect::FocusFilter])
        },
    },
    Command {
        id: "documents.next",
        title: "Next document",
        help: "Opens the next document of the list.",
        group: Group::Documents,
        keys: &["]"],
        scope: Scope::Code,
        enabled: |desk| desk.document().is_some(),
        run: |desk, _| neighbour(desk, false),
    },
    Command {
        id: "documents.previous",
        title: "Previous document",
        help: "Opens the document above in the list.",
        group: Group::Documents,
        keys: &["["],
        scope: Scope::Code,
        enabled: |desk| desk.document().is_some(),
        run: |desk, _| neighbour(desk, true),
    },
    Command {
        id: "document.done",
        title: "Mark the document as done or not done",
        help: "Sets how far you have come with the open document.",
        group: Group::Documents,
        keys: &["Ctrl+Enter"],
        scope: Scope::Code,
        enabled: in_document,
        run: toggle_done,
    },
    Command {
        id: "document.describe",
        title: "Edit title, date and source",
        help: "Changes what is known about the open document.",
        group: Group::Documents,
        keys: &["i"],
        scope: Scope::Code,
        enabled: |desk| desk.document().is_some(),
        run: |desk, _| {
            desk.set_overlay(desk.document().map(Overlay::Document));
            Ok(Vec::new())
        },
    },
    Command {
        id: "document.exclude",
        title: "Exclude the selection, or include it again",
        help: "Marks website remains and the like as not part of the document.",
        group: Group::Documents,
        keys: &["x"],
        scope: Scope::Code,
        enabled: with_selection,
        run: exclude,
    },
    Command {
        id: "document.print",
        title: "Print the coded document",
        help: "Opens the browser's print dialog: the text with margin notes and a legend.",
        group: Group::Documents,
        keys: &[],
        scope: Scope::Code,
        enabled: in_document,
        run: print,
    },
    Command {
        id: "document.remove",
        title: "Remove the document",
        help: "Takes the open document out of the project, with its claims; this can be undone.",
        group: Group::Documents,
        keys: &[],
        scope: Scope::Code,
        enabled: in_document,
        run: remove,
    },
];

/// A long document takes the browser some seconds, and a longer one goes in parts: both are said.
fn print(desk: &mut Desk, _: &mut Host) -> Outcome {
    let preparing = if desk.document().is_some_and(|id| paper::is_too_long(desk.project(), id)) {
        "The document is too long to be printed at once: a part is prepared, from the caret on. It \
         takes some seconds."
    } else {
        "The document is prepared for printing; a long one takes some seconds."
    };
    Ok(vec![Effect::Tell(Notice::info(preparing)), Effect::Print])
}

fn neighbour(desk: &mut Desk, back: bool) -> Outcome {
    let Some(id) = documents::neighbour(desk, back) else {
        let end = if back { "first" } else { "last" };
        return Err(Notice::warning(format!("This is the {end} document of the list."), ""));
    };
    desk.open_document(id);
    Ok(vec![Effect::FocusText])
}

fn toggle_done(desk: &mut Desk, host: &mut Host) -> Outcome {
    let Some(document) = desk.document() else { return Ok(Vec::new()) };
    let (coder, named) = desk.coder(host);
    let claims = desk.project().claim_count(document);
    let state = match desk.project().progress(coder, document) {
        ProgressState::Done if claims == 0 => ProgressState::Untouched,
        ProgressState::Done => ProgressState::InProgress,
        ProgressState::Untouched | ProgressState::InProgress => ProgressState::Done,
    };
    let label = format!("mark document {}", state.name());
    let mut effects =
        desk.edit(host, &label, |project| action::set_progress(project, coder, document, state))?;
    effects.push(Effect::Tell(Notice::info(format!("Document {}.", state.name()))));
    effects.extend(named);
    Ok(effects)
}

fn exclude(desk: &mut Desk, host: &mut Host) -> Outcome {
    let (Some(id), Some(span)) = (desk.document(), desk.caret().span()) else {
        return Ok(Vec::new());
    };
    let document = desk.project().documents().get(&id);
    let excluded = document.is_some_and(|d| d.excluded.iter().any(|e| e.span.encloses(span)));
    if excluded {
        return desk.edit(host, "include stretch", |project| {
            action::alter(project, id, |document| action::include(document, span))
        });
    }
    desk.edit(host, "exclude stretch", |project| {
        action::alter(project, id, |d| action::exclude(d, span, "website remains"))
    })
}

fn remove(desk: &mut Desk, host: &mut Host) -> Outcome {
    let Some(id) = desk.document() else { return Ok(Vec::new()) };
    let now = host.now;
    let next = documents::neighbour(desk, false).or_else(|| documents::neighbour(desk, true));
    let mut effects =
        desk.edit(host, "remove document", |project| action::remove(project, id, now))?;
    if let Some(next) = next {
        desk.open_document(next);
    }
    let told = Notice::info("The document is removed. Undo brings it back with its claims.");
    effects.extend([Effect::Tell(told), Effect::FocusText]);
    Ok(effects)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::trial::Trial;

    #[test]
    fn at_either_end_of_the_list_a_further_step_says_so_and_stays() {
        let mut trial = Trial::new("One.\n");
        for (back, end) in [(false, "last"), (true, "first")] {
            let all = trial.desk.project().documents().len();
            let mut steps = 0;
            let refused = loop {
                match neighbour(&mut trial.desk, back) {
                    Ok(_) => steps += 1,
                    Err(refused) => break refused,
                }
                assert!(steps < all, "the list has an end");
            };
            let there = trial.desk.document();
            assert_eq!(refused.message, format!("This is the {end} document of the list."));
            assert!(neighbour(&mut trial.desk, back).is_err());
            assert_eq!(trial.desk.document(), there);
        }
    }
}
