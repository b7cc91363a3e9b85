//! Arbitrary projects for property tests: every record valid, every text full of what breaks
//! offsets.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use super::{
    Actor, ActorId, ActorKind, Affiliation, Attribution, Claim, ClaimId, ClaimStatus, Code, CodeId,
    CodeKind, Codebook, Coder, CoderId, CoderKind, Document, DocumentId, Example, ExcludedSpan,
    ExternalId, Extra, Link, Mention, MentionId, PartialDate, Participant, Progress, ProgressState,
    Project, ProjectId, ProjectInfo, Record, Role, Timestamp, Value, Variable, VariableId,
    VariableKind,
};
use crate::text::{CharOffset, Span, Text, span};

/// Text as it really comes: several scripts, emoji, combining marks, CRLF, no-break spaces, quotes,
/// control characters, and what a spreadsheet would run.
pub(crate) fn any_prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[a-zA-Z ,.]{1,12}",
        1 => Just("😀👩‍👩‍👧".to_owned()),
        1 => Just("e\u{301}o\u{308}".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("\u{a0}—“Ҕ”\u{2028}".to_owned()),
        1 => Just("=1+1\t\"x\",;'".to_owned()),
        1 => Just("\u{0}\u{feff}\u{fffe}\\".to_owned()),
        1 => Just("שלום العربية".to_owned()),
        2 => "\\PC{1,6}",
    ];
    vec(piece, 1..12).prop_map(|pieces| pieces.concat())
}

/// A name that is not blank.
pub(crate) fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Z][a-zé]{2,8}",
        1 => any_prose().prop_map(|text| format!("N{text}")),
        1 => "[=+@-][a-z0-9]{1,4}",
    ]
}

/// Fields that this version does not know, nested ones and all kinds of numbers included.
pub(crate) fn any_extra() -> impl Strategy<Value = Extra> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        (-1e300..1e300).prop_map(|number: f64| number.into()),
        any_prose().prop_map(Into::into),
    ];
    let value = leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(serde_json::Value::Array),
            btree_map("[a-z]{1,4}", inner, 0..3)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    });
    prop_oneof![
        4 => Just(Extra::new()),
        1 => btree_map("x-[a-z]{1,5}", value, 1..3),
    ]
}

fn any_date() -> impl Strategy<Value = PartialDate> {
    (option::of(0u16..=9999), option::of(1u8..=12), option::of(1u8..=28))
        .prop_filter_map("a date needs a year or a month", |(y, m, d)| {
            PartialDate::new(y, m, m.and(d))
        })
}

fn any_time() -> impl Strategy<Value = Timestamp> {
    (0u64..4_000_000_000_000).prop_map(Timestamp)
}

/// Spans of a text, in bytes between characters; they may overlap. None for an empty text.
fn any_spans(text: &Text, most: usize) -> impl Strategy<Value = Vec<Span>> + use<> {
    let text = text.clone();
    vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..=most).prop_map(
        move |pairs| {
            let size = text.chars() as usize + 1;
            let at = |index: prop::sample::Index| {
                let chars = CharOffset(u32::try_from(index.index(size)).unwrap());
                text.from_char(chars).unwrap()
            };
            pairs.into_iter().filter_map(|(a, b)| Span::between(at(a), at(b))).collect()
        },
    )
}

