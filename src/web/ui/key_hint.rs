//! The key of a command, shown where the command is.

use leptos::prelude::*;

use crate::web::context::AppContext;

/// Shows the first of a command's keys as they are now; nothing when it has none.
#[component]
pub fn KeyHint(
    /// The command's id.
    command: &'static str,
) -> impl IntoView {
    let ctx = AppContext::get();
    move || {
        Some(ctx.key_of(command))
            .filter(|key| !key.is_empty())
            .map(|key| view! { <kbd>{key}</kbd> })
    }
}
