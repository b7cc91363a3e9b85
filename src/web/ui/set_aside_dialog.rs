//! The stored records that could not be used.

use leptos::prelude::*;

use super::part::Dialog;
use crate::desk::view::set_aside;
use crate::web::context::AppContext;
use crate::web::export;

/// Lists the records that were set aside when the project was opened, and why.
#[component]
pub fn SetAsideDialog() -> impl IntoView {
    let ctx = AppContext::get();
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    let (lines, more) = ctx.desk.with_untracked(|desk| {
        let lines = set_aside::lines(desk.project(), desk.set_aside());
        let more = desk.set_aside().len() - lines.len();
        (lines, more)
    });
    view! {
        <Dialog title="Records set aside".to_owned() on_close=close>
            <p class="hint">
                "These could not be used, so the project was opened without them. They stay in this browser as they are stored, and nothing else is touched. Your last backup may have them whole; the file shows whoever helps you what is stored."
            </p>
            <ul class="history" role="list">
                {lines
                    .into_iter()
                    .map(|line| {
                        view! {
                            <li class="history__row set-aside__row">
                                <span class="history__label">{line.what}</span>
                                <span class="set-aside__why">{line.why}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            {(more > 0).then(|| view! { <p class="hint">{format!("And {more} more; the file has them all.")}</p> })}
            <div class="form__actions">
                <button
                    type="button"
                    class="button button--main"
                    on:click=move |_| export::set_aside(ctx)
                >
                    "Save them as a file"
                </button>
                <button type="button" class="button" on:click=move |_| ctx.run("backup")>
                    "Download a backup of the rest"
                </button>
            </div>
        </Dialog>
    }
}
