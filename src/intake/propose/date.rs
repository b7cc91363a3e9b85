//! Dates as texts write them. What a text leaves out stays unknown.

use std::fmt;

/// A date of which some part may be unknown; a year that is not written is never invented.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProposedDate {
    /// The year, if written.
    pub year: Option<i32>,
    /// The month, 1 to 12, if written.
    pub month: Option<u8>,
    /// The day of the month, if written.
    pub day: Option<u8>,
}

impl ProposedDate {
    /// Makes a date, unless there is no such day.
    pub fn new(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let days = match month {
            None if day.is_some() => return None,
            Some(2) => 28 + u8::from(year.is_none_or(is_leap)),
            Some(4 | 6 | 9 | 11) => 30,
            None | Some(1..=12) => 31,
            Some(_) => return None,
        };
        let fits = day.is_none_or(|day| (1..=days).contains(&day))
            && year.is_none_or(|year| (1000..=2999).contains(&year))
            && (year.is_some() || month.is_some());
        fits.then_some(Self { year, month, day })
    }

    /// Whether nothing is missing.
    pub const fn is_complete(self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }
}

/// Writes ISO 8601, with `--` in the place of a missing year: `2020-11-12`, `2020-11`, `--11-12`.
impl fmt::Display for ProposedDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(formatter, "{year:04}")?,
            None => formatter.write_str("-")?,
        }
        for part in [self.month, self.day].into_iter().flatten() {
            write!(formatter, "-{part:02}")?;
        }
        Ok(())
    }
}

/// Reads a date with which a stamp such as `2020-11-12T09:00:00Z` begins.
pub(super) fn from_stamp(stamp: &str) -> Option<ProposedDate> {
    let stamp = stamp.trim();
    let head = stamp.split(['T', ' ']).next().unwrap_or(stamp);
    numeric(head).or_else(|| from_words(stamp))
}

/// Reads `2020-11-12`, `2020/11/12`, `2020.11.12`, `2020-11`, `20201112` and `12.11.2020`.
///
/// `11/12/2020` means different days on either side of the Atlantic and is read only when one of
/// the numbers cannot be a month.
pub(super) fn numeric(text: &str) -> Option<ProposedDate> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..)?);
        // Eight digits may be any number, so only years of the press are believed.
        let year = year.parse().ok().filter(|year| (1800..=2100).contains(year))?;
        return ProposedDate::new(Some(year), month.parse().ok(), day.parse().ok());
    }
    let separator = ['-', '/', '.', '_'].into_iter().find(|mark| text.contains(*mark))?;
    let parts: Vec<&str> = text.split(separator).collect();
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let number = |part: &str| (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
    let year = |part: &str| (part.len() == 4).then(|| part.parse::<i32>().ok()).flatten();
    match *parts.as_slice() {
        [first, second, third] => {
            if let Some(year) = year(first) {
                return ProposedDate::new(Some(year), Some(number(second)?), Some(number(third)?));
            }
            let (first, second, year) = (number(first)?, number(second)?, year(third)?);
            let (day, month) = match separator {
                _ if first > 12 || first == second => (first, second),
                _ if second > 12 => (second, first),
                '.' => (first, second),
                _ => return None,
            };
            ProposedDate::new(Some(year), Some(month), Some(day))
        }
        // The numbers with a point may be anything else.
        [first, second] if separator != '.' && second.len() == 2 => {
            ProposedDate::new(Some(year(first)?), Some(number(second)?), None)
        }
        _ => None,
    }
}

/// Reads words that are nothing but a date, such as `Thursday, 12 November 2020, 14:30 GMT`.
pub(super) fn from_words(text: &str) -> Option<ProposedDate> {
    const LONGEST_BYTES: usize = 80;
    if text.len() > LONGEST_BYTES {
        return None;
    }
    let mut parts = Parts::default();
    for word in
        text.split(|character: char| character.is_whitespace() || ",|()".contains(character))
    {
        parts.add(word)?;
    }
    parts.date()
}

/// The parts of a date, word by word.
#[derive(Clone, Copy, Default)]
pub(super) struct Parts {
    whole: Option<ProposedDate>,
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
}

impl Parts {
    /// Takes one word, or returns `None` when it has no place in a date.
    pub(super) fn add(&mut self, word: &str) -> Option<()> {
        let word = word.trim_matches(|character: char| ".:;,–—-·".contains(character));
        if word.is_empty() || is_clock(word) {
            return Some(());
        }
        if let Some(date) = numeric(word) {
            return self.whole.replace(date).is_none().then_some(());
        }
        let lower = word.to_lowercase();
        if let Some(month) = month(&lower) {
            return self.month.replace(month).is_none().then_some(());
        }
        let digits: String = lower.chars().take_while(char::is_ascii_digit).collect();
        if digits.is_empty() {
            return FILLERS.split(' ').any(|filler| filler == lower).then_some(());
        }
        match (digits.len(), lower.get(digits.len()..)?) {
            (1 | 2, "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "-го") => {
                self.day.replace(digits.parse().ok()?).is_none().then_some(())
            }
            (4, "" | "г" | "р" | "年") => {
                self.year.replace(digits.parse().ok()?).is_none().then_some(())
            }
            _ => None,
        }
    }

