//! Prints how often the first guess of a claimant is right on the gold files, where they are there,
//! and how long a guess takes among many actors, in long paragraphs and among many claims.
//!
//! Run with `cargo run --release --example bench_guess`.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]
#![expect(clippy::disallowed_methods, reason = "it measures time, natively")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use claimlight::desk::Desk;
use claimlight::desk::guess::Why;
use claimlight::model::{
    Actor, ActorId, ActorKind, Claim, ClaimId, Coder, CoderId, Document, DocumentId, Key,
    Participant, Project, ProjectId, Record, Role, Timestamp,
};
use claimlight::text::{Offset, Span, Text};

#[path = "../tests/it/gold.rs"]
#[expect(dead_code, reason = "only the project of the gold files is read here")]
mod gold;

const ACTORS: u128 = 2000;
const CLAIMS: u32 = 100_000;
const AT: Timestamp = Timestamp(0);

fn main() {
    if let Some(gold) = gold::load() {
        let bare = gold.without_mentions();
        shares("with mentions, earlier claims coded", &gold.project, false);
        shares("with mentions, nothing coded yet", &gold.project, true);
        shares("names alone, earlier claims coded", &bare, false);
        shares("names alone, nothing coded yet", &bare, true);
        attributions(&gold.project);
    }
    times();
}

/// Guesses each claim's claimant and counts the right ones, also by what they rest on.
fn shares(label: &str, project: &Project, cold: bool) {
    let claims: Vec<Arc<Claim>> = project.claims().values().cloned().collect();
    let mut by_why = vec![(0, 0); Why::ALL.len()];
    let (mut right, mut none, mut all) = (0, 0, 0);
    for claim in claims.iter().filter(|claim| claim.in_role(Role::Claimant).next().is_some()) {
        let mut project = project.clone();
        for other in claims.iter().filter(|other| cold && other.id != claim.id) {
            drop(project.remove(Key::Claim(other.id)));
        }
        all += 1;
        let Some(guess) = Desk::new(project, None).guess_claimant(claim.id) else {
            none += 1;
            continue;
        };
        let fits = claim.in_role(Role::Claimant).any(|who| who.actor == guess.actor);
        let place = Why::ALL.iter().position(|why| *why == guess.why).expect("all are in the list");
        by_why[place].0 += usize::from(fits);
        by_why[place].1 += 1;
        right += usize::from(fits);
    }
    let share = 100.0 * f64::from(u32::try_from(right).unwrap_or(0)) / f64::from(all.max(1));
    println!(
        "first guesses of the claimant, {label}: {right} of {all} right ({share:.0} %), {none} left open"
    );
    let parts = Why::ALL.iter().zip(by_why).filter(|(_, (_, all))| *all > 0);
    for (why, (right, all)) in parts {
        println!("  “{}”: {right} of {all}", why.remark());
    }
}

/// Counts the right guesses of how the text gives a claim.
fn attributions(project: &Project) {
    let claims = project.claims().values().filter(|claim| claim.attribution.is_some());
    let (right, all) = claims.fold((0, 0), |(right, all), claim| {
        let text = project.text(claim.document).expect("the gold files have their texts");
        let guess = Desk::guess_attribution(text, claim.fragments[0]);
        (right + u32::from(claim.attribution == Some(guess)), all + 1)
    });
    println!("guesses of direct or indirect speech: {right} of {all} right");
}

/// Measures guesses where they cost most.
fn times() {
    let sentence = "Person Number17 met the committee of Organisation 4 in the old town hall on \
        Monday, and the minister said that “nothing is settled” before all have agreed. ";
    for (label, lines) in [("one paragraph of a megabyte", false), ("many paragraphs", true)] {
        let mut words = sentence.repeat(6500);
        if lines {
            words = words.replace("agreed. ", "agreed.\n\n");
        }
        let project = project(Text::new(words));
        let desk = Desk::new(project, None);
        let ids: Vec<ClaimId> = (0..200).map(|n| ClaimId(u128::from(n * CLAIMS / 200))).collect();
        let mut times: Vec<Duration> = ids
            .iter()
            .map(|id| {
                let start = Instant::now();
                std::hint::black_box(desk.guess_claimant(*id));
                start.elapsed()
            })
            .collect();
        times.sort_unstable();
        println!(
            "a guess among {ACTORS} actors and {CLAIMS} claims, {label}: median {:?}, worst {:?}",
            times[times.len() / 2],
            times[times.len() - 1]
        );
    }
}

/// A document full of claims, none of which has a claimant but the first.
fn project(text: Text) -> Project {
    let mut project = Project::new(ProjectId(1), "Guesses", AT);
    let mut put = |record| drop(project.put(record));
    put(Record::Coder(Arc::new(Coder::new(CoderId(1), "Coder"))));
    for number in 0..ACTORS {
        let (name, kind) = if number % 4 == 0 {
            (format!("Organisation {number}"), ActorKind::Organisation)
        } else {
            (format!("Person Number{number}"), ActorKind::Person)
        };
        let mut actor = Actor::new(ActorId(number), name, kind);
        actor.aliases = vec![format!("Alias{number}"), format!("The {number}th")];
        put(Record::Actor(Arc::new(actor)));
    }
    let id = DocumentId(1);
    put(Record::Document(Arc::new(Document::new(id, "Long".to_owned(), &text, AT))));
    let step = (text.end().0 - 40) / CLAIMS;
    for number in 0..CLAIMS {
        let start = text.floor(Offset(number * step));
        let end = text.floor(Offset(start.0 + 30));
        let span = Span::new(start, end).expect("a claim has some bytes");
        let mut claim = Claim::new(ClaimId(u128::from(number)), id, CoderId(1), span, AT);
        let actor = ActorId(1);
        claim.participants.push(Participant { role: Role::Claimant, actor, mention: None });
        put(Record::Claim(Arc::new(claim)));
    }
    put(Record::Text(id, text));
    project
}
