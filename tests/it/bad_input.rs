//! Bad input: nothing panics, nothing that was there is lost, each error is a sentence with a place.
//!
//! | case | here | closer to the code |
//! | --- | --- | --- |
//! | broken JSON | [`a_file_cut_anywhere_is_refused_with_line_and_column`], [`a_file_that_lost_any_byte_harms_nothing`] | `format::claimlight::read` |
//! | a newer version | [`a_newer_version_says_what_to_do`] | `format::claimlight::read` |
//! | offsets beyond the text | [`DAMAGE`] | `format::claimlight::read` |
//! | offsets inside a surrogate | [`DAMAGE`] | `format::claimlight::read`, `text::offset` |
//! | a lone surrogate in a text | [`DAMAGE`] | `format::claimlight::read` |
//! | start after end | [`DAMAGE`] | `format::claimlight::read`, `text::span` |
//! | quotes that do not match | [`DAMAGE`] | `format::claimlight::read`, `text::anchor` |
//! | unknown ids | [`DAMAGE`] | `format::claimlight::read`, `merge::resolve` |
//! | duplicate ids | [`DAMAGE`] | `format::claimlight::read` |
//! | cyclic codes | [`DAMAGE`] | `format::claimlight::read`, `edit::action::code`, `merge::resolve` |
//! | files of 50 MB | [`documents_up_to_50_mb_are_opened_and_larger_ones_are_named`] | `format::claimlight::read` |
//! | a text full of HTML and script | [`every_text_is_opened_coded_written_and_read_as_it_is`] | `intake::review`, `intake::html`; never markup on the page: `tidy` |
//! | right-to-left text | [`every_text_is_opened_coded_written_and_read_as_it_is`] | `intake::encoding` |
//! | a document without line breaks | [`every_text_is_opened_coded_written_and_read_as_it_is`] | `desk::view::blocks` |
//! | a line of 200,000 characters | [`every_text_is_opened_coded_written_and_read_as_it_is`] | `text::motion` |
//! | ten thousand empty lines | [`every_text_is_opened_coded_written_and_read_as_it_is`] | `desk::view::blocks` |

#![expect(clippy::unwrap_used, reason = "helpers of tests; clippy knows tests themselves only")]

use std::sync::Arc;

use claimlight::desk::Caret;
use claimlight::desk::take_in::take_in;
use claimlight::desk::view::{blocks, highlights};
use claimlight::edit::Origin;
use claimlight::edit::action::document;
use claimlight::format::claimlight::{Contents, read, write};
use claimlight::intake::encoding::Decoder;
use claimlight::intake::review::{LARGEST_FILE_BYTES, RawContent, RawFile, Verdict, examine_file};
use claimlight::merge::{Choice, Plan};
use claimlight::model::{
    CodeKind, Document, DocumentId, Extra, Project, ProjectId, Record, Timestamp, check,
};
use claimlight::text::{Offset, Span, Text};

use crate::worker::Worker;

/// A project of one document, a mention and a claim of two fragments, as a person may have it.
const SMALL: &str = include_str!("../fixtures/small.claimlight.json");

/// What is done to [`SMALL`], what is said of it, and how many claims, fragments and mentions are
/// left when the file is opened as a project.
struct Damage {
    old: &'static str,
    new: &'static str,
    said: &'static [&'static str],
    left: (usize, usize, usize),
}

