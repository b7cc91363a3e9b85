//! What is known of newer versions of the app, as the screens see it. The app fetches and applies
//! them, because it alone knows whether the work is saved.

use leptos::prelude::*;

/// What is known of newer versions, and the one way to take one.
#[derive(Clone, Copy)]
pub struct Update {
    /// What the user is told, until it is put away.
    pub news: RwSignal<Option<News>>,
    take: StoredValue<Callback<()>>,
}

/// What there is to tell about versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// A newer version is here and waits.
    Ready,
    /// Another tab has taken the newer version; this one goes on with the one before.
    TakenElsewhere,
}

impl Update {
    /// Makes it; `take` brings the newer version in once the work is saved.
    pub fn new(take: Callback<()>) -> Self {
        Self { news: RwSignal::new(None), take: StoredValue::new(take) }
    }

    /// Returns what the component that is being made is given.
    pub fn get() -> Self {
        expect_context()
    }

    /// Brings the newer version in, or says why that has to wait.
    pub fn take(self) {
        self.take.with_value(|take| take.run(()));
    }
}
