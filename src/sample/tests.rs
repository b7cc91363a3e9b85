//! What must hold of the sample's files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::*;
use crate::model::{
    Actor, ActorId, Attribution, Claim, ClaimStatus, Code, CodeKind, CoderId, Document, DocumentId,
    Mention, ProgressState, Role, check,
};
use crate::text::anchor::occurrences;
use crate::text::motion::snap_to_words;
use crate::text::{Span, Text};

/// The keys that the app needs for itself while coding.
const RESERVED: &str = "mnpjkhl";

fn project() -> Project {
    read_sample(ProjectId::from_name("test")).unwrap_or_else(|error| panic!("{error}"))
}

fn document_id(key: &str) -> DocumentId {
    DocumentId::from_name(&format!("sample/{key}"))
}

/// Calls `look` with every document, its text and its coding file.
fn each(project: &Project, mut look: impl FnMut(&Document, &Text, &CodingFile)) {
    for coding in read_codings().unwrap() {
        let document = &project.documents()[&document_id(&coding.document.key)];
        look(document, project.text(document.id).unwrap(), &coding);
    }
}

fn codes(kind: CodeKind) -> Vec<Arc<Code>> {
    project().codes_of(kind)
}

fn progress(project: &Project, document: DocumentId) -> ProgressState {
    project.progress(CoderId::from_name("sample"), document)
}

fn is_excluded(document: &Document, span: Span) -> bool {
    document.excluded.iter().any(|part| part.span.overlaps(span))
}

/// Finds where a name stands as a whole word or words.
fn standing(text: &Text, name: &str) -> Vec<Span> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let free = |span: &Span| {
        let before = text.as_str().get(..span.start().index()).unwrap();
        let after = text.as_str().get(span.end().index()..).unwrap();
        !letter(before.chars().next_back()) && !letter(after.chars().next())
    };
    occurrences(text.as_str(), name).filter(free).collect()
}

/// Returns every claim with its text.
fn claims(project: &Project) -> Vec<(&Claim, &Text)> {
    let text = |claim: &Claim| project.text(claim.document).unwrap();
    project.claims().values().map(|claim| (&**claim, text(claim))).collect()
}

#[test]
fn the_sample_has_no_fault_and_is_always_the_same() {
    assert_eq!(check::project(&project()), []);
    assert_eq!(project(), sample_project(ProjectId::from_name("test")));
    assert_eq!(project().info().id, ProjectId::from_name("test"));
}

#[test]
fn no_two_records_share_an_id() {
    let project = project();
    let codings = read_codings().unwrap();
    let written = |count: fn(&CodingFile) -> usize| codings.iter().map(count).sum::<usize>();
    assert_eq!(project.documents().len(), FILES.len());
    assert_eq!(project.claims().len(), written(|coding| coding.claims.len()));
    let mentions = |coding: &CodingFile| coding.mentions.iter().map(|one| one.actors.len()).sum();
    assert_eq!(project.mentions().len(), written(mentions));
    let file: CodebookFile = source::parse("codebook.json", CODEBOOK).unwrap();
    assert_eq!(project.codes().len(), file.types.len() + file.issues.len());
    let file: ActorsFile = source::parse("actors.json", ACTORS).unwrap();
    assert_eq!(project.actors().len(), file.actors.len());
}

#[test]
fn two_documents_are_coded_one_is_begun_and_two_are_untouched() {
    let project = project();
    let states = project.documents().keys().map(|id| progress(&project, *id));
    let count = states.fold(BTreeMap::<_, usize>::new(), |mut count, state| {
        *count.entry(state).or_default() += 1;
        count
    });
    let expected =
        [(ProgressState::Untouched, 2), (ProgressState::InProgress, 1), (ProgressState::Done, 2)];
    assert_eq!(count, expected.into());
    each(&project, |document, _, coding| {
        let drafts = coding.claims.iter().filter(|claim| claim.status == Some(ClaimStatus::Draft));
        match progress(&project, document.id) {
            ProgressState::Untouched => assert!(coding.claims.is_empty()),
            ProgressState::InProgress => assert_eq!(drafts.count(), coding.claims.len()),
            ProgressState::Done => assert_eq!(drafts.count(), 0),
        }
    });
}

