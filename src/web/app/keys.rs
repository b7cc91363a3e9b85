//! Where keys go: claim types first, because coding is what the keys are for, then commands.

use leptos::prelude::*;
use web_sys::{Element, KeyboardEvent};

use super::card_numbers;
use crate::desk::command::{
    choose_card, command_for, command_in_prompt, is_for_text, works_while_typing,
};
use crate::desk::keymap::Chord;
use crate::desk::{Desk, Place, Prompt, code_key};
use crate::web::context::AppContext;
use crate::web::dom::{keyboard, page};

/// Where the keyboard is.
#[derive(Clone, Copy)]
struct Whereabouts {
    /// In the text itself.
    in_text: bool,
    /// In the text, or on a claim's card.
    in_reader: bool,
}

/// Listens to every key of the window.
pub(super) fn listen(ctx: AppContext) {
    let handle = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        // A dialog has its own keys; Escape reaches it through the browser.
        if event.default_prevented()
            || ctx.desk.with_untracked(Desk::overlay).is_some()
            || page::find("dialog[open]").is_some()
        {
            return;
        }
        let held = !page::nobody_has_keyboard();
        let done = keyboard::chords(&event).iter().any(|chord| press(ctx, chord));
        if done {
            event.prevent_default();
            // What had the keyboard may be gone with what was done: undoing a claim takes the field
            // that asks about it away. Whoever wants the keyboard next comes first.
            if held {
                page::after_layout(|| page::after_layout(|| page::give_back(None)));
            }
        }
    });
    on_cleanup(move || handle.remove());
}

/// Does what a chord stands for where the keyboard is; says whether it stood for anything.
fn press(ctx: AppContext, chord: &Chord) -> bool {
    // Where nothing has the keyboard, what is pressed for the text is meant for it.
    if page::nobody_has_keyboard() && ctx.desk.with_untracked(|desk| is_for_text(desk, chord)) {
        page::focus("#text");
    }
    let active = page::document().active_element();
    if page::is_typing() {
        if ctx.desk.with_untracked(|desk| works_while_typing(desk, chord)) {
            // What was typed is handed over before the command, which may save it or take the
            // field away.
            page::hand_over_field();
        } else {
            return active.is_some_and(|field| is_empty_picker(&field))
                && press_in_prompt(ctx, chord);
        }
    }
    let on_control = active.as_ref().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "BUTTON" | "SUMMARY" | "A" | "INPUT")
    });
    // A button takes Space and Enter for itself.
    if on_control && matches!(chord.key.as_str(), " " | "Enter") && !chord.ctrl {
        return false;
    }
    let within = |selector: &str| {
        let found = active.as_ref().map(|element| element.closest(selector));
        found.is_some_and(|found| found.is_ok_and(|found| found.is_some()))
    };
    run_chord(ctx, chord, Whereabouts { in_text: within("#text"), in_reader: within(".reader") })
}

/// Says whether an element is the field of a picker in which nothing has been typed.
fn is_empty_picker(element: &Element) -> bool {
    element.class_list().contains("picker__field") && page::typed(element).is_empty()
}

/// Runs what a sign stands for while something is asked about a claim.
fn press_in_prompt(ctx: AppContext, chord: &Chord) -> bool {
    let command = ctx.desk.with_untracked(|desk| command_in_prompt(desk, chord));
    if let Some(command) = command {
        ctx.act(command.run);
    }
    command.is_some()
}

/// Runs what a chord stands for; says whether it stood for anything.
fn run_chord(ctx: AppContext, chord: &Chord, at: Whereabouts) -> bool {
    if !ctx.desk.with_untracked(|desk| desk.keys().may_act(chord, at.in_reader)) {
        return false;
    }
    if ctx.desk.with_untracked(Desk::prompt) == Some(Prompt::Card) {
        if let Some(number) = chord.character().and_then(|digit| digit.to_digit(10)) {
            let in_view = card_numbers::in_view(ctx);
            ctx.act(|desk, _| choose_card(desk, &in_view, number as usize));
            return true;
        }
        // Any other key means what it always means, and the numbers go.
        ctx.show(|desk| desk.set_prompt(None));
        if chord.key == "Escape" {
            return true;
        }
    }
    if let Some(code) = ctx.desk.with_untracked(|desk| code_key::meant(desk, chord, at.in_text)) {
        ctx.act(|desk, host| {
            if desk.selected().is_some() {
                desk.code_selection(host, code)
            } else {
                desk.toggle_type(host, code)
            }
        });
        return true;
    }
    let command = ctx.desk.with_untracked(|desk| command_for(desk, chord, at.in_text));
    if let Some(command) = command {
        ctx.act(command.run);
        return true;
    }
    // A claim type's key with nothing to code: who presses it hears what is wanting.
    let idle = ctx.desk.with_untracked(|desk| {
        let code = code_key::type_of(desk, chord.character()?)?;
        (at.in_reader && desk.place() == Place::Code && desk.document().is_some())
            .then_some(code.id)
    });
    if let Some(code) = idle {
        ctx.act(|desk, host| desk.code_selection(host, code));
    }
    idle.is_some()
}
