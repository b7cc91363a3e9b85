//! Lists of views by key, in a browser: what stays is never moved.
#![cfg(target_arch = "wasm32")]

use claimlight::web::ui::part::keep_in_order;
use js_sys::Promise;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// Lets effects run.
async fn settle() {
    let pause = Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 20)
            .expect("timers can be set");
    });
    JsFuture::from(pause).await.expect("the pause is never broken off");
}

/// A list of buttons, and what to set to change it.
fn list(keys: &[u128]) -> (HtmlElement, RwSignal<Vec<u128>>, impl Sized + use<>) {
    let stage = document().create_element("div").expect("the document makes elements");
    document().body().expect("the test page has a body").append_child(&stage).expect("it is new");
    let stage: HtmlElement = stage.dyn_into().expect("a div is an HTML element");
    let shown = RwSignal::new(keys.to_vec());
    let handle = mount_to(stage.clone(), move || {
        let list = NodeRef::<leptos::html::Div>::new();
        keep_in_order(
            move || list.get().map(Into::into),
            move || shown.get(),
            |key| view! { <button data-key=key.to_string()>{key.to_string()}</button> }.into_any(),
        );
        view! { <div class="list" node_ref=list></div> }
    });
    (stage, shown, handle)
}

fn buttons(stage: &HtmlElement) -> Vec<Element> {
    let list = stage.query_selector(".list").expect("a selector").expect("the list is drawn");
    let children = list.children();
    (0..children.length()).filter_map(|at| children.item(at)).collect()
}

fn keys(stage: &HtmlElement) -> Vec<u128> {
    let key = |one: &Element| one.text_content().unwrap_or_default().parse().expect("a number");
    buttons(stage).iter().map(key).collect()
}

#[wasm_bindgen_test]
async fn views_come_go_and_change_places() {
    let (stage, shown, _handle) = list(&[1, 2, 3]);
    settle().await;
    assert_eq!(keys(&stage), [1, 2, 3]);
    for wanted in [vec![3, 1, 2], vec![7, 2, 8, 1, 9], vec![], vec![5], vec![4, 5, 6]] {
        shown.set(wanted.clone());
        settle().await;
        assert_eq!(keys(&stage), wanted);
    }
}

#[wasm_bindgen_test]
async fn what_stays_keeps_its_element_and_the_keyboard_while_others_come_and_go() {
    // As when one scrolls: many go in front while some come behind, in one change.
    let (stage, shown, _handle) = list(&(0..60).collect::<Vec<_>>());
    settle().await;
    let before = buttons(&stage);
    let last: HtmlElement = before[59].clone().dyn_into().expect("it is a button");
    last.focus().expect("it is in the page");
    shown.set((10..65).collect());
    settle().await;
    let now = buttons(&stage);
    assert_eq!(keys(&stage), (10..65).collect::<Vec<_>>());
    assert_eq!(now[..50], before[10..], "views were made anew");
    // An element that is taken out and put back loses the keyboard.
    let focused = document().active_element();
    assert!(focused.is_some_and(|one| one == before[59]), "it was moved");
    shown.set((0..5).chain(10..40).chain(59..60).collect());
    settle().await;
    assert_eq!(keys(&stage), (0..5).chain(10..40).chain(59..60).collect::<Vec<_>>());
    let focused = document().active_element();
    assert!(focused.is_some_and(|one| one == before[59]), "it was moved");
}

#[wasm_bindgen_test]
async fn what_belongs_to_a_view_ends_with_it() {
    let ended = StoredValue::new(Vec::new());
    let stage: HtmlElement =
        document().create_element("div").expect("an element").dyn_into().expect("a div");
    let shown = RwSignal::new(vec![1, 2, 3]);
    let handle = mount_to(stage.clone(), move || {
        let list = NodeRef::<leptos::html::Div>::new();
        let view = move |key: u128| {
            on_cleanup(move || ended.update_value(|ended| ended.push(key)));
            view! { <i>{key.to_string()}</i> }.into_any()
        };
        keep_in_order(move || list.get().map(Into::into), move || shown.get(), view);
        view! { <div class="list" node_ref=list></div> }
    });
    settle().await;
    shown.set(vec![1, 3]);
    settle().await;
    assert_eq!(ended.get_value(), [2]);
    drop(handle);
    settle().await;
    let mut all = ended.get_value();
    all.sort_unstable();
    assert_eq!(all, [1, 2, 3]);
}