const DAMAGE: &[Damage] = &[
    // Offsets beyond the text: the quote finds the place; without a quote the fragment is lost.
    Damage {
        old: r#""start":17,"end":31"#,
        new: r#""start":1017,"end":1031"#,
        said: &[
            "claims, record 1 (line 31): characters 1017 to 1031 leave the text, which has 69; \
                 the quote was found elsewhere",
        ],
        left: (1, 2, 1),
    },
    Damage {
        old: r#"{"start":60,"end":68,"quote":"at night"}"#,
        new: r#"{"start":60,"end":70}"#,
        said: &[
            "claims, record 1 (line 31): fragment 2: characters 60 to 70 leave the text, which \
                 has 69, and there is no quote to find it by",
        ],
        left: (1, 1, 1),
    },
    // Inside a surrogate pair, counted in UTF-16 units.
    Damage {
        old: r#""start":2,"end":11"#,
        new: r#""start":1,"end":12"#,
        said: &[
            "mentions, record 1 (line 28): the quote does not stand at characters 1 to 12, and \
                 counted in UTF-16 units they fall inside a surrogate pair; the quote was found \
                 elsewhere",
        ],
        left: (1, 2, 1),
    },
    Damage {
        old: r#""start":2,"end":11"#,
        new: r#""start":3,"end":12"#,
        said: &[
            "mentions, record 1 (line 28): the quote does not stand at characters 3 to 12; the \
                 quote stands where they point when they are read as UTF-16 units",
        ],
        left: (1, 2, 1),
    },
    // Half a character in a text: no text, so nothing can stand in it.
    Damage {
        old: r#""text":"🌍 The"#,
        new: r#""text":"\ud83c The"#,
        said: &[
            "texts, record 1 (line 25): unexpected end of hex escape; it was set aside",
            "documents, record 1 (line 22): the text of “Trams” is neither in the file nor in the \
             project, so the document was set aside; open the document first, then import the \
             annotations into its project",
            "documents, record 1 (line 22): 2 claims, mentions and progress notes of “Trams” were \
             set aside with it",
        ],
        left: (0, 0, 0),
    },
    // Start after end.
    Damage {
        old: r#""start":60,"end":68"#,
        new: r#""start":68,"end":60"#,
        said: &[
            "claims, record 1 (line 31): fragment 2: the span starts at 68 and ends at 60; the \
                 quote was found elsewhere",
        ],
        left: (1, 2, 1),
    },
    // A quote that is not in the text.
    Damage {
        old: r#""quote":"trams must run""#,
        new: r#""quote":"buses must run""#,
        said: &[
            "claims, record 1 (line 31): the quote does not stand at characters 17 to 31; the \
                 quote is not in the text",
        ],
        left: (1, 1, 1),
    },
    Damage {
        old: r#""quote":"The mayor""#,
        new: r#""quote":"The king""#,
        said: &[
            "mentions, record 1 (line 28): the quote does not stand at characters 2 to 11; the \
             quote is not in the text",
            "mentions, record 1 (line 28): the mention was set aside",
            "claims, record 1 (line 31): mention …000008 is neither in the file nor in the project; \
             the reference was left out",
        ],
        left: (1, 2, 0),
    },
    // Ids nobody knows.
    Damage {
        old: r#""issues":["00000000000000000000000006"]"#,
        new: r#""issues":["0000000000000000000000000Z"]"#,
        said: &["claims, record 1 (line 31): code …00000Z is neither in the file nor in the \
                 project; the reference was left out"],
        left: (1, 2, 1),
    },
    Damage {
        old: r#""types":["00000000000000000000000005"]"#,
        new: r#""types":["urgent demand"]"#,
        said: &["claims, record 1 (line 31): types: “urgent demand” is not an id"],
        left: (1, 2, 1),
    },
    Damage {
        old: r#""actor":"00000000000000000000000007","mention""#,
        new: r#""actor":"0000000000000000000000000Z","mention""#,
        said: &["claims, record 1 (line 31): actor …00000Z is neither in the file nor in the \
                 project; the reference was left out"],
        left: (1, 2, 1),
    },
    Damage {
        old: r#""document":"00000000000000000000000002","coder":"00000000000000000000000003","frag"#,
        new: r#""document":"0000000000000000000000000Z","coder":"00000000000000000000000003","frag"#,
        said: &["claims, record 1 (line 31): the claim was set aside, as the document …00000Z it \
                 stands in is not in the file"],
        left: (0, 0, 1),
    },
    Damage {
        old: r#""coder":"00000000000000000000000003","frag"#,
        new: r#""coder":"0000000000000000000000000Z","frag"#,
        said: &["claims, record 1 (line 31): the coder …00000Z is not in the file and was added \
                 without a name"],
        left: (1, 2, 1),
    },
    // Two records with one id: the first is kept.
    Damage {
        old: "\"kind\":\"issue\",\"name\":\"transport\",\"position\":0,\"colour\":0}\n",
        new: "\"kind\":\"issue\",\"name\":\"transport\",\"position\":0,\"colour\":0},\n\
              {\"id\":\"00000000000000000000000006\",\"kind\":\"issue\",\"name\":\"taxes\"}\n",
        said: &["codes, record 4 (line 13): code …000006 stands in the file already (line 12); \
                 this one was set aside"],
        left: (1, 2, 1),
    },
    Damage {
        old: "{\"id\":\"00000000000000000000000007\",\"name\":\"Mayor\",\"kind\":\"person\"}",
        new: "{\"id\":\"00000000000000000000000007\",\"name\":\"Mayor\",\"kind\":\"person\"},\n\
              {\"id\":\"00000000000000000000000007\",\"name\":\"King\",\"kind\":\"person\"}",
        said: &["actors, record 2 (line 17): actor …000007 stands in the file already (line 16); \
                 this one was set aside"],
        left: (1, 2, 1),
    },
    // Codes that stand under themselves.
    Damage {
        old: r#""name":"demand","#,
        new: r#""name":"demand","parent":"00000000000000000000000005","#,
        said: &["codes, record 1 (line 10): the code stands under itself"],
        left: (1, 2, 1),
    },
    Damage {
        old: r#""parent":"00000000000000000000000004""#,
        new: r#""parent":"00000000000000000000000005""#,
        said: &["codes, record 2 (line 11): the code stands under itself"],
        left: (1, 2, 1),
    },
];

