//! Bytes as text, in the base 64 of RFC 4648 with its padding. The browser's own knows no bytes, and
//! a crate would weigh more than this page.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Writes bytes as text.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0u32, |bits, at| {
            bits << 8 | u32::from(three.get(at).copied().unwrap_or_default())
        });
        for place in 0..4 {
            if place > three.len() {
                text.push('=');
            } else {
                text.push(char::from(LETTERS[(bits >> (18 - 6 * place) & 63) as usize]));
            }
        }
    }
    text
}

/// Reads bytes from text; `None` when it is not what [`encode`] writes. White space is passed over,
/// because mail programs break long lines.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut letters, mut padding) = (0u32, 0, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                padding += 1;
                0
            }
            _ => return None,
        };
        if padding > 2 || padding > 0 && byte != b'=' {
            return None;
        }
        bits = bits << 6 | u32::from(six);
        letters += 1;
        if letters == 4 {
            let [_, three @ ..] = bits.to_be_bytes();
            // Bits behind the last byte are none: one text for one row of bytes.
            if three.iter().skip(3 - padding).any(|byte| *byte != 0) {
                return None;
            }
            bytes.extend_from_slice(three.get(..3 - padding)?);
            (bits, letters) = (0, 0);
        }
    }
    (letters == 0).then_some(bytes)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_examples_of_the_standard_are_written_and_read() {
        let examples = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (words, text) in examples {
            assert_eq!(encode(words.as_bytes()), text);
            assert_eq!(decode(text).unwrap(), words.as_bytes());
        }
        assert_eq!(encode(&[0xff, 0xfe, 0xfd]), "//79");
        assert_eq!(decode("Zm9v\r\nYmFy").unwrap(), b"foobar");
    }

    #[test]
    fn what_is_not_base_64_is_refused() {
        for bad in
            ["Z", "Zg", "Zg=", "Zg===", "=Zg=", "Zg=v", "Zh==", "Zm9=", "Zm-v", "Zm9v====", "🙂"]
        {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn bytes_survive(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn any_text_gives_bytes_or_nothing(text in "[A-Za-z0-9+/= \n]{0,40}") {
            if let Some(bytes) = decode(&text) {
                let bare: String = text.split_whitespace().collect();
                prop_assert_eq!(encode(&bytes), bare);
            }
        }
    }
}
