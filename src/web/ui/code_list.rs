//! The codes of one kind as a tree, one line a code.

use leptos::prelude::*;

use super::part::{Icon, NameEntry, Swatch};
use crate::desk::code_key;
use crate::desk::view::codebook::{self, CodeRow, kind_name};
use crate::desk::{Desk, Outcome, Overlay};
use crate::edit::action::code;
use crate::model::{CodeId, CodeKind};
use crate::web::context::AppContext;
use crate::web::dom::page;

/// Lists the codes of a kind and chooses one; arrows move between them.
#[component]
pub fn CodeList(
    /// Which codes.
    kind: CodeKind,
    /// Set when a code is opened.
    open: RwSignal<bool>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let adding = RwSignal::new(false);
    let rows = ctx.project_memo(move |desk| codebook::rows(desk.project(), kind));
    let (heading, id) = match kind {
        CodeKind::ClaimType => ("Claim types", "claim-types"),
        CodeKind::Issue => ("Issues", "issues"),
    };
    let enter = Callback::new(move |name: String| {
        adding.set(false);
        add_code(ctx, kind, &name, None);
        open.set(true);
    });
    view! {
        <section class="codebook__section" aria-labelledby=format!("{id}-heading")>
            <header class="codebook__section-head">
                <h2 id=format!("{id}-heading")>{heading}</h2>
                <button
                    type="button"
                    class="button button--small"
                    aria-label=format!("Add {}", with_article(kind))
                    on:click=move |_| adding.set(true)
                >
                    <Icon name="add" />
                    "Add"
                </button>
            </header>
            <Show when=move || adding.get()>
                <NameEntry
                    label=format!("Name of the new {}", kind_name(kind))
                    on_enter=enter
                    on_back=Callback::new(move |()| adding.set(false))
                />
            </Show>
            <ul class="codebook__codes" role="list" on:keydown=step_with_arrows>
                <For each=move || rows.get() key=|row| row.id let:row>
                    <Line id=row.id rows=rows open=open />
                </For>
            </ul>
            <Show when=move || rows.with(Vec::is_empty)>
                <p class="empty">
                    {match kind {
                        CodeKind::ClaimType => "No claim types yet. What do actors do by saying it: demand, promise, accuse?",
                        CodeKind::Issue => "No issues yet. What are the claims about?",
                    }}
                </p>
            </Show>
        </section>
    }
}

/// One code.
#[component]
fn Line(id: CodeId, rows: Memo<Vec<CodeRow>>, open: RwSignal<bool>) -> impl IntoView {
    let ctx = AppContext::get();
    let row = Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.id == id).cloned()));
    let chosen = ctx.memo(Desk::chosen_code);
    let part = move |part: fn(&CodeRow) -> String| {
        row.with(|row| row.as_ref().map(part).unwrap_or_default())
    };
    let colour = Signal::derive(move || row.with(|row| row.as_ref().map_or(0, |row| row.colour)));
    let retired = move || row.with(|row| row.as_ref().is_some_and(|row| row.retired));
    let choose = move |_| {
        ctx.show(|desk| desk.choose_code(Some(id)));
        open.set(true);
        // Where the list gives way to the form, the keyboard goes along; elsewhere the button is
        // not shown, and the keyboard stays in the list.
        page::after_layout(|| page::focus(".panes__back"));
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let step = match (event.key().as_str(), event.alt_key()) {
            ("ArrowUp", true) => Step::Up,
            ("ArrowDown", true) => Step::Down,
            ("ArrowRight", true) => Step::Under,
            ("ArrowLeft", true) => Step::Out,
            ("Delete", false) => {
                ctx.show(|desk| desk.set_overlay(Some(Overlay::DeleteCode(id))));
                return event.prevent_default();
            }
            _ => return,
        };
        event.prevent_default();
        move_code(ctx, id, step);
        // A line that moves in the page loses the keyboard on its way.
        page::after_layout(move || page::focus(&format!("#code-{id}")));
    };
    view! {
        <li style=("--depth", move || row.with(|r| r.as_ref().map_or(0, |r| r.depth)).to_string())>
            <button
                type="button"
                class="codebook__code"
                id=format!("code-{id}")
                aria-current=move || (chosen.get() == Some(id)).then_some("true")
                data-retired=move || retired().then_some("true")
                on:click=choose
                on:keydown=on_key
            >
                <Swatch colour=colour />
                <span class="codebook__name">{move || part(|row| row.name.clone())}</span>
                <Show when=retired>
                    <span class="codebook__mark">"retired"</span>
                </Show>
                <Show when=move || !part(|row| row.key.clone()).is_empty()>
                    <kbd>{move || part(|row| row.key.clone())}</kbd>
                </Show>
                <span class="codebook__count">
                    {move || part(|row| row.claims.to_string())}
                    <span class="visually-hidden">
                        {move || part(|row| if row.claims == 1 { " claim" } else { " claims" }.to_owned())}
                    </span>
                </span>
            </button>
        </li>
    }
}

/// One step of a code in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Before the one above.
    Up,
    /// Behind the one below.
    Down,
    /// Under the one above.
    Under,
    /// Out from under its parent.
    Out,
}

/// Moves a code by one step, where there is room.
pub(super) fn move_code(ctx: AppContext, id: CodeId, step: Step) {
    ctx.act(|desk, host| -> Outcome {
        let under = codebook::moves(desk.project(), id).under;
        match (step, under) {
            (Step::Up, _) => desk.edit(host, "move code up", |p| code::move_up(p, id)),
            (Step::Down, _) => desk.edit(host, "move code down", |p| code::move_down(p, id)),
            (Step::Under, Some(_)) => {
                desk.attempt(host, "nest code", |p, _| code::nest(p, id, under))
            }
            (Step::Under, None) => Ok(Vec::new()),
            (Step::Out, _) => desk.attempt(host, "un-nest code", |p, _| code::unnest(p, id)),
        }
    });
}

/// Adds a code, under another or at the top, and shows its form.
pub(super) fn add_code(ctx: AppContext, kind: CodeKind, name: &str, parent: Option<CodeId>) {
    ctx.act(|desk, host| {
        let id = CodeId(host.fresh());
        let label = format!("add {} “{name}”", kind_name(kind));
        let keys = std::sync::Arc::clone(desk.keys());
        let effects =
            desk.edit(host, &label, |p| code_key::add(&keys, p, id, kind, name, parent))?;
        desk.choose_code(Some(id));
        Ok(effects)
    });
    page::after_layout(|| page::focus("#code-definition textarea"));
}

/// Says "a claim type" or "an issue".
fn with_article(kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::ClaimType => "a claim type",
        CodeKind::Issue => "an issue",
    }
}

/// Moves the keyboard to the line above or below.
fn step_with_arrows(event: web_sys::KeyboardEvent) {
    let down = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return,
    };
    if event.alt_key() || event.ctrl_key() {
        return;
    }
    event.prevent_default();
    page::focus_neighbour(".codebook__code", down);
}
