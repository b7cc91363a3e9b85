//! An immutable text with its conversion table.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::offset::OffsetTable;
use super::{CharOffset, Offset, Span, Utf16Offset};

/// A document's text exactly as it was decoded, shared and never changed, with the table that
/// converts its offsets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Text {
    inner: Arc<Inner>,
}

#[derive(Debug, PartialEq, Eq)]
struct Inner {
    string: String,
    table: OffsetTable,
}

impl Text {
    /// The largest text that can be opened, in bytes: well inside what an [`Offset`] counts.
    pub const MAX_BYTES: usize = 1 << 30;

    /// Takes a string as it is.
    pub fn new(string: impl Into<String>) -> Self {
        let string = string.into();
        let table = OffsetTable::new(&string);
        Self { inner: Arc::new(Inner { string, table }) }
    }

    /// Returns the whole text.
    pub fn as_str(&self) -> &str {
        &self.inner.string
    }

    /// Returns the position behind the last character, in bytes.
    pub fn end(&self) -> Offset {
        Offset::from_index(self.inner.string.len())
    }

    /// Returns the length in code points.
    pub fn chars(&self) -> u32 {
        self.inner.table.chars().0
    }

    /// Returns the whole text as a span; `None` when it is empty.
    pub fn whole(&self) -> Option<Span> {
        Span::new(Offset(0), self.end()).ok()
    }

    /// Says whether a span lies inside the text, between characters.
    pub fn holds(&self, span: Span) -> bool {
        self.slice(span).is_some()
    }

    /// Returns the words a span covers; `None` when it leaves the text or cuts a character.
    pub fn slice(&self, span: Span) -> Option<&str> {
        self.inner.string.get(span.range())
    }

    /// Returns the words a span covers, or nothing when it is not inside the text.
    pub fn quote(&self, span: Span) -> &str {
        self.slice(span).unwrap_or_default()
    }

    /// Moves an offset down to the nearest border between characters inside the text.
    pub fn floor(&self, offset: Offset) -> Offset {
        let text = self.as_str();
        let mut index = offset.index().min(text.len());
        while !text.is_char_boundary(index) {
            index -= 1;
        }
        Offset::from_index(index)
    }

    /// Converts bytes to code points; see [`OffsetTable::to_char`].
    pub fn to_char(&self, offset: Offset) -> Option<CharOffset> {
        self.inner.table.to_char(self.as_str(), offset)
    }

    /// Converts code points to bytes; see [`OffsetTable::from_char`].
    pub fn from_char(&self, offset: CharOffset) -> Option<Offset> {
        self.inner.table.from_char(self.as_str(), offset)
    }

    /// Converts bytes to UTF-16 units; see [`OffsetTable::to_utf16`].
    pub fn to_utf16(&self, offset: Offset) -> Option<Utf16Offset> {
        self.inner.table.to_utf16(self.as_str(), offset)
    }

    /// Converts UTF-16 units to bytes; see [`OffsetTable::from_utf16`].
    pub fn from_utf16(&self, offset: Utf16Offset) -> Option<Offset> {
        self.inner.table.from_utf16(self.as_str(), offset)
    }

    /// Returns a span in code points; `None` when it is not inside the text.
    pub fn span_to_chars(&self, span: Span) -> Option<(CharOffset, CharOffset)> {
        Some((self.to_char(span.start())?, self.to_char(span.end())?))
    }

    /// Returns the fingerprint: SHA-256 of the text's UTF-8, in lower-case hexadecimal.
    pub fn fingerprint(&self) -> String {
        fingerprint(self.as_str())
    }
}

/// Returns SHA-256 of a string's UTF-8, in lower-case hexadecimal.
pub fn fingerprint(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    Sha256::digest(text.as_bytes())
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

impl From<String> for Text {
    fn from(string: String) -> Self {
        Self::new(string)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_the_published_sha_256() {
        assert_eq!(
            Text::new("abc").fingerprint(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_span_outside_the_text_has_no_quote() {
        let text = Text::new("né");
        assert_eq!(text.quote(Span::try_from((0, 3)).unwrap()), "né");
        assert!(!text.holds(Span::try_from((0, 2)).unwrap()), "cuts the é");
        assert!(!text.holds(Span::try_from((0, 9)).unwrap()));
        assert_eq!(text.floor(Offset(2)), Offset(1));
    }
}
