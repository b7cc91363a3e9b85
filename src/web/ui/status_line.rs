//! Whether the work is saved.

use leptos::prelude::*;

/// What the status line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// Everything is committed.
    Saved,
    /// Something is on its way.
    Saving,
    /// Something could not be saved: why, and what to do.
    Failed {
        /// Why.
        reason: String,
        /// What to do.
        advice: String,
    },
}

/// Says whether everything is saved; when not, why, and what to do.
#[component]
pub fn StatusLine(
    /// The state of saving.
    #[prop(into)]
    state: Signal<SaveState>,
) -> impl IntoView {
    let word = move || match state.get() {
        SaveState::Saved => "saved",
        SaveState::Saving => "saving",
        SaveState::Failed { .. } => "failed",
    };
    view! {
        <div class="status" role="status" data-state=word>
            {move || match state.get() {
                SaveState::Saved => view! { <span>"Saved"</span> }.into_any(),
                SaveState::Saving => view! { <span>"Saving…"</span> }.into_any(),
                SaveState::Failed { reason, advice } => {
                    view! { <span><strong>"Not saved: "</strong>{reason}" "{advice}</span> }.into_any()
                }
            }}
        </div>
    }
}
