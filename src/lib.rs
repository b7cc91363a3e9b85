//! Claimlight: mark who claims what, in your browser.

#[cfg(target_arch = "wasm32")]
pub mod web;
