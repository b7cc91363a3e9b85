//! What the stories are told in: a site that serves the built app, and a page of it in a browser.
//!
//! Everything blocks and everything waits: an element that is not there yet is looked for until the
//! patience of [`wait`] is used up, and then the test fails with what was there instead. When a
//! [`Page`] goes away it fails its test if the console had an error or if anything was asked
//! for but the app's own files, so no story can forget to look.

mod accessibility;
mod accessible_tree;
mod bidi;
mod browser;
mod build;
mod debugger;
mod driver;
mod element;
mod files;
mod input;
mod launch;
mod look;
mod page;
mod processes;
mod records;
mod site;
mod tabs;
mod text;
mod wait;

pub(crate) use build::Build;
pub(crate) use debugger::Wire;
pub(crate) use element::Element;
pub(crate) use files::Download;
pub(crate) use launch::{Launch, Profile};
pub(crate) use page::{Page, is_chromium};
pub(crate) use processes::kill;
pub(crate) use site::Site;
