//! Keeping what this version does not know, on every level of a record.
//!
//! Records have `extra` for their own unknown fields. Those of the small objects inside a record (a
//! participant, a span) are kept in `extra` too, under [`FIELDS`], each with the object it belongs
//! to; they go when that object goes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value};

/// Where a record's `extra` keeps unknown fields of the objects inside it.
pub(super) const FIELDS: &str = "~fields";

/// Where a project's `extra` keeps unknown sections and header fields.
pub(crate) const SECTIONS: &str = "~sections";

/// The fields of a span in a file.
const SPAN: &[&str] = &["start", "end", "quote", "before", "after"];

/// The objects that stand inside records: under which name, with which fields.
pub(super) const INNER: &[(&str, &[&str])] = &[
    ("fragments", SPAN),
    ("span", SPAN),
    ("excluded", &["start", "end", "quote", "before", "after", "reason"]),
    ("participants", &["role", "actor", "mention"]),
    ("links", &["to", "kind"]),
    ("examples", &["quote", "place", "positive"]),
    ("affiliations", &["with", "as", "from", "to"]),
    ("external_ids", &["scheme", "id"]),
    ("stances", &["value", "name"]),
];

/// Unknown fields of one object inside a record.
pub(super) struct Inner {
    name: &'static str,
    index: usize,
    /// Start and end, when the object is a span: the model keeps these in another form.
    position: Option<Map<String, Value>>,
    fields: Map<String, Value>,
}

/// Takes the unknown fields out of the objects inside a record.
pub(super) fn take(record: &mut Map<String, Value>) -> Vec<Inner> {
    let mut taken = Vec::new();
    for (name, known) in INNER {
        for (index, object) in objects(record.get_mut(*name)).enumerate() {
            let Value::Object(object) = object else { continue };
            if object.keys().all(|key| known.contains(&key.as_str())) {
                continue;
            }
            let all = std::mem::take(object);
            let (kept, fields) =
                all.into_iter().partition(|(key, _)| known.contains(&key.as_str()));
            *object = kept;
            let position = known.contains(&"start").then(|| position(object));
            taken.push(Inner { name, index, position, fields });
        }
    }
    taken
}

/// Describes unknown fields for `extra`, given the record they were taken from.
pub(super) fn describe(taken: Vec<Inner>, record: &impl Serialize) -> Option<Value> {
    let mut record = serde_json::to_value(record).ok()?;
    let entries: Vec<Value> = taken
        .into_iter()
        // A span without a place is found by nothing, and its fields would go to any other.
        .filter(|inner| inner.position.as_ref().is_none_or(|position| position.len() == 2))
        .filter_map(|inner| {
            let stated = inner.position.map(Value::Object);
            let item = stated.or_else(|| {
                objects(record.get_mut(inner.name)).nth(inner.index).map(Value::take)
            })?;
            Some(serde_json::json!({ "in": inner.name, "item": item, "fields": inner.fields }))
        })
        .collect();
    (!entries.is_empty()).then_some(Value::Array(entries))
}

/// Puts unknown fields back into the objects they belong to, as far as those are still there.
pub(super) fn restore(record: &mut Map<String, Value>) {
    let Some(Value::Array(entries)) = record.shift_remove(FIELDS) else { return };
    let mut places = Places::default();
    for entry in &entries {
        let name = entry.get("in").and_then(Value::as_str).unwrap_or_default();
        let (Some(Value::Object(item)), Some(Value::Object(fields))) =
            (entry.get("item"), entry.get("fields"))
        else {
            continue;
        };
        let Some(index) = places.take(record, name, item) else { continue };
        let Some(Value::Object(object)) = objects(record.get_mut(name)).nth(index) else {
            continue;
        };
        for (key, value) in fields {
            object.entry(key.as_str()).or_insert_with(|| value.clone());
        }
    }
}

/// Where in a record's lists objects stand that have certain values. Each list is gone through once
/// for each set of names asked for, and there are few: a record may have any number of objects.
#[derive(Default)]
struct Places {
    /// The lists that were gone through, each with the names asked for.
    known: BTreeSet<String>,
    /// The indices of the objects by list, names and values; the first one stands last.
    indices: BTreeMap<String, Vec<usize>>,
    /// The objects that were taken, by list and index.
    used: BTreeSet<String>,
}

impl Places {
    /// Returns the index of the first object in a list that has these values and that nobody took.
    fn take(
        &mut self,
        record: &mut Map<String, Value>,
        list: &str,
        item: &Map<String, Value>,
    ) -> Option<usize> {
        let names: Vec<&str> = item.keys().map(String::as_str).collect();
        let kind = format!("{list}/{}", names.join("/"));
        if self.known.insert(kind.clone()) {
            for (index, object) in objects(record.get_mut(list)).enumerate().rev() {
                let values = names.iter().map(|name| object.get(name)).collect::<Option<Vec<_>>>();
                if let Some(values) = values {
                    self.indices.entry(place(&kind, &values)).or_default().push(index);
                }
            }
        }
        let values: Vec<&Value> = item.values().collect();
        let indices = self.indices.get_mut(&place(&kind, &values))?;
        loop {
            let index = indices.pop()?;
            if self.used.insert(format!("{list}/{index}")) {
                return Some(index);
            }
        }
    }
}

/// Returns what objects of one kind with the same values are known under.
fn place(kind: &str, values: &[&Value]) -> String {
    format!("{kind} {}", serde_json::to_string(values).unwrap_or_default())
}

/// Returns the elements of a list, or the one value itself.
fn objects(value: Option<&mut Value>) -> std::slice::IterMut<'_, Value> {
    let list = match value {
        Some(Value::Array(list)) => list.as_mut_slice(),
        Some(one) => std::slice::from_mut(one),
        None => &mut [],
    };
    list.iter_mut()
}

/// Returns what a span is known by.
fn position(span: &Map<String, Value>) -> Map<String, Value> {
    ["start", "end"]
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), span.get(key)?.clone())))
        .collect()
}