#[test]
fn the_texts_are_short_and_kept_as_they_are() {
    for file in FILES {
        let words = file.text.split_whitespace().count();
        assert!((150..=450).contains(&words), "{} has {words} words", file.name);
    }
    let holds = |index: usize, what: &str| FILES[index].text.contains(what);
    assert!(FILES[0].text.starts_with(" date 2020-10-21 Minister"));
    assert!(FILES[1].text.starts_with("date 2020-10-16 ") && holds(1, "“") && holds(1, "’"));
    assert!(holds(2, "\n23 October, 2020\n") && holds(2, "\u{a0}") && holds(2, "Print this page"));
    assert!(holds(3, "GENEVA, October 30. /Lakeside Wire/.") && holds(3, "\""));
    assert!(holds(4, "Leave a comment") && holds(4, "newsletter"));
}

#[test]
fn a_date_without_a_year_stays_without_one() {
    let project = project();
    let date = |key: &str| project.documents()[&document_id(key)].date.map(|d| d.to_string());
    assert_eq!(date("readout").as_deref(), Some("2020-10-21"));
    assert_eq!(date("wire").as_deref(), Some("--10-30"));
    assert_eq!(date("joint-statement"), None);
}

#[test]
fn spans_begin_and_end_with_whole_words_outside_excluded_stretches() {
    let project = project();
    let mentions = project.mentions().values().map(|m| (m.document, m.span));
    let fragments = project.claims().values();
    let fragments = fragments.flat_map(|c| c.fragments.iter().map(|span| (c.document, *span)));
    for (id, span) in mentions.chain(fragments) {
        let text = project.text(id).unwrap();
        assert_eq!(snap_to_words(text, span), Some(span), "“{}”", text.quote(span));
        assert!(!is_excluded(&project.documents()[&id], span), "“{}”", text.quote(span));
    }
}

#[test]
fn every_document_has_an_excluded_stretch_with_a_reason() {
    each(&project(), |document, text, _| {
        assert!(!document.excluded.is_empty(), "{}", document.title);
        for part in &document.excluded {
            assert!(!part.reason.is_empty(), "“{}”", text.quote(part.span));
        }
    });
    let project = project();
    let statement = &project.documents()[&document_id("joint-statement")];
    let remains = project.text(statement.id).unwrap().quote(statement.excluded[0].span);
    let (_, after) = FILES[4].text.split_once("the coming days.").unwrap();
    assert_eq!(remains, after.trim(), "all website remains, and nothing else");
}

#[test]
fn every_claim_is_complete_and_within_the_codebook() {
    let project = project();
    let stances: Vec<i32> = project.codebook().stances.iter().map(|stance| stance.value).collect();
    for (claim, text) in claims(&project) {
        let words = text.quote(claim.fragments[0]);
        assert!(claim.is_complete(), "“{words}”");
        assert!(claim.types.len() == 1 && claim.issues.len() <= 2, "“{words}”");
        assert!(claim.stance.is_none_or(|stance| stances.contains(&stance)), "“{words}”");
        assert!(claim.stance.is_none() || !claim.issues.is_empty(), "“{words}” has no issue");
        assert!(claim.issues.len() == claim.issues.iter().collect::<BTreeSet<_>>().len());
        assert!(claim.status == ClaimStatus::Draft || !claim.issues.is_empty(), "“{words}”");
        assert_eq!(claim.codebook_version, project.codebook().version);
        let who: BTreeSet<_> = claim.participants.iter().map(|p| (p.role, p.actor)).collect();
        assert_eq!(who.len(), claim.participants.len(), "“{words}” names somebody twice");
    }
}

#[test]
fn a_direct_quote_stands_between_quotation_marks() {
    let project = project();
    for (claim, text) in claims(&project) {
        let quoted = claim.fragments.iter().any(|span| {
            let before = text.as_str().get(..span.start().index()).unwrap();
            before.ends_with(['"', '“'])
        });
        let direct = claim.attribution == Some(Attribution::DirectQuote);
        assert_eq!(quoted, direct, "“{}”", text.quote(claim.fragments[0]));
    }
}

