//! The earlier states that can be restored.

use leptos::prelude::*;

use super::part::Dialog;
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
    let since = state.since.unwrap_or_default();
    let words = match (known, can, since.is_empty()) {
        (false, _, _) => Some("…"),
        (true, false, _) => {
            Some("Cannot be restored: some changes since do not say what stood there before.")
        }
        (true, true, true) => Some("Nothing has changed since."),
        (true, true, false) => None,
    };
    let can = can && !since.is_empty();
    view! {
        <li class="history__row">
            <div class="history__what">
                <p class="history__head">
                    <span class="history__label">{when}</span>
                    " "
                    <span class="history__meta">{why}</span>
                </p>
                {words.map(|words| view! { <p class="history__detail">{words}</p> })}
                {can.then(|| view! { <p class="history__detail">"Since then:"</p> })}
                {since.into_iter().map(|one| view! { <p class="history__detail">{one}</p> }).collect_view()}
            </div>
            <div class="history__acts">
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
            </div>
        </li>
    }
}
