//! Base 64, as data addresses and integrity sums have it.

use sha2::{Digest, Sha256};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Writes bytes as base 64.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut written = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let all = group.iter().fold(0u32, |all, byte| all << 8 | u32::from(*byte));
        let all = all << (8 * (3 - group.len()));
        for place in 0..4 {
            if place <= group.len() {
                let letter = LETTERS[(all >> (18 - 6 * place) & 63) as usize];
                written.push(char::from(letter));
            } else {
                written.push('=');
            }
        }
    }
    written
}

/// Writes the sum of bytes as browsers compare it.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", encode(&Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_the_standard_has_them() {
        let written =
            ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|t| encode(t.as_bytes()));
        assert_eq!(written, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
        assert_eq!(encode(&[0xff, 0xfe, 0xfd]), "//79");
    }

    #[test]
    fn a_sum_is_the_one_browsers_compute() {
        assert_eq!(integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
