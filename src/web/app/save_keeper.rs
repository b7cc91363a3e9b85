//! Tries again by itself what could not be saved: what stood in the way may have gone.

use std::time::Duration;

use leptos::prelude::*;

use super::session::Session;
use crate::store::{SaveStatus, retry};

/// Goes on trying for as long as something is not saved and trying may help.
pub(super) fn keep_trying(session: Session) {
    let may_pass = Memo::new(move |_| session.status.with(SaveStatus::may_pass));
    let tried = RwSignal::new(0u32);
    Effect::new(move |_| {
        if !may_pass.get() {
            return tried.set(0);
        }
        let pause = Duration::from_millis(retry::pause(tried.get()));
        let again = move || {
            session.retry();
            tried.update(|tried| *tried = tried.saturating_add(1));
        };
        // The work goes on where the browser gives no timer: the next edit tries again.
        if let Ok(timer) = set_timeout_with_handle(again, pause) {
            on_cleanup(move || timer.clear());
        }
    });
}
