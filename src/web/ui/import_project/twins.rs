//! Actors and codes of the file that may be ones of ours.

use leptos::prelude::*;

use super::lists::Section;
use crate::desk::view::import::decisions::{Bulk, Decisions};
use crate::desk::view::import::merger::TwinRow;
use crate::desk::view::import::{Listed, SHOWN};

/// Lets the user say of each pair whether it becomes one.
#[component]
pub fn Twins(all: Listed<TwinRow>, decisions: RwSignal<Decisions>) -> impl IntoView {
    let (count, more) = (all.len(), all.more);
    let bulk = move |bulk| decisions.update(|decisions| decisions.unite_all(bulk));
    let rows = all.rows.into_iter().enumerate();
    let rows: Vec<_> =
        rows.map(|(at, row)| view! { <Pair at=at row=row decisions=decisions /> }).collect();
    (count > 0).then(move || {
        view! {
            <Section title="Perhaps the same" count=count more=more>
                <p class="import__bulk">
                    <button type="button" class="button button--small" on:click=move |_| bulk(Bulk::Suggested)>
                        "As suggested"
                    </button>
                    <button type="button" class="button button--small" on:click=move |_| bulk(Bulk::All(true))>
                        "Unite all"
                    </button>
                    <button type="button" class="button button--small" on:click=move |_| bulk(Bulk::All(false))>
                        "Keep all apart"
                    </button>
                    {(count > SHOWN).then_some("These also decide about those that are not shown.")}
                </p>
                <ul class="import__list" role="list">
                    {rows}
                </ul>
            </Section>
        }
    })
}

/// One pair.
#[component]
fn Pair(at: usize, row: TwinRow, decisions: RwSignal<Decisions>) -> impl IntoView {
    let (keys, suggested) = (row.keys, row.suggested);
    let united = Memo::new(move |_| decisions.with(|d| d.unites_pair(keys, suggested)));
    let side = move |unite: bool, label: &'static str| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name=format!("twin-{at}")
                    prop:checked=move || united.get() == unite
                    on:change=move |_| decisions.update(|d| d.unite(keys, unite))
                />
                {label}
            </label>
        }
    };
    let words = row.sentence.clone();
    view! {
        <li>
            <div class="import__twin" role="radiogroup" aria-label=words>
                <span>{row.sentence}</span>
                <span class="import__sides">{side(true, "Unite")} {side(false, "Keep apart")}</span>
            </div>
        </li>
    }
}
