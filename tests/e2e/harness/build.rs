//! Builds of the app that a story may change: as if the host got a newer one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::{Page, site};

/// A copy of the built app.
pub(crate) struct Build {
    folder: TempDir,
}

impl Build {
    /// Copies the built app.
    pub(crate) fn copy() -> Self {
        let folder = tempfile::Builder::new().prefix("claimlight-build-").tempdir();
        let folder = folder.expect("the temporary folder can be written");
        copy(&site::dist(), folder.path());
        Self { folder }
    }

    /// Where it lies.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The path of one of its files.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes one of its files.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder"))
            .and_then(|()| fs::write(path, content))
            .expect("the folder is ours");
    }

    /// Changes the page.
    pub(crate) fn change_page(&self, change: impl FnOnce(String) -> String) {
        let page = fs::read_to_string(self.path("index.html")).expect("the app has a page");
        self.write("index.html", change(page));
    }

    /// Packs it, as `make dist` does after building.
    pub(crate) fn pack(&self) {
        let packed = Command::new(env!("CARGO_BIN_EXE_pack")).arg(self.folder.path()).output();
        let packed = packed.expect("the program was built with the tests");
        assert!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
    }
}

impl Page {
    /// What keeps the browser from offering to install the app, as codes of its own; `None` where the
    /// browser does not tell.
    pub(crate) fn obstacles_to_installing(&self) -> Option<Vec<String>> {
        if self.bidi.is_some() {
            return None;
        }
        let told = self.chromium("Page.getInstallabilityErrors", &serde_json::json!({}));
        let errors = told["installabilityErrors"].as_array().into_iter().flatten();
        Some(errors.map(ToString::to_string).collect())
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder is ours");
    for entry in fs::read_dir(from).expect("the app is built").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the folder is ours");
        }
    }
}