/// Any project: up to three documents, six codes, four actors, three coders, all kinds of claims.
pub(crate) fn any_project() -> impl Strategy<Value = Project> {
    let ground = (
        (any_name(), any_prose(), any_extra(), any_time()),
        vec(any_code(), 0..6),
        vec(any_variable(), 0..4),
        vec(any_actor(), 1..5),
        vec((any_name(), any::<u8>(), any_extra()), 1..4),
        vec(any_document(), 1..4),
        (any::<u16>(), any_prose(), any_extra()),
    );
    ground.prop_flat_map(|ground| {
        let project = ground_project(ground);
        let ids: Vec<DocumentId> = project.documents().keys().copied().collect();
        let spans: Vec<_> =
            ids.iter().map(|id| vec(any_spans(project.text(*id).unwrap(), 3), 0..5)).collect();
        let mentions: Vec<_> =
            ids.iter().map(|id| any_spans(project.text(*id).unwrap(), 4)).collect();
        let details = vec(any_detail(), 16);
        (Just(project), spans, mentions, details).prop_map(
            move |(project, spans, mentions, details)| {
                let mut project = project;
                add_mentions(&mut project, &ids, mentions, &details);
                add_claims(&mut project, &ids, spans, &details);
                add_progress(&mut project, &ids, &details);
                project
            },
        )
    })
}

/// What a project is made of before anything is coded.
type Ground = (
    (String, String, Extra, Timestamp),
    Vec<Code>,
    Vec<Variable>,
    Vec<Actor>,
    Vec<(String, u8, Extra)>,
    Vec<(Document, Text)>,
    (u16, String, Extra),
);

fn ground_project(
    (info, codes, variables, actors, coders, documents, codebook): Ground,
) -> Project {
    let (name, note, extra, created) = info;
    let id = ProjectId::from_name(&name);
    let mut project = Project::from_info(ProjectInfo { id, name, created, note, extra });
    let (version, rules, extra) = codebook;
    let codebook = Codebook { version: version.into(), rules, extra, ..Codebook::default() };
    project.put(Record::Codebook(Arc::new(codebook)));
    let mut above: BTreeMap<bool, CodeId> = BTreeMap::new();
    for (i, mut code) in codes.into_iter().enumerate() {
        code.id = CodeId::from_name(&i.to_string());
        let issue = code.kind == CodeKind::Issue;
        code.parent = above.get(&issue).copied().filter(|_| code.position % 2 == 0);
        above.insert(issue, code.id);
        project.put(Record::Code(Arc::new(code)));
    }
    for (i, mut variable) in variables.into_iter().enumerate() {
        variable.id = VariableId::from_name(&i.to_string());
        project.put(Record::Variable(Arc::new(variable)));
    }
    for (i, mut actor) in actors.into_iter().enumerate() {
        actor.id = ActorId::from_name(&i.to_string());
        if i == 0 {
            actor.affiliations.clear();
        }
        project.put(Record::Actor(Arc::new(actor)));
    }
    for (i, (name, kind, extra)) in coders.into_iter().enumerate() {
        let kinds = [CoderKind::Person, CoderKind::Model, CoderKind::Adjudicator];
        let kind = kinds[usize::from(kind) % 3];
        let id = CoderId::from_name(&i.to_string());
        project.put(Record::Coder(Arc::new(Coder { id, name, kind, extra })));
    }
    for (i, (mut document, text)) in documents.into_iter().enumerate() {
        document.id = DocumentId::from_name(&i.to_string());
        project.put(Record::Text(document.id, text));
        project.put(Record::Document(Arc::new(document)));
    }
    project
}

fn any_code() -> impl Strategy<Value = Code> {
    let texts = vec(any_prose(), 0..2);
    let example = (any_prose(), any::<bool>(), any_prose());
    let more = (option::of("[a-z]"), vec(example, 0..2), any::<bool>(), any_extra());
    (any_name(), any::<bool>(), 0u32..9, 0u8..12, texts, more).prop_map(
        |(name, issue, position, colour, texts, (key, examples, retired, extra))| {
            let kind = if issue { CodeKind::Issue } else { CodeKind::ClaimType };
            let examples = examples
                .into_iter()
                .map(|(quote, positive, place)| Example { quote, place, positive })
                .collect();
            Code {
                position,
                colour,
                key: key.and_then(|key| key.chars().next()),
                definition: texts.concat(),
                exclude: texts.clone(),
                include: texts,
                examples,
                retired,
                extra,
                ..Code::new(CodeId(0), kind, name)
            }
        },
    )
}

