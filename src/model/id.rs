//! Typed ids: 128 bits, the first 48 the time they were made at, so that they sort by age.

use sha2::{Digest, Sha256};

/// The letters of Crockford's base 32: no I, L, O, U, so that ids survive being read aloud.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Writes 128 bits as 26 letters; the order of the text is the order of the numbers.
pub fn encode(bits: u128) -> String {
    (0..26).rev().map(|place| char::from(LETTERS[(bits >> (place * 5) & 31) as usize])).collect()
}

/// Reads 26 letters, in either case; `None` when they are not an id.
pub fn decode(text: &str) -> Option<u128> {
    if text.len() != 26 {
        return None;
    }
    let mut bits: u128 = 0;
    for (place, byte) in text.bytes().enumerate() {
        let upper = byte.to_ascii_uppercase();
        let digit = LETTERS.iter().position(|letter| *letter == upper)? as u128;
        if place == 0 && digit > 7 {
            return None;
        }
        bits = bits << 5 | digit;
    }
    Some(bits)
}

/// Makes the bits of an id of a moment (ms since 1970) and randomness given by the host.
pub fn bits_of(at_ms: u64, random: u128) -> u128 {
    u128::from(at_ms) << 80 | random & ((1 << 80) - 1)
}

/// Makes the bits of an id that is always the same for the same kind and name.
///
/// Records that ship with the app (the default codebook, the sample) get such ids, so that they
/// are the same records in every project and meet when projects are merged. Their time is zero.
fn bits_of_name(kind: &str, name: &str) -> u128 {
    let digest = Sha256::new().chain_update(kind).chain_update([0]).chain_update(name).finalize();
    let bits = digest.iter().take(10).fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
    bits_of(0, bits)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u128);

        impl $name {
            /// Makes an id of a moment (ms since 1970) and randomness, both given by the host.
            pub fn new(at_ms: u64, random: u128) -> Self {
                Self(bits_of(at_ms, random))
            }

            /// Makes the id that belongs to a name, the same at all times and places.
            pub fn from_name(name: &str) -> Self {
                Self(bits_of_name($kind, name))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&encode(self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($kind, ":{}"), encode(self.0))
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                decode(text).map(Self).ok_or_else(|| InvalidId(text.to_owned()))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

/// A text that is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an id: an id has 26 letters and digits, without I, L, O and U")]
pub struct InvalidId(
    /// What stood there.
    pub String,
);

ids! {
    /// Identifies a project.
    ProjectId = "project";
    /// Identifies a document.
    DocumentId = "document";
    /// Identifies a claim type or an issue.
    CodeId = "code";
    /// Identifies a variable of the codebook.
    VariableId = "variable";
    /// Identifies an actor.
    ActorId = "actor";
    /// Identifies a coder.
    CoderId = "coder";
    /// Identifies a claim.
    ClaimId = "claim";
    /// Identifies a mention.
    MentionId = "mention";
    /// Identifies a transaction.
    TransactionId = "transaction";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let (a, b) =
            (ClaimId::new(1_605_000_000_000, u128::MAX), ClaimId::new(1_605_000_000_001, 0));
        assert!(a < b && a.to_string() < b.to_string());
    }

    #[test]
    fn a_name_always_gives_the_same_id_and_another_kind_another() {
        assert_eq!(CodeId::from_name("demand"), CodeId::from_name("demand"));
        assert_ne!(CodeId::from_name("demand").0, ActorId::from_name("demand").0);
    }

    #[test]
    fn what_is_no_id_is_refused_with_a_sentence() {
        let error = "claim-1".parse::<ClaimId>().unwrap_err().to_string();
        assert!(error.starts_with("“claim-1” is not an id"), "{error}");
        assert!("Z0000000000000000000000000".parse::<ClaimId>().is_err(), "over 128 bits");
    }

    proptest::proptest! {
        #[test]
        fn ids_are_read_as_written(bits: u128) {
            proptest::prop_assert_eq!(decode(&encode(bits)), Some(bits));
            proptest::prop_assert_eq!(decode(&encode(bits).to_lowercase()), Some(bits));
        }
    }
}
