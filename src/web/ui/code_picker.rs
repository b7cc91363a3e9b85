//! Chooses claim types or issues; the definition shows where the code is chosen.

use leptos::prelude::*;

use super::part::{Picker, PickerOption};
use crate::desk::view::pick;
use crate::model::{CodeId, CodeKind};
use crate::web::context::AppContext;

/// How many lines have a number: each is one digit.
const NUMBERED: usize = 9;

/// Lets the user put codes on and take them off; stays open for the next one.
#[component]
pub fn CodePicker(
    /// Which codes.
    kind: CodeKind,
    /// The codes that are on.
    #[prop(into)]
    chosen: Signal<Vec<CodeId>>,
    /// Puts a code on, or takes it off.
    on_toggle: Callback<CodeId>,
    /// Says that the user is done.
    on_back: Callback<()>,
) -> impl IntoView {
    let ctx = AppContext::get();
    let typed = RwSignal::new(String::new());
    let (label, id) = match kind {
        CodeKind::ClaimType => ("Claim type", "types"),
        CodeKind::Issue => ("Issue", "issues"),
    };
    let options = Signal::derive(move || {
        ctx.revision.track();
        let chosen = chosen.get();
        let found = typed.with(|typed| ctx.desk.with_untracked(|d| pick::codes(d, kind, typed)));
        found
            .into_iter()
            .enumerate()
            .map(|(nth, one)| {
                let on = chosen.contains(&one.code.id);
                PickerOption {
                    key: one.code.id.to_string(),
                    label: format!("{}{}", "\u{2003}".repeat(one.depth), one.code.name),
                    detail: String::new(),
                    mark: match on {
                        true => "✓ chosen".to_owned(),
                        false if nth < NUMBERED && typed.with(String::is_empty) => {
                            (nth + 1).to_string()
                        }
                        false => String::new(),
                    },
                    help: one.code.definition.clone(),
                    colour: Some(one.code.colour),
                    chosen: on,
                    disabled: false,
                }
            })
            .collect::<Vec<_>>()
    });
    let toggle = Callback::new(move |key: String| {
        if let Ok(code) = key.parse() {
            on_toggle.run(code);
            typed.set(String::new());
        }
    });
    // A number is quick: it chooses one line and is done.
    let number = Callback::new(move |key: String| {
        toggle.run(key);
        on_back.run(());
    });
    view! {
        <Picker
            id=id
            preselect=false
            label=label
            placeholder="Type part of a name, or a number"
            typed=typed
            options=options
            on_pick=toggle
            on_back=on_back
            on_number=number
        />
    }
}
