//! Browser part.

pub mod host;
pub mod storage;
