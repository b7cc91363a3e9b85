//! The dialog that is open.

use leptos::prelude::*;

use super::coder_dialog::CoderDialog;
use super::export_dialog::ExportDialog;
use super::history_dialog::HistoryDialog;
use super::import_project::ImportProject;
use super::keys_dialog::KeysDialog;
use super::palette::Palette;
use crate::desk::{Desk, Overlay};
use crate::web::context::AppContext;

/// Shows the open dialog.
#[component]
pub fn Overlays() -> impl IntoView {
    let ctx = AppContext::get();
    let overlay = ctx.memo(Desk::overlay);
    move || match overlay.get() {
        Some(Overlay::Palette) => view! { <Palette /> }.into_any(),
        Some(Overlay::Keys) => view! { <KeysDialog /> }.into_any(),
        Some(Overlay::History) => view! { <HistoryDialog /> }.into_any(),
        Some(Overlay::Coder) => view! { <CoderDialog /> }.into_any(),
        Some(Overlay::Export) => view! { <ExportDialog /> }.into_any(),
        Some(Overlay::ImportProject) => view! { <ImportProject /> }.into_any(),
        _ => ().into_any(),
    }
}
