//! The project's place on the disk, as the screens see it. The app carries the orders out.

use leptos::prelude::*;

use crate::desk::disk::{Order, View};
use crate::web::dom::disk;

/// Where the open project is on the disk, and the one way to change that.
#[derive(Clone, Copy)]
pub struct Disk {
    /// How it is.
    pub view: RwSignal<View>,
    /// Whether the browser lets the app keep files.
    pub has_files: bool,
    /// Whether the browser lets the app use folders.
    pub has_folders: bool,
    order: StoredValue<Callback<Order>>,
}

impl Disk {
    /// Makes it; `carry_out` does what is ordered.
    pub fn new(carry_out: Callback<Order>) -> Self {
        Self {
            view: RwSignal::new(View::default()),
            has_files: disk::has_files(),
            has_folders: disk::has_folders(),
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
