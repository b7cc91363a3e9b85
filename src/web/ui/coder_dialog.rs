//! The coder's name.

use leptos::prelude::*;

use super::part::Dialog;
use crate::desk::Notice;
use crate::model::{Coder, CoderId};
use crate::web::context::AppContext;

/// Lets the coder give a name; nothing waits for it.
#[component]
pub fn CoderDialog() -> impl IntoView {
    let ctx = AppContext::get();
    let known = ctx.desk.with_untracked(|desk| desk.me().cloned());
    let typed = RwSignal::new(known.as_ref().map_or("Coder 1".to_owned(), |me| me.name.clone()));
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let name = typed.get_untracked().trim().to_owned();
        if name.is_empty() {
            ctx.tell(Notice::warning("The coder needs a name.", "Initials are enough."));
            return;
        }
        let known = known.clone();
        ctx.act(move |desk, host| {
            let coder = match known {
                Some(me) => Coder { name, ..me },
                None => Coder::new(CoderId(host.fresh()), name),
            };
            desk.set_me(coder, host)
        });
        close.run(());
    };
    // What is proposed is replaced by typing.
    let select_all = |event: web_sys::FocusEvent| {
        let field: web_sys::HtmlInputElement = event_target(&event);
        field.select();
    };
    view! {
        <Dialog title="Who codes?".to_owned() size="narrow" on_close=close>
            <form class="form" on:submit=submit>
                <p class="hint">
                    "Every claim and mention carries the name of who coded it, so that colleagues' files can be merged and compared. What is coded already gets the name as well. It never leaves this machine unless you export."
                </p>
                <label class="field">
                    <span class="field__label">"Your name or initials"</span>
                    <input
                        type="text"
                        class="input"
                        autofocus
                        on:focus=select_all
                        prop:value=move || typed.get()
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </label>
                <div class="form__actions">
                    <button type="submit" class="button button--main">
                        "Keep the name"
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
