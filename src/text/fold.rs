//! Comparing words without regard to case, diacritics and kind of space.

mod base;

/// Returns the form in which words are compared: decomposed, without combining marks, in lower
/// case, with every run of white space as one space and typographic apostrophes and dashes made
/// plain.
pub fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    words.chars().for_each(|c| base::of(c, |c| push(&mut folded, c)));
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// Appends a letter that has neither case nor marks.
fn push(folded: &mut String, c: char) {
    match c {
        '’' | '‘' | 'ʼ' => folded.push('\''),
        '‐' | '‑' | '–' | '—' => folded.push('-'),
        c if c.is_whitespace() => {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        // Letters that Unicode does not decompose, yet everybody types without the stroke.
        'ı' => folded.push('i'),
        'ł' => folded.push('l'),
        'ø' => folded.push('o'),
        'đ' => folded.push('d'),
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ə' => folded.push('e'),
        c => folded.push(c),
    }
}

/// How well a name answers what was typed; a lower rank is a better answer.
///
/// `None` when it does not answer at all. Every word typed must begin a word of the name, or stand
/// somewhere in it.
pub fn rank(name: &str, typed: &str) -> Option<u8> {
    rank_folded(&fold(name), &fold(typed))
}

/// Like [`rank`], for words that are folded already: long lists are folded once, not at each key.
pub fn rank_folded(name: &str, typed: &str) -> Option<u8> {
    if typed.is_empty() {
        return Some(4);
    }
    if name == typed {
        return Some(0);
    }
    if name.starts_with(typed) {
        return Some(1);
    }
    let begins = |part: &str| name.split([' ', '-', '.', '\'']).any(|w| w.starts_with(part));
    if typed.split(' ').all(begins) {
        return Some(2);
    }
    typed.split(' ').all(|part| name.contains(part)).then_some(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_diacritics_and_spaces_do_not_matter() {
        assert_eq!(fold("  Jean\u{a0}Yves   LE  Drian "), "jean yves le drian");
        assert_eq!(fold("Çavuşoğlu"), fold("cavusoglu"));
        assert_eq!(fold("Əliyev"), "eliyev");
        assert_eq!(fold("d’Ivoire"), "d'ivoire");
    }

    #[test]
    fn better_matches_rank_lower() {
        assert_eq!(rank("Lavrov", "LAVROV"), Some(0));
        assert_eq!(rank("Lavrov, Sergey", "lav"), Some(1));
        assert_eq!(rank("Sergey Lavrov", "lav ser"), Some(2));
        assert_eq!(rank("Sergey Lavrov", "vro"), Some(3));
        assert_eq!(rank("Sergey Lavrov", "putin"), None);
    }
}
