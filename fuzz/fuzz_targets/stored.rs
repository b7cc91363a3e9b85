//! What a browser's storage and the address of a page may hand back.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| claimlight_fuzz::stored(data));
