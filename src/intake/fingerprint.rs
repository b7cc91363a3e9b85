//! The fingerprint by which the same text is known again.

use sha2::{Digest, Sha256};

/// Returns the lower-case hexadecimal SHA-256 of the text's UTF-8.
pub fn fingerprint(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    Sha256::digest(text.as_bytes())
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|nibble| char::from(DIGITS[usize::from(nibble)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprint_is_the_standard_digest_in_lower_case() {
        assert_eq!(
            fingerprint("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            fingerprint(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn line_ends_make_different_fingerprints() {
        assert_ne!(fingerprint("a\r\nb"), fingerprint("a\nb"));
    }
}
