//! What must be true of every record, said as a sentence where it is not.

use std::collections::BTreeSet;

use super::{Claim, CodeId, CodeKind, Key, Project, Record};
use crate::text::{Span, span};

/// Why a record does not fit its project.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Something the record refers to is not there.
    #[error("{of} refers to {to}, which is not in the project")]
    Missing {
        /// The record that refers.
        of: Key,
        /// What is missing.
        to: Key,
    },
    /// Something refers to a record that is to be removed.
    #[error("{of} still refers to {to}, which was to be removed")]
    InUse {
        /// A record that refers to it.
        of: Key,
        /// What was to be removed.
        to: Key,
    },
    /// A claim covers no text.
    #[error("{0} has no fragment")]
    NoFragment(Key),
    /// A claim's fragments are out of order or overlap.
    #[error("the fragments of {0} overlap or are out of order")]
    Fragments(Key),
    /// A span lies outside its text.
    #[error("{of} spans bytes {start} to {end}, but its document has {bytes} bytes")]
    Outside {
        /// The record with the span.
        of: Key,
        /// Where the span starts, in bytes.
        start: u32,
        /// Where the span ends, in bytes.
        end: u32,
        /// The length of the text in bytes.
        bytes: u32,
    },
    /// A span cuts a character in two.
    #[error("{of} spans bytes {start} to {end}, which cuts a character in two")]
    CutsCharacter {
        /// The record with the span.
        of: Key,
        /// Where the span starts, in bytes.
        start: u32,
        /// Where the span ends, in bytes.
        end: u32,
    },
    /// A text is not the one its document describes.
    #[error("the text of {0} has another length than the document says")]
    TextLength(Key),
    /// A code is above itself.
    #[error("{0} stands under itself")]
    Circle(Key),
    /// A code stands under one of another kind, or a claim uses a code as what it is not.
    #[error("{of} uses {to} as what it is not (claim type or issue)")]
    WrongKind {
        /// The record that refers.
        of: Key,
        /// The code of the other kind.
        to: Key,
    },
    /// A record without a name.
    #[error("{0} has no name")]
    NoName(Key),
    /// A certainty above 100 per cent.
    #[error("{0} has a certainty above 100 %")]
    Certainty(Key),
}

impl Fault {
    /// Returns the records the fault is about, the one at fault first; a fault of one record alone
    /// names it twice.
    pub fn keys(&self) -> [Key; 2] {
        match self {
            Self::Missing { of, to } | Self::InUse { of, to } | Self::WrongKind { of, to } => {
                [*of, *to]
            }
            Self::Outside { of, .. }
            | Self::CutsCharacter { of, .. }
            | Self::NoFragment(of)
            | Self::Fragments(of)
            | Self::TextLength(of)
            | Self::Circle(of)
            | Self::NoName(of)
            | Self::Certainty(of) => [*of, *of],
        }
    }
}

/// Checks a record as it stands in the project, with everything it refers to.
pub fn record(project: &Project, record: &Record) -> Result<(), Fault> {
    let of = record.key();
    let needs = |to: Key| project.get(to).map(drop).ok_or(Fault::Missing { of, to });
    let named = |name: &str| if name.trim().is_empty() { Err(Fault::NoName(of)) } else { Ok(()) };
    match record {
        Record::Project(info) => named(&info.name),
        Record::Codebook(_) => Ok(()),
        Record::Code(code) => {
            named(&code.name)?;
            let Some(parent) = code.parent else { return Ok(()) };
            has_kind(project, of, parent, code.kind)?;
            if is_above(project, code.id, parent) { Err(Fault::Circle(of)) } else { Ok(()) }
        }
        Record::Variable(variable) => named(&variable.name),
        Record::Actor(actor) => {
            named(&actor.name)?;
            actor.affiliations.iter().try_for_each(|a| needs(Key::Actor(a.with)))
        }
        Record::Coder(coder) => named(&coder.name),
        Record::Document(document) => {
            named(&document.title)?;
            document.excluded.iter().try_for_each(|part| inside(project, of, part.span))
        }
        Record::Text(id, text) => {
            let document = project.documents().get(id);
            let document = document.ok_or(Fault::Missing { of, to: Key::Document(*id) })?;
            if document.bytes == text.end().0 { Ok(()) } else { Err(Fault::TextLength(of)) }
        }
        Record::Claim(claim) => check_claim(project, of, claim),
        Record::Mention(mention) => {
            needs(Key::Document(mention.document))?;
            needs(Key::Coder(mention.coder))?;
            needs(Key::Actor(mention.actor))?;
            inside(project, of, mention.span)
        }
        Record::Progress(progress) => {
            needs(Key::Document(progress.document))?;
            needs(Key::Coder(progress.coder))
        }
    }
}

