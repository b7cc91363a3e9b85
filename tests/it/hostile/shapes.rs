//! Shapes that are cheap to write and dear to read: with a reader whose work grows with the square
//! of its input each of these would take hours, so that it need not be timed.

use claimlight::format::claimlight::read;
use claimlight::intake::encoding::{Decoder, Encoding};
use claimlight::intake::markdown;
use claimlight::intake::review::{RawContent, RawFile, Verdict, examine_file};
use claimlight::text::{Text, motion};

use super::laws;

/// How long each text is, in bytes.
const LENGTH: usize = 200_000;

struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, bytes: &[u8], label: &str) -> Option<String> {
        // What the sample is decoded to does not matter here.
        (label == Encoding::WINDOWS_1252.label())
            .then(|| bytes.iter().map(|byte| char::from(*byte)).collect())
    }
}

fn opened(path: &str, bytes: &[u8]) -> Verdict {
    examine_file(&RawFile { path, content: RawContent::Bytes(bytes) }, &NoDecoder)
}

#[test]
fn texts_made_of_one_piece_again_and_again_are_opened_in_one_pass() {
    let pieces: &[&[u8]] = &[
        b"\n",
        b" ",
        b"a",
        b"\r",
        b".",
        b"a.\n",
        b"- - ",
        b"A, ",
        b"# ",
        b"---\n",
        b"a\n---\n",
        b"](",
        b"[a](",
        b"```\n",
        b"share\n",
        b"Leave a comment\n",
        b"date 2020-11-12 ",
        b"12.11.2020 ",
        b"\xe9",
        b"\xe9\n",
        b"\xc3\xa9",
        b"\xef\xbb\xbf",
        b"\0",
        b"\xff\xfe",
        b"\x1b$B",
        b"\x1b",
        b"<",
        b"<p",
        b"<p ",
        b"<p>",
        b"<a '",
        b"<a b='",
        b"<a b=c ",
        b"</",
        b"</p>",
        b"<!--",
        b"<!",
        b"<?",
        b"<!-->",
        b"<title>",
        b"<h1>",
        b"<h1></h1>",
        b"<pre>\n",
        b"<script>",
        b"<svg><p>",
        b"<svg>",
        b"<textarea>",
        b"<td>",
        b"<br>",
        b"<meta content=a name=b>",
        b"&",
        b"&#",
        b"&#1",
        b"&a",
        b"&amp",
        b"<html lang='",
        b"<time datetime=1>",
        b"\"",
        b"(",
        b"\xe2\x80\x9c",
    ];
    for piece in pieces {
        let bytes = piece.repeat(LENGTH / piece.len());
        for path in ["a.txt", "a.md", "a.html"] {
            assert!(opened(path, &bytes).sentence(path).len() > 8);
        }
        if let Ok(text) = String::from_utf8(bytes) {
            drop(markdown::first_heading(&format!("---\n{text}")));
        }
    }
}

#[test]
fn names_of_any_length_are_read_in_one_pass() {
    for piece in ["1", "2020-", "a", ".", "/", "-", "é1", "%20", " ", "1a"] {
        let path = piece.repeat(100_000 / piece.len());
        assert!(opened(&path, b"Words.").sentence(&path).len() > 8);
        assert!(opened(&format!("{path}.txt"), b"Words.").sentence(&path).len() > 8);
    }
}

#[test]
fn the_caret_moves_in_texts_without_an_end_to_anything() {
    for piece in ["a", "\"", "“", "(", "a. ", "a.", "e\u{301}", "\u{200d}", "🇺🇦", "א", " "]
    {
        let text = Text::new(piece.repeat(60_000 / piece.len()));
        let middle = text.floor(claimlight::text::Offset(text.end().0 / 2));
        for unit in [motion::Unit::Character, motion::Unit::Word, motion::Unit::Sentence] {
            assert!(motion::around(&text, middle, unit).is_none_or(|span| text.holds(span)));
            assert!(motion::forward(&text, middle, unit) >= middle);
            assert!(motion::backward(&text, middle, unit) <= middle);
        }
        drop(motion::quotation::around(&text, middle));
    }
}

/// A file of our own with a section of records.
fn file(section: &str, records: &str) -> String {
    format!("{{\"format\":\"claimlight\",\"version\":1,\"{section}\":[{records}]}}")
}

#[test]
fn files_of_our_own_made_of_one_piece_are_read_in_one_pass() {
    for piece in ["[],", "{},", "0,", "\"\",", "[[0],[0]],", "{\"id\":\"\"},", "null,", "\n1,"] {
        let records = piece.repeat(LENGTH / piece.len());
        for section in ["codes", "texts", "documents", "claims", "mentions", "progress", "x"] {
            let read = read(file(section, records.trim_end_matches(',')).as_bytes()).unwrap();
            assert!(read.problems.len() < LENGTH);
        }
        let record = format!("{{\"x\":[{}0]}}", piece.repeat(100_000));
        drop(read(file("actors", &record).as_bytes()).unwrap());
    }
    let names = (0..100_000).map(|i| format!("\"x{i}\":0,")).collect::<Vec<_>>().concat();
    drop(read(format!("{{{names}\"format\":\"claimlight\",\"version\":1}}").as_bytes()).unwrap());
    let sections = "\"claims\":[],".repeat(100_000);
    let read = read(format!("{{{sections}\"format\":\"claimlight\",\"version\":1}}").as_bytes());
    assert!(read.unwrap().problems.len() >= 99_999);
}

#[test]
fn a_chain_of_records_that_need_each_other_falls_in_one_pass() {
    // Links from each claim to the next, and the last one is gone.
    let mut lines = Vec::new();
    let id = |nth: usize| format!("{nth:026}");
    let (document, coder) = (id(1), id(2));
    lines.push(format!("{{\"coder\":{{\"id\":\"{coder}\",\"name\":\"Ada\"}}}}"));
    lines.push(format!(
        "{{\"document\":{{\"id\":\"{document}\",\"title\":\"T\",\"fingerprint\":\"\",\"bytes\":9,\
         \"chars\":9,\"created\":0}}}}"
    ));
    for nth in 10..20_010 {
        lines.push(format!(
            "{{\"claim\":{{\"id\":\"{}\",\"document\":\"{document}\",\"coder\":\"{coder}\",\
             \"fragments\":[[0,3]],\"links\":[{{\"to\":\"{}\",\"kind\":\"same\"}}],\"created\":0,\
             \"modified\":0}}}}",
            id(nth),
            id(nth + 1)
        ));
    }
    laws::stored(lines.join("\n").as_bytes());
}
