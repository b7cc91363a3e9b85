//! The numbers of the text's own lines, drawn beside those in view: no part of the text, neither
//! selected nor copied nor read out.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::reader::ReaderContext;
use crate::desk::view::blocks::blocks;
use crate::desk::view::line_numbers::LineNumbers;
use crate::text::{Span, Text};
use crate::web::comfort::Comfort;
use crate::web::dom::text_nodes::TextNodes;
use crate::web::dom::watch::{self, Watch};
use crate::web::dom::{page, text_nodes};

/// How far above and below the window numbers are drawn, in windows, so that a short way of
/// scrolling needs no new ones.
const BEYOND: f64 = 1.0;

/// What is known of the text whose lines are numbered.
struct Numbered {
    text: Text,
    blocks: Vec<Span>,
    numbers: LineNumbers,
}

/// A number and where it stands, in CSS pixels below the top of the text's frame.
struct Drawn {
    number: u32,
    top: f64,
    height: f64,
}

/// The numbers beside the text.
#[component]
pub fn LineGutter() -> impl IntoView {
    let comfort = Comfort::get();
    let reader = expect_context::<ReaderContext>();
    let gutter = NodeRef::<html::Div>::new();
    let numbered = StoredValue::new_local(None::<Numbered>);
    // From where to where numbers are drawn, in CSS pixels below the top of the text's frame.
    let drawn = StoredValue::new((0.0, 0.0));
    let waiting = StoredValue::new(false);
    let on = Memo::new(move |_| comfort.reading.with(|reading| reading.numbered));

    let draw = move |anew: bool| {
        let Some(gutter) = gutter.get_untracked() else { return };
        let Some(nodes) = text_nodes::shown() else { return write(&gutter, &[]) };
        if !on.get_untracked() {
            return write(&gutter, &[]);
        }
        if !numbered.with_value(|n| n.as_ref().is_some_and(|n| n.text == *nodes.text())) {
            numbered.set_value(Some(Numbered::new(nodes.text())));
        }
        let Some((top, bottom)) = window_of(&gutter) else { return };
        let (from, to) = drawn.get_value();
        if !anew && from <= top && bottom <= to {
            return;
        }
        let room = (bottom - top) * BEYOND;
        drawn.set_value((top - room, bottom + room));
        let found = numbered.with_value(|numbered| {
            let numbered = numbered.as_ref();
            numbered.map(|n| n.measure(&nodes, &gutter, top - room, bottom + room))
        });
        write(&gutter, &found.unwrap_or_default());
    };
    let soon = move |anew: bool| {
        page::after_layout(move || {
            // The reader may be gone by then.
            if waiting.try_set_value(false).is_none() {
                draw(anew);
            }
        });
    };
    Effect::new(move |_| {
        reader.drawn.track();
        on.track();
        if gutter.get().is_some() {
            soon(true);
        }
    });
    let watch = StoredValue::new_local(None::<Watch>);
    Effect::new(move |_| {
        let reader = gutter.get().and_then(|gutter| gutter.closest(".reader").ok()?);
        watch.set_value(reader.map(|reader| {
            watch::event(&reader, "scroll", move || {
                if on.get_untracked() && !waiting.get_value() {
                    waiting.set_value(true);
                    soon(false);
                }
            })
        }));
    });
    view! { <div class="gutter" node_ref=gutter aria-hidden="true"></div> }
}

impl Numbered {
    fn new(text: &Text) -> Self {
        let blocks = blocks(text);
        let numbers = LineNumbers::new(text, &blocks);
        Self { text: text.clone(), blocks, numbers }
    }

    /// Measures the numbered lines between two heights; everything is read and nothing written.
    fn measure(&self, nodes: &TextNodes, gutter: &Element, from: f64, to: f64) -> Vec<Drawn> {
        let Some(origin) = top_of_frame(gutter) else { return Vec::new() };
        let elements = nodes.root().children();
        let edge = |index: usize, edge: fn(&web_sys::DomRect) -> f64| {
            let element = elements.item(u32::try_from(index).ok()?)?;
            Some(edge(&element.get_bounding_client_rect()) - origin)
        };
        // The blocks stand in order, so that the first in view is found by halving.
        let (mut first, mut behind) = (0, self.blocks.len());
        while first < behind {
            let middle = usize::midpoint(first, behind);
            if edge(middle, |found| found.bottom()).is_some_and(|bottom| bottom < from) {
                first = middle + 1;
            } else {
                behind = middle;
            }
        }
        let in_view = (first..self.blocks.len())
            .take_while(|index| edge(*index, |found| found.top()).is_some_and(|top| top <= to));
        in_view
            .filter_map(|index| Some((index, *self.blocks.get(index)?)))
            .flat_map(|(index, block)| self.numbers.in_block(&self.text, index, block))
            .filter_map(|line| {
                let found = nodes.boxes(line.first).into_iter().next()?;
                let top = found.top() - origin;
                Some(Drawn { number: line.number, top, height: found.height() })
            })
            .collect()
    }
}

/// Returns the height of the text's frame in the window.
fn top_of_frame(gutter: &Element) -> Option<f64> {
    Some(gutter.parent_element()?.get_bounding_client_rect().top())
}

/// Returns what of the text's frame is in view.
fn window_of(gutter: &Element) -> Option<(f64, f64)> {
    let reader = page::find(".reader")?.get_bounding_client_rect();
    let origin = top_of_frame(gutter)?;
    Some((reader.top() - origin, reader.bottom() - origin))
}

/// Writes the numbers into the gutter, in the elements that are there already.
fn write(gutter: &HtmlElement, lines: &[Drawn]) {
    for _ in gutter.children().length() as usize..lines.len() {
        let Ok(one) = page::document().create_element("span") else { return };
        one.set_class_name("gutter__number");
        drop(gutter.append_child(&one));
    }
    let elements = gutter.children();
    let all = (0..elements.length()).filter_map(|index| elements.item(index));
    let mut lines = lines.iter();
    for one in all.collect::<Vec<Element>>() {
        let Some(line) = lines.next() else {
            one.remove();
            continue;
        };
        // A number in an attribute is found neither by searching the page nor by selecting it.
        drop(one.set_attribute("data-number", &line.number.to_string()));
        if let Some(one) = one.dyn_ref::<HtmlElement>() {
            drop(one.style().set_property("top", &page::pixels(line.top)));
            drop(one.style().set_property("line-height", &page::pixels(line.height)));
        }
    }
}
