//! A narrow strip beside the text's scrollbar that shows where claims lie in the document.
//!
//! It is for the eye and the pointer: the list of claims says the same to everybody else, so the
//! strip is hidden from assistive technology and takes no place in the order of tabs.

use std::collections::BTreeMap;
use std::fmt::Write;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::desk::Desk;
use crate::desk::view::strip::{self, Bin};
use crate::text::Offset;
use crate::web::context::AppContext;
use crate::web::dom::{page, text_nodes};

/// CSS pixels of the strip's height for each bin.
const BIN: usize = 3;

/// Units of the drawing's width.
const WIDTH: usize = 12;

/// Units of the narrowest mark's width, nearly.
const NARROW: usize = 4;

/// How long the strip waits for further changes, in ms.
const LATER_MS: i32 = 50;

/// Marks of one look: a colour, dimmed or not.
type Look = (Option<u8>, bool);

/// Shows where claims lie, where the chosen one is, and which part of the text is in view; a click
/// or a drag goes there.
#[component]
pub fn ClaimStrip() -> impl IntoView {
    let ctx = AppContext::get();
    let node = NodeRef::<html::Div>::new();
    let bins = RwSignal::new(0usize);
    let marks = RwSignal::new(BTreeMap::<Look, String>::new());
    let seen = RwSignal::new(None::<(f64, f64)>);
    let version = ctx.memo(|desk| (desk.document(), desk.shown_version()));
    let due = StoredValue::new(false);
    // However much changes in a short while, it is drawn once, and after what was done is painted.
    let draw = move || {
        if due.get_value() {
            return;
        }
        due.set_value(true);
        page::after(LATER_MS, move || {
            // The strip may have been taken away meanwhile.
            if due.try_set_value(false).is_none() {
                let found = ctx.desk.with_untracked(|desk| strip::bins(desk, bins.get_untracked()));
                marks.set(drawing(&found));
                seen.set(in_view());
            }
        });
    };
    Effect::new(move |_| {
        version.get();
        bins.track();
        draw();
    });
    watch_size(node, bins);
    follow_scrolling(seen);
    let chosen = ctx.memo(|desk: &Desk| {
        let end = f64::from(desk.text()?.end().0.max(1));
        let hull = desk.focused_claim()?.hull()?;
        Some((f64::from(hull.start().0) / end, f64::from(hull.end().0) / end))
    });
    let looks = Memo::new(move |_| marks.with(|marks| marks.keys().copied().collect::<Vec<_>>()));
    let wanted = StoredValue::new(None::<Offset>);
    let aim = move |event: &web_sys::PointerEvent| {
        let at = node.get_untracked().and_then(|strip| pointed_at(&strip, event));
        if let Some(at) = at.filter(|_| at != wanted.get_value()) {
            wanted.set_value(Some(at));
            page::after_layout(move || go(wanted, at, TRIES));
        }
    };
    let on_press = move |event: web_sys::PointerEvent| {
        if event.button() == 0 {
            event.prevent_default();
            if let Some(strip) = node.get_untracked() {
                drop(strip.set_pointer_capture(event.pointer_id()));
            }
            wanted.set_value(None);
            aim(&event);
        }
    };
    let on_drag = move |event: web_sys::PointerEvent| {
        if event.buttons() & 1 == 1 {
            aim(&event);
        }
    };
    view! {
        <div
            class="claim-strip"
            aria-hidden="true"
            title="Where claims lie in the document"
            node_ref=node
            on:pointerdown=on_press
            on:pointermove=on_drag
        >
            <svg
                class="claim-strip__marks"
                viewBox=move || format!("0 0 {WIDTH} {}", bins.get().max(1))
                preserveAspectRatio="none"
            >
                <For each=move || looks.get() key=|look| *look let:look>
                    <path
                        data-colour=look.0.map(|colour| colour.to_string())
                        data-dimmed=look.1.then_some("true")
                        d=move || marks.with(|marks| marks.get(&look).cloned().unwrap_or_default())
                    />
                </For>
            </svg>
            <div
                class="claim-strip__chosen"
                style:display=move || shown(chosen.get())
                style:top=move || top(chosen.get())
                style:height=move || height(chosen.get())
            ></div>
            <div
                class="claim-strip__view"
                style:display=move || shown(seen.get())
                style:top=move || top(seen.get())
                style:height=move || height(seen.get())
            ></div>
        </div>
    }
}

/// Writes the marks of each look as one path: the more claims in a bin, the wider its mark.
fn drawing(bins: &[Bin]) -> BTreeMap<Look, String> {
    let mut marks: BTreeMap<Look, String> = BTreeMap::new();
    // A strip with few claims has broad marks all the same.
    let most = bins.iter().map(|bin| bin.claims).max().unwrap_or_default().max(3);
    for (nth, bin) in bins.iter().enumerate().filter(|(_, bin)| bin.claims > 0) {
        let width = NARROW + ((WIDTH - NARROW) * bin.claims).div_ceil(most);
        let path = marks.entry((bin.colour, bin.dimmed)).or_default();
        write!(path, "M0 {nth}h{width}v1h-{width}z").expect("a string takes everything");
    }
    marks
}

