//! Records both sides have and disagree about.

use leptos::prelude::*;

use super::lists::Section;
use crate::desk::view::import::decisions::{Bulk, Decisions};
use crate::desk::view::import::merger::ConflictRow;
use crate::desk::view::import::{Listed, SHOWN};
use crate::merge::Choice;

/// Shows both sides of each conflict, field by field, and lets the user choose one.
#[component]
pub fn Conflicts(all: Listed<ConflictRow>, decisions: RwSignal<Decisions>) -> impl IntoView {
    let (count, more) = (all.len(), all.more);
    let bulk = move |bulk| decisions.update(|decisions| decisions.choose_all(bulk));
    let rows = all.rows.into_iter().enumerate();
    let rows: Vec<_> =
        rows.map(|(at, row)| view! { <Conflict at=at row=row decisions=decisions /> }).collect();
    (count > 0).then(move || {
        view! {
            <Section title="Conflicts" count=count more=more>
                <p class="import__bulk">
                    <button type="button" class="button button--small" on:click=move |_| bulk(Bulk::Suggested)>
                        "As proposed"
                    </button>
                    <button
                        type="button"
                        class="button button--small"
                        on:click=move |_| bulk(Bulk::All(Choice::Ours))
                    >
                        "All ours"
                    </button>
                    <button
                        type="button"
                        class="button button--small"
                        on:click=move |_| bulk(Bulk::All(Choice::Theirs))
                    >
                        "All theirs"
                    </button>
                    {(count > SHOWN).then_some("These also decide about those that are not shown.")}
                </p>
                {rows}
            </Section>
        }
    })
}

/// One conflict.
#[component]
fn Conflict(at: usize, row: ConflictRow, decisions: RwSignal<Decisions>) -> impl IntoView {
    let (key, suggested) = (row.key, row.suggested);
    let side = Memo::new(move |_| decisions.with(|d| d.side_of(key, suggested)));
    let group = format!("conflict-{at}");
    let radio = move |choice: Choice, label: &'static str, group: String| {
        let name = group.clone();
        view! {
            <label class="check" data-side=label>
                <input
                    type="radio"
                    name=name
                    prop:checked=move || side.get() == choice
                    on:change=move |_| decisions.update(|d| d.choose(key, choice))
                />
                {label}
                {(suggested == choice).then(|| view! { <span class="hint">"proposed"</span> })}
            </label>
        }
    };
    let fields = row.differences.into_iter().map(|field| {
        view! {
            <tr>
                <th scope="row">{field.label}</th>
                <td data-kept=move || (side.get() == Choice::Ours).then_some("true")>{field.ours}</td>
                <td data-kept=move || (side.get() == Choice::Theirs).then_some("true")>
                    {field.theirs}
                </td>
            </tr>
        }
    });
    let caption = format!("{}: {}", row.kind, row.title);
    view! {
        <div class="conflict" role="radiogroup" aria-label=caption>
            <p class="conflict__title">
                <span class="import__became">{row.kind}</span>
                <span>{row.title}</span>
            </p>
            <table class="conflict__fields">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{radio(Choice::Ours, "Ours", group.clone())}</th>
                        <th scope="col">{radio(Choice::Theirs, "Theirs", group)}</th>
                    </tr>
                </thead>
                <tbody>{fields.collect_view()}</tbody>
            </table>
        </div>
    }
}
