//! What becomes of files that are not as they should be.

use super::*;
use crate::format::claimlight::{Contents, write};
use crate::model::{
    ActorId, ActorKind, Claim, ClaimId, CodeId, CodeKind, CoderId, Document, DocumentId, Mention,
    MentionId, Participant, Project, ProjectId, Record, Role, Timestamp, check,
};
use crate::text::{Span, Text, anchor::occurrences};
use std::sync::Arc;

const TEXT: &str = "😀 The minister said taxes must fall.\r\nTaxes, he said, must fall 😀 soon.";

fn span(quote: &str) -> Span {
    occurrences(TEXT, quote).next().unwrap()
}

/// A project with one document and one of everything.
fn sample() -> Project {
    let at = Timestamp(1);
    let mut project = Project::new(ProjectId::from_name("p"), "Taxes", at);
    let text = Text::new(TEXT);
    let document = Document::new(DocumentId::from_name("d"), "Doc".to_owned(), &text, at);
    let coder = Coder::new(CoderId::from_name("c"), "Ada");
    let mut lower = Code::new(CodeId::from_name("lower"), CodeKind::ClaimType, "lower demand");
    lower.parent = Some(CodeId::from_name("demand"));
    let actor = Actor::new(ActorId::from_name("a"), "Minister", ActorKind::Person);
    let mention = Mention {
        id: MentionId::from_name("m"),
        document: document.id,
        coder: coder.id,
        span: span("The minister"),
        actor: actor.id,
        note: String::new(),
        created: at,
        modified: at,
        extra: BTreeMap::default(),
    };
    let mut claim =
        Claim::new(ClaimId::from_name("x"), document.id, coder.id, span("taxes must fall"), at);
    claim.fragments.push(span("must fall 😀"));
    claim.types = vec![lower.id];
    claim.stance = Some(-1);
    claim.participants.push(Participant {
        role: Role::Claimant,
        actor: actor.id,
        mention: Some(mention.id),
    });
    let demand = Code::new(CodeId::from_name("demand"), CodeKind::ClaimType, "demand");
    for record in [
        Record::Text(document.id, text),
        Record::Document(Arc::new(document)),
        Record::Coder(Arc::new(coder)),
        Record::Code(Arc::new(demand)),
        Record::Code(Arc::new(lower)),
        Record::Code(Arc::new(Code::new(CodeId::from_name("tax"), CodeKind::Issue, "tax"))),
        Record::Actor(Arc::new(actor)),
        Record::Mention(Arc::new(mention)),
        Record::Claim(Arc::new(claim)),
    ] {
        project.put(record);
    }
    assert_eq!(check::project(&project), []);
    project
}

fn file() -> String {
    write(&sample(), &Contents::Project).unwrap()
}

/// Reads a file as a project of its own; all problems, each as the user sees it.
fn import(file: &str) -> (Project, Vec<String>) {
    let read = read(file.as_bytes()).unwrap();
    let (project, problems) = read.package.into_project();
    assert_eq!(check::project(&project), []);
    let again = write(&project, &Contents::Project).unwrap();
    let (same, _) = super::read(again.as_bytes()).unwrap().package.into_project();
    assert_eq!(write(&same, &Contents::Project).unwrap(), again, "second save");
    let all = read.problems.iter().chain(&problems);
    (project, all.map(ToString::to_string).collect())
}

/// Imports the sample with one thing replaced, which must be there.
#[track_caller]
fn with(old: &str, new: &str) -> (Project, Vec<String>) {
    let file = file();
    assert!(file.contains(old), "{old} is not in {file}");
    import(&file.replacen(old, new, 1))
}

#[track_caller]
fn refused(file: &[u8]) -> String {
    read(file).unwrap_err().to_string()
}

fn the_claim(project: &Project) -> &Claim {
    project.claims().values().next().unwrap()
}

fn quotes(project: &Project) -> Vec<&str> {
    let claim = the_claim(project);
    let text = project.text(claim.document).unwrap();
    claim.fragments.iter().map(|fragment| text.quote(*fragment)).collect()
}