/// A stretch of the strip as shares of it, or none.
type Stretch = Option<(f64, f64)>;

fn shown(stretch: Stretch) -> &'static str {
    if stretch.is_some() { "block" } else { "none" }
}

fn top(stretch: Stretch) -> String {
    percent(stretch.map_or(0.0, |(start, _)| start))
}

fn height(stretch: Stretch) -> String {
    percent(stretch.map_or(0.0, |(start, end)| (end - start).max(0.0)))
}

fn percent(share: f64) -> String {
    page::number(share * 100.0) + "%"
}

/// Returns which part of the text is in view, as shares of it.
fn in_view() -> Option<(f64, f64)> {
    let nodes = text_nodes::shown()?;
    let frame = page::find(".reader")?.get_bounding_client_rect();
    let seen = nodes.blocks_between(frame.top(), frame.bottom());
    let end = f64::from(nodes.text().end().0.max(1));
    // A block that is in view by half stands for half of its words.
    let share = |block: usize, y: f64| {
        let (span, drawn) = (nodes.blocks().get(block)?, nodes.block_box(block)?);
        let part = ((y - drawn.top()) / drawn.height().max(1.0)).clamp(0.0, 1.0);
        Some((f64::from(span.start().0) + part * f64::from(span.bytes())) / end)
    };
    let last = seen.end.checked_sub(1)?;
    Some((share(seen.start, frame.top())?, share(last, frame.bottom())?))
}

/// So often the place pointed at is scrolled to: what was never laid out takes its true height only
/// when it comes into view.
const TRIES: u8 = 3;

/// Returns the place in the text that the pointer is at.
fn pointed_at(strip: &web_sys::HtmlElement, event: &web_sys::PointerEvent) -> Option<Offset> {
    let nodes = text_nodes::shown()?;
    let frame = strip.get_bounding_client_rect();
    let share = ((f64::from(event.client_y()) - frame.top()) / frame.height()).clamp(0.0, 1.0);
    let last = f64::from(nodes.text().end().0.saturating_sub(1));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within a text")]
    let at = Offset((share * last) as u32);
    Some(nodes.text().floor(at))
}

/// Scrolls the text until a place stands in the middle, as long as it is the one wanted.
fn go(wanted: StoredValue<Option<Offset>>, at: Offset, tries: u8) {
    if wanted.try_get_value() != Some(Some(at)) {
        return;
    }
    let found = text_nodes::shown().and_then(|nodes| nodes.caret_box(at));
    let (Some(found), Some(reader)) = (found, page::find(".reader")) else { return };
    let frame = reader.get_bounding_client_rect();
    let by = found.top - frame.top() - frame.height() / 2.0;
    #[expect(clippy::cast_possible_truncation, reason = "CSS pixels of a page")]
    reader.set_scroll_top(reader.scroll_top() + by as i32);
    if tries > 1 {
        page::after_layout(move || go(wanted, at, tries - 1));
    }
}

/// Keeps the number of bins that of the strip's height.
fn watch_size(node: NodeRef<html::Div>, bins: RwSignal<usize>) {
    let measure = Closure::<dyn FnMut()>::new(move || {
        let height = node.try_get_untracked().flatten().map(|strip| strip.client_height());
        let fit = usize::try_from(height.unwrap_or_default()).unwrap_or_default() / BIN;
        if bins.try_get_untracked().is_some_and(|bins| bins != fit) {
            bins.set(fit);
        }
    });
    let observer = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
    let observer = StoredValue::new_local(observer.map(|observer| (observer, measure)));
    Effect::new(move |_| {
        if let Some(strip) = node.get() {
            observer.with_value(|one| one.iter().for_each(|(one, _)| one.observe(&strip)));
        }
    });
    on_cleanup(move || {
        observer.with_value(|one| one.iter().for_each(|(one, _)| one.disconnect()));
    });
}

/// Keeps what is in view right while the text is scrolled, which browsers tell once a frame.
fn follow_scrolling(seen: RwSignal<Option<(f64, f64)>>) {
    // Asked while nothing has changed yet, or the page would be laid out once more for the answer.
    let on_scroll = Closure::<dyn FnMut()>::new(move || {
        let now = in_view();
        page::after_layout(move || {
            seen.try_set(now);
        });
    });
    let on_scroll = StoredValue::new_local(on_scroll);
    // Scrolling does not bubble, but it can be heard on its way down.
    let listen = move |on: bool| {
        on_scroll.with_value(|heard| {
            let heard = heard.as_ref().unchecked_ref();
            let window = page::window();
            drop(if on {
                window.add_event_listener_with_callback_and_bool("scroll", heard, true)
            } else {
                window.remove_event_listener_with_callback_and_bool("scroll", heard, true)
            });
        });
    };
    listen(true);
    on_cleanup(move || listen(false));
}