/// Reads a file as a project of its own, with everything that was said about it.
fn opened(file: &str) -> (Project, Vec<String>) {
    let read = read(file.as_bytes()).unwrap();
    let (project, problems) = read.package.into_project();
    let said: Vec<String> =
        read.problems.iter().chain(&problems).map(ToString::to_string).collect();
    assert_eq!(check::project(&project), [], "{said:?}");
    (project, said)
}

/// Merges a file into the open project, first with our side of every conflict and then with theirs,
/// and sees that nothing of ours is lost and that one undo takes everything back.
fn merged(ours: &Project, file: &str) {
    let package = read(file.as_bytes()).unwrap().package;
    let taken = take_in(ours, &package, |_| None);
    let plan = Plan::new(ours, &taken.incoming, &[]);
    for choice in [Choice::Ours, Choice::Theirs] {
        let outcome = plan.resolve(ours, &plan.always(choice));
        let mut ada = Worker::new(ours.clone(), "Ada");
        let start = ada.project().clone();
        ada.act(|desk, host| desk.take_in(host, "merge", Origin::Merge, outcome.changes));
        assert_eq!(check::project(ada.project()), []);
        for record in ours.records() {
            let now = ada.project().get(record.key());
            let now = now.unwrap_or_else(|| panic!("{} is lost", record.key()));
            let annotation = matches!(record, Record::Claim(_) | Record::Mention(_));
            if matches!(record, Record::Text(..)) || annotation && choice == Choice::Ours {
                assert_eq!(coded(now), coded(record), "ours was to stay");
            }
        }
        ada.undo_all();
        assert!(ada.project() == &start, "undo takes the whole merge back");
    }
}

/// Returns a claim or mention with nothing but what its coder decided; merging settles the rest.
fn coded(record: Record) -> Record {
    match record {
        Record::Claim(claim) => {
            let mut claim = Arc::unwrap_or_clone(claim);
            (claim.created, claim.modified) = (Timestamp(0), Timestamp(0));
            (claim.extra, claim.codebook_version) = (Extra::new(), 0);
            Record::Claim(Arc::new(claim))
        }
        Record::Mention(mention) => {
            let mut mention = Arc::unwrap_or_clone(mention);
            (mention.created, mention.modified) = (Timestamp(0), Timestamp(0));
            mention.extra = Extra::new();
            Record::Mention(Arc::new(mention))
        }
        other => other,
    }
}

