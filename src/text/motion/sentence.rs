//! Where sentences begin and end: Unicode's rules, less the stops that belong to a word.
//!
//! Unicode ends a sentence behind every full stop that a capital follows. Behind an abbreviation or
//! an initial that is wrong more often than right, and behind some it depends on what follows.

use unicode_segmentation::UnicodeSegmentation;

use super::{paragraph, span_at, trimmed};
use crate::text::{Offset, Span, Text};

/// Returns the sentences of the line around a position, without the space between them.
pub fn sentences(text: &Text, at: Offset) -> Vec<Span> {
    let Some(line) = paragraph(text, at) else { return Vec::new() };
    let words = text.quote(line);
    let mut found: Vec<Span> = Vec::new();
    let mut open: Option<Span> = None;
    for (start, piece) in words.split_sentence_bound_indices() {
        let Some(span) = span_at(line.start().index() + start, piece) else { continue };
        let whole = open.map_or(span, |before: Span| before.hull(span));
        let rest = words.get(start + piece.len()..).unwrap_or_default();
        if goes_on(piece, rest) {
            open = Some(whole);
        } else {
            open = None;
            found.extend(trimmed(text, whole));
        }
    }
    found.extend(open.and_then(|rest| trimmed(text, rest)));
    found
}

/// Titles and the like: a name follows, or what they shorten stands in the middle of a sentence.
const NEVER_LAST: &[&str] = &[
    "adm", "amb", "brig", "capt", "cf", "cmdr", "col", "cpl", "dr", "fr", "frau", "gen", "gov",
    "hon", "hr", "lt", "maj", "messrs", "mme", "mr", "mrs", "ms", "mt", "pres", "prof", "rep",
    "rev", "sen", "sgt", "st", "ste", "vs",
];

/// Words that a number follows when they are abbreviations.
const BEFORE_NUMBERS: &[&str] = &[
    "abs", "apr", "art", "aug", "bd", "ch", "dec", "dez", "feb", "fig", "jan", "jul", "jun", "mar",
    "no", "nos", "nov", "nr", "oct", "okt", "p", "para", "pp", "s", "sec", "sep", "sept", "vol",
];

/// Abbreviations that may end a sentence as well; what follows decides.
const AT_TIMES_LAST: &[&str] =
    &["bros", "bzw", "co", "corp", "dept", "ed", "est", "etc", "inc", "jr", "ltd", "sr", "usw"];

/// Words that begin a sentence when they have a capital behind a stop: they begin no name.
const STARTERS: &[&str] = &[
    "a",
    "after",
    "all",
    "although",
    "an",
    "and",
    "another",
    "as",
    "asked",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "das",
    "der",
    "die",
    "during",
    "each",
    "earlier",
    "er",
    "es",
    "for",
    "from",
    "he",
    "her",
    "his",
    "how",
    "however",
    "if",
    "in",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "most",
    "my",
    "no",
    "nor",
    "not",
    "now",
    "on",
    "one",
    "or",
    "our",
    "she",
    "sie",
    "since",
    "so",
    "some",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "to",
    "until",
    "we",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "why",
    "wir",
    "with",
    "yet",
    "you",
    "your",
];

/// Months that a German ordinal stands before: "am 9. November".
const MONTHS: &[&str] = &[
    "januar",
    "jänner",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
];

/// Says whether a piece that Unicode’s rules cut off is no end of a sentence; `rest` is what follows.
pub fn goes_on(piece: &str, rest: &str) -> bool {
    // “Stop!” he said: a small letter never begins a sentence.
    if rest.trim_start().chars().next().is_some_and(char::is_lowercase) {
        return true;
    }
    let Some(body) = piece.trim_end().strip_suffix('.') else { return false };
    let opens = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '„' | '«' | '‘');
    let word = body.rsplit(opens).next().unwrap_or_default();
    let folded = word.to_lowercase();
    let next = first_word(rest);
    let starts = STARTERS.contains(&next.to_lowercase().as_str());
    let numbered = rest.trim_start().chars().next().is_some_and(char::is_numeric);
    let short = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    let initial = short(word) && word.chars().all(char::is_uppercase);
    let dotted = word.contains('.') && word.split('.').all(short);
    let ordinal = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    if NEVER_LAST.contains(&folded.as_str()) {
        true
    } else if BEFORE_NUMBERS.contains(&folded.as_str()) {
        // An initial S. or P. is written as these are.
        numbered || initial && !starts
    } else if initial || dotted || AT_TIMES_LAST.contains(&folded.as_str()) {
        !starts
    } else {
        ordinal && !word.is_empty() && MONTHS.contains(&next.to_lowercase().as_str())
    }
}

/// Returns the word that a text begins with, when nothing but space stands before it. An initial,
/// as in "A. Smith", is none.
fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default();
    let initial =
        word.chars().count() == 1 && text.get(end..).is_some_and(|behind| behind.starts_with('.'));
    if initial { "" } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str) -> Vec<String> {
        let text = Text::new(line);
        sentences(&text, Offset(0)).into_iter().map(|span| text.quote(span).to_owned()).collect()
    }

    /// Cuts a line at bars, as it should be cut, and compares.
    fn check(marked: &str) {
        let wanted: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(cut(&marked.replace('|', "")), wanted);
    }

    #[test]
    fn titles_and_initials_end_no_sentence() {
        for line in [
            "Dr. Vance met Mr. Oduya. |They talked.",
            "Sen. J. R. Smith and Gen. Ada Park spoke. |Nobody answered.",
            "George W. Lane wrote to St. Petersburg. |It was late.",
            "Prof. A. B. Cole and Maj. Gen. Rey agreed.",
        ] {
            check(line);
        }
    }

    #[test]
    fn months_and_numbers_are_read_with_what_follows() {
        for line in [
            "On Nov. 9, Norland signed. |On Dec. 12 it left.",
            "Resolution No. 5 of Sept. 2020 stands, see Art. 7 and p. 12.",
            "They asked again and he said no. |Then he left.",
            "It ended in Nov. |The talks went on.",
            "Der Vertrag wurde am 9. November geschlossen. |Er gilt noch.",
            "There were 9. |Many left.",
        ] {
            check(line);
        }
    }

    #[test]
    fn what_follows_decides_behind_dotted_abbreviations() {
        for line in [
            "The U.S. President met the U.N. envoy at 9 a.m. Monday. |He left at 5 p.m. |The envoy stayed.",
            "Troops left the U.S. |They came back, e.g. Harlan did.",
            "Orbit Inc. Chairman Lowe resigned. |He sold Orbit Inc. |The price fell.",
            "Martin Kerr Jr. Foundation money was spent.",
        ] {
            check(line);
        }
    }

    #[test]
    fn stops_inside_quotation_marks_and_brackets_take_them_along() {
        for line in [
            "“We will go.” |He left.",
            "“Stop!” he shouted. |“Why?” asked the pilot. |Nobody spoke.",
            "\"It is over.\" |\"Is it?\" |She smiled.",
            "It failed (see the annex.) |Nobody knew why.",
            "He agreed [sic.] |She did not.",
            "«C’est fini.» |Il partit.",
        ] {
            check(line);
        }
    }

    #[test]
    fn ellipses_end_a_sentence_only_before_a_capital() {
        for line in [
            "He waited... and waited. |Then he left.",
            "“I would... |Well, no.” |She laughed.",
            "He waited … and left.",
        ] {
            check(line);
        }
    }
}
