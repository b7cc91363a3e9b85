//! Sums of files, as browsers compare them.

use claimlight::format::base64;
use sha2::{Digest, Sha256};

/// Writes the sum of bytes as browsers compare it.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", base64::encode(&Sha256::digest(bytes)))
}

/// Writes the start of a sum as sixteen hexadecimal digits, to name something by it.
pub(crate) fn named(sum: &[u8]) -> String {
    let start = sum.iter().take(8).fold(0u64, |start, byte| start << 8 | u64::from(*byte));
    format!("{start:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_the_one_browsers_compute() {
        assert_eq!(integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn a_name_is_the_start_of_a_sum() {
        assert_eq!(named(&[0, 1, 2, 3, 4, 5, 6, 0xff, 9]), "00010203040506ff");
    }
}
