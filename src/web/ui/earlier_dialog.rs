//! The earlier states that can be restored.

use leptos::prelude::*;

use super::part::Dialog;
use super::past_row::PastRow;
use crate::desk::view::earlier::Earlier;
use crate::desk::view::history::moment;
use crate::web::context::AppContext;
use crate::web::host;
use crate::web::past::{Order, Past, Reading};

/// Lists the project as it was today, this week and before, with what has changed since.
#[component]
pub fn EarlierDialog() -> impl IntoView {
    let ctx = AppContext::get();
    let past = Past::get();
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    past.said.set(String::new());
    past.earlier.set(Vec::new());
    past.order(Order::ReadEarlier);
    on_cleanup(move || past.order(Order::Stop));
    let told = move || match past.reading.get() {
        Reading::Failed(why) => why,
        Reading::Busy => "Working out what has changed since…".to_owned(),
        _ if past.earlier.with(Vec::is_empty) => {
            "There is no earlier state yet: the first is kept with the first change.".to_owned()
        }
        _ => String::new(),
    };
    view! {
        <Dialog title="Earlier states".to_owned() on_close=close>
            <p class="hint">
                "The project is kept as it was every quarter of an hour of work and before each large step; of older days fewer states are kept. Restoring one is a step like any other: Undo takes it back. Your downloads and files on the disk are not changed."
            </p>
            <p class="history__said" role="status">
                {move || past.said.get()}
            </p>
            <p class="hint" role="status">
                {told}
            </p>
            <ol class="history" role="list" aria-label="Earlier states, the newest first">
                <For
                    each=move || past.earlier.get()
                    key=|one| (one.snapshot.number, one.since.is_some())
                    let:one
                >
                    <State state=one />
                </For>
            </ol>
            <div class="form__actions">
                <button
                    type="button"
                    class="button button--quiet"
                    title=move || ctx.with_key("Lists who changed what when", "history")
                    on:click=move |_| ctx.run("history")
                >
                    "Show the changes so far"
                </button>
            </div>
        </Dialog>
    }
}

/// One earlier state.
#[component]
fn State(state: Earlier) -> impl IntoView {
    let past = Past::get();
    let when = moment(host::local(state.snapshot.at), host::local(host::now()));
    let why = state.why();
    let restore = format!("Restore the state of {}", state.name(&when));
    let number = state.snapshot.number;
    let (can, known) = (state.can_be_restored, state.since.is_some());
    let mut since = state.since.unwrap_or_default();
    let words = match (known, can, since.is_empty()) {
        (false, _, _) => "…",
        (true, false, _) => {
            "Cannot be restored: some changes since do not say what stood there before."
        }
        (true, true, true) => "Nothing has changed since.",
        (true, true, false) => "Since then:",
    };
    let can = can && !since.is_empty();
    since.insert(0, words.to_owned());
    view! {
        <PastRow label=when meta=why.unwrap_or_default() details=since>
            {can
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button button--small"
                            aria-label=restore
                            on:click=move |_| past.order(Order::Restore(number))
                        >
                            "Restore"
                        </button>
                    }
                })}
        </PastRow>
    }
}
