//! The ways by which files and texts come in: choosing, dropping, pasting.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, File, FileList, HtmlInputElement};

use crate::desk::Desk;
use crate::web::context::AppContext;
use crate::web::dom::dropped::{Dropped, has_files};
use crate::web::dom::page;
use crate::web::intake::Intake;

/// What can be opened as a document.
const ACCEPTED: &str = ".txt,.text,.md,.markdown,.html,.htm,.xhtml";

/// Lets the user choose document files.
pub fn pick_documents() {
    click("#pick-documents");
}

/// Lets the user choose a folder of documents.
pub fn pick_folder() {
    click("#pick-folder");
}

fn click(selector: &str) {
    if let Some(input) = page::find(selector) {
        input.click();
    }
}

/// Holds the hidden file inputs, and takes what is dropped or pasted anywhere in the window.
#[component]
pub fn DocumentIntake() -> impl IntoView {
    let intake = Intake::get();
    view! {
        <input
            type="file"
            id="pick-documents"
            hidden
            multiple
            accept=ACCEPTED
            aria-label="Documents"
            on:change=move |event| intake.add_files(chosen(&event))
        />
        <input
            type="file"
            id="pick-folder"
            hidden
            multiple
            prop:webkitdirectory=true
            aria-label="Folder of documents"
            on:change=move |event| intake.add_folder(chosen(&event))
        />
        <DropHint />
        <PasteListener />
    }
}

/// Takes files and folders that are dropped, and says so while they are dragged.
#[component]
fn DropHint() -> impl IntoView {
    let intake = Intake::get();
    let dragging = RwSignal::new(false);
    let node = NodeRef::<html::Div>::new();
    let over = move |event: DragEvent| {
        if let Some(transfer) = event.data_transfer().filter(has_files) {
            // Without this the browser would leave the page and show the file.
            event.prevent_default();
            transfer.set_drop_effect("copy");
            dragging.set(true);
        }
    };
    let leave = move |event: DragEvent| {
        // Leaving an element for another one is no leaving of the window.
        if event.related_target().is_none() {
            dragging.set(false);
        }
    };
    let drop_here = move |event: DragEvent| {
        dragging.set(false);
        if let Some(transfer) = event.data_transfer().filter(has_files) {
            event.prevent_default();
            intake.add_dropped(Dropped::new(&transfer));
        }
    };
    let listeners = [
        window_event_listener(leptos::ev::dragover, over),
        window_event_listener(leptos::ev::dragleave, leave),
        window_event_listener(leptos::ev::drop, drop_here),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    Effect::new(move |_| {
        let shown = dragging.get();
        if let Some(hint) = node.get() {
            // A popover, because it must lie above a dialog as well.
            drop(hint.toggle_popover_with_force(shown));
        }
    });
    view! {
        <div class="drop-hint" role="status" popover="manual" node_ref=node>
            <p class="drop-hint__words">"Drop files or folders to open them as documents."</p>
        </div>
    }
}

/// Offers what is pasted outside of fields as a document.
#[component]
fn PasteListener() -> impl IntoView {
    let ctx = AppContext::get();
    let intake = Intake::get();
    let handle = window_event_listener(leptos::ev::paste, move |event: ClipboardEvent| {
        let busy = ctx.desk.with_untracked(Desk::overlay).is_some();
        if busy || event.default_prevented() || page::is_typing() {
            return;
        }
        let Some(clipboard) = event.clipboard_data() else { return };
        let files = clipboard.files().map(|files| listed(&files)).unwrap_or_default();
        let text = clipboard.get_data("text/plain").unwrap_or_default();
        if !files.is_empty() {
            event.prevent_default();
            intake.add_files(files);
        } else if !text.trim().is_empty() {
            event.prevent_default();
            intake.offer_text(text);
        }
    });
    on_cleanup(move || handle.remove());
}

/// Takes the files out of an input, which is then ready to be given the same ones again.
fn chosen(event: &web_sys::Event) -> Vec<File> {
    let input: Option<HtmlInputElement> = event.target().and_then(|target| target.dyn_into().ok());
    let Some(input) = input else { return Vec::new() };
    let files = input.files().map(|files| listed(&files)).unwrap_or_default();
    input.set_value("");
    files
}

fn listed(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}
