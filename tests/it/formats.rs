//! Every format on real annotations.

#![expect(clippy::unwrap_used, reason = "helpers of tests; clippy knows tests themselves only")]

use std::collections::BTreeMap;

use claimlight::format::claimlight::{Contents, Quotes, read, write};
use claimlight::format::csv;
use claimlight::format::{Choices, FORMATS, Home};
use claimlight::model::{ClaimId, CoderId, Project, Record};
use claimlight::text::Span;
use serde_json::Value;

use crate::gold::{self, Gold};

/// Writes the gold project in a format.
fn written(gold: &Gold, id: &str) -> String {
    let format = FORMATS.iter().find(|format| format.id == id).unwrap();
    let choices = Choices { coder: Some(CoderId::from_name("gold")), ..Choices::default() };
    (format.write)(&gold.project, &choices).unwrap()
}

/// Returns the quotes of each claim's fragments in a file of our own.
fn quotes(file: &str) -> BTreeMap<String, Vec<String>> {
    let file: Value = serde_json::from_str(file).unwrap();
    let claims = file["claims"].as_array().unwrap().iter();
    claims.map(|claim| (claim["id"].as_str().unwrap().to_owned(), fragments_of(claim))).collect()
}

fn fragments_of(claim: &Value) -> Vec<String> {
    let fragments = claim["fragments"].as_array().unwrap().iter();
    fragments.filter_map(|part| Some(part["quote"].as_str()?.to_owned())).collect()
}

#[test]
fn every_format_gives_the_gold_quotes() {
    let Some(gold) = gold::load() else { return };
    let expected: BTreeMap<String, Vec<String>> =
        gold.claims.iter().map(|(id, quotes)| (id.to_string(), quotes.clone())).collect();
    for format in FORMATS {
        let file = written(&gold, format.id);
        match (format.id, format.mime) {
            ("annotations-bare", _) => {
                assert!(quotes(&file).values().all(Vec::is_empty));
                for quote in expected.values().flatten().filter(|quote| quote.len() > 40) {
                    assert!(!file.contains(quote.as_str()), "{quote}");
                }
            }
            (_, "application/json") => assert_eq!(quotes(&file), expected, "{}", format.id),
            (_, "application/jsonl") => {
                let lines = file.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
                let found: BTreeMap<String, Vec<String>> = lines
                    .map(|line| (line["id"].as_str().unwrap().to_owned(), fragments_of(&line)))
                    .collect();
                assert_eq!(found, expected);
            }
            (_, "text/csv") => {
                let rows = csv::read(&file).unwrap();
                let column = |name: &str| rows[0].iter().position(|cell| cell == name).unwrap();
                let (id, quote) = (column("claim_id"), column("quote"));
                let found: BTreeMap<String, String> =
                    rows.iter().skip(1).map(|r| (r[id].clone(), r[quote].clone())).collect();
                let joined: BTreeMap<String, String> =
                    expected.iter().map(|(id, all)| (id.clone(), all.join(" […] "))).collect();
                assert_eq!(found, joined);
            }
            (id, mime) => panic!("no test reads the format {id} ({mime})"),
        }
    }
}

#[test]
fn the_gold_project_is_read_as_it_was_written() {
    let Some(gold) = gold::load() else { return };
    let file = written(&gold, "project");
    let (again, problems) = read(file.as_bytes()).unwrap().package.into_project();
    assert_eq!(problems, []);
    assert!(again == gold.project);
    assert_eq!(write(&again, &Contents::Project).unwrap(), file);
}

#[test]
fn gold_annotations_find_their_places_in_shifted_texts() {
    let Some(gold) = gold::load() else { return };
    let contents = Contents::Annotations { quotes: Quotes::WithContext, coder: None };
    let file = write(&gold.project, &contents).unwrap();
    let resolved = read(file.as_bytes()).unwrap().package.resolve(|document| {
        let text = gold.project.text(document.id)?;
        let text = format!("\u{feff}Header 😀\r\n\r\n{}", text.as_str()).into();
        Some(Home { id: document.id, text })
    });
    for (id, quotes) in &gold.claims {
        let own = resolved.records.iter().find_map(|record| match record {
            Record::Claim(claim) if claim.id == *id => Some(claim),
            _ => None,
        });
        let claim = own.unwrap();
        let text = gold.project.text(claim.document).unwrap();
        let shift = "\u{feff}Header 😀\r\n\r\n".len();
        for (fragment, quote) in claim.fragments.iter().zip(quotes) {
            let range = fragment.range();
            let old = text.as_str().get(range.start - shift..range.end - shift).unwrap();
            assert_eq!(old, quote);
        }
        assert_eq!(claim.fragments, gold_shifted(&gold.project, *id, shift));
    }
}

/// Returns the fragments of a claim, moved on by bytes.
fn gold_shifted(project: &Project, id: ClaimId, by: usize) -> Vec<Span> {
    let by = u32::try_from(by).unwrap();
    let fragments = project.claims()[&id].fragments.iter();
    fragments
        .map(|fragment| {
            let (start, end) = (*fragment).into();
            Span::try_from((start + by, end + by)).unwrap()
        })
        .collect()
}
