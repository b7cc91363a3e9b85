//! Tests that run inside a browser, against the library itself: `make test-web`.
#![cfg(target_arch = "wasm32")]

use std::collections::BTreeSet;

use claimlight::desk::Desk;
use claimlight::desk::view::documents;
use claimlight::model::ProjectId;
use claimlight::sample::sample_project;
use claimlight::web::app::App;
use js_sys::{Array, Promise, Reflect};
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, Node, Range};

wasm_bindgen_test_configure!(run_in_browser);

/// How long the app may take to read its database and draw, in ms.
const PATIENCE_MS: i32 = 20_000;

/// How long to wait before looking again, in ms.
const PAUSE_MS: i32 = 20;

/// An element of its own for each test, so that none sees what another left.
fn stage() -> HtmlElement {
    let element = document().create_element("div").expect("the document makes elements");
    document().body().expect("the test page has a body").append_child(&element).expect("it is new");
    element.dyn_into().expect("a div is an HTML element")
}

fn find(stage: &HtmlElement, selector: &str) -> Option<Element> {
    stage.query_selector(selector).expect("the selector is valid")
}

fn text_of(stage: &HtmlElement, selector: &str) -> String {
    let element = find(stage, selector).unwrap_or_else(|| panic!("there is no {selector}"));
    element.text_content().unwrap_or_default()
}

/// Looks again and again until something is there.
async fn wait<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..PATIENCE_MS / PAUSE_MS {
        if let Some(found) = look() {
            return found;
        }
        let pause = Promise::new(&mut |resolve, _| {
            window()
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PAUSE_MS)
                .expect("timers can be set");
        });
        JsFuture::from(pause).await.expect("the pause is never broken off");
    }
    panic!("{what} did not come within {PATIENCE_MS} ms");
}

/// Returns the words under each highlight that the page paints.
fn painted() -> BTreeSet<String> {
    let css = Reflect::get(&js_sys::global(), &"CSS".into()).expect("every page has CSS");
    let highlights = Reflect::get(&css, &"highlights".into()).expect("reading it throws nothing");
    assert!(!highlights.is_undefined(), "the tests need a browser that knows highlights");
    let values = |list: &JsValue| {
        let list = list.unchecked_ref::<js_sys::Map>().values();
        list.into_iter().map(|value| value.expect("walking through it throws nothing"))
    };
    // A highlight is a set of ranges, and `Array.from` reads whatever can be walked through.
    values(&highlights)
        .flat_map(|highlight| Array::from(&highlight).to_vec())
        .map(|range| words(&range))
        .collect()
}

/// Returns the words between the edges of a painted range, which knows its edges only.
fn words(painted: &JsValue) -> String {
    let edge = |node: &str, offset: &str| -> (Node, u32) {
        let of = |name: &str| Reflect::get(painted, &name.into()).expect("a range has edges");
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an offset")]
        let at = of(offset).as_f64().expect("it is a number") as u32;
        (of(node).unchecked_into(), at)
    };
    let range = Range::new().expect("ranges can be made");
    let (node, at) = edge("startContainer", "startOffset");
    range.set_start(&node, at).expect("it lies in the page");
    let (node, at) = edge("endContainer", "endOffset");
    range.set_end(&node, at).expect("it lies in the page");
    range.to_string().into()
}

#[wasm_bindgen_test]
async fn the_first_start_shows_the_sample_with_its_claims_and_leaves_without_a_trace() {
    let sample = Desk::new(sample_project(ProjectId(1)), None);
    let expected: Vec<_> = documents::order(&sample)
        .into_iter()
        .filter_map(|id| documents::row(&sample, id))
        .collect();
    let first = expected.first().expect("the sample has documents");

    let stage = stage();
    let mounted = mount_to(stage.clone(), App);
    wait("the text of a document", || find(&stage, ".text__block")).await;

    assert_eq!(text_of(&stage, "h1"), "Claimlight");
    assert!(find(&stage, "main").is_some(), "every place has a main");
    let titles = stage.query_selector_all(".documents__title").expect("the selector is valid");
    let titles: Vec<_> =
        (0..titles.length()).filter_map(|at| titles.get(at)?.text_content()).collect();
    assert_eq!(titles, expected.iter().map(|row| row.title.clone()).collect::<Vec<_>>());
    assert_eq!(text_of(&stage, ".documents__row[aria-current] .documents__title"), first.title);

    let text = sample.project().text(first.id).expect("the sample has every text");
    let shown = text_of(&stage, ".text");
    assert_eq!(shown.replace('\n', ""), text.as_str().replace(['\r', '\n'], ""));

    let claims = sample.project().claims_in(first.id);
    let quotes: BTreeSet<String> = claims
        .flat_map(|claim| claim.fragments.clone())
        .map(|fragment| text.quote(fragment).to_owned())
        .filter(|quote| !quote.contains('\n'))
        .collect();
    assert!(!quotes.is_empty(), "the sample's first document is coded");
    wait("the highlights of its claims", || quotes.is_subset(&painted()).then_some(())).await;

    drop(mounted);
    assert_eq!(stage.child_element_count(), 0);
}
