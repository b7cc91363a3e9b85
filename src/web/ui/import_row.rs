//! One file of the review.

use leptos::prelude::*;

use super::part::Icon;
use crate::desk::intake::{Detail, Field, Piece, Row, State};
use crate::intake::encoding::ENCODINGS;
use crate::web::intake::Intake;

/// A file with what is proposed for it; unfolds to its encoding and its text.
#[component]
pub fn ImportRow(
    /// Its place in the review.
    place: usize,
) -> impl IntoView {
    let review = Intake::get().review;
    let row = Memo::new(move |_| review.with(|review| review.row(place)));
    let part =
        move |part: fn(&Row) -> String| row.with(|row| row.as_ref().map(part).unwrap_or_default());
    let state = move || row.with(|row| row.as_ref().map_or(State::Refused, |row| row.state));
    let mark = move || match state() {
        State::Included => "included",
        State::LeftOut => "left-out",
        State::Refused => "refused",
    };
    let refused = Memo::new(move |_| state() == State::Refused);
    // A single file is shown with its text at once.
    let open = RwSignal::new(review.with_untracked(crate::desk::intake::Review::len) == 1);
    let remark = move || part(|row| row.remark.clone());
    let name = move || part(|row| row.name.clone());
    view! {
        <li class="intake__row" data-state=mark>
            <input
                type="checkbox"
                class="intake__tick"
                aria-label=move || format!("Import {}", name())
                disabled=move || refused.get()
                prop:checked=move || state() == State::Included
                on:change=move |event| {
                    let included = event_target_checked(&event);
                    review.update(|review| review.include(place, included));
                }
            />
            <div class="intake__file">
                <span class="intake__name" dir="auto">{name}</span>
                <span class="intake__about">{move || part(|row| row.about.clone())}</span>
            </div>
            <Show when=move || !refused.get()>
                <FieldOf place=place row=row field=Field::Title label="Title" />
                <FieldOf place=place row=row field=Field::Date label="Date" />
                <FieldOf place=place row=row field=Field::Source label="Source" />
                <button
                    type="button"
                    class="button button--quiet button--icon intake__unfold"
                    aria-expanded=move || open.get().to_string()
                    aria-label=move || format!("Text and encoding of {}", name())
                    title="Text and encoding"
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {move || view! { <Icon name=if open.get() { "up" } else { "down" } /> }}
                </button>
            </Show>
            <Show when=move || !remark().is_empty()>
                <p class="intake__remark">{remark}</p>
            </Show>
            <Show when=move || open.get() && !refused.get()>
                <Unfolded place=place />
            </Show>
        </li>
    }
}

/// A value that can be changed, with where it comes from.
#[component]
fn FieldOf(
    place: usize,
    row: Memo<Option<Row>>,
    field: Field,
    label: &'static str,
) -> impl IntoView {
    let review = Intake::get().review;
    let piece = Memo::new(move |_| {
        row.with(|row| row.as_ref().map(|row| row.fields[at(field)].clone()).unwrap_or_default())
    });
    let part = move |part: fn(&Piece) -> String| piece.with(part);
    let name = row.with_untracked(|row| row.as_ref().map(|row| row.name.clone()));
    let problem = move || part(|piece| piece.problem.clone());
    view! {
        <div class="intake__field" data-field=label.to_lowercase()>
            <input
                type="text"
                class="input"
                aria-label=format!("{label} of {}", name.unwrap_or_default())
                placeholder=label
                title=move || part(|piece| piece.value.clone())
                dir="auto"
                prop:value=move || part(|piece| piece.value.clone())
                aria-invalid=move || (!problem().is_empty()).then_some("true")
                on:change=move |event| {
                    let typed = event_target_value(&event);
                    review.update(|review| review.set(place, field, &typed));
                }
            />
            <span class="intake__origin">{move || part(|piece| piece.origin.clone())}</span>
            <Show when=move || !problem().is_empty()>
                <span class="field__problem" role="alert">{problem}</span>
            </Show>
        </div>
    }
}

const fn at(field: Field) -> usize {
    match field {
        Field::Title => 0,
        Field::Date => 1,
        Field::Source => 2,
    }
}

/// Encoding, website remains and the beginning of the text.
#[component]
fn Unfolded(place: usize) -> impl IntoView {
    let intake = Intake::get();
    let review = intake.review;
    let detail = Memo::new(move |_| review.with(|review| review.detail(place)));
    let found =
        move |found: fn(&Detail) -> bool| detail.with(|detail| detail.as_ref().is_some_and(found));
    let encoding = Memo::new(move |_| {
        detail.with(|detail| detail.as_ref().map_or("", |detail| detail.encoding.label()))
    });
    let choose = move |event: web_sys::Event| {
        let label = event_target_value(&event);
        if let Some(encoding) = ENCODINGS.iter().find(|encoding| encoding.label() == label) {
            intake.reread(place, *encoding);
        }
    };
    view! {
        <div class="intake__detail">
            <div class="intake__beside">
                <Show when=move || intake.can_reread(place)>
                    <label class="field">
                        <span class="field__label">"Encoding"</span>
                        <select class="input" prop:value=move || encoding.get() on:change=choose>
                            {ENCODINGS
                                .iter()
                                .map(|one| {
                                    let label = one.label();
                                    view! {
                                        <option value=label selected=move || encoding.get() == label>
                                            {one.name()}
                                        </option>
                                    }
                                })
                                .collect_view()}
                        </select>
                    </label>
                </Show>
                <p class="hint">
                    {move || detail.with(|d| d.as_ref().map(|d| d.sentence.clone()))}
                </p>
                <Show when=move || found(|detail| !detail.remains.is_empty())>
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=move || found(|detail| detail.excluded)
                            on:change=move |event| {
                                let excluded = event_target_checked(&event);
                                review.update(|review| review.exclude_remains(place, excluded));
                            }
                        />
                        "Exclude website remains"
                    </label>
                    <ul class="intake__remains" role="list">
                        {move || {
                            let remains = detail.with(|d| d.as_ref().map(|d| d.remains.clone()));
                            remains
                                .unwrap_or_default()
                                .into_iter()
                                .map(|part| {
                                    view! {
                                        <li>
                                            <q dir="auto">{part.words}</q>
                                            " – "
                                            {part.reason}
                                        </li>
                                    }
                                })
                                .collect_view()
                        }}
                    </ul>
                </Show>
            </div>
            <div class="intake__preview" dir="auto" tabindex="0" role="region" aria-label="Beginning of the text">
                {move || {
                    let beginning = detail.with(|d| d.as_ref().map(|d| d.beginning.clone()));
                    beginning
                        .unwrap_or_default()
                        .into_iter()
                        .map(|(words, out)| {
                            if out {
                                view! { <del>{words}</del> }.into_any()
                            } else {
                                words.into_any()
                            }
                        })
                        .collect_view()
                }}
                {move || found(|detail| detail.goes_on).then_some("…")}
            </div>
        </div>
    }
}
