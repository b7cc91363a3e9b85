//! The native integration tests, one binary: real files, real annotations, and the house rules.

mod bad_input;
mod formats;
mod gold;
mod hostile;
mod installable;
mod keys_page;
mod palette;
mod story;
mod tidy;
mod worker;
