//! Files under a passphrase: the browser's cryptography (`WebCrypto`), which runs beside the page and
//! blocks nothing. What stands in such a file is decided in `format::sealed`.

use js_sys::{Array, JsString, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CryptoKey, SubtleCrypto};

use super::file::reason;
use crate::format::sealed::{
    CIPHER, Compression, Header, ITERATIONS, NONCE_BYTES, SALT_BYTES, Sealed,
};
use crate::web::host;

#[wasm_bindgen]
extern "C" {
    /// A stream of the browser, as far as it is used here.
    #[wasm_bindgen(extends = Object)]
    type Stream;

    #[wasm_bindgen(method, catch, js_name = pipeThrough)]
    fn pipe_through(this: &Stream, through: &JsValue) -> Result<Stream, JsValue>;

    #[wasm_bindgen(method, js_name = getReader)]
    fn reader(this: &Stream) -> Reader;

    #[wasm_bindgen(extends = Object)]
    type Reader;

    #[wasm_bindgen(method)]
    fn read(this: &Reader) -> Promise;

    #[wasm_bindgen(method)]
    fn cancel(this: &Reader) -> Promise;

    #[wasm_bindgen(extends = Object, js_name = CompressionStream)]
    type Shorter;

    #[wasm_bindgen(constructor, catch, js_class = CompressionStream)]
    fn new(format: &str) -> Result<Shorter, JsValue>;

    #[wasm_bindgen(extends = Object, js_name = DecompressionStream)]
    type Longer;

    #[wasm_bindgen(constructor, catch, js_class = DecompressionStream)]
    fn new(format: &str) -> Result<Longer, JsValue>;
}

/// Why a file under a passphrase could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The passphrase is another one, or the file was changed: the cipher cannot tell the two apart.
    #[error(
        "the passphrase does not open this file: try again, with an eye on capital letters; if it \
         is right, the file was changed or damaged on its way"
    )]
    Refused,
    /// What came out is longer than anything that can be taken in.
    #[error("the file is larger inside than can be taken in")]
    TooLarge,
    /// The browser failed.
    #[error("the browser could not open it: {0}")]
    Failed(String),
}

/// Says why nothing can be encrypted or opened here; nothing where it can.
pub fn obstacle() -> Option<&'static str> {
    subtle().is_none().then_some(
        "This browser encrypts only on pages that came over https, from this machine itself or from \
         a file. Open Claimlight in one of these ways to use a passphrase.",
    )
}

/// Encrypts the bytes of a file.
pub async fn seal(bytes: &[u8], passphrase: &str) -> Result<Sealed, String> {
    let failed = |error: JsValue| reason(&error);
    let (compression, bytes) = match shorten(bytes).await {
        Ok(shorter) => (Compression::Gzip, shorter),
        // Browsers of before 2023 cannot.
        Err(_) => (Compression::None, bytes.to_vec()),
    };
    let salt = host::random().to_le_bytes();
    let nonce = host::random().to_le_bytes();
    let header = Header {
        iterations: ITERATIONS,
        salt: salt.iter().copied().take(SALT_BYTES).collect(),
        nonce: nonce.iter().copied().take(NONCE_BYTES).collect(),
        compression,
    };
    let subtle = subtle().ok_or_else(|| obstacle().unwrap_or_default().to_owned())?;
    let key = key(&subtle, &header, passphrase, "encrypt").await.map_err(failed)?;
    let encrypted = subtle.encrypt_with_object_and_u8_array(&cipher(&header), &key, &bytes);
    let encrypted = JsFuture::from(encrypted.map_err(failed)?).await.map_err(failed)?;
    Ok(Sealed { header, ciphertext: Uint8Array::new(&encrypted).to_vec() })
}