#[test]
fn broken_json_is_refused_with_line_and_column() {
    let file = file();
    let cut = file.get(..file.rfind("\"participants\"").unwrap() + 20).unwrap();
    assert_eq!(
        refused(cut.as_bytes()),
        format!(
            "the file is not valid JSON: EOF while parsing a string, at line {}, column {}",
            cut.lines().count(),
            cut.lines().last().unwrap().len(),
        )
    );
    assert_eq!(
        refused(b"{\n\"format\":\"claimlight\",\n\"version\":1,,}"),
        "the file is not valid JSON: key must be a string, at line 3, column 13"
    );
}

#[test]
fn what_is_not_ours_is_refused() {
    for (file, said) in [
        ("", "the file is empty"),
        (" \r\n", "the file is empty"),
        ("[]", "this is not a Claimlight file: it holds no object of named sections"),
        ("12", "this is not a Claimlight file: it holds no object of named sections"),
        ("{}", "this is not a Claimlight file: it does not say “\"format\":\"claimlight\"”"),
        ("{\"format\":\"brat\"}", "this is not a Claimlight file: its format is “brat”"),
        (
            "{\"format\":\"claimlight\"}",
            "this is not a Claimlight file: it does not say which version of the format it has",
        ),
        (
            "{\"format\":\"claimlight\",\"version\":\"one\"}",
            "this is not a Claimlight file: its version is no number from 1",
        ),
        (
            "{\"format\":\"claimlight\",\"version\":-1}",
            "this is not a Claimlight file: its version is no number from 1",
        ),
        (
            "{\"format\":\"claimlight\",\"version\":1,\"offsets\":\"utf-16\"}",
            "this file counts positions in “utf-16”, and Claimlight files count them in code \
             points",
        ),
    ] {
        assert_eq!(refused(file.as_bytes()), said);
    }
}

