//! A dialog over the window.

use leptos::html;
use leptos::prelude::*;

use super::Icon;
use crate::web::dom::{page, selected};

/// A native modal dialog: the browser holds the keyboard in it and gives it back afterwards.
///
/// It is shown as long as it is in the page; `on_close` is asked when the user wants it gone.
#[component]
pub fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Says that the user closed it: Escape, the cross, or a click beside it.
    on_close: Callback<()>,
    /// "narrow", "wide" or nothing.
    #[prop(optional)]
    size: &'static str,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let chosen = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(dialog) = node.get().filter(|dialog| !dialog.open()) {
            // What lies behind a dialog cannot be selected. Chromium would look through all of a long
            // text for the next place that can, which took 50 ms.
            chosen.set_value(selected::take());
            // Fails only for a dialog that is not in the page, which one with a node is.
            drop(dialog.show_modal());
        }
    });
    // A dialog that is taken out of the page gives the keyboard to nobody: it goes back to where it
    // was, or to the text.
    let before = StoredValue::new_local(page::document().active_element());
    on_cleanup(move || {
        let before = before.try_get_value().flatten();
        let chosen = chosen.try_get_value().flatten();
        page::after_layout(move || {
            page::give_back(before);
            selected::put_back(chosen);
        });
    });
    let on_click = move |event: web_sys::MouseEvent| {
        use wasm_bindgen::JsCast;
        let beside = event
            .target()
            .is_some_and(|target| target.dyn_ref::<web_sys::HtmlDialogElement>().is_some());
        if beside {
            on_close.run(());
        }
    };
    let on_cancel = move |event: web_sys::Event| {
        event.prevent_default();
        on_close.run(());
    };
    view! {
        <dialog
            class="dialog"
            data-size=size
            node_ref=node
            aria-labelledby="dialog-title"
            on:cancel=on_cancel
            on:mousedown=on_click
        >
            <div class="dialog__box">
                <header class="dialog__head">
                    <h2 id="dialog-title">{move || title.get()}</h2>
                    <button
                        type="button"
                        class="button button--quiet button--icon"
                        aria-label="Close"
                        title="Close (Esc)"
                        on:click=move |_| on_close.run(())
                    >
                        <Icon name="close" />
                    </button>
                </header>
                <div class="dialog__body">{children()}</div>
            </div>
        </dialog>
    }
}
