//! Taking a colleague's file into the open project.
//!
//! Records meet by id, documents also by the fingerprint of their text. What only one side has is
//! added; what both have alike stays; what differs in nothing a coder decided is settled by rule;
//! the rest are conflicts, which are values to look at and to choose from. Nothing is applied
//! before that: a [`Plan`] with choices yields changes, and they form one transaction.
//!
//! Nothing says what the two sides had in common before, so a record that one side deleted comes
//! back when the other still has it.
//!
//! Laws, for input without conflicts and apart from the project's own name and times: merging is
//! commutative, associative and idempotent. Uniting same-named actors or codes with different ids
//! ("twins") is commutative and idempotent too, because the older id survives on whichever side
//! it is; it is proposed and never done unasked.
//!
//! Invariant: nothing here knows that screens exist; there is no clock and no randomness.

mod differ;
mod follow;
mod incoming;
#[cfg(test)]
mod laws;
mod plan;
mod resolve;
mod settle;
mod twin;

pub use differ::{Difference, changed_fields, title};
pub use follow::{Followed, Ledger, follow, settle_entry};
pub use incoming::{Incoming, meet};
pub use plan::{Choice, Conflict, Counts, Plan};
pub use resolve::{Outcome, SetAside};
pub use twin::Twin;
