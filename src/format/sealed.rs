//! A file of our own under a passphrase: the envelope, without the cryptography.
//!
//! Here is decided what stands in the envelope, what is refused before anything is computed from
//! it, and which bytes the cipher vouches for. Keys are derived and bytes encrypted by the browser
//! (`web::dom::secret`). `docs/privacy.md` has a recipe that opens such a file without the app.
//!
//! ```json
//! {
//! "format":"claimlight-encrypted",
//! "version":1,
//! "kdf":"PBKDF2-HMAC-SHA-256",
//! "iterations":1000000,
//! "salt":"…",
//! "cipher":"AES-256-GCM",
//! "nonce":"…",
//! "compression":"gzip",
//! "ciphertext":"…"
//! }
//! ```
//!
//! What is encrypted are the bytes of a `*.claimlight.json` file, compressed first where that is
//! said. The values above `ciphertext`, joined by line feeds, are the cipher's additional data, so
//! that none of them can be changed without it being noticed.

use serde::Deserialize;

use super::base64;
use crate::model::json;

/// What the header field `format` says.
pub const FORMAT: &str = "claimlight-encrypted";

/// The version that is written, and the newest that can be read.
pub const VERSION: u64 = 1;

/// How keys are made of passphrases.
pub const KDF: &str = "PBKDF2-HMAC-SHA-256";

/// The cipher.
pub const CIPHER: &str = "AES-256-GCM";

/// How often the function is applied in files we write. OWASP asks for at least 600,000 with
/// SHA-256; this is half a second of a usual machine.
pub const ITERATIONS: u32 = 1_000_000;

/// How often it may be asked to be applied: a hostile file must not keep the machine busy for
/// hours.
pub const MOST_ITERATIONS: u32 = 10_000_000;

/// How many random bytes go into the key beside the passphrase.
pub const SALT_BYTES: usize = 16;

/// How many random bytes the cipher starts with.
pub const NONCE_BYTES: usize = 12;

/// The cipher's tag, at the end of the ciphertext.
const TAG_BYTES: usize = 16;

/// How few letters a passphrase may have.
pub const SHORTEST_PASSPHRASE: usize = 8;

/// How the bytes were made shorter before they were encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// As gzip does.
    Gzip,
    /// Not at all.
    None,
}

/// What the cipher needs besides the passphrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// How often the function that makes the key is applied.
    pub iterations: u32,
    /// What goes into the key beside the passphrase.
    pub salt: Vec<u8>,
    /// What the cipher starts with.
    pub nonce: Vec<u8>,
    /// How the bytes were made shorter.
    pub compression: Compression,
}

/// A file under a passphrase, not opened yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// What the cipher needs besides the passphrase.
    pub header: Header,
    /// What was encrypted, with the tag at its end.
    pub ciphertext: Vec<u8>,
}

/// Why an envelope was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealedError {
    /// It is another kind of file.
    #[error("this is not a file under a passphrase")]
    NotSealed,
    /// A newer version of the app wrote it.
    #[error(
        "this file under a passphrase has version {0}, and this app reads versions up to \
         {VERSION}: open it with a newer version of the app"
    )]
    Newer(u64),
    /// Its header cannot be used.
    #[error("this file under a passphrase cannot be opened: {0}")]
    Unusable(String),
}

/// The fields as they stand in the file.
#[derive(Deserialize)]
struct Fields {
    kdf: String,
    iterations: u64,
    salt: String,
    cipher: String,
    nonce: String,
    compression: String,
    ciphertext: String,
}

#[derive(Deserialize)]
struct Kind {
    format: String,
    version: u64,
}

impl Compression {
    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::None => "none",
        }
    }
}

impl Header {
    /// Returns the bytes the cipher vouches for besides those it encrypts.
    pub fn additional_data(&self) -> Vec<u8> {
        let fields = self.fields().map(|(_, value)| value.trim_matches('"').to_owned());
        fields.join("\n").into_bytes()
    }

