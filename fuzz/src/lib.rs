//! What must hold of whatever comes in.
//!
//! Each law is a function of bytes that panics when it is broken. The fuzz targets call them with
//! what libFuzzer thinks of; `cargo test` with what proptest thinks of and with every file of
//! `fuzz/seeds`, where each input that ever broke a law is kept.

mod damage;
mod document;
mod project;
mod stored;

pub use damage::{damage, damaged};
pub use document::{document, page};
pub use project::{project, table};
pub use stored::stored;
