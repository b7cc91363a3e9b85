//! A dataset with one claim a line, as JSON.
//!
//! Every line has the same keys in the same order; what is not known is `null` or an empty list.
//! Positions are code points of the document's text, half-open, each with its words. The document
//! is given by id, title, date, source and the fingerprint (SHA-256) of its text, so that whoever
//! has the texts finds them again.

use serde::Serialize;

use super::claimlight::WriteError;
use super::described::{self, Described, Quoted};
use crate::model::{
    ActorId, ActorKind, Attribution, ClaimId, ClaimStatus, CodeId, CoderId, DocumentId, Link,
    MentionId, PartialDate, Project, Role, Value,
};

#[derive(Serialize)]
struct Line<'a> {
    id: ClaimId,
    document: DocumentPart<'a>,
    coder: Named<'a, CoderId>,
    quote: String,
    fragments: Vec<SpanPart<'a>>,
    types: Vec<Named<'a, CodeId>>,
    issues: Vec<Named<'a, CodeId>>,
    stance: Option<i32>,
    participants: Vec<ParticipantPart<'a>>,
    attribution: Option<Attribution>,
    date: Option<PartialDate>,
    values: Vec<ValuePart<'a>>,
    links: &'a [Link],
    certainty: Option<u8>,
    status: ClaimStatus,
    note: &'a str,
    codebook_version: u32,
    created: String,
    modified: String,
}

#[derive(Serialize)]
struct DocumentPart<'a> {
    id: DocumentId,
    title: &'a str,
    date: Option<PartialDate>,
    source: Option<&'a str>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Named<'a, Id> {
    id: Id,
    name: &'a str,
}

#[derive(Serialize)]
struct SpanPart<'a> {
    start: u32,
    end: u32,
    quote: &'a str,
}

#[derive(Serialize)]
struct ParticipantPart<'a> {
    role: Role,
    id: ActorId,
    name: &'a str,
    kind: ActorKind,
    mention: Option<MentionPart<'a>>,
}

#[derive(Serialize)]
struct MentionPart<'a> {
    id: MentionId,
    start: u32,
    end: u32,
    quote: &'a str,
}

#[derive(Serialize)]
struct ValuePart<'a> {
    name: &'a str,
    value: &'a Value,
}

/// Writes every claim of a project, one a line.
pub fn write(project: &Project) -> Result<String, WriteError> {
    let mut bytes = Vec::new();
    for claim in described::claims(project)? {
        let line = line(&claim)?;
        serde_json::to_writer(&mut bytes, &line).expect("memory can be written to");
        bytes.push(b'\n');
    }
    Ok(String::from_utf8(bytes).expect("serde_json writes UTF-8"))
}

fn line<'a>(claim: &'a Described<'a>) -> Result<Line<'a>, WriteError> {
    let (record, document) = (claim.claim, claim.document);
    let named = |ids: &[CodeId]| {
        claim.code_names(ids).into_iter().map(|(id, name)| Named { id, name }).collect()
    };
    let participants: Result<Vec<_>, WriteError> = claim
        .participants()
        .map(|(participant, actor)| {
            let mention =
                claim.mention(participant)?.map(|(mention, Quoted { start, end, quote })| {
                    MentionPart { id: mention.id, start: start.0, end: end.0, quote }
                });
            let (role, kind) = (participant.role, actor.kind);
            Ok(ParticipantPart { role, id: actor.id, name: &actor.name, kind, mention })
        })
        .collect();
    Ok(Line {
        id: record.id,
        document: DocumentPart {
            id: document.id,
            title: &document.title,
            date: document.date,
            source: (!document.source.is_empty()).then_some(document.source.as_str()),
            fingerprint: &document.fingerprint,
        },
        coder: Named { id: claim.coder.id, name: &claim.coder.name },
        quote: claim.quote(),
        fragments: claim
            .fragments
            .iter()
            .map(|part| SpanPart { start: part.start.0, end: part.end.0, quote: part.quote })
            .collect(),
        types: named(&record.types),
        issues: named(&record.issues),
        stance: record.stance,
        participants: participants?,
        attribution: record.attribution,
        date: record.date,
        values: claim
            .values()
            .filter_map(|(name, value)| Some(ValuePart { name, value: value? }))
            .collect(),
        links: &record.links,
        certainty: record.certainty,
        status: record.status,
        note: &record.note,
        codebook_version: record.codebook_version,
        created: record.created.to_iso(),
        modified: record.modified.to_iso(),
    })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::model::arbitrary::any_project;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_claim_is_a_line_whose_quotes_are_the_slices(project in any_project()) {
            let file = write(&project).unwrap();
            prop_assert_eq!(file.lines().count(), project.claims().len());
            let mut keys: Option<Vec<String>> = None;
            for line in file.split_terminator('\n') {
                let line: serde_json::Value = serde_json::from_str(line).unwrap();
                let claim = &project.claims()[&line["id"].as_str().unwrap().parse().unwrap()];
                let text = project.text(claim.document).unwrap().as_str();
                let slice = |span: &serde_json::Value| -> String {
                    let at = |name: &str| usize::try_from(span[name].as_u64().unwrap()).unwrap();
                    text.chars().skip(at("start")).take(at("end") - at("start")).collect()
                };
                let fragments = line["fragments"].as_array().unwrap();
                prop_assert_eq!(fragments.len(), claim.fragments.len());
                for fragment in fragments {
                    prop_assert_eq!(slice(fragment), fragment["quote"].as_str().unwrap());
                }
                for participant in line["participants"].as_array().unwrap() {
                    let mention = &participant["mention"];
                    if !mention.is_null() {
                        prop_assert_eq!(slice(mention), mention["quote"].as_str().unwrap());
                    }
                }
                prop_assert_eq!(line["stance"].as_i64(), claim.stance.map(i64::from));
                let own: Vec<String> = line.as_object().unwrap().keys().cloned().collect();
                prop_assert_eq!(keys.get_or_insert_with(|| own.clone()), &own);
            }
        }
    }
}
