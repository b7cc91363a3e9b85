//! A list of views by key that never moves what stays.
//!
//! Leptos' own `<For>` may take views out of the page and put them back when others come before and go
//! behind them in one change. What is moved is laid out anew, and what had the keyboard loses it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::tachys::reactive_graph::{OwnedView, OwnedViewState};
use leptos::tachys::view::any_view::AnyViewState;
use web_sys::{Element, Node};

/// A view in the page.
struct Shown {
    state: OwnedViewState<AnyViewState>,
    element: Element,
}

/// Keeps the children of an element, which has no others, in step with keys: one view a key, in their
/// order. Each key comes once, and each view is one element.
pub fn keep_in_order(
    parent: impl Fn() -> Option<Element> + 'static,
    keys: impl Fn() -> Vec<u128> + 'static,
    view: impl Fn(u128) -> AnyView + 'static,
) {
    let shown = StoredValue::new_local(BTreeMap::<u128, Shown>::new());
    let owner = Owner::new();
    let effect = RenderEffect::new(move |_| {
        let (keys, Some(parent)) = (keys(), parent()) else { return };
        let build = |key| {
            let state = owner.child().with(|| {
                let view = untrack(|| view(key));
                OwnedView::new(view).build()
            });
            let element = state.elements().into_iter().next()?;
            Some(Shown { state, element })
        };
        shown.update_value(|shown| arrange(&parent, shown, &keys, build));
    });
    on_cleanup(move || drop(effect));
}

/// Takes away what is not wanted, makes what is missing, and puts each where it belongs, from the last
/// to the first: whatever stands before the right one already stays where it is.
fn arrange(
    parent: &Element,
    shown: &mut BTreeMap<u128, Shown>,
    keys: &[u128],
    build: impl Fn(u128) -> Option<Shown>,
) {
    let mut before = std::mem::take(shown);
    let mut coming = BTreeMap::new();
    for key in keys {
        if let Some(stays) = before.remove(key) {
            shown.insert(*key, stays);
        } else if let Some(new) = build(*key) {
            coming.insert(*key, new);
        }
    }
    for mut gone in before.into_values() {
        gone.state.unmount();
    }
    let mut behind: Option<Node> = None;
    for key in keys.iter().rev() {
        if let Some(mut new) = coming.remove(key) {
            new.state.mount(parent, behind.as_ref());
            shown.insert(*key, new);
        }
        let Some(here) = shown.get_mut(key) else { continue };
        if here.element.next_sibling() != behind {
            here.state.mount(parent, behind.as_ref());
        }
        behind = Some(here.element.clone().into());
    }
}
