//! Where everything is served and shown: the built app with the floor beside it, and one browser.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{Launch, Page, Profile, Site};

/// The stopwatch that runs in every page.
const WATCH: &str = include_str!("watch.js");
const FLOOR: &str = include_str!("floor.html");

/// A copy of the built app and the floor on one port.
pub(crate) struct Place {
    pub(crate) site: Site,
    folder: TempDir,
}

impl Place {
    /// Copies the app from `dist` (or `CLAIMLIGHT_DIST`) and serves it with the floor.
    pub(crate) fn open() -> Self {
        let dist = std::env::var_os("CLAIMLIGHT_DIST")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"), Into::into);
        let folder = tempfile::tempdir().expect("the temporary folder can be written");
        copy(&dist, folder.path());
        fs::write(folder.path().join("floor.html"), FLOOR).expect("the folder is ours");
        Self { site: Site::of(folder.path().to_owned()), folder }
    }

    /// Puts a text and its spans where the floor's page finds them.
    pub(crate) fn give_floor(&self, name: &str, made: &Value) {
        let path = self.folder.path().join(format!("floor-{name}.json"));
        fs::write(path, made.to_string()).expect("the folder is ours");
    }

    /// Opens a browser with the stopwatch and the patience that large documents need.
    pub(crate) fn browser(&self, profile: Option<&Profile>) -> Page {
        let launch = Launch::new(&self.site).size(1280, 800).before_app(WATCH);
        let page = match profile {
            Some(profile) => launch.profile(profile).open(),
            None => launch.open(),
        };
        page.set_patience(Duration::from_secs(180));
        page.set_hasty();
        page.send("timeouts", &json!({ "script": 85_000 }));
        page.chromium("Performance.enable", &json!({}));
        page
    }
}

/// Copies the files of a flat folder, and of the folders in it.
fn copy(from: &Path, to: &Path) {
    let entries = fs::read_dir(from)
        .unwrap_or_else(|error| panic!("{}: {error}; run `make dist` first", from.display()));
    for entry in entries.flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("the folder is ours");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("it was just listed");
        }
    }
}
