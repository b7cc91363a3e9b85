//! Chooses which claims are looked at: what the document's claims have, with how many have it.

use leptos::html;
use leptos::prelude::*;

use super::part::{Icon, Swatch};
use crate::desk::filter::{Facet, Trait};
use crate::desk::view::claim_filter::{self as view_of, Tally, TraitRow};
use crate::desk::view::prose::grouped;
use crate::desk::{Desk, Effect as Does, Prompt};
use crate::model::Role;
use crate::web::context::AppContext;
use crate::web::dom::page;

/// How long claims are looked at in one go, in ms; the rest waits for the next frame.
const GO_MS: f64 = 6.0;

/// How many actors are offered before something is typed.
const MOST: usize = 60;

/// Returns an answer to "is there time for more?".
fn for_a_moment() -> impl FnMut() -> bool {
    let end = js_sys::Date::now() + GO_MS;
    move || js_sys::Date::now() < end
}

/// Goes on finding what the filter lets through, frame by frame, until all of it is found.
pub fn keep_sifting(ctx: AppContext) {
    let version = ctx.memo(|desk| desk.is_sifting().then(|| desk.shown_version()));
    let go_on = move || ctx.show(|desk| desk.go_on_sifting(&mut for_a_moment()));
    Effect::new(move |was_sifting: Option<bool>| {
        let is_sifting = version.get().is_some();
        if is_sifting && was_sifting == Some(true) {
            page::after_layout(go_on);
        } else if is_sifting {
            // What the first claims look like now is painted before the others are looked at.
            page::after_layout(move || page::after_layout(go_on));
        }
        is_sifting
    });
}

/// The panel while it is asked for. It stands beside the text and holds nothing up.
#[component]
pub fn ClaimFilterPanel() -> impl IntoView {
    let ctx = AppContext::get();
    let asked = ctx.memo(|desk| desk.prompt() == Some(Prompt::Filter));
    view! {
        <Show when=move || asked.get()>
            <Panel />
        </Show>
    }
}

/// What can be chosen, sort by sort.
#[component]
fn Panel() -> impl IntoView {
    let ctx = AppContext::get();
    let typed = RwSignal::new(String::new());
    let counted = count(ctx);
    let field = NodeRef::<html::Input>::new();
    let before = StoredValue::new_local(page::document().active_element());
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            page::after_layout(move || drop(field.focus()));
        }
    });
    let close = move || {
        ctx.show(|desk| desk.set_prompt(None));
        let before = before.try_get_value().flatten();
        page::after_layout(move || page::give_back(before));
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        match event.key().as_str() {
            "Escape" => close(),
            "ArrowDown" => page::focus_neighbour(".claim-filter input", true),
            "ArrowUp" => page::focus_neighbour(".claim-filter input", false),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let open = ctx.memo(|desk| desk.filter().is_open());
    let summary = ctx.memo(summary);
    let words = ctx.memo(|desk| desk.filter().typed().to_owned());
    view! {
        <section class="claim-filter" role="dialog" aria-label="Filter claims" on:keydown=on_key>
            <div class="claim-filter__head">
                <h2>"Filter claims"</h2>
                <p class="hint" role="status">{move || summary.get()}</p>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label="Close"
                    title="Close (Esc)"
                    on:click=move |_| close()
                >
                    <Icon name="close" />
                </button>
            </div>
            <div class="claim-filter__fields">
                <input
                    type="search"
                    class="input"
                    aria-label="Find a type, an issue, an actor or a coder"
                    placeholder="Find a type, issue, actor, coder"
                    node_ref=field
                    prop:value=move || typed.get()
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <input
                    type="search"
                    class="input"
                    aria-label="Words in the claim or its note"
                    placeholder="Words in the claim or its note"
                    prop:value=move || words.get()
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        ctx.show(|desk| desk.alter_filter(|filter| filter.set_typed(typed)));
                    }
                />
            </div>
            <div class="claim-filter__facets">
                {Facet::ALL
                    .into_iter()
                    .map(|facet| view! { <Choices facet=facet counted=counted typed=typed /> })
                    .collect_view()}
            </div>
            <div class="claim-filter__foot">
                <button
                    type="button"
                    class="button"
                    disabled=move || open.get()
                    on:click=move |_| {
                        ctx.run("claims.filter-clear");
                        page::focus(".claim-filter .input");
                    }
                >
                    "Clear the filter"
                </button>
            </div>
        </section>
    }
}

/// Says how many claims are looked at.
pub(super) fn summary(desk: &Desk) -> String {
    let all = desk.document().map_or(0, |document| desk.project().claim_count(document));
    let claims = if all == 1 { "claim" } else { "claims" };
    if desk.filter().is_open() {
        return format!("{} {claims}", grouped(all));
    }
    let more = if desk.is_sifting() { " …" } else { "" };
    format!("{} of {} {claims}{more}", grouped(desk.shown_claims()), grouped(all))
}

