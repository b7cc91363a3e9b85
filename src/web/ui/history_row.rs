//! One change of the history.

use leptos::prelude::*;

use super::past_row::PastRow;
use crate::desk::view::history::{Line, moment};
use crate::model::TransactionId;
use crate::web::context::AppContext;
use crate::web::host;
use crate::web::past::{Order, Past};

/// Says who changed what when, and takes it back.
#[component]
pub fn HistoryRow(
    /// The change.
    line: Line,
    /// The steps that Undo takes back, the next one first.
    undoable: Memo<Vec<TransactionId>>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let past = Past::get();
    let when = moment(host::local(line.at), host::local(host::now()));
    let meta = if line.who.is_empty() { when.clone() } else { format!("{}, {when}", line.who) };
    let (number, id) = (line.number, line.id);
    let place =
        Memo::new(move |_| undoable.with(|steps| steps.iter().position(|step| *step == id)));
    let undo_to_here = move |_| {
        for _ in 0..place.get_untracked().map_or(0, |place| place + 1) {
            ctx.run("undo");
        }
    };
    // In the words of the Undo button, where it means the same.
    let step = line.step.clone();
    let take_back = format!("Take back: {}, {meta}", line.label);
    let details: Vec<String> = line.details.iter().cloned().chain(line.rest()).collect();
    view! {
        <PastRow label=line.label meta=meta details=details>
            <Show when=move || place.get().is_some()>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    aria-label=format!("Undo to here: {step} and what came after it")
                    title="Undoes this change and all of yours that came after it; redo brings them back"
                    on:click=undo_to_here
                >
                    "Undo to here"
                </button>
            </Show>
            {line
                .can_be_taken_back
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button button--small"
                            aria-label=take_back
                            title="Takes back this change alone; what came after it stays"
                            on:click=move |_| past.order(Order::TakeBack(number))
                        >
                            "Take back"
                        </button>
                    }
                })}
        </PastRow>
    }
}
