//! The outside of our own file: is it JSON, is it ours, can this version read it, and which sections
//! does it have.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Number;
use serde_json::value::RawValue;

use super::{FORMAT, OFFSETS, VERSION};
use crate::format::package::Kind;
use crate::text::Text;

/// Why nothing could be read of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than anything we write.
    #[error("the file has {0} bytes, more than can be opened (1 GiB)")]
    TooLarge(usize),
    /// The bytes are not UTF-8.
    #[error(
        "the file is not UTF-8: line {line} holds a byte at position {column} that cannot stand \
         there; save it as UTF-8 and try again"
    )]
    NotUtf8 {
        /// The line, from 1.
        line: usize,
        /// The byte of the line, from 1.
        column: usize,
    },
    /// The file is not JSON.
    #[error("the file is not valid JSON: {message}, at line {line}, column {column}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// The byte of the line, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// The file is JSON, but not ours.
    #[error("this is not a Claimlight file: {0}")]
    NotOurs(String),
    /// The file was written by a newer version.
    #[error(
        "this file has version {0} of the Claimlight format, and this app reads versions up to \
         {VERSION}: open it with a newer version of the app"
    )]
    Newer(String),
    /// The positions are counted in another unit.
    #[error("this file counts positions in “{0}”, and Claimlight files count them in {OFFSETS}")]
    Offsets(String),
}

/// What the header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The version of the format.
    pub(super) version: u64,
    /// What the file is used for; `None` when that is not said.
    pub(super) kind: Option<Kind>,
}

/// The fields of the outermost object with their values as they stand in the file.
pub(crate) struct Fields<'a>(pub(crate) Vec<(String, &'a RawValue)>);

impl<'a> Fields<'a> {
    /// Returns the last value of a field.
    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    /// Returns a field's value, when it is text.
    fn text(&self, name: &str) -> Option<String> {
        serde_json::from_str(self.get(name)?.get()).ok()
    }
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    fields.push(entry);
                }
                Ok(Fields(fields))
            }
        }
        from.deserialize_map(Collect)
    }
}

/// Returns the text of a file without its byte order mark.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > Text::MAX_BYTES {
        return Err(ReadError::TooLarge(bytes.len()));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = good.split(|byte| *byte == b'\n').count();
        let column = good.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        ReadError::NotUtf8 { line, column }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() { Err(ReadError::Empty) } else { Ok(text) }
}

/// Splits the outermost object into its fields.
pub(crate) fn fields(text: &str) -> Result<Fields<'_>, ReadError> {
    serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            return ReadError::NotOurs("it holds no object of named sections".to_owned());
        }
        let (mut line, mut column) = (error.line(), error.column());
        // A line that ends too early is reported as the start of the next one; people look for
        // the mistake where the line ends.
        if column == 0 && line > 1 {
            line -= 1;
            column = text.lines().nth(line - 1).map_or(0, str::len) + 1;
        }
        ReadError::Json { line, column, message: without_place(&error) }
    })
}

/// Returns an error's message without the place, which is counted otherwise or said elsewhere.
pub(crate) fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&place).unwrap_or(&message).to_owned()
}

/// Reads the header and refuses what is not ours or too new.
pub(super) fn header(fields: &Fields<'_>) -> Result<Header, ReadError> {
    match fields.text("format").as_deref() {
        Some(FORMAT) => {}
        Some(other) => return Err(ReadError::NotOurs(format!("its format is “{other}”"))),
        None => {
            let reason = format!("it does not say “\"format\":\"{FORMAT}\"”");
            return Err(ReadError::NotOurs(reason));
        }
    }
    let version = fields.get("version").map(|value| value.get().trim()).unwrap_or_default();
    let version = match version.parse::<u64>() {
        Ok(0) | Err(_) if !looks_newer(version) => {
            let reason = match version {
                "" => "it does not say which version of the format it has".to_owned(),
                _ => "its version is no number from 1".to_owned(),
            };
            return Err(ReadError::NotOurs(reason));
        }
        Ok(known @ 1..=VERSION) => known,
        _ => return Err(ReadError::Newer(version.to_owned())),
    };
    match fields.text("offsets") {
        Some(offsets) if offsets == OFFSETS => {}
        Some(other) => return Err(ReadError::Offsets(other)),
        None if fields.get("offsets").is_some() => {
            return Err(ReadError::Offsets("something that is no text".to_owned()));
        }
        // Version 1 knows no other unit, so a file that does not name it means this one.
        None => {}
    }
    let kind = fields.text("kind");
    let kind = Kind::ALL.into_iter().find(|known| Some(known.name()) == kind.as_deref());
    Ok(Header { version, kind })
}

/// Says whether a version is a number beyond what can be counted, or one with decimals above ours.
fn looks_newer(version: &str) -> bool {
    // Not `parse`, which would bring a second reader of decimals with ten kilobytes of tables.
    let number = serde_json::from_str(version).ok().and_then(|number: Number| number.as_f64());
    version.len() < 40 && number.is_some_and(|number| number > 1.0)
}