#[test]
fn the_sample_shows_every_shape_a_claim_can_have() {
    let project = project();
    let all = claims(&project);
    let parts = |claim: &Claim| claim.fragments.len() > 1;
    let interrupted = all.iter().filter(|(claim, text)| {
        let gap = |pair: &[Span]| Span::new(pair[0].end(), pair[1].start()).unwrap();
        parts(claim) && claim.fragments.windows(2).any(|pair| !text.quote(gap(pair)).contains('.'))
    });
    assert!(interrupted.count() >= 2, "claims interrupted within a sentence");
    let twice = all.iter().filter(|(claim, text)| {
        let starts = |span: &Span| text.as_str().get(..span.start().index()).unwrap();
        parts(claim)
            && !starts(&claim.fragments[0]).ends_with('"')
            && starts(&claim.fragments[1]).ends_with('"')
    });
    assert!(twice.count() >= 2, "claims with a summary and a quotation");
    let crossing = all.iter().filter(|(claim, text)| {
        claim.fragments.iter().any(|span| text.quote(*span).contains(". "))
    });
    assert!(crossing.count() >= 1, "claims that run over the end of a sentence");
    let overlapping = all.iter().enumerate().flat_map(|(n, (a, _))| {
        all.iter().skip(n + 1).filter(|(b, _)| {
            let meets = |x: &Span| b.fragments.iter().any(|y| x.overlaps(*y));
            a.document == b.document && a.fragments.iter().any(meets)
        })
    });
    assert!(overlapping.count() >= 2, "claims that overlap");
    let shared = project.mentions().values().filter(|mention| {
        let same = |other: &&Arc<Mention>| {
            other.document == mention.document && other.span == mention.span
        };
        project.mentions().values().filter(same).count() > 1
    });
    assert!(shared.count() >= 4, "mentions of several actors");
    let used: BTreeSet<_> = all.iter().flat_map(|(claim, _)| claim.types.clone()).collect();
    assert_eq!(used.len(), 8, "claim types in use");
    for attribution in Attribution::ALL {
        assert!(all.iter().any(|(claim, _)| claim.attribution == Some(attribution)));
    }
    for role in Role::ALL {
        assert!(all.iter().any(|(claim, _)| claim.in_role(role).any(|p| p.mention.is_some())));
        assert!(all.iter().any(|(claim, _)| claim.in_role(role).count() > 1));
    }
    assert!(all.iter().any(|(claim, _)| claim.stance == Some(-1)));
    assert!(all.iter().any(|(claim, _)| claim.stance == Some(1)));
    assert!(all.iter().any(|(claim, _)| !claim.note.is_empty()));
}

#[test]
fn a_participants_mention_names_that_actor_in_that_document() {
    let project = project();
    let mut linked = 0;
    for (claim, text) in claims(&project) {
        for participant in &claim.participants {
            let Some(mention) = participant.mention.map(|id| &project.mentions()[&id]) else {
                continue;
            };
            let words = text.quote(mention.span);
            assert_eq!((mention.actor, mention.document), (participant.actor, claim.document));
            let near = claim.hull().unwrap().hull(mention.span);
            assert!(!text.quote(near).contains('\n'), "“{words}” stands in another paragraph");
            linked += 1;
        }
    }
    assert!(linked > 40, "{linked} participants are linked");
}

#[test]
fn every_alias_stands_in_a_text_outside_excluded_stretches() {
    let project = project();
    let stands = |name: &str| {
        project.documents().values().any(|document| {
            let spans = standing(project.text(document.id).unwrap(), name);
            spans.into_iter().any(|span| !is_excluded(document, span))
        })
    };
    let missing: Vec<&str> = project
        .actors()
        .values()
        .flat_map(|actor| actor.aliases.iter())
        .map(String::as_str)
        .filter(|alias| !stands(alias))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn no_name_belongs_to_two_actors() {
    let project = project();
    let mut owners = BTreeMap::<&str, ActorId>::new();
    for actor in project.actors().values() {
        for name in actor.names() {
            assert_eq!(owners.insert(name, actor.id), None, "{name}");
        }
    }
}

/// Returns the places of all names of all actors, with the actor.
fn named<'a>(project: &'a Project, text: &Text) -> Vec<(Span, &'a Actor)> {
    let spans = |actor: &'a Actor| {
        actor.names().flat_map(|name| standing(text, name)).map(move |span| (span, actor))
    };
    project.actors().values().flat_map(|actor| spans(actor).collect::<Vec<_>>()).collect()
}

