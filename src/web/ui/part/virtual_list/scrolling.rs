//! What a virtual list does when it is scrolled, when its rows change, and with its keys.

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::{RowAct, Rows, named};
use crate::desk::view::list_window::ListWindow;
use crate::web::dom::page;

/// The row that has the keyboard, or had it last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Active {
    /// Its key.
    pub(super) key: u128,
    /// Where it stood, for when it is gone.
    pub(super) place: usize,
}

/// What the parts of a list share.
#[derive(Clone, Copy)]
pub(super) struct List {
    pub(super) id: &'static str,
    pub(super) rows: Rows,
    pub(super) on_act: Callback<(u128, RowAct)>,
    pub(super) view: NodeRef<html::Div>,
    pub(super) window: RwSignal<ListWindow>,
    pub(super) active: RwSignal<Option<Active>>,
    /// The rows in view when that was last measured.
    pub(super) seen: StoredValue<Option<Range<usize>>>,
    /// The first row in view and its place.
    pub(super) top: StoredValue<Option<(u128, usize)>>,
    pub(super) holds_keyboard: StoredValue<bool>,
}

impl List {
    /// Keeps the list's place when rows come and go, and shows the current row when it changes.
    pub(super) fn follow(self, count: Memo<usize>, current: Signal<Option<u128>>) {
        Effect::new(move |_| {
            self.rows.version.get();
            count.get();
            if let Some(active) = self.active.get_untracked()
                && self.rows.place.run(active.key).is_none()
            {
                // The row is gone: the one that took its place takes over.
                let last = count.get_untracked().checked_sub(1);
                let place = last.map(|last| active.place.min(last));
                let key = place.and_then(|place| self.rows.key.run(place));
                self.active.set(key.zip(place).map(|(key, place)| Active { key, place }));
            }
            page::after_layout(move || {
                self.keep_place();
                self.take_back_keyboard();
            });
        });
        Effect::new(move |_| {
            let Some(key) = current.get() else { return };
            if let Some(place) = self.rows.place.run(key) {
                if self.active.get_untracked().is_none_or(|active| active.key != key) {
                    self.active.set(Some(Active { key, place }));
                }
                page::after_layout(move || self.reveal(place));
            }
        });
        // The list is measured when it is first laid out and whenever its size changes.
        let measure = Closure::<dyn FnMut()>::new(move || self.measure());
        let observer = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
        let observer = StoredValue::new_local(observer.map(|observer| (observer, measure)));
        Effect::new(move |_| {
            if let Some(view) = self.view.get() {
                observer.with_value(|one| one.iter().for_each(|(one, _)| one.observe(&view)));
            }
        });
        on_cleanup(move || {
            observer.with_value(|one| one.iter().for_each(|(one, _)| one.disconnect()));
        });
    }

    /// Returns the height of a row, in CSS pixels; `None` while nothing is drawn.
    #[expect(clippy::cast_precision_loss, reason = "no list is so long")]
    fn row_height(self) -> Option<f64> {
        let view = self.view.try_get_untracked().flatten()?;
        let rows = view.first_element_child()?.get_bounding_client_rect().height();
        let height = rows / self.rows.count.run(()).max(1) as f64;
        (height > 0.0).then_some(height)
    }

    /// Looks which rows are in view now, and draws those near them.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows in view")]
    pub(super) fn measure(self) {
        let (Some(view), Some(height)) =
            (self.view.try_get_untracked().flatten(), self.row_height())
        else {
            return;
        };
        let top = (f64::from(view.scroll_top()) / height) as usize;
        let shown = (f64::from(view.client_height()) / height) as usize + 2;
        self.draw_near(top..top + shown);
    }

    /// Draws the rows near those in view, which costs no layout: those beyond the view frame by frame.
    fn draw_near(self, view: Range<usize>) {
        let top = self.rows.key.run(view.start).map(|key| (key, view.start));
        let is_there = self.top.try_set_value(top).is_none();
        let Some(before) = self.window.try_get_untracked().filter(|_| is_there) else { return };
        let (now, more) = before.next(&view);
        self.seen.set_value(Some(view));
        if now != before {
            self.window.set(now);
            page::after_layout(move || {
                self.take_back_keyboard();
                if more && let Some(Some(view)) = self.seen.try_get_value() {
                    self.draw_near(view);
                }
            });
        }
    }

