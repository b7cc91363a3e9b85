//! Keys: how a chord is written, read and shown, which command it runs, and whose it must stay.

pub mod bindings;
pub mod chord;
pub mod layout;
mod preset;
pub mod reserved;

pub use bindings::{Bindings, Refusal};
pub use chord::Chord;
pub use layout::Layout;