#[test]
fn a_newer_version_is_refused_with_a_sentence() {
    for version in ["2", "1.5", "18446744073709551616", "1e300"] {
        let newer = file().replacen("\"version\":1", &format!("\"version\":{version}"), 1);
        assert_eq!(
            refused(newer.as_bytes()),
            format!(
                "this file has version {version} of the Claimlight format, and this app reads \
                 versions up to 1: open it with a newer version of the app"
            )
        );
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_refused_with_their_place() {
    assert_eq!(
        refused(b"{\n\"format\":\"\xff"),
        "the file is not UTF-8: line 2 holds a byte at position 11 that cannot stand there; \
         save it as UTF-8 and try again"
    );
    assert!(refused(b"\xff\xfe{\0").starts_with("the file is not UTF-8: line 1"));
}

#[test]
fn a_byte_order_mark_and_crlf_do_no_harm() {
    let windows = format!("\u{feff}{}", file().replace('\n', "\r\n"));
    let (project, problems) = import(&windows);
    assert_eq!((project, problems), (sample(), vec![]));
}

#[test]
fn offsets_beyond_the_text_are_put_right_by_the_quote() {
    let (project, problems) = with("\"start\":20,\"end\":35", "\"start\":1020,\"end\":1035");
    assert_eq!(project, sample());
    assert_eq!(
        problems,
        ["claims, record 1 (line 31): characters 1020 to 1035 leave the text, which has 71; \
          the quote was found elsewhere"]
    );
}

#[test]
fn utf_16_offsets_are_recognised_by_the_quote() {
    let (project, problems) = with("\"start\":20,\"end\":35", "\"start\":21,\"end\":36");
    assert_eq!(project, sample());
    assert_eq!(problems.len(), 1);
    assert!(problems[0].ends_with("when they are read as UTF-16 units"), "{problems:?}");
    let (project, problems) = with("\"start\":54,\"end\":65", "\"start\":55,\"end\":66");
    assert_eq!(quotes(&project), ["taxes must fall", "must fall 😀"]);
    assert!(problems[0].contains("fragment 2: "), "{problems:?}");
    assert!(problems[0].contains("inside a surrogate pair"), "{problems:?}");
}

#[test]
fn a_start_after_its_end_is_put_right_by_the_quote() {
    let (project, problems) = with("\"start\":20,\"end\":35", "\"start\":35,\"end\":20");
    assert_eq!(project, sample());
    assert!(problems[0].contains("starts at 35 and ends at 20"), "{problems:?}");
}

#[test]
fn numbers_that_are_no_positions_are_named() {
    for number in ["-20", "20.5", "4294967295", "1e30", "null", "\"20\"", "[20]", "true"] {
        let (project, problems) = with("\"start\":20", &format!("\"start\":{number}"));
        assert_eq!(project, sample(), "{number}");
        assert!(
            problems[0].contains("the start of fragment 1 is ")
                && problems[0].contains("no position in a text"),
            "{problems:?}"
        );
    }
    let (project, problems) = with("\"start\":20,", "");
    assert_eq!((project, problems.len()), (sample(), 2));
    let (project, problems) = with("\"start\":20,", "\"start\":20.0,");
    assert_eq!((project, problems.len()), (sample(), 0), "20.0 is 20");
    let (_, problems) = with("\"start\":20,", "\"start\":1e999,");
    assert!(problems[0].contains("number out of range"), "{problems:?}");
}

#[test]
fn quotes_that_do_not_match_are_lost_and_listed_and_the_rest_of_the_claim_stays() {
    let (project, problems) = with("\"quote\":\"taxes must fall\"", "\"quote\":\"taxes rise\"");
    assert_eq!(quotes(&project), ["must fall 😀"]);
    assert_eq!(
        problems,
        ["claims, record 1 (line 31): the quote does not stand at characters 20 to 35; the \
          quote is not in the text"]
    );
    let both = file()
        .replace("\"quote\":\"taxes must fall\"", "\"quote\":\"no\"")
        .replace("\"quote\":\"must fall 😀\"", "\"quote\":\"none\"");
    let (project, problems) = import(&both);
    assert_eq!(project.claims().len(), 0);
    assert!(problems[2].ends_with("none of its fragments has a place"), "{problems:?}");
}

#[test]
fn a_quote_that_stands_at_several_places_is_ambiguous_without_context() {
    let (project, problems) = with(
        "\"start\":20,\"end\":35,\"quote\":\"taxes must fall\"",
        "\"start\":1,\"end\":2,\"quote\":\"must fall\"",
    );
    assert_eq!(quotes(&project), ["must fall", "must fall 😀"]);
    assert!(problems[0].contains("several places"), "{problems:?}");
}

#[test]
fn without_a_quote_a_wrong_position_is_lost() {
    let (project, problems) =
        with("\"start\":20,\"end\":35,\"quote\":\"taxes must fall\"", "\"start\":20,\"end\":99");
    assert_eq!(quotes(&project), ["must fall 😀"]);
    assert!(problems[0].contains("no quote to find it by"), "{problems:?}");
}

#[test]
fn overlapping_and_unordered_fragments_are_put_right() {
    let file = file();
    let from = file.find("{\"start\":20").unwrap();
    let to = file.get(from..).unwrap().find("}]").unwrap() + from;
    let mut file = file.clone();
    file.replace_range(
        from..to,
        "{\"start\":26,\"end\":35},{\"start\":20,\"end\":30},{\"start\":2,\"end\":5",
    );
    let (project, problems) = import(&file);
    assert_eq!(quotes(&project), ["The", "taxes must fall"]);
    assert!(problems[0].contains("overlapped or were out of order"), "{problems:?}");
}

#[test]
fn unknown_ids_cost_the_reference_and_not_the_claim() {
    let stranger = "00000000000000000000000009";
    let sample = sample();
    let claim = the_claim(&sample);
    let actor = format!("\"actor\":\"{}\",\"mention\"", claim.participants[0].actor);
    let (project, problems) = with(&actor, &format!("\"actor\":\"{stranger}\",\"mention\""));
    assert_eq!(the_claim(&project).participants, []);
    assert!(
        problems[0]
            .ends_with("is neither in the file nor in the project; the reference was left out"),
        "{problems:?}"
    );
    let mention = format!("\"mention\":\"{}\"", claim.participants[0].mention.unwrap());
    let (project, _) = with(&mention, &format!("\"mention\":\"{stranger}\""));
    assert_eq!(the_claim(&project).participants.len(), 1);
    let code = format!("\"types\":[\"{}\"]", claim.types[0]);
    let (project, _) = with(&code, &format!("\"types\":[\"{stranger}\"]"));
    assert_eq!(the_claim(&project).types, []);
    let issue = CodeId::from_name("tax");
    let (project, problems) = with(&code, &format!("\"types\":[\"{issue}\"]"));
    assert_eq!(the_claim(&project).types, []);
    assert!(problems[0].contains("was used as what it is not"), "{problems:?}");
    let coder = format!("\"coder\":\"{}\",\"fragments\"", claim.coder);
    let (project, problems) = with(&coder, &format!("\"coder\":\"{stranger}\",\"fragments\""));
    assert_eq!(project.coders().len(), 2);
    assert!(problems[0].contains("was added without a name"), "{problems:?}");
    let document =
        format!("\"document\":\"{}\",\"coder\":\"{}\",\"fragments\"", claim.document, claim.coder);
    let (project, problems) =
        with(&document, &document.replace(&claim.document.to_string(), stranger));
    assert_eq!(project.claims().len(), 0);
    assert!(
        problems[0]
            .starts_with("claims, record 1 (line 31): the claim was set aside, as the document"),
        "{problems:?}"
    );
}

#[test]
fn what_is_no_id_is_named_with_its_field() {
    let claim = the_claim(&sample()).clone();
    let (project, problems) =
        with(&format!("\"types\":[\"{}\"]", claim.types[0]), "\"types\":[\"demand\"]");
    assert_eq!(the_claim(&project).types, []);
    assert!(
        problems[0].starts_with("claims, record 1 (line 31): types: “demand” is not an id"),
        "{problems:?}"
    );
}

#[test]
fn of_two_records_with_an_id_the_first_is_kept_and_the_other_listed() {
    let file = file();
    let claim = file.lines().find(|line| line.contains("\"fragments\"")).unwrap();
    let other = claim.replace("\"stance\":-1", "\"stance\":1");
    let (project, problems) = import(&file.replace(claim, &format!("{claim},\n{other}")));
    assert_eq!(project, sample());
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].starts_with("claims, record 2 (line 32): claim ")
            && problems[0]
                .ends_with("stands in the file already (line 31); this one was set aside"),
        "{problems:?}"
    );
}

