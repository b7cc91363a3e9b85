//! Prints how long a project of 20,000 claims takes to write and to read, in each format.
//!
//! Run with `cargo run --release --example bench_formats`.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]
#![expect(clippy::disallowed_methods, reason = "it measures time, natively")]

use std::sync::Arc;
use std::time::Instant;

use claimlight::format::claimlight::{Contents, Quotes, read, write};
use claimlight::format::{Choices, FORMATS, Home};
use claimlight::model::{
    Actor, ActorId, ActorKind, Claim, ClaimId, Code, CodeId, CodeKind, Coder, CoderId, Document,
    DocumentId, Participant, Project, ProjectId, Record, Role, Timestamp,
};
use claimlight::text::{CharOffset, Span, Text};

fn main() {
    let project = large();
    let begin = Instant::now();
    let file = write(&project, &Contents::Project).expect("the texts are in memory");
    println!("write {} bytes: {:?}", file.len(), begin.elapsed());
    let begin = Instant::now();
    let package = read(file.as_bytes()).expect("it was just written").package;
    println!("read: {:?}", begin.elapsed());
    let begin = Instant::now();
    let (again, problems) = package.into_project();
    println!("place, settle and put: {:?}", begin.elapsed());
    assert!(problems.is_empty() && again == project, "what was written is read as it was");
    let context = Contents::Annotations { quotes: Quotes::WithContext, coder: None };
    let file = write(&project, &context).expect("the texts are in memory");
    let package = read(file.as_bytes()).expect("it was just written").package;
    let begin = Instant::now();
    let resolved = package.resolve(|document| {
        let text = format!("Moved on. {}", project.text(document.id)?.as_str()).into();
        Some(Home { id: document.id, text })
    });
    println!("find {} moved spans: {:?}", resolved.placements.len(), begin.elapsed());
    for format in FORMATS.iter().filter(|format| format.mime != "application/json") {
        let begin = Instant::now();
        let file = (format.write)(&project, &Choices::default()).expect("the texts are in memory");
        println!("{} {} bytes: {:?}", format.id, file.len(), begin.elapsed());
    }
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
            let place = |n: u32| text.from_char(CharOffset(n)).expect("made by rule to fit");
            let span = Span::new(place(c * 150), place(c * 150 + 90)).expect("made by rule to fit");
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
