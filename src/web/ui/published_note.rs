//! Says quietly that something new is published beside the app, and lists what is wrong with it.

use leptos::prelude::*;

use super::part::{Dialog, Note};
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
                        <Note
                            words=words
                            act=act
                            later_tip="It is offered again at the next start."
                            on_act=Callback::new(move |()| published.accept())
                            on_later=Callback::new(move |()| published.news.set(None))
                        />
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
