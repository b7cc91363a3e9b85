//! Everything that needs a browser: built for wasm32 only.

use leptos::prelude::*;

/// Shows the application in the page's body.
pub fn start() {
    console_error_panic_hook::set_once();
    mount_to_body(App);
}

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <main>
            <h1>"Claimlight"</h1>
        </main>
    }
}
