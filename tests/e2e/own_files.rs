//! The browser's own file system for a page in the place of the disk: the same kind of handles, and
//! no picker that a story could not press. What is copied between two of them a synchronisation tool
//! could have copied, as late and as incompletely as the story wants.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::harness::{Launch, Page, Profile, Site};

/// Lets the pickers choose in the page's own file system: the folder `shared`, a new file under the
/// name that is proposed, and of the files there the one named by `window.fileToOpen`.
const PICKERS: &str = "\
    window.showDirectoryPicker = async () => \
      (await navigator.storage.getDirectory()).getDirectoryHandle('shared', { create: true }); \
    window.showSaveFilePicker = async ({ suggestedName }) => \
      (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }); \
    window.showOpenFilePicker = async () => \
      [await (await navigator.storage.getDirectory()).getFileHandle(window.fileToOpen)];";

/// A browser that has no access to the disk.
pub(crate) const NO_PICKERS: &str = "\
    delete window.showDirectoryPicker; delete window.showSaveFilePicker; \
    delete window.showOpenFilePicker;";

/// Says whether the browser has such a file system that can be written to.
fn are_there(page: &Page) -> bool {
    let script = "return 'createWritable' in (globalThis.FileSystemFileHandle?.prototype ?? {})";
    page.run(script, &[]) == Value::Bool(true)
}

/// Opens the app with the pickers replaced; nothing where the browser has no file system to use.
pub(crate) fn open(site: &Site, profile: &Profile) -> Option<Page> {
    let page = Launch::new(site).profile(profile).before_app(PICKERS).open();
    let able = are_there(&page);
    if !able {
        #[expect(clippy::print_stderr, reason = "a story that is not told must say so")]
        {
            eprintln!("notice: this browser cannot write files of a page; the story is not told");
        }
    }
    able.then_some(page)
}

/// Waits until the status line says something about the disk.
pub(crate) fn wait_line(page: &Page, words: &str) {
    page.wait_for(&format!("the status line to say “{words}”"), || {
        let line = "return document.querySelector('.status__disk')?.innerText ?? ''";
        page.run(line, &[]).as_str().is_some_and(|line| line.contains(words))
    });
}

/// Reads the files of a folder; an empty name is the place where single files are.
pub(crate) fn read_all(page: &Page, folder: &str) -> BTreeMap<String, String> {
    let script = "\
        let folder = await navigator.storage.getDirectory(); \
        if (args[0]) folder = await folder.getDirectoryHandle(args[0], { create: true }); \
        const files = {}; \
        for await (const entry of folder.values()) { \
          if (entry.kind !== 'file') continue; \
          try { files[entry.name] = await (await entry.getFile()).text(); } catch {} \
        } \
        return files;";
    let files = page.run_async(script, &[json!(folder)]);
    let files = files.as_object().into_iter().flatten();
    files.map(|(name, text)| (name.clone(), text.as_str().unwrap_or_default().to_owned())).collect()
}

/// Writes a file, as another program would.
pub(crate) fn write(page: &Page, folder: &str, name: &str, contents: &str) {
    let script = "\
        let folder = await navigator.storage.getDirectory(); \
        if (args[0]) folder = await folder.getDirectoryHandle(args[0], { create: true }); \
        const file = await folder.getFileHandle(args[1], { create: true }); \
        const writable = await file.createWritable(); \
        await writable.write(args[2]); \
        await writable.close();";
    page.run_async(script, &[json!(folder), json!(name), json!(contents)]);
}

/// Deletes a file, as another program would.
pub(crate) fn delete(page: &Page, folder: &str, name: &str) {
    let script = "\
        let folder = await navigator.storage.getDirectory(); \
        if (args[0]) folder = await folder.getDirectoryHandle(args[0]); \
        await folder.removeEntry(args[1]);";
    page.run_async(script, &[json!(folder), json!(name)]);
}

/// Waits until a line of a file of the shared folder, or of the place of single files, holds all of
/// some words, and gives the file. A record stands in one line.
pub(crate) fn wait_file(page: &Page, folder: &str, name: &str, words: &[&str]) -> (String, String) {
    let mut found = None;
    let holds = |line: &str| words.iter().all(|words| line.contains(words));
    page.wait_for(&format!("{words:?} to be in {name}…"), || {
        let files = read_all(page, folder);
        found = files
            .into_iter()
            .find(|(file, text)| file.starts_with(name) && text.lines().any(holds));
        found.is_some()
    });
    found.expect("it was waited for")
}

/// Carries a file of the shared folder over to another browser, and gives its name.
pub(crate) fn carry(from: &Page, to: &Page, name: &str) -> String {
    let files = read_all(from, "shared");
    let found = files.iter().find(|(file, _)| file.starts_with(name));
    let (file, text) = found.unwrap_or_else(|| panic!("no file of {name} in {files:?}"));
    write(to, "shared", file, text);
    file.clone()
}
