//! From one record of a file to one record of the model, keeping as much of it as can be kept.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::unknown;
use crate::text::{Anchor, CharOffset};

/// A JSON object.
pub(super) type Object = Map<String, Value>;

/// What stands for an offset that is no position: it lies beyond every text.
const NOWHERE: CharOffset = CharOffset(u32::MAX);

/// Decodes a record. Optional fields that hold something impossible are left out and noted; what
/// this version does not know goes to `extra`.
pub(super) fn record<T>(mut object: Object, notes: &mut Vec<String>) -> Result<T, String>
where
    T: DeserializeOwned + Serialize,
{
    for reserved in [unknown::FIELDS, unknown::SECTIONS] {
        if object.shift_remove(reserved).is_some() {
            notes.push(format!("the field “{reserved}” is reserved and was left out"));
        }
    }
    let inner = unknown::take(&mut object);
    let decoded = tolerant(&mut object, notes)?;
    if inner.is_empty() {
        return Ok(decoded);
    }
    let Some(described) = unknown::describe(inner, &decoded) else { return Ok(decoded) };
    object.insert(unknown::FIELDS.to_owned(), described);
    tolerant(&mut object, notes)
}

/// Decodes an object, and leaves out the fields that cannot be decoded as long as that helps.
pub(super) fn tolerant<T: DeserializeOwned>(
    object: &mut Object,
    notes: &mut Vec<String>,
) -> Result<T, String> {
    loop {
        let value = Value::Object(std::mem::take(object));
        let decoded = T::deserialize(&value);
        if let Value::Object(back) = value {
            *object = back;
        }
        let error = match decoded {
            Ok(decoded) => return Ok(decoded),
            Err(error) => error.to_string(),
        };
        let bad = first_bad_field::<T>(object).or_else(|| incomplete_list::<T>(object, &error));
        let Some((name, message)) = bad else { return Err(error) };
        object.shift_remove(&name);
        notes.push(format!("{name}: {message}; the field was left out"));
    }
}

/// Finds the first field that cannot be decoded: of the first fields alone, be they few or many, the
/// one complaint is that others are missing until it is among them. How many are needed is found by
/// halving, as a file may bring a record with any number of fields.
fn first_bad_field<T: DeserializeOwned>(object: &Object) -> Option<(String, String)> {
    let complaint = |count: usize| {
        let some: Object = object.iter().take(count).map(|(k, v)| (k.clone(), v.clone())).collect();
        let message = T::deserialize(&Value::Object(some)).err()?.to_string();
        (!message.starts_with("missing field")).then_some(message)
    };
    let mut message = complaint(object.len())?;
    let (mut good, mut bad) = (0, object.len());
    while bad - good > 1 {
        let half = usize::midpoint(good, bad);
        match complaint(half) {
            Some(earlier) => (bad, message) = (half, earlier),
            None => good = half,
        }
    }
    Some((object.keys().nth(good)?.clone(), message))
}

/// Finds the list in which an object lacks a field: the complaint is the same as about the record's
/// own fields, and goes with the list.
fn incomplete_list<T: DeserializeOwned>(object: &Object, error: &str) -> Option<(String, String)> {
    let lists = unknown::INNER.iter().map(|(list, _)| *list);
    let culprit = lists.filter(|list| object.contains_key(*list)).find(|list| {
        let without = object.iter().filter(|(name, _)| name != list);
        let without: Object = without.map(|(k, v)| (k.clone(), v.clone())).collect();
        T::deserialize(&Value::Object(without)).is_ok()
    })?;
    Some((culprit.to_owned(), error.to_owned()))
}

/// Reads a span of a file.
///
/// An offset that is no position is noted and put beyond every text, so that only the quote can
/// find the span.
pub(super) fn anchor(span: &Value, name: &str, notes: &mut Vec<String>) -> Option<Anchor> {
    let Value::Object(span) = span else {
        notes.push(format!("{name} is not an object with start and end; it was left out"));
        return None;
    };
    let start = offset(span.get("start"), "start", name, notes);
    let end = offset(span.get("end"), "end", name, notes);
    let mut words = |field: &str| match span.get(field) {
        None | Some(Value::Null) => None,
        Some(Value::String(words)) => Some(words.clone()),
        Some(_) => {
            notes.push(format!("the {field} of {name} is no text; it was left out"));
            None
        }
    };
    let (quote, before, after) = (words("quote"), words("before"), words("after"));
    Some(Anchor { start, end, quote, before, after })
}

fn offset(value: Option<&Value>, field: &str, name: &str, notes: &mut Vec<String>) -> CharOffset {
    let Some(value) = value else {
        notes.push(format!("{name} has no {field}"));
        return NOWHERE;
    };
    let whole = value.as_u64().or_else(|| whole_number(value.as_f64()?));
    let fits = whole.and_then(|number| u32::try_from(number).ok()).map(CharOffset);
    fits.filter(|offset| *offset < NOWHERE).unwrap_or_else(|| {
        let shown: String = value.to_string().chars().take(40).collect();
        notes.push(format!("the {field} of {name} is {shown}, which is no position in a text"));
        NOWHERE
    })
}

/// Reads a number such as `12.0`, which other tools write for 12.
fn whole_number(number: f64) -> Option<u64> {
    let whole = number.fract() == 0.0 && (0.0..f64::from(u32::MAX)).contains(&number);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    whole.then_some(number as u64)
}