/// Opens a file with its passphrase; one that would be longer than `most` bytes is given up.
pub async fn open(sealed: &Sealed, passphrase: &str, most: u64) -> Result<Vec<u8>, OpenError> {
    let failed = |error: JsValue| OpenError::Failed(reason(&error));
    let header = &sealed.header;
    let why = || OpenError::Failed(obstacle().unwrap_or_default().to_owned());
    let subtle = subtle().ok_or_else(why)?;
    let key = key(&subtle, header, passphrase, "decrypt").await.map_err(failed)?;
    let opened = subtle.decrypt_with_object_and_u8_array(&cipher(header), &key, &sealed.ciphertext);
    let opened = JsFuture::from(opened.map_err(failed)?).await;
    let bytes = Uint8Array::new(&opened.map_err(|_| OpenError::Refused)?);
    match header.compression {
        Compression::None => Ok(bytes.to_vec()),
        Compression::Gzip => {
            let longer = Longer::new("gzip").map_err(failed)?;
            let all = piped(&bytes, &longer, most).await.map_err(failed)?;
            all.ok_or(OpenError::TooLarge)
        }
    }
}

/// Returns the browser's cryptography, where the page may use it.
fn subtle() -> Option<SubtleCrypto> {
    let crypto = web_sys::window()?.crypto().ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    subtle.is_object().then(|| subtle.unchecked_into())
}

/// Makes the key of a passphrase. The same letters may be written in several ways; the composed one
/// counts (Unicode's form C), whatever the keyboard sends.
async fn key(
    subtle: &SubtleCrypto,
    header: &Header,
    passphrase: &str,
    usage: &str,
) -> Result<CryptoKey, JsValue> {
    let composed = String::from(JsString::from(passphrase).normalize("NFC"));
    let letters = Uint8Array::from(composed.as_bytes());
    let derive = Array::of1(&"deriveKey".into());
    let base = subtle.import_key_with_str("raw", &letters, "PBKDF2", false, &derive)?;
    let base: CryptoKey = JsFuture::from(base).await?.unchecked_into();
    let derivation = object(&[
        ("name", &"PBKDF2".into()),
        ("hash", &"SHA-256".into()),
        ("salt", &Uint8Array::from(header.salt.as_slice())),
        ("iterations", &header.iterations.into()),
    ]);
    let kind = object(&[("name", &"AES-GCM".into()), ("length", &256.into())]);
    debug_assert!(CIPHER.contains("256"), "the length below is the one the file names");
    let derived = subtle.derive_key_with_object_and_object(
        &derivation,
        &base,
        &kind,
        false,
        &Array::of1(&usage.into()),
    )?;
    Ok(JsFuture::from(derived).await?.unchecked_into())
}

fn cipher(header: &Header) -> Object {
    object(&[
        ("name", &"AES-GCM".into()),
        ("iv", &Uint8Array::from(header.nonce.as_slice())),
        ("additionalData", &Uint8Array::from(header.additional_data().as_slice())),
        ("tagLength", &128.into()),
    ])
}

async fn shorten(bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
    let shorter = Shorter::new("gzip")?;
    let all = piped(&Uint8Array::from(bytes), &shorter, u64::MAX).await?;
    all.ok_or(JsValue::NULL)
}

/// Sends bytes through one of the browser's pipes and gathers what comes out; `None` when that is
/// more than `most`.
async fn piped(bytes: &Uint8Array, pipe: &JsValue, most: u64) -> Result<Option<Vec<u8>>, JsValue> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(bytes))?;
    let stream = Reflect::get(&blob, &"stream".into())?.dyn_into::<js_sys::Function>()?;
    let stream: Stream = stream.call0(&blob)?.unchecked_into();
    let reader = stream.pipe_through(pipe)?.reader();
    let mut all = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await?;
        if Reflect::get(&piece, &"done".into())?.is_truthy() {
            return Ok(Some(all));
        }
        let piece = Uint8Array::new(&Reflect::get(&piece, &"value".into())?);
        if all.len() as u64 + u64::from(piece.length()) > most {
            drop(JsFuture::from(reader.cancel()).await);
            return Ok(None);
        }
        all.extend_from_slice(&piece.to_vec());
    }
}

fn object(fields: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value).expect("a new object takes any field");
    }
    object
}
