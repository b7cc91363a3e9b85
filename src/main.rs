//! The browser entry point; an empty program on every other target.
fn main() {}