#[test]
fn every_damage_is_named_with_its_place_and_costs_no_more_than_it_must() {
    let (ours, said) = opened(SMALL);
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(write(&ours, &Contents::Project).unwrap(), SMALL);
    for damage in DAMAGE {
        assert!(SMALL.contains(damage.old), "{} is not in the file", damage.old);
        let file = SMALL.replacen(damage.old, damage.new, 1);
        let (project, said) = opened(&file);
        assert_eq!(said.len(), damage.said.len(), "{}: {said:#?}", damage.new);
        for (said, expected) in said.iter().zip(damage.said) {
            // The end of an id tells it apart, and reads better here.
            let said = said.replace("00000000000000000000", "…");
            assert!(said.starts_with(expected), "{said}");
        }
        let fragments = project.claims().values().map(|claim| claim.fragments.len()).sum();
        let left = (project.claims().len(), fragments, project.mentions().len());
        assert_eq!(left, damage.left, "{}", damage.new);
        merged(&ours, &file);
    }
}

#[test]
fn a_file_cut_anywhere_is_refused_with_line_and_column() {
    let whole = SMALL.trim_end().len();
    for end in (1..whole).filter(|end| SMALL.is_char_boundary(*end)) {
        let cut = SMALL.get(..end).unwrap();
        let said = read(cut.as_bytes()).unwrap_err().to_string();
        let (line, column) = said
            .strip_prefix("the file is not valid JSON: ")
            .and_then(|said| said.rsplit_once(", at line "))
            .and_then(|(_, place)| place.split_once(", column "))
            .unwrap_or_else(|| panic!("cut at byte {end}: {said}"));
        let (line, column): (usize, usize) = (line.parse().unwrap(), column.parse().unwrap());
        let lines: Vec<&str> = cut.split('\n').collect();
        let told = lines.get(line - 1).unwrap_or_else(|| panic!("cut at byte {end}: {said}"));
        assert!(column <= told.len() + 1, "cut at byte {end}: {said}");
    }
}

#[test]
fn a_file_that_lost_any_byte_harms_nothing() {
    let (ours, _) = opened(SMALL);
    let mut readable = 0;
    for at in 0..SMALL.len() {
        let mut bytes = SMALL.as_bytes().to_vec();
        bytes.remove(at);
        if let Err(error) = read(&bytes) {
            let said = error.to_string();
            assert!(said.starts_with("th") && !said.ends_with('.'), "{said}");
            continue;
        }
        readable += 1;
        let file = String::from_utf8(bytes).unwrap();
        opened(&file);
        merged(&ours, &file);
    }
    assert!(readable > 500, "most bytes stand in names and numbers, but only {readable} were read");
}

#[test]
fn a_newer_version_says_what_to_do() {
    let newer = SMALL.replacen("\"version\":1", "\"version\":2", 1);
    assert_eq!(
        read(newer.as_bytes()).unwrap_err().to_string(),
        "this file has version 2 of the Claimlight format, and this app reads versions up to 1: \
         open it with a newer version of the app"
    );
}

/// The browser's decoder is not asked here: every text below is UTF-8.
struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _: &[u8], label: &str) -> Option<String> {
        panic!("UTF-8 was taken for {label}")
    }
}

fn examined(path: &str, bytes: &[u8]) -> Verdict {
    examine_file(&RawFile { path, content: RawContent::Bytes(bytes) }, &NoDecoder)
}

/// Opens a file as a document on an empty desk, whose text must be the file's.
fn opened_document(path: &str, text: &str) -> Worker {
    let Verdict::Ready(candidate) = examined(path, text.as_bytes()) else {
        panic!("{}", examined(path, text.as_bytes()).sentence(path));
    };
    assert!(candidate.text == text, "{path} is not kept verbatim");
    let title = candidate.proposals.title.as_ref().map(|title| title.value.clone());
    let text = Text::new(candidate.text);
    let id = DocumentId(2);
    let document = Document::new(id, title.unwrap_or_default(), &text, Timestamp(1));
    let mut project = Project::new(ProjectId(1), "Texts", Timestamp(1));
    for record in claimlight::sample::default_codebook() {
        project.put(record);
    }
    let mut ada = Worker::new(project, "Ada");
    ada.act(|desk, host| {
        desk.edit(host, "open a document", |_| document::add(document, text).to_vec())
    });
    ada.desk.open_document(id);
    ada
}

