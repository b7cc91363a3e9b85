//! The dialog that is open.

use leptos::prelude::*;

use super::coder_dialog::CoderDialog;
use super::delete_actor_dialog::DeleteActorDialog;
use super::delete_code_dialog::DeleteCodeDialog;
use super::disk_dialog::DiskDialog;
use super::document_dialog::DocumentDialog;
use super::earlier_dialog::EarlierDialog;
use super::export_dialog::ExportDialog;
use super::history_dialog::HistoryDialog;
use super::import_documents::ImportDocuments;
use super::import_project::ImportProject;
use super::keys_dialog::KeysDialog;
use super::merge_actor_dialog::MergeActorDialog;
use super::palette::Palette;
use super::paste_document::PasteDocument;
use super::projects_dialog::ProjectsDialog;
use super::set_aside_dialog::SetAsideDialog;
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
        Some(Overlay::History(claim)) => view! { <HistoryDialog claim=claim /> }.into_any(),
        Some(Overlay::EarlierStates) => view! { <EarlierDialog /> }.into_any(),
        Some(Overlay::SetAside) => view! { <SetAsideDialog /> }.into_any(),
        Some(Overlay::Disk) => view! { <DiskDialog /> }.into_any(),
        Some(Overlay::Coder) => view! { <CoderDialog /> }.into_any(),
        Some(Overlay::DeleteCode(id)) => view! { <DeleteCodeDialog id=id /> }.into_any(),
        Some(Overlay::ImportDocuments) => view! { <ImportDocuments /> }.into_any(),
        Some(Overlay::PasteDocument) => view! { <PasteDocument /> }.into_any(),
        Some(Overlay::DeleteActor(id)) => view! { <DeleteActorDialog id=id /> }.into_any(),
        Some(Overlay::MergeActor(id)) => view! { <MergeActorDialog id=id /> }.into_any(),
        Some(Overlay::Document(id)) => view! { <DocumentDialog id=id /> }.into_any(),
        Some(Overlay::Export) => view! { <ExportDialog /> }.into_any(),
        Some(Overlay::ImportProject) => view! { <ImportProject /> }.into_any(),
        Some(Overlay::Projects) => view! { <ProjectsDialog /> }.into_any(),
        _ => ().into_any(),
    }
}
