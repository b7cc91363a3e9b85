//! A table of comma-separated values, and cells that want to be formulas.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| claimlight_fuzz::table(data));