#[test]
fn a_document_twice_keeps_the_text() {
    let file = file();
    let line = file.lines().find(|line| line.contains("\"fingerprint\"")).unwrap();
    let (project, problems) = import(&file.replace(line, &format!("{line},\n{line}")));
    assert_eq!((project, problems.len()), (sample(), 1));
}

#[test]
fn circles_of_codes_are_cut() {
    let (demand, lower) = (CodeId::from_name("demand"), CodeId::from_name("lower"));
    let file = file()
        .replace("\"name\":\"demand\"", &format!("\"name\":\"demand\",\"parent\":\"{lower}\""));
    let (project, problems) = import(&file);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains("the code stands under itself"), "{problems:?}");
    assert_eq!(project.codes().len(), 3);
    let (project, _) =
        with(&format!("\"parent\":\"{demand}\""), &format!("\"parent\":\"{lower}\""));
    assert_eq!(project.codes()[&lower].parent, None);
    let (project, problems) = with(
        &format!("\"parent\":\"{demand}\""),
        &format!("\"parent\":\"{}\"", CodeId::from_name("tax")),
    );
    assert_eq!(project.codes()[&lower].parent, None);
    assert!(problems[0].contains("of the other kind"), "{problems:?}");
}

#[test]
fn a_chain_of_twenty_thousand_codes_is_cut_in_time() {
    let codes: Vec<String> = (1..=20_000u128)
        .map(|i| {
            let (id, parent) = (CodeId(i), CodeId(i + 1));
            format!("{{\"id\":\"{id}\",\"kind\":\"issue\",\"name\":\"x\",\"parent\":\"{parent}\"}}")
        })
        .collect();
    let file =
        format!("{{\"format\":\"claimlight\",\"version\":1,\"codes\":[{}]}}", codes.join(",\n"));
    let (project, problems) = read(file.as_bytes()).unwrap().package.into_project();
    assert_eq!(project.codes().len(), 20_000);
    assert!(problems.len() > 200);
    assert!(project.codes().keys().take(200).all(|id| project.depth(*id) <= 65));
}

