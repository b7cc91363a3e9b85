//! The numbers of the text's own lines, drawn beside those in view: no part of the text, neither
//! selected nor copied nor read out.

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::reader::ReaderContext;
use crate::desk::view::line_numbers::LineNumbers;
use crate::text::Text;
use crate::web::comfort::Comfort;
use crate::web::dom::text_nodes::TextNodes;
use crate::web::dom::{page, text_nodes};

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
    let numbers = StoredValue::new(None::<(Text, LineNumbers)>);
    let on = Memo::new(move |_| comfort.reading.with(|reading| reading.numbered));
    Effect::new(move |_| {
        reader.drawn.track();
        reader.moved.track();
        let near = reader.near.get();
        let Some(gutter) = gutter.get() else { return };
        let Some(nodes) = text_nodes::shown().filter(|_| on.get()) else {
            return write(&gutter, &[]);
        };
        if !numbers.with_value(|n| n.as_ref().is_some_and(|(text, _)| text == nodes.text())) {
            let counted = LineNumbers::new(nodes.text(), nodes.blocks());
            numbers.set_value(Some((nodes.text().clone(), counted)));
        }
        page::after_layout(move || {
            let measured = numbers.try_with_value(|numbers| {
                let (_, numbers) = numbers.as_ref()?;
                measure(&nodes, numbers, &gutter, near)
            });
            // The reader may be gone by then.
            if let Some(lines) = measured.flatten() {
                write(&gutter, &lines);
            }
        });
    });
    view! { <div class="gutter" node_ref=gutter aria-hidden="true"></div> }
}

/// Measures the numbered lines of some blocks; everything is read and nothing written.
fn measure(
    nodes: &TextNodes,
    numbers: &LineNumbers,
    gutter: &Element,
    near: Range<usize>,
) -> Option<Vec<Drawn>> {
    let origin = gutter.parent_element()?.get_bounding_client_rect().top();
    let mut found = Vec::new();
    for index in near {
        let span = *nodes.blocks().get(index)?;
        for line in numbers.in_block(nodes.text(), index, span) {
            if let Some(letter) = nodes.letter_box(line.first.start()) {
                let top = letter.top() - origin;
                found.push(Drawn { number: line.number, top, height: letter.height() });
            }
        }
    }
    Some(found)
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
