//! Files and folders that were dropped on the page.

use crate::text::order;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

/// What was dropped, taken hold of while the event lasts; it is read afterwards.
#[derive(Debug, Default)]
pub struct Dropped {
    entries: Vec<FileSystemEntry>,
    files: Vec<File>,
}

impl Dropped {
    /// Takes hold of what is dragged. The browser empties the list when the event is over.
    pub fn new(transfer: &DataTransfer) -> Self {
        let mut dropped = Self::default();
        let items = transfer.items();
        for index in 0..items.length() {
            let Some(item) = items.get(index).filter(|item| item.kind() == "file") else {
                continue;
            };
            match (item.webkit_get_as_entry(), item.get_as_file()) {
                (Ok(Some(entry)), _) => dropped.entries.push(entry),
                (_, Ok(Some(file))) => dropped.files.push(file),
                _ => {}
            }
        }
        dropped
    }

    /// Reads the folders through and returns all files with their paths, folders in the order of
    /// their names. What the browser does not show is passed over.
    pub async fn files(self) -> Vec<(String, File)> {
        let mut found: Vec<(String, File)> = Vec::new();
        // A folder's entries are put in front, so that files come in the order a person reads.
        let mut waiting: Vec<FileSystemEntry> = self.entries.into_iter().rev().collect();
        while let Some(entry) = waiting.pop() {
            if entry.is_directory() {
                let mut inner = entries(entry.unchecked_ref()).await;
                order::by_key(&mut inner, FileSystemEntry::name);
                waiting.extend(inner.into_iter().rev());
            } else if let Some(file) = file(entry.unchecked_ref()).await {
                found.push((entry.full_path().trim_start_matches('/').to_owned(), file));
            }
        }
        found.extend(self.files.into_iter().map(|file| (super::file::path(&file), file)));
        found
    }
}

/// Says whether files are being dragged, rather than text or a link.
pub fn has_files(transfer: &DataTransfer) -> bool {
    transfer.types().includes(&"Files".into(), 0)
}

/// Reads what is in a folder, portion by portion: browsers hand over a hundred at a time.
async fn entries(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let portion =
            settled(|done, failed| reader.read_entries_with_callback_and_callback(done, failed));
        let portion: Array = match portion.await {
            Ok(portion) => portion.unchecked_into(),
            Err(_) => return all,
        };
        if portion.length() == 0 {
            return all;
        }
        all.extend(portion.iter().map(JsCast::unchecked_into));
    }
}

async fn file(entry: &FileSystemFileEntry) -> Option<File> {
    let file = settled(|done, failed| {
        entry.file_with_callback_and_callback(done, failed);
        Ok(())
    });
    file.await.ok().map(JsCast::unchecked_into)
}

/// Waits for one of two callbacks of an older kind of interface.
async fn settled(
    mut ask: impl FnMut(&Function, &Function) -> Result<(), JsValue>,
) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |done, failed| {
        if let Err(error) = ask(&done, &failed) {
            drop(failed.call1(&JsValue::NULL, &error));
        }
    });
    JsFuture::from(promise).await
}
