//! How much one record may ask of the app.
//!
//! What this version does not know is kept as it is, in memory and in the browser's storage, and
//! lists end up on the screen. So a record has limits that no honest file comes near, and what lies
//! beyond is left out and named.

use serde_json::Value;

use super::decode::Object;
use super::unknown::INNER;

/// How deep the lists and objects of a field may stand in one another. JSON is read to a depth of
/// 127, and in storage a field stands deeper than in a file: in a record, in a change, in a step.
const DEEPEST: usize = 64;

/// How many entries a list or a map of a record may have.
const MOST_ENTRIES: usize = 10_000;

/// Lists and maps of records that hold no objects; those that do are in [`INNER`].
const PLAIN: [&str; 8] =
    ["types", "issues", "aliases", "include", "exclude", "values", "attributes", "metadata"];

/// Says whether a value is too deep to be kept.
pub(super) fn is_too_deep(value: &Value) -> bool {
    !fits(value, DEEPEST)
}

/// How deep a field of a record may be: a list of objects adds itself and its objects.
fn deepest(field: &str) -> usize {
    let holds_objects = INNER.iter().any(|(list, _)| *list == field);
    DEEPEST + if holds_objects { 2 } else { 0 }
}

fn fits(value: &Value, left: usize) -> bool {
    match value {
        Value::Array(list) => left > 0 && list.iter().all(|inner| fits(inner, left - 1)),
        Value::Object(map) => left > 0 && map.values().all(|inner| fits(inner, left - 1)),
        _ => true,
    }
}

/// Leaves out what a record has too much of.
pub(super) fn keep(record: &mut Object, notes: &mut Vec<String>) {
    for (list, _) in INNER {
        let objects = match record.get_mut(*list) {
            Some(Value::Array(objects)) => objects.as_mut_slice(),
            Some(one) => std::slice::from_mut(one),
            None => continue,
        };
        for object in objects {
            if let Value::Object(object) = object {
                shallow(object, &format!("{list}: "), |_| DEEPEST, notes);
            }
        }
    }
    shallow(record, "", deepest, notes);
    for name in INNER.iter().map(|(list, _)| *list).chain(PLAIN) {
        let dropped = match record.get_mut(name) {
            Some(Value::Array(list)) => {
                let more = list.len().saturating_sub(MOST_ENTRIES);
                list.truncate(MOST_ENTRIES);
                more
            }
            Some(Value::Object(map)) => {
                let more = map.len().saturating_sub(MOST_ENTRIES);
                let mut place = 0;
                map.retain(|_, _| {
                    place += 1;
                    place <= MOST_ENTRIES
                });
                more
            }
            _ => 0,
        };
        if dropped > 0 {
            notes.push(format!(
                "{name} has more than {MOST_ENTRIES} entries; the last {dropped} were left out"
            ));
        }
    }
}

fn shallow(object: &mut Object, of: &str, deepest: fn(&str) -> usize, notes: &mut Vec<String>) {
    object.retain(|name, value| {
        let fits = fits(value, deepest(name));
        if !fits {
            notes.push(format!(
                "{of}{name}: lists stand more than {DEEPEST} deep in one another; the field was \
                 left out"
            ));
        }
        fits
    });
}
