//! Says quietly that something new is published beside the app, and lists what is wrong with it.

use leptos::prelude::*;

use super::part::Dialog;
use crate::web::published::{Offer, Published};

/// The note about what is published here, and the list of its faults.
#[component]
pub fn PublishedNote() -> impl IntoView {
    let published = Published::get();
    let close = Callback::new(move |()| published.faults.set(Vec::new()));
    view! {
        <div class="note" role="status">
            {move || {
                let (words, act) = match published.news.get()? {
                    Offer::Open(title) => {
                        (format!("A project is published here: “{title}”."), "Open it")
                    }
                    Offer::Add => {
                        let words = "There is something new in what is published here.";
                        (words.to_owned(), "Add what is new")
                    }
                    Offer::SeeWhy(_) => {
                        ("What is published here cannot be read.".to_owned(), "See why")
                    }
                };
                Some(
                    view! {
                        <p class="note__words">{words}</p>
                        <button
                            type="button"
                            class="button button--small"
                            on:click=move |_| published.accept()
                        >
                            {act}
                        </button>
                        <button
                            type="button"
                            class="button button--quiet button--small"
                            title="It is offered again at the next start."
                            on:click=move |_| published.news.set(None)
                        >
                            "Later"
                        </button>
                    },
                )
            }}
        </div>
        <Show when=move || !published.faults.with(Vec::is_empty)>
            <Dialog title="What is published here has faults" on_close=close>
                <p>
                    "Whoever published it can put this right. What is in order can be used as it is."
                </p>
                <ul class="faults" role="list">
                    {move || {
                        published
                            .faults
                            .get()
                            .into_iter()
                            .map(|fault| {
                                view! {
                                    <li class="faults__one">
                                        <span class="faults__place">{fault.place()}</span>
                                        {fault.what}
                                        " "
                                        {fault.advice}
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </Dialog>
        </Show>
    }
}
