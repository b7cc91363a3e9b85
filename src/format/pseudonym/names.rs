//! Finding names in words, as whole words and without regard to case, diacritics and line ends.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::{fold, order};

/// Names with what stands in their place, ready to be looked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// By the first letter; among those, the longest name first.
    by_letter: BTreeMap<char, Vec<(Vec<char>, String)>>,
}

/// A letter as it is compared, with the bytes it stands for.
struct Letter {
    folded: char,
    bytes: Range<usize>,
}

impl Names {
    /// Takes names with what stands in their place. One without a letter or digit is passed over:
    /// it would be found everywhere. Of two that are alike, the first counts.
    pub(super) fn new<'a>(names: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut by_letter: BTreeMap<char, Vec<(Vec<char>, String)>> = BTreeMap::new();
        for (name, code) in names {
            let folded: Vec<char> = fold::fold(name).chars().collect();
            let Some(first) = folded.first().filter(|_| name.chars().any(char::is_alphanumeric))
            else {
                continue;
            };
            let alike = by_letter.entry(*first).or_default();
            if alike.iter().all(|(known, _)| *known != folded) {
                alike.push((folded, code.to_owned()));
            }
        }
        for alike in by_letter.values_mut() {
            order::by_key(alike, |(name, _)| std::cmp::Reverse(name.len()));
        }
        Self { by_letter }
    }

    /// Returns where names stand in words, in order and apart from one another, each with what
    /// stands in its place. Where several begin at one letter, the longest counts.
    pub(super) fn find(&self, words: &str) -> Vec<(Range<usize>, &str)> {
        let mut found = Vec::new();
        if self.by_letter.is_empty() {
            return found;
        }
        let letters = letters(words);
        let mut at = 0;
        while at < letters.len() {
            match self.begins(&letters, at) {
                Some((length, code)) => {
                    let (start, end) = (&letters[at].bytes, &letters[at + length - 1].bytes);
                    found.push((start.start..end.end, code));
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// Returns the longest name that begins at a letter: how long it is, and what stands for it.
    fn begins(&self, letters: &[Letter], at: usize) -> Option<(usize, &str)> {
        let first = letters.get(at)?.folded;
        let alike = self.by_letter.get(&first)?;
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        if before.is_some_and(|before| joined(before.folded, first)) {
            return None;
        }
        alike.iter().find_map(|(name, code)| {
            let words = letters.get(at..at + name.len())?;
            let same = words.iter().zip(name).all(|(letter, name)| letter.folded == *name);
            let last = words.last()?.folded;
            let after = letters.get(at + name.len());
            let ends = after.is_none_or(|after| !joined(last, after.folded));
            (same && ends).then_some((name.len(), code.as_str()))
        })
    }
}

/// Says whether two neighbours belong to one word. Writing without spaces between words has no such
/// neighbours: there a name may stand anywhere.
fn joined(a: char, b: char) -> bool {
    let in_word = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    in_word(a) && in_word(b)
}

/// Says whether a letter belongs to a script that sets no spaces between words: Thai, Lao, Burmese
/// and Khmer, the kana, and the Han characters.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Folds words letter by letter, as [`fold::fold`] does the whole, and keeps where each stands.
fn letters(words: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(words.len());
    for (start, c) in words.char_indices() {
        let bytes = start..start + c.len_utf8();
        if c.is_whitespace() {
            match letters.last_mut() {
                Some(last) if last.folded == ' ' => last.bytes.end = bytes.end,
                _ => letters.push(Letter { folded: ' ', bytes }),
            }
        } else if c.is_ascii() {
            letters.push(Letter { folded: c.to_ascii_lowercase(), bytes });
        } else {
            let mut buffer = [0; 4];
            let folded = fold::fold(c.encode_utf8(&mut buffer));
            if folded.is_empty() {
                // A mark belongs to the letter before it.
                if let Some(last) = letters.last_mut() {
                    last.bytes.end = bytes.end;
                }
            }
            letters.extend(folded.chars().map(|folded| Letter { folded, bytes: bytes.clone() }));
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str], words: &str) -> Vec<String> {
        let names = Names::new(names.iter().map(|name| (*name, "X")));
        names.find(words).into_iter().map(|(at, _)| words.get(at).unwrap().to_owned()).collect()
    }

    #[test]
    fn names_are_found_as_whole_words_whatever_their_case_marks_and_spaces() {
        let words = "ÇAVUŞOĞLU met Cavusoglu’s aide; Mevlut\r\nÇavuşoğlu, Cavusoglus and \
                     Neo-Cavusoglu. e\u{301}ric C\u{327}avus\u{327}og\u{306}lu";
        let names = ["Çavuşoğlu", "Mevlüt Çavuşoğlu"];
        assert_eq!(
            found(&names, words),
            [
                "ÇAVUŞOĞLU",
                "Cavusoglu",
                "Mevlut\r\nÇavuşoğlu",
                "Cavusoglu",
                "C\u{327}avus\u{327}og\u{306}lu"
            ]
        );
        assert_eq!(found(&["Ann"], "planned Ann. Annex, ann"), ["Ann", "ann"]);
    }

    #[test]
    fn the_longest_name_counts_and_a_shorter_one_where_it_stands_alone() {
        let names = ["Berg", "Anna Berg", "Anna Berg of Norland"];
        let words = "Anna Berg of Norland, Anna Berg of Nor, Berg";
        assert_eq!(found(&names, words), ["Anna Berg of Norland", "Anna Berg", "Berg"]);
    }

    #[test]
    fn names_stand_anywhere_in_writing_without_spaces() {
        assert_eq!(found(&["习近平"], "今天习近平说了话"), ["习近平"]);
    }

    #[test]
    fn names_without_letters_are_not_looked_for() {
        assert_eq!(found(&["-", " ", ""], "a - b"), Vec::<String>::new());
        assert_eq!(found(&["(X)"], "a (x) b"), ["(x)"]);
    }

    #[test]
    fn a_letter_that_folds_to_two_is_replaced_whole() {
        assert_eq!(found(&["Strasse"], "die Straße."), ["Straße"]);
    }
}
