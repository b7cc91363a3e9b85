//! Whether the work is saved.

use leptos::prelude::*;

use crate::store::SaveStatus;
use crate::web::context::AppContext;
use crate::web::disk::Disk;

/// Says whether everything is saved; when not, why, and what to do.
#[component]
pub fn StatusLine(
    /// The state of saving.
    #[prop(into)]
    status: Signal<SaveStatus>,
    /// Tries again.
    on_retry: Callback<()>,
    /// Downloads a backup.
    on_backup: Callback<()>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let disk = Disk::get();
    let linked = Memo::new(move |_| disk.view.with(crate::desk::disk::View::is_linked));
    let attention = Memo::new(move |_| disk.view.with(crate::desk::disk::View::needs_attention));
    let word = move || match status.get() {
        SaveStatus::Saved => "saved",
        SaveStatus::Saving => "saving",
        SaveStatus::Failed { .. } => "failed",
    };
    view! {
        // That a change is saved goes without saying, or it would be said at every key.
        <div
            class="status"
            role="status"
            aria-live=move || if word() == "failed" { "polite" } else { "off" }
            data-state=word
        >
            <span>
                <span class="status__word">{move || status.with(SaveStatus::word)}</span>
                {move || status.with(SaveStatus::explanation)}
            </span>
            <Show when=move || status.with(SaveStatus::may_pass)>
                <button
                    type="button"
                    class="button button--small"
                    on:click=move |_| on_retry.run(())
                >
                    "Try again"
                </button>
            </Show>
            <Show when=move || word() == "failed">
                <button
                    type="button"
                    class="button button--small"
                    on:click=move |_| on_backup.run(())
                >
                    "Download a backup"
                </button>
            </Show>
            <Show when=move || linked.get()>
                <button
                    type="button"
                    class="status__disk"
                    title=move || disk.view.with(crate::desk::disk::View::sentence)
                    data-attention=move || attention.get().then_some("true")
                    on:click=move |_| ctx.run("disk")
                >
                    {move || disk.view.with(crate::desk::disk::View::words)}
                </button>
            </Show>
        </div>
    }
}
