//! The dateline with which agencies begin: `MOSCOW, November 12. /TASS/.`

use super::date::Parts;
use crate::model::PartialDate;

/// What a dateline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The date, usually without a year.
    pub(super) date: Option<PartialDate>,
    /// The agency.
    pub(super) source: Option<String>,
}

/// Agencies whose name in parentheses needs no date beside it.
const AGENCIES: &str = "AA AFP ANSA AP APA ARMENPRESS Armenpress AZERTAC Azertac Bloomberg CNN DPA \
    EFE Interfax INTERFAX IRNA PTI Reuters REUTERS RFE/RL RIA Sputnik SPUTNIK TASS ITAR-TASS Trend \
    Turan UNIAN UPI Ukrinform Xinhua dpa АПА Интерфакс РИА ТАСС";

/// How far from the beginning of a line a dateline may reach, in characters.
const LONGEST: usize = 120;

/// Reads the dateline with which a line begins, if it does.
pub(super) fn dateline(line: &str) -> Option<Dateline> {
    let head =
        line.char_indices().nth(LONGEST).map_or(line, |(end, _)| line.get(..end).unwrap_or(line));
    let mut reader = Reader { rest: head, ..Reader::default() };
    reader.place()?;
    while reader.segment() {}
    reader.conclude()
}

#[derive(Default)]
struct Reader<'line> {
    rest: &'line str,
    has_place: bool,
    parts: Parts,
    source: Option<&'line str>,
    /// The agency stands between slashes, where nothing else does.
    slashed: bool,
    /// A dash ends the dateline.
    dashed: bool,
}

impl Reader<'_> {
    /// Takes the place, in capitals. A line may begin with the agency instead.
    fn place(&mut self) -> Option<()> {
        if self.rest.starts_with(['(', '/']) {
            return Some(());
        }
        let end =
            self.rest.find([',', '(', '/', '—', '–', '‒']).or_else(|| self.rest.find(" - "))?;
        let (place, rest) = self.rest.split_at(end);
        let place = place.trim();
        let letters = place.chars().filter(|character| character.is_alphabetic()).count();
        let fits = letters >= 3
            && place.split_whitespace().count() <= 4
            && !place.chars().any(|character| character.is_lowercase() || character.is_numeric());
        self.rest = rest;
        self.has_place = true;
        fits.then_some(())
    }

    /// Takes the next part and says whether more may follow.
    fn segment(&mut self) -> bool {
        self.rest = self.rest.trim_start_matches([' ', '\u{a0}', ',', '.', ':']);
        if self.rest.starts_with(['—', '–', '‒', '-']) {
            self.dashed = true;
            return false;
        }
        for (open, close) in [("(", ')'), ("/", '/')] {
            if let Some(inside) = self.rest.strip_prefix(open) {
                let Some((name, rest)) = inside.split_once(close) else { return false };
                if self.source.is_some() || !is_agency(name) {
                    return false;
                }
                (self.source, self.slashed) = (Some(name.trim()), open == "/");
                self.rest = rest;
                return true;
            }
        }
        let end = self
            .rest
            .find(|character: char| character.is_whitespace() || ",.(/—–‒".contains(character))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        let mut parts = self.parts;
        if !word.is_empty() && parts.add(word).is_some() && self.source.is_none() {
            (self.parts, self.rest) = (parts, rest);
            return true;
        }
        self.more_place()
    }

    /// Takes the country after the place: `WASHINGTON, D.C. (AP)`, `BAKU, Azerbaijan, Nov 12`.
    fn more_place(&mut self) -> bool {
        if !self.has_place || self.source.is_some() || self.parts.date().is_some() {
            return false;
        }
        let Some(end) = self.rest.find([',', '(', '/', '—', '–', '‒']) else { return false };
        let (place, rest) = self.rest.split_at(end);
        let proper = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
        if !proper || place.split_whitespace().count() > 2 {
            return false;
        }
        self.rest = rest;
        true
    }

    fn conclude(self) -> Option<Dateline> {
        let date = self.parts.date();
        let known = self.source.is_some_and(|name| AGENCIES.split_whitespace().any(|a| a == name));
        let source = self.source.filter(|_| {
            self.slashed || (date.is_some() && self.has_place) || (known && self.dashed)
        });
        // A lone date after a word in capitals may be part of a sentence.
        let date = date.filter(|_| self.has_place && (source.is_some() || self.dashed));
        (date.is_some() || source.is_some())
            .then(|| Dateline { date, source: source.map(str::to_owned) })
    }
}

fn is_agency(name: &str) -> bool {
    let name = name.trim();
    (2..=30).contains(&name.chars().count())
        && name.split_whitespace().count() <= 3
        && name.chars().all(|character| character.is_alphabetic() || " -./&".contains(character))
        && (name.starts_with(char::is_uppercase) || name == "dpa")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(Option<String>, Option<String>)> {
        dateline(line).map(|found| (found.date.map(|date| date.to_string()), found.source))
    }

    #[expect(clippy::unnecessary_wraps, reason = "compared with what `read` returns")]
    fn found(date: &str, source: &str) -> Option<(Option<String>, Option<String>)> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Some((some(date), some(source)))
    }

    #[test]
    fn agencies_write_it_in_many_ways() {
        assert_eq!(read("MOSCOW, November 12. /TASS/. The talks"), found("--11-12", "TASS"));
        assert_eq!(read("BRUSSELS, 10 November (AFP) — Ministers"), found("--11-10", "AFP"));
        assert_eq!(read("BRUSSELS, 10 November (AFP)"), found("--11-10", "AFP"));
        assert_eq!(read("YEREVAN, NOVEMBER 9, 2020, ARMENPRESS"), None);
        assert_eq!(read("LONDON, Nov. 3, 2020 (Reuters) - A"), found("2020-11-03", "Reuters"));
        assert_eq!(read("(Reuters) - Two ministers"), found("", "Reuters"));
        assert_eq!(read("WASHINGTON, D.C. (AP) — A"), found("", "AP"));
        assert_eq!(read("BAKU, Azerbaijan, Nov 12 (Trend) – A"), found("--11-12", "Trend"));
        assert_eq!(read("NEW YORK (AP) — A"), found("", "AP"));
        assert_eq!(read("МОСКВА, 12 ноября. /ТАСС/. Переговоры"), found("--11-12", "ТАСС"));
        assert_eq!(read("/TASS/. A"), found("", "TASS"));
        assert_eq!(read("GENEVA, 9 May 2021 — A"), found("2021-05-09", ""));
    }

    #[test]
    fn ordinary_beginnings_are_no_dateline() {
        assert_eq!(read("YEREVAN — The latest"), None);
        assert_eq!(read("On November 12, the (old) minister - who"), None);
        assert_eq!(read("NATO, March 3 was the day (of all)"), None);
        assert_eq!(read("JOINT STATEMENT (FINAL) - text"), None);
        assert_eq!(read("(see below) - text"), None);
        assert_eq!(read("Moscow, November 12. /TASS/"), None);
        assert_eq!(read(""), None);
        assert_eq!(read(&"A, ".repeat(100_000)), None);
    }
}
