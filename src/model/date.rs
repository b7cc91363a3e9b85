//! Dates as documents state them: often without a day, sometimes without a year.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A date of which only the stated parts are known; a missing part is never invented.
///
/// Written `2020-11-12`, `2020-11`, `2020`, or `--11-12` and `--11` without a year (ISO 8601).
/// Dates without a year sort before all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: Option<u16>,
    month: Option<u8>,
    day: Option<u8>,
}

/// A text that is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a date: write 2020-11-12, 2020-11, 2020, or --11-12 when the year is unknown"
)]
pub struct InvalidDate(
    /// What stood there.
    pub String,
);

impl PartialDate {
    /// Makes a date of its known parts; `None` when they are no date of the calendar.
    ///
    /// A day needs a month, and at least a year or a month must be known.
    pub fn new(year: Option<u16>, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let days = match month {
            Some(2) if year.is_none_or(is_leap) => 29,
            Some(2) => 28,
            Some(4 | 6 | 9 | 11) => 30,
            Some(1..=12) => 31,
            Some(_) => return None,
            None => 0,
        };
        let known = year.is_some() || month.is_some();
        let year_fits = year.is_none_or(|year| year <= 9999);
        let day_fits = day.is_none_or(|day| (1..=days).contains(&day));
        (known && year_fits && day_fits).then_some(Self { year, month, day })
    }

    /// Returns the year, when stated.
    pub fn year(self) -> Option<u16> {
        self.year
    }

    /// Returns the month from 1, when stated.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// Returns the day from 1, when stated.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// Returns the date as a reader wants it: as written, but without dashes in place of a year.
    pub fn reading(self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = self.month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?));
        match (self.year, month, self.day) {
            (None, Some(month), Some(day)) => format!("{day} {month}, no year"),
            (None, Some(month), None) => format!("{month}, no year"),
            _ => self.to_string(),
        }
    }
}

/// Says whether a year of the Gregorian calendar has a 29 February.
fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("-")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let text = text.trim();
        let error = || InvalidDate(text.to_owned());
        let (year, rest) = match text.strip_prefix("--") {
            Some(rest) => (None, Some(rest)),
            None => match text.split_once('-') {
                Some((year, rest)) => (Some(year), Some(rest)),
                None => (Some(text), None),
            },
        };
        let (month, day) = match rest.map(|rest| rest.split_once('-').ok_or(rest)) {
            Some(Ok((month, day))) => (Some(month), Some(day)),
            Some(Err(month)) => (Some(month), None),
            None => (None, None),
        };
        let year = year.map(|part| number(part, 4).ok_or_else(error)).transpose()?;
        let part = |part: Option<&str>| {
            part.map(|part| number(part, 2).and_then(|n| u8::try_from(n).ok()).ok_or_else(error))
                .transpose()
        };
        Self::new(year, part(month)?, part(day)?).ok_or_else(error)
    }
}

/// Reads a number of exactly `digits` digits.
fn number(part: &str, digits: usize) -> Option<u16> {
    let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| part.parse().ok()).flatten()
}

impl TryFrom<String> for PartialDate {
    type Error = InvalidDate;

    fn try_from(text: String) -> Result<Self, InvalidDate> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_they_were_read() {
        for text in ["2020-11-12", "2020-11", "2020", "--11-12", "--11", "2020-02-29", "--02-29"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_missing_year_is_said_and_not_drawn() {
        assert_eq!("--10-30".parse::<PartialDate>().unwrap().reading(), "30 October, no year");
        assert_eq!("2020-10".parse::<PartialDate>().unwrap().reading(), "2020-10");
    }

    #[test]
    fn what_is_no_day_of_the_calendar_is_refused() {
        for text in ["", "2019-02-29", "2020-13", "2020-11-31", "20-11-12", "2020-1-2", "--", "x"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }
}
