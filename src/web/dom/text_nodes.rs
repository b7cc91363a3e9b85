//! Between positions in a text and places in the page that shows it.

use std::ops::Range as Stretch;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement, Node, Range};

use super::highlight::{self, StaticRange, range_between};
use super::page;
use crate::desk::Caret;
use crate::desk::view::blocks::{SECTION, block_at, blocks};
use crate::desk::view::margin::Groups;
use crate::text::motion::{Unit, backward, forward};
use crate::text::{Offset, Span, Text, Utf16Offset};

/// A text as it stands in the page: sections of blocks, one element a block, one text node in each.
///
/// All of the text is in the page, so that finding, selecting and reading aloud know no borders; the
/// browser skips the layout of sections far off (`content-visibility` in the style sheet). Sections
/// are filled when they are needed, or one after the other while nothing else is to be done.
#[derive(Clone)]
pub struct TextNodes {
    text: Text,
    blocks: Rc<[Span]>,
    groups: Rc<Groups>,
    root: HtmlElement,
    block_class: &'static str,
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
    /// Draws a text into an element: its sections, still empty, each as high as it is likely to be.
    pub fn draw(root: HtmlElement, text: Text) -> Self {
        root.set_text_content(None);
        // What is inherited need not be worked out for each block.
        let inherited = highlight::is_inherited(&root);
        let block_class = if inherited { "text__block" } else { "text__block painted" };
        let blocks = blocks(&text);
        let groups = Groups::new(&blocks).into();
        let nodes = Self { blocks: blocks.into(), groups, text, root, block_class };
        for nth in 0..nodes.sections() {
            if let Ok(section) = page::document().create_element("div") {
                section.set_class_name("text__section");
                drop(section.set_attribute("data-section", &nth.to_string()));
                drop(nodes.root.append_child(&section));
            }
        }
        nodes.estimate();
        nodes
    }

    /// Tells the browser how high each section is likely to be, judged by the first one, so that the
    /// scroll bar is right before a section was ever laid out.
    pub fn estimate(&self) {
        self.fill(0);
        let (first, last) = (self.block_box(0), self.block_box(self.first_in(1).saturating_sub(1)));
        let (Some(first), Some(last)) = (first, last) else { return };
        let (height, width) = (last.bottom() - first.top(), first.width());
        let expected = self.lines(0, width);
        if height <= 0.0 || expected <= 0.0 {
            return;
        }
        for nth in 0..self.sections() {
            let Some(section) = self.section(nth) else { continue };
            let likely = (height * self.lines(nth, width) / expected).round();
            let likely = format!("auto {}", page::pixels(likely));
            drop(section.style().set_property("contain-intrinsic-block-size", &likely));
        }
    }

    /// Returns about how many lines a section takes in a column of a width in CSS pixels. Only the
    /// proportion of two sections counts.
    fn lines(&self, section: usize, width: f64) -> f64 {
        // Letters of some eight pixels; and each block ends with a line half empty and a gap.
        let per_line = (width / 8.0).max(1.0);
        let per_byte = f64::from(self.text.chars()) / f64::from(self.text.end().0.max(1));
        let blocks = self.first_in(section)..self.first_in(section + 1);
        let within = self.blocks.get(blocks).unwrap_or_default();
        within.iter().map(|block| f64::from(block.bytes()) * per_byte / per_line + 1.5).sum()
    }

    /// Returns the first block of a section; behind the last section, the number of blocks.
    fn first_in(&self, section: usize) -> usize {
        (section * SECTION).min(self.blocks.len())
    }

    /// Returns how many sections the text has.
    pub fn sections(&self) -> usize {
        self.blocks.len().div_ceil(SECTION)
    }

    /// Puts the words of a section into the page; says whether they were not there yet. Imported
    /// text is only ever a text node.
    pub fn fill(&self, nth: usize) -> bool {
        let Some(section) = self.section(nth) else { return false };
        if section.has_child_nodes() {
            return false;
        }
        let document = page::document();
        for index in self.first_in(nth)..self.first_in(nth + 1) {
            let Some(span) = self.blocks.get(index) else { break };
            let Ok(block) = document.create_element("div") else { break };
            block.set_class_name(self.block_class);
            drop(block.set_attribute("data-block", &index.to_string()));
            block.set_text_content(Some(self.text.quote(*span)));
            drop(section.append_child(&block));
        }
        true
    }

    fn section(&self, nth: usize) -> Option<HtmlElement> {
        let found = self.root.children().item(u32::try_from(nth).ok()?)?;
        found.dyn_into().ok()
    }

