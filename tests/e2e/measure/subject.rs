//! What is measured: the app or the floor, each with its way to do the same things.

use super::work::Timed;
use crate::harness::Page;

/// Something done to the document that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// Makes a claim of the selection.
    Add,
    /// Changes that claim: its stance in the app, its colour on the floor.
    Change,
    /// Deletes it.
    Delete,
    /// Takes the deletion back.
    Undo,
    /// Goes to the next claim.
    Jump,
}

/// What the floor has no like of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extra {
    /// A change of a claim until it is in the browser's store.
    Saved,
    /// The choice of a claim type in the filter until all other claims are dim.
    Filter,
}

/// The app or the floor.
pub(crate) trait Subject {
    /// Goes to its page, with the document that is measured not open yet.
    fn arrive(&self, page: &Page);
    /// JavaScript that opens the document and gives the ms until it was painted, or null.
    fn open(&self) -> &'static str;
    /// Selects a passage in the middle of the document, in view.
    fn select(&self, page: &Page);
    /// The key for an act.
    fn key(&self, act: Act) -> String;
    /// JavaScript for the condition that holds once the act is painted; see `work::timed`.
    fn sign(&self, act: Act) -> &'static str;
    /// Makes the page ready for the next act, such as closing a picker that asks for more.
    fn calm(&self, page: &Page);
    /// Says what only the app does: see [`Extra`]; the floor has nothing to say.
    fn extras(&self, page: &Page, into: &mut dyn FnMut(Extra, Option<Timed>));
    /// Takes back what was done and leaves everything as it was at first.
    fn leave(&self, page: &Page);
}