fn any_variable() -> impl Strategy<Value = Variable> {
    let kind = prop_oneof![
        Just(VariableKind::YesNo),
        Just(VariableKind::Integer),
        Just(VariableKind::Number),
        Just(VariableKind::Text),
        Just(VariableKind::Date),
        vec(any_name(), 1..3).prop_map(VariableKind::OneOf),
        vec(any_name(), 1..3).prop_map(VariableKind::ManyOf),
    ];
    (any_name(), kind, 0u32..4, any_prose(), any::<bool>(), any_extra()).prop_map(
        |(name, kind, position, help, required, extra)| Variable {
            id: VariableId(0),
            name,
            kind,
            position,
            help,
            required,
            extra,
        },
    )
}

fn any_actor() -> impl Strategy<Value = Actor> {
    let kind = prop::sample::select(ActorKind::ALL.to_vec());
    let affiliation = option::of((any_prose(), option::of(any_date()), option::of(any_date())));
    let outside = vec(("[a-z]{1,5}", any_prose()), 0..2);
    let attributes = btree_map("[a-z]{1,5}", any_prose(), 0..2);
    let aliases = vec(any_name(), 0..3);
    (any_name(), kind, aliases, affiliation, outside, attributes, any_extra()).prop_map(
        |(name, kind, aliases, affiliation, outside, attributes, extra)| {
            let first = ActorId::from_name("0");
            let affiliation = affiliation.map(|(position, from, to)| Affiliation {
                with: first,
                position,
                from,
                to,
            });
            let external_ids =
                outside.into_iter().map(|(scheme, id)| ExternalId { scheme, id }).collect();
            Actor {
                aliases,
                affiliations: affiliation.into_iter().collect(),
                attributes,
                external_ids,
                extra,
                ..Actor::new(ActorId(0), name, kind)
            }
        },
    )
}

fn any_document() -> impl Strategy<Value = (Document, Text)> {
    let text = any_prose().prop_map(Text::new);
    let words = (any_prose(), any_name(), "[a-z]{2}", any_prose());
    let metadata = btree_map("[a-z]{1,6}", any_prose(), 0..3);
    (any_name(), text, option::of(any_date()), words, metadata, any_time(), any_extra())
        .prop_flat_map(|(title, text, date, words, metadata, at, extra)| {
            let (source, author, language, url) = words;
            let document = Document {
                date,
                source,
                author,
                language,
                url,
                metadata,
                extra,
                ..Document::new(DocumentId(0), title, &text, at)
            };
            (Just(document), any_spans(&text, 2), any_prose(), Just(text))
        })
        .prop_map(|(mut document, excluded, reason, text)| {
            document.excluded = span::union(excluded)
                .into_iter()
                .map(|span| ExcludedSpan { span, reason: reason.clone() })
                .collect();
            (document, text)
        })
}

/// What a claim, mention or progress note is made of beside its span: numbers to choose by.
type Detail = (u32, Option<i32>, Option<PartialDate>, String, Extra, Timestamp, Option<u8>);

fn any_detail() -> impl Strategy<Value = Detail> {
    (
        any::<u32>(),
        option::of(-2i32..=2),
        option::of(any_date()),
        any_prose(),
        any_extra(),
        any_time(),
        option::of(0u8..=100),
    )
}

/// Chooses one of a map's keys by a number.
fn pick<K: Copy + Ord, V>(map: &BTreeMap<K, V>, number: u32) -> Option<K> {
    map.keys().nth(number as usize % map.len().max(1)).copied()
}

fn add_mentions(
    project: &mut Project,
    ids: &[DocumentId],
    spans: Vec<Vec<Span>>,
    details: &[Detail],
) {
    for (document, spans) in ids.iter().zip(spans) {
        for (i, span) in spans.into_iter().enumerate() {
            let (number, _, _, note, extra, at, _) = details[i % details.len()].clone();
            let mention = Mention {
                id: MentionId::from_name(&format!("{document} {i}")),
                document: *document,
                coder: pick(project.coders(), number).unwrap(),
                span,
                actor: pick(project.actors(), number >> 3).unwrap(),
                note,
                created: at,
                modified: at,
                extra,
            };
            project.put(Record::Mention(Arc::new(mention)));
        }
    }
}

