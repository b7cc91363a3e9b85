//! The source of an HTML page becomes text.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| claimlight_fuzz::page(data));
