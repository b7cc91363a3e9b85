//! Moments, as the host gives them.

use serde::{Deserialize, Serialize};

/// A moment in milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// Returns the moment as UTC in the form `2020-11-12T09:30:05Z` (ISO 8601, whole seconds).
    pub fn to_iso(self) -> String {
        let seconds = self.0 / 1000;
        let (year, month, day) = civil(seconds / 86_400);
        let (h, m, s) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        format!("{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}Z")
    }

    /// Returns the UTC day in the form `2020-11-12`.
    pub fn to_iso_day(self) -> String {
        let (year, month, day) = civil(self.0 / 86_400_000);
        format!("{year:04}-{month:02}-{day:02}")
    }
}

/// Returns year, month and day of a count of days since 1970-01-01 in the Gregorian calendar.
///
/// Counts in eras of 400 years that begin on 1 March, so that the leap day comes last (Howard
/// Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013).
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        assert_eq!(Timestamp(0).to_iso(), "1970-01-01T00:00:00Z");
        assert_eq!(Timestamp(1_605_173_405_999).to_iso(), "2020-11-12T09:30:05Z");
        assert_eq!(Timestamp(951_782_400_000).to_iso_day(), "2000-02-29");
    }
}