fn add_claims(
    project: &mut Project,
    ids: &[DocumentId],
    spans: Vec<Vec<Vec<Span>>>,
    details: &[Detail],
) {
    let mut earlier: Option<ClaimId> = None;
    for (document, claims) in ids.iter().zip(spans) {
        for (i, fragments) in claims.into_iter().enumerate() {
            let fragments = span::union(fragments);
            let Some(first) = fragments.first() else { continue };
            let (number, stance, date, note, extra, at, certainty) =
                details[(i + fragments.len()) % details.len()].clone();
            let id = ClaimId::from_name(&format!("{document} {i}"));
            let coder = pick(project.coders(), number).unwrap();
            let of_kind = |kind| -> Vec<CodeId> {
                let codes = project.codes().values().filter(|code| code.kind == kind);
                codes.map(|code| code.id).take(number as usize % 3).collect()
            };
            let mention = project.mentions_in(*document).next().map(|mention| mention.id);
            // As in the app, no actor has the same role in a claim twice.
            let participants: BTreeMap<(Role, ActorId), Option<MentionId>> = (0..number % 4)
                .map(|n| {
                    let actor = pick(project.actors(), number >> (n + 2)).unwrap();
                    let role = Role::ALL[(number >> n) as usize % 3];
                    ((role, actor), mention.filter(|_| n.is_multiple_of(2)))
                })
                .collect();
            let values = project
                .variables()
                .values()
                .take(number as usize % 3)
                .map(|variable| (variable.id, value_of(&variable.kind, number, &note)))
                .collect();
            let links = earlier.map(|to| Link { to, kind: note.clone() });
            let claim = Claim {
                fragments: fragments.clone(),
                types: of_kind(CodeKind::ClaimType),
                issues: of_kind(CodeKind::Issue),
                stance,
                participants: participants
                    .into_iter()
                    .map(|((role, actor), mention)| Participant { role, actor, mention })
                    .collect(),
                attribution: Attribution::ALL.get(number as usize % 4).copied(),
                date,
                values,
                links: links.into_iter().filter(|_| number.is_multiple_of(2)).collect(),
                certainty,
                note,
                status: if number.is_multiple_of(2) {
                    ClaimStatus::Done
                } else {
                    ClaimStatus::Draft
                },
                codebook_version: number % 7,
                modified: Timestamp(at.0 + 1),
                extra,
                ..Claim::new(id, *document, coder, *first, at)
            };
            project.put(Record::Claim(Arc::new(claim)));
            earlier = Some(id);
        }
    }
}

fn value_of(kind: &VariableKind, number: u32, text: &str) -> Value {
    match kind {
        VariableKind::YesNo => Value::YesNo(number.is_multiple_of(2)),
        VariableKind::Integer => Value::Number(number.into()),
        VariableKind::Number => {
            Value::Number(serde_json::Number::from_f64(f64::from(number) / 7.0).unwrap())
        }
        VariableKind::Text | VariableKind::Date => Value::Text(text.to_owned()),
        VariableKind::OneOf(values) => Value::Text(values[0].clone()),
        VariableKind::ManyOf(values) => Value::Many(values.clone()),
    }
}

fn add_progress(project: &mut Project, ids: &[DocumentId], details: &[Detail]) {
    for (document, (number, ..)) in ids.iter().zip(details) {
        let coder = pick(project.coders(), *number).unwrap();
        let state =
            if number.is_multiple_of(2) { ProgressState::Done } else { ProgressState::InProgress };
        project.put(Record::Progress(Progress { coder, document: *document, state }));
    }
}

proptest! {
    #[test]
    fn arbitrary_projects_are_without_fault(project in any_project()) {
        prop_assert_eq!(super::check::project(&project), []);
    }
}
