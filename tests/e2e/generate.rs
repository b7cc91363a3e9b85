//! Projects made by rule, so that every run on every machine measures the same texts and claims.

mod prose;

use claimlight::edit::action::claim as action;
use claimlight::format::claimlight::{Contents, write};
use claimlight::model::{
    Actor, ActorId, ActorKind, Claim, ClaimId, ClaimStatus, CodeId, CodeKind, Coder, CoderId,
    Document, DocumentId, Participant, Project, ProjectId, Record, Role, Timestamp,
};
use claimlight::text::{Offset, Span, Text};
use serde_json::{Value, json};

use crate::random::Random;
use prose::Prose;

/// The title of the short document every project has, to leave and to come back from.
pub(crate) const SMALL: &str = "Small document";
/// The title of the document that is measured.
pub(crate) const LARGE: &str = "Large document";

/// How many actors the registry holds.
const ACTORS: usize = 200;
const AT: Timestamp = Timestamp(1_600_000_000_000);
/// Fewer characters a claim than this, and claims cannot stand side by side any more.
const ROOM: usize = 40;

/// How large a document is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    /// Code points, to within one paragraph's last word.
    pub(crate) characters: usize,
    /// How many claims it holds.
    pub(crate) claims: usize,
}

impl Size {
    /// Says it as a table does: `500,000 characters, 10,000 claims`.
    pub(crate) fn words(self) -> String {
        format!("{} characters, {} claims", thousands(self.characters), thousands(self.claims))
    }

    /// A name that file systems take: `500000-10000`.
    pub(crate) fn name(self) -> String {
        format!("{}-{}", self.characters, self.claims)
    }

    /// Says whether the claims must lie over one another.
    pub(crate) fn is_dense(self) -> bool {
        self.characters < ROOM * self.claims
    }
}

/// What the app takes in, and the same for the floor.
pub(crate) struct Made {
    /// A whole project in our own format.
    pub(crate) project: String,
    /// The large document's text and spans (UTF-16 units), as the floor's page reads them.
    pub(crate) floor: Value,
}

/// Makes a project of a short document without claims and a large one of a size.
pub(crate) fn one_large(size: Size) -> Made {
    let mut maker = Maker::new(&format!("Bench {}", size.name()));
    let short = Prose::new(2_000, &mut maker.random);
    maker.document("small", SMALL, &short, &[]);
    let large = Prose::new(size.characters, &mut maker.random);
    let spans = spans(&large, size, &mut maker.random);
    maker.document("large", LARGE, &large, &spans);
    Made { project: maker.file(), floor: floor(&large, &spans) }
}

/// Makes a project of many documents of 2,000 characters that share a number of claims evenly.
pub(crate) fn many_documents(documents: usize, claims: usize) -> String {
    let mut maker = Maker::new("Bench many documents");
    let size = Size { characters: 2_000, claims: claims / documents };
    for nth in 0..documents {
        let prose = Prose::new(size.characters, &mut maker.random);
        let spans = spans(&prose, size, &mut maker.random);
        maker.document(&format!("document {nth}"), &format!("Document {nth:04}"), &prose, &spans);
    }
    maker.file()
}

/// Writes a number with commas between the thousands.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| str::from_utf8(group).expect("digits are ASCII"))
        .collect();
    groups.join(",")
}

struct Maker {
    project: Project,
    random: Random,
    coder: CoderId,
    actors: Vec<ActorId>,
    types: Vec<CodeId>,
    issues: Vec<CodeId>,
    made: usize,
}

impl Maker {
    fn new(name: &str) -> Self {
        let mut project = Project::new(ProjectId::from_name(name), name, AT);
        for record in claimlight::sample::default_codebook() {
            project.put(record);
        }
        let coder = Coder::new(CoderId::from_name("bench"), "Bench");
        let coder_id = coder.id;
        project.put(Record::Coder(coder.into()));
        let actors = (0..ACTORS).map(|nth| {
            let name = format!("Delegate {} of group {}", nth % 20 + 1, nth / 20 + 1);
            Actor::new(ActorId::from_name(&name), name, ActorKind::Person)
        });
        let actors: Vec<Actor> = actors.collect();
        let ids = actors.iter().map(|actor| actor.id).collect();
        for actor in actors {
            project.put(Record::Actor(actor.into()));
        }
        let of_kind = |kind| project.codes_of(kind).iter().map(|code| code.id).collect::<Vec<_>>();
        let (types, issues) = (of_kind(CodeKind::ClaimType), of_kind(CodeKind::Issue));
        Self { project, random: Random(7), coder: coder_id, actors: ids, types, issues, made: 0 }
    }