    /// Scrolls so that the row that was first in view is so again.
    #[expect(clippy::cast_precision_loss, reason = "no list is so long")]
    fn keep_place(self) {
        let Some(top) = self.top.try_get_value() else { return };
        let moved = top.filter(|(_, before)| *before > 0).and_then(|(key, before)| {
            let now = self.rows.place.run(key)?;
            (now != before).then_some(now as f64 - before as f64)
        });
        match (moved, self.seen.get_value()) {
            (None, Some(view)) => self.draw_near(view),
            (None, None) => self.measure(),
            (Some(rows), _) => {
                if let (Some(view), Some(height)) = (self.view.get_untracked(), self.row_height()) {
                    scroll_by(&view, rows * height);
                }
                self.measure();
            }
        }
    }

    /// Brings a row into view, no further than needed; a distant one comes to the middle.
    #[expect(clippy::cast_precision_loss, reason = "no list is so long")]
    fn reveal(self, place: usize) {
        let (Some(view), Some(height)) =
            (self.view.try_get_untracked().flatten(), self.row_height())
        else {
            return;
        };
        let room = f64::from(view.client_height());
        let above = place as f64 * height - f64::from(view.scroll_top());
        let below = above + height - room;
        let by = match (above < 0.0, below > 0.0) {
            (true, _) if above > -2.0 * height => above,
            (_, true) if below < 2.0 * height => below,
            (false, false) => return self.measure(),
            _ => above - (room - height) / 2.0,
        };
        scroll_by(&view, by);
        self.measure();
    }

    /// Gives a row the keyboard, once it is drawn.
    fn focus(self, key: u128) {
        page::focus(&format!("#{} [data-key='{}']", self.id, named(key)));
    }

    /// The keyboard left a row. It goes nowhere when the row is taken out of the page: then the list
    /// still holds it.
    pub(super) fn left(self, event: &web_sys::FocusEvent) {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        let inside = |to: &web_sys::Node| {
            self.view.get_untracked().is_some_and(|view| view.contains(Some(to)))
        };
        if to.is_some_and(|to| !inside(&to)) {
            self.holds_keyboard.set_value(false);
        }
    }

    /// Gives the keyboard back to the row that lost it because it was put elsewhere in the page.
    fn take_back_keyboard(self) {
        let active = self.active.try_get_untracked().flatten();
        if let Some(active) = active
            && self.holds_keyboard.try_get_value() == Some(true)
            && page::nobody_has_keyboard()
        {
            self.focus(active.key);
        }
    }

    pub(super) fn make_active(self, key: u128) {
        let place = self.rows.place.run(key).unwrap_or_default();
        self.active.set(Some(Active { key, place }));
    }

    /// The keys of the list.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows in view")]
    pub(super) fn step(self, event: &web_sys::KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let Some(last) = self.rows.count.run(()).checked_sub(1) else { return };
        let active = self.active.get_untracked();
        let place = active.and_then(|active| self.rows.place.run(active.key)).unwrap_or_default();
        let view = self.view.get_untracked().map_or(0.0, |view| f64::from(view.client_height()));
        let screen = self.row_height().map_or(1, |height| (view / height) as usize).max(2) - 1;
        let to = match event.key().as_str() {
            "ArrowDown" => (place + 1).min(last),
            "ArrowUp" => place.saturating_sub(1),
            "PageDown" => (place + screen).min(last),
            "PageUp" => place.saturating_sub(screen),
            "Home" => 0,
            "End" => last,
            "Delete" => {
                if let Some(active) = active {
                    self.make_active(active.key);
                    self.on_act.run((active.key, RowAct::Delete));
                }
                event.prevent_default();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(key) = self.rows.key.run(to) {
            self.active.set(Some(Active { key, place: to }));
            self.reveal(to);
            page::after_layout(move || self.focus(key));
            self.on_act.run((key, RowAct::Reach));
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "CSS pixels of a page")]
fn scroll_by(view: &web_sys::HtmlElement, pixels: f64) {
    view.set_scroll_top(view.scroll_top() + pixels.round() as i32);
}
