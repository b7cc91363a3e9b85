//! Asks what becomes of the claims before a code is deleted.

use leptos::prelude::*;

use super::part::Dialog;
use crate::desk::view::codebook::{self, Deletion};
use crate::desk::view::prose::counted;
use crate::edit::action::code::{self, Disposal};
use crate::model::CodeId;
use crate::web::context::AppContext;

/// What the user means to do with the claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    TakeOff,
    Replace,
    DeleteClaims,
    Retire,
}

/// Deletes a code after asking what becomes of the claims that use it.
#[component]
pub fn DeleteCodeDialog(
    /// Which code.
    id: CodeId,
) -> impl IntoView {
    let ctx = AppContext::get();
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    let asked = ctx.desk.with_untracked(|desk| codebook::deletion(desk.project(), id));
    match asked {
        Some(asked) => view! { <Question id=id asked=asked close=close /> }.into_any(),
        None => view! {
            <Dialog title="Delete code".to_owned() size="narrow" on_close=close>
                <p>"This code is not in the codebook any more."</p>
            </Dialog>
        }
        .into_any(),
    }
}

#[component]
fn Question(id: CodeId, asked: Deletion, close: Callback<()>) -> impl IntoView {
    let ctx = AppContext::get();
    let Deletion { name, claims, used, children, others, retired } = asked;
    let choice = RwSignal::new(Choice::TakeOff);
    let other = RwSignal::new(others.first().map(|(id, _, _)| *id));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let disposal = match (choice.get_untracked(), other.get_untracked()) {
            (Choice::TakeOff, _) => Disposal::TakeOff,
            (Choice::Replace, Some(other)) => Disposal::ReplaceWith(other),
            (Choice::Replace, None) => return,
            (Choice::DeleteClaims, _) => Disposal::DeleteClaims,
            (Choice::Retire, _) => Disposal::RetireInstead,
        };
        let label = match disposal {
            Disposal::RetireInstead => "retire code",
            _ => "delete code",
        };
        ctx.act(|desk, host| {
            let effects = desk.attempt(host, label, |p, at| code::delete(p, id, disposal, at))?;
            desk.set_overlay(None);
            Ok(effects)
        });
    };
    let option = move |which: Choice, words: String| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="disposal"
                    prop:checked=move || choice.get() == which
                    on:change=move |_| choice.set(which)
                />
                <span>{words}</span>
            </label>
        }
    };
    let these =
        if claims == 1 { "this claim".to_owned() } else { format!("these {claims} claims") };
    let action = move || match choice.get() {
        Choice::Retire => "Retire the code".to_owned(),
        Choice::DeleteClaims => format!("Delete the code and {}", counted(claims, "claim")),
        Choice::TakeOff | Choice::Replace => "Delete the code".to_owned(),
    };
    let replaceable = !others.is_empty();
    view! {
        <Dialog title=format!("Delete “{name}”?") size="narrow" on_close=close>
            <form class="form" on:submit=submit>
                <p>{used}" "{children}</p>
                {(claims > 0 || !retired).then(|| view! {
                    <fieldset class="choices">
                        <legend class="visually-hidden">"What becomes of the claims that use it"</legend>
                        {option(
                            Choice::TakeOff,
                            if claims == 0 {
                                "Delete it".to_owned()
                            } else {
                                format!("Take it off {these}; they keep everything else")
                            },
                        )}
                        {(claims > 0 && replaceable)
                            .then(|| {
                                view! {
                                    {option(Choice::Replace, format!("Give {these} another code"))}
                                    <Show when=move || choice.get() == Choice::Replace>
                                        <Others others=others.clone() chosen=other />
                                    </Show>
                                }
                            })}
                        {(claims > 0).then(|| option(Choice::DeleteClaims, format!("Delete {these} as well")))}
                        {(!retired)
                            .then(|| {
                                option(
                                    Choice::Retire,
                                    "Retire it instead: it is no longer offered, and its claims keep it".to_owned(),
                                )
                            })}
                    </fieldset>
                })}
                <div class="form__actions">
                    <button type="button" class="button" on:click=move |_| close.run(())>
                        "Cancel"
                    </button>
                    <button
                        type="submit"
                        class="button"
                        class:button--danger=move || choice.get() != Choice::Retire
                    >
                        {action}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// The codes that can take the place of the one that goes.
#[component]
fn Others(others: Vec<(CodeId, String, usize)>, chosen: RwSignal<Option<CodeId>>) -> impl IntoView {
    view! {
        <select
            class="input choices__more"
            aria-label="The code they get instead"
            on:change=move |event| chosen.set(event_target_value(&event).parse().ok())
        >
            {others
                .into_iter()
                .map(|(id, name, depth)| {
                    let shown = format!("{}{name}", "\u{2003}".repeat(depth));
                    view! {
                        <option value=id.to_string() selected=move || chosen.get() == Some(id)>
                            {shown}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
}
