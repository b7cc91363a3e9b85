//! Files on their way into the project: read one after the other, so that the page stays alive,
//! and kept at hand until the review is over, so that each can be read in another encoding.

use crate::text::order;
use std::collections::VecDeque;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;

use crate::desk::intake::{Field, Review};
use crate::desk::{Desk, Notice, Overlay};
use crate::intake::encoding::Encoding;
use crate::intake::review::{
    LARGEST_FILE_BYTES, RawContent, RawFile, Verdict, examine_file, examine_file_in,
};
use crate::web::context::AppContext;
use crate::web::dom::decoder::BrowserDecoder;
use crate::web::dom::dropped::Dropped;
use crate::web::dom::{file, page};
use crate::web::host;

/// How long files are examined without a pause, in ms: a frame and a half.
const SHARE_MS: u64 = 24;

/// The documents under review and the files they come from.
#[derive(Clone, Copy)]
pub struct Intake {
    ctx: AppContext,
    /// What is under review.
    pub review: RwSignal<Review>,
    /// How far reading has come; nothing when no file is being read.
    pub progress: RwSignal<Option<Progress>>,
    /// A text from the clipboard which the user may want as a document.
    pub offered: RwSignal<String>,
    /// The file behind each place of the review; a pasted text has none.
    files: StoredValue<Vec<Option<File>>, LocalStorage>,
    waiting: StoredValue<VecDeque<(String, File)>, LocalStorage>,
    /// Grows when reading is stopped, so that what is still under way knows that it is not wanted.
    round: StoredValue<u64>,
}

/// How far reading has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// How many files were read.
    pub done: usize,
    /// How many files there are.
    pub total: usize,
    /// The file that is being read.
    pub name: String,
}

impl Intake {
    /// Makes an empty intake.
    pub fn new(ctx: AppContext) -> Self {
        Self {
            ctx,
            review: RwSignal::new(Review::default()),
            progress: RwSignal::new(None),
            offered: RwSignal::new(String::new()),
            files: StoredValue::new_local(Vec::new()),
            waiting: StoredValue::new_local(VecDeque::new()),
            round: StoredValue::new(0),
        }
    }

    /// Returns the intake of the component that is being made.
    pub fn get() -> Self {
        expect_context()
    }

    /// Reads files the user chose and shows them for review.
    pub fn add_files(self, files: Vec<File>) {
        self.add_named(files.into_iter().map(|file| (file::path(&file), file)).collect());
    }

    /// Reads the files of a folder the user chose, in the order of their paths.
    pub fn add_folder(self, files: Vec<File>) {
        let mut named: Vec<(String, File)> =
            files.into_iter().map(|file| (file::path(&file), file)).collect();
        order::by(&mut named, |(a, _), (b, _)| a.cmp(b));
        self.add_named(named);
    }

    /// Reads files and folders that were dropped.
    pub fn add_dropped(self, dropped: Dropped) {
        spawn_local(async move { self.add_named(dropped.files().await) });
    }

    /// Shows a text for review; an empty title means the proposed one.
    pub fn add_text(self, title: &str, text: &str) {
        self.open();
        let raw = RawFile { path: "", content: RawContent::Bytes(text.as_bytes()) };
        // A text that is in memory already has no encoding to be found out.
        let verdict = examine_file_in(&raw, Encoding::UTF_8, &BrowserDecoder);
        let place = self.keep("", verdict, None);
        if !title.trim().is_empty() {
            self.review.update(|review| review.set(place, Field::Title, title));
        }
    }

    /// Offers a text from the clipboard as a document.
    pub fn offer_text(self, text: String) {
        self.offered.set(text);
        self.ctx.show(|desk| desk.set_overlay(Some(Overlay::PasteDocument)));
    }

    /// Says whether the file at a place can be read in another encoding.
    pub fn can_reread(self, place: usize) -> bool {
        self.files.with_value(|files| files.get(place).is_some_and(Option::is_some))
    }

    /// Reads a file once more, in an encoding the user chose.
    pub fn reread(self, place: usize, encoding: Encoding) {
        let file = self.files.with_value(|files| files.get(place).cloned().flatten());
        let Some(file) = file else { return };
        let round = self.round.get_value();
        spawn_local(async move {
            let verdict = examine(&file::path(&file), &file, Some(encoding)).await;
            if self.round.try_get_value() == Some(round) {
                self.review.update(|review| review.replace(place, verdict));
            }
        });
    }

    /// Stops reading; what was read can be reviewed.
    pub fn stop(self) {
        let Some(progress) = self.progress.get_untracked() else { return };
        self.round.update_value(|round| *round += 1);
        self.waiting.update_value(VecDeque::clear);
        self.progress.set(None);
        let message =
            format!("Reading was stopped after {} of {} files.", progress.done, progress.total);
        self.ctx.tell(Notice::warning(message, "Those that were read can be imported."));
    }

