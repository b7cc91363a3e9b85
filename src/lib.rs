//! Claimlight: mark who claims what, in your browser.
//!
//! This page is the map of the code, in reading order.

pub mod text;

pub mod model;

pub mod edit;

pub mod store;

#[cfg(target_arch = "wasm32")]
pub mod web;
