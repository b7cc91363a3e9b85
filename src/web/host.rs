//! What the core is given from outside: the clock and randomness.

use crate::model::Timestamp;

/// Returns the time.
pub fn now() -> Timestamp {
    // A clock before 1970 reads as 1970; whole milliseconds fit in 53 bits for ages to come.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
    let ms = js_sys::Date::now().max(0.0) as u64;
    Timestamp(ms)
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
