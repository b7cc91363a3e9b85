//! Tests over fixtures and over the code base itself, in one binary.
#![cfg(not(target_arch = "wasm32"))]

mod tidy;
