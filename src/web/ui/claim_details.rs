//! What is set less often: attribution, date, certainty, note.

use leptos::prelude::*;

use super::part::{NoteField, TextField};
use crate::desk::intake::read_date;
use crate::edit::action::claim as action;
use crate::model::{Attribution, Claim, ClaimId};
use crate::web::context::AppContext;

/// The details of a claim.
#[component]
pub fn ClaimDetails(
    /// Which claim.
    id: ClaimId,
) -> impl IntoView {
    let ctx = AppContext::get();
    let details = ctx.project_memo(move |desk| {
        let claim = desk.project().claims().get(&id);
        claim.map(|c| (c.attribution, c.date, c.certainty, c.note.clone())).unwrap_or_default()
    });
    let coder = ctx.project_memo(move |desk| {
        let project = desk.project();
        let claim = project.claims().get(&id)?;
        Some(project.coders().get(&claim.coder)?.name.clone())
    });
    let alter = move |label: &str, change: Box<dyn FnOnce(&mut Claim)>| {
        ctx.edit(label, move |project, at| action::alter(project, id, at, change));
    };
    let attribution = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        let chosen = Attribution::ALL.into_iter().find(|one| one.name() == name);
        alter("change attribution", Box::new(move |claim| claim.attribution = chosen));
    };
    // Seldom looked at, and so not made before: cards open all the time.
    let opened = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let date = Callback::new(move |typed: String| match read_date(&typed) {
        Ok(date) => {
            problem.set(String::new());
            alter("change date", Box::new(move |claim| claim.date = date));
        }
        Err(reason) => problem.set(reason),
    });
    let certainty = move |event: web_sys::Event| {
        let value = event_target_value(&event).parse::<u8>().ok().filter(|percent| *percent <= 100);
        alter("change certainty", Box::new(move |claim| claim.certainty = value));
    };
    let note = Callback::new(move |typed: String| {
        alter("change note", Box::new(move |claim| claim.note = typed));
    });
    view! {
        <details class="editor__more" on:toggle=move |_| opened.set(true)>
            <summary>"Attribution, date, certainty, note"</summary>
            <Show when=move || opened.get()>
                <div class="form form--tight">
                    <label class="field">
                        <span class="field__label">"Attribution"</span>
                        <select class="input" on:change=attribution>
                            <option value="" selected=move || details.with(|d| d.0.is_none())>
                                "not set"
                            </option>
                            {Attribution::ALL
                                .into_iter()
                                .map(|one| {
                                    view! {
                                        <option
                                            value=one.name()
                                            selected=move || details.with(|d| d.0 == Some(one))
                                        >
                                            {one.name()}
                                        </option>
                                    }
                                })
                                .collect_view()}
                        </select>
                    </label>
                    <TextField
                        label="Date of the claim, when not the document's"
                        placeholder="e.g. 2020-11-12"
                        value=Signal::derive(move || {
                            details.with(|d| d.1.map(|date| date.to_string()).unwrap_or_default())
                        })
                        problem=problem
                        on_change=date
                    />
                    <label class="field">
                        <span class="field__label">"Certainty in per cent"</span>
                        <input
                            type="number"
                            class="input"
                            min="0"
                            max="100"
                            step="5"
                            prop:value=move || {
                                details.with(|d| d.2.map(|value| value.to_string()).unwrap_or_default())
                            }
                            on:change=certainty
                        />
                    </label>
                    <NoteField
                        label="Note"
                        value=Signal::derive(move || details.with(|d| d.3.clone()))
                        on_change=note
                    />
                    <p class="hint">"Coded by "{move || coder.get().unwrap_or_default()}"."</p>
                    <button
                        type="button"
                        class="button button--small"
                        title=move || ctx.with_key("Lists who changed what in this claim when", "claim.history")
                        on:click=move |_| ctx.run("claim.history")
                    >
                        "Changes of this claim"
                    </button>
                </div>
            </Show>
        </details>
    }
}
