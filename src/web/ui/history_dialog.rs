//! What can be taken back.

use leptos::prelude::*;

use super::part::Dialog;
use crate::web::context::AppContext;

/// Lists the changes since the project was opened, the newest first.
#[component]
pub fn HistoryDialog() -> impl IntoView {
    let ctx = AppContext::get();
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    let steps = ctx.project_memo(|desk| {
        let coders = desk.project().coders();
        desk.history()
            .steps()
            .map(|meta| {
                let coder = meta.coder.and_then(|id| coders.get(&id));
                let name = coder.map_or_else(String::new, |coder| coder.name.clone());
                (meta.label.clone(), meta.at.to_iso(), name)
            })
            .collect::<Vec<_>>()
    });
    let back_to = move |count: usize| {
        for _ in 0..count {
            ctx.run("undo");
        }
    };
    view! {
        <Dialog title="Changes so far".to_owned() on_close=close>
            <Show
                when=move || !steps.with(Vec::is_empty)
                fallback=|| view! { <p class="empty">"Nothing was changed since the project was opened."</p> }
            >
                <p class="hint">"The newest change is at the top. Undoing one also undoes those above it; redo brings them back."</p>
                <ol class="history" role="list">
                    {move || {
                        steps
                            .get()
                            .into_iter()
                            .enumerate()
                            .map(|(at, (label, time, coder))| {
                                let name = format!("Undo to here: {label} and what came after it");
                                view! {
                                    <li class="history__row">
                                        <span class="history__label">{label}</span>
                                        <span class="history__meta">{coder}" "{time}</span>
                                        <button
                                            type="button"
                                            class="button button--small"
                                            aria-label=name
                                            on:click=move |_| back_to(at + 1)
                                        >
                                            "Undo to here"
                                        </button>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ol>
            </Show>
        </Dialog>
    }
}
