//! The native integration tests, one binary: real files, real annotations, and the house rules.

mod formats;
mod gold;
mod tidy;
