//! The small bar at the selection: claim types, mention, and what else can be done with it.

use leptos::html;
use leptos::prelude::*;

use super::key_hint::KeyHint;
use super::mention_panel::MentionPanel;
use super::overlap_panel::OverlapPanel;
use super::part::{Icon, Swatch};
use super::reader::ReaderContext;
use crate::desk::{Desk, Prompt, code_key};
use crate::text::Span;
use crate::text::motion::{Unit, backward};
use crate::web::context::AppContext;
use crate::web::dom::{page, text_nodes};

/// What stands at the selection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// The bar that codes it.
    Bar(Span),
    /// The question whom it names.
    Mention(Span),
    /// The question which of several claims is meant.
    Overlap(Span),
}

/// CSS pixels between the selection and the bar.
const GAP: f64 = 6.0;

/// Shows the bar, or what is asked, right below the selection.
#[component]
pub fn SelectionBar() -> impl IntoView {
    let ctx = AppContext::get();
    let reader = expect_context::<ReaderContext>();
    let node = NodeRef::<html::Div>::new();
    let shown = ctx.memo(|desk: &Desk| match desk.prompt() {
        Some(Prompt::Mention(span)) => Some(Shown::Mention(span)),
        Some(Prompt::Overlap(span)) => Some(Shown::Overlap(span)),
        Some(Prompt::Participant(..) | Prompt::Types(_) | Prompt::Issues(_) | Prompt::Filter) => {
            None
        }
        Some(Prompt::MentionActor(_) | Prompt::Card) | None => desk.selected().map(Shown::Bar),
    });
    let visible = Memo::new(move |_| shown.get().filter(|_| !reader.dragging.get()));
    Effect::new(move |before: Option<Option<Shown>>| {
        reader.drawn.track();
        reader.moved.track();
        let now = visible.get();
        let (Some(shown), Some(element)) = (now, node.get()) else { return now };
        let span = match shown {
            Shown::Bar(span) | Shown::Mention(span) | Shown::Overlap(span) => span,
        };
        // Who scrolls it away afterwards wants it away.
        let is_new = before != Some(now);
        page::after_layout(move || {
            place(&element, span);
            if is_new {
                bring_into_view(&element, span);
            }
        });
        now
    });
    view! {
        <div class="selection-place" node_ref=node>
            {move || match visible.get() {
                Some(Shown::Bar(_)) => view! { <Bar /> }.into_any(),
                Some(Shown::Mention(span)) => view! { <MentionPanel span=span /> }.into_any(),
                Some(Shown::Overlap(span)) => view! { <OverlapPanel at=span.start() /> }.into_any(),
                None => ().into_any(),
            }}
        </div>
    }
}

/// Puts the bar below the last line of a span, inside the column. Only the span's last character is
/// asked for: a selection may be as long as the text.
fn place(element: &web_sys::HtmlElement, span: Span) {
    let Some(parent) = element.parent_element() else { return };
    let last = text_nodes::shown()
        .and_then(|nodes| nodes.letter_box(backward(nodes.text(), span.end(), Unit::Character)));
    let Some(last) = last else { return };
    let origin = parent.get_bounding_client_rect();
    // Near the column's end it would be as narrow as it can, and be taken for that wide.
    drop(element.style().set_property("left", "0"));
    let own = element.get_bounding_client_rect();
    let room = (origin.width() - own.width()).max(0.0);
    let left = page::pixels((last.left() - origin.left()).clamp(0.0, room));
    let below = last.bottom() + GAP;
    let top = page::pixels(above(span, below, own.height()).unwrap_or(below) - origin.top());
    page::set_style(element, &format!("left:{left};top:{top}"));
}

/// Scrolls as far as it takes to show the whole of something below a stretch, and no further than the
/// end of the stretch stays in view. Where lines are few, as in a window twice as large as usual, there
/// is no room above it either.
fn bring_into_view(element: &web_sys::HtmlElement, span: Span) {
    let last = text_nodes::shown().and_then(|nodes| nodes.caret_box(span.end()));
    let (Some(last), Some(reader)) = (last, page::find(".reader")) else { return };
    let frame = reader.get_bounding_client_rect();
    let own = element.get_bounding_client_rect();
    let hidden = own.bottom() + GAP - frame.bottom();
    let down = hidden.min(last.top - frame.top() - GAP);
    if down > 0.0 {
        #[expect(clippy::cast_possible_truncation, reason = "CSS pixels of a page")]
        reader.set_scroll_top(reader.scroll_top() + down.ceil() as i32);
    }
}

