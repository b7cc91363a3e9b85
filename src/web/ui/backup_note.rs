//! Reminds quietly of a backup after much work.

use leptos::prelude::*;

use super::part::Note;

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
                            <Note
                                words=words
                                act="Download a backup"
                                later_tip="It is not asked again for three days."
                                on_act=on_backup
                                on_later=on_later
                            />
                        }
                    })
            }}
        </div>
    }
}
