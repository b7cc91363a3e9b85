//! Packs the built app: writes the worker that keeps it for use without a network, and the app as one
//! single HTML file. `make dist` runs it on the folder that Trunk has built.

#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::run()
}

/// Tests in a browser build every program; this one has nothing to do there.
#[cfg(target_arch = "wasm32")]
fn main() {}
