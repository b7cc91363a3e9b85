//! How a page is opened: with which memory, how large, light or dark, and where in the app.

use std::path::Path;

use tempfile::TempDir;

use super::{Page, Site};

/// What a browser remembers: its cookies, databases and preferences. Outlives the pages opened with
/// it, so that a story can close the browser and come back; gone when dropped.
pub(crate) struct Profile {
    folder: TempDir,
}

impl Profile {
    /// A browser that has never seen the app.
    pub(crate) fn fresh() -> Self {
        let folder = tempfile::Builder::new().prefix("claimlight-profile-").tempdir();
        Self { folder: folder.expect("the temporary folder can be written") }
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// The way a page is opened; ends with [`Launch::open`].
pub(crate) struct Launch<'a> {
    pub(super) site: &'a Site,
    pub(super) profile: Option<&'a Profile>,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) dark: bool,
    pub(super) fragment: &'a str,
    pub(super) beside: Option<&'a str>,
    pub(super) before: Vec<&'a str>,
}

impl<'a> Launch<'a> {
    /// A fresh profile, 1280 × 800 CSS pixels, light, at the app's start.
    pub(crate) fn new(site: &'a Site) -> Self {
        Self {
            site,
            profile: None,
            width: 1280,
            height: 800,
            dark: false,
            fragment: "",
            beside: None,
            before: Vec::new(),
        }
    }

    /// Uses what an earlier page left behind. Only one page at a time can have a profile.
    pub(crate) fn profile(mut self, profile: &'a Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// Sets the size of the viewport in CSS pixels.
    pub(crate) fn size(mut self, width: u32, height: u32) -> Self {
        self.width = width;
        self.height = height;
        self
    }

    /// Prefers a dark colour scheme.
    pub(crate) fn dark(mut self) -> Self {
        self.dark = true;
        self
    }

    /// Starts at a place of the app, such as `#codebook`.
    pub(crate) fn at(mut self, fragment: &'a str) -> Self {
        self.fragment = fragment;
        self
    }

    /// Starts at another file of the site, where the app does not run but has its storage.
    pub(crate) fn beside_app(mut self, file: &'a str) -> Self {
        self.beside = Some(file);
        self
    }

    /// Runs a script in every document before the app's own, for example to take away an API that
    /// some browsers lack: `delete window.showSaveFilePicker`.
    pub(crate) fn before_app(mut self, script: &'a str) -> Self {
        self.before.push(script);
        self
    }

    /// Starts the browser and waits until the app has drawn something.
    pub(crate) fn open(self) -> Page {
        Page::open(&self)
    }
}