    /// Imports what is included and closes the review; it stays open when that fails.
    pub fn import(self) {
        self.review.with_untracked(|review| {
            self.ctx.act(|desk, host| review.import(desk, host));
        });
        if self.ctx.desk.with_untracked(Desk::overlay).is_none() {
            self.clear();
        }
    }

    /// Closes the review; nothing is imported.
    pub fn close(self) {
        self.ctx.show(|desk| desk.set_overlay(None));
        self.clear();
    }

    fn clear(self) {
        self.round.update_value(|round| *round += 1);
        self.waiting.update_value(VecDeque::clear);
        self.files.update_value(Vec::clear);
        self.progress.set(None);
        self.review.set(Review::default());
    }

    /// Opens the review, anew unless it is open already.
    fn open(self) {
        let overlay = Some(Overlay::ImportDocuments);
        if self.ctx.desk.with_untracked(Desk::overlay) != overlay {
            self.clear();
            self.review.set(self.ctx.desk.with_untracked(|desk| Review::new(desk.project())));
            self.ctx.show(|desk| desk.set_overlay(overlay));
        }
    }

    fn add_named(self, mut files: Vec<(String, File)>) {
        files.retain(|(path, _)| !is_hidden(path));
        if files.is_empty() {
            let hint = "Text, Markdown and HTML files can be opened.";
            self.ctx.tell(Notice::warning("No file was found there.", hint));
            return;
        }
        self.open();
        let added = files.len();
        self.waiting.update_value(|waiting| waiting.extend(files));
        if self.progress.with_untracked(Option::is_some) {
            self.advance(|progress| progress.total += added);
        } else {
            self.progress.set(Some(Progress { done: 0, total: added, name: String::new() }));
            spawn_local(self.read(self.round.get_value()));
        }
    }

    fn advance(self, change: impl FnOnce(&mut Progress)) {
        self.progress.update(|progress| {
            if let Some(progress) = progress {
                change(progress);
            }
        });
    }

    /// Reads what is waiting, file by file, and lets the page live in between.
    async fn read(self, round: u64) {
        let mut rested = host::now();
        // The page may be gone when a file has been read, and everything here with it.
        while self.round.try_get_value() == Some(round) {
            let Some(Some((path, file))) = self.waiting.try_update_value(VecDeque::pop_front)
            else {
                self.progress.set(None);
                page::after_layout(|| page::focus("#import-now"));
                return;
            };
            self.advance(|progress| progress.name.clone_from(&path));
            let verdict = examine(&path, &file, None).await;
            if self.round.try_get_value() != Some(round) {
                return;
            }
            self.keep(&path, verdict, Some(file));
            self.advance(|progress| progress.done += 1);
            if host::now().0.saturating_sub(rested.0) > SHARE_MS {
                breathe().await;
                rested = host::now();
            }
        }
    }

    fn keep(self, path: &str, verdict: Verdict, file: Option<File>) -> usize {
        self.files.update_value(|files| files.push(file));
        let place = self.review.try_update(|review| review.add(path, verdict));
        place.unwrap_or_default()
    }
}

/// Reads a file and judges it, in an encoding the user chose or the one that is found.
pub async fn examine(path: &str, file: &File, encoding: Option<Encoding>) -> Verdict {
    // Sizes are whole numbers below 2^53.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
    let size = file.size() as u64;
    let read = if size > LARGEST_FILE_BYTES { None } else { Some(file::read(file).await) };
    let content = match &read {
        None => RawContent::NotRead { size },
        Some(Ok(bytes)) => RawContent::Bytes(bytes),
        Some(Err(reason)) => RawContent::Unreadable(phrase(reason)),
    };
    let raw = RawFile { path, content };
    match encoding {
        None => examine_file(&raw, &BrowserDecoder),
        Some(encoding) => examine_file_in(&raw, encoding, &BrowserDecoder),
    }
}

/// Makes a phrase of the sentence in which a browser gives its reason.
fn phrase(sentence: &str) -> String {
    let sentence = sentence.trim().trim_end_matches('.');
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

/// Says whether a file of a folder belongs to the system rather than to the user.
fn is_hidden(path: &str) -> bool {
    path.contains('/') && path.split('/').any(|part| part.starts_with('.'))
}

/// Waits until the page has had its turn.
async fn breathe() {
    let turn = js_sys::Promise::new(&mut |done, _| {
        page::after(0, move || drop(done.call0(&JsValue::NULL)));
    });
    drop(JsFuture::from(turn).await);
}
