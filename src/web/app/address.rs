//! The page's address and the place the user was at, kept in step with the desk.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::effects;
use super::session::Session;
use crate::desk::{Address, Desk};
use crate::store::LastPlace;
use crate::web::dom::{page, text_nodes};
use crate::web::storage::local_storage;

/// How long, in ms, the user has to stay before the place is written down.
const SETTLE_MS: i32 = 250;

/// Returns what the page's address names.
pub(super) fn of_page() -> Option<Address> {
    let hash = page::window().location().hash().ok()?;
    Address::parse(&hash)
}

/// Keeps the address in step with what is shown, both ways, and writes the place down.
pub(super) fn follow(session: Session) {
    let ctx = session.ctx();
    let handle = window_event_listener(leptos::ev::hashchange, move |_| visit_page(session));
    on_cleanup(move || handle.remove());
    let popped = window_event_listener(leptos::ev::popstate, move |_| visit_page(session));
    on_cleanup(move || popped.remove());

    let address = ctx.memo(Desk::address);
    Effect::new(move |before: Option<Address>| {
        let now = address.get();
        // Another place or document is a step that "back" takes back. Another claim is none, or going
        // through a document's claims would fill the history; it is shown when the user comes to
        // rest, because browsers take their time over it.
        let step = before.filter(|b| b.place != now.place || b.document != now.document);
        if session.ready.get() {
            if let Some(before) = step.filter(|_| !is_shown(now)) {
                // What was left at once was not named yet. Where the page's address led the way,
                // it names what is come to.
                show(before, false);
            }
            if step.is_some() || before.is_none() {
                show(now, step.is_some());
            }
        }
        now
    });

    let place = ctx.memo(|desk| (desk.project().info().id, desk.address(), desk.caret().focus));
    let turn = StoredValue::new(0u32);
    Effect::new(move |_| {
        // Read and not only tracked: a memo that was never read hears of no change.
        place.with(|_| ());
        if !session.ready.get() {
            return;
        }
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        page::after(SETTLE_MS, move || {
            if turn.try_get_value() == Some(mine) {
                write_down(session);
            }
        });
    });
    let hide = window_event_listener_untyped("pagehide", move |_| write_down(session));
    on_cleanup(move || hide.remove());
}

/// Goes where the page's address points. What is not there is said, and the address put right.
fn visit_page(session: Session) {
    let shown = session.desk.with_untracked(Desk::address);
    if let Some(address) = of_page().filter(|address| *address != shown) {
        session.ctx().show(|desk| desk.visit(address));
        // Another text is drawn first.
        page::after_layout(move || {
            show_chosen(session);
        });
    }
    say_missing(session);
    let now = session.desk.with_untracked(Desk::address);
    show(now, false);
}

/// Says so when the page's address names what the open project does not hold.
pub(super) fn say_missing(session: Session) {
    let Ok(hash) = page::window().location().hash() else { return };
    let missing = session.desk.with_untracked(|desk| Address::missing(&hash, desk.project()));
    if let Some(missing) = missing {
        session.tell(missing);
    }
}

/// Brings the chosen claim's words into view; says whether there is one.
pub(super) fn show_chosen(session: Session) -> bool {
    let hull = session.desk.with_untracked(|desk| desk.focused_claim()?.hull());
    hull.into_iter().for_each(effects::reveal);
    hull.is_some()
}

/// Says whether the page's address names this.
fn is_shown(address: Address) -> bool {
    page::window().location().hash().is_ok_and(|hash| hash == address.to_string())
}

/// Shows an address, as a further step of the browser's history or in place of the last.
fn show(now: Address, step: bool) {
    if is_shown(now) {
        return;
    }
    let hash = now.to_string();
    let Ok(history) = page::window().history() else { return };
    drop(if step {
        history.push_state_with_url(&JsValue::NULL, "", Some(&hash))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&hash))
    });
}

/// Writes down where the user is, and says so in the page's address.
fn write_down(session: Session) {
    if !session.ready.get_untracked() {
        return;
    }
    show(session.desk.with_untracked(Desk::address), false);
    let place = session.desk.with_untracked(|desk| LastPlace {
        document: desk.document(),
        fragment: desk.address().to_string(),
        top: top_line(),
        caret: Some(desk.caret().focus),
        ..LastPlace::start_of(desk.project().info().id)
    });
    local_storage::set_place(&place);
}

/// Returns the position of the first line in view.
fn top_line() -> Option<crate::text::Offset> {
    let frame = page::find(".reader")?.get_bounding_client_rect();
    let nodes = text_nodes::shown()?;
    let text = nodes.root().get_bounding_client_rect();
    if text.top() >= frame.top() {
        return None;
    }
    nodes.offset_at(text.left() + 4.0, frame.top() + 12.0)
}
