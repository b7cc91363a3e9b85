//! Says once, to who opened the app as a file, where the work is kept then.

use leptos::prelude::*;

/// The note for who works from a file.
#[component]
pub fn FileNote(
    /// Whether it is shown.
    shown: RwSignal<bool>,
    /// Remembers that it was read.
    on_read: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="note" role="status">
            {move || {
                shown
                    .get()
                    .then(|| {
                        view! {
                            <p class="note__words">
                                "You opened Claimlight as a file. This browser keeps your work on this machine, in some browsers for this file in this folder only: leave it where it is, and save your project as a file now and then (Ctrl+S)."
                            </p>
                            <button
                                type="button"
                                class="button button--small"
                                on:click=move |_| {
                                    shown.set(false);
                                    on_read.run(());
                                }
                            >
                                "Understood"
                            </button>
                        }
                    })
            }}
        </div>
    }
}