    /// Returns the fields in their order, as they stand in the file.
    fn fields(&self) -> [(&'static str, String); 8] {
        let text = |text: &str| format!("\"{text}\"");
        [
            ("format", text(FORMAT)),
            ("version", VERSION.to_string()),
            ("kdf", text(KDF)),
            ("iterations", self.iterations.to_string()),
            ("salt", text(&base64::encode(&self.salt))),
            ("cipher", text(CIPHER)),
            ("nonce", text(&base64::encode(&self.nonce))),
            ("compression", text(self.compression.name())),
        ]
    }
}

impl Sealed {
    /// Writes the envelope; a field a line, as in all our files.
    pub fn write(&self) -> String {
        let fields = self.header.fields().map(|(name, value)| format!("\"{name}\":{value},\n"));
        format!(
            "{{\n{}\"ciphertext\":\"{}\"\n}}\n",
            fields.concat(),
            base64::encode(&self.ciphertext)
        )
    }
}

/// Reads an envelope, and refuses what cannot be opened or should not be tried.
pub fn read(bytes: &[u8]) -> Result<Sealed, SealedError> {
    let text = std::str::from_utf8(bytes).map_err(|_| SealedError::NotSealed)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let kind: Kind = json::read(text).map_err(|_| SealedError::NotSealed)?;
    if kind.format != FORMAT {
        return Err(SealedError::NotSealed);
    }
    if kind.version != VERSION {
        return Err(SealedError::Newer(kind.version));
    }
    let refuse = |why: String| Err(SealedError::Unusable(why));
    let fields: Fields =
        json::read(text).map_err(|error| SealedError::Unusable(error.to_string()))?;
    if fields.kdf != KDF {
        return refuse(format!("its key is made by “{}”, and {KDF} is known", fields.kdf));
    }
    if fields.cipher != CIPHER {
        return refuse(format!("it is encrypted with “{}”, and {CIPHER} is known", fields.cipher));
    }
    let compression = match fields.compression.as_str() {
        "gzip" => Compression::Gzip,
        "none" => Compression::None,
        other => return refuse(format!("it is compressed with “{other}”, and gzip is known")),
    };
    let Ok(iterations @ 1..=MOST_ITERATIONS) = u32::try_from(fields.iterations) else {
        return refuse(format!(
            "it asks for {} iterations, and up to {MOST_ITERATIONS} are carried out",
            fields.iterations
        ));
    };
    let part = |name: &str, text: &str, lengths: std::ops::RangeInclusive<usize>| {
        let bytes = base64::decode(text).filter(|bytes| lengths.contains(&bytes.len()));
        bytes.ok_or_else(|| SealedError::Unusable(format!("its {name} is damaged")))
    };
    let salt = part("salt", &fields.salt, 8..=64)?;
    let nonce = part("nonce", &fields.nonce, NONCE_BYTES..=NONCE_BYTES)?;
    let ciphertext = part("ciphertext", &fields.ciphertext, TAG_BYTES..=usize::MAX)?;
    Ok(Sealed { header: Header { iterations, salt, nonce, compression }, ciphertext })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn sealed() -> Sealed {
        let header = Header {
            iterations: ITERATIONS,
            salt: vec![1; SALT_BYTES],
            nonce: vec![2; NONCE_BYTES],
            compression: Compression::Gzip,
        };
        Sealed { header, ciphertext: vec![3; 40] }
    }

    fn changed(field: &str, to: Value) -> Result<Sealed, SealedError> {
        let mut file: Value = serde_json::from_str(&sealed().write()).unwrap();
        file[field] = to;
        read(file.to_string().as_bytes())
    }

    #[test]
    fn an_envelope_is_read_as_it_was_written() {
        let file = sealed().write();
        assert_eq!(read(file.as_bytes()), Ok(sealed()));
        assert_eq!(file.lines().count(), 11);
        let reordered: Value = serde_json::from_str(&file).unwrap();
        assert_eq!(read(format!("\u{feff}{reordered:#}").as_bytes()), Ok(sealed()));
    }

    #[test]
    fn the_cipher_vouches_for_every_field_of_the_header() {
        let said = String::from_utf8(sealed().header.additional_data()).unwrap();
        assert_eq!(
            said,
            "claimlight-encrypted\n1\nPBKDF2-HMAC-SHA-256\n1000000\nAQEBAQEBAQEBAQEBAQEBAQ==\n\
             AES-256-GCM\nAgICAgICAgICAgIC\ngzip"
        );
        for (field, to) in [
            ("iterations", json!(999_999)),
            ("salt", json!("AQEBAQEBAQEBAQEBAQEBAg==")),
            ("nonce", json!("AgICAgICAgICAgID")),
            ("compression", json!("none")),
        ] {
            let other = changed(field, to).unwrap();
            assert_ne!(other.header.additional_data(), sealed().header.additional_data());
        }
    }

    #[test]
    fn a_hostile_header_is_refused_before_anything_is_computed() {
        let sentence = |field: &str, to: Value| changed(field, to).unwrap_err().to_string();
        assert!(sentence("iterations", json!(1_000_000_000_u64)).contains("1000000000 iterations"));
        assert!(sentence("iterations", json!(0)).contains("0 iterations"));
        for (field, to) in [
            ("iterations", json!(-1)),
            ("iterations", json!(1e300)),
            ("iterations", json!("1000000")),
            ("salt", json!("")),
            ("salt", json!("A".repeat(4000))),
            ("nonce", json!("AgIC")),
            ("ciphertext", json!("AgIC")),
            ("ciphertext", json!("not base 64")),
            ("kdf", json!("MD5")),
            ("cipher", json!("ROT13")),
            ("compression", json!("zip bomb")),
        ] {
            assert!(
                matches!(changed(field, to.clone()), Err(SealedError::Unusable(_))),
                "{field} {to}"
            );
        }
    }

    #[test]
    fn other_files_and_newer_ones_are_told_apart() {
        assert_eq!(changed("format", json!("claimlight")), Err(SealedError::NotSealed));
        assert_eq!(changed("version", json!(2)), Err(SealedError::Newer(2)));
        assert_eq!(read(b"{"), Err(SealedError::NotSealed));
        assert_eq!(read(&[0xff]), Err(SealedError::NotSealed));
    }

    #[test]
    fn the_schema_describes_the_envelope() {
        let schema = include_str!("../../public/claimlight.schema.json");
        let schema: Value = serde_json::from_str(schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let file: Value = serde_json::from_str(&sealed().write()).unwrap();
        assert!(validator.is_valid(&file));
        for (field, wrong) in [
            ("iterations", json!(MOST_ITERATIONS + 1)),
            ("salt", json!("?")),
            ("compression", json!("zip")),
            ("ciphertext", Value::Null),
        ] {
            let mut file = file.clone();
            file[field] = wrong;
            assert!(!validator.is_valid(&file), "{field}");
        }
    }

    proptest! {
        #[test]
        fn bytes_changed_at_random_give_an_envelope_or_a_sentence(
            changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6)
        ) {
            let mut bytes = sealed().write().into_bytes();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            match read(&bytes) {
                Ok(sealed) => prop_assert!(sealed.header.iterations <= MOST_ITERATIONS),
                Err(error) => prop_assert!(error.to_string().len() > 12),
            }
        }
    }
}
