//! Every format on real annotations, and how fast our own file is.

#![expect(clippy::unwrap_used, reason = "helpers of tests; clippy knows tests themselves only")]

use std::collections::BTreeMap;
use std::sync::Arc;

use claimlight::format::claimlight::{Contents, Quotes, read, write};
use claimlight::format::csv;
use claimlight::format::{Choices, FORMATS, Home};
use claimlight::model::{
    Actor, ActorId, ActorKind, Claim, ClaimId, Code, CodeId, CodeKind, Coder, CoderId, Document,
    DocumentId, Participant, Project, ProjectId, Record, Role, Timestamp,
};
use claimlight::text::{CharOffset, Span, Text};
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

/// Makes a project of 1,000 documents and 20,000 claims.
fn large() -> Project {
    let at = Timestamp(1_605_000_000_000);
    let mut project = Project::new(ProjectId::from_name("large"), "Large", at);
    let coder = CoderId::from_name("c");
    project.put(Record::Coder(Arc::new(Coder::new(coder, "Ada"))));
    let (code, kind) = (CodeId::from_name("t"), CodeKind::ClaimType);
    project.put(Record::Code(Arc::new(Code::new(code, kind, "demand"))));
    let actors: Vec<ActorId> = (0..100).map(|i: u8| ActorId::from_name(&i.to_string())).collect();
    for actor in &actors {
        let record = Actor::new(*actor, format!("Actor {actor}"), ActorKind::Person);
        project.put(Record::Actor(Arc::new(record)));
    }
    for d in 0..1000u32 {
        let id = DocumentId::new(at.0, d.into());
        let text = Text::new(format!("Nº {d}: “The minister said no.”\r\n").repeat(120));
        for c in 0..20u32 {
            let place = |n: u32| text.from_char(CharOffset(n)).unwrap();
            let span = Span::new(place(c * 150), place(c * 150 + 90)).unwrap();
            let id_of_claim = ClaimId::new(at.0, (d * 20 + c).into());
            let mut claim = Claim::new(id_of_claim, id, coder, span, at);
            claim.types.push(code);
            claim.stance = Some(-1);
            for role in Role::ALL {
                let actor = actors[(d + c) as usize % actors.len()];
                claim.participants.push(Participant { role, actor, mention: None });
            }
            project.put(Record::Claim(Arc::new(claim)));
        }
        let document = Document::new(id, format!("Document {d}"), &text, at);
        project.put(Record::Document(Arc::new(document)));
        project.put(Record::Text(id, text));
    }
    project
}

#[test]
#[ignore = "prints times, which mean something in a release build only"]
#[expect(clippy::disallowed_methods, reason = "this test reads the clock, and runs natively")]
fn times_of_twenty_thousand_claims() {
    let project = large();
    let begin = std::time::Instant::now();
    let file = write(&project, &Contents::Project).unwrap();
    println!("write {} bytes: {:?}", file.len(), begin.elapsed());
    let begin = std::time::Instant::now();
    let package = read(file.as_bytes()).unwrap().package;
    println!("read: {:?}", begin.elapsed());
    let begin = std::time::Instant::now();
    let (again, problems) = package.into_project();
    println!("place, settle and put: {:?}", begin.elapsed());
    assert!(problems.is_empty() && again == project);
    let context = Contents::Annotations { quotes: Quotes::WithContext, coder: None };
    let package = read(write(&project, &context).unwrap().as_bytes()).unwrap().package;
    let begin = std::time::Instant::now();
    let resolved = package.resolve(|document| {
        let text = format!("Moved on. {}", project.text(document.id)?.as_str()).into();
        Some(Home { id: document.id, text })
    });
    println!("find {} moved spans: {:?}", resolved.placements.len(), begin.elapsed());
    for format in FORMATS.iter().filter(|format| format.mime != "application/json") {
        let begin = std::time::Instant::now();
        let file = (format.write)(&project, &Choices::default()).unwrap();
        println!("{} {} bytes: {:?}", format.id, file.len(), begin.elapsed());
    }
}
