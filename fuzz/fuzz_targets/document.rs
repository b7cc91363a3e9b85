//! A file with its name, in any encoding, becomes a proposed document.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| claimlight_fuzz::document(data));
