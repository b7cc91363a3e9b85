//! A small project and random edits of it, for tests of laws.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;

use super::action::{actor, claim, code, coder, document};
use super::{Change, Meta, Origin, Transaction};
use crate::model::{
    Actor, ActorId, ActorKind, Affiliation, Attribution, Claim, ClaimId, ClaimStatus, Code, CodeId,
    CodeKind, Coder, CoderId, Document, DocumentId, Link, Mention, MentionId, PartialDate,
    Participant, ProgressState, Project, ProjectId, Record, Role, Timestamp, TransactionId, check,
};
use crate::text::{Offset, Span, Text};

/// Three texts with what makes offsets hard: accents, emoji, combining marks and CRLF.
const TEXTS: [&str; 3] = [
    "Ann Ámes asked Bo Béla to open the bridge.\r\nHe refused 🌉 at once.",
    "e\u{301}tude – a second text with 👩🏽‍🚀 and nothing else in it",
    "Third.",
];

/// Makes a project of three documents, four codes, three actors, three claims and a mention.
pub(crate) fn sample() -> Project {
    let at = Timestamp(0);
    let mut project = Project::new(ProjectId(1), "Sample", at);
    let mut put = |record| drop(project.put(record));
    for (nth, text) in (1..).zip(TEXTS) {
        let text = Text::new(text);
        let id = DocumentId(nth);
        put(Record::Document(Arc::new(Document::new(id, format!("Text {nth}"), &text, at))));
        put(Record::Text(id, text));
    }
    let codes = [
        ("demand", CodeKind::ClaimType),
        ("rejection", CodeKind::ClaimType),
        ("bridge", CodeKind::Issue),
        ("border", CodeKind::Issue),
    ];
    for (nth, (name, kind)) in (0..).zip(codes) {
        let mut code = Code::new(CodeId(u128::from(nth) + 1), kind, name);
        code.position = nth / 2 * 4 + nth % 2;
        code.colour = u8::try_from(nth % 2).unwrap();
        put(Record::Code(Arc::new(code)));
    }
    let actors = [
        ("Ann Ámes", ActorKind::Person),
        ("Bo Béla", ActorKind::Person),
        ("House of Towns", ActorKind::Organisation),
    ];
    for (nth, (name, kind)) in (1..).zip(actors) {
        put(Record::Actor(Arc::new(Actor::new(ActorId(nth), name, kind))));
    }
    put(Record::Coder(Arc::new(Coder::new(CoderId(1), "Cleo"))));
    let span = |start, end| Span::new(Offset(start), Offset(end)).unwrap();
    for (nth, place) in (1..).zip([span(0, 3), span(4, 9), span(4, 20)]) {
        let mut claim = Claim::new(ClaimId(nth), DocumentId(1), CoderId(1), place, at);
        claim.types = vec![CodeId(1)];
        put(Record::Claim(Arc::new(claim)));
    }
    let mention = mention(MentionId(1), DocumentId(1), CoderId(1), span(0, 3), ActorId(1), at);
    put(Record::Mention(Arc::new(mention)));
    assert_eq!(check::project(&project), []);
    project
}

/// Carries out changes as a user's transaction and asserts that they can be taken back and that
/// the result is sound; returns the result.
pub(crate) fn undone(start: &Project, changes: Vec<Change>) -> Project {
    let mut project = start.clone();
    let mut inverse =
        transaction(changes, TransactionId(1), Timestamp(1)).apply(&mut project).unwrap();
    let end = project.clone();
    assert_eq!(check::project(&end), []);
    inverse.meta.origin = Origin::Undo;
    drop(inverse.apply(&mut project).unwrap());
    assert!(project == *start, "undoing restores the start");
    end
}

/// Makes a user's transaction.
pub(crate) fn transaction(changes: Vec<Change>, id: TransactionId, at: Timestamp) -> Transaction {
    let meta = Meta { id, at, coder: None, label: "edit".to_owned(), origin: Origin::User };
    Transaction { meta, changes }
}

/// A random edit, given meaning by the project it meets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act {
    /// Which action.
    pub(crate) what: u8,
    /// Which records, and with which values.
    pub(crate) picks: [u16; 4],
}

