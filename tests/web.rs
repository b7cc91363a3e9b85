//! Tests that run inside a browser, against the library itself: `make test-web`.
#![cfg(target_arch = "wasm32")]

use claimlight::web::App;
use leptos::prelude::*;
use leptos::task::tick;
use leptos::wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

/// An element of its own for each test, so that none sees what another left.
fn stage() -> HtmlElement {
    let element = document().create_element("div").expect("the document makes elements");
    document().body().expect("the test page has a body").append_child(&element).expect("it is new");
    element.dyn_into().expect("a div is an HTML element")
}

#[wasm_bindgen_test]
async fn the_app_mounts_and_leaves_without_a_trace() {
    let stage = stage();
    let mounted = mount_to(stage.clone(), App);
    tick().await;

    let main = stage.query_selector("main").expect("the selector is valid");
    let heading = main.expect("every view has a main").query_selector("h1");
    let heading = heading.expect("the selector is valid").expect("the page has a heading");
    assert_eq!(heading.text_content().as_deref(), Some("Claimlight"));

    drop(mounted);
    assert_eq!(stage.child_element_count(), 0);
}
