//! Says quietly that there is a newer version. Nothing happens until the user says so.

use leptos::prelude::*;

use super::part::Note;
use crate::web::update::{News, Update};

/// The note about a newer version, beside the work and never over it.
#[component]
pub fn UpdateNote() -> impl IntoView {
    let update = Update::get();
    // The place is always there: what appears in it is announced.
    view! {
        <div class="note" role="status">
            {move || {
                let news = update.news.get()?;
                let (words, act) = match news {
                    News::Ready => ("A new version of Claimlight is ready.", "Update now"),
                    News::TakenElsewhere => (
                        "Claimlight was updated in another tab. This one goes on as it is until it is loaded again.",
                        "Load again",
                    ),
                };
                let later = match news {
                    News::Ready => "It comes by itself once all tabs of Claimlight have been closed.",
                    News::TakenElsewhere => "Put this note away",
                };
                Some(
                    view! {
                        <Note
                            words=words
                            act=act
                            act_tip="Your work is saved first, and you come back to this place."
                            later_tip=later
                            on_act=Callback::new(move |()| update.take())
                            on_later=Callback::new(move |()| update.news.set(None))
                        />
                    },
                )
            }}
        </div>
    }
}
