//! What is left of a character without its marks and its case, from the table that `build.rs` makes.

use std::sync::LazyLock;

/// Begins a run of neighbouring characters in the table.
const RUN: char = '\u{1}';

/// Ends what one character folds to in the table.
const END: char = '\0';

/// The table as it is kept in the app, where it has to be short.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/folds.txt"));

/// The table as it is searched, sorted by character; read once, when first asked.
static BASES: LazyLock<Vec<(char, &'static str)>> = LazyLock::new(|| {
    let mut bases = Vec::new();
    for run in TABLE.split(RUN).skip(1) {
        let mut rest = run.chars();
        let mut of = rest.next();
        for base in rest.as_str().split_terminator(END) {
            let Some(c) = of else { break };
            bases.push((c, base));
            of = (c..=char::MAX).nth(1);
        }
    }
    bases
});

/// Hands over, one by one, what a character is without marks and in lower case: nothing for a mark.
pub(super) fn of(c: char, mut take: impl FnMut(char)) {
    if c.is_ascii() {
        take(c.to_ascii_lowercase());
    } else if let Some(syllable) = syllable(c) {
        syllable.into_iter().flatten().for_each(take);
    } else if let Ok(place) = BASES.binary_search_by_key(&c, |(known, _)| *known) {
        BASES.get(place).iter().flat_map(|(_, base)| base.chars()).for_each(take);
    } else {
        c.to_lowercase().for_each(take);
    }
}

/// Returns the two or three letters of a Korean syllable, by the arithmetic that Unicode gives.
fn syllable(c: char) -> Option<[Option<char>; 3]> {
    const FINALS: u32 = 28;
    const VOWELS_AND_FINALS: u32 = 21 * FINALS;
    let index = matches!(c, '\u{ac00}'..='\u{d7a3}').then(|| u32::from(c) - 0xac00)?;
    let letter = |first: u32, nth: u32| char::from_u32(first + nth);
    let last = index % FINALS;
    Some([
        letter(0x1100, index / VOWELS_AND_FINALS),
        letter(0x1161, index % VOWELS_AND_FINALS / FINALS),
        if last == 0 { None } else { letter(0x11a7, last) },
    ])
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    use super::*;

    fn base(words: &str) -> String {
        let mut base = String::new();
        words.chars().for_each(|c| of(c, |c| base.push(c)));
        base
    }

    /// The definition: decomposed, without combining marks, in lower case.
    fn by_definition(words: &str) -> String {
        words.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
    }

    #[test]
    fn every_character_is_what_unicode_says() {
        let mut text = [0; 4];
        for c in '\0'..=char::MAX {
            let text = c.encode_utf8(&mut text);
            match c {
                // What the table leaves out: it stays as it is.
                '\u{2e80}'..='\u{2fdf}'
                | '\u{3200}'..='\u{33ff}'
                | '\u{f900}'..='\u{faff}'
                | '\u{2f800}'..='\u{2fa1f}' => assert_eq!(base(text), text),
                _ => assert_eq!(base(text), by_definition(text), "{c:?}"),
            }
        }
    }

    #[test]
    fn the_table_is_sorted_and_short() {
        assert!(BASES.is_sorted_by(|(a, _), (b, _)| a < b));
        assert!(BASES.len() > 5_000 && TABLE.len() < 20_000, "{} {}", BASES.len(), TABLE.len());
    }

    proptest::proptest! {
        #[test]
        fn words_are_what_unicode_says(words in "[\\x00-\u{2e7f}\u{ac00}-\u{d7a3}\u{fb00}-\u{ffef}]{0,20}") {
            proptest::prop_assert_eq!(base(&words), by_definition(&words));
        }
    }
}
