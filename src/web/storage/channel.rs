//! What other tabs do in the same projects.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::model::json;
use crate::store::News;

const NAME: &str = "claimlight";

/// A line to the other tabs. Each hears what the others have confirmed, never itself.
pub(super) struct Channel {
    raw: BroadcastChannel,
    /// Kept alive for as long as the browser may call it.
    listener: Option<Closure<dyn FnMut(MessageEvent)>>,
}

impl Channel {
    /// Opens the line; `None` where the browser has none.
    pub(super) fn open() -> Option<Self> {
        BroadcastChannel::new(NAME).ok().map(|raw| Self { raw, listener: None })
    }

    /// Tells the other tabs what has been confirmed.
    pub(super) fn tell(&self, news: &News) {
        if let Ok(json) = news.to_json() {
            // Fails only on a closed line, and then there is nobody to tell.
            drop(self.raw.post_message(&json.into()));
        }
    }

    /// Sets who is told what other tabs have confirmed.
    pub(super) fn listen(&mut self, hear: impl Fn(News) + 'static) {
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let json = event.data().as_string().unwrap_or_default();
            // Another version of the app may say what this one does not know.
            if let Ok(news) = json::read(&json) {
                hear(news);
            }
        });
        self.raw.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        self.listener = Some(listener);
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.raw.set_onmessage(None);
        self.raw.close();
    }
}
