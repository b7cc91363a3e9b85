//! Who is in a shared folder, and what is to be settled there.

use std::sync::Arc;

use leptos::prelude::*;

use crate::desk::disk::Order;
use crate::desk::view::disk::{ConflictView, PersonView, folder};
use crate::merge::Choice;
use crate::web::context::AppContext;
use crate::web::disk::Disk;
use crate::web::host;

/// Lists the colleagues, what both sides changed, and files that are left alone.
#[component]
pub fn Folder() -> impl IntoView {
    let ctx = AppContext::get();
    let disk = Disk::get();
    let shown = Memo::new(move |_| {
        ctx.revision.track();
        disk.view.with(|view| {
            ctx.desk.with_untracked(|desk| Arc::new(folder(view, desk.project(), host::now())))
        })
    });
    move || {
        let shown = shown.get();
        let own = shown.own.clone();
        let people: Vec<_> = shown.people.iter().cloned().map(person).collect();
        let alone = people.is_empty();
        let conflicts = shown.conflicts.iter().cloned();
        let conflicts: Vec<_> = conflicts.map(|one| view! { <Conflict one=one /> }).collect();
        let disagree = !conflicts.is_empty();
        let left_alone = shown.left_alone.iter().cloned().map(|one| {
            let file = one.file.clone();
            view! {
                <li class="disk__row">
                    <strong class="disk__file">{one.file}</strong>
                    <span>{one.reason}</span>
                    <button
                        type="button"
                        class="button button--small"
                        on:click=move |_| disk.order(Order::LookAt(file.clone()))
                    >
                        "Look inside"
                    </button>
                </li>
            }
        });
        let left_alone: Vec<_> = left_alone.collect();
        let strays = !left_alone.is_empty();
        view! {
            {disagree
                .then(|| {
                    view! {
                        <section class="disk__section">
                            <h3>"You and a colleague changed the same"</h3>
                            <p class="hint">
                                "Yours stays until you choose. Your colleague is asked the same."
                            </p>
                            {conflicts}
                        </section>
                    }
                })}
            {strays
                .then(|| {
                    view! {
                        <section class="disk__section">
                            <h3>"Left alone"</h3>
                            <ul class="disk__list" role="list">{left_alone}</ul>
                        </section>
                    }
                })}
            <section class="disk__section">
                <h3>"In the folder"</h3>
                <ul class="disk__list" role="list">
                    {own
                        .into_iter()
                        .map(|file| {
                            view! {
                                <li class="disk__row">
                                    <strong class="disk__file">{file}</strong>
                                    <span>"This browser writes it."</span>
                                </li>
                            }
                        })
                        .collect_view()}
                    {people}
                </ul>
                {alone.then(|| view! { <p class="hint">"No colleague's file is there yet."</p> })}
            </section>
        }
    }
}

/// A colleague, and what is to be said about their file.
fn person(one: PersonView) -> impl IntoView {
    view! {
        <li class="disk__row">
            <strong class="disk__file">{one.file}</strong>
            <span>{one.about}</span>
            {(!one.remarks.is_empty())
                .then(|| {
                    view! {
                        <ul class="disk__remarks">
                            {one.remarks.into_iter().map(|said| view! { <li>{said}</li> }).collect_view()}
                        </ul>
                    }
                })}
        </li>
    }
}

/// A record that both sides changed, field by field, with a button for each side.
#[component]
fn Conflict(one: ConflictView) -> impl IntoView {
    let disk = Disk::get();
    let (coder, key) = (one.coder, one.key);
    let button = move |choice: Choice, label: String| {
        view! {
            <button
                type="button"
                class="button button--small"
                on:click=move |_| disk.order(Order::Decide { coder, key, choice })
            >
                {label}
            </button>
        }
    };
    let name = one.colleague.clone();
    let fields = one.differences.into_iter().map(|field| {
        view! {
            <tr>
                <th scope="row">{field.label}</th>
                <td>{field.ours}</td>
                <td>{field.theirs}</td>
            </tr>
        }
    });
    view! {
        <div class="conflict" role="group" aria-label=format!("{}: {}", one.kind, one.title)>
            <p class="conflict__title">
                <span class="import__became">{one.kind}</span>
                <span>{one.title.clone()}</span>
            </p>
            <table class="conflict__fields">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">"Yours"</th>
                        <th scope="col">{name.clone()}</th>
                    </tr>
                </thead>
                <tbody>{fields.collect_view()}</tbody>
            </table>
            <p class="disk__choice">
                {button(Choice::Ours, "Keep mine".to_owned())}
                {button(Choice::Theirs, format!("Take what {name} wrote"))}
            </p>
        </div>
    }
}
