//! Claimlight: mark who claims what, in your browser.
#![allow(missing_docs)]
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod web;
