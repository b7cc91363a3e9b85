//! Finding a span again by its quote and context when the text is not the one it was made on.

use serde::{Deserialize, Serialize};

use super::{CharOffset, Offset, Span, Text};

/// How many code points of context are kept on each side of a quote.
pub const CONTEXT_CHARS: usize = 32;

/// A span described so that it can be found again in another copy of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Where it started, in code points.
    pub start: CharOffset,
    /// Where it ended, in code points.
    pub end: CharOffset,
    /// The words it covered.
    pub quote: Option<String>,
    /// The words right before it.
    pub before: Option<String>,
    /// The words right after it.
    pub after: Option<String>,
}

/// What became of a span in another text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchored {
    /// The quote stands where it stood. Without a quote only the position could be checked.
    Exact(Span),
    /// The quote stands elsewhere, at one place only or at the one with the best context.
    Moved(Span),
    /// The quote stands at several places and nothing tells them apart; the nearest is given.
    Ambiguous(Span),
    /// The quote is not in the text.
    Lost,
}

impl Anchored {
    /// Returns the span that was found.
    pub fn span(self) -> Option<Span> {
        match self {
            Self::Exact(span) | Self::Moved(span) | Self::Ambiguous(span) => Some(span),
            Self::Lost => None,
        }
    }
}

impl Anchor {
    /// Describes a span of a text; `None` when it does not lie in the text.
    pub fn describe(text: &Text, span: Span) -> Option<Self> {
        let (start, end) = text.span_to_chars(span)?;
        let before = text.as_str().get(..span.start().index())?;
        let after = text.as_str().get(span.end().index()..)?;
        let skip = before.chars().rev().take(CONTEXT_CHARS).map(char::len_utf8).sum::<usize>();
        Some(Self {
            start,
            end,
            quote: Some(text.quote(span).to_owned()),
            before: before.get(before.len() - skip..).map(str::to_owned),
            after: Some(after.chars().take(CONTEXT_CHARS).collect()),
        })
    }

    /// Finds the span in a text.
    pub fn find(&self, text: &Text) -> Anchored {
        let here = text
            .from_char(self.start)
            .zip(text.from_char(self.end))
            .and_then(|(start, end)| Span::new(start, end).ok());
        let Some(quote) = self.quote.as_deref().filter(|quote| !quote.is_empty()) else {
            return here.map_or(Anchored::Lost, Anchored::Exact);
        };
        if let Some(span) = here.filter(|span| text.quote(*span) == quote) {
            return Anchored::Exact(span);
        }
        self.search(text, quote)
    }

    /// Looks for the quote everywhere and lets context, then nearness decide.
    fn search(&self, text: &Text, quote: &str) -> Anchored {
        let old = text.from_char(self.start).unwrap_or_else(|| text.end());
        let mut best: Option<(usize, Span)> = None;
        let mut rivals = 0;
        let mut single = true;
        for span in occurrences(text.as_str(), quote) {
            let score = self.context_score(text, span);
            let Some((best_score, best_span)) = best else {
                best = Some((score, span));
                continue;
            };
            single = false;
            let nearer = distance(span, old) < distance(best_span, old);
            if score > best_score {
                rivals = 0;
                best = Some((score, span));
            } else if score == best_score {
                rivals += 1;
                if nearer {
                    best = Some((score, span));
                }
            }
        }
        match best {
            None => Anchored::Lost,
            Some((_, span)) if single || rivals == 0 => Anchored::Moved(span),
            Some((_, span)) => Anchored::Ambiguous(span),
        }
    }

    /// Counts how many code points of the remembered context agree around a place.
    fn context_score(&self, text: &Text, span: Span) -> usize {
        let before = text.as_str().get(..span.start().index()).unwrap_or_default();
        let after = text.as_str().get(span.end().index()..).unwrap_or_default();
        let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
            a.zip(b).take_while(|(x, y)| x == y).count()
        };
        let left = self.before.as_deref().unwrap_or_default();
        let right = self.after.as_deref().unwrap_or_default();
        same(&mut left.chars().rev(), &mut before.chars().rev())
            + same(&mut right.chars(), &mut after.chars())
    }
}

