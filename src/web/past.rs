//! The past of the open project, as the screens see it. The app reads it and carries the orders out,
//! because it alone knows where the journal is.

use leptos::prelude::*;

use crate::desk::view::earlier::Earlier;
use crate::desk::view::history::Line;
use crate::model::ClaimId;

/// What is known of the past, and the one way to act on it.
#[derive(Clone, Copy)]
pub struct Past {
    /// The changes read so far that answer what is looked for, the newest first.
    pub lines: RwSignal<Vec<Line>>,
    /// The earlier states, the newest first.
    pub earlier: RwSignal<Vec<Earlier>>,
    /// How far the reading is.
    pub reading: RwSignal<Reading>,
    /// What became of the last order that changed something; empty when there is nothing to say.
    pub said: RwSignal<String>,
    order: StoredValue<Callback<Order>>,
}

/// How far the reading is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// It goes on.
    Busy,
    /// There is more to read.
    More,
    /// Everything has been read.
    Done,
    /// It failed, for this reason.
    Failed(String),
}

/// What can be done with the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Read the changes of the project or of one claim, those that answer what is looked for.
    Read(Option<ClaimId>, String),
    /// Read on.
    More,
    /// Read the earlier states, and work out what has changed since each.
    ReadEarlier,
    /// Read no further.
    Stop,
    /// Take back the change with this number.
    TakeBack(u64),
    /// Restore the state after the change with this number.
    Restore(u64),
}

impl Past {
    /// Makes it; `carry_out` does what is ordered.
    pub fn new(carry_out: Callback<Order>) -> Self {
        Self {
            lines: RwSignal::new(Vec::new()),
            earlier: RwSignal::new(Vec::new()),
            reading: RwSignal::new(Reading::Busy),
            said: RwSignal::new(String::new()),
            order: StoredValue::new(carry_out),
        }
    }

    /// Returns what the component that is being made is given.
    pub fn get() -> Self {
        expect_context()
    }

    /// Orders something.
    pub fn order(self, order: Order) {
        self.order.with_value(|carry_out| carry_out.run(order));
    }
}
