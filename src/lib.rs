//! Claimlight: mark who claims what, in your browser.
pub mod intake;
#[cfg(target_arch = "wasm32")]
pub mod web;