fn check_claim(project: &Project, of: Key, claim: &Claim) -> Result<(), Fault> {
    let needs = |to: Key| project.get(to).map(drop).ok_or(Fault::Missing { of, to });
    needs(Key::Document(claim.document))?;
    needs(Key::Coder(claim.coder))?;
    if claim.fragments.is_empty() {
        return Err(Fault::NoFragment(of));
    }
    if !span::are_disjoint(&claim.fragments) {
        return Err(Fault::Fragments(of));
    }
    claim.fragments.iter().try_for_each(|fragment| inside(project, of, *fragment))?;
    claim.types.iter().try_for_each(|id| has_kind(project, of, *id, CodeKind::ClaimType))?;
    claim.issues.iter().try_for_each(|id| has_kind(project, of, *id, CodeKind::Issue))?;
    for participant in &claim.participants {
        needs(Key::Actor(participant.actor))?;
        participant.mention.map(Key::Mention).map_or(Ok(()), needs)?;
    }
    claim.values.keys().try_for_each(|id| needs(Key::Variable(*id)))?;
    claim.links.iter().try_for_each(|link| needs(Key::Claim(link.to)))?;
    if claim.certainty.is_some_and(|percent| percent > 100) {
        return Err(Fault::Certainty(of));
    }
    Ok(())
}

/// Checks that nothing refers to keys that have been removed: by the project's count of uses where
/// it keeps one, else in one pass over the records.
pub fn removals(project: &Project, removed: &BTreeSet<Key>) -> Result<(), Fault> {
    let counted = |key: &Key| matches!(key, Key::Claim(_) | Key::Mention(_));
    if removed.iter().all(|key| counted(key) && project.uses(*key) == 0) {
        return Ok(());
    }
    for record in project.records() {
        let mut found = None;
        references(&record, &mut |to| {
            if removed.contains(&to) {
                found = Some(to);
            }
        });
        if let Some(to) = found {
            return Err(Fault::InUse { of: record.key(), to });
        }
    }
    Ok(())
}

/// Names every key a record refers to.
pub fn references(record: &Record, name: &mut dyn FnMut(Key)) {
    match record {
        Record::Code(code) => code.parent.into_iter().for_each(|id| name(Key::Code(id))),
        Record::Actor(actor) => actor.affiliations.iter().for_each(|a| name(Key::Actor(a.with))),
        Record::Text(document, _) => name(Key::Document(*document)),
        Record::Claim(claim) => {
            name(Key::Document(claim.document));
            name(Key::Coder(claim.coder));
            claim.types.iter().chain(&claim.issues).for_each(|id| name(Key::Code(*id)));
            for participant in &claim.participants {
                name(Key::Actor(participant.actor));
                participant.mention.into_iter().for_each(|id| name(Key::Mention(id)));
            }
            claim.values.keys().for_each(|id| name(Key::Variable(*id)));
            claim.links.iter().for_each(|link| name(Key::Claim(link.to)));
        }
        Record::Mention(mention) => {
            name(Key::Document(mention.document));
            name(Key::Coder(mention.coder));
            name(Key::Actor(mention.actor));
        }
        Record::Progress(progress) => {
            name(Key::Document(progress.document));
            name(Key::Coder(progress.coder));
        }
        Record::Project(_)
        | Record::Codebook(_)
        | Record::Variable(_)
        | Record::Coder(_)
        | Record::Document(_) => {}
    }
}

/// Says whether a record refers to what a key finds.
pub fn refers(record: &Record, to: Key) -> bool {
    let mut found = false;
    references(record, &mut |key| found |= key == to);
    found
}

/// Checks every record of a project and returns each fault.
pub fn project(project: &Project) -> Vec<Fault> {
    project.records().filter_map(|one| record(project, &one).err()).collect()
}

/// Checks that a span lies in the text of its record's document.
fn inside(project: &Project, of: Key, span: Span) -> Result<(), Fault> {
    let document = match of {
        Key::Claim(id) => project.claims().get(&id).map(|claim| claim.document),
        Key::Mention(id) => project.mentions().get(&id).map(|mention| mention.document),
        Key::Document(id) => Some(id),
        _ => None,
    };
    let Some(document) = document.and_then(|id| project.documents().get(&id)) else {
        return Ok(());
    };
    let (start, end) = span.into();
    if end > document.bytes {
        return Err(Fault::Outside { of, start, end, bytes: document.bytes });
    }
    match project.text(document.id) {
        Some(text) if !text.holds(span) => Err(Fault::CutsCharacter { of, start, end }),
        _ => Ok(()),
    }
}

fn has_kind(project: &Project, of: Key, id: CodeId, kind: CodeKind) -> Result<(), Fault> {
    let to = Key::Code(id);
    let code = project.codes().get(&id).ok_or(Fault::Missing { of, to })?;
    if code.kind == kind { Ok(()) } else { Err(Fault::WrongKind { of, to }) }
}

/// Says whether `upper` stands above `lower`, or is it.
fn is_above(project: &Project, upper: CodeId, lower: CodeId) -> bool {
    let mut seen = BTreeSet::new();
    let mut at = Some(lower);
    while let Some(id) = at {
        if id == upper || !seen.insert(id) {
            return true;
        }
        at = project.codes().get(&id).and_then(|code| code.parent);
    }
    false
}
