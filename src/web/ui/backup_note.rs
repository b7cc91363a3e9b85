//! Reminds quietly of a backup after much work.

use leptos::prelude::*;

/// The note about a backup, beside the work and never over it.
#[component]
pub fn BackupNote(
    /// What it says; nothing most of the time.
    said: RwSignal<Option<String>>,
    /// Downloads a backup.
    on_backup: Callback<()>,
    /// Puts the note away.
    on_later: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="note" role="status">
            {move || {
                said.get()
                    .map(|words| {
                        view! {
                            <p class="note__words">{words}</p>
                            <button
                                type="button"
                                class="button button--small"
                                on:click=move |_| on_backup.run(())
                            >
                                "Download a backup"
                            </button>
                            <button
                                type="button"
                                class="button button--quiet button--small"
                                title="It is not asked again for three days."
                                on:click=move |_| on_later.run(())
                            >
                                "Later"
                            </button>
                        }
                    })
            }}
        </div>
    }
}
