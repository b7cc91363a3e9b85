//! What a lead publishes beside the app: a list of documents, and what they are coded with.
//!
//! The list is `project/project.json` beside the page; [`List`] is what it says, [`assemble()`] makes a
//! project of the files it names, and [`additions`] says what a newer list brings to a project that
//! is being worked on. What is wrong with any of the files becomes a [`Fault`], and the rest is used.
//!
//! Invariant: nothing here knows where files come from, and nothing published changes or removes what
//! somebody has coded.

mod assemble;
mod fault;
mod list;

pub use assemble::{Files, additions, assemble};
pub use fault::Fault;
pub use list::{Entry, LIST, List, Named};