/// Where something stands above a stretch that has no room below it and has it above.
fn above(span: Span, below: f64, height: f64) -> Option<f64> {
    let frame = page::find(".reader")?.get_bounding_client_rect();
    let first = text_nodes::shown()?.caret_box(span.start())?;
    let above = first.top - GAP - height;
    (below + height > frame.bottom() && above >= frame.top()).then_some(above)
}

/// The claim types and the other things a selection can become.
#[component]
fn Bar() -> impl IntoView {
    let ctx = AppContext::get();
    let types = Memo::new(move |_| {
        ctx.revision.track();
        ctx.keys.track();
        ctx.desk.with_untracked(code_key::keyed_types)
    });
    let can_add = ctx.memo(|desk| desk.claim_to_add_to().is_some());
    let definition = RwSignal::new(String::new());
    let key = move |key: Option<char>| {
        key.map(|key| ctx.keys.with(|keys| keys.layout().key(&key.to_string()))).unwrap_or_default()
    };
    let can_repeat = ctx.memo(Desk::can_repeat);
    view! {
        // Pressing a button must not take the selection away.
        <div
            class="selection-bar"
            role="toolbar"
            aria-label="Code the selection"
            on:mousedown=|event| event.prevent_default()
        >
            <For each=move || types.get() key=|(code, key)| (code.id, code.name.clone(), code.colour, *key) let((code, letter))>
                <button
                    type="button"
                    class="selection-bar__type"
                    on:mouseenter={
                        let words = code.definition.clone();
                        move |_| definition.set(words.clone())
                    }
                    on:focus={
                        let words = code.definition.clone();
                        move |_| definition.set(words.clone())
                    }
                    on:click=move |_| ctx.act(|desk, host| desk.code_selection(host, code.id))
                >
                    <Swatch colour=code.colour />
                    {code.name.clone()}
                    {letter.map(|_| view! { <kbd>{move || key(letter)}</kbd> })}
                </button>
            </For>
            // The definition shows where the code is chosen.
            <p class="selection-bar__definition">
                {move || {
                    definition
                        .with(|words| {
                            if words.is_empty() {
                                "Point at a claim type to read its definition.".to_owned()
                            } else {
                                words.clone()
                            }
                        })
                }}
            </p>
            <Show when=move || types.with(Vec::is_empty)>
                <span class="hint">"This codebook has no claim types yet."</span>
                <button
                    type="button"
                    class="selection-bar__type"
                    title="Make claim types"
                    on:click=move |_| ctx.run("place.codebook")
                >
                    "Codebook"
                </button>
            </Show>
            <span class="selection-bar__rest">
                <button
                    type="button"
                    class="selection-bar__type"
                    title="Say which actor these words name"
                    on:click=move |_| ctx.run("mention.add")
                >
                    "Mention"
                    <KeyHint command="mention.add" />
                </button>
                <Show when=move || can_repeat.get()>
                    <button
                        type="button"
                        class="selection-bar__type"
                        title="Same claim type, same claimant as the last claim; done at once"
                        on:click=move |_| ctx.run("claim.repeat")
                    >
                        "Like the last"
                        <KeyHint command="claim.repeat" />
                    </button>
                </Show>
                <Show when=move || can_add.get()>
                    <button
                        type="button"
                        class="selection-bar__type"
                        title="Give the claim a further fragment"
                        on:click=move |_| ctx.run("claim.add-fragment")
                    >
                        <Icon name="add" />
                        "Add to claim"
                        <KeyHint command="claim.add-fragment" />
                    </button>
                </Show>
                <button
                    type="button"
                    class="selection-bar__type"
                    title="Mark as website remains and the like, or include it again"
                    on:click=move |_| ctx.run("document.exclude")
                >
                    "Exclude"
                    <KeyHint command="document.exclude" />
                </button>
                <button
                    type="button"
                    class="selection-bar__type"
                    title=move || ctx.with_key("Every command", "palette")
                    on:click=move |_| ctx.run("palette")
                >
                    "More…"
                </button>
            </span>
        </div>
    }
}
