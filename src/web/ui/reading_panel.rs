//! How documents are set: a small panel beside the text, which changes while it is used.

use leptos::prelude::*;

use super::part::Icon;
use crate::desk::ReadingStep;
use crate::store::reading::{Font, Leading, Measure, Reading, Size};
use crate::web::comfort::Comfort;
use crate::web::context::AppContext;
use crate::web::dom::page;

/// The button that shows the choices, and the choices.
#[component]
pub fn ReadingPanel() -> impl IntoView {
    let comfort = Comfort::get();
    // Opened by its button or its key, it takes the keyboard; closed, it gives it back.
    Effect::new(move |before: Option<bool>| {
        let shown = comfort.panel.get();
        match (before, shown) {
            (Some(false), true) => page::after_layout(|| page::focus(".comfort input:checked")),
            (Some(true), false) => page::after_layout(|| page::give_back(None)),
            _ => {}
        }
        shown
    });
    on_cleanup(move || comfort.panel.set(false));
    let ctx = AppContext::get();
    view! {
        <button
            type="button"
            class="button button--quiet button--small comfort-button"
            aria-expanded=move || comfort.panel.get().to_string()
            aria-controls="comfort"
            title=move || ctx.with_key("Letters, size, line length and more", "reading")
            on:click=move |_| comfort.step(ReadingStep::Panel)
        >
            <span class="comfort-button__letters" aria-hidden="true">"Aa"</span>
            "Reading"
        </button>
        <Show when=move || comfort.panel.get()>
            <Choices />
        </Show>
    }
}

/// The choices.
#[component]
fn Choices() -> impl IntoView {
    let ctx = AppContext::get();
    let comfort = Comfort::get();
    let close = move || comfort.panel.set(false);
    let size = Memo::new(move |_| comfort.reading.with(|reading| reading.size));
    view! {
        <section
            class="comfort"
            id="comfort"
            aria-label="Reading settings"
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    close();
                }
            }
        >
            <header class="comfort__head">
                <h3>"Reading"</h3>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label="Close the reading settings"
                    title="Close (Esc)"
                    on:click=move |_| close()
                >
                    <Icon name="close" />
                </button>
            </header>
            <Choice
                legend="Letters"
                offered=Font::ALL.map(|font| (font, font.name())).to_vec()
                read=|reading| reading.font
                write=|reading, font| reading.font = font
            />
            <div class="comfort__row" role="group" aria-label="Size">
                <span class="comfort__label" aria-hidden="true">"Size"</span>
                <div class="comfort__steps">
                    <button
                        type="button"
                        class="button button--small"
                        aria-label="A− smaller letters"
                        disabled=move || size.get().smaller() == size.get()
                        on:click=move |_| comfort.step(ReadingStep::Smaller)
                    >
                        "A−"
                    </button>
                    <output class="comfort__size">{move || size.get().percent()} " %"</output>
                    <button
                        type="button"
                        class="button button--small"
                        aria-label="A+ larger letters"
                        disabled=move || size.get().larger() == size.get()
                        on:click=move |_| comfort.step(ReadingStep::Larger)
                    >
                        "A+"
                    </button>
                    <Show when=move || size.get() != Size::default()>
                        <button
                            type="button"
                            class="button button--quiet button--small"
                            aria-label="Back to 100 %"
                            on:click=move |_| comfort.reading.update(|r| r.size = Size::default())
                        >
                            "100 %"
                        </button>
                    </Show>
                </div>
            </div>
            <Choice
                legend="Line length"
                offered=Measure::ALL.map(|measure| (measure, measure.name())).to_vec()
                read=|reading| reading.measure
                write=|reading, measure| reading.measure = measure
            />
            <Choice
                legend="Line height"
                offered=Leading::ALL.map(|leading| (leading, leading.name())).to_vec()
                read=|reading| reading.leading
                write=|reading, leading| reading.leading = leading
            />
            <Choice
                legend="Edges"
                offered=vec![(false, "Ragged"), (true, "Justified")]
                read=|reading| reading.justified
                write=|reading, justified| reading.justified = justified
            />
            <div class="comfort__switches">
                <Switch
                    label="Number the paragraphs"
                    on=Signal::derive(move || comfort.reading.with(|reading| reading.numbered))
                    on_change=move |on| comfort.reading.update(|reading| reading.numbered = on)
                />
                <Switch
                    label="Fade all but the passage at the caret in focus mode"
                    on=Signal::derive(move || comfort.reading.with(|reading| reading.faded))
                    on_change=move |on| comfort.reading.update(|reading| reading.faded = on)
                />
                <Switch
                    label="Take whole words when selecting with the mouse; Alt does the other"
                    on=comfort.whole_words.into()
                    on_change=move |on| comfort.whole_words.set(on)
                />
            </div>
            <footer class="comfort__foot">
                <button
                    type="button"
                    class="button button--small"
                    title=move || ctx.with_key("Nothing but the text and the chosen claim", "reading.focus")
                    aria-pressed=move || comfort.focus_mode.get().to_string()
                    on:click=move |_| ctx.run("reading.focus")
                >
                    "Focus mode"
                </button>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    disabled=move || {
                        comfort.whole_words.get()
                            && comfort.reading.with(|reading| *reading == reset(reading))
                    }
                    on:click=move |_| {
                        comfort.reading.update(|reading| *reading = reset(reading));
                        comfort.whole_words.set(true);
                    }
                >
                    "Reset"
                </button>
            </footer>
        </section>
    }
}

/// How documents are set at first; what a newer version has set besides stays.
fn reset(reading: &Reading) -> Reading {
    Reading { extra: reading.extra.clone(), ..Reading::default() }
}

/// One of several choices.
#[component]
fn Choice<T: Copy + PartialEq + Send + Sync + 'static>(
    /// Names what is chosen.
    legend: &'static str,
    /// What can be chosen, with its name.
    offered: Vec<(T, &'static str)>,
    /// Says what is chosen.
    read: fn(&Reading) -> T,
    /// Chooses.
    write: fn(&mut Reading, T),
) -> impl IntoView {
    let comfort = Comfort::get();
    let chosen = Memo::new(move |_| comfort.reading.with(read));
    let one = move |(choice, name): (T, &'static str)| {
        view! {
            <label class="comfort__choice">
                <input
                    type="radio"
                    name=legend
                    prop:checked=move || chosen.get() == choice
                    on:change=move |_| comfort.reading.update(|reading| write(reading, choice))
                />
                {name}
            </label>
        }
    };
    view! {
        <fieldset class="comfort__row">
            <legend class="comfort__label">{legend}</legend>
            <div class="comfort__choices">{offered.into_iter().map(one).collect_view()}</div>
        </fieldset>
    }
}

/// Something that is so or not.
#[component]
fn Switch(
    /// Names it.
    label: &'static str,
    /// Whether it is so.
    on: Signal<bool>,
    /// Takes what it shall be.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="comfort__switch">
            <input
                type="checkbox"
                prop:checked=move || on.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            {label}
        </label>
    }
}
