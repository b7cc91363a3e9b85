//! What each effect does in the browser.

use leptos::prelude::*;

use super::backup_keeper::BackupKeeper;
use super::session::Session;
use super::update_keeper::Keeper;
use crate::desk::{Desk, Effect, Notice, Severity};
use crate::text::{Offset, Span};
use crate::web::comfort::Comfort;
use crate::web::disk::Disk;
use crate::web::dom::{page, sideways, text_lines, text_nodes};
use crate::web::{export, ui};

/// How long a notice stays, in ms, when nothing has to be done about it.
const NOTICE_MS: i32 = 4500;

/// How long a card may take to open and reach its place, in ms.
const CARD_MS: i32 = 100;

/// So much room, in CSS pixels, is left around a card or a line that is brought into view.
const CARD_ROOM: f64 = 12.0;

/// Carries out what the desk asks for.
pub(super) fn perform(
    session: Session,
    comfort: Comfort,
    keeper: Keeper,
    (disk, backup): (Disk, BackupKeeper),
    notice: RwSignal<Option<Notice>>,
    said: RwSignal<String>,
    effect: Effect,
) {
    match effect {
        Effect::Keep(done) => {
            session.keep(&done);
            backup.note_step();
        }
        Effect::Tell(told) => {
            say(said, format!("{} {}", told.message, told.hint));
            tell(notice, told);
        }
        Effect::Say(words) => say(said, words),
        Effect::Reveal(span) => page::after_layout(move || reveal(span)),
        Effect::FocusClaim(id) => {
            let card = format!("#card-{id}");
            page::after_layout({
                let card = card.clone();
                move || {
                    // Who has asked for something meanwhile is typing the answer.
                    if !page::is_typing() {
                        page::focus(&card);
                    }
                }
            });
            // The card opens and takes its place first; then all of it comes into view.
            page::after(CARD_MS, move || {
                let start = session.desk.with_untracked(|desk| {
                    desk.focused_claim().filter(|claim| claim.id == id)?.hull().map(Span::start)
                });
                if let (Some(card), Some(start)) = (page::find(&card), start) {
                    show_card(&card, start);
                }
            });
        }
        Effect::FocusMention(id) => {
            let mention =
                |desk: &Desk| desk.project().mentions().get(&id).map(|mention| mention.span);
            let span = session.desk.with_untracked(mention);
            page::after_layout(move || span.into_iter().for_each(reveal));
        }
        Effect::FocusText => page::focus_now_or_soon("#text"),
        // The list that is asked for may have to be drawn first.
        Effect::FocusFilter => page::after_layout(|| page::focus("#document-filter")),
        Effect::FocusClaims => page::after_layout(|| page::focus("#claim-list [tabindex='0']")),
        Effect::MoveLine { to, extend } => {
            let caret = session.desk.with_untracked(Desk::caret);
            if let Some(caret) = text_lines::step(caret, to, extend) {
                session.ctx().show(|desk| desk.set_caret(caret));
            }
        }
        Effect::MoveSideways { left, extend } => {
            let caret = session.desk.with_untracked(Desk::caret);
            if let Some(caret) = sideways::step(caret, left, extend) {
                session.ctx().show(|desk| desk.set_caret(caret));
            }
        }
        Effect::Read(step) => comfort.step(step),
        Effect::Disk(order) => disk.order(order),
        Effect::SwitchTheme => session.switch_theme(),
        Effect::PickDocuments => ui::pick_documents(),
        Effect::PickFolder => ui::pick_folder(),
        Effect::PickProjectFile => ui::pick_project(),
        Effect::Print => ui::print_document(),
        Effect::Update => keeper.take(),
        Effect::DownloadBackup => export::backup(session.ctx()),
        Effect::NoteSavedElsewhere => backup.note_saved(),
    }
}

/// Announces something. What is said twice must differ, or it would be heard but once.
fn say(said: RwSignal<String>, words: String) {
    let again = said.with_untracked(|before| *before == words);
    said.set(if again { words + "\u{a0}" } else { words });
}

/// Shows a notice, for a moment when nothing has to be done about it.
fn tell(notice: RwSignal<Option<Notice>>, said: Notice) {
    let passing = said.severity != Severity::Error;
    notice.set(Some(said.clone()));
    if passing {
        page::after(NOTICE_MS, move || {
            if notice.with_untracked(|now| now.as_ref() == Some(&said)) {
                notice.set(None);
            }
        });
    }
}

/// So often a stretch is scrolled to: what was never laid out takes its true height only when it
/// comes into view, and then the stretch may have moved.
const TRIES: u8 = 4;

/// Brings a stretch of the text into view, a third down from the top, unless it is in view.
pub(super) fn reveal(span: Span) {
    reveal_within(span, TRIES);
}

fn reveal_within(span: Span, tries: u8) {
    let nodes = text_nodes::shown();
    let first = nodes.and_then(|nodes| nodes.caret_box(span.start()));
    let (Some(first), Some(reader)) = (first, page::find(".reader")) else { return };
    let frame = reader.get_bounding_client_rect();
    // In a narrow window the chosen card lies over the lower part of the text.
    let sheet = page::find(".card[aria-current]").map(|card| card.get_bounding_client_rect());
    let covered = sheet.filter(|sheet| sheet.width() >= frame.width() * 0.9);
    let bottom = covered.map_or(frame.bottom() - 80.0, |sheet| sheet.top());
    let inside = first.top >= frame.top() + 40.0 && first.top + first.height <= bottom;
    if !inside {
        let third = (bottom - frame.top()) / 3.0;
        let top = f64::from(reader.scroll_top()) + first.top - frame.top() - third;
        #[expect(clippy::cast_possible_truncation, reason = "CSS pixels of a page")]
        reader.set_scroll_top(top as i32);
        if tries > 1 {
            page::after_layout(move || reveal_within(span, tries - 1));
        }
    }
}

/// Brings a card into view as far as the line that it belongs to stays in view.
fn show_card(card: &web_sys::Element, start: Offset) {
    let line = text_nodes::shown().and_then(|nodes| nodes.caret_box(start));
    let (Some(line), Some(reader)) = (line, page::find(".reader")) else { return };
    let frame = reader.get_bounding_client_rect();
    let card = card.get_bounding_client_rect();
    // In a narrow window the card lies over the text and is in view anyway.
    if card.width() >= frame.width() * 0.9 {
        return;
    }
    let below = (card.bottom() + CARD_ROOM - frame.bottom()).max(0.0);
    let above = (frame.top() + CARD_ROOM - card.top()).max(0.0);
    let down = if above > 0.0 {
        -above.min(frame.bottom() - line.top - line.height - CARD_ROOM).max(0.0)
    } else {
        below.min(line.top - frame.top() - CARD_ROOM).max(0.0)
    };
    #[expect(clippy::cast_possible_truncation, reason = "CSS pixels of a page")]
    reader.set_scroll_top((f64::from(reader.scroll_top()) + down) as i32);
}

/// Puts the line of a position at the top of the view.
pub(super) fn put_at_top(at: Offset) {
    let found = text_nodes::shown().and_then(|nodes| nodes.caret_box(at));
    let (Some(found), Some(reader)) = (found, page::find(".reader")) else { return };
    let top = f64::from(reader.scroll_top()) + found.top - reader.get_bounding_client_rect().top();
    #[expect(clippy::cast_possible_truncation, reason = "CSS pixels of a page")]
    reader.set_scroll_top(top as i32 - 12);
}
