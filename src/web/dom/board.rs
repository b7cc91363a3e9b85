//! The user's keyboard, as far as the browser tells of it.

use std::collections::BTreeMap;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::page;
use crate::desk::keymap::Layout;
use crate::text::order;

/// Returns what is known at once: whether it is one of Apple's.
pub fn kind() -> Layout {
    let navigator: JsValue = page::window().navigator().into();
    let data = get(&navigator, "userAgentData").and_then(|data| get(&data, "platform"));
    let platform = data.or_else(|| get(&navigator, "platform")).and_then(|name| name.as_string());
    let apple = platform.is_some_and(|name| {
        ["mac", "iphone", "ipad"].iter().any(|one| name.to_lowercase().starts_with(one))
    });
    Layout { apple, printed: BTreeMap::new() }
}

/// Returns what the keys print; Chromium alone tells, and only to a page that is shown.
pub async fn layout() -> Option<Layout> {
    let navigator: JsValue = page::window().navigator().into();
    let keyboard = get(&navigator, "keyboard")?;
    let ask: Function = get(&keyboard, "getLayoutMap")?.dyn_into().ok()?;
    let promise: Promise = ask.call0(&keyboard).ok()?.dyn_into().ok()?;
    let map = JsFuture::from(promise).await.ok()?;
    let map = Array::from(&map);
    let pairs = map.iter().filter_map(|pair| {
        let pair = Array::from(&pair);
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    });
    Some(Layout { printed: order::map(pairs), ..kind() })
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    let found = Reflect::get(of, &name.into()).ok()?;
    (!found.is_undefined() && !found.is_null()).then_some(found)
}
