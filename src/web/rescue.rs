//! The page that takes over when the program fails: `public/rescue.js`, which is there before the
//! program and outlives it. Where it is missing, as in tests, nothing happens.

use wasm_bindgen::prelude::*;
use web_sys::IdbTransaction;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = claimlightRescue, js_name = started)]
    fn tell_started() -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = claimlightRescue, js_name = stop)]
    fn tell_stop(details: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = claimlightRescue, js_name = begin)]
    fn tell_begin(transaction: &IdbTransaction) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = claimlightRescue, js_name = end)]
    fn tell_end(transaction: &IdbTransaction) -> Result<(), JsValue>;
}

/// Says that the program is there, and asks whether it may run: not where the page was taken over
/// already.
pub fn started() -> bool {
    tell_started().unwrap_or(true)
}

/// Hands the page over, because the program has failed. Nothing of the program may run after this.
pub fn stop(details: &str) {
    drop(tell_stop(details));
}

/// Says that a writing transaction was begun. Were the program to stop before it has asked for all
/// that belongs together, the browser would write the half it was asked for; so it is taken back.
pub fn begin(transaction: &IdbTransaction) {
    drop(tell_begin(transaction));
}

/// Says that a writing transaction was asked for everything, or was taken back.
pub fn end(transaction: &IdbTransaction) {
    drop(tell_end(transaction));
}
