//! What `make bench` measures, and how: the app beside the floor, in one browser.

pub(crate) mod app;
pub(crate) mod budgets;
pub(crate) mod count;
pub(crate) mod document;
pub(crate) mod figures;
pub(crate) mod floor;
pub(crate) mod growth;
pub(crate) mod keys;
pub(crate) mod machine;
pub(crate) mod place;
pub(crate) mod profile;
pub(crate) mod report;
pub(crate) mod saving;
pub(crate) mod settings;
pub(crate) mod start;
pub(crate) mod story;
pub(crate) mod subject;
pub(crate) mod work;
