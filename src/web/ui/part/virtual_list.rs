//! A list of any length of which only the rows near its view are in the page.
//!
//! Every row has the same height, so the scrollbar tells the truth. The rows are found by keys that
//! stay theirs while others come and go: the list keeps the row at its top where it is, and the row
//! with the keyboard stays in the page wherever the list is scrolled to.

mod scrolling;

use std::sync::Arc;

use leptos::html::Ul;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::in_order::keep_in_order;
use crate::desk::view::list_window::ListWindow;
use scrolling::{Active, List};

/// Where a list finds its rows.
#[derive(Clone, Copy)]
pub struct Rows {
    /// Differs whenever rows may have come, gone or moved.
    pub version: Signal<(u64, u64)>,
    /// Returns how many there are.
    pub count: Callback<(), usize>,
    /// Returns the key of the n-th row.
    pub key: Callback<usize, Option<u128>>,
    /// Returns which row has a key.
    pub place: Callback<u128, Option<usize>>,
}

/// What the user does with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowAct {
    /// Moved to it with the keys of the list.
    Reach,
    /// Pressed Enter or clicked.
    Pick,
    /// Pressed Delete.
    Delete,
}

/// Draws what a row shows.
pub type DrawRow = Arc<dyn Fn(u128) -> AnyView + Send + Sync>;

/// A list with one tab stop: arrows, Home, End, Page Up and Page Down move between its rows.
#[component]
pub fn VirtualList(
    /// Names the list to assistive technology.
    #[prop(into)]
    label: Signal<String>,
    /// The list's id in the page.
    id: &'static str,
    /// The block the rows belong to; their class is this with `__row` behind it.
    class: &'static str,
    /// A row's height, as CSS writes it.
    height: &'static str,
    /// Where the rows are found.
    rows: Rows,
    /// The row that is marked as the current one; the list scrolls to it when it changes.
    #[prop(into)]
    current: Signal<Option<u128>>,
    /// Draws what a row shows.
    draw: DrawRow,
    /// Hears what the user does with a row.
    on_act: Callback<(u128, RowAct)>,
) -> impl IntoView {
    let list = List {
        id,
        rows,
        on_act,
        view: NodeRef::new(),
        window: RwSignal::new(ListWindow::BEFORE_LAYOUT),
        active: RwSignal::new(current.get_untracked().map(|key| Active { key, place: 0 })),
        seen: StoredValue::new(None),
        top: StoredValue::new(None),
        holds_keyboard: StoredValue::new(false),
    };
    // Read and not only tracked: a memo that nobody reads hears of no change.
    let count = Memo::new(move |_| {
        rows.version.get();
        rows.count.run(())
    });
    // The rows near the view, and the one that the keyboard comes to, with their places.
    let drawn = Memo::new(move |_| {
        rows.version.get();
        let ListWindow { first, end } = list.window.get();
        let near = (first..end.min(count.get())).filter_map(|at| Some((at, rows.key.run(at)?)));
        let mut drawn: Vec<(usize, u128)> = near.collect();
        let active = list.active.get().map(|active| active.key);
        if let Some((key, at)) = active.and_then(|key| Some((key, rows.place.run(key)?))) {
            if at < first {
                drawn.insert(0, (at, key));
            } else if at >= end {
                drawn.push((at, key));
            }
        }
        drawn
    });
    list.follow(count, current);
    let stop = Memo::new(move |_| {
        let active = list.active.get().map(|active| active.key);
        drawn.with(|drawn| {
            let known = active.filter(|key| drawn.iter().any(|(_, drawn)| drawn == key));
            known.or_else(|| drawn.first().map(|(_, key)| *key))
        })
    });
    let row_class = format!("{class}__row");
    let row = move |key: u128| {
        let at = Memo::new(move |before: Option<&usize>| {
            let found = drawn.with(|rows| rows.iter().find(|(_, k)| *k == key).map(|(at, _)| *at));
            found.or(before.copied()).unwrap_or_default()
        });
        view! {
            <li
                class="virtual-list__place"
                aria-setsize=move || count.get()
                aria-posinset=move || at.get() + 1
                style:inset-block-start=move || format!("calc({} * var(--row))", at.get())
            >
                <button
                    type="button"
                    class=row_class.clone()
                    data-key=named(key)
                    tabindex=move || if stop.get() == Some(key) { "0" } else { "-1" }
                    aria-current=move || (current.get() == Some(key)).then_some("true")
                >
                    {draw(key)}
                </button>
            </li>
        }
        .into_any()
    };
    let place = NodeRef::<Ul>::new();
    keep_in_order(
        move || place.get().map(Into::into),
        move || drawn.with(|rows| rows.iter().map(|(_, key)| *key).collect()),
        row,
    );
    view! {
        <div
            class="virtual-list"
            node_ref=list.view
            on:scroll=move |_| list.measure()
        >
            <ul
                class="virtual-list__rows"
                role="list"
                id=id
                node_ref=place
                aria-label=move || label.get()
                style=("--row", height)
                style:block-size=move || format!("calc({} * var(--row))", count.get())
                on:keydown=move |event| list.step(&event)
                on:focusin=move |event| {
                    list.holds_keyboard.set_value(true);
                    if let Some(key) = row_of(&event) {
                        list.make_active(key);
                    }
                }
                on:click=move |event| {
                    if let Some(key) = row_of(&event) {
                        on_act.run((key, RowAct::Pick));
                    }
                }
                on:focusout=move |event| list.left(&event)
            ></ul>
        </div>
    }
}

/// Writes a key as an attribute holds it.
fn named(key: u128) -> String {
    format!("{key:x}")
}

/// Returns the row in which something happened. One listener hears for all rows: a listener for each
/// would be a good part of what a row costs.
fn row_of(event: &web_sys::Event) -> Option<u128> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let row = target.closest("[data-key]").ok()??;
    u128::from_str_radix(&row.get_attribute("data-key")?, 16).ok()
}