#[test]
fn missing_sections_are_named_and_the_rest_is_read() {
    let (project, problems) =
        import("{\"format\":\"claimlight\",\"version\":1,\"kind\":\"project\"}");
    assert_eq!(project.info().name, "Untitled project");
    assert_eq!(problems.len(), 11);
    assert!(problems.contains(&"the file has no section “claims”".to_owned()));
    let (project, problems) = with("\"mentions\":[", "\"more\":[");
    assert!(problems.contains(&"the file has no section “mentions”".to_owned()));
    assert_eq!(the_claim(&project).participants.len(), 1, "only the mention is lost");
}

#[test]
fn a_section_that_is_no_list_is_named() {
    let (project, problems) = with("\"progress\":[]", "\"progress\":{\"a\":1}");
    assert_eq!(project, sample());
    assert_eq!(
        problems,
        ["progress (line 33): the section is not a list of records, and nothing was read of it"]
    );
}

#[test]
fn wrong_types_cost_the_field_and_not_the_record() {
    let (project, problems) = with("\"stance\":-1", "\"stance\":\"against\"");
    assert_eq!(the_claim(&project).stance, None);
    assert_eq!(
        problems,
        ["claims, record 1 (line 31): stance: invalid type: string \"against\", expected i32; \
          the field was left out"]
    );
    let (project, problems) = with("\"stance\":-1", "\"stance\":1e10,\"note\":[],\"links\":7");
    assert_eq!((quotes(&project).len(), problems.len()), (2, 3));
    let (project, problems) = with("\"name\":\"Minister\",", "\"name\":[],");
    assert_eq!(project.actors().len(), 0);
    assert_eq!(
        problems[0],
        "actors, record 1 (line 16): name: invalid type: sequence, expected a string; the field was left out"
    );
    assert_eq!(
        problems[1],
        "actors, record 1 (line 16): missing field `name`; the record was set aside"
    );
    let (_, problems) = with("\"claims\":[\n", "\"claims\":[\n7,\n");
    assert_eq!(problems, ["claims, record 1 (line 31): not an object; it was set aside"]);
}

#[test]
fn a_lone_surrogate_in_a_record_costs_that_record_alone() {
    let (project, problems) = with("\"name\":\"Ada\"", "\"name\":\"\\ud83d\"");
    assert!(problems[0].starts_with("coders, record 1 (line 19): "), "{problems:?}");
    assert_eq!(project.claims().len(), 1);
}

#[test]
fn texts_that_are_not_the_ones_described_are_measured_anew() {
    let (project, problems) = with("\"chars\":71", "\"chars\":12");
    assert_eq!(project, sample());
    assert!(problems[0].contains("chars is not that of the text"), "{problems:?}");
    let other = file().replace("\"text\":\"😀 The", "\"text\":\"Then 😀 the");
    let (project, problems) = import(&other);
    assert_eq!(quotes(&project), ["taxes must fall", "must fall 😀"]);
    assert_eq!(problems.len(), 8, "{problems:?}");
}

#[test]
fn a_project_without_its_texts_says_what_to_do() {
    let contents = Contents::Annotations { quotes: super::super::Quotes::QuoteOnly, coder: None };
    let (project, problems) = import(&write(&sample(), &contents).unwrap());
    assert_eq!((project.documents().len(), project.actors().len()), (0, 1));
    assert_eq!(problems.len(), 2);
    assert!(problems[0].contains("open the document first"), "{problems:?}");
    assert!(problems[1].contains("2 claims, mentions"), "{problems:?}");
}

