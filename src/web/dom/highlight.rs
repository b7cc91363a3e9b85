//! The CSS Custom Highlight API: named sets of ranges painted without any element in the text.
//!
//! An own binding, because `web-sys` offers this interface only behind an unstable flag.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};

use super::page;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Highlight;

    #[wasm_bindgen(constructor)]
    fn new() -> Highlight;

    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &StaticRange);

    #[wasm_bindgen(method)]
    fn delete(this: &Highlight, range: &StaticRange) -> bool;

    #[wasm_bindgen(method, setter)]
    fn set_priority(this: &Highlight, priority: i32);

    type HighlightRegistry;

    /// A range that no change of the page keeps up to date: the text never changes, and the cards
    /// beside it change all the time.
    pub type StaticRange;

    #[wasm_bindgen(constructor)]
    fn new_range(edges: &Edges) -> StaticRange;

    #[wasm_bindgen(js_name = Object)]
    type Edges;

    #[wasm_bindgen(constructor, js_class = Object)]
    fn new_edges() -> Edges;

    #[wasm_bindgen(method, setter, js_name = startContainer)]
    fn set_start_container(this: &Edges, node: &Node);

    #[wasm_bindgen(method, setter, js_name = startOffset)]
    fn set_start_offset(this: &Edges, offset: u32);

    #[wasm_bindgen(method, setter, js_name = endContainer)]
    fn set_end_container(this: &Edges, node: &Node);

    #[wasm_bindgen(method, setter, js_name = endOffset)]
    fn set_end_offset(this: &Edges, offset: u32);

    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight);

    #[wasm_bindgen(method, js_name = delete)]
    fn remove(this: &HighlightRegistry, name: &str) -> bool;
}

/// Returns the page's registry; `None` where the browser does not know highlights.
fn registry() -> Option<HighlightRegistry> {
    let css = js_sys::Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
    let registry = js_sys::Reflect::get(&css, &"highlights".into()).ok()?;
    (!registry.is_undefined()).then(|| registry.unchecked_into())
}

/// Says whether the browser can paint highlights.
pub fn supported() -> bool {
    registry().is_some()
}

thread_local! {
    /// What [`is_inherited`] found: the browser does not change.
    static INHERITED: OnceCell<bool> = const { OnceCell::new() };
}

/// Says whether the highlights of an element of the class `painted`, which is what the style sheet
/// describes them for, also hold within its children. The first call asks the browser, by means of a
/// child that it adds to the element and takes away.
pub fn is_inherited(element: &Element) -> bool {
    INHERITED.with(|found| *found.get_or_init(|| find_out_inherited(element).unwrap_or(false)))
}

fn find_out_inherited(element: &Element) -> Option<bool> {
    let child = page::document().create_element("span").ok()?;
    element.append_child(&child).ok()?;
    // Any property of a highlight does that is set in the style sheet, and not for the text itself.
    let offset = |of: &Element, pseudo: &str| {
        let style = page::window().get_computed_style_with_pseudo_elt(of, pseudo);
        style.ok()??.get_property_value("text-underline-offset").ok()
    };
    let (own, within) = (offset(element, ""), offset(&child, "::highlight(mention)"));
    child.remove();
    Some(within? != own?)
}

/// Returns a range between two places of the page: a node and an offset in it, in UTF-16 units.
pub fn range_between(start: &(Node, u32), end: &(Node, u32)) -> StaticRange {
    let edges = Edges::new_edges();
    edges.set_start_container(&start.0);
    edges.set_start_offset(start.1);
    edges.set_end_container(&end.0);
    edges.set_end_offset(end.1);
    StaticRange::new_range(&edges)
}

/// What is painted now, so that only what changed is touched.
///
/// `T` says which stretch a range shows and how; equal values are painted once.
pub struct Painter<T> {
    layers: BTreeMap<String, Highlight>,
    painted: BTreeMap<T, (String, StaticRange)>,
}

impl<T: Ord + Clone> Default for Painter<T> {
    fn default() -> Self {
        Self { layers: BTreeMap::new(), painted: BTreeMap::new() }
    }
}

impl<T: Ord + Clone> Painter<T> {
    /// Paints exactly `wanted`: takes away what is no longer wanted and adds what is new.
    ///
    /// `layer` names the style of a value (`::highlight(name)`) and ranks it: a higher one lies
    /// above. `range` finds its place in the page.
    pub fn paint(
        &mut self,
        wanted: impl IntoIterator<Item = T>,
        layer: impl Fn(&T) -> (String, i32),
        range: impl Fn(&T) -> Option<StaticRange>,
    ) {
        let Some(registry) = registry() else { return };
        let mut before = std::mem::take(&mut self.painted);
        for value in wanted {
            if self.painted.contains_key(&value) {
                continue;
            }
            if let Some(kept) = before.remove(&value) {
                self.painted.insert(value, kept);
                continue;
            }
            let Some(range) = range(&value) else { continue };
            let (name, rank) = layer(&value);
            let highlight = self.layers.entry(name.clone()).or_insert_with(|| {
                let highlight = Highlight::new();
                highlight.set_priority(rank);
                registry.set(&name, &highlight);
                highlight
            });
            highlight.add(&range);
            self.painted.insert(value, (name, range));
        }
        for (name, range) in before.into_values() {
            if let Some(highlight) = self.layers.get(&name) {
                highlight.delete(&range);
            }
        }
    }

    /// Takes everything away.
    pub fn clear(&mut self) {
        if let Some(registry) = registry() {
            for name in self.layers.keys() {
                registry.remove(name);
            }
        }
        self.layers.clear();
        self.painted.clear();
    }
}
