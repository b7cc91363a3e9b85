//! Where keys go: claim types first, because coding is what the keys are for, then commands.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::desk::command::command_for;
use crate::desk::keymap::Chord;
use crate::desk::view::menu;
use crate::desk::{Desk, Focus, Place};
use crate::model::{Code, CodeKind};
use crate::web::context::AppContext;
use crate::web::dom::{keyboard, page};

/// Listens to every key of the window.
pub(super) fn listen(ctx: AppContext) {
    let handle = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        let Some(chord) = keyboard::chord(&event) else { return };
        let typing = page::is_typing();
        if event.default_prevented() || typing && !works_while_typing(&chord) {
            return;
        }
        // A dialog has its own keys; Escape reaches it through the browser.
        if ctx.desk.with_untracked(Desk::overlay).is_some() {
            return;
        }
        let active = page::document().active_element();
        let in_text = active.as_ref().is_some_and(|element| element.id() == "text");
        let on_control = active.is_some_and(|element| {
            matches!(element.tag_name().as_str(), "BUTTON" | "SUMMARY" | "A" | "INPUT")
        });
        // A button takes Space and Enter for itself.
        if on_control && matches!(chord.key.as_str(), " " | "Enter") && !chord.ctrl {
            return;
        }
        // What was typed is handed over before the command, which may save it or take the field away.
        if typing {
            page::hand_over_field();
        }
        if run_chord(ctx, &chord, in_text) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Says whether a chord reaches commands even while something is being typed.
fn works_while_typing(chord: &Chord) -> bool {
    chord.ctrl && matches!(chord.key.as_str(), "k" | "s" | "e" | "o" | "i" | "Enter")
        || chord.key == "Escape"
}

/// Runs what a chord stands for; says whether it stood for anything.
fn run_chord(ctx: AppContext, chord: &Chord, in_text: bool) -> bool {
    if let Some(code) = ctx.desk.with_untracked(|desk| type_of_key(desk, chord)) {
        ctx.act(|desk, host| {
            if desk.selected().is_some() {
                desk.code_selection(host, code.id)
            } else {
                desk.toggle_type(host, code.id)
            }
        });
        return true;
    }
    let command = ctx.desk.with_untracked(|desk| command_for(desk, chord, in_text));
    if let Some(command) = command {
        ctx.act(command.run);
    }
    command.is_some()
}

/// Returns the claim type a key stands for, where there is something to code.
fn type_of_key(desk: &Desk, chord: &Chord) -> Option<Arc<Code>> {
    let something = desk.selected().is_some() || matches!(desk.focus(), Focus::Claim(_));
    if desk.place() != Place::Code || !something {
        return None;
    }
    let key = chord.character()?;
    let types = menu::offered(desk, CodeKind::ClaimType);
    types.into_iter().find(|code| code.key == Some(key))
}
