//! Lists of English words, in which a word is found without regard to case.

use std::cmp::Ordering;
use std::sync::OnceLock;

use crate::text::order;

/// A long list of words. Each token of a stretch is looked up in several of them, so they are brought
/// in order once and then halved.
pub(super) struct Words {
    list: &'static str,
    sorted: OnceLock<Vec<&'static str>>,
}

impl Words {
    /// A list of words parted by spaces.
    pub(super) const fn new(list: &'static str) -> Self {
        Self { list, sorted: OnceLock::new() }
    }

    /// Says whether a word is one of them, in whatever case.
    pub(super) fn has(&self, word: &str) -> bool {
        self.sorted().binary_search_by(|one| compare(one, word)).is_ok()
    }

    /// Returns those that begin with the same letter as a word, in order.
    pub(super) fn beginning_like(&self, word: &str) -> &[&'static str] {
        let sorted = self.sorted();
        let first = |word: &str| word.bytes().next().map(|byte| byte.to_ascii_lowercase());
        let start = sorted.partition_point(|one| first(one) < first(word));
        let end = sorted.partition_point(|one| first(one) <= first(word));
        sorted.get(start..end).unwrap_or_default()
    }

    fn sorted(&self) -> &[&'static str] {
        self.sorted.get_or_init(|| {
            let mut words: Vec<&str> = self.list.split(' ').collect();
            order::by(&mut words, |one, other| compare(one, other));
            words
        })
    }
}

/// Says whether a word is in a short list, words parted by spaces, in whatever case.
pub(super) fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one.eq_ignore_ascii_case(word))
}

fn compare(one: &str, other: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    one.bytes().map(lower).cmp(other.bytes().map(lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_whatever_case_and_only_as_a_whole() {
        static TITLES: Words = Words::new("premier Mrs envoy PM president");
        for word in ["Mrs", "mrs", "PREMIER", "pm", "Envoy"] {
            assert!(TITLES.has(word) && has(TITLES.list, word), "{word}");
        }
        assert_eq!(TITLES.beginning_like("Prose"), ["PM", "premier", "president"]);
        assert_eq!(TITLES.beginning_like("zeal"), [""; 0]);
        for word in ["mr", "pre", "presidents", "", " ", "envoy PM", "Ἐnvoy"] {
            assert!(!TITLES.has(word) && !has(TITLES.list, word), "{word}");
        }
    }
}