/// Random edits of every kind.
pub(crate) fn acts(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Act>> {
    let act = (0u8..ACTIONS, any::<[u16; 4]>()).prop_map(|(what, picks)| Act { what, picks });
    proptest::collection::vec(act, count)
}

/// Picks one of a number of things.
fn pick<T>(all: impl ExactSizeIterator<Item = T>, nth: u16) -> Option<T> {
    let count = all.len();
    let mut all = all;
    (count > 0).then(|| all.nth(usize::from(nth) % count)).flatten()
}

/// Returns a span of a document's text between two characters picked.
fn span_in(project: &Project, id: DocumentId, from: u16, len: u16) -> Option<Span> {
    let text = project.text(id)?;
    let start = text.floor(Offset(u32::from(from) % text.end().0.max(1)));
    let end = text.floor(Offset(start.0 + 8 + u32::from(len) % 20));
    Span::new(start, end).ok()
}

fn mention(
    id: MentionId,
    document: DocumentId,
    coder: CoderId,
    span: Span,
    actor: ActorId,
    at: Timestamp,
) -> Mention {
    let (note, extra) = (String::new(), crate::model::Extra::new());
    Mention { id, document, coder, span, actor, note, created: at, modified: at, extra }
}

/// How many actions [`Act::changes`] knows.
pub(crate) const ACTIONS: u8 = 40;

impl Act {
    /// Returns the changes the edit makes of a project; nothing when it has no meaning there.
    /// `new` is an id nobody else uses.
    pub(crate) fn changes(self, project: &Project, new: u128, at: Timestamp) -> Vec<Change> {
        self.try_changes(project, new, at).unwrap_or_default()
    }

    fn try_changes(self, project: &Project, new: u128, at: Timestamp) -> Option<Vec<Change>> {
        let [a, b, c, d] = self.picks;
        let a_document = || pick(project.documents().keys().copied(), a);
        let a_coder = || pick(project.coders().keys().copied(), b);
        let an_actor = |nth| pick(project.actors().keys().copied(), nth);
        let a_code = |nth| pick(project.codes().keys().copied(), nth);
        let code_of = |kind, nth| pick(project.codes_of(kind).into_iter().map(|code| code.id), nth);
        let a_claim = |nth| pick(project.claims().keys().copied(), nth);
        let a_mention = |nth| pick(project.mentions().keys().copied(), nth);
        let role = Role::ALL[usize::from(c) % 3];
        let kind = if c % 2 == 0 { CodeKind::ClaimType } else { CodeKind::Issue };
        let date = PartialDate::new(Some(2020), Some(1 + u8::try_from(a % 12).ok()?), None);
        Some(match self.what {
            // Additions.
            0 | 1 => {
                let id = a_document()?;
                let span = span_in(project, id, c, d)?;
                let mut new = Claim::new(ClaimId(new), id, a_coder()?, span, at);
                new.types.extend(code_of(CodeKind::ClaimType, d));
                new.issues.extend(code_of(CodeKind::Issue, d));
                if let Some(actor) = an_actor(d) {
                    let mention = a_mention(a);
                    claim::add_participant(&mut new, Participant { role, actor, mention });
                }
                claim::add(project, new)
            }
            2 => {
                let id = a_document()?;
                let span = span_in(project, id, c, d)?;
                let new = mention(MentionId(new), id, a_coder()?, span, an_actor(d)?, at);
                claim::add_mention(project, new)
            }
            3 => actor::add(
                ActorId(new),
                &format!("Actor {new}"),
                ActorKind::ALL[usize::from(a % 5)],
            ),
            4 => {
                let parent = code_of(kind, a).filter(|_| a % 3 == 0);
                code::add(project, CodeId(new), kind, &format!("code {new}"), parent)
            }
            5 => coder::add(CoderId(new), &format!("Coder {new}")),
            6 => {
                let text = Text::new(format!("Text number {new} 🌍 of many."));
                let title = format!("Document {new}");
                document::add(Document::new(DocumentId(new), title, &text, at), text).to_vec()
            }
            7 => {
                let state =
                    if d % 2 == 0 { ProgressState::Done } else { ProgressState::InProgress };
                document::set_progress(project, a_coder()?, a_document()?, state)
            }
            // Claims and mentions.
            8 => claim::alter(project, a_claim(a)?, at, |claim| {
                claim.stance = Some(i32::from(b % 3) - 1);
                claim.attribution = Some(Attribution::ALL[usize::from(c % 3)]);
                claim.certainty = u8::try_from(d % 101).ok();
            }),
            9 => claim::alter(project, a_claim(a)?, at, |claim| {
                claim.note = format!("note {b}");
                claim.status = if c % 2 == 0 { ClaimStatus::Done } else { ClaimStatus::Draft };
                claim.date = date;
            }),
            10 => {
                let (id, code) = (a_claim(a)?, code_of(CodeKind::ClaimType, b)?);
                claim::alter(project, id, at, |claim| claim::toggle_code(&mut claim.types, code))
            }
            11 => {
                let (id, code) = (a_claim(a)?, code_of(CodeKind::Issue, b)?);
                claim::alter(project, id, at, |claim| claim::toggle_code(&mut claim.issues, code))
            }
            12 => {
                let id = a_claim(a)?;
                let span = span_in(project, project.claims().get(&id)?.document, c, d)?;
                claim::alter(project, id, at, |claim| claim::add_fragment(claim, span))
            }
            13 => {
                let id = a_claim(a)?;
                let span = span_in(project, project.claims().get(&id)?.document, c, d)?;
                claim::alter(project, id, at, |claim| {
                    claim::remove_fragment(claim, span);
                })
            }
            14 => {
                let id = a_claim(a)?;
                let claim = project.claims().get(&id)?;
                let to = span_in(project, claim.document, c, d)?;
                let from = pick(claim.fragments.iter().copied(), b)?;
                claim::alter(project, id, at, |claim| claim::move_fragment(claim, from, to))
            }
            15 | 16 => {
                let (actor, mention) = (an_actor(b)?, a_mention(d));
                let participant = Participant { role, actor, mention };
                claim::alter(project, a_claim(a)?, at, |claim| {
                    claim::add_participant(claim, participant);
                })
            }
            17 => {
                let actor = an_actor(b)?;
                claim::alter(project, a_claim(a)?, at, |claim| {
                    claim::remove_participant(claim, role, actor);
                })
            }
            18 => {
                let link = Link { to: a_claim(b)?, kind: "reply".to_owned() };
                claim::alter(project, a_claim(a)?, at, |claim| claim.links.push(link))
            }
            19 => claim::delete(project, &BTreeSet::from([a_claim(a)?, a_claim(b)?]), at),
            20 => claim::delete_mention(project, a_mention(a)?, at),
            21 => {
                let actor = an_actor(b)?;
                claim::alter_mention(project, a_mention(a)?, at, |mention| mention.actor = actor)
            }
            // Codes.
            22 => code::rename(project, a_code(a)?, &format!("renamed {b}")),
            23 => code::recolour(project, a_code(a)?, u8::try_from(b % 256).ok()?),
            24 => code::place(project, a_code(a)?, a_code(b), usize::from(c % 4)).ok()?,
            25 => code::unnest(project, a_code(a)?).ok()?,
            26 => code::reorder(project, a_code(a)?, usize::from(b % 4)),
            27 => code::swap_key(project, a_code(a)?, char::from(b'a' + u8::try_from(b % 6).ok()?))
                .ok()?,
            28 => {
                let other = a_code(c)?;
                let disposal = match b % 4 {
                    0 => code::Disposal::TakeOff,
                    1 => code::Disposal::ReplaceWith(other),
                    2 => code::Disposal::DeleteClaims,
                    _ => code::Disposal::RetireInstead,
                };
                code::delete(project, a_code(a)?, disposal, at).ok()?
            }
            29 => code::merge(project, a_code(a)?, a_code(b)?, at).ok()?,
            // Actors.
            30 => actor::rename(
                project,
                an_actor(a)?,
                &format!("Actor {b}"),
                actor::OldName::KeepAsAlias,
            ),
            31 => actor::add_alias(project, an_actor(a)?, &format!("alias {}", b % 5)),
            32 => {
                let with = an_actor(b)?;
                let new = Affiliation { with, position: String::new(), from: date, to: None };
                let mut all = project.actors().get(&an_actor(a)?)?.affiliations.clone();
                all.push(new);
                actor::set_affiliations(project, an_actor(a)?, all)
            }
            33 | 34 => actor::merge(project, an_actor(a)?, an_actor(b)?, at).ok()?,
            35 => {
                let disposal = match b % 2 {
                    0 => actor::Disposal::TakeOff,
                    _ => actor::Disposal::ReplaceWith(an_actor(c)?),
                };
                actor::delete(project, an_actor(a)?, disposal, at).ok()?
            }
            // Documents and coders.
            36 => document::alter(project, a_document()?, |document| {
                document.title = format!("Title {b}");
                document.date = date;
            }),
            37 => {
                let id = a_document()?;
                let span = span_in(project, id, c, d)?;
                document::alter(project, id, |document| {
                    document::exclude(document, span, "remains");
                })
            }
            38 => document::remove(project, a_document()?, at),
            _ => coder::delete(project, a_coder()?, at),
        })
    }
}