#[test]
fn a_coded_document_marks_every_name_or_says_why_not() {
    let project = project();
    each(&project, |document, text, coding| {
        if coding.progress != ProgressState::Done {
            return;
        }
        let place = |at: &str| place::find(&coding.document.key, text, at).unwrap();
        let unmarked: Vec<Span> = coding.unmarked.iter().map(|one| place(&one.at)).collect();
        let names = named(&project, text);
        for (span, actor) in &names {
            let marked = project.mentions_in(document.id).any(|m| m.span.encloses(*span));
            let left_out = unmarked.contains(span) || is_excluded(document, *span);
            assert!(marked != left_out, "{}: {} at {}", document.title, actor.name, span.start());
        }
        for (span, entry) in unmarked.iter().zip(&coding.unmarked) {
            assert!(names.iter().any(|(name, _)| name == span), "“{}” is no name", entry.at);
            assert!(!entry.why.is_empty(), "{}", entry.at);
        }
    });
}

#[test]
fn a_mention_by_name_is_of_the_actor_with_that_name() {
    let project = project();
    for mention in project.mentions().values() {
        let words = project.text(mention.document).unwrap().quote(mention.span);
        let owner = project.actors().values().find(|a| a.names().any(|name| name == words));
        assert!(owner.is_none_or(|owner| owner.id == mention.actor), "“{words}”");
    }
}

#[test]
fn keys_and_colours_of_claim_types_are_distinct() {
    let types = codes(CodeKind::ClaimType);
    let keys: BTreeSet<char> = types.iter().filter_map(|code| code.key).collect();
    assert_eq!(keys.len(), 8);
    assert!(keys.iter().all(|key| key.is_ascii_lowercase() && !RESERVED.contains(*key)));
    let colours: BTreeSet<u8> = types.iter().map(|code| code.colour).collect();
    assert_eq!(colours, (0..8).collect());
}

#[test]
fn every_code_is_defined_and_shown_by_passages_of_the_sample() {
    let all = [codes(CodeKind::ClaimType), codes(CodeKind::Issue)];
    assert_eq!(all.each_ref().map(Vec::len), [8, 12]);
    for code in all.iter().flatten() {
        assert!(code.definition.ends_with('.'), "{}", code.name);
        assert!(!(code.include.is_empty() && code.exclude.is_empty()), "{}", code.name);
        assert_eq!(code.examples.iter().filter(|one| one.positive).count(), 1, "{}", code.name);
        assert_eq!(code.examples.len(), 2, "{}", code.name);
    }
    let texts: BTreeMap<String, &str> = read_codings()
        .unwrap()
        .into_iter()
        .zip(FILES)
        .map(|(coding, file)| (coding.document.key, file.text))
        .collect();
    let file: CodebookFile = source::parse("codebook.json", CODEBOOK).unwrap();
    for code in file.types.iter().chain(&file.issues) {
        for example in [&code.positive, &code.negative] {
            assert!(texts[&example.document].contains(&example.quote), "“{}”", example.quote);
        }
        assert!(code.positive.why.is_none() && code.negative.why.is_some(), "{}", code.name);
    }
}

#[test]
fn a_positive_example_that_is_coded_is_coded_so() {
    let project = project();
    let mut met = 0;
    for code in project.codes().values() {
        for example in code.examples.iter().filter(|example| example.positive) {
            let same = claims(&project).into_iter().filter(|(claim, text)| {
                claim.fragments.iter().any(|span| text.quote(*span).contains(&example.quote))
            });
            let same: Vec<_> = same.collect();
            let coded = |(claim, _): &(&Claim, &Text)| {
                claim.types.contains(&code.id) || claim.issues.contains(&code.id)
            };
            assert!(same.is_empty() || same.iter().any(coded), "{}: {}", code.name, example.quote);
            met += usize::from(!same.is_empty());
        }
    }
    assert!(met >= 14, "{met} examples are coded passages");
}

#[test]
fn the_default_codebook_can_be_put_into_an_empty_project() {
    let mut empty = Project::new(ProjectId::from_name("new"), "New", Timestamp(0));
    for record in default_codebook() {
        let key = record.key();
        assert!(key.is_codebook(), "{key}");
        empty.put(record);
    }
    assert_eq!(check::project(&empty), []);
    assert_eq!(empty.codes(), project().codes());
    let stances: Vec<i32> = empty.codebook().stances.iter().map(|stance| stance.value).collect();
    assert_eq!(stances, [-1, 0, 1]);
    assert!(empty.codebook().rules.lines().count() > 5);
}

#[test]
fn a_broken_file_is_reported_with_its_line() {
    let error = source::parse::<ActorsFile>("actors.json", "{\n  \"actors\": [}").err().unwrap();
    assert!(error.to_string().starts_with("actors.json cannot be read: "), "{error}");
    assert!(error.to_string().contains("line 2"), "{error}");
}
