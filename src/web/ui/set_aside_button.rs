//! The way to the records that could not be used.

use leptos::prelude::*;

use crate::desk::view::set_aside;
use crate::web::context::AppContext;

/// Says how many stored records were set aside, where there are any, and shows them.
#[component]
pub fn SetAsideButton() -> impl IntoView {
    let ctx = AppContext::get();
    let count = ctx.memo(|desk| desk.set_aside().len());
    view! {
        <Show when=move || count.get() != 0>
            <button
                type="button"
                class="button button--small set-aside"
                on:click=move |_| ctx.run("set-aside")
            >
                {move || set_aside::count(count.get())}
            </button>
        </Show>
    }
}
