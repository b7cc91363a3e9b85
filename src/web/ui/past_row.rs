//! A row of the past: a change, or an earlier state.

use leptos::prelude::*;

/// Says what it is and what belongs to it, beside what can be done about it.
#[component]
pub fn PastRow(
    /// What it is.
    label: String,
    /// Who did it, when and why.
    meta: String,
    /// What belongs to it, a line each.
    details: Vec<String>,
    /// What can be done.
    children: Children,
) -> impl IntoView {
    view! {
        <li class="history__row">
            <div class="history__what">
                <p class="history__head">
                    <span class="history__label">{label}</span>
                    " "
                    <span class="history__meta">{meta}</span>
                </p>
                {details.into_iter().map(|one| view! { <p class="history__detail">{one}</p> }).collect_view()}
            </div>
            <div class="history__acts">{children()}</div>
        </li>
    }
}
