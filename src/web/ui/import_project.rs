//! A colleague's file before it is taken in: what it is, and what becomes of it.

pub mod as_new;
pub mod conflicts;
pub mod into_open;
pub mod lists;
pub mod locked;
pub mod twins;

use std::sync::Arc;

use leptos::prelude::*;

use self::as_new::AsNew;
use self::into_open::IntoOpen;
use self::locked::Locked;
use super::part::Dialog;
use super::project_intake::pick_project;
use crate::desk::arrival::ReadFile;
use crate::desk::view::import::{self, Way};
use crate::desk::{Arrival, Desk};
use crate::web::context::AppContext;

/// Shows the file that arrived. Nothing is applied before the button that says so.
#[component]
pub fn ImportProject() -> impl IntoView {
    let ctx = AppContext::get();
    let arrival = ctx.memo(|desk| desk.arrival().cloned());
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    let title = move || {
        arrival.with(|arrival| match arrival {
            Some(arrival) => format!("Import “{}”", arrival.file()),
            None => "Import a Claimlight file".to_owned(),
        })
    };
    view! {
        <Dialog title=Signal::derive(title) size="wide" on_close=close>
            {move || match arrival.get() {
                Some(Arrival::Reading { file }) => {
                    view! { <p class="empty" role="status">"Reading “" {file} "”…"</p> }.into_any()
                }
                Some(Arrival::Refused { reason, .. }) => {
                    view! { <Refused reason=reason /> }.into_any()
                }
                Some(Arrival::Locked(file)) => view! { <Locked file=file /> }.into_any(),
                Some(Arrival::Read(file)) => view! { <Preview file=file /> }.into_any(),
                None => view! { <Choose /> }.into_any(),
            }}
        </Dialog>
    }
}

/// Says why nothing could be read.
#[component]
fn Refused(reason: String) -> impl IntoView {
    view! {
        <div class="import">
            <p class="import__refused" role="alert">{reason}</p>
            <p class="hint">"Nothing was changed."</p>
            <div class="form__actions">
                <button type="button" class="button" on:click=move |_| pick_project()>
                    "Choose another file"
                </button>
            </div>
        </div>
    }
}

/// Asks for a file.
#[component]
fn Choose() -> impl IntoView {
    view! {
        <div class="import">
            <p class="hint">
                "A file that Claimlight wrote: a whole project, annotations without texts, or a coding package. You see what is in it before anything is changed."
            </p>
            <div class="form__actions">
                <button
                    type="button"
                    class="button button--main"
                    autofocus
                    on:click=move |_| pick_project()
                >
                    "Choose a file"
                </button>
            </div>
        </div>
    }
}

/// Shows what the file is and asks where it should go.
#[component]
fn Preview(file: Arc<ReadFile>) -> impl IntoView {
    let ctx = AppContext::get();
    let about = ctx.desk.with_untracked(|desk| import::about(desk.project(), &file));
    let open = ctx.project_memo(|desk: &Desk| desk.project().info().name.clone());
    let way = RwSignal::new(about.way);
    let done = RwSignal::new(false);
    let (not_new, for_whom) = (about.not_new, StoredValue::new(about.for_whom));
    let file = StoredValue::new(file);
    view! {
        <div class="import">
            <section class="import__about">
                <h3>{about.what}</h3>
                <p>{about.from} " " {about.holds}</p>
                <p>{about.meets}</p>
            </section>
            <fieldset class="import__ways" disabled=move || done.get()>
                <legend class="field__label">"Where it should go"</legend>
                <label class="check">
                    <input
                        type="radio"
                        name="way"
                        prop:checked=move || way.get() == Way::Into
                        on:change=move |_| way.set(Way::Into)
                    />
                    <span>"Into the open project “" {move || open.get()} "”"</span>
                </label>
                <label class="check">
                    <input
                        type="radio"
                        name="way"
                        disabled=not_new.is_some()
                        prop:checked=move || way.get() == Way::New
                        on:change=move |_| way.set(Way::New)
                    />
                    <span>
                        "As a new project"
                        {not_new.map(|why| view! { <span class="hint">" " {why}</span> })}
                    </span>
                </label>
            </fieldset>
            {move || match way.get() {
                Way::New => {
                    view! { <AsNew file=file.get_value() for_whom=for_whom.get_value() /> }
                        .into_any()
                }
                Way::Into => view! { <IntoOpen file=file.get_value() done=done /> }.into_any(),
            }}
        </div>
    }
}