    /// Returns the element of a block.
    fn block(&self, index: usize) -> Option<Element> {
        self.fill(index / SECTION);
        let section = self.section(index / SECTION)?;
        section.children().item(u32::try_from(index % SECTION).ok()?)
    }

    /// Returns the stretches of the text that are drawn as one element each.
    pub fn blocks(&self) -> &[Span] {
        &self.blocks
    }

    /// Returns which blocks have their cards arranged together.
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// Says whether a position lies in some of the blocks.
    pub fn is_within(&self, at: Offset, blocks: &Stretch<usize>) -> bool {
        block_at(&self.blocks, at).is_some_and(|index| blocks.contains(&index))
    }

    /// Returns where a block is drawn, in CSS pixels of the window.
    pub fn block_box(&self, index: usize) -> Option<DomRect> {
        self.block(index).map(|block| block.get_bounding_client_rect())
    }

    /// Returns the blocks that are drawn between two heights of the window, in CSS pixels.
    pub fn blocks_between(&self, top: f64, bottom: f64) -> Stretch<usize> {
        let above = |nth: usize| {
            self.section(nth).is_some_and(|s| s.get_bounding_client_rect().bottom() <= top)
        };
        let (mut low, mut high) = (0, self.sections());
        while low < high {
            let middle = low.midpoint(high);
            if above(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let mut seen: Option<Stretch<usize>> = None;
        for index in low * SECTION..self.blocks.len() {
            let Some(found) = self.block_box(index) else { break };
            if found.top() >= bottom {
                break;
            }
            if found.bottom() > top {
                let start = seen.map_or(index, |seen| seen.start);
                seen = Some(start..index + 1);
            }
        }
        seen.unwrap_or(0..0)
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
        let index = block_at(&self.blocks, at)?;
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
        let element = self.block(index)?;
        let start = self.text.to_utf16(block.start())?;
        let here = self.text.to_utf16(self.text.floor(at))?;
        Some((element.first_child()?, here.0.saturating_sub(start.0)))
    }

    /// Returns the position of a place; `None` when the place is not in the text.
    pub fn offset(&self, node: &Node, within: u32) -> Option<Offset> {
        if !self.root.contains(Some(node)) {
            return None;
        }
        let start_of = |index: usize| {
            Some(self.blocks.get(index).map_or(self.text.end(), |block| block.start()))
        };
        if node == self.root.unchecked_ref::<Node>() {
            return start_of(within as usize * SECTION);
        }
        let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
        if let Some(section) = element.get_attribute("data-section") {
            return start_of(section.parse::<usize>().ok()? * SECTION + within as usize);
        }
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

    /// Returns a range over a span for painting.
    pub fn paint_range(&self, span: Span) -> Option<StaticRange> {
        Some(range_between(&self.place(span.start())?, &self.place_of_end(span.end())?))
    }

    /// Returns where a span is drawn, in CSS pixels of the window.
    pub fn boxes(&self, span: Span) -> Vec<DomRect> {
        let list = self.range(span).and_then(|range| range.get_client_rects());
        list.map_or_else(Vec::new, |list| {
            (0..list.length()).filter_map(|index| list.item(index)).collect()
        })
    }

    /// Returns where the character at a position is drawn, in CSS pixels of the window.
    pub fn letter_box(&self, at: Offset) -> Option<DomRect> {
        let at = self.text.floor(at);
        let letter = self.range(Span::new(at, forward(&self.text, at, Unit::Character)).ok()?)?;
        Some(letter.get_bounding_client_rect()).filter(|found| found.height() > 0.0)
    }

    /// Returns where the caret stands at a position.
    pub fn caret_box(&self, at: Offset) -> Option<CaretBox> {
        let at = self.text.floor(at);
        if let Some(found) = super::sideways::caret_box(self, at) {
            return Some(found);
        }
        // The left edge of the next character; at the end of a line, the right edge of the last.
        let next = forward(&self.text, at, Unit::Character);
        let shown = |span: Span| self.boxes(span).into_iter().rfind(|found| found.height() > 0.0);
        let breaks = |span: Span| self.text.quote(span).starts_with(['\n', '\r']);
        if let Some(span) = Span::new(at, next).ok().filter(|span| !breaks(*span))
            && let Some(found) = self.boxes(span).into_iter().find(|found| found.height() > 0.0)
        {
            return Some(CaretBox { left: found.left(), top: found.top(), height: found.height() });
        }
        let before = backward(&self.text, at, Unit::Character);
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
    let document = page::document();
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
    let selection = page::selection()?;
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
    if let (Some((a, a_at)), Some((f, f_at)), Some(selection)) = (anchor, focus, page::selection())
    {
        drop(selection.set_base_and_extent(&a, a_at, &f, f_at));
    }
}
