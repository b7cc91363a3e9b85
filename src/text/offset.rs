//! The three units a position in a text is counted in, and the table that converts between them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A position in a text in **UTF-8 bytes**: the one unit used inside the program.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Offset(pub u32);

/// A position in **Unicode code points**: the unit of every file we write.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct CharOffset(pub u32);

/// A position in **UTF-16 code units**: the unit of the DOM, used nowhere else.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Utf16Offset(pub u32);

impl Offset {
    /// Returns the offset as an index into a string's bytes.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// Makes an offset of an index into a string's bytes.
    ///
    /// Texts of 4 GiB and more cannot be opened (see [`crate::text::Text::MAX_BYTES`]), so the
    /// value saturates instead of wrapping.
    pub fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for CharOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Bytes between two entries of the table: small enough to count through at once, large enough to
/// keep the table at a tenth of the text.
const STRIDE: usize = 128;

/// One known correspondence of the three units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    byte: u32,
    chars: u32,
    utf16: u32,
}

/// Converts positions of one text between bytes, code points and UTF-16 units.
///
/// A conversion looks up the nearest mark before the position by binary search and counts through
/// at most `STRIDE` bytes from there. A pure ASCII text needs no marks at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetTable {
    marks: Vec<Mark>,
    end: Mark,
}

impl OffsetTable {
    /// Builds the table of `text` in one pass.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            let length = Offset::from_index(text.len()).0;
            return Self {
                marks: Vec::new(),
                end: Mark { byte: length, chars: length, utf16: length },
            };
        }
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut at = Mark { byte: 0, chars: 0, utf16: 0 };
        let mut next = 0;
        for c in text.chars() {
            if at.byte as usize >= next {
                marks.push(at);
                next = at.byte as usize + STRIDE;
            }
            at = at.after(c);
        }
        Self { marks, end: at }
    }

    /// Returns the text's length in code points.
    pub fn chars(&self) -> CharOffset {
        CharOffset(self.end.chars)
    }

    /// Returns the text's length in UTF-16 units.
    pub fn utf16_len(&self) -> Utf16Offset {
        Utf16Offset(self.end.utf16)
    }

    /// Returns the code-point position of a byte position, or `None` beyond the end or inside a
    /// character.
    pub fn to_char(&self, text: &str, offset: Offset) -> Option<CharOffset> {
        self.seek(text, |mark| mark.byte, offset.0).map(|mark| CharOffset(mark.chars))
    }

    /// Returns the UTF-16 position of a byte position, or `None` beyond the end or inside a
    /// character.
    pub fn to_utf16(&self, text: &str, offset: Offset) -> Option<Utf16Offset> {
        self.seek(text, |mark| mark.byte, offset.0).map(|mark| Utf16Offset(mark.utf16))
    }

    /// Returns the byte position of a code-point position, or `None` beyond the end.
    pub fn from_char(&self, text: &str, offset: CharOffset) -> Option<Offset> {
        self.seek(text, |mark| mark.chars, offset.0).map(|mark| Offset(mark.byte))
    }

    /// Returns the byte position of a UTF-16 position, or `None` beyond the end or between the two
    /// halves of a surrogate pair.
    pub fn from_utf16(&self, text: &str, offset: Utf16Offset) -> Option<Offset> {
        self.seek(text, |mark| mark.utf16, offset.0).map(|mark| Offset(mark.byte))
    }

    /// Finds the mark whose `unit` is exactly `wanted`.
    fn seek(&self, text: &str, unit: impl Fn(&Mark) -> u32, wanted: u32) -> Option<Mark> {
        if wanted > unit(&self.end) {
            return None;
        }
        if self.marks.is_empty() {
            return Some(Mark { byte: wanted, chars: wanted, utf16: wanted });
        }
        let index = self.marks.partition_point(|mark| unit(mark) <= wanted).checked_sub(1)?;
        let mut at = *self.marks.get(index)?;
        for c in text.get(at.byte as usize..)?.chars() {
            if unit(&at) >= wanted {
                break;
            }
            at = at.after(c);
        }
        (unit(&at) == wanted).then_some(at)
    }
}

impl Mark {
    /// Returns the mark behind one more character.
    fn after(self, c: char) -> Self {
        Self {
            byte: self.byte + Offset::from_index(c.len_utf8()).0,
            chars: self.chars + 1,
            utf16: self.utf16 + Offset::from_index(c.len_utf16()).0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_unit_of_a_mixed_text() {
        let text = "a\u{0301}é😀\r\n\u{a0}z";
        let table = OffsetTable::new(text);
        let emoji = Offset::from_index(text.find('😀').unwrap());
        assert_eq!(table.to_char(text, emoji), Some(CharOffset(3)));
        assert_eq!(table.to_utf16(text, emoji), Some(Utf16Offset(3)));
        assert_eq!(table.from_utf16(text, Utf16Offset(4)), None, "inside the surrogate pair");
        assert_eq!(table.from_utf16(text, Utf16Offset(5)), table.from_char(text, CharOffset(4)));
        assert_eq!(table.to_char(text, Offset(emoji.0 + 1)), None, "inside a character");
        assert_eq!(table.from_char(text, CharOffset(99)), None, "beyond the end");
    }

    proptest::proptest! {
        #[test]
        fn every_unit_converts_there_and_back(text in "(\\PC|😀|\r\n|\u{a0}|e\u{301}){0,400}") {
            let table = OffsetTable::new(&text);
            let (mut chars, mut utf16) = (0, 0);
            let ends = text.char_indices().map(|(at, c)| (at, c.len_utf16()));
            for (at, width) in ends.chain([(text.len(), 0)]) {
                let offset = Offset::from_index(at);
                let (c, u) = (CharOffset(chars), Utf16Offset(utf16));
                proptest::prop_assert_eq!(table.to_char(&text, offset), Some(c));
                proptest::prop_assert_eq!(table.to_utf16(&text, offset), Some(u));
                proptest::prop_assert_eq!(table.from_char(&text, c), Some(offset));
                proptest::prop_assert_eq!(table.from_utf16(&text, u), Some(offset));
                chars += 1;
                utf16 += u32::try_from(width).unwrap();
            }
        }
    }
}
