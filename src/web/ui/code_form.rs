//! Everything a code says, and what can be done with it.

use std::sync::Arc;

use leptos::prelude::*;

use super::code_examples::CodeExamples;
use super::code_list::{Step, add_code, move_code};
use super::part::{ColourField, Icon, NameEntry, NoteField, Swatch, TextField};
use crate::desk::Overlay;
use crate::desk::attempt::sentence;
use crate::desk::code_key;
use crate::desk::view::codebook::{self, kind_name, rules_of};
use crate::edit::action::code::{self, CodeError};
use crate::model::{Code, CodeId};
use crate::web::context::AppContext;

/// The form of one code.
#[component]
pub fn CodeForm(
    /// Which code.
    id: CodeId,
) -> impl IntoView {
    let ctx = AppContext::get();
    let code = ctx.project_memo(move |desk| desk.project().codes().get(&id).cloned());
    let part = move |part: fn(&Code) -> String| {
        Signal::derive(move || code.with(|code| code.as_deref().map(part).unwrap_or_default()))
    };
    let name = part(|code| code.name.clone());
    let problem = RwSignal::new(String::new());
    let rename = Callback::new(move |name: String| {
        if name.trim().is_empty() {
            problem.set("A code needs a name.".to_owned());
            return;
        }
        problem.set(String::new());
        ctx.edit("rename code", move |project, _| code::rename(project, id, &name));
    });
    let describe = move |label: &'static str, change: Box<dyn FnOnce(&mut Code)>| {
        ctx.edit(label, move |project, _| {
            let Some(mut new) = project.codes().get(&id).map(|code| Code::clone(code)) else {
                return Vec::new();
            };
            change(&mut new);
            let Code { definition, include, exclude, examples, .. } = new;
            code::describe(project, id, &definition, &include, &exclude, examples)
        });
    };
    let define = Callback::new(move |typed: String| {
        describe("change definition", Box::new(move |code| code.definition = typed));
    });
    let include = Callback::new(move |typed: String| {
        describe("change include rules", Box::new(move |code| code.include = rules_of(&typed)));
    });
    let exclude = Callback::new(move |typed: String| {
        describe("change exclude rules", Box::new(move |code| code.exclude = rules_of(&typed)));
    });
    let colour = Signal::derive(move || code.with(|code| code.as_ref().map_or(0, |c| c.colour)));
    let recolour = Callback::new(move |colour: u8| {
        ctx.edit("recolour code", move |project, _| code::recolour(project, id, colour));
    });
    let used = ctx.project_memo(move |desk| codebook::used(desk.project(), id));
    let namesake = ctx.project_memo(move |desk| code_key::namesake(desk.project(), id));
    let kind = move || code.with(|code| code.as_ref().map_or("", |code| kind_name(code.kind)));
    let retired = move || code.with(|code| code.as_ref().is_some_and(|code| code.retired));
    view! {
        <article class="sheet" aria-label=name>
            <header class="sheet__head">
                <h2 class="sheet__title">
                    <Swatch colour=colour />
                    {name}
                </h2>
                <p class="hint">
                    {kind}", "{move || used.get()}
                    {move || retired().then_some(", retired: it is no longer offered")}
                </p>
            </header>
            <Tools id=id code=code />
            <div class="sheet__pair">
                <TextField
                    label="Name"
                    value=name
                    problem=problem
                    on_change=rename
                />
                <KeyField id=id code=code />
            </div>
            <p class="hint" role="status">{move || namesake.get()}</p>
            <ColourField label="Colour and pattern" name="code-colour" value=colour on_change=recolour />
            <div id="code-definition">
                <NoteField
                    label="Definition"
                    rows=3
                    value=part(|code| code.definition.clone())
                    on_change=define
                />
            </div>
            <div class="sheet__pair sheet__pair--even">
                <NoteField
                    label="Include rules, one a line"
                    rows=4
                    value=part(|code| code.include.join("\n"))
                    on_change=include
                />
                <NoteField
                    label="Exclude rules, one a line"
                    rows=4
                    value=part(|code| code.exclude.join("\n"))
                    on_change=exclude
                />
            </div>
            <CodeExamples id=id code=code />
        </article>
    }
}

