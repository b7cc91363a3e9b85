//! A project with one large document, made by rule so that every run measures the same.

use claimlight::edit::action::claim as action;
use claimlight::format::claimlight::{Contents, write};
use claimlight::model::{
    Actor, ActorId, ActorKind, Claim, ClaimId, ClaimStatus, CodeId, Coder, CoderId, Document,
    DocumentId, Participant, Project, ProjectId, Record, Role, Timestamp,
};
use claimlight::text::{Offset, Span, Text};

/// The large document's length.
pub(crate) const CHARACTERS: usize = 50_000;
/// How many claims it holds.
pub(crate) const CLAIMS: usize = 1_000;

/// Words of many lengths, drawn in turn.
const WORDS: [&str; 16] = [
    "the",
    "minister",
    "called",
    "on",
    "both",
    "sides",
    "to",
    "keep",
    "a",
    "ceasefire",
    "and",
    "return",
    "prisoners",
    "without",
    "any",
    "condition",
];

/// Returns the project as a file of our own.
pub(crate) fn project_file() -> String {
    write(&project(), &Contents::Project).expect("the texts are in memory")
}

fn project() -> Project {
    let at = Timestamp(1_600_000_000_000);
    let mut project = Project::new(ProjectId::from_name("bench"), "Bench", at);
    for record in claimlight::sample::default_codebook() {
        project.put(record);
    }
    let coder = Coder::new(CoderId::from_name("bench"), "Bench");
    let actor = Actor::new(ActorId::from_name("bench"), "The minister", ActorKind::Person);
    let (coder_id, actor_id) = (coder.id, actor.id);
    project.put(Record::Coder(coder.into()));
    project.put(Record::Actor(actor.into()));
    for (name, title, length) in [("a", "Small document", 500), ("b", "Large document", CHARACTERS)]
    {
        let text = Text::new(prose(length));
        let id = DocumentId::from_name(name);
        project.put(Record::Document(Document::new(id, title.to_owned(), &text, at).into()));
        project.put(Record::Text(id, text));
    }
    let types = ["demand", "commitment", "accusation", "rejection"].map(CodeId::from_name);
    for nth in 0..CLAIMS {
        // Evenly spread and longer than their distance, so that neighbours overlap.
        let start = Offset::from_index(nth * (CHARACTERS - 200) / CLAIMS);
        let end = Offset::from_index(start.index() + 30 + nth % 60);
        let span = Span::new(start, end).expect("the end lies behind the start");
        let id = ClaimId::from_name(&nth.to_string());
        let mut claim = Claim::new(id, DocumentId::from_name("b"), coder_id, span, at);
        claim.types.push(types[nth % types.len()]);
        let participant = Participant { role: Role::Claimant, actor: actor_id, mention: None };
        action::add_participant(&mut claim, participant);
        claim.status = ClaimStatus::Done;
        project.put(Record::Claim(claim.into()));
    }
    project
}

/// Makes ASCII prose of a length, in paragraphs of about 600 characters.
fn prose(length: usize) -> String {
    let mut text = String::with_capacity(length);
    let mut nth = 0usize;
    while text.len() < length {
        text.push_str(WORDS[nth * 7 % WORDS.len()]);
        nth += 1;
        text.push_str(match nth {
            nth if nth.is_multiple_of(100) => ".\n\n",
            nth if nth.is_multiple_of(14) => ". ",
            _ => " ",
        });
    }
    text.truncate(length);
    text
}
