//! Between positions in a text and places in the page that shows it.

use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, Node, Range};

use crate::desk::Caret;
use crate::text::{Offset, Span, Text, Utf16Offset};

/// A text as it stands in the page: one element a block, one text node in each.
#[derive(Clone)]
pub struct TextNodes {
    text: Text,
    blocks: Vec<Span>,
    root: Element,
}

/// Where the caret stands on the screen, in CSS pixels of the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CaretBox {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Height of the line's letters.
    pub height: f64,
}

impl TextNodes {
    /// Takes the element whose children are the blocks of a text, in order.
    pub fn new(root: Element, text: Text, blocks: Vec<Span>) -> Self {
        Self { text, blocks, root }
    }

    /// Returns the text shown.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Returns the element that holds the blocks.
    pub fn root(&self) -> &Element {
        &self.root
    }

    /// Returns the place of a position: a node and an offset in it, in UTF-16 units.
    pub fn place(&self, at: Offset) -> Option<(Node, u32)> {
        let index = crate::desk::view::blocks::block_at(&self.blocks, at)?;
        self.place_in(index, at)
    }

    /// Returns the place of a position at which something ends: the end of a block rather than the
    /// start of the next.
    fn place_of_end(&self, at: Offset) -> Option<(Node, u32)> {
        let index = self.blocks.partition_point(|block| block.end() < at);
        self.place_in(index, at)
    }

    fn place_in(&self, index: usize, at: Offset) -> Option<(Node, u32)> {
        let block = self.blocks.get(index)?;
        let element = self.root.children().item(u32::try_from(index).ok()?)?;
        let start = self.text.to_utf16(block.start())?;
        let here = self.text.to_utf16(self.text.floor(at))?;
        Some((element.first_child()?, here.0.saturating_sub(start.0)))
    }

    /// Returns the position of a place; `None` when the place is not in the text.
    pub fn offset(&self, node: &Node, within: u32) -> Option<Offset> {
        if !self.root.contains(Some(node)) {
            return None;
        }
        if node == self.root.unchecked_ref::<Node>() {
            let block = self.blocks.get(within as usize);
            return Some(block.map_or(self.text.end(), |block| block.start()));
        }
        let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
        let index: usize = element.get_attribute("data-block")?.parse().ok()?;
        let block = self.blocks.get(index)?;
        if node.dyn_ref::<Element>().is_some() {
            return Some(if within == 0 { block.start() } else { block.end() });
        }
        let start = self.text.to_utf16(block.start())?;
        // A place between the halves of a surrogate pair belongs to the character it cuts.
        let exact = |units| self.text.from_utf16(Utf16Offset(start.0 + units));
        exact(within).or_else(|| exact(within.checked_sub(1)?))
    }

    /// Returns a range over a span.
    pub fn range(&self, span: Span) -> Option<Range> {
        let range = Range::new().ok()?;
        let (start, at) = self.place(span.start())?;
        range.set_start(&start, at).ok()?;
        let (end, at) = self.place_of_end(span.end())?;
        range.set_end(&end, at).ok()?;
        Some(range)
    }

    /// Returns where a span is drawn, in CSS pixels of the window.
    pub fn boxes(&self, span: Span) -> Vec<DomRect> {
        let list = self.range(span).and_then(|range| range.get_client_rects());
        list.map_or_else(Vec::new, |list| {
            (0..list.length()).filter_map(|index| list.item(index)).collect()
        })
    }

