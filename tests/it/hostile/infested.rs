//! A project in which everything a person can write is a payload.

use serde_json::{Value, json};

use super::payloads::{PAYLOADS, endless_word};

/// Returns the payloads, and a word that no line has room for.
pub(crate) fn all() -> Vec<String> {
    PAYLOADS.iter().map(|payload| (*payload).to_owned()).chain([endless_word()]).collect()
}

/// Writes such a project as a file: for each payload an actor, a claim type, an issue, a variable
/// and a document, whose text begins with the payload, coded from end to end.
pub(crate) fn infested_project() -> String {
    let all = all();
    let each = |make: &dyn Fn(usize, &str) -> Value| -> Vec<Value> {
        all.iter().enumerate().map(|(nth, payload)| make(nth, payload)).collect()
    };
    let id = |kind: usize, nth: usize| format!("{:026}", kind * 1000 + nth + 1);
    let text = |payload: &str| format!("{payload} they said.\n\nAnd once more: {payload}\n");
    let coder = id(1, 0);
    let code = |kind: usize, name: &'static str| {
        each(&|nth, payload| {
            json!({"id": id(kind, nth), "kind": name, "name": payload, "position": nth,
                "colour": nth % 12, "definition": payload, "include": [payload],
                "exclude": [payload], "examples":
                [{"quote": payload, "place": payload, "positive": nth % 2 == 0}]})
        })
    };
    let codes = [code(2, "claim-type"), code(3, "issue")].concat();
    let file = json!({
        "format": "claimlight", "version": 1, "offsets": "code points", "kind": "project",
        "project": {"id": id(0, 0), "name": all[2], "note": all[3], "created": 0},
        "codebook": {"version": 1, "rules": all.join(" "), "stances": [
            {"value": -1, "name": all[0]}, {"value": 0, "name": all[4]}, {"value": 1, "name": all[2]}]},
        "codes": codes,
        "variables": each(&|nth, payload| json!({"id": id(4, nth), "name": payload, "kind":
            {"one-of": [payload, "other"]}, "position": nth, "help": payload})),
        "actors": each(&|nth, payload| json!({"id": id(5, nth), "name": payload, "kind": "group",
            "aliases": [payload], "attributes": {payload: payload}, "note": payload,
            "external_ids": [{"scheme": payload, "id": payload}],
            "affiliations": [{"with": id(5, (nth + 1) % all.len()), "as": payload}]})),
        "coders": [{"id": coder, "name": all[2], "kind": "person"}],
        "documents": each(&|nth, payload| json!({"id": id(6, nth), "title": payload, "source": payload,
            "author": payload, "language": payload, "url": payload, "file": payload, "note": payload,
            "metadata": {payload: payload}, "fingerprint": "", "bytes": 0, "chars": 0, "created": 0,
            "excluded": [{"start": 0, "end": 1, "reason": payload}]})),
        "texts": each(&|nth, payload| json!({"document": id(6, nth), "text": text(payload)})),
        "mentions": each(&|nth, payload| json!({"id": id(7, nth), "document": id(6, nth),
            "coder": coder, "actor": id(5, nth), "note": payload, "created": 0, "modified": 0,
            "span": {"start": 0, "end": payload.chars().count()}})),
        "claims": each(&|nth, payload| json!({"id": id(8, nth), "document": id(6, nth), "coder": coder,
            "fragments": [{"start": 0, "end": text(payload).chars().count()}], "note": payload,
            "types": [id(2, nth)], "issues": [id(3, nth)], "stance": 1, "values": {id(4, nth): payload},
            "participants": [
                {"role": "claimant", "actor": id(5, nth), "mention": id(7, nth)},
                {"role": "target", "actor": id(5, (nth + 1) % all.len())}],
            "links": [{"to": id(8, (nth + 1) % all.len()), "kind": payload}],
            "status": "done", "codebook_version": 1, "created": 0, "modified": 0})),
        "progress": [],
    });
    file.to_string()
}
