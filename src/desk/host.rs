//! What the desk is given from outside.

use crate::model::Timestamp;

/// The moment and the randomness of one action.
pub struct Host<'a> {
    /// Now.
    pub now: Timestamp,
    /// Gives 128 random bits each time it is called.
    pub random: &'a mut dyn FnMut() -> u128,
}

impl Host<'_> {
    /// Makes the bits of a fresh id; wrap them in the id's type: `ClaimId(host.fresh())`.
    pub fn fresh(&mut self) -> u128 {
        crate::model::id::bits_of(self.now.0, (self.random)())
    }
}