    /// Returns where the caret stands at a position.
    pub fn caret_box(&self, at: Offset) -> Option<CaretBox> {
        let at = self.text.floor(at);
        // The left edge of the next character; at the end of a line, the right edge of the last.
        let next =
            crate::text::motion::forward(&self.text, at, crate::text::motion::Unit::Character);
        let shown = |span: Span| self.boxes(span).into_iter().rfind(|found| found.height() > 0.0);
        let breaks = |span: Span| self.text.quote(span).starts_with(['\n', '\r']);
        if let Some(span) = Span::new(at, next).ok().filter(|span| !breaks(*span))
            && let Some(found) = self.boxes(span).into_iter().find(|found| found.height() > 0.0)
        {
            return Some(CaretBox { left: found.left(), top: found.top(), height: found.height() });
        }
        let before =
            crate::text::motion::backward(&self.text, at, crate::text::motion::Unit::Character);
        if let Some(span) = Span::new(before, at).ok().filter(|span| !breaks(*span)) {
            let found = shown(span)?;
            return Some(CaretBox {
                left: found.right(),
                top: found.top(),
                height: found.height(),
            });
        }
        // An empty line: its break has a box of its own in every engine that draws one.
        let found = Span::new(at, next).ok().and_then(shown);
        let found = found.or_else(|| Span::new(before, at).ok().and_then(shown))?;
        Some(CaretBox { left: found.left(), top: found.top(), height: found.height() })
    }

    /// Returns the position at a point of the window.
    pub fn offset_at(&self, x: f64, y: f64) -> Option<Offset> {
        let position = caret_position(x, y)?;
        self.offset(&position.0, position.1)
    }
}

/// Returns the place in the page at a point of the window.
///
/// `caretPositionFromPoint` is the standard's way; older `WebKit` knows `caretRangeFromPoint` only.
fn caret_position(x: f64, y: f64) -> Option<(Node, u32)> {
    let document = super::page::document();
    let call = |name: &str| -> Option<wasm_bindgen::JsValue> {
        let function = js_sys::Reflect::get(&document, &name.into()).ok()?;
        let function = function.dyn_into::<js_sys::Function>().ok()?;
        let found = function.call2(&document, &x.into(), &y.into()).ok()?;
        (!found.is_null() && !found.is_undefined()).then_some(found)
    };
    let get = |of: &wasm_bindgen::JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok();
    let (found, node, offset) = match call("caretPositionFromPoint") {
        Some(found) => (found, "offsetNode", "offset"),
        None => (call("caretRangeFromPoint")?, "startContainer", "startOffset"),
    };
    let node = get(&found, node)?.dyn_into::<Node>().ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a DOM offset")]
    let offset = get(&found, offset)?.as_f64()? as u32;
    Some((node, offset))
}

thread_local! {
    /// The text that is shown. There is one text view, and commands reach into it.
    static SHOWN: std::cell::RefCell<Option<TextNodes>> = const { std::cell::RefCell::new(None) };
}

/// Returns the text that is shown.
pub fn shown() -> Option<TextNodes> {
    SHOWN.with_borrow(Clone::clone)
}

/// Says which text is shown.
pub fn set_shown(nodes: Option<TextNodes>) {
    SHOWN.set(nodes);
}

/// Returns the selection in the shown text, as anchor and focus; `None` when it lies elsewhere.
pub fn selection() -> Option<Caret> {
    let selection = super::page::window().get_selection().ok()??;
    let nodes = shown()?;
    let anchor = nodes.offset(&selection.anchor_node()?, selection.anchor_offset())?;
    let focus = nodes.offset(&selection.focus_node()?, selection.focus_offset())?;
    Some(Caret { anchor, focus })
}

/// Selects in the shown text; does nothing when that is selected already.
pub fn select(caret: Caret) {
    if selection() == Some(caret) {
        return;
    }
    let Some(nodes) = shown() else { return };
    let forward = caret.anchor <= caret.focus;
    let place = |at, is_end| if is_end { nodes.place_of_end(at) } else { nodes.place(at) };
    let collapsed = caret.anchor == caret.focus;
    let anchor = place(caret.anchor, !forward);
    let focus = place(caret.focus, forward && !collapsed);
    if let (Some((a, a_at)), Some((f, f_at)), Ok(Some(selection))) =
        (anchor, focus, super::page::window().get_selection())
    {
        drop(selection.set_base_and_extent(&a, a_at, &f, f_at));
    }
}
