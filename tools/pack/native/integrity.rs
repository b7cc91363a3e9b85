//! Sums of files, as browsers compare them.

use claimlight::format::base64;
use sha2::{Digest, Sha256};

/// Writes the sum of bytes as browsers compare it.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", base64::encode(&Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_the_one_browsers_compute() {
        assert_eq!(integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
