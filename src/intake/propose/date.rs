//! Dates as texts write them. What a text leaves out stays unknown.

use crate::model::PartialDate;

/// Makes a date of the calendar, in years of which there are texts.
fn make(year: Option<u16>, month: Option<u8>, day: Option<u8>) -> Option<PartialDate> {
    let plausible = year.is_none_or(|year| (1000..=2999).contains(&year));
    PartialDate::new(year, month, day).filter(|_| plausible)
}

/// Whether nothing of a date is missing.
pub(super) fn is_complete(date: PartialDate) -> bool {
    date.year().is_some() && date.month().is_some() && date.day().is_some()
}

/// Reads a date with which a stamp such as `2020-11-12T09:00:00Z` begins.
pub(super) fn from_stamp(stamp: &str) -> Option<PartialDate> {
    let stamp = stamp.trim();
    let head = stamp.split(['T', ' ']).next().unwrap_or(stamp);
    numeric(head).or_else(|| from_words(stamp))
}

/// Reads `2020-11-12`, `2020/11/12`, `2020.11.12`, `2020-11`, `20201112` and `12.11.2020`.
///
/// `11/12/2020` means different days on either side of the Atlantic and is read only when one of
/// the numbers cannot be a month.
pub(super) fn numeric(text: &str) -> Option<PartialDate> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..)?);
        // Eight digits may be any number, so only years of the press are believed.
        let year = year.parse().ok().filter(|year| (1800..=2100).contains(year))?;
        return make(Some(year), month.parse().ok(), day.parse().ok());
    }
    let separator = ['-', '/', '.', '_'].into_iter().find(|mark| text.contains(*mark))?;
    let parts: Vec<&str> = text.split(separator).collect();
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let number = |part: &str| (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
    let year = |part: &str| (part.len() == 4).then(|| part.parse::<u16>().ok()).flatten();
    match *parts.as_slice() {
        [first, second, third] => {
            if let Some(year) = year(first) {
                return make(Some(year), Some(number(second)?), Some(number(third)?));
            }
            let (first, second, year) = (number(first)?, number(second)?, year(third)?);
            let (day, month) = match separator {
                _ if first > 12 || first == second => (first, second),
                _ if second > 12 => (second, first),
                '.' => (first, second),
                _ => return None,
            };
            make(Some(year), Some(month), Some(day))
        }
        // The numbers with a point may be anything else.
        [first, second] if separator != '.' && second.len() == 2 => {
            make(Some(year(first)?), Some(number(second)?), None)
        }
        _ => None,
    }
}

/// Reads words that are nothing but a date, such as `Thursday, 12 November 2020, 14:30 GMT`.
pub fn from_words(text: &str) -> Option<PartialDate> {
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
    whole: Option<PartialDate>,
    year: Option<u16>,
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
    pub(super) fn date(self) -> Option<PartialDate> {
        if let Some(date) = self.whole {
            let alone = self.month.is_none() && self.day.is_none() && self.year.is_none();
            return alone.then_some(date);
        }
        self.month?;
        if self.day.is_none() && self.year.is_none() {
            return None;
        }
        make(self.year, self.month, self.day)
    }
}

/// A time of day such as `14:30` or `9:05:00`.
fn is_clock(word: &str) -> bool {
    word.contains(':')
        && word.split(':').all(|part| {
            matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
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
                prop_assert_eq!(make(date.year(), date.month(), date.day()), Some(date));
            }
        }
    }
}
