//! Files on their way in and out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::Page;

/// A file the app has let the user download.
pub(crate) struct Download {
    /// The name the app gave it.
    pub(crate) name: String,
    /// What is in it.
    pub(crate) bytes: Vec<u8>,
}

impl Download {
    /// What is in it, as text.
    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.bytes).expect("everything the app writes is UTF-8")
    }
}

impl Page {
    /// Writes a file that the user could have and gives its path, for [`Page::choose_files`].
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.scratch.path().join(name);
        fs::create_dir_all(path.parent().expect("the folder is part of the path"))
            .and_then(|()| fs::write(&path, bytes))
            .expect("the temporary folder can be written");
        path
    }

    /// Chooses files (or, for a folder input, a folder) as if in the dialog that
    /// `<input type=file>` opens; the input may be hidden but must be in the page.
    pub(crate) fn choose_files(&self, input: &str, files: &[impl AsRef<Path>]) {
        let paths: Vec<String> =
            files.iter().map(|file| file.as_ref().display().to_string()).collect();
        self.css(input).send("value", &json!({ "text": paths.join("\n") }));
    }

    /// Drops files onto the element a CSS selector names. The browser offers no real drag from
    /// outside the window, so the events are made by script.
    pub(crate) fn drop_files(&self, target: &str, files: &[(&str, &[u8])]) {
        let script = "
            const [target, files] = arguments;
            const element = document.querySelector(target);
            const data = new DataTransfer();
            for (const [name, bytes] of files) {
              data.items.add(new File([new Uint8Array(bytes)], name));
            }
            for (const type of ['dragenter', 'dragover', 'drop']) {
              const options = { bubbles: true, cancelable: true, composed: true, dataTransfer: data };
              element.dispatchEvent(new DragEvent(type, options));
            }";
        self.run(script, &[json!(target), json!(files)]);
    }

    /// Pastes text into whatever has the focus, without the system's clipboard.
    pub(crate) fn paste(&self, text: &str) {
        let script = "
            const data = new DataTransfer();
            data.setData('text/plain', arguments[0]);
            const target = document.activeElement ?? document.body;
            const options = { bubbles: true, cancelable: true, composed: true, clipboardData: data };
            if (target.dispatchEvent(new ClipboardEvent('paste', options))) {
              document.execCommand('insertText', false, arguments[0]);
            }";
        self.run(script, &[json!(text)]);
    }

    /// Waits for a download to be complete and takes it; the next call waits for the next one.
    pub(crate) fn download(&self) -> Download {
        let mut before = None;
        let path = self.until(|| {
            let files = self.finished_downloads();
            // A file counts once its size has been the same twice.
            let now =
                files.first().map(|path| (path.clone(), fs::metadata(path).map(|m| m.len()).ok()));
            let steady = now.is_some() && now == before;
            before.clone_from(&now);
            steady.then(|| now.map(|(path, _)| path)).flatten()
        });
        let path = path.unwrap_or_else(|| {
            panic!("nothing was downloaded; the page says:\n{}", self.outline());
        });
        let name = path.file_name().expect("it was listed").to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("it was listed");
        // Out of the way, so that a second file of this name keeps the name.
        fs::remove_file(&path).expect("the folder is ours");
        Download { name, bytes }
    }

    pub(super) fn take_downloads(&self) {
        if self.bidi.is_some() {
            // Firefox has been told at its start.
            return;
        }
        let folder = self.downloads.path().display().to_string();
        self.chromium(
            "Browser.setDownloadBehavior",
            &json!({ "behavior": "allow", "downloadPath": folder }),
        );
    }

    /// None while anything is still being written: the placeholder of a download bears its name.
    fn finished_downloads(&self) -> BTreeSet<PathBuf> {
        let entries = fs::read_dir(self.downloads.path()).expect("the folder is ours");
        let files: BTreeSet<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        let writing = |path: &PathBuf| {
            path.extension()
                .is_some_and(|extension| extension == "crdownload" || extension == "part")
                || path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
        };
        if files.iter().any(writing) { BTreeSet::new() } else { files }
    }
}
