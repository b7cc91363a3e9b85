//! How long to wait before what could not be saved is tried again.

/// The first pause, in ms: short enough that a passing fault is hardly noticed.
const FIRST: u64 = 3_000;

/// The longest pause, in ms: whoever made room sees it taken up within this time.
const LONGEST: u64 = 60_000;

/// Returns the pause before the next try, in ms, after so many tries in a row have failed. It doubles
/// each time, so that a store in trouble is not troubled more.
pub fn pause(tried: u32) -> u64 {
    2u64.saturating_pow(tried).saturating_mul(FIRST).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_minute() {
        let pauses: Vec<u64> = (0..7).map(pause).collect();
        assert_eq!(pauses, [3_000, 6_000, 12_000, 24_000, 48_000, 60_000, 60_000]);
        assert_eq!([pause(64), pause(u32::MAX)], [60_000; 2]);
    }
}
