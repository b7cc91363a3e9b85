//! A small sound file of our own, damaged where a reader has to decide something.

use serde_json::{Map, Value, json};

/// The file the damage is done to, with an example of nearly everything there is.
pub(crate) const SMALL: &str = include_str!("../small.claimlight.json");

/// Reads the small file with the damage that bytes describe.
pub fn damage(data: &[u8]) {
    super::project(damaged(data).as_bytes());
}

/// Damages the file: each three bytes name a value, what is done to it, and with what.
pub fn damaged(data: &[u8]) -> String {
    let mut file: Value = serde_json::from_str(SMALL).expect("the file is sound");
    let mut text = None;
    for bytes in data.chunks_exact(4) {
        let [high, low, how, what] = [bytes[0], bytes[1], bytes[2], bytes[3]].map(usize::from);
        let mut places = Vec::new();
        collect(&file, &mut String::new(), &mut places);
        let place = places[(high * 256 + low) % places.len()].clone();
        let other = places[(how * 256 + what) % places.len()].clone();
        let borrowed = file.pointer(&other).cloned().unwrap_or_default();
        let Some(value) = file.pointer_mut(&place) else { continue };
        match how % 8 {
            0..=2 => *value = palette(what),
            3 => *value = borrowed,
            4 => remove(&mut file, &place),
            5 => repeat(value, what),
            6 => add_unknown(value, what),
            // What only the text of JSON can say: half a surrogate pair, a key that stands twice.
            _ => text = Some((place, what)),
        }
    }
    match text {
        Some((place, what)) => in_text(file, &place, what),
        None => file.to_string(),
    }
}

/// Values that a reader may not expect.
fn palette(what: usize) -> Value {
    match what % 32 {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(0),
        3 => json!(-1),
        4 => json!(1),
        5 => json!(u64::MAX),
        6 => json!(i64::MIN),
        7 => json!(1e308),
        8 => json!(0.5),
        9 => json!(u32::MAX),
        10 => json!(255),
        11 => json!(256),
        12 => json!(""),
        13 => json!(" "),
        14 => json!("\u{0}\u{feff}\u{202e}x"),
        15 => json!("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"),
        16 => json!("00000000000000000000000005"),
        17 => json!("00000000000000000000000007"),
        18 => json!("00000000000000000000000009"),
        19 => json!("2020-02-30"),
        20 => json!("--11-12"),
        21 => json!([]),
        22 => json!({}),
        23 => json!([[0, 1]]),
        24 => json!({"start": 0, "end": 1, "quote": "a"}),
        25 => deep(40),
        26 => deep(110),
        27 => json!("trams"),
        28 => json!("~fields"),
        29 => json!(["00000000000000000000000004"]),
        30 => json!("🌍"),
        _ => json!({"~sections": {"x": 1}, "~fields": [{"in": "fragments", "item": {}}]}),
    }
}

fn deep(levels: usize) -> Value {
    (0..levels).fold(Value::Null, |inner, level| {
        if level % 2 == 0 { json!([inner]) } else { json!({ "in": inner }) }
    })
}

/// Lists the JSON pointers of every value.
fn collect(value: &Value, at: &mut String, places: &mut Vec<String>) {
    places.push(at.clone());
    let parts: Vec<(String, &Value)> = match value {
        Value::Array(list) => list.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect(),
        Value::Object(map) => {
            map.iter().map(|(key, v)| (key.replace('~', "~0").replace('/', "~1"), v)).collect()
        }
        _ => Vec::new(),
    };
    for (name, part) in parts {
        let length = at.len();
        at.push('/');
        at.push_str(&name);
        collect(part, at, places);
        at.truncate(length);
    }
}

fn remove(file: &mut Value, place: &str) {
    let Some((parent, name)) = place.rsplit_once('/') else { return };
    match file.pointer_mut(parent) {
        Some(Value::Array(list)) => {
            if let Ok(index) = name.parse::<usize>() {
                list.remove(index);
            }
        }
        Some(Value::Object(map)) => {
            map.shift_remove(&name.replace("~1", "/").replace("~0", "~"));
        }
        _ => {}
    }
}

/// Repeats the last element of a list, or a text.
fn repeat(value: &mut Value, times: usize) {
    match value {
        Value::Array(list) => {
            let Some(last) = list.last().cloned() else { return };
            list.extend(std::iter::repeat_n(last, times % 8));
        }
        Value::String(text) => *text = text.repeat(times % 4),
        _ => {}
    }
}

fn add_unknown(value: &mut Value, what: usize) {
    if let Value::Object(map) = value {
        let name = ["colour of the cover", "~fields", "~sections", "text", "id"][what % 5];
        map.insert(name.to_owned(), palette(what / 5));
    }
}

/// Puts into the text of the file what no JSON value can hold.
fn in_text(mut file: Value, place: &str, what: usize) -> String {
    let mark = "here-it-is";
    if let Some(value) = file.pointer_mut(place) {
        match value {
            Value::Object(map) if !map.is_empty() => {
                map.insert(mark.to_owned(), Value::Null);
            }
            value => *value = json!(mark),
        }
    }
    let text = file.to_string();
    let twice = r#""name":"again","id":"00000000000000000000000004","kind":"state""#;
    let first = file.as_object().and_then(|map: &Map<_, _>| map.keys().next().cloned());
    let first = first.unwrap_or_default();
    match what % 6 {
        0 => text.replace(mark, r"\ud83c"),
        1 => text.replace(mark, r"\udf0d\ud83c"),
        2 => text.replace(&format!("\"{mark}\":null"), twice),
        3 => text.replace(&format!("\"{mark}\""), "1e999"),
        4 => text.replace(&format!("\"{mark}\""), "123456789012345678901234567890"),
        _ => text.replacen(&format!("\"{first}\""), &format!("\"{first}\":0,\"{first}\""), 1),
    }
}
