//! What is published beside the app, as the screens see it. The app fetches it and takes it in,
//! because it alone knows the projects.

use leptos::prelude::*;

use crate::published::Fault;

/// What there is to tell about what is published here, and the one way to act on it.
#[derive(Clone, Copy)]
pub struct Published {
    /// What the user is told, until it is put away.
    pub news: RwSignal<Option<Offer>>,
    /// What is wrong with what is published; shown while there is any.
    pub faults: RwSignal<Vec<Fault>>,
    take: StoredValue<Callback<()>>,
}

/// What can be done about what is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// A project of this title can be opened.
    Open(String),
    /// What is new can be added to the project that was made of it before.
    Add,
    /// It cannot be read, and it can be seen why.
    SeeWhy(Vec<Fault>),
}

impl Published {
    /// Makes it; `take` takes in what is published.
    pub fn new(take: Callback<()>) -> Self {
        Self {
            news: RwSignal::new(None),
            faults: RwSignal::new(Vec::new()),
            take: StoredValue::new(take),
        }
    }

    /// Returns what the component that is being made is given.
    pub fn get() -> Self {
        expect_context()
    }

    /// Does what is offered.
    pub fn accept(self) {
        match self.news.get_untracked() {
            Some(Offer::SeeWhy(faults)) => self.faults.set(faults),
            Some(_) => self.take.with_value(|take| take.run(())),
            None => {}
        }
        self.news.set(None);
    }
}
