//! Something said quietly, with one thing to do about it now or later.

use leptos::prelude::*;

/// The inside of a note; the place it appears in is always there, so that it is announced.
#[component]
pub fn Note(
    /// What it says.
    #[prop(into)]
    words: String,
    /// What can be done.
    act: &'static str,
    /// A tip on that.
    #[prop(optional)]
    act_tip: Option<&'static str>,
    /// A tip on putting it off.
    later_tip: &'static str,
    /// Does it.
    on_act: Callback<()>,
    /// Puts the note away.
    on_later: Callback<()>,
) -> impl IntoView {
    view! {
        <p class="note__words">{words}</p>
        <button
            type="button"
            class="button button--small"
            title=act_tip
            on:click=move |_| on_act.run(())
        >
            {act}
        </button>
        <button
            type="button"
            class="button button--quiet button--small"
            title=later_tip
            on:click=move |_| on_later.run(())
        >
            "Later"
        </button>
    }
}