    /// Adds a document with its claims.
    fn document(&mut self, name: &str, title: &str, prose: &Prose, spans: &[(usize, usize)]) {
        let id = DocumentId::from_name(name);
        let text = Text::new(prose.text());
        self.project.put(Record::Document(Document::new(id, title.to_owned(), &text, AT).into()));
        self.project.put(Record::Text(id, text));
        for (start, end) in spans {
            self.claim(id, *start, *end);
        }
    }

    fn claim(&mut self, document: DocumentId, start: usize, end: usize) {
        let span = Span::new(Offset::from_index(start), Offset::from_index(end));
        let span = span.expect("a word ends behind its start");
        let id = ClaimId::from_name(&format!("claim {}", self.made));
        self.made += 1;
        let mut claim = Claim::new(id, document, self.coder, span, AT);
        claim.types.push(self.types[self.random.below(self.types.len())]);
        claim.issues.push(self.issues[self.random.below(self.issues.len())]);
        claim.stance = [Some(1), Some(-1), Some(0), None][self.random.below(4)];
        claim.status = ClaimStatus::Done;
        let mut roles = vec![Role::Claimant];
        // Every other claim calls on somebody, a few blame somebody.
        roles.extend((self.random.below(2) == 0).then_some(Role::Addressee));
        roles.extend((self.random.below(8) == 0).then_some(Role::Target));
        for role in roles {
            let actor = self.actors[self.random.below(self.actors.len())];
            action::add_participant(&mut claim, Participant { role, actor, mention: None });
        }
        self.project.put(Record::Claim(claim.into()));
    }

    fn file(self) -> String {
        write(&self.project, &Contents::Project).expect("the texts are in memory")
    }
}

/// Chooses the claims' spans, in bytes, sorted: whole words within one paragraph. Where there is
/// room they stand side by side, but one in ten crosses the end of the one before or lies in it;
/// where there is none they lie anywhere, over one another.
fn spans(prose: &Prose, size: Size, random: &mut Random) -> Vec<(usize, usize)> {
    let words = prose.words();
    if size.claims == 0 || words.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::with_capacity(size.claims);
    let mut before = (0, 0);
    for nth in 0..size.claims {
        let (first, last) = if size.is_dense() {
            let first = random.below(words.len());
            (first, first + random.below(12))
        } else if nth > 0 && random.below(10) == 0 {
            let middle = usize::midpoint(before.0, before.1);
            let crosses = random.below(2) == 0;
            (middle, if crosses { before.1 + 2 } else { before.1 })
        } else {
            let slot = |nth: usize| nth * words.len() / size.claims;
            let room = slot(nth + 1) - slot(nth);
            let first = slot(nth) + random.below(room / 3 + 1);
            // A claim has at most twenty words, however much room there is.
            let longest = (slot(nth + 1) - first).clamp(1, 20);
            (first, first + random.below(longest))
        };
        let last = prose.last_word_of_paragraph(first).min(last).min(words.len() - 1);
        before = (first, last);
        found.push((words[first].0, words[last].1));
    }
    found.sort_unstable();
    found
}

fn floor(prose: &Prose, spans: &[(usize, usize)]) -> Value {
    let text = prose.text();
    let mut units = vec![0; text.len() + 1];
    let mut unit = 0;
    for (at, character) in text.char_indices() {
        units[at] = unit;
        unit += character.len_utf16();
    }
    units[text.len()] = unit;
    let flat: Vec<usize> = spans.iter().flat_map(|(s, e)| [units[*s], units[*e]]).collect();
    json!({ "text": text, "spans": flat })
}