#[test]
fn depth_bombs_are_refused_or_left_out() {
    let deep = "[".repeat(100_000);
    let open = format!("{{\"claims\":{deep}");
    assert!(refused(open.as_bytes()).contains("EOF while parsing"));
    let bomb = format!("{deep}{}", "]".repeat(100_000));
    let said = refused(bomb.as_bytes());
    assert!(said.contains("no object"), "{said}");
    let (project, problems) = with("\"progress\":[]", &format!("\"progress\":[],\"x\":{bomb}"));
    assert_eq!(project, sample());
    assert_eq!(problems, ["x (line 33): recursion limit exceeded; the section was left out"]);
    let (project, problems) = with("\"stance\":-1", &format!("\"stance\":-1,\"x\":{bomb}"));
    assert_eq!(project.claims().len(), 0);
    assert!(problems[0].contains("recursion limit exceeded; it was set aside"));
}

#[test]
fn a_field_that_stands_too_deep_is_left_out_wherever_it_stands() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let (kept, deep) = (nested(64), nested(65));
    let role = "\"role\":\"claimant\"";
    for (old, at, said) in [
        ("\"stance\":-1", "\"stance\":-1,\"x\":", "x: lists"),
        (role, "\"role\":\"claimant\",\"x\":", "participants: x: lists"),
        ("\"name\":\"Taxes\"", "\"name\":\"Taxes\",\"x\":", "x: lists"),
        ("\"progress\":[]", "\"progress\":[],\"x\":", "x (line 33): lists"),
    ] {
        let (project, problems) = with(old, &format!("{at}{kept}"));
        assert_eq!(problems, Vec::<String>::new());
        let written = write(&project, &Contents::Project).unwrap().replace('\n', "");
        assert!(written.contains(&kept), "{at}");
        let (project, problems) = with(old, &format!("{at}{deep}"));
        assert_eq!(project, sample());
        assert!(problems.len() == 1 && problems[0].contains(said), "{problems:?}");
        assert!(problems[0].contains("in one another"), "{problems:?}");
    }
}

#[test]
fn a_list_in_a_record_has_a_limit() {
    let many = "{\"role\":\"claimant\",\"actor\":\"00000000000000000000000001\"},".repeat(10_001);
    let (project, problems) = with("\"participants\":[", &format!("\"participants\":[{many}"));
    let said = "participants has more than 10000 entries; the last 2 were left out";
    assert!(problems.iter().any(|problem| problem.contains(said)), "{:?}", problems.first());
    assert_eq!(project.claims().len(), sample().claims().len());
}

#[test]
fn an_object_that_lacks_a_field_costs_its_list_and_not_the_record() {
    let (project, problems) = with("\"role\":\"claimant\",", "");
    assert!(the_claim(&project).participants.is_empty());
    assert_eq!(quotes(&project), quotes(&sample()));
    let said = "participants: missing field `role`; the field was left out";
    assert!(problems.len() == 1 && problems[0].ends_with(said), "{problems:?}");
}

#[test]
fn a_record_of_a_hundred_thousand_fields_and_a_bad_one_is_read() {
    let fields = (0..100_000).map(|i| format!("\"x{i}\":{i},")).collect::<Vec<_>>().concat();
    let (project, problems) = with("\"stance\":-1", &format!("{fields}\"stance\":\"against\""));
    assert_eq!(the_claim(&project).extra.len(), 100_000);
    assert!(problems.len() == 1 && problems[0].contains("stance: invalid type"), "{problems:?}");
}

