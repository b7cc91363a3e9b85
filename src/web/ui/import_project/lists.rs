//! The lists of the preview: problems, spans that stand elsewhere, records set aside.

use leptos::prelude::*;

use crate::desk::view::import::Listed;
use crate::desk::view::import::rows::{PlacementRow, ProblemRow, SetAsideRow};
use crate::desk::view::prose::grouped;

/// A heading with a number, and what stands below it.
#[component]
pub fn Section(
    /// What the list holds.
    title: &'static str,
    /// How many.
    count: usize,
    /// How many of them are not shown.
    more: usize,
    /// The list.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="import__section">
            <h3>{title} " " <span class="import__number">{grouped(count)}</span></h3>
            {children()}
            {(more > 0).then(|| view! { <p class="hint">"and " {grouped(more)} " more"</p> })}
        </section>
    }
}

/// Lists rows below a heading; nothing when there are none.
fn listed<T, V: IntoView + 'static>(
    title: &'static str,
    all: Listed<T>,
    line: impl Fn(T) -> V,
) -> Option<impl IntoView> {
    let (count, more) = (all.len(), all.more);
    let lines = all.rows.into_iter().map(line).collect_view();
    (count > 0).then(move || {
        view! {
            <Section title=title count=count more=more>
                <ul class="import__list" role="list">
                    {lines}
                </ul>
            </Section>
        }
    })
}

/// Lists what was wrong with the file.
#[component]
pub fn Problems(
    /// The problems.
    all: Listed<ProblemRow>,
) -> impl IntoView {
    listed("Not as it should be", all, |row| {
        view! {
            <li class="import__row" data-became=row.became>
                <span class="import__became">{row.became}</span>
                <span class="import__words">
                    {row.sentence} " " <span class="import__place">{row.place}</span>
                </span>
            </li>
        }
    })
}

/// Lists the spans that do not stand where the file says.
#[component]
pub fn Placements(
    /// The spans.
    all: Listed<PlacementRow>,
) -> impl IntoView {
    listed("Spans that stand elsewhere", all, |row| {
        view! {
            <li class="import__row" data-became=row.became>
                <span class="import__became">{row.became}</span>
                <span class="import__words">
                    <q class="import__quote">{row.quote}</q>
                    " "
                    {row.sentence}
                    " "
                    <span class="import__place">{row.document} " · " {row.place}</span>
                </span>
            </li>
        }
    })
}

/// Lists records that are not taken over, or not whole.
#[component]
pub fn SetAside(
    /// The records.
    all: Listed<SetAsideRow>,
) -> impl IntoView {
    listed("Set aside", all, |row| {
        view! {
            <li class="import__row" data-became="set aside">
                <span class="import__became">{row.kind}</span>
                <span class="import__words">{row.title} " – " {row.sentence}</span>
            </li>
        }
    })
}
