//! Places in a text, given by words instead of numbers.
//!
//! `both sides` means the one place where these words stand. Where there is more than one,
//! context is added and the words meant are marked: `Minister «Bayramov» regretted`.

use super::SampleError;
use crate::text::anchor::occurrences;
use crate::text::{Offset, Span, Text};

/// Finds the one span that `place` describes in a document's text.
pub(super) fn find(document: &str, text: &Text, place: &str) -> Result<Span, SampleError> {
    let (document, whole) = (document.to_owned(), place.to_owned());
    let Some((before, words, after)) = parts(place) else {
        return Err(SampleError::Marks { document, place: whole });
    };
    let sought = [before, words, after].concat();
    let mut found = occurrences(text.as_str(), &sought);
    match (found.next(), found.next()) {
        (None, _) => Err(SampleError::NotFound { document, place: whole }),
        (Some(_), Some(_)) => Err(SampleError::Ambiguous { document, place: whole }),
        (Some(one), None) => {
            let start = one.start().index() + before.len();
            let end = one.end().index() - after.len();
            Span::new(Offset::from_index(start), Offset::from_index(end))
                .map_err(|_| SampleError::Marks { document, place: whole })
        }
    }
}

/// Splits a place into the context before, the words meant and the context after.
fn parts(place: &str) -> Option<(&str, &str, &str)> {
    if !place.contains(['«', '»']) {
        return Some(("", place, ""));
    }
    let (before, rest) = place.split_once('«')?;
    let (words, after) = rest.split_once('»')?;
    let paired = ![before, words, after].iter().any(|part| part.contains(['«', '»']));
    (paired && !words.is_empty()).then_some((before, words, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(place: &str) -> Result<String, String> {
        let text = Text::new("Minister A met Minister B. Minister A left.");
        find("note", &text, place)
            .map(|span| format!("{}@{}", text.quote(span), span.start()))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn words_that_stand_once_are_found() {
        assert_eq!(found("Minister B").unwrap(), "Minister B@15");
    }

    #[test]
    fn context_tells_equal_words_apart() {
        assert_eq!(found("«Minister A» met").unwrap(), "Minister A@0");
        assert_eq!(found(". Minister «A» left").unwrap(), "A@36");
    }

    #[test]
    fn words_that_stand_nowhere_or_twice_are_refused() {
        assert_eq!(found("Minister C").unwrap_err(), "note does not hold the words “Minister C”");
        assert!(found("Minister A").unwrap_err().contains("more than once"));
        assert!(found("").unwrap_err().contains("does not hold"));
    }

    #[test]
    fn marks_that_make_no_pair_are_refused() {
        for place in ["«Minister A", "Minister A» met", "«» met", "»Minister« B", "«A» «B»"]
        {
            assert!(found(place).unwrap_err().contains("must have one «"), "{place}");
        }
    }
}
