use super::*;
use crate::desk::{Desk, Effect, Host};
use crate::intake::encoding::{ENCODINGS, StandardDecoder};
use crate::intake::review::{RawContent, RawFile, examine_file, examine_file_in};
use crate::model::{ProjectId, Timestamp};

const WIRE: &str = "Envoys meet in Vienna\n\nVIENNA, November 12. /NEWS/. The envoys met today.\n";

fn verdict(path: &str, bytes: &[u8]) -> Verdict {
    examine_file(&RawFile { path, content: RawContent::Bytes(bytes) }, &StandardDecoder)
}

fn desk() -> Desk {
    Desk::new(Project::new(ProjectId(1), "Talks", Timestamp(1)), None)
}

/// Runs something with a host whose randomness counts down, so that ids do not sort by chance.
fn hosted<T>(act: impl FnOnce(&mut Host) -> T) -> T {
    let mut next = 1_000_u128;
    let mut random = || {
        next -= 1;
        next
    };
    act(&mut Host { now: Timestamp(5), random: &mut random })
}

fn review(desk: &Desk, files: &[(&str, &[u8])]) -> Review {
    let mut review = Review::new(desk.project());
    for (path, bytes) in files {
        review.add(path, verdict(path, bytes));
    }
    review
}

fn titles(desk: &Desk) -> Vec<String> {
    desk.project().documents().values().map(|document| document.title.clone()).collect()
}

#[test]
fn good_files_are_imported_beside_bad_ones_in_one_step_and_in_their_order() {
    let mut desk = desk();
    let files: &[(&str, &[u8])] = &[
        ("z.txt", WIRE.as_bytes()),
        ("photo.png", b"\x89PNG\r\n\x1a\n"),
        ("empty.txt", b""),
        ("a.txt", b"A second text of a few words."),
    ];
    let review = review(&desk, files);
    assert_eq!(review.tally(), Tally { files: 4, included: 2, refused: 2, ..Tally::default() });
    let effects = hosted(|host| review.import(&mut desk, host)).unwrap();
    assert_eq!(titles(&desk), ["Envoys meet in Vienna", "A second text of a few words"]);
    let first = desk.project().documents().values().next().unwrap();
    assert_eq!(desk.document(), Some(first.id));
    assert_eq!(first.file, "z.txt");
    assert_eq!(first.date.unwrap().to_string(), "--11-12", "the year is not stated");
    let notice = effects.iter().find_map(|effect| match effect {
        Effect::Tell(notice) => Some(notice),
        _ => None,
    });
    let notice = notice.unwrap();
    assert_eq!(notice.message, "2 documents are imported.");
    assert_eq!(notice.hint, "Not imported: “photo.png”, “empty.txt”.");
    assert_eq!(desk.history().steps().next().unwrap().label, "import 2 documents");
    hosted(|host| desk.undo(host)).unwrap();
    assert!(titles(&desk).is_empty());
}

#[test]
fn a_known_text_is_skipped_unless_it_is_ticked() {
    let mut desk = desk();
    let once = review(&desk, &[("a.txt", WIRE.as_bytes())]);
    hosted(|host| once.import(&mut desk, host)).unwrap();
    let mut twice = review(&desk, &[("b.txt", WIRE.as_bytes())]);
    let row = twice.row(0).unwrap();
    assert_eq!(row.state, State::LeftOut);
    assert!(row.remark.contains("“Envoys meet in Vienna”"), "{}", row.remark);
    assert!(hosted(|host| twice.import(&mut desk, host)).is_err());
    twice.include_all(true);
    assert_eq!(twice.tally().included, 0, "“all” means all that is new");
    twice.include(0, true);
    let mut random = || 7;
    let mut host = Host { now: Timestamp(9), random: &mut random };
    twice.import(&mut desk, &mut host).unwrap();
    assert_eq!(titles(&desk).len(), 2);
}

#[test]
fn what_was_typed_wins_and_what_was_not_follows_the_encoding() {
    let text = "Переговоры в Вене\n\nДипломаты встретились сегодня.\n";
    let bytes = encoding_rs::WINDOWS_1251.encode(text).0.into_owned();
    let raw = RawFile { path: "talks.txt", content: RawContent::Bytes(&bytes) };
    let western = ENCODINGS.iter().find(|e| e.label() == "windows-1252").unwrap();
    let cyrillic = ENCODINGS.iter().find(|e| e.label() == "windows-1251").unwrap();
    let mut review = Review::default();
    review.add("talks.txt", examine_file_in(&raw, *western, &StandardDecoder));
    review.set(0, Field::Source, " Agency ");
    assert_ne!(review.row(0).unwrap().fields[0].value, "Переговоры в Вене");
    review.replace(0, examine_file_in(&raw, *cyrillic, &StandardDecoder));
    let row = review.row(0).unwrap();
    assert_eq!(row.fields[0].value, "Переговоры в Вене");
    assert_eq!(row.fields[0].origin, "from the heading");
    assert_eq!((row.fields[2].value.as_str(), row.fields[2].origin.as_str()), ("Agency", ""));
    assert_eq!(review.detail(0).unwrap().encoding, *cyrillic);
}

