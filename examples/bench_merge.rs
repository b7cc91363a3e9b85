//! Prints how long the merge of two large projects and the search of a large registry take.
//!
//! Run with `cargo run --release --example bench_merge`.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]
#![expect(clippy::disallowed_methods, reason = "it measures time, natively")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use claimlight::edit::action::actor::Finder;
use claimlight::edit::{Change, Meta, Origin, Transaction};
use claimlight::merge::{Incoming, Plan, Twin};
use claimlight::model::{
    Actor, ActorId, ActorKind, Claim, ClaimId, Code, CodeId, CodeKind, Coder, CoderId, Document,
    DocumentId, Mention, MentionId, Participant, Project, ProjectId, Record, Role, Timestamp,
    TransactionId,
};
use claimlight::text::{Offset, Span, Text};

const DOCUMENTS: u32 = 1000;
const CLAIMS: u32 = 20_000;
const ACTORS: u32 = 5000;
const ROUNDS: u32 = 5;

fn main() {
    let base = base();
    let ours = coded(&base, 0);
    for (name, theirs) in [
        ("nothing in common but documents and codebook", coded(&base, 1)),
        ("every claim the same", ours.clone()),
        ("every claim in conflict", altered(&ours)),
    ] {
        let best = (0..ROUNDS).map(|_| round(&ours, &theirs)).min_by_key(|round| round.times[2]);
        let round = best.expect("there is more than one round");
        let [planned, resolved, applied] = round.times;
        println!(
            "merge of 2 x {CLAIMS} claims, {name}: planned {planned:?}, resolved {resolved:?}, \
             applied {applied:?} (best of {ROUNDS}); {}",
            round.counts
        );
    }
    let start = Instant::now();
    let mut finder = Finder::new(&ours);
    let built = start.elapsed();
    let start = Instant::now();
    finder.refresh(&ours);
    let refreshed = start.elapsed();
    let start = Instant::now();
    finder.count(&ours);
    let counted = start.elapsed();
    println!(
        "finder of {ACTORS} actors: built {built:?}, refreshed {refreshed:?}, counted {counted:?}"
    );
    for typed in ["a", "al 77", "minister", "zzz", ""] {
        let start = Instant::now();
        let found = finder.search(typed, 20);
        println!("search “{typed}”: {:?}, {} shown", start.elapsed(), found.len());
    }
}

/// What one merge took, and what it came to.
struct Round {
    /// When the plan, the changes and the merged project were there.
    times: [Duration; 3],
    counts: String,
}

fn round(ours: &Project, theirs: &Project) -> Round {
    let mut project = ours.clone();
    let start = Instant::now();
    let incoming = Incoming::of_project(ours, theirs);
    let twins = Twin::find(ours, &incoming);
    let plan = Plan::new(ours, &incoming, &twins);
    let planned = start.elapsed();
    let outcome = plan.resolve(ours, &plan.suggested());
    let resolved = start.elapsed();
    let changes = outcome.changes.len();
    let inverse = transaction(outcome.changes).apply(&mut project).expect("a merge is sound");
    let times = [planned, resolved, start.elapsed()];
    drop(inverse);
    let counts = format!(
        "{} added, {} same, {} conflicts, {changes} changes, {} twins",
        plan.additions.len(),
        plan.same,
        plan.conflicts.len(),
        twins.len(),
    );
    Round { times, counts }
}

fn transaction(changes: Vec<Change>) -> Transaction {
    let meta = Meta {
        id: TransactionId(1),
        at: Timestamp(1),
        coder: None,
        label: "merge".to_owned(),
        origin: Origin::Merge,
    };
    Transaction { meta, changes }
}

fn base() -> Project {
    let mut project = Project::new(ProjectId(1), "Bench", Timestamp(0));
    let mut put = |record| drop(project.put(record));
    for nth in 0..DOCUMENTS {
        let id = DocumentId(u128::from(nth) + 1);
        let text = Text::new(format!("Number {nth}. {}", "Some – wörds to be cøded. ".repeat(100)));
        let document = Document::new(id, format!("Document {nth}"), &text, Timestamp(0));
        put(Record::Document(Arc::new(document)));
        put(Record::Text(id, text));
    }
    for nth in 0..40 {
        let kind = if nth % 2 == 0 { CodeKind::ClaimType } else { CodeKind::Issue };
        put(Record::Code(Arc::new(Code::new(CodeId(nth + 1), kind, format!("code {nth}")))));
    }
    for nth in 0..ACTORS {
        let name = format!("Alma Sørensen-{nth}");
        let mut actor = Actor::new(ActorId(u128::from(nth) + 1), name, ActorKind::Person);
        actor.aliases = vec![format!("Minister {nth}"), format!("Á. S. {nth}")];
        put(Record::Actor(Arc::new(actor)));
    }
    put(Record::Coder(Arc::new(Coder::new(CoderId(1), "Coder"))));
    project
}

/// Adds the claims and mentions of one side, and some actors both sides make apart.
fn coded(base: &Project, side: u32) -> Project {
    let mut project = base.clone();
    let first = u128::from(side) * 1_000_000 + 1_000_000;
    for nth in 0..200 {
        let id = ActorId(first + nth);
        let actor = Actor::new(id, format!("New {nth}"), ActorKind::State);
        drop(project.put(Record::Actor(Arc::new(actor))));
    }
    for nth in 0..CLAIMS {
        let id = first + u128::from(nth);
        let document = DocumentId(u128::from(nth % DOCUMENTS) + 1);
        let at = nth / DOCUMENTS * 30 + 20;
        let text = project.text(document).expect("every document has its text").clone();
        let start = text.floor(Offset(at));
        let end = text.floor(Offset(at + 60));
        let span = Span::new(start, end).expect("the texts are long enough");
        let mut claim = Claim::new(ClaimId(id), document, CoderId(1), span, Timestamp(0));
        claim.types = vec![CodeId(1 + u128::from(nth % 20) * 2)];
        claim.issues = vec![CodeId(2 + u128::from(nth % 20) * 2)];
        let own = ActorId(first + u128::from(nth % 200));
        for (role, actor) in
            [(Role::Claimant, own), (Role::Addressee, ActorId(u128::from(nth % ACTORS) + 1))]
        {
            let mention = MentionId(id * 2 + u128::from(role == Role::Addressee));
            drop(project.put(Record::Mention(Arc::new(Mention {
                id: mention,
                document,
                coder: CoderId(1),
                span,
                actor,
                note: String::new(),
                created: Timestamp(0),
                modified: Timestamp(0),
                extra: BTreeMap::new(),
            }))));
            claim.participants.push(Participant { role, actor, mention: Some(mention) });
        }
        drop(project.put(Record::Claim(Arc::new(claim))));
    }
    project
}

/// Alters every claim.
fn altered(project: &Project) -> Project {
    let mut other = project.clone();
    for claim in project.claims().values() {
        let mut claim = (**claim).clone();
        claim.stance = Some(1);
        claim.modified = Timestamp(1);
        drop(other.put(Record::Claim(Arc::new(claim))));
    }
    other
}