/// The key that chooses the code, and the way out when another code has it.
#[component]
fn KeyField(id: CodeId, code: Memo<Option<Arc<Code>>>) -> impl IntoView {
    let ctx = AppContext::get();
    let problem = RwSignal::new(String::new());
    let taken = RwSignal::new(None::<char>);
    let value = Signal::derive(move || {
        let key = code.with(|code| code.as_ref().and_then(|code| code.key));
        key.map(|key| key.to_uppercase().to_string()).unwrap_or_default()
    });
    let set = Callback::new(move |typed: String| {
        problem.set(String::new());
        taken.set(None);
        let mut letters = typed.trim().chars();
        let (key, None) = (letters.next(), letters.next()) else {
            return problem.set("A key is one letter or digit.".to_owned());
        };
        let kind = code.with_untracked(|code| code.as_ref().map(|code| code.kind));
        let keys = ctx.keys.get_untracked();
        if let Some(refusal) =
            kind.and_then(|kind| code_key::refusal(&keys, kind, key.unwrap_or(' ')))
        {
            return problem.set(refusal);
        }
        let changes = ctx.desk.with_untracked(|desk| code::set_key(desk.project(), id, key));
        match changes {
            Ok(changes) => ctx.edit("change key", |_, _| changes),
            Err(error) => {
                problem.set(sentence(&error));
                if let CodeError::KeyTaken { key, .. } = error {
                    taken.set(Some(key));
                }
            }
        }
    });
    let swap = move |_| {
        if let Some(key) = taken.get_untracked() {
            problem.set(String::new());
            taken.set(None);
            ctx.act(|desk, host| {
                desk.attempt(host, "swap keys", |project, _| code::swap_key(project, id, key))
            });
        }
    };
    view! {
        <div class="sheet__key">
            <TextField label="Key" value=value problem=problem on_change=set />
            <Show when=move || taken.get().is_some()>
                <button type="button" class="button button--small" on:click=swap>
                    "Swap the two keys"
                </button>
            </Show>
        </div>
    }
}

/// The buttons that move, retire and delete a code or add one under it.
#[component]
fn Tools(id: CodeId, code: Memo<Option<Arc<Code>>>) -> impl IntoView {
    let ctx = AppContext::get();
    let adding = RwSignal::new(false);
    let moves = ctx.project_memo(move |desk| codebook::moves(desk.project(), id));
    let retired = move || code.with(|code| code.as_ref().is_some_and(|code| code.retired));
    let retire = move |_| {
        if retired() {
            ctx.edit("offer code again", move |project, _| code::unretire(project, id));
        } else {
            ctx.edit("retire code", move |project, _| code::retire(project, id));
        }
    };
    let enter = Callback::new(move |name: String| {
        adding.set(false);
        if let Some(kind) = code.with_untracked(|code| code.as_ref().map(|code| code.kind)) {
            add_code(ctx, kind, &name, Some(id));
        }
    });
    let step = move |step: Step,
                     label: &'static str,
                     keys: &'static str,
                     can: fn(codebook::Moves) -> bool| {
        let possible = move || can(moves.get());
        view! {
            <button
                type="button"
                class="button button--small"
                title=keys
                aria-disabled=move || (!possible()).then_some("true")
                on:click=move |_| {
                    if possible() {
                        move_code(ctx, id, step);
                    }
                }
            >
                {label}
            </button>
        }
    };
    view! {
        <div class="sheet__tools" role="group" aria-label="This code">
            {step(Step::Up, "Move up", "Alt+↑ in the list", |moves| moves.up)}
            {step(Step::Down, "Move down", "Alt+↓ in the list", |moves| moves.down)}
            {step(Step::Under, "Nest under the one above", "Alt+→ in the list", |m| m.under.is_some())}
            {step(Step::Out, "Un-nest", "Alt+← in the list", |moves| moves.out)}
            <button type="button" class="button button--small" on:click=move |_| adding.set(true)>
                <Icon name="add" />
                "Add under this one"
            </button>
            <button type="button" class="button button--small" on:click=retire>
                {move || if retired() { "Offer again" } else { "Retire" }}
            </button>
            <button
                type="button"
                class="button button--small button--danger"
                title="Del in the list"
                on:click=move |_| ctx.show(|desk| desk.set_overlay(Some(Overlay::DeleteCode(id))))
            >
                <Icon name="trash" />
                "Delete …"
            </button>
        </div>
        <Show when=move || adding.get()>
            <NameEntry
                label="Name of the new code under this one"
                on_enter=enter
                on_back=Callback::new(move |()| adding.set(false))
            />
        </Show>
    }
}
