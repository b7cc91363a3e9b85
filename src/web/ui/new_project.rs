//! The form for a new project.

use leptos::prelude::*;

use crate::desk::view::projects::ProjectRow;
use crate::model::ProjectId;
use crate::web::shelf::{CodebookSource, Order, Shelf};

/// Where the codebook comes from, as it is chosen in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Default,
    Empty,
    Copy,
}

const CHOICES: [(Choice, &str, &str); 3] = [
    (Choice::Default, "Default", "Eight claim types, with definitions and rules, to start from."),
    (Choice::Empty, "Empty", "No claim types and no issues: you write them yourself."),
    (Choice::Copy, "From another project", "A copy of its claim types, issues and variables."),
];

/// Makes a project of a name and a codebook.
#[component]
pub fn NewProject(
    /// The projects a codebook can be copied from.
    rows: Memo<Vec<ProjectRow>>,
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let shelf = Shelf::get();
    let name = RwSignal::new(String::new());
    let choice = RwSignal::new(Choice::Default);
    let from = RwSignal::new(None::<ProjectId>);
    let first = move || rows.with(|rows| rows.first().map(|row| row.id));
    let help = move || {
        let chosen = choice.get();
        CHOICES.iter().find(|(one, ..)| *one == chosen).map(|(_, _, help)| *help)
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let codebook = match choice.get_untracked() {
            Choice::Default => CodebookSource::Default,
            Choice::Empty => CodebookSource::Empty,
            Choice::Copy => match from.get_untracked().or_else(|| untrack(first)) {
                Some(id) => CodebookSource::Project(id),
                None => CodebookSource::Default,
            },
        };
        let name = name.with_untracked(|name| name.trim().to_owned());
        if !name.is_empty() {
            close.run(());
            shelf.order(Order::New { name, codebook });
        }
    };
    view! {
        <form class="form projects__new" on:submit=submit>
            <h3>"New project"</h3>
            <label class="field">
                <span class="field__label">"Name"</span>
                <input
                    type="text"
                    class="input"
                    dir="auto"
                    prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event))
                />
            </label>
            <fieldset class="projects__codebook">
                <legend class="field__label">"Codebook"</legend>
                <div class="segmented">
                    {CHOICES
                        .into_iter()
                        .map(|(one, label, _)| {
                            view! {
                                <button
                                    type="button"
                                    class="segmented__part"
                                    aria-pressed=move || (choice.get() == one).to_string()
                                    on:click=move |_| choice.set(one)
                                >
                                    {label}
                                </button>
                            }
                        })
                        .collect_view()}
                </div>
                <p class="hint">{help}</p>
                <Show when=move || choice.get() == Choice::Copy>
                    <select
                        class="input"
                        aria-label="Project whose codebook is copied"
                        on:change=move |event| from.set(event_target_value(&event).parse().ok())
                    >
                        {move || {
                            rows.get()
                                .into_iter()
                                .map(|row| {
                                    view! {
                                        <option
                                            value=row.id.to_string()
                                            selected=from.get_untracked() == Some(row.id)
                                        >
                                            {row.name}
                                        </option>
                                    }
                                })
                                .collect_view()
                        }}
                    </select>
                </Show>
            </fieldset>
            <div class="form__actions">
                <button
                    type="submit"
                    class="button button--main"
                    disabled=move || name.with(|name| name.trim().is_empty())
                >
                    "Make project"
                </button>
            </div>
        </form>
    }
}
