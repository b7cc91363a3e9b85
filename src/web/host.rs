//! The clock and the randomness that the core is given.

use crate::model::Timestamp;

/// Returns the time now.
pub fn now() -> Timestamp {
    // Milliseconds since 1970 are a whole number far below 2^53.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
    Timestamp(js_sys::Date::now() as u64)
}

/// Returns 128 random bits.
pub fn random() -> u128 {
    // The browser's own generator, made for uniqueness: two coders' ids must never meet by chance.
    let uuid = crypto_uuid();
    u128::from_str_radix(&uuid.replace('-', ""), 16).unwrap_or_else(|_| fallback())
}

#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(array: &js_sys::Uint8Array);
}

/// Returns 32 hexadecimal digits of the browser's cryptographic randomness.
fn crypto_uuid() -> String {
    let bytes = js_sys::Uint8Array::new_with_length(16);
    get_random_values(&bytes);
    bytes.to_vec().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns randomness of lesser quality, where the better one is missing.
fn fallback() -> u128 {
    let part = || js_sys::Math::random().to_bits();
    u128::from(part()) << 64 | u128::from(part())
}
