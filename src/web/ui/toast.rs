//! What the app tells the user: shown for a moment, spoken by screen readers.

use leptos::prelude::*;

use super::part::Icon;
use crate::desk::{Notice, Severity};

/// The last notice; one that asks for something to be done stays until it is closed.
#[component]
pub fn Toast(
    /// What to say; set to nothing to take it away.
    notice: RwSignal<Option<Notice>>,
) -> impl IntoView {
    let severity = move || match notice.with(|n| n.as_ref().map(|n| n.severity)) {
        Some(Severity::Error) => "error",
        Some(Severity::Warning) => "warning",
        _ => "info",
    };
    view! {
        <div class="toast-place" role="status" aria-live="polite">
            {move || {
                notice
                    .get()
                    .map(|said| {
                        view! {
                            <div class="toast" data-severity=severity>
                                <p class="toast__message">
                                    {said.message}
                                    {(!said.hint.is_empty())
                                        .then(|| view! { <span class="toast__hint">{said.hint}</span> })}
                                </p>
                                <button
                                    type="button"
                                    class="button button--quiet button--icon"
                                    aria-label="Close the message"
                                    on:click=move |_| notice.set(None)
                                >
                                    <Icon name="close" />
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
