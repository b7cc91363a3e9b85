//! Every key, from the table of commands.

use leptos::prelude::*;

use super::part::Dialog;
use crate::desk::view::menu;
use crate::model::CodeKind;
use crate::web::context::AppContext;

/// Lists every key and what it does.
#[component]
pub fn KeysDialog() -> impl IntoView {
    let ctx = AppContext::get();
    let groups = ctx.desk.with_untracked(menu::groups);
    let types = ctx.desk.with_untracked(|desk| menu::offered(desk, CodeKind::ClaimType));
    let close = Callback::new(move |()| ctx.show(|desk| desk.set_overlay(None)));
    let keyed = types.into_iter().filter_map(|code| code.key.map(|key| (key, code)));
    view! {
        <Dialog title="All keys".to_owned() size="wide" on_close=close>
            // It has the keyboard, so that its keys scroll the list.
            <div class="keys" role="region" aria-label="Keys" tabindex="0" autofocus>
                <section class="keys__group">
                    <h3>"Claim types"</h3>
                    <dl>
                        {keyed
                            .map(|(key, code)| {
                                view! {
                                    <div class="keys__row">
                                        <dt><kbd>{key.to_uppercase().to_string()}</kbd></dt>
                                        <dd>{code.name.clone()}</dd>
                                    </div>
                                }
                            })
                            .collect_view()}
                    </dl>
                </section>
                {groups
                    .into_iter()
                    .map(|(group, entries)| {
                        view! {
                            <section class="keys__group">
                                <h3>{group.name()}</h3>
                                <dl>
                                    {entries
                                        .into_iter()
                                        .map(|entry| {
                                            view! {
                                                <div class="keys__row" title=entry.help>
                                                    <dt>
                                                        {entry
                                                            .keys
                                                            .into_iter()
                                                            .map(|key| view! { <kbd>{key}</kbd> })
                                                            .collect_view()}
                                                    </dt>
                                                    <dd>{entry.title}</dd>
                                                </div>
                                            }
                                        })
                                        .collect_view()}
                                </dl>
                            </section>
                        }
                    })
                    .collect_view()}
            </div>
        </Dialog>
    }
}
