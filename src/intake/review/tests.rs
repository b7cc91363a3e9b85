use proptest::prelude::*;

use super::super::encoding::StandardDecoder;
use super::*;

fn examined(path: &str, bytes: &[u8]) -> Verdict {
    examine_file(&RawFile { path, content: RawContent::Bytes(bytes) }, &StandardDecoder)
}

fn ready(path: &str, bytes: &[u8]) -> Candidate {
    match examined(path, bytes) {
        Verdict::Ready(candidate) => *candidate,
        other => panic!("{other:?}"),
    }
}

fn nothing_known(_: &str) -> Option<String> {
    None
}

#[test]
fn each_kind_of_file_has_its_verdict_and_its_sentence() {
    let cases: [(&str, RawContent<'_>, &str); 9] = [
        ("a.txt", RawContent::Bytes(b""), "“a.txt” has no text."),
        ("a.txt", RawContent::Bytes(b"\xef\xbb\xbf \r\n"), "“a.txt” has no text."),
        ("a.html", RawContent::Bytes(b"<script>x</script>"), "“a.html” has no text."),
        (
            "a.txt",
            RawContent::Bytes(b"%PDF-1.7 x"),
            "“a.txt” is a PDF file, not a text. Save its text as TXT or HTML first.",
        ),
        (
            "a.txt",
            RawContent::Bytes(b"abc\0\x01\x02def\0"),
            "“a.txt” is not a text: it holds zero bytes, which no text has.",
        ),
        (
            "a.txt",
            RawContent::NotRead { size: 60_000_000 },
            "“a.txt” has 58 MB. The largest file that can be opened has 50 MB.",
        ),
        (
            "a.txt",
            RawContent::Unreadable("permission was refused".to_owned()),
            "“a.txt” could not be read: permission was refused.",
        ),
        (
            "a.csv",
            RawContent::Bytes(b"a,b"),
            "“a.csv” is of the kind “csv”, which cannot be opened as a document. Plain text, Markdown and HTML can.",
        ),
        (
            "p.claimlight.json",
            RawContent::Bytes(b"{}"),
            "“p.claimlight.json” is a project (json), not a document. Open it with “Import”.",
        ),
    ];
    for (path, content, sentence) in cases {
        let verdict = examine_file(&RawFile { path, content }, &StandardDecoder);
        assert!(!matches!(verdict, Verdict::Ready(_)), "{path}");
        assert_eq!(verdict.sentence(path), sentence);
    }
}

#[test]
fn a_ready_file_says_how_it_was_read() {
    assert_eq!(
        examined("a.txt", b"Hello").sentence("a.txt"),
        "“a.txt” is ready: plain text with 5 characters, read as Unicode (UTF-8), because every byte of the file fits."
    );
    let file = RawFile { path: "", content: RawContent::Bytes(b"\xff") };
    assert_eq!(
        examine_file_in(&file, Encoding::UTF_8, &StandardDecoder).sentence(""),
        "The pasted text is ready: plain text with 1 character, read as Unicode (UTF-8). One malformed place is shown as “\u{fffd}”; another encoding may fit."
    );
}

#[test]
fn plain_text_full_of_markup_stays_verbatim() {
    let text = "<script>alert(1)</script>\r\n<b>&amp;\u{a0}e\u{301}\u{200f}</b>\r\n";
    assert_eq!(ready("a.txt", text.as_bytes()).text, text);
    assert_eq!(ready("a.md", text.as_bytes()).text, text);
    assert_eq!(ready("a.html", text.as_bytes()).text, "&\u{a0}e\u{301}\u{200f}");
}

#[test]
fn right_to_left_text_stays_verbatim() {
    let text = "قال الوزير: «لا».\n\u{202b}אמר השר\u{202c}\n";
    let candidate = ready("a.txt", text.as_bytes());
    assert_eq!(candidate.characters, text.chars().count());
    assert_eq!(candidate.text, text);
}

#[test]
fn a_page_is_read_in_the_encoding_it_declares() {
    let (bytes, _, _) = encoding_rs::ISO_8859_10
        .encode("<meta charset=iso-8859-10><title>Ætt</title><p>Ætt og þjóð, ŧáhkku</p>");
    let page = ready("a.html", &bytes);
    assert_eq!(page.evidence, Some(Evidence::Declared));
    assert_eq!(page.text, "Ætt og þjóð, ŧáhkku");
    assert_eq!(page.proposals.title.unwrap().value, "Ætt");
}

#[test]
fn another_encoding_makes_another_proposal() {
    let bytes = encoding_rs::WINDOWS_1251.encode("Заявление министра\n\nТекст.").0;
    let file = RawFile { path: "a.txt", content: RawContent::Bytes(&bytes) };
    let cyrillic = ready("a.txt", &bytes);
    assert_eq!(cyrillic.encoding.label(), "windows-1251");
    assert_eq!(cyrillic.proposals.title.as_ref().unwrap().value, "Заявление министра");
    let Verdict::Ready(western) = examine_file_in(&file, Encoding::WINDOWS_1252, &StandardDecoder)
    else {
        panic!("it can be read that way");
    };
    assert!(western.proposals.title.unwrap().value.starts_with("Çàÿâëåíèå"));
    assert_ne!(western.fingerprint, cyrillic.fingerprint);
    assert_eq!(western.evidence, None);
}

#[test]
fn lone_surrogates_and_mixed_encodings_are_opened_with_a_count() {
    let candidate = ready("a.txt", b"\xff\xfea\0\x00\xd8b\0");
    assert_eq!((candidate.text.as_str(), candidate.replaced), ("a\u{fffd}b", 1));
    let mut mixed =
        "Überschrift, Größe, Übung, Äpfel, später, für, schön, möglich\n".as_bytes().to_vec();
    mixed.extend(b"f\xfcr");
    let candidate = ready("a.txt", &mixed);
    assert_eq!((candidate.encoding, candidate.replaced), (Encoding::UTF_8, 1));
    assert!(examined("a.txt", &mixed).sentence("a.txt").contains("One malformed place"));
}

#[test]
fn one_endless_line_and_ten_thousand_empty_ones_are_no_trouble() {
    let endless = "long ".repeat(40_000);
    assert_eq!(ready("a.txt", endless.as_bytes()).text.len(), 200_000);
    let mut lines = "\n".repeat(10_000);
    assert_eq!(examined("a.txt", lines.as_bytes()), Verdict::Empty);
    lines.push('x');
    assert_eq!(ready("a.txt", lines.as_bytes()).text, lines);
}

#[test]
fn fifty_megabytes_are_opened_and_one_byte_more_is_refused() {
    let limit = usize::try_from(LARGEST_FILE_BYTES).unwrap();
    let line = "The envoys met again and again, and nothing was decided. Été.\n";
    let mut bytes = line.repeat(limit / line.len() + 1).into_bytes();
    bytes.truncate(limit);
    let candidate = ready("big.txt", &bytes);
    assert_eq!(candidate.encoding, Encoding::UTF_8);
    assert_eq!(candidate.proposals.title.unwrap().value, "Big");
    bytes.push(b'x');
    assert_eq!(examined("big.txt", &bytes), Verdict::TooLarge { size: LARGEST_FILE_BYTES + 1 });
}

#[test]
fn the_same_text_twice_is_skipped_unless_kept() {
    let mut batch = Batch::new();
    let known = |print: &str| (print == fingerprint("Known.")).then(|| "The known one".to_owned());
    for (path, text) in [("a.txt", "New."), ("b.txt", "New."), ("c.txt", "Known."), ("d.txt", "")] {
        batch.add(path, examined(path, text.as_bytes()), &known);
    }
    let kept = |batch: &Batch| batch.kept().map(|(index, _)| index).collect::<Vec<_>>();
    assert_eq!(kept(&batch), [0]);
    assert_eq!(batch.original(1), Some(Original::File(0)));
    assert_eq!(batch.original(2), Some(Original::Document("The known one")));
    assert_eq!(
        batch.sentence(1),
        "“b.txt” has the same text as “a.txt”. It will be skipped unless you keep it."
    );
    assert_eq!(
        batch.sentence(2),
        "“c.txt” has the same text as the document “The known one”. It will be skipped unless you keep it."
    );
    assert!(batch.choose(1, Choice::Keep) && batch.choose(0, Choice::Skip));
    assert!(!batch.choose(3, Choice::Keep), "an empty file cannot be kept");
    assert_eq!(kept(&batch), [1]);
    assert_eq!(
        batch.sentence(1),
        "“b.txt” has the same text as “a.txt”. It will be imported once more."
    );
    assert_eq!(batch.sentence(0), "“a.txt” will be skipped, as you chose.");
    assert_eq!(batch.sentence(3), "“d.txt” has no text.");
}

#[test]
fn reading_a_file_anew_parts_it_from_its_twin() {
    let bytes = b"caf\xe9";
    let files = ["a.txt", "b.txt"].map(|path| RawFile { path, content: RawContent::Bytes(bytes) });
    let mut batch = Batch::examine(&files, &nothing_known, &StandardDecoder);
    assert_eq!(batch.original(1), Some(Original::File(0)));
    let file = RawFile { path: "a.txt", content: RawContent::Bytes(bytes) };
    let koi8 = Encoding::for_label("koi8-r").unwrap();
    let anew = examine_file_in(&file, koi8, &StandardDecoder);
    assert!(batch.replace(0, anew, &nothing_known));
    assert_eq!(batch.original(1), None);
    assert_eq!(batch.kept().count(), 2);
    assert_eq!(batch.entries()[0].candidate().unwrap().text, "cafИ");
    assert!(!batch.replace(7, Verdict::Empty, &nothing_known));
}

proptest! {
    #[test]
    fn arbitrary_bytes_under_any_name_never_panic(
        bytes: Vec<u8>,
        path in "[a-z0-9._/-]{0,12}(\\.(txt|md|html))?",
    ) {
        if let Verdict::Ready(candidate) = examined(&path, &bytes) {
            prop_assert!(!candidate.text.trim().is_empty());
            for part in candidate.proposals.boilerplate {
                prop_assert!(candidate.text.get(part.range).is_some());
            }
        }
    }

    #[test]
    fn any_text_is_kept_verbatim(text in "[^\\x00\\x1b\u{feff}]*x") {
        // An escape character may begin ISO-2022-JP, and zero bytes are no text.
        prop_assert_eq!(ready("a.txt", text.as_bytes()).text, text);
    }
}
