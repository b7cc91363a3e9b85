//! Everything that needs a browser: built for wasm32 only.

pub mod app;
pub mod comfort;
pub mod context;
pub mod disk;
pub mod dom;
pub mod export;
pub mod host;
pub mod intake;
pub mod past;
pub mod published;
pub mod rescue;
pub mod shelf;
pub mod storage;
pub mod ui;
pub mod update;

use leptos::prelude::*;

/// Shows the application in the page's body.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        rescue::stop(&info.to_string());
    }));
    if rescue::started() {
        mount_to_body(app::App);
    }
}
