//! What was changed so far: by whom, when, and back again.

use leptos::prelude::*;

use super::history_row::HistoryRow;
use super::part::Dialog;
use crate::desk::view::history::shown;
use crate::model::ClaimId;
use crate::web::context::AppContext;
use crate::web::dom::page;
use crate::web::past::{Order, Past, Reading};

/// So long after a key nothing is looked for, in ms: who types goes on typing.
const PAUSE_MS: i32 = 150;

/// Lists the changes of the project, or of one claim, the newest first.
#[component]
pub fn HistoryDialog(
    /// The one claim; none for the whole project.
    claim: Option<ClaimId>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let past = Past::get();
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    let typed = RwSignal::new(String::new());
    past.said.set(String::new());
    past.lines.set(Vec::new());
    past.order(Order::Read(claim, String::new()));
    let revision = ctx.revision;
    Effect::new(move |before: Option<u64>| {
        let now = revision.get();
        if before.is_some_and(|before| before != now) {
            past.order(Order::Read(claim, typed.get_untracked()));
        }
        now
    });
    on_cleanup(move || past.order(Order::Stop));
    let look = move |event: web_sys::Event| {
        let wanted = event_target_value(&event);
        typed.set(wanted.clone());
        page::after(PAUSE_MS, move || {
            // The dialog may be gone, or more have been typed.
            if typed.try_get_untracked().as_ref() == Some(&wanted) {
                past.order(Order::Read(claim, wanted));
            }
        });
    };
    let undoable =
        ctx.project_memo(|desk| desk.history().steps().map(|meta| meta.id).collect::<Vec<_>>());
    let count = Memo::new(move |_| past.lines.with(Vec::len));
    let told = move || match past.reading.get() {
        Reading::Busy => "Reading…".to_owned(),
        Reading::Failed(why) => why,
        Reading::Done if count.get() == 0 && typed.with(String::is_empty) => {
            "Nothing was changed yet.".to_owned()
        }
        Reading::Done => shown(count.get(), true),
        Reading::More => shown(count.get(), false),
    };
    // The button stays while it is at work: it has the keyboard.
    let can_go_on = move || match past.reading.get() {
        Reading::More => true,
        Reading::Busy => count.get() > 0,
        Reading::Done | Reading::Failed(_) => false,
    };
    // Where it goes with the last page, the keyboard goes on to the button behind it.
    Effect::new(move |before: Option<bool>| {
        let now = can_go_on();
        if before == Some(true) && !now {
            page::after_layout(|| {
                if page::nobody_has_keyboard() {
                    page::focus(".history__earlier");
                }
            });
        }
        now
    });
    let go_on = move |_| {
        if past.reading.get_untracked() == Reading::More {
            past.order(Order::More);
        }
    };
    let title = if claim.is_some() { "Changes of this claim" } else { "Changes so far" };
    view! {
        <Dialog title=title.to_owned() size="wide" on_close=close>
            <label class="field">
                <span class="field__label">"Find changes by what was changed, coder, kind or day"</span>
                <input
                    type="text"
                    class="input"
                    autofocus
                    placeholder="e.g. stance, or removed actor"
                    prop:value=move || typed.get()
                    on:input=look
                />
            </label>
            <p class="hint history__count" role="status">
                {told}
            </p>
            <p class="history__said" role="status">
                {move || past.said.get()}
            </p>
            <ol class="history" role="list" aria-label="Changes, the newest first">
                <For each=move || past.lines.get() key=|line| line.number let:line>
                    <HistoryRow line=line undoable=undoable />
                </For>
            </ol>
            <div class="form__actions">
                <Show when=can_go_on>
                    <button
                        type="button"
                        class="button"
                        aria-disabled=move || (past.reading.get() == Reading::Busy).to_string()
                        on:click=go_on
                    >
                        "Show earlier changes"
                    </button>
                </Show>
                <button
                    type="button"
                    class="button button--quiet history__earlier"
                    title="Lists the project as it was, and what has changed since"
                    on:click=move |_| ctx.run("earlier")
                >
                    "Restore an earlier state"
                </button>
            </div>
        </Dialog>
    }
}
