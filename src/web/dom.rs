//! Thin wrappers around what the browser offers.

pub mod board;
pub mod decoder;
pub mod disk;
pub mod dropped;
pub mod file;
pub mod highlight;
pub mod keyboard;
pub mod own_file;
pub mod page;
pub mod secret;
pub mod selected;
pub mod service_worker;
pub mod sideways;
pub mod text_lines;
pub mod text_nodes;
pub mod watch;
