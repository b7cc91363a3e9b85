//! Finds and runs any command.

use leptos::prelude::*;

use super::part::{Dialog, Picker, PickerOption};
use crate::desk::view::menu;
use crate::web::context::AppContext;

/// So many commands are listed; more are found by typing, and the list of keys has them all.
const LISTED: usize = 40;

/// Finds any command and runs the chosen one.
#[component]
pub fn Palette() -> impl IntoView {
    let ctx = AppContext::get();
    let typed = RwSignal::new(String::new());
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    let options = Signal::derive(move || {
        let entries =
            typed.with(|typed| ctx.desk.with_untracked(|desk| menu::palette(desk, typed)));
        entries
            .into_iter()
            .take(LISTED)
            .map(|entry| PickerOption {
                key: entry.id.to_owned(),
                label: entry.title,
                detail: String::new(),
                mark: entry.keys.join("  "),
                help: entry.help.to_owned(),
                disabled: !entry.enabled,
                ..PickerOption::default()
            })
            .collect::<Vec<_>>()
    });
    let run = Callback::new(move |id: String| {
        close.run(());
        ctx.run(&id);
    });
    view! {
        <Dialog title="Find a command".to_owned() on_close=close>
            <Picker
                id="palette"
                label="Command"
                placeholder="Type a few letters"
                typed=typed
                options=options
                on_pick=run
                on_back=close
            />
        </Dialog>
    }
}
