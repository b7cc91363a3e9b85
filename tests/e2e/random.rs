//! Numbers that look drawn and are the same each time.

/// The generator called `SplitMix64`: a counter, stirred. Good enough to scatter claims over a text.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// The next number below a limit, which must not be 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = u64::try_from(limit).expect("no machine has longer addresses");
        usize::try_from((mixed ^ (mixed >> 31)) % limit).expect("it is below a usize")
    }
}
