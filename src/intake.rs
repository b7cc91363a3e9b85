//! Opening documents, the pure part: bytes and a file name become a proposed document.
//!
//! Nothing here changes a project. [`review::examine_file`] turns one file into a verdict, a
//! [`review::Batch`] keeps the books over many, and a person looks at the table before anything is
//! imported. The module knows the model's values but not the
//! browser; legacy encodings are decoded by
//! the host through [`encoding::Decoder`].

pub mod encoding;
pub mod html;
pub mod markdown;
pub mod propose;
pub mod review;
