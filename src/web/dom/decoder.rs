//! The browser's tables of legacy encodings.

use web_sys::TextDecoder;

use crate::intake::encoding::Decoder;

/// Decodes with the browser's `TextDecoder`, which follows the same standard everywhere.
#[derive(Debug, Clone, Copy, Default)]
pub struct BrowserDecoder;

impl Decoder for BrowserDecoder {
    fn decode(&self, bytes: &[u8], label: &str) -> Option<String> {
        // Not fatal: malformed sequences become U+FFFD, which the review counts.
        let decoder = TextDecoder::new_with_label(label).ok()?;
        decoder.decode_with_u8_array(bytes).ok()
    }
}
