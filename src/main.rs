//! The browser entry point; an empty program on every other target.

#[cfg(target_arch = "wasm32")]
fn main() {
    claimlight::web::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
