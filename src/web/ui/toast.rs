//! What the app tells the user, shown for a moment. It is spoken from a place of its own, because
//! what was hidden a moment ago is not spoken everywhere.

use leptos::html;
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
    let place = NodeRef::<html::Div>::new();
    // A popover, because it must lie above a dialog as well; shown anew, it comes to the top.
    Effect::new(move |_| {
        let said = notice.with(Option::is_some);
        if let Some(place) = place.get() {
            drop(place.hide_popover());
            if said {
                drop(place.show_popover());
            }
        }
    });
    view! {
        <div class="toast-place" role="status" aria-live="off" popover="manual" node_ref=place>
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