#[test]
fn every_text_is_opened_coded_written_and_read_as_it_is() {
    let html = "<script>alert(\"1\")</script>\n<b onclick=x>No</b> &amp; <!-- \"]}, -->\r\n\
                <style>*{display:none}</style></textarea><img src=x onerror=alert(1)>";
    let arabic = "قال الوزير إن الضرائب يجب أن تنخفض.\u{202b} \u{5e9}\u{5dc}\u{5d5}\u{5dd}, he \
                  said.\u{202c}\nوأضاف: ١٢٣ — لا.";
    let wall = "Taxes must fall, she said. ".repeat(400);
    let long = "ab cé 🌍 ".repeat(25_000);
    let one_word = "x".repeat(200_000);
    let empty = format!("Start.{}End.", "\n".repeat(10_000));
    let windows = format!("Start.{}End.", "\r\n".repeat(10_000));
    assert_eq!(long.chars().count(), 200_000);
    for (name, text) in [
        ("html.txt", html),
        ("arabic.txt", arabic),
        ("wall.txt", &wall),
        ("long.txt", &long),
        ("word.txt", &one_word),
        ("empty.txt", &empty),
        ("windows.txt", &windows),
    ] {
        let mut ada = opened_document(name, text);
        let drawn = ada.desk.text().unwrap();
        let cut: String = blocks::blocks(drawn).iter().map(|block| drawn.quote(*block)).collect();
        assert!(cut == text, "{name}: the blocks are not the text");

        // The last word by keyboard, then everything.
        let whole = Span::new(Offset(0), drawn.end()).unwrap();
        let code = ada.project().codes_of(CodeKind::ClaimType)[0].id;
        // Left is back or ahead, as the letters run; ahead there is nothing to select.
        ada.press("Ctrl+End Ctrl+Shift+ArrowLeft");
        if ada.desk.caret().span().is_none() {
            ada.press("Ctrl+Shift+ArrowRight");
        }
        let mut coded = Vec::new();
        for selection in [ada.desk.caret(), Caret::of(whole)] {
            ada.desk.set_caret(selection);
            coded.push(ada.desk.selected().unwrap_or_else(|| panic!("{name}: nothing selected")));
            ada.act(|desk, host| desk.code_selection(host, code));
        }
        let painted: Vec<Span> =
            highlights::paints(&ada.desk, whole).iter().map(|paint| paint.span).collect();
        assert!(coded.iter().all(|span| painted.contains(span)), "{name}: {painted:?}");

        let file = write(ada.project(), &Contents::Project).unwrap();
        let (again, said) = opened(&file);
        assert_eq!(said, Vec::<String>::new(), "{name}");
        assert!(again == *ada.project(), "{name} is not read as it was written");
        assert!(write(&again, &Contents::Project).unwrap() == file, "{name}: the second save");
        merged(ada.project(), &file);
        ada.undo_all();
        assert_eq!(ada.project().documents().len(), 0);
    }
}

#[test]
fn documents_up_to_50_mb_are_opened_and_larger_ones_are_named() {
    let line = "Trams must run, the mayor said once more and again.\n";
    let most = usize::try_from(LARGEST_FILE_BYTES).unwrap();
    let mut text = line.repeat(most / line.len() + 1);
    text.truncate(most);
    let ada = opened_document("large.txt", &text);
    assert_eq!(ada.desk.text().unwrap().end().index(), most);
    text.push('!');
    assert_eq!(
        examined("large.txt", text.as_bytes()).sentence("large.txt"),
        "“large.txt” has 51 MB. The largest file that can be opened has 50 MB."
    );
}
