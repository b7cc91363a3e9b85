//! The window, the document, and what is done with them all over.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, Window};

/// Returns the window.
pub fn window() -> Window {
    web_sys::window().expect("the app runs in a page")
}

/// Returns the document.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// Returns what the page says about itself under a name; empty answers count as none.
pub fn meta(name: &str) -> Option<String> {
    let element = document().query_selector(&format!("meta[name='{name}']")).ok().flatten()?;
    element.get_attribute("content").filter(|content| !content.is_empty())
}

/// Says whether the page was opened as a file rather than from a host.
pub fn is_file() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// Returns the address of something that lies beside the page.
pub fn beside(path: &str) -> Option<String> {
    let page = window().location().href().ok()?;
    web_sys::Url::new_with_base(path, &page).ok().map(|address| address.href())
}

/// Loads the page again.
pub fn load_again() {
    drop(window().location().reload());
}

/// Does something each time the page is shown again after it was hidden, as long as it lives.
pub fn on_return(act: impl Fn() + 'static) {
    let act = Closure::<dyn Fn()>::new(move || {
        if !document().hidden() {
            act();
        }
    });
    let act = act.into_js_value();
    drop(document().add_event_listener_with_callback("visibilitychange", act.unchecked_ref()));
}

/// Gives an element the keyboard, when there is one for the selector. The page stays where it is:
/// what has to come into view is brought there by itself.
pub fn focus(selector: &str) {
    if let Some(element) = find(selector) {
        focus_element(&element);
    }
}

/// Gives an element the keyboard and leaves the page where it is.
pub fn focus_element(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    drop(element.focus_with_options(&options));
}

/// Gives the keyboard to what a selector finds now and, because it may have to be drawn first, again
/// after the next layout, unless something else has taken the keyboard by then.
pub fn focus_now_or_soon(selector: &'static str) {
    focus(selector);
    let holder = document().active_element();
    after_layout(move || {
        if nobody_has_keyboard() || document().active_element() == holder {
            focus(selector);
        }
    });
}

/// Gives the keyboard back to an element that had it, unless something has it by now.
pub fn give_back(element: Option<Element>) {
    if !nobody_has_keyboard() {
        return;
    }
    let element = element.filter(|element| element.is_connected() && element.tag_name() != "BODY");
    match element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        Some(element) => drop(element.focus()),
        None => focus("#text"),
    }
}

/// Says whether no element has the keyboard, as when the one that had it was taken away.
pub fn nobody_has_keyboard() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// Returns what is selected in the page.
pub fn selection() -> Option<web_sys::Selection> {
    window().get_selection().ok().flatten()
}

/// Finds the first element for a selector.
pub fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// Finds all elements for a selector.
pub fn find_all(selector: &str) -> Vec<HtmlElement> {
    let Ok(all) = document().query_selector_all(selector) else { return Vec::new() };
    (0..all.length()).filter_map(|at| all.get(at)?.dyn_into().ok()).collect()
}

/// Returns what stands in a field.
pub fn typed(field: &Element) -> String {
    field.dyn_ref().map(web_sys::HtmlInputElement::value).unwrap_or_default()
}

/// Says whether the element with the keyboard is one that is typed into.
pub fn is_typing() -> bool {
    document().active_element().is_some_and(|element| takes_keys(&element))
}

/// Lets the field that has the keyboard hand over what was typed, as if it had been left.
pub fn hand_over_field() {
    let active = document().active_element().and_then(|element| element.dyn_into().ok());
    if let Some(field) = active {
        let field: HtmlElement = field;
        drop(field.blur());
        drop(field.focus());
    }
}

/// Says whether an element makes its own use of printing keys.
fn takes_keys(element: &Element) -> bool {
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(
            element.get_attribute("type").as_deref(),
            Some("checkbox" | "radio" | "button" | "submit" | "file" | "color" | "range")
        ),
        _ => element.get_attribute("contenteditable").is_some_and(|value| value != "false"),
    }
}

/// Runs something once the page has been laid out.
pub fn after_layout(act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    drop(window().request_animation_frame(act.unchecked_ref()));
}

/// Runs something after a time in ms.
pub fn after(ms: i32, act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    drop(window().set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), ms));
}

/// Writes a length in pixels as CSS does.
pub fn pixels(length: f64) -> String {
    number(length) + "px"
}

/// Writes a number as CSS does. The browser writes it: it can, and the code for it need not be
/// downloaded.
pub fn number(number: f64) -> String {
    let written = js_sys::Number::from(number).to_string_with_radix(10);
    written.map_or_else(|_| String::new(), String::from)
}

/// Brings an element into view, no further than needed.
pub fn scroll_to(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Sets an attribute of the page's root element, or takes it away.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    drop(match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    });
}

/// Says whether the page's root element has an attribute.
pub fn has_root_attribute(name: &str) -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(name))
}

/// Sets a custom property of the page's root element.
pub fn set_root_property(name: &str, value: &str) {
    let root = document().document_element().and_then(|root| root.dyn_into::<HtmlElement>().ok());
    if let Some(root) = root {
        drop(root.style().set_property(name, value));
    }
}

/// Sets all of an element's own style. By the element's object and not by an attribute: the page's
/// policy refuses style attributes, because what a text smuggles in could have one.
pub fn set_style(element: &HtmlElement, declarations: &str) {
    element.style().set_css_text(declarations);
}

/// Gives the keyboard to the element after (or before) the one that has it, among those for a
/// selector; at the ends nothing happens.
pub fn focus_neighbour(selector: &str, after: bool) {
    let Ok(all) = document().query_selector_all(selector) else { return };
    let Some(active) = document().active_element() else { return };
    let nodes = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<HtmlElement>().ok());
    let nodes: Vec<HtmlElement> = nodes.collect();
    let at = nodes.iter().position(|node| active.is_same_node(Some(node)));
    let next = at.and_then(|at| if after { Some(at + 1) } else { at.checked_sub(1) });
    if let Some(node) = next.and_then(|next| nodes.get(next)) {
        drop(node.focus());
    }
}
