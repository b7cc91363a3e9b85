//! The claim cards beside the text, each beside its line; in a narrow window only the chosen one.

use leptos::html;
use leptos::prelude::*;

use super::card_arrivals::arrivals;
use super::card_marks::{card_of, keep_marked};
use super::card_places::{Drawn, Fold, Lines, arrange};
use super::claim_card::ClaimCard;
use super::mention_card::MentionCard;
use super::part::keep_in_order;
use super::reader::ReaderContext;
use super::reader_window::beside_of;
use crate::desk::view::margin::{self, Margin};
use crate::desk::view::menu;
use crate::desk::view::prose::{counted, grouped};
use crate::desk::{self, Desk, Focus};
use crate::model::{ClaimId, CodeKind};
use crate::web::context::AppContext;
use crate::web::dom::watch::{self, Watch};
use crate::web::dom::{page, text_nodes};

/// The cards of the open document.
#[component]
pub fn CardColumn() -> impl IntoView {
    let ctx = AppContext::get();
    let reader = expect_context::<ReaderContext>();
    let column = NodeRef::<html::Div>::new();
    let drawn = Drawn::new();
    let focus = ctx.memo(Desk::focus);
    let prompt = ctx.memo(Desk::prompt);
    let count = ctx.memo(|desk: &Desk| {
        let all = desk.document().map_or(0, |id| desk.project().claim_count(id));
        let through = (!desk.filter().is_open()).then(|| desk.shown_claims());
        (through, all)
    });
    let none = Memo::new(move |_| count.get().1 == 0);
    let shown = Memo::new(move |_| {
        ctx.revision.track();
        reader.drawn.track();
        focus.track();
        reader.filter.with(|_| ());
        let beside = reader.beside.get();
        let Some(nodes) = text_nodes::shown() else { return Margin::default() };
        ctx.desk
            .with_untracked(|desk| margin::margin(desk, nodes.blocks(), nodes.groups(), &beside))
    });
    let cards = arrivals(ctx, reader, shown);
    keep_marked(reader, focus);
    let list = NodeRef::<html::Div>::new();
    keep_in_order(
        move || list.get().map(Into::into),
        move || cards.with(|cards| cards.cards.iter().map(|(_, id)| id.0).collect()),
        move |id| view! { <ClaimCard id=ClaimId(id) focus=focus /> }.into_any(),
    );
    let mention = move || match focus.get() {
        Focus::Mention(id) => Some(id),
        Focus::Claim(_) | Focus::None => None,
    };
    let typeless = ctx.project_memo(|desk| menu::offered(desk, CodeKind::ClaimType).is_empty());

    let lines = StoredValue::new(Lines::default());
    let rearrange = move || {
        if let (Some(Some(column)), Some(())) =
            (column.try_get_untracked(), lines.try_update_value(|_| ()))
        {
            lines.update_value(|lines| {
                shown.with_untracked(|shown| arrange(ctx, drawn, shown, lines, &column));
            });
        }
    };
    // Cards are placed whenever one of them may have changed its height or its line.
    Effect::new(move |before: Option<u32>| {
        shown.track();
        cards.track();
        focus.track();
        prompt.track();
        ctx.revision.track();
        reader.moved.track();
        let now = reader.drawn.get();
        if before != Some(now) {
            lines.set_value(Lines::default());
        }
        // Cards left behind by leaps are out of sight.
        if reader.near.with_untracked(|near| beside_of(near) != reader.beside.get_untracked()) {
            return now;
        }
        // The cards themselves are made by effects that are due at the same time.
        leptos::task::spawn_local(async move { rearrange() });
        now
    });
    watch_chosen_card(focus, column, rearrange);

    view! {
        <aside class="cards" aria-label="Claims">
            <h3 class="cards__head">
                {move || match count.get() {
                    (_, 0) => "No claims yet".to_owned(),
                    (Some(through), all) => {
                        format!("{} of {}", grouped(through), counted(all, "claim"))
                    }
                    (None, all) => counted(all, "claim"),
                }}
            </h3>
            <Show when=move || none.get() && mention().is_none()>
                <div class="cards__hint">
                <p>
                    {move || if typeless.get() {
                        "This codebook has no claim types yet. Make some in the Codebook, then code the words of a claim with them."
                    } else {
                        "Select the words of a claim, then press its type's key or click it in the bar below the selection."
                    }}
                </p>
                <Show when=move || typeless.get()>
                    <button
                        type="button"
                        class="button button--small"
                        on:click=move |_| ctx.run("place.codebook")
                    >
                        "Go to the Codebook"
                    </button>
                </Show>
                </div>
            </Show>
            <div
                class="cards__column"
                node_ref=column
                on:mouseover=move |event| {
                    let over = card_of(&event, ".card");
                    if over != reader.hovered.get_untracked() {
                        reader.hovered.set(over);
                    }
                }
                on:mouseleave=move |_| reader.hovered.set(None)
                on:click=move |event| {
                    if let Some(id) = card_of(&event, ".card__face") {
                        if focus.get_untracked() != Focus::Claim(id) {
                            ctx.show(|desk| desk.set_focus(Focus::Claim(id)));
                        }
                        ctx.run("claim.show");
                    }
                }
            >
                <svg class="cards__threads" aria-hidden="true">
                    <path class="cards__thread" d=move || drawn.threads.get()></path>
                    <path class="cards__thread cards__thread--own" d=move || drawn.own_thread.get()></path>
                </svg>
                {move || mention().map(|id| view! { <MentionCard id=id /> })}
                <div node_ref=list></div>
                {move || drawn.folds.get().into_iter().map(|fold| view! { <FoldLine fold=fold /> }).collect_view()}
            </div>
        </aside>
    }
}

/// Says how many claims have no card here, and shows the first of them.
#[component]
fn FoldLine(fold: Fold) -> impl IntoView {
    let ctx = AppContext::get();
    let from = fold.from;
    let show = move |_| {
        ctx.act(|open, _| {
            let document = open.document();
            let first = document.and_then(|id| open.project().claims_from(id, from).next());
            let Some((id, hull)) = first.and_then(|claim| Some((claim.id, claim.hull()?))) else {
                return Ok(Vec::new());
            };
            open.set_focus(Focus::Claim(id));
            Ok(vec![desk::Effect::Reveal(hull), desk::Effect::FocusClaim(id)])
        });
    };
    view! {
        <button
            type="button"
            class="cards__fold"
            tabindex="-1"
            style:top=page::pixels(fold.top)
            title="Choose the first of them; N goes on to the next"
            on:click=show
        >
            {format!("{} more here", fold.count)}
        </button>
    }
}

/// Has the cards placed anew when the chosen one changes its height.
fn watch_chosen_card(
    focus: Memo<Focus>,
    column: NodeRef<html::Div>,
    rearrange: impl Fn() + Copy + Send + Sync + 'static,
) {
    let watch = StoredValue::new_local(None::<Watch>);
    Effect::new(move |_| {
        focus.track();
        leptos::task::spawn_local(async move {
            let column = column.try_get_untracked().flatten();
            let chosen = column.and_then(|c| c.query_selector(".card[aria-current]").ok()?);
            drop(watch.try_set_value(chosen.and_then(|card| watch::size(&card, rearrange))));
        });
    });
    on_cleanup(move || watch.set_value(None));
}