/// Counts what the document's claims have, frame by frame; begins anew when the project or the
/// document is another.
fn count(ctx: AppContext) -> RwSignal<Tally> {
    let counted = RwSignal::new(Tally::default());
    let document = ctx.memo(Desk::document);
    // Which count is going on: an earlier one stops when it sees that it is not meant any more.
    let going = StoredValue::new(0u32);
    Effect::new(move |_| {
        document.get();
        ctx.revision.track();
        going.update_value(|going| *going += 1);
        go_on_counting(ctx, Tally::default(), counted, going, going.get_value());
    });
    counted
}

fn go_on_counting(
    ctx: AppContext,
    mut tally: Tally,
    counted: RwSignal<Tally>,
    going: StoredValue<u32>,
    mine: u32,
) {
    if going.try_get_value() != Some(mine) {
        return;
    }
    if ctx.desk.with_untracked(|desk| tally.go_on(desk, &mut for_a_moment())) {
        counted.set(tally);
    } else {
        page::after_layout(move || go_on_counting(ctx, tally, counted, going, mine));
    }
}

/// The traits of one sort.
#[component]
fn Choices(facet: Facet, counted: RwSignal<Tally>, typed: RwSignal<String>) -> impl IntoView {
    let ctx = AppContext::get();
    let filter = ctx.memo(|desk| desk.filter().clone());
    let rows = Memo::new(move |_| {
        filter.with(|_| ());
        let mut rows = counted.with(|tally| {
            typed.with(|typed| {
                ctx.desk.with_untracked(|desk| view_of::rows(desk, tally, facet, typed))
            })
        });
        let mut left = MOST;
        rows.retain(|row| {
            left = left.saturating_sub(1);
            row.chosen || left > 0
        });
        rows
    });
    let names = Memo::new(move |_| {
        let row = |row: &TraitRow| (row.one, row.name.clone(), row.colour, row.depth);
        rows.with(|rows| rows.iter().map(row).collect::<Vec<_>>())
    });
    view! {
        <Show when=move || !names.with(Vec::is_empty)>
            <fieldset class="claim-filter__facet">
                <legend>{facet.name()}</legend>
                {(facet == Facet::Actors).then(|| view! { <Roles /> })}
                <For each=move || names.get() key=|(one, name, colour, depth)| (one.number(), name.clone(), *colour, *depth) let:row>
                    <Choice one=row.0 name=row.1 colour=row.2 depth=row.3 rows=rows />
                </For>
            </fieldset>
        </Show>
    }
}

/// One trait with its box and how many claims have it.
#[component]
fn Choice(
    one: Trait,
    name: String,
    #[prop(optional_no_strip)] colour: Option<u8>,
    depth: usize,
    rows: Memo<Vec<TraitRow>>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let count = move || {
        let found = rows.with(|rows| rows.iter().find(|row| row.one == one).map(|row| row.count));
        grouped(found.unwrap_or_default())
    };
    let chosen = ctx.memo(move |desk| desk.filter().has(one));
    view! {
        <label class="check claim-filter__choice" data-depth=depth.min(4)>
            <input
                type="checkbox"
                prop:checked=move || chosen.get()
                on:change=move |_| ctx.show(|desk| desk.alter_filter(|filter| filter.toggle(one)))
            />
            {colour.map(|colour| view! { <Swatch colour=colour /> })}
            <span class="claim-filter__name">{name}</span>
            <span class="claim-filter__count">{count}</span>
        </label>
    }
}

/// Which part the chosen actors must have.
#[component]
fn Roles() -> impl IntoView {
    let ctx = AppContext::get();
    let role = ctx.memo(|desk| desk.filter().role());
    let offered = [None].into_iter().chain(Role::ALL.map(Some));
    view! {
        <div class="segmented" role="group" aria-label="In which role">
            {offered
                .map(|one| {
                    view! {
                        <button
                            type="button"
                            class="segmented__part"
                            aria-pressed=move || (role.get() == one).to_string()
                            on:click=move |_| {
                                ctx.show(|desk| desk.alter_filter(|filter| filter.set_role(one)));
                            }
                        >
                            {one.map_or("any role", Role::name)}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// Opens the panel, or closes it.
pub(super) fn toggle(ctx: AppContext) {
    if ctx.desk.with_untracked(|desk| desk.prompt() == Some(Prompt::Filter)) {
        ctx.show(|desk| desk.set_prompt(None));
        ctx.perform(Does::FocusText);
    } else {
        ctx.run("claims.filter");
    }
}
