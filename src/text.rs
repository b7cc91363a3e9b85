//! Positions in immutable text: offsets in three units, spans, words, and finding a span again.
//!
//! Invariant: nothing here knows that annotations, files or screens exist.

pub mod anchor;
pub mod body;
pub mod direction;
pub mod fold;
pub mod index;
pub mod motion;
pub mod offset;
pub mod order;
pub mod segment;
pub mod span;

pub use anchor::{Anchor, Anchored};
pub use body::Text;
pub use index::SpanIndex;
pub use offset::{CharOffset, Offset, Utf16Offset};
pub use span::{Span, SpanError};
