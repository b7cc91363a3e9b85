//! What the name of a file says.

use super::date::numeric;
use crate::model::PartialDate;

/// Returns the name without its folders and its extension.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    match name.rsplit_once('.') {
        // A long ending is part of a name such as `St. Petersburg`.
        Some((stem, extension))
            if !stem.is_empty()
                && extension.len() <= 5
                && extension.chars().all(char::is_alphanumeric)
                && extension.chars().any(char::is_alphabetic) =>
        {
            stem
        }
        _ => name,
    }
}

/// Finds a date such as `2020-11-12` or `20201112` in a name, and the name around it.
pub(super) fn date(path: &str) -> Option<(PartialDate, String)> {
    let stem = stem(path);
    let is_date = |character: char| character.is_ascii_digit() || "-_.".contains(character);
    // Runs of digits and separators; a letter touching the run makes it part of something else.
    let mut from = 0;
    while let Some(offset) = stem.get(from..)?.find(|character: char| character.is_ascii_digit()) {
        let start = from + offset;
        let run = stem.get(start..)?;
        let end = start + run.find(|character| !is_date(character)).unwrap_or(run.len());
        let free = !stem.get(..start)?.ends_with(char::is_alphanumeric);
        for (length, parts) in [(10, true), (8, false), (7, true)] {
            let Some(candidate) = stem.get(start..start + length) else { continue };
            let rest = stem.get(start + length..)?;
            let bounded = free && !rest.starts_with(char::is_alphanumeric);
            let separated = candidate.contains(['-', '_', '.']);
            if bounded
                && start + length <= end
                && parts == separated
                && let Some(date) = numeric(candidate)
            {
                return Some((date, format!("{} {rest}", stem.get(..start)?)));
            }
        }
        from = end.max(start + 1);
    }
    None
}

/// Makes a title of a name: without the date, blanks for separators, a capital at its head.
pub(super) fn title(path: &str) -> String {
    let rest = date(path).map_or_else(|| stem(path).to_owned(), |(_, rest)| rest);
    let words = rest.replace("%20", " ").replace(['_', '+', '-'], " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let title = words.join(" ");
    let title = title.trim_matches(|character: char| ".,;: ".contains(character));
    let mut characters = title.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => stem(path).trim().to_owned(),
    }
}

/// Whether a name holds words, and not only numbers and the digits of a hash.
pub(super) fn has_words(path: &str) -> bool {
    title(path).split(' ').any(|word| {
        let letters = word.chars().filter(|character| character.is_alphabetic()).count();
        let digits = word.chars().filter(char::is_ascii_digit).count();
        letters >= 3
            && digits * 4 <= letters
            && !GENERIC.split(' ').any(|generic| word.eq_ignore_ascii_case(generic))
    })
}

/// Words that name any file.
const GENERIC: &str = "doc document file text txt article page index untitled download output copy";

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str) -> (Option<String>, String) {
        (date(path).map(|(date, _)| date.to_string()), title(path))
    }

    #[test]
    fn dates_are_found_wherever_they_stand_and_leave_the_title() {
        let expected = (Some("2020-11-12".to_owned()), "Foreign minister call".to_owned());
        for path in [
            "2020-11-12_foreign-minister-call.txt",
            "20201112-foreign_minister_call.html",
            "folder/2019-01-01/foreign minister call 2020-11-12.md",
            "foreign_minister_call_2020_11_12",
            "C:\\texts\\2020.11.12 foreign%20minister+call.txt",
            "foreign-minister-call-12.11.2020.txt",
        ] {
            assert_eq!(read(path), expected, "{path}");
        }
        assert_eq!(read("2020-11 report.txt").0.as_deref(), Some("2020-11"));
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for path in [
            "000_d27adfeae07e48b9.txt",
            "a20201112.txt",
            "99999999.txt",
            "report-3.txt",
            "20203112",
            "é1",
            "",
        ] {
            assert_eq!(read(path).0, None, "{path}");
        }
    }

    #[test]
    fn a_name_that_is_only_a_date_is_its_own_title() {
        assert_eq!(read("2020-11-12.txt").1, "2020-11-12");
    }

    #[test]
    fn hashes_and_generic_names_have_no_words() {
        assert!(!has_words("000_d27adfeae07e48b9.txt"));
        assert!(!has_words("document (2).txt"));
        assert!(!has_words("2020-11-12.txt"));
        assert!(has_words("joint-statement.txt"));
        assert!(has_words("заявление_2.txt"));
    }

    #[test]
    fn only_a_real_extension_is_cut_off() {
        assert_eq!(stem("a.b.txt"), "a.b");
        assert_eq!(stem("Visit to St. Petersburg"), "Visit to St. Petersburg");
        assert_eq!(stem(".hidden"), ".hidden");
        assert_eq!(stem("version 1.2"), "version 1.2");
    }
}
