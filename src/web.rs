//! Browser part.
