//! Holds `public/claimlight.schema.json` to what is written and read.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Contents, Quotes, write};
use crate::model::CoderId;
use crate::model::arbitrary::any_project;

fn schema() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/public/claimlight.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Closes every object that names its properties to all others but the `x-…` of arbitrary projects,
/// so that a written key which the schema forgot is found.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.contains_key("properties") {
                map.insert("additionalProperties".to_owned(), json!(false));
                map.insert("patternProperties".to_owned(), json!({ "^x-": true }));
            }
            map.values_mut().for_each(close);
        }
        Value::Array(list) => list.iter_mut().for_each(close),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn everything_written_is_described_by_the_schema(project in any_project()) {
        let mut strict = schema();
        close(&mut strict);
        let open = jsonschema::validator_for(&schema()).unwrap();
        let strict = jsonschema::validator_for(&strict).unwrap();
        let coder = CoderId::from_name("new");
        for contents in [
            Contents::Project,
            Contents::Annotations { quotes: Quotes::WithContext, coder: None },
            Contents::Annotations { quotes: Quotes::None, coder: Some(CoderId::from_name("0")) },
            Contents::CodingPackage { coder, name: "Ada".to_owned(), blind: true },
        ] {
            let file: Value = serde_json::from_str(&write(&project, &contents).unwrap()).unwrap();
            for validator in [&open, &strict] {
                let errors: Vec<String> = validator
                    .iter_errors(&file)
                    .map(|error| format!("{}: {error}", error.instance_path()))
                    .collect();
                prop_assert_eq!(errors, Vec::<String>::new());
            }
        }
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let id = CoderId(7).to_string();
    let span = json!({ "start": 1, "end": 2, "quote": "x" });
    let good = |fragment: Value, id: &str| {
        json!({
            "format": "claimlight",
            "version": 1,
            "claims": [{ "id": id, "document": id, "coder": id, "fragments": [fragment] }],
        })
    };
    assert!(validator.is_valid(&good(span.clone(), &id)));
    for bad in [
        json!([]),
        json!({ "format": "claimlight", "version": 2 }),
        json!({ "format": "other", "version": 1 }),
        good(json!({ "start": -1, "end": 2 }), &id),
        good(json!({ "start": 1.5, "end": 2 }), &id),
        good(json!({ "start": 1 }), &id),
        good(span, "claim-1"),
    ] {
        assert!(!validator.is_valid(&bad), "{bad}");
    }
}