    /// The date the words make: at least a day and a month, or a month and a year.
    pub(super) fn date(self) -> Option<ProposedDate> {
        if let Some(date) = self.whole {
            let alone = self.month.is_none() && self.day.is_none() && self.year.is_none();
            return alone.then_some(date);
        }
        self.month?;
        if self.day.is_none() && self.year.is_none() {
            return None;
        }
        ProposedDate::new(self.year, self.month, self.day)
    }
}

/// A time of day such as `14:30` or `9:05:00`.
fn is_clock(word: &str) -> bool {
    word.contains(':')
        && word.split(':').all(|part| {
            matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
}

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The month a word in lower case names.
fn month(word: &str) -> Option<u8> {
    let index = MONTHS.iter().position(|names| names.split(' ').any(|name| name == word))?;
    u8::try_from(index + 1).ok()
}

/// English with short forms, French, German, Spanish, Russian.
const MONTHS: [&str; 12] = [
    "january jan janvier januar jänner enero января январь",
    "february feb février fevrier februar febrero февраля февраль",
    "march mar mars märz marzo марта март",
    "april apr avril abril апреля апрель",
    "may mai mayo мая май",
    "june jun juin juni junio июня июнь",
    "july jul juillet juli julio июля июль",
    "august aug août aout agosto августа август",
    "september sep sept septembre septiembre сентября сентябрь",
    "october oct octobre oktober octubre октября октябрь",
    "november nov novembre noviembre ноября ноябрь",
    "december dec décembre decembre dezember diciembre декабря декабрь",
];

/// Words that may accompany a date: weekdays, labels, clocks and their zones, small words.
const FILLERS: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri \
    sat sun lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag \
    freitag samstag sonntag lunes martes miércoles jueves viernes sábado domingo понедельник вторник \
    среда четверг пятница суббота воскресенье date published posted updated publié le am pm at on \
    the of de del den à um uhr a.m p.m gmt utc cet cest msk est edt et bst год года г";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn iso(text: &str) -> Option<String> {
        from_words(text).map(|date| date.to_string())
    }

    #[test]
    fn dates_are_read_in_the_usual_forms() {
        for text in [
            "12 October, 2020",
            "October 12, 2020",
            "Oct. 12th, 2020",
            "Monday, 12 October 2020, 14:30 GMT",
            "Published: 12 October 2020 | Updated 9:05:00",
            "12 октября 2020 г.",
            "12 октября 2020",
            "le 12 octobre 2020",
            "12. Oktober 2020",
            "12 de octubre de 2020",
            "2020-10-12",
            "2020/10/12",
            "12.10.2020",
            "20201012",
        ] {
            assert_eq!(iso(text).as_deref(), Some("2020-10-12"), "{text}");
        }
    }

    #[test]
    fn a_date_without_a_year_stays_without() {
        assert_eq!(iso("November 12").as_deref(), Some("--11-12"));
        assert_eq!(iso("November 2020").as_deref(), Some("2020-11"));
    }

    #[test]
    fn what_is_not_only_a_date_is_none() {
        for text in [
            "On November 12, they met",
            "March",
            "12",
            "2020",
            "12 13 October 2020",
            "31 November 2020",
            "29 February 2021",
            "11/12/2020",
            "12345678",
            "3.14",
            "",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
        assert!(iso("29 February").is_some());
        assert_eq!(iso("25/12/2020").as_deref(), Some("2020-12-25"));
        assert_eq!(iso("12/25/2020").as_deref(), Some("2020-12-25"));
    }

    #[test]
    fn stamps_of_pages_are_read() {
        let read = |stamp| from_stamp(stamp).map(|date| date.to_string());
        assert_eq!(read("2020-11-12T09:00:00+04:00").as_deref(), Some("2020-11-12"));
        assert_eq!(read(" 2020-11-12 09:00 ").as_deref(), Some("2020-11-12"));
        assert_eq!(read("November 12, 2020").as_deref(), Some("2020-11-12"));
        assert_eq!(read("yesterday"), None);
    }

    proptest! {
        #[test]
        fn arbitrary_words_make_no_impossible_date(text in "\\PC{0,40}|[0-9./ -]{0,12}") {
            for date in [from_words(&text), from_stamp(&text), numeric(&text)].into_iter().flatten() {
                prop_assert_eq!(ProposedDate::new(date.year, date.month, date.day), Some(date));
            }
        }
    }
}
