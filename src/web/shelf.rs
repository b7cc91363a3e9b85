//! The projects of this browser, as the screens see them. The app carries the orders out, because
//! it alone knows where projects are kept.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Project, ProjectId};
use crate::store::Summary;

/// The list of projects and the one way to change it.
#[derive(Clone, Copy)]
pub struct Shelf {
    /// Every project, deleted ones included, the last opened first.
    pub projects: RwSignal<Vec<Summary>>,
    /// Why the list may be incomplete; nothing when all is well.
    pub problem: RwSignal<Option<String>>,
    /// How much room all projects take and how much there is, in bytes, as far as the browser says.
    pub room: RwSignal<Option<(f64, f64)>>,
    order: StoredValue<Callback<Order>>,
}

/// What can be done with projects.
#[derive(Clone)]
pub enum Order {
    /// Read the list anew.
    Refresh,
    /// Make an empty project with a codebook, and open it.
    New {
        /// Its name.
        name: String,
        /// Where its codebook comes from.
        codebook: CodebookSource,
    },
    /// Keep this project as a further one, and open it; ids stay as they are.
    Adopt(Arc<Project>),
    /// Open a project.
    Open(ProjectId),
    /// Give a project another name.
    Rename(ProjectId, String),
    /// Copy a project under a further name.
    Duplicate(ProjectId),
    /// Put a project in the bin, from which it can be restored.
    Delete(ProjectId),
    /// Take a project out of the bin.
    Restore(ProjectId),
    /// Delete a project of the bin for good.
    Purge(ProjectId),
}

/// Where a new project's codebook comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodebookSource {
    /// The default claim types and issues.
    Default,
    /// None: only the stance scale.
    Empty,
    /// A copy of another project's codebook.
    Project(ProjectId),
}

impl Shelf {
    /// Makes the shelf; `carry_out` does what is ordered.
    pub fn new(carry_out: Callback<Order>) -> Self {
        Self {
            projects: RwSignal::new(Vec::new()),
            problem: RwSignal::new(None),
            room: RwSignal::new(None),
            order: StoredValue::new(carry_out),
        }
    }

    /// Returns the shelf of the component that is being made.
    pub fn get() -> Self {
        expect_context()
    }

    /// Orders something; the list follows when it is done, and a notice says when it failed.
    pub fn order(self, order: Order) {
        self.order.with_value(|carry_out| carry_out.run(order));
    }
}
