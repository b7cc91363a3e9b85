//! Says which claims are looked at, and takes back what they are picked out by.

use leptos::prelude::*;

use super::claim_filter::{summary, toggle};
use super::part::{Chip, Icon};
use crate::desk::Prompt;
use crate::desk::view::claim_filter::chosen;
use crate::web::context::AppContext;

/// The button for the filter, how many claims it lets through, and what was chosen.
#[component]
pub fn ClaimFilterBar() -> impl IntoView {
    let ctx = AppContext::get();
    let filter = ctx.memo(|desk| desk.filter().clone());
    let some = ctx.memo(|desk| {
        desk.document().is_some_and(|document| desk.project().claim_count(document) > 0)
            || !desk.filter().is_open()
    });
    let is_set = move || !filter.with(crate::desk::filter::ClaimFilter::is_open);
    let asked = ctx.memo(|desk| desk.prompt() == Some(Prompt::Filter));
    let summary = ctx.memo(summary);
    let chips = Memo::new(move |_| {
        filter.with(|_| ());
        ctx.revision.track();
        ctx.desk.with_untracked(chosen)
    });
    let words = move || filter.with(|filter| filter.typed().trim().to_owned());
    view! {
        <Show when=move || some.get()>
            <div class="claim-filter-bar" data-set=move || is_set().then_some("true")>
                <div class="claim-filter-bar__line">
                    <span class="claim-filter-bar__count">{move || summary.get()}</span>
                    <Show when=is_set>
                        <button
                            type="button"
                            class="button button--quiet button--small"
                            title=move || ctx.with_key("Look at every claim again", "claims.filter-clear")
                            on:click=move |_| ctx.run("claims.filter-clear")
                        >
                            "Clear"
                        </button>
                    </Show>
                    <button
                        type="button"
                        class="button button--quiet button--small"
                        title=move || ctx.with_key("Filter claims", "claims.filter")
                        aria-haspopup="dialog"
                        aria-expanded=move || asked.get().to_string()
                        on:click=move |_| toggle(ctx)
                    >
                        <Icon name="filter" />
                        "Filter"
                    </button>
                </div>
                <Show when=is_set>
                    <div class="claim-filter-bar__chips">
                        <For each=move || chips.get() key=|(one, name, colour)| (one.number(), name.clone(), *colour) let:chip>
                            {
                                let (one, name, colour) = chip;
                                view! {
                                    <Chip
                                        label=name.clone()
                                        colour=colour
                                        remove_label=format!("Take “{name}” off the filter")
                                        on_remove=Callback::new(move |()| {
                                            ctx.show(|desk| desk.alter_filter(|filter| filter.toggle(one)));
                                        })
                                    />
                                }
                            }
                        </For>
                        {move || {
                            let words = words();
                            (!words.is_empty()).then(|| view! {
                                <Chip
                                    label=format!("“{words}”")
                                    colour=None
                                    remove_label="Take the words off the filter"
                                    on_remove=Callback::new(move |()| {
                                        ctx.show(|desk| desk.alter_filter(|filter| filter.set_typed(String::new())));
                                    })
                                />
                            })
                        }}
                    </div>
                </Show>
            </div>
        </Show>
    }
}
