//! Reading JSON in one way.

use serde::de::DeserializeOwned;
use serde_json::{Error, Value};

/// Reads a thing from JSON.
///
/// It is read by way of a [`Value`], which takes a little longer than reading it from the text. But
/// the compiler makes the reading of every record anew for each kind of source, tens of kilobytes
/// each time, and files with mistakes in them can only be read from values.
pub fn read<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    T::deserialize(&value(json)?)
}

/// Compiled once, where [`read`] is compiled for each type.
#[inline(never)]
fn value(json: &str) -> Result<Value, Error> {
    serde_json::from_str(json)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Record, arbitrary};

    #[test]
    fn what_is_no_json_or_another_thing_is_refused() {
        assert!(read::<u8>("{").is_err());
        assert!(read::<u8>("300").is_err());
        assert!(read::<u8>("3 4").is_err());
        assert_eq!(read::<u8>(" 3 ").unwrap(), 3);
    }

    proptest! {
        #[test]
        fn records_are_read_as_they_are_from_the_text(project in arbitrary::any_project()) {
            for record in project.records() {
                let json = serde_json::to_string(&record).unwrap();
                prop_assert_eq!(&read::<Record>(&json).unwrap(), &record);
                prop_assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);
            }
        }
    }
}
