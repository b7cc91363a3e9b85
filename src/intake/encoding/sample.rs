//! What a detector needs to know of a text that was decoded on trial.

/// How many bytes are decoded on trial: more evidence than any language needs.
const SAMPLE_BYTES: usize = 4_096;

/// Picks the lines that hold bytes outside ASCII, since the others are the same in every encoding.
///
/// A line feed is never part of a longer sequence in any encoding tried, so whole lines are safe.
pub(super) fn telling_lines(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    for line in bytes.split_inclusive(|&byte| byte == b'\n').filter(|line| !line.is_ascii()) {
        let room = SAMPLE_BYTES.saturating_sub(sample.len());
        if room == 0 {
            break;
        }
        // A long line without any blank may keep its telling bytes to the end.
        let first = line.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
        let from = if line.len() > room { first.saturating_sub(1) } else { 0 };
        sample.extend(line.iter().skip(from).take(room));
    }
    sample
}

/// Counts of what stands outside ASCII, and of what is odd about it.
#[derive(Default, Debug)]
pub(super) struct Features {
    /// Letters folded to lower case, sorted, with their numbers. A map would be as fast, but every
    /// further kind of map costs kilobytes.
    pub(super) letters: Vec<(char, u32)>,
    /// Quotation marks, dashes and the like, which any language may have.
    pub(super) typography: u32,
    /// Signs nobody expects in prose.
    pub(super) symbols: u32,
    /// Signs between two letters which do not belong there.
    pub(super) symbols_in_words: u32,
    /// Malformed sequences, control characters, private use.
    pub(super) rubbish: u32,
    /// A letter outside ASCII directly after another one.
    pub(super) pairs: u32,
    /// A letter outside ASCII beside an ASCII letter.
    pub(super) beside_ascii: u32,
    /// A capital directly after a small letter.
    pub(super) inner_capitals: u32,
    /// A capital at the start of a word.
    pub(super) first_capitals: u32,
}

impl Features {
    /// How many letters there are in all.
    pub(super) fn all_letters(&self) -> u32 {
        self.letters.iter().map(|(_, count)| count).sum()
    }

    /// Looks at a text decoded on trial.
    pub(super) fn of(text: &str) -> Self {
        // The sample may end in the middle of a sequence, which says nothing against it.
        let text = text.strip_suffix(char::REPLACEMENT_CHARACTER).unwrap_or(text);
        let mut features = Self::default();
        let mut previous = ' ';
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let next = characters.peek().copied().unwrap_or(' ');
            if !character.is_ascii() {
                features.count(previous, character, next);
            }
            previous = character;
        }
        features
    }

    fn count(&mut self, previous: char, character: char, next: char) {
        let in_word = previous.is_alphabetic() && next.is_alphabetic();
        if is_rubbish(character) {
            self.rubbish += 1;
        } else if is_letter(character) {
            // The Turkish capital I with a dot would fold to ASCII and say nothing.
            let small = character.to_lowercase().next().filter(|small| !small.is_ascii());
            let small = small.unwrap_or(character);
            match self.letters.binary_search_by_key(&small, |entry| entry.0) {
                Ok(at) => self.letters[at].1 += 1,
                Err(at) => self.letters.insert(at, (small, 1)),
            }
            self.pairs += u32::from(!previous.is_ascii() && is_letter(previous));
            self.beside_ascii +=
                u32::from(previous.is_ascii_alphabetic() || next.is_ascii_alphabetic());
            if character.is_uppercase() {
                self.inner_capitals += u32::from(previous.is_lowercase());
                self.first_capitals += u32::from(!previous.is_alphabetic());
            }
        } else if is_typography(character) && !is_stray_apostrophe(previous, character, next) {
            self.typography += 1;
            let joins = matches!(character, '’' | '·' | '\u{2010}' | '\u{2011}' | '\u{200c}');
            self.symbols_in_words += u32::from(in_word && !joins);
        } else {
            self.symbols += 1;
            self.symbols_in_words += u32::from(in_word);
        }
    }
}

fn is_letter(character: char) -> bool {
    // Vietnamese and Thai write tones and vowels with combining marks.
    character.is_alphabetic()
        || matches!(character, '\u{300}'..='\u{36f}' | '\u{e30}'..='\u{e4e}')
            && !matches!(character, 'ª' | 'º')
}

/// Where one Greek encoding has an apostrophe, the other has a capital alpha.
fn is_stray_apostrophe(previous: char, character: char, next: char) -> bool {
    character == '’' && !previous.is_alphanumeric() && next.is_lowercase()
}

fn is_rubbish(character: char) -> bool {
    matches!(character, '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{fffd}')
}

fn is_typography(character: char) -> bool {
    matches!(
        character,
        '\u{a0}' | '«' | '»' | '‹' | '›' | '\u{2010}'..='\u{2015}' | '‘'..='‟' | '…' | '•' | '·'
            | '°' | '§' | '€' | '№' | '¡' | '¿' | '©' | '®' | '™' | '\u{200b}'..='\u{200f}'
            | '、' | '。' | '「'..='】' | '！' | '（' | '）' | '，' | '：' | '；' | '？' | '\u{3000}'
            | '،' | '؛' | '؟'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_with_telling_bytes_are_taken() {
        assert_eq!(telling_lines(b"plain\nn\xe9\nplain\nna\xefve"), b"n\xe9\nna\xefve");
    }

    #[test]
    fn a_sample_is_bounded_and_starts_at_the_evidence_of_an_endless_line() {
        let mut bytes = vec![b'a'; 200_000];
        bytes.push(0xe9);
        assert_eq!(telling_lines(&bytes), b"a\xe9");
        assert_eq!(telling_lines(&vec![0xe9; 200_000]).len(), SAMPLE_BYTES);
    }

    #[test]
    fn letters_are_folded_and_oddities_counted() {
        let features = Features::of("Éa éÉ x¤y “q” \u{81}");
        assert_eq!(features.letters, [('é', 3)]);
        assert_eq!((features.first_capitals, features.inner_capitals, features.pairs), (1, 1, 1));
        assert_eq!((features.symbols, features.symbols_in_words), (1, 1));
        assert_eq!((features.typography, features.rubbish), (2, 1));
    }

    #[test]
    fn a_sequence_cut_at_the_end_of_the_sample_is_no_rubbish() {
        assert_eq!(Features::of("я\u{fffd}").rubbish, 0);
        assert_eq!(Features::of("\u{fffd}я").rubbish, 1);
    }
}