/// Finds each place where `quote` stands in `text`, overlapping ones included.
///
/// No byte of the text is looked at anew for an overlapping place (Knuth, Morris and Pratt): a file
/// may well hold half a million times the same letter, and a quote of half of them.
pub fn occurrences(text: &str, quote: &str) -> impl Iterator<Item = Span> {
    let first = if quote.is_empty() { None } else { text.find(quote) };
    let (text, quote) = (text.as_bytes(), quote.as_bytes());
    let borders = if first.is_some() { borders(quote) } else { Vec::new() };
    let mut at = first.unwrap_or(text.len());
    // How many bytes of the quote stand right before `at`.
    let mut met = 0;
    std::iter::from_fn(move || {
        while let Some(byte) = text.get(at) {
            at += 1;
            while met > 0 && quote.get(met) != Some(byte) {
                met = borders[met - 1];
            }
            met += usize::from(quote[met] == *byte);
            if met == quote.len() {
                return Span::new(Offset::from_index(at - met), Offset::from_index(at)).ok();
            }
        }
        None
    })
}

/// Returns for each beginning of some bytes how long the longest shorter beginning is that it ends
/// with.
fn borders(bytes: &[u8]) -> Vec<usize> {
    let mut borders = Vec::with_capacity(bytes.len());
    let mut met = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if at > 0 {
            while met > 0 && bytes[met] != *byte {
                met = borders[met - 1];
            }
            met += usize::from(bytes[met] == *byte);
        }
        borders.push(met);
    }
    borders
}

/// Returns how far a span's start lies from an offset, in bytes.
fn distance(span: Span, offset: Offset) -> u32 {
    span.start().0.abs_diff(offset.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(text: &str, quote: &str, nth: usize) -> Anchor {
        let span = occurrences(text, quote).nth(nth).unwrap();
        Anchor::describe(&Text::new(text), span).unwrap()
    }

    fn found(anchor: &Anchor, text: &str) -> (Anchored, String) {
        let text = Text::new(text);
        let found = anchor.find(&text);
        (found, found.span().map_or(String::new(), |s| text.quote(s).to_owned()))
    }

    #[test]
    fn an_unchanged_text_answers_exact() {
        let text = "He said taxes must fall. She said taxes must rise.";
        assert!(matches!(found(&anchor(text, "taxes must", 1), text).0, Anchored::Exact(_)));
    }

    #[test]
    fn a_shifted_quote_is_moved_to_the_place_with_its_context() {
        let old = "He said taxes must fall. She said taxes must rise.";
        let new = format!("date 2020-11-12 {old}");
        let (moved, quote) = found(&anchor(old, "taxes must", 1), &new);
        let Anchored::Moved(span) = moved else { panic!("{moved:?}") };
        assert_eq!(quote, "taxes must");
        assert_eq!(span.start().index(), new.rfind("taxes").unwrap());
    }

    #[test]
    fn equal_places_without_context_are_ambiguous() {
        let mut loose = anchor("yes", "yes", 0);
        loose.before = None;
        loose.after = None;
        assert!(matches!(found(&loose, "no, yes, yes").0, Anchored::Ambiguous(_)));
    }

    #[test]
    fn a_missing_quote_is_lost_and_a_bare_position_is_believed() {
        let mut bare = anchor("one two", "two", 0);
        assert_eq!(found(&bare, "one 2").0, Anchored::Lost);
        bare.quote = None;
        assert!(matches!(found(&bare, "one six").0, Anchored::Exact(_)));
        assert_eq!(found(&bare, "one").0, Anchored::Lost);
    }

    #[test]
    fn quotes_that_overlap_themselves_are_found_wherever_they_stand() {
        let places = |text: &str, quote: &str| -> Vec<usize> {
            occurrences(text, quote).map(|span| span.start().index()).collect()
        };
        assert_eq!(places("aaaa", "aa"), [0, 1, 2]);
        assert_eq!(places("abababa", "aba"), [0, 2, 4]);
        assert_eq!(places("nananab", "nanab"), [2]);
        assert_eq!(places("éééé", "éé"), [0, 2, 4]);
        assert_eq!(places("abc", "abcd"), [0; 0]);
        assert_eq!(places("abc", ""), [0; 0]);
        assert_eq!(places("", "a"), [0; 0]);
    }

    #[test]
    fn a_quote_of_half_a_million_equal_letters_is_looked_for_in_one_pass() {
        let text = "a".repeat(1_000_000);
        let quote = "a".repeat(500_000);
        assert_eq!(occurrences(&text, &quote).count(), 500_001);
    }
}
