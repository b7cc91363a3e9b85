//! What belongs to the codebook as a whole: version, general rules, stance scale.

use leptos::prelude::*;

use super::part::{Icon, NoteField, TextField};
use crate::desk::attempt::sentence;
use crate::desk::view::codebook::{self, StanceRow};
use crate::desk::view::prose::counted;
use crate::desk::{Notice, Outcome};
use crate::edit::action::codebook as action;
use crate::web::context::AppContext;

/// The form of the codebook as a whole.
#[component]
pub fn CodebookGeneral() -> impl IntoView {
    let ctx = AppContext::get();
    let book = ctx.project_memo(|desk| desk.project().codebook().as_ref().clone());
    let rules = Signal::derive(move || book.with(|book| book.rules.clone()));
    let set_rules = Callback::new(move |typed: String| {
        ctx.edit("change general rules", move |project, _| action::set_rules(project, &typed));
    });
    view! {
        <article class="sheet" aria-label="The codebook as a whole">
            <header class="sheet__head">
                <h2 class="sheet__title">"General rules and stance scale"</h2>
                <p class="hint">
                    "The codebook is at version "{move || book.with(|book| book.version)}
                    ". Every change raises it, and each claim keeps the version it was coded under."
                </p>
            </header>
            <NoteField
                label="General rules for coders, such as where a span begins and ends"
                rows=8
                value=rules
                on_change=set_rules
            />
            <Stances />
        </article>
    }
}

/// The stance scale.
#[component]
fn Stances() -> impl IntoView {
    let ctx = AppContext::get();
    let rows = ctx.project_memo(|desk| codebook::stances(desk.project()));
    let (number, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problem = RwSignal::new(String::new());
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(value) = whole_number(&number.get_untracked()) else {
            return problem.set("A stance needs a whole number, such as −2.".to_owned());
        };
        let changes = ctx.desk.with_untracked(|desk| {
            name.with_untracked(|name| action::add_stance(desk.project(), value, name))
        });
        match changes {
            Ok(changes) => {
                ctx.edit("add stance", |_, _| changes);
                number.set(String::new());
                name.set(String::new());
                problem.set(String::new());
            }
            Err(error) => problem.set(sentence(&error)),
        }
    };
    view! {
        <section aria-labelledby="stances-heading">
            <header class="sheet__section-head">
                <h3 id="stances-heading">"Stance scale"</h3>
            </header>
            <p class="hint">"Does the claimant support or oppose the issue as coded? Negative numbers oppose, positive ones support. Another number reaches the claims that have the value."</p>
            <ul class="stances" role="list">
                <For each=move || 0..rows.with(Vec::len) key=|at| *at let:at>
                    <Stance at=at rows=rows />
                </For>
            </ul>
            <form class="stances__row stances__new" aria-label="New stance" on:submit=add>
                <label class="field">
                    <span class="field__label">"Number"</span>
                    <input
                        type="text"
                        inputmode="numeric"
                        class="input"
                        prop:value=move || number.get()
                        on:input=move |event| number.set(event_target_value(&event))
                    />
                </label>
                <label class="field">
                    <span class="field__label">"Name"</span>
                    <input
                        type="text"
                        class="input"
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </label>
                <button type="submit" class="button">
                    <Icon name="add" />
                    "Add"
                </button>
            </form>
            <Show when=move || !problem.get().is_empty()>
                <p class="field__problem" role="alert">{move || problem.get()}</p>
            </Show>
        </section>
    }
}

/// One value of the scale, known by its place so that the keyboard stays where it is while the
/// number changes.
#[component]
fn Stance(at: usize, rows: Memo<Vec<StanceRow>>) -> impl IntoView {
    let ctx = AppContext::get();
    let part = move |part: fn(&StanceRow) -> String| {
        Signal::derive(move || rows.with(|rows| rows.get(at).map(part).unwrap_or_default()))
    };
    let value = move || rows.with_untracked(|rows| rows.get(at).map_or(0, |row| row.value));
    let renumber = Callback::new(move |typed: String| {
        ctx.act(|desk, host| -> Outcome {
            let Some(to) = whole_number(&typed) else {
                return Err(Notice::warning("A stance needs a whole number, such as −2.", ""));
            };
            desk.attempt(host, "renumber stance", |project, at| {
                action::renumber_stance(project, value(), to, at)
            })
        });
    });
    let rename = Callback::new(move |typed: String| {
        ctx.act(|desk, host| {
            desk.attempt(host, "rename stance", |p, _| action::rename_stance(p, value(), &typed))
        });
    });
    let remove = move |_| {
        ctx.act(|desk, host| {
            desk.attempt(host, "remove stance", |p, at| action::remove_stance(p, value(), at))
        });
    };
    let consequence = part(|row| match row.claims {
        0 => format!("Remove the stance “{}”", row.name),
        many => {
            format!("Remove the stance “{}” and take it off {}", row.name, counted(many, "claim"))
        }
    });
    view! {
        <li class="stances__row">
            <TextField label="Number" value=part(|row| row.value.to_string()) on_change=renumber />
            <TextField label="Name" value=part(|row| row.name.clone()) on_change=rename />
            <span class="stances__count">{part(|row| counted(row.claims, "claim"))}</span>
            <button
                type="button"
                class="button button--quiet button--icon"
                aria-label=consequence
                title=consequence
                on:click=remove
            >
                <Icon name="close" />
            </button>
        </li>
    }
}

/// Reads a whole number, also with a typographic minus.
fn whole_number(typed: &str) -> Option<i32> {
    typed.trim().replace('\u{2212}', "-").parse().ok()
}
