//! Files: how projects, annotations and tables are written and read.
//!
//! Invariant: nothing here knows that history or screens exist; positions are code points in every
//! file and bytes in every record.

pub mod base64;
pub mod catalogue;
pub mod claimlight;
pub mod csv;
mod described;
pub mod jsonl;
pub mod package;
pub mod problem;
pub mod pseudonym;
pub mod resolve;
pub mod sealed;
pub mod settle;
pub mod table;

pub use catalogue::{Asks, Choices, FORMATS, Format, file_stem};
pub use package::Package;
pub use problem::{Place, Problem, ProblemKind};
pub use resolve::{Home, Placement, Resolved};
pub use settle::{Settled, settle};
