//! A file of our own whose JSON stays JSON, and whose values do not stay what they were.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| claimlight_fuzz::damage(data));
