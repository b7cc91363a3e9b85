//! A file on its way into the open project.

use std::sync::Arc;

use leptos::prelude::*;

use super::conflicts::Conflicts;
use super::lists::{Placements, Problems, SetAside};
use super::twins::Twins;
use crate::desk::Notice;
use crate::desk::arrival::ReadFile;
use crate::desk::view::import::Listed;
use crate::desk::view::import::decisions::Decisions;
use crate::desk::view::import::merger::{self, Meeting, Merger};
use crate::desk::view::import::rows::SetAsideRow;
use crate::edit::Origin;
use crate::web::context::AppContext;

/// What became of a file that was taken in.
#[derive(Clone, PartialEq)]
struct Done {
    summary: String,
    set_aside: Listed<SetAsideRow>,
    /// Whether there is a step to take back.
    changed: bool,
}

/// Shows what would happen with the open project, asks what has to be decided, and does it.
#[component]
pub fn IntoOpen(
    /// The file.
    file: Arc<ReadFile>,
    /// Says that the file was taken in.
    done: RwSignal<bool>,
) -> impl IntoView {
    let result = RwSignal::new(None::<Done>);
    let file = StoredValue::new(file);
    let taken = Callback::new(move |now: Done| {
        done.set(true);
        result.set(Some(now));
    });
    move || match result.get() {
        Some(result) => view! { <Finished result=result /> }.into_any(),
        None => view! { <Asked file=file.get_value() taken=taken /> }.into_any(),
    }
}

/// The preview with its questions.
#[component]
fn Asked(file: Arc<ReadFile>, taken: Callback<Done>) -> impl IntoView {
    let ctx = AppContext::get();
    let decisions = RwSignal::new(Decisions::default());
    let file = StoredValue::new(file);
    // Each is worked out anew whenever what it follows from changed: comparing would cost more.
    let meeting = Memo::new_with_compare(
        move |_| {
            ctx.revision.get();
            let meeting = ctx
                .desk
                .with_untracked(|desk| file.with_value(|file| Meeting::new(desk.project(), file)));
            Arc::new(meeting)
        },
        |_, _| true,
    );
    // The sides chosen of conflicts change nothing of the plan; twins do.
    let united =
        Memo::new(move |_| meeting.with(|meeting| decisions.with(|d| d.united(&meeting.twins))));
    let merger = Memo::new_with_compare(
        move |_| {
            united.track();
            let decisions = decisions.get_untracked();
            let merger = meeting.with(|meeting| {
                ctx.desk.with_untracked(|desk| {
                    file.with_value(|file| Merger::new(desk.project(), file, meeting, &decisions))
                })
            });
            Arc::new(merger)
        },
        |_, _| true,
    );
    let idle = Memo::new(move |_| merger.with(|merger| merger.brings_nothing()));
    let missing = move || meeting.with(|meeting| meeting.missing.clone());
    let take = move |_| {
        let merger = merger.get_untracked();
        let (outcome, summary) = ctx.desk.with_untracked(|desk| {
            let project = desk.project();
            let outcome = decisions.with_untracked(|d| merger.outcome(project, d));
            let summary = merger::summary(project, &outcome);
            (outcome, summary)
        });
        let set_aside = merger::set_aside(&outcome);
        let changed = !outcome.changes.is_empty();
        let label = file.with_value(|file| format!("merge {}", file.name));
        let summary = if changed { format!("Taken in: {summary}") } else { summary };
        let mut now = Done { summary, set_aside, changed };
        ctx.act(|desk, host| {
            let done = desk.take_in(host, &label, Origin::Merge, outcome.changes);
            if let Err(notice) = &done {
                now.summary.clone_from(&notice.message);
                now.changed = false;
            }
            done
        });
        if now.changed {
            ctx.tell(Notice::info(now.summary.clone()));
        }
        taken.run(now);
    };
    view! {
        {move || {
            let meeting = meeting.get();
            view! {
                <p class="import__placed">{meeting.placed.clone()}</p>
                <Counts merger=merger />
                <Problems all=meeting.problems.clone() />
                <Placements all=meeting.placements.clone() />
            }
        }}
        {move || {
            let listed = meeting.with(|meeting| meeting.twin_rows());
            view! { <Twins all=listed decisions=decisions /> }
        }}
        {move || view! { <Conflicts all=merger.get().conflicts.clone() decisions=decisions /> }}
        <div class="import__foot">
            <p class="hint" role="status">
                {move || match missing().first() {
                    Some(title) => format!("The text of “{title}” is still being loaded."),
                    None if idle.get() => {
                        "The open project has all of this already: there is nothing to merge."
                            .to_owned()
                    }
                    None => "Nothing is changed before you merge, and Undo takes all of it back.".to_owned(),
                }}
            </p>
            <button
                type="button"
                class="button button--main"
                disabled=move || idle.get() || !missing().is_empty()
                on:click=take
            >
                "Merge"
            </button>
        </div>
    }
}

/// How many records of each kind are concerned.
#[component]
fn Counts(merger: Memo<Arc<Merger>>) -> impl IntoView {
    let cell = |number: usize| {
        let shown =
            if number == 0 { "–".to_owned() } else { crate::desk::view::prose::grouped(number) };
        view! { <td data-none=(number == 0).then_some("true")>{shown}</td> }
    };
    view! {
        <table class="import__counts">
            <thead>
                <tr>
                    <th scope="col">"What it brings"</th>
                    <th scope="col">"new"</th>
                    <th scope="col">"same"</th>
                    <th scope="col" title="They differ in nothing anybody decided, or are united as twins">
                        "brought together"
                    </th>
                    <th scope="col">"in conflict"</th>
                </tr>
            </thead>
            <tbody>
                {move || {
                    merger
                        .get()
                        .counts
                        .iter()
                        .map(|row| {
                            view! {
                                <tr>
                                    <th scope="row">{row.kind}</th>
                                    {cell(row.new)}
                                    {cell(row.same)}
                                    {cell(row.joined)}
                                    {cell(row.conflicts)}
                                </tr>
                            }
                        })
                        .collect_view()
                }}
            </tbody>
        </table>
    }
}

/// What became of the file.
#[component]
fn Finished(result: Done) -> impl IntoView {
    let ctx = AppContext::get();
    view! {
        <p class="import__done" role="status">{result.summary}</p>
        <SetAside all=result.set_aside />
        <div class="import__foot">
            {result.changed.then(|| view! {
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        ctx.show(|desk| desk.set_overlay(None));
                        ctx.run("undo");
                    }
                >
                    "Undo"
                </button>
            })}
            <button
                type="button"
                class="button button--main"
                autofocus
                on:click=move |_| ctx.show(|desk| desk.set_overlay(None))
            >
                "Close"
            </button>
        </div>
    }
}
