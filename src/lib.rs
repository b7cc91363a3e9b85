//! Claimlight: mark who claims what, in your browser.
//!
//! This page is the map of the code, in reading order.

pub mod text;

pub mod model;

pub mod edit;

pub mod merge;

pub mod intake;

pub mod format;

pub mod sample;

pub mod store;

pub mod desk;

#[cfg(target_arch = "wasm32")]
pub mod web;