#[test]
fn dates_are_typed_as_one_writes_them_where_they_mean_one_day() {
    for typed in ["12.10.2020", "12 October 2020", "October 12, 2020", " 2020-10-12 "] {
        assert_eq!(read_date(typed).unwrap().unwrap().to_string(), "2020-10-12", "{typed}");
    }
    assert_eq!(read_date("--10-12").unwrap().unwrap().to_string(), "--10-12");
    assert_eq!(read_date(" "), Ok(None));
    assert!(read_date("10/12/2020").unwrap_err().starts_with("“10/12/2020” is not a date"));
}

#[test]
fn a_date_without_a_year_is_said_in_words() {
    let review = review(&desk(), &[("a.txt", WIRE.as_bytes())]);
    let date = &review.row(0).unwrap().fields[1];
    assert_eq!(date.value, "--11-12");
    assert!(date.origin.starts_with("12 November, no year; "), "{}", date.origin);
}

#[test]
fn an_unreadable_date_holds_the_import_until_it_is_corrected() {
    let mut desk = desk();
    let mut review = review(&desk, &[("a.txt", WIRE.as_bytes())]);
    review.set(0, Field::Date, "11/12/2020");
    assert!(review.row(0).unwrap().fields[1].problem.starts_with("“11/12/2020” is not a date"));
    assert!(hosted(|host| review.import(&mut desk, host)).is_err());
    assert!(titles(&desk).is_empty());
    review.set(0, Field::Date, "");
    hosted(|host| review.import(&mut desk, host)).unwrap();
    assert_eq!(desk.project().documents().values().next().unwrap().date, None);
}

#[test]
fn website_remains_are_shown_and_excluded_unless_they_are_kept() {
    let text = format!("date 2020-12-08\n{WIRE}");
    for keep in [false, true] {
        let mut desk = desk();
        let mut review = review(&desk, &[("a.txt", text.as_bytes())]);
        review.exclude_remains(0, !keep);
        let detail = review.detail(0).unwrap();
        assert_eq!(detail.remains.len(), 1);
        assert!(detail.remains[0].words.starts_with("date 2020-12-08"));
        assert_eq!(detail.beginning.iter().any(|(_, out)| *out), !keep);
        let shown: String = detail.beginning.iter().map(|(words, _)| words.as_str()).collect();
        assert!(text.starts_with(&shown) && !detail.goes_on, "{shown}");
        hosted(|host| review.import(&mut desk, host)).unwrap();
        let document = desk.project().documents().values().next().unwrap();
        assert_eq!(document.excluded.is_empty(), keep);
    }
}

#[test]
fn a_pasted_text_needs_no_title() {
    let mut desk = desk();
    let mut review = review(&desk, &[("", b"... \n")]);
    review.set(0, Field::Title, "");
    hosted(|host| review.import(&mut desk, host)).unwrap();
    assert_eq!(titles(&desk), ["Untitled"]);
}

#[test]
fn only_what_needs_a_look_can_be_listed() {
    let files: &[(&str, &[u8])] =
        &[("a.txt", WIRE.as_bytes()), ("b.txt", WIRE.as_bytes()), ("c.png", b"\x89PNG\r\n\x1a\n")];
    let review = review(&desk(), files);
    assert_eq!(review.places(false), [0, 1, 2]);
    assert_eq!(review.places(true), [1, 2]);
    let tally = review.tally();
    assert_eq!(
        tally.sentence(),
        "3 files: 1 will be imported, 1 has a text that is there already, 1 cannot be imported."
    );
}

#[test]
fn long_words_and_texts_are_shown_in_part() {
    assert_eq!(first_words(" a\n b "), "a b");
    assert_eq!(first_words(&"x".repeat(500)).chars().count(), 120);
    assert!(first_words(&"word ".repeat(500)).ends_with('…'));
    assert_eq!(grouped(1_234_567), "1,234,567");
    let long = review(&desk(), &[("a.txt", "é".repeat(1000).as_bytes())]);
    let detail = long.detail(0).unwrap();
    assert!(detail.goes_on);
    assert_eq!(detail.beginning[0].0.chars().count(), 300);
}
