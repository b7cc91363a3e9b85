//! UTF-8 and UTF-16, decoded without the host.

use super::{Decoded, Encoding};

/// How many bytes the guess of [`utf_16_without_mark`] looks at.
const UTF_16_SAMPLE_BYTES: usize = 65_536;

/// Decodes one of the Unicode encodings; a byte order mark is not part of the text.
pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> Decoded {
    let (text, replaced) = if encoding == Encoding::UTF_8 {
        from_utf_8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
    } else if encoding == Encoding::UTF_16LE {
        from_utf_16(bytes.strip_prefix(b"\xff\xfe").unwrap_or(bytes), u16::from_le_bytes)
    } else {
        from_utf_16(bytes.strip_prefix(b"\xfe\xff").unwrap_or(bytes), u16::from_be_bytes)
    };
    Decoded { text, encoding, replaced }
}

/// Returns the encoding a byte order mark announces.
pub(super) fn by_mark(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => Some(Encoding::UTF_8),
        // Four bytes FF FE 00 00 would be UTF-32, which no browser and hardly a file uses.
        [0xff, 0xfe, ..] => Some(Encoding::UTF_16LE),
        [0xfe, 0xff, ..] => Some(Encoding::UTF_16BE),
        _ => None,
    }
}

/// Recognises UTF-16 without a byte order mark.
///
/// Blanks, line ends, digits and Latin letters have one zero byte, always on the same side. A
/// binary file also has zeros, but hardly without control characters and unassigned units.
pub(super) fn utf_16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = bytes.get(..UTF_16_SAMPLE_BYTES).unwrap_or(bytes);
    [
        (Encoding::UTF_16LE, u16::from_le_bytes as fn([u8; 2]) -> u16),
        (Encoding::UTF_16BE, u16::from_be_bytes),
    ]
    .into_iter()
    .find(|(_, unit)| looks_like_text(sample, *unit))
    .map(|(encoding, _)| encoding)
}

fn looks_like_text(sample: &[u8], unit: fn([u8; 2]) -> u16) -> bool {
    let (mut total, mut ascii, mut strange) = (0_usize, 0_usize, 0_usize);
    // Units by their high byte: a script fills one of these rows or two, or those of East Asia.
    let mut rows = [0_usize; 256];
    for pair in sample.chunks_exact(2) {
        total += 1;
        let value = unit([pair[0], pair[1]]);
        rows[usize::from(value >> 8)] += 1;
        match value {
            9 | 10 | 13 | 0x20..=0x7e => ascii += 1,
            0..=0x1f | 0x7f..=0x9f | 0xe000..=0xf8ff | 0xfff0..=0xffff => strange += 1,
            _ => {}
        }
    }
    let common = rows[0] + rows[0x20];
    let east_asian: usize = rows.iter().skip(0x30).take(0xd8 - 0x30).sum::<usize>() + rows[0xff];
    let alphabet = rows.iter().skip(1).take(0x1f).max().copied().unwrap_or(0);
    // Even a text without Latin letters has blanks or line ends in every 30 characters; the wrong
    // byte order turns exactly those into rare characters.
    let coherent = (common + alphabet.max(east_asian)) * 10 >= total * 9;
    ascii * 30 >= total && strange * 50 <= total && coherent
}

fn from_utf_8(bytes: &[u8]) -> (String, usize) {
    if let Ok(text) = str::from_utf8(bytes) {
        return (text.to_owned(), 0);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            replaced += 1;
        }
    }
    (text, replaced)
}

fn from_utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, usize) {
    let pairs = bytes.chunks_exact(2);
    let half = !pairs.remainder().is_empty();
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    for character in char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]]))) {
        text.push(character.unwrap_or_else(|_| {
            replaced += 1;
            char::REPLACEMENT_CHARACTER
        }));
    }
    if half {
        text.push(char::REPLACEMENT_CHARACTER);
        replaced += 1;
    }
    (text, replaced)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utf_16le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn byte_order_marks_are_no_part_of_the_text() {
        assert_eq!(decode(b"\xef\xbb\xbfhi", Encoding::UTF_8).text, "hi");
        assert_eq!(decode(b"\xff\xfeh\0i\0", Encoding::UTF_16LE).text, "hi");
        assert_eq!(decode(b"\xfe\xff\0h\0i", Encoding::UTF_16BE).text, "hi");
    }

    #[test]
    fn only_the_first_mark_is_taken_away() {
        assert_eq!(decode(b"\xef\xbb\xbf\xef\xbb\xbfhi", Encoding::UTF_8).text, "\u{feff}hi");
    }

    #[test]
    fn lone_surrogates_and_half_units_are_replaced_and_counted() {
        let decoded = decode(b"a\0\x3d\xd8b\0\x00\xdcc", Encoding::UTF_16LE);
        assert_eq!(decoded.text, "a\u{fffd}b\u{fffd}\u{fffd}");
        assert_eq!(decoded.replaced, 3);
    }

    #[test]
    fn malformed_utf_8_is_replaced_as_the_standard_says() {
        let bytes = b"a\xf0\x9f\x98z\xc3(\xed\xa0\x80";
        let decoded = decode(bytes, Encoding::UTF_8);
        let (expected, _) = encoding_rs::UTF_8.decode_without_bom_handling(bytes);
        assert_eq!(decoded.text, expected);
        assert_eq!(decoded.replaced, 5);
    }

    #[test]
    fn utf_16_without_a_mark_is_seen_in_both_orders_and_in_cyrillic() {
        let latin = utf_16le("Plain text.");
        assert_eq!(utf_16_without_mark(&latin), Some(Encoding::UTF_16LE));
        let cyrillic = utf_16le("Переговоры прошли в Москве, сообщили дипломаты.\r\n");
        assert_eq!(utf_16_without_mark(&cyrillic), Some(Encoding::UTF_16LE));
        let swapped: Vec<u8> = cyrillic.chunks(2).flat_map(|pair| [pair[1], pair[0]]).collect();
        assert_eq!(utf_16_without_mark(&swapped), Some(Encoding::UTF_16BE));
    }

    #[test]
    fn ordinary_text_and_binary_files_are_not_taken_for_utf_16() {
        assert_eq!(utf_16_without_mark(b"Just some words in ASCII, an even number"), None);
        assert_eq!(utf_16_without_mark("Обычный текст в UTF-8".as_bytes()), None);
        let binary: Vec<u8> = (0..4096_u32).map(|n| n.wrapping_mul(n).to_le_bytes()[1]).collect();
        assert_eq!(utf_16_without_mark(&binary), None);
        assert_eq!(utf_16_without_mark(&[0; 64]), None);
    }

    proptest! {
        #[test]
        fn utf_16_comes_back_as_it_was(text in "\\PC*") {
            let decoded = decode(&[b"\xff\xfe".to_vec(), utf_16le(&text)].concat(), Encoding::UTF_16LE);
            prop_assert_eq!(decoded.text, text);
            prop_assert_eq!(decoded.replaced, 0);
        }

        #[test]
        fn arbitrary_bytes_decode_as_the_standard_says(bytes: Vec<u8>) {
            let (expected, _) = encoding_rs::UTF_8.decode_without_bom_handling(&bytes);
            let body = bytes.strip_prefix(b"\xef\xbb\xbf").map_or(expected.into_owned(), |rest| {
                encoding_rs::UTF_8.decode_without_bom_handling(rest).0.into_owned()
            });
            prop_assert_eq!(decode(&bytes, Encoding::UTF_8).text, body);
        }
    }
}
