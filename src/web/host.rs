//! What the core is given from outside: the clock and randomness.

use crate::model::Timestamp;

/// Returns the time.
pub fn now() -> Timestamp {
    // A clock before 1970 reads as 1970; whole milliseconds fit in 53 bits for ages to come.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
    let ms = js_sys::Date::now().max(0.0) as u64;
    Timestamp(ms)
}

/// Returns a moment as if the clock on the wall showed UTC, to be written out.
pub fn local(at: Timestamp) -> Timestamp {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds fit in 53 bits for ages to come")]
    let date = js_sys::Date::new(&(at.0 as f64).into());
    // Whole minutes, less than a day of them.
    #[expect(clippy::cast_possible_truncation, reason = "see above")]
    let minutes = date.get_timezone_offset() as i64;
    Timestamp(at.0.saturating_add_signed(-minutes * 60_000))
}

/// Returns 128 random bits, fit for ids that must never meet.
pub fn random() -> u128 {
    let mut bytes = [0; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.map(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    filled
        .expect("every browser that runs WebAssembly has a source of randomness")
        .expect("sixteen bytes are far below what may be asked for at once");
    u128::from_le_bytes(bytes)
}
