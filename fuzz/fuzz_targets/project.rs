//! A file of our own, byte by byte.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| claimlight_fuzz::project(data));