#[test]
fn unknown_fields_of_ten_thousand_equal_objects_are_written_back() {
    let one = "{\"role\":\"target\",\"actor\":\"%\",\"weight\":1},";
    let actor = sample().actors().keys().next().unwrap().to_string();
    let many = one.replace('%', &actor).repeat(9_000);
    let (project, problems) = with("\"participants\":[", &format!("\"participants\":[{many}"));
    assert_eq!(problems, Vec::<String>::new());
    let file = write(&project, &Contents::Project).unwrap();
    assert_eq!(file.matches("\"weight\":1}").count(), 9_000);
}

#[test]
fn nul_characters_and_html_stay_text() {
    let mut project = sample();
    let evil = Text::new("\0<script>alert(1)</script>\u{202e}\u{feff}");
    let id = DocumentId::from_name("evil");
    let document = Document::new(id, "</script>\0".to_owned(), &evil, Timestamp(0));
    project.put(Record::Text(id, evil));
    project.put(Record::Document(Arc::new(document)));
    let (again, problems) = import(&write(&project, &Contents::Project).unwrap());
    assert_eq!((again, problems), (project, vec![]));
}

#[test]
fn unknown_fields_on_every_level_are_written_back() {
    let file = file()
        .replace("\"role\":\"claimant\"", "\"role\":\"claimant\",\"weight\":0.1")
        .replace("\"quote\":\"must fall 😀\"", "\"quote\":\"must fall 😀\",\"page\":3")
        .replace("\"quote\":\"The minister\"", "\"quote\":\"The minister\",\"y\":[1,{}]")
        .replace("\"value\":0", "\"value\":0,\"colour\":\"grey\"")
        .replace("\"stance\":-1", "\"stance\":-1,\"seen\":null")
        .replace("\"name\":\"Taxes\"", "\"name\":\"Taxes\",\"licence\":\"CC0\"")
        .replace(
            "\"progress\":[]",
            "\"progress\":[],\n\"comments\":[\n{\"a\":1},\n{\"b\":2}\n],\n\"zoom\":2.50",
        );
    let (project, problems) = import(&file);
    assert_eq!(problems, Vec::<String>::new());
    let saved = write(&project, &Contents::Project).unwrap();
    for kept in [
        "\"actor\":\"%\",\"mention\":\"%\",\"weight\":0.1}",
        "\"quote\":\"must fall 😀\",\"page\":3}",
        "\"quote\":\"The minister\",\"y\":[1,{}]}",
        "{\"value\":0,\"name\":\"neutral\",\"colour\":\"grey\"}",
        ",\"seen\":null}",
        ",\"licence\":\"CC0\"}",
        "\n\"comments\":[\n{\"a\":1},\n{\"b\":2}\n],\n\"zoom\":2.5\n}",
    ] {
        let claim = the_claim(&project);
        let participant = claim.participants[0];
        let kept = kept.replacen('%', &participant.actor.to_string(), 1);
        let kept = kept.replacen('%', &participant.mention.unwrap().to_string(), 1);
        assert!(saved.contains(&kept), "{kept} is not in {saved}");
    }
    assert!(!saved.contains('~'), "{saved}");
}

#[test]
fn reserved_names_in_a_file_cannot_forge_sections() {
    let forged = "\"name\":\"Taxes\",\"~sections\":{\"claims\":[]},\"~fields\":[]";
    let (project, problems) = with("\"name\":\"Taxes\"", forged);
    assert_eq!((project, problems.len()), (sample(), 2));
}

#[test]
fn a_file_of_50_mb_is_read() {
    let mut project = sample();
    let long = Text::new("One line — of many.\n".repeat(2_400_000));
    let id = DocumentId::from_name("long");
    let document = Document::new(id, "Long".to_owned(), &long, Timestamp(0));
    project.put(Record::Text(id, long));
    project.put(Record::Document(Arc::new(document)));
    let file = write(&project, &Contents::Project).unwrap();
    assert!(file.len() > 50_000_000);
    let (again, problems) = read(file.as_bytes()).unwrap().package.into_project();
    assert_eq!(problems, []);
    assert!(again == project);
    let cut = file.get(..file.len() - 3).unwrap();
    assert!(refused(cut.as_bytes()).contains("EOF while parsing"));
}
