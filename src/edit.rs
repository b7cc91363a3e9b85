//! How a project changes: changes that return their inverse, transactions, and undo.
//!
//! Invariant: nothing here knows that screens exist, and the time is always given from outside.

pub mod action;
pub mod change;
pub mod done;
pub mod history;
pub mod join;
#[cfg(test)]
pub(crate) mod random;
pub mod rebase;
pub mod revert;
pub mod transaction;

pub use change::Change;
pub use done::Done;
pub use history::History;
pub use transaction::{EditError, Meta, Origin, Transaction};
