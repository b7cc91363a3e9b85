//! Where two records differ, in words.

use std::collections::BTreeMap;

use super::Incoming;
use crate::model::{
    ActorId, Claim, ClaimStatus, CodeId, CodeKind, CoderId, DocumentId, Key, Project, Record, Role,
    Value, VariableId,
};
use crate::text::Span;

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What the field is called.
    pub label: &'static str,
    /// What ours says; empty when it says nothing.
    pub ours: String,
    /// What theirs says; empty when it says nothing.
    pub theirs: String,
}

/// Where ids are looked up to be shown as names: one side, and where that knows nothing the other.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) ours: &'a Project,
    pub(super) incoming: &'a Incoming,
}

/// The two sides of a merge.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Ours,
    Theirs,
}

type Fields = Vec<(&'static str, String)>;

/// Returns what a record of ours is called in a list: its name, or the words it stands at.
pub fn title(ours: &Project, incoming: &Incoming, record: &Record) -> String {
    Names { ours, incoming }.title(record)
}

/// Returns the fields in which a record differs from what it was, which is `ours`; when it was changed
/// is none of them. What it names and the project has not is looked up among what is `known`.
pub fn changed_fields(
    project: &Project,
    known: &Incoming,
    was: &Record,
    now: &Record,
) -> Vec<Difference> {
    let names = Names { ours: project, incoming: known };
    let (was, now) = (names.fields(Side::Ours, was), names.fields(Side::Ours, now));
    let pairs = was.into_iter().zip(now);
    let differing =
        pairs.filter(|((label, was), (_, now))| was != now && !matches!(*label, "changed"));
    differing.map(|((label, ours), (_, theirs))| Difference { label, ours, theirs }).collect()
}

/// Returns the fields in which two records differ, in the order they are shown.
pub(super) fn differences(names: Names<'_>, ours: &Record, theirs: &Record) -> Vec<Difference> {
    let (a, b) = (names.fields(Side::Ours, ours), names.fields(Side::Theirs, theirs));
    let pairs = a.into_iter().zip(b).filter(|((_, ours), (_, theirs))| ours != theirs);
    let mut found: Vec<Difference> =
        pairs.map(|((label, ours), (_, theirs))| Difference { label, ours, theirs }).collect();
    if found.is_empty() {
        // Such as two actors of the same name: only the ids tell them apart.
        let raw = |record: &Record| serde_json::to_string(record).unwrap_or_default();
        found.push(Difference { label: "as stored", ours: raw(ours), theirs: raw(theirs) });
    }
    found
}

impl Names<'_> {
    /// Returns a record's fields in words; records of a kind always have the same ones.
    fn fields(self, side: Side, record: &Record) -> Fields {
        let time = |at: crate::model::Timestamp| at.to_iso();
        match record {
            Record::Project(info) => {
                vec![("name", info.name.clone()), ("note", info.note.clone())]
            }
            Record::Codebook(codebook) => {
                let stances = codebook.stances.iter().map(|s| format!("{} {}", s.value, s.name));
                vec![
                    ("stances", listed(stances)),
                    ("rules", codebook.rules.clone()),
                    ("other", extra(&codebook.extra)),
                ]
            }
            Record::Code(code) => {
                let example = |positive: bool| {
                    let all = code.examples.iter().filter(move |e| e.positive == positive);
                    lines(all.map(|e| format!("“{}” {}", e.quote, e.place).trim().to_owned()))
                };
                vec![
                    ("name", code.name.clone()),
                    ("kind", kind_of(code.kind).to_owned()),
                    ("under", code.parent.map_or_else(String::new, |id| self.code(side, id))),
                    ("place", (u64::from(code.position) + 1).to_string()),
                    ("colour", (u16::from(code.colour) + 1).to_string()),
                    ("key", code.key.map_or_else(String::new, |key| key.to_string())),
                    ("definition", code.definition.clone()),
                    ("use when", lines(code.include.iter().cloned())),
                    ("do not use when", lines(code.exclude.iter().cloned())),
                    ("examples", example(true)),
                    ("counter-examples", example(false)),
                    ("retired", yes(code.retired)),
                    ("other", extra(&code.extra)),
                ]
            }
            Record::Variable(variable) => vec![
                ("name", variable.name.clone()),
                ("values", json(&variable.kind)),
                ("place", (u64::from(variable.position) + 1).to_string()),
                ("help", variable.help.clone()),
                ("required", yes(variable.required)),
                ("other", extra(&variable.extra)),
            ],
            Record::Actor(actor) => {
                let affiliations = actor.affiliations.iter().map(|one| {
                    let date = |date: Option<crate::model::PartialDate>| {
                        date.map_or_else(|| "…".to_owned(), |date| date.to_string())
                    };
                    let with = self.actor(side, one.with);
                    format!("{with} {} {}–{}", one.position, date(one.from), date(one.to))
                });
                let ids = actor.external_ids.iter().map(|id| format!("{}: {}", id.scheme, id.id));
                vec![
                    ("name", actor.name.clone()),
                    ("kind", actor.kind.name().to_owned()),
                    ("aliases", listed(actor.aliases.iter().cloned())),
                    ("affiliations", lines(affiliations)),
                    ("attributes", map(&actor.attributes)),
                    ("ids elsewhere", listed(ids)),
                    ("note", actor.note.clone()),
                    ("other", extra(&actor.extra)),
                ]
            }
            Record::Coder(coder) => vec![
                ("name", coder.name.clone()),
                ("kind", json(&coder.kind)),
                ("other", extra(&coder.extra)),
            ],
            Record::Document(document) => {
                let excluded = document.excluded.iter().map(|part| {
                    let quote = self.quote(side, document.id, part.span);
                    format!("{quote} {}", part.reason).trim().to_owned()
                });
                vec![
                    ("title", document.title.clone()),
                    ("date", document.date.map_or_else(String::new, |date| date.to_string())),
                    ("source", document.source.clone()),
                    ("author", document.author.clone()),
                    ("language", document.language.clone()),
                    ("address", document.url.clone()),
                    ("file", document.file.clone()),
                    ("metadata", map(&document.metadata)),
                    ("excluded", lines(excluded)),
                    ("note", document.note.clone()),
                    ("text", document.fingerprint.clone()),
                    ("other", extra(&document.extra)),
                ]
            }
            Record::Text(_, text) => vec![("text", text.as_str().to_owned())],
            Record::Claim(claim) => self.claim_fields(side, claim),
            Record::Mention(mention) => vec![
                ("document", self.document(side, mention.document)),
                ("coder", self.coder(side, mention.coder)),
                ("words", self.quote(side, mention.document, mention.span)),
                ("actor", self.actor(side, mention.actor)),
                ("note", mention.note.clone()),
                ("changed", time(mention.modified)),
                ("other", extra(&mention.extra)),
            ],
            Record::Progress(progress) => vec![("progress", progress.state.name().to_owned())],
        }
    }

    /// Returns what a record is called in a list: its name, or the words it stands at.
    pub(super) fn title(self, record: &Record) -> String {
        let side = Side::Ours;
        match record {
            Record::Project(info) => info.name.clone(),
            Record::Codebook(_) => "codebook".to_owned(),
            Record::Code(code) => code.name.clone(),
            Record::Variable(variable) => variable.name.clone(),
            Record::Actor(actor) => actor.name.clone(),
            Record::Coder(coder) => coder.name.clone(),
            Record::Document(document) => document.title.clone(),
            Record::Text(id, _) => self.document(side, *id),
            Record::Claim(claim) => {
                let first = claim.fragments.first();
                first.map_or_else(String::new, |span| self.quote(side, claim.document, *span))
            }
            Record::Mention(mention) => self.quote(side, mention.document, mention.span),
            Record::Progress(progress) => format!(
                "{}, {}",
                self.coder(side, progress.coder),
                self.document(side, progress.document)
            ),
        }
    }

    fn claim_fields(self, side: Side, claim: &Claim) -> Fields {
        let codes = |ids: &[CodeId]| listed(ids.iter().map(|id| self.code(side, *id)));
        let quote = |span: &Span| self.quote(side, claim.document, *span);
        let role = |role| {
            listed(claim.in_role(role).map(|participant| {
                let name = self.actor(side, participant.actor);
                let mention = participant.mention.map(|id| self.record(side, Key::Mention(id)));
                match mention {
                    Some(Some(Record::Mention(mention))) => {
                        format!("{name} ({})", self.quote(side, mention.document, mention.span))
                    }
                    _ => name,
                }
            }))
        };
        let values = claim.values.iter().map(|(id, value)| {
            let text = match value {
                Value::YesNo(true) => "yes".to_owned(),
                Value::YesNo(false) => "no".to_owned(),
                Value::Number(number) => number.to_string(),
                Value::Text(text) => text.clone(),
                Value::Many(all) => all.join(", "),
            };
            format!("{}: {text}", self.variable(side, *id))
        });
        let links = claim.links.iter().map(|link| {
            let to = match self.record(side, Key::Claim(link.to)) {
                Some(Record::Claim(to)) => {
                    let first = to.fragments.first();
                    first.map_or_else(String::new, |span| self.quote(side, to.document, *span))
                }
                _ => link.to.to_string(),
            };
            format!("{} {to}", link.kind)
        });
        let stance = claim.stance.map(|value| {
            let scale = match self.record(side, Key::Codebook) {
                Some(Record::Codebook(codebook)) => codebook.stances.clone(),
                _ => Vec::new(),
            };
            let named = scale.into_iter().find(|stance| stance.value == value);
            named.map_or_else(|| value.to_string(), |stance| stance.name)
        });
        let status = match claim.status {
            ClaimStatus::Draft => "draft",
            ClaimStatus::Done => "done",
        };
        vec![
            ("document", self.document(side, claim.document)),
            ("coder", self.coder(side, claim.coder)),
            ("words", lines(claim.fragments.iter().map(quote))),
            ("types", codes(&claim.types)),
            ("claimants", role(Role::Claimant)),
            ("addressees", role(Role::Addressee)),
            ("targets", role(Role::Target)),
            ("issues", codes(&claim.issues)),
            ("stance", stance.unwrap_or_default()),
            ("attribution", claim.attribution.map_or("", |a| a.name()).to_owned()),
            ("date", claim.date.map_or_else(String::new, |date| date.to_string())),
            ("variables", lines(values)),
            ("links", lines(links)),
            ("certainty", claim.certainty.map_or_else(String::new, |c| format!("{c} %"))),
            ("note", claim.note.clone()),
            ("status", status.to_owned()),
            ("changed", claim.modified.to_iso()),
            ("other", extra(&claim.extra)),
        ]
    }

    /// Returns a record as one side has it, or else as the other does.
    fn record(self, side: Side, key: Key) -> Option<Record> {
        let theirs = || self.incoming.records.get(&key).cloned();
        match side {
            Side::Ours => self.ours.get(key).or_else(theirs),
            Side::Theirs => theirs().or_else(|| self.ours.get(key)),
        }
    }

    fn code(self, side: Side, id: CodeId) -> String {
        match self.record(side, Key::Code(id)) {
            Some(Record::Code(code)) => code.name.clone(),
            _ => id.to_string(),
        }
    }

    fn actor(self, side: Side, id: ActorId) -> String {
        match self.record(side, Key::Actor(id)) {
            Some(Record::Actor(actor)) => actor.name.clone(),
            _ => id.to_string(),
        }
    }

    fn coder(self, side: Side, id: CoderId) -> String {
        match self.record(side, Key::Coder(id)) {
            Some(Record::Coder(coder)) => coder.name.clone(),
            _ => id.to_string(),
        }
    }

    fn variable(self, side: Side, id: VariableId) -> String {
        match self.record(side, Key::Variable(id)) {
            Some(Record::Variable(variable)) => variable.name.clone(),
            _ => id.to_string(),
        }
    }

    fn document(self, side: Side, id: DocumentId) -> String {
        match self.record(side, Key::Document(id)) {
            Some(Record::Document(document)) => document.title.clone(),
            _ => id.to_string(),
        }
    }

    /// Returns the words of a span, with where they stand, as two places may have the same words.
    fn quote(self, side: Side, document: DocumentId, span: Span) -> String {
        let Some(Record::Text(_, text)) = self.record(side, Key::Text(document)) else {
            let (start, end): (u32, u32) = span.into();
            return format!("bytes {start}–{end}");
        };
        match text.span_to_chars(span) {
            Some((start, end)) => format!("“{}” ({start}–{end})", text.quote(span)),
            None => String::new(),
        }
    }
}

fn kind_of(kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::ClaimType => "claim type",
        CodeKind::Issue => "issue",
    }
}

fn yes(yes: bool) -> String {
    (if yes { "yes" } else { "no" }).to_owned()
}

fn listed(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join(", ")
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join("\n")
}

fn map(all: &BTreeMap<String, String>) -> String {
    lines(all.iter().map(|(name, value)| format!("{name}: {value}")))
}

fn extra(all: &crate::model::Extra) -> String {
    lines(all.iter().map(|(name, value)| format!("{name}: {value}")))
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().trim_matches('"').to_owned()
}
