//! A list to choose from by typing: a combobox with its list box always open.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{Swatch, later};
use crate::web::dom::page;

/// So many lines fit into the list at once; the others are made when these have been painted.
const AT_ONCE: usize = 10;

/// For so long the others wait, in ms.
const LATER_MS: i32 = 120;

/// One line of a picker.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PickerOption {
    /// Names the line to whoever made the list.
    pub key: String,
    /// What it says.
    pub label: String,
    /// What it says more, smaller.
    pub detail: String,
    /// A short mark at its end: a key, "guess", "chosen".
    pub mark: String,
    /// A longer text shown below the list while the line is the current one.
    pub help: String,
    /// Its colour, when it has one.
    pub colour: Option<u8>,
    /// Whether it is one of the things chosen already.
    pub chosen: bool,
    /// Whether it cannot be chosen now.
    pub disabled: bool,
}

/// Lets the user choose a line by typing, by arrows and Enter, or by mouse.
#[component]
pub fn Picker(
    /// Names the field.
    #[prop(into)]
    label: String,
    /// What to type, shown while nothing is typed.
    #[prop(into)]
    placeholder: String,
    /// What was typed; whoever makes the list reads it.
    typed: RwSignal<String>,
    /// The lines, the first of which Enter takes.
    #[prop(into)]
    options: Signal<Vec<PickerOption>>,
    /// Takes the key of the chosen line.
    on_pick: Callback<String>,
    /// Says that the user wants to go back.
    on_back: Callback<()>,
    /// Tells ids of several pickers in one page apart.
    id: &'static str,
    /// Whether Enter takes the first line while nothing has been typed.
    #[prop(default = true)]
    preselect: bool,
    /// Takes the key of the n-th line when its digit is pressed while nothing has been typed; without
    /// it digits are typed.
    #[prop(optional)]
    on_number: Option<Callback<String>>,
) -> impl IntoView {
    // Asked for its length, its lines and its help; worked out once for each change.
    let options = Memo::new(move |_| options.get());
    // Nothing is chosen by mere haste: without a guess, Enter waits for a letter or an arrow.
    let first = move || (preselect || !typed.with_untracked(String::is_empty)).then_some(0usize);
    let current = RwSignal::new(first());
    let field = NodeRef::<html::Input>::new();
    // The field takes the keyboard at once, for pickers are asked for: who types fast is at the next
    // letter before the picker is painted.
    Effect::new(move |_| {
        if let Some(input) = field.get() {
            page::focus_element(&input);
            // The whole list comes into view, not only the field above it, once it has its place.
            page::after_layout(move || {
                page::after_layout(move || {
                    if let Some(picker) = input.parent_element() {
                        page::scroll_to(&picker);
                    }
                });
            });
        }
    });
    Effect::new(move |_| {
        typed.track();
        current.set(first());
    });
    let count = move || options.with(Vec::len);
    let step = move |by: isize| {
        let count = count();
        if count > 0 {
            current.update(|at| {
                *at = Some(match *at {
                    Some(at) => (at + count).saturating_add_signed(by) % count,
                    None if by < 0 => count - 1,
                    None => 0,
                });
            });
            page::after_layout(move || {
                if let Some(line) = page::find(&format!("#{id}-list [aria-selected='true']")) {
                    page::scroll_to(&line);
                }
            });
        }
    };
    let pick = move |at: usize| {
        let key = options.with(|all| {
            all.get(at).filter(|option| !option.disabled).map(|option| option.key.clone())
        });
        if let Some(key) = key {
            on_pick.run(key);
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(-1),
            "Enter" if !event.is_composing() => {
                if let Some(at) = current.get_untracked() {
                    pick(at);
                }
            }
            "Escape" => on_back.run(()),
            key => {
                let held = event.ctrl_key() || event.alt_key() || event.meta_key();
                let number = key.parse::<usize>().ok().filter(|_| key.len() == 1 && !held);
                let Some((take, number)) = on_number.zip(number) else { return };
                if number == 0 || !typed.with_untracked(String::is_empty) {
                    return;
                }
                let line = options.with_untracked(|all| all.get(number - 1).cloned());
                if let Some(line) = line.filter(|line| !line.disabled) {
                    take.run(line.key);
                }
            }
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let help = move || {
        options.with(|all| {
            current.get().and_then(|at| all.get(at)).map(|o| o.help.clone()).unwrap_or_default()
        })
    };
    // The first lines are on the screen before the rest, of which nothing is in view, costs time.
    let whole = later(LATER_MS);
    let list = NodeRef::<html::Ul>::new();
    // One hand marks the current line; a listener and an effect for each line would cost more than
    // the lines.
    Effect::new(move |_| {
        options.track();
        whole.track();
        let current = current.get();
        // The lines themselves are made by effects that are due at the same time.
        leptos::task::spawn_local(async move {
            if let Some(Some(list)) = list.try_get_untracked() {
                mark(&list, current);
            }
        });
    });
    let lines = move |some: std::ops::Range<usize>| {
        options
            .get()
            .into_iter()
            .enumerate()
            .filter(|(at, _)| some.contains(at))
            .map(|(at, option)| {
                view! {
                    <li
                        class="picker__line"
                        role="option"
                        id=format!("{id}-{at}")
                        aria-disabled=option.disabled.then_some("true")
                        data-chosen=option.chosen.then_some("true")
                    >
                        {option.colour.map(|colour| view! { <Swatch colour=colour /> })}
                        <span class="picker__label">{option.label}</span>
                        {(!option.detail.is_empty())
                            .then(|| view! { <span class="picker__detail">{option.detail}</span> })}
                        {(!option.mark.is_empty())
                            .then(|| view! { <span class="picker__mark">{option.mark}</span> })}
                    </li>
                }
            })
            .collect_view()
    };
    let pointed = move |event: &web_sys::MouseEvent| {
        list.get_untracked().and_then(|list| line_of(&list, event.target()?.dyn_ref()?))
    };
    view! {
        <div class="picker">
            <input
                type="text"
                class="input picker__field"
                role="combobox"
                aria-label=label.clone()
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls=format!("{id}-list")
                aria-activedescendant=move || {
                    current
                        .get()
                        .filter(|at| *at < count())
                        .map(|at| format!("{id}-{at}"))
                }
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                node_ref=field
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=on_key
            />
            <ul
                class="picker__list"
                role="listbox"
                id=format!("{id}-list")
                aria-label=label
                node_ref=list
                on:mousemove=move |event| {
                    let at = pointed(&event);
                    if at.is_some() && at != current.get_untracked() {
                        current.set(at);
                    }
                }
                on:mousedown=|event| event.prevent_default()
                on:click=move |event| {
                    if let Some(at) = pointed(&event) {
                        pick(at);
                    }
                }
            >
                {move || lines(0..AT_ONCE)}
                {move || whole.get().then(|| lines(AT_ONCE..usize::MAX))}
            </ul>
            <Show when=move || count() == 0>
                <p class="picker__none">"Nothing answers what you typed."</p>
            </Show>
            <Show when=move || !help().is_empty()>
                <p class="picker__help">{help}</p>
            </Show>
        </div>
    }
}

/// Returns the number of the line in a list that an element is in.
fn line_of(list: &HtmlElement, element: &Element) -> Option<usize> {
    let line = element.closest("[role='option']").ok()??;
    let children = list.children();
    let at = (0..children.length()).find(|at| children.item(*at).as_ref() == Some(&line))?;
    usize::try_from(at).ok()
}

/// Says in the page which line is the current one.
fn mark(list: &HtmlElement, current: Option<usize>) {
    let children = list.children();
    for at in 0..children.length() {
        let word = if usize::try_from(at).ok() == current { "true" } else { "false" };
        if let Some(line) = children.item(at)
            && line.get_attribute("aria-selected").as_deref() != Some(word)
        {
            drop(line.set_attribute("aria-selected", word));
        }
    }
}
