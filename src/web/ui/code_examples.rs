//! Passages that show what a code is, or is not.

use std::sync::Arc;

use leptos::prelude::*;

use super::part::{Icon, NoteField, TextField};
use crate::edit::action::code as action;
use crate::model::{Code, CodeId, Example};
use crate::web::context::AppContext;
use crate::web::dom::page;

/// Lists a code's examples; each can be changed and removed, and more added.
#[component]
pub fn CodeExamples(
    /// Which code.
    id: CodeId,
    /// The code as it is now.
    code: Memo<Option<Arc<Code>>>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let draft = RwSignal::new(None::<Example>);
    let examples = Memo::new(move |_| {
        code.with(|code| code.as_ref().map(|code| code.examples.clone()).unwrap_or_default())
    });
    let alter = move |label: &'static str, at: usize, change: Box<dyn FnOnce(&mut Example)>| {
        ctx.edit(label, move |project, _| {
            action::alter(project, id, |code| {
                if let Some(example) = code.examples.get_mut(at) {
                    change(example);
                }
            })
        });
    };
    let remove = move |at: usize| {
        ctx.edit("remove example", move |project, _| {
            action::alter(project, id, |code| {
                if at < code.examples.len() {
                    code.examples.remove(at);
                }
            })
        });
    };
    let begin = move |_| {
        draft.set(Some(Example { quote: String::new(), place: String::new(), positive: true }));
        page::after_layout(|| page::focus("#new-example textarea"));
    };
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = draft.get_untracked().filter(|example| !example.quote.trim().is_empty());
        if let Some(example) = typed {
            draft.set(None);
            ctx.edit("add example", move |project, _| {
                action::alter(project, id, |code| code.examples.push(example))
            });
        }
    };
    let typed = move |part: fn(&Example) -> String| {
        Signal::derive(move || draft.with(|draft| draft.as_ref().map(part).unwrap_or_default()))
    };
    let type_in = move |change: Box<dyn FnOnce(&mut Example)>| {
        draft.update(|draft| {
            if let Some(example) = draft {
                change(example);
            }
        });
    };
    view! {
        <section class="examples" aria-labelledby="examples-heading">
            <header class="sheet__section-head">
                <h3 id="examples-heading">"Examples"</h3>
                <button type="button" class="button button--small" on:click=begin>
                    <Icon name="add" />
                    "Add an example"
                </button>
            </header>
            <Show when=move || examples.with(Vec::is_empty) && draft.with(Option::is_none)>
                <p class="hint">"A passage or two where it applies, and one where it nearly does, save many questions."</p>
            </Show>
            <For each=move || 0..examples.with(Vec::len) key=|at| *at let:at>
                {
                    let part = move |part: fn(&Example) -> String| {
                        Signal::derive(move || examples.with(|all| all.get(at).map(part).unwrap_or_default()))
                    };
                    let positive = Signal::derive(move || {
                        examples.with(|all| all.get(at).is_some_and(|example| example.positive))
                    });
                    view! {
                        <div class="examples__one" role="group" aria-label=format!("Example {}", at + 1) data-positive=move || positive.get().to_string()>
                            <Applies
                                value=positive
                                on_change=Callback::new(move |positive| {
                                    alter("change example", at, Box::new(move |e| e.positive = positive));
                                })
                            />
                            <NoteField
                                label="Quote"
                                value=part(|example| example.quote.clone())
                                on_change=Callback::new(move |typed: String| {
                                    if typed.trim().is_empty() {
                                        remove(at);
                                    } else {
                                        alter("change example", at, Box::new(move |e| e.quote = typed));
                                    }
                                })
                            />
                            <TextField
                                label="Where it stands"
                                value=part(|example| example.place.clone())
                                on_change=Callback::new(move |typed: String| {
                                    alter("change example", at, Box::new(move |e| e.place = typed));
                                })
                            />
                            <button
                                type="button"
                                class="button button--quiet button--icon"
                                aria-label=format!("Remove example {}", at + 1)
                                title="Remove the example"
                                on:click=move |_| remove(at)
                            >
                                <Icon name="close" />
                            </button>
                        </div>
                    }
                }
            </For>
            <Show when=move || draft.with(Option::is_some)>
                <form class="examples__one" id="new-example" aria-label="New example" on:submit=add>
                    <Applies
                        value=Signal::derive(move || draft.with(|d| d.as_ref().is_some_and(|d| d.positive)))
                        on_change=Callback::new(move |positive| type_in(Box::new(move |e| e.positive = positive)))
                    />
                    <NoteField
                        label="Quote"
                        value=typed(|example| example.quote.clone())
                        on_change=Callback::new(move |typed: String| type_in(Box::new(move |e| e.quote = typed)))
                    />
                    <TextField
                        label="Where it stands"
                        value=typed(|example| example.place.clone())
                        on_change=Callback::new(move |typed: String| type_in(Box::new(move |e| e.place = typed)))
                    />
                    <div class="examples__actions">
                        <button type="button" class="button button--quiet button--small" on:click=move |_| draft.set(None)>
                            "Cancel"
                        </button>
                        <button type="submit" class="button button--main button--small">"Add the example"</button>
                    </div>
                </form>
            </Show>
        </section>
    }
}

/// Whether the code applies to the passage.
#[component]
fn Applies(#[prop(into)] value: Signal<bool>, on_change: Callback<bool>) -> impl IntoView {
    let one = move |positive: bool, words: &'static str| {
        view! {
            <button
                type="button"
                class="segmented__part"
                aria-pressed=move || (value.get() == positive).to_string()
                on:click=move |_| {
                    if value.get_untracked() != positive {
                        on_change.run(positive);
                    }
                }
            >
                {words}
            </button>
        }
    };
    view! {
        <div class="segmented examples__applies" role="group" aria-label="Does the code apply?">
            {one(true, "applies")}
            {one(false, "does not apply")}
        </div>
    }
}
