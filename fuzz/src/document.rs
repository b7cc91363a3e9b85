//! A file becomes a proposed document: whatever its bytes, its name and its encoding.

use claimlight::desk::view::blocks::blocks;
use claimlight::intake::encoding::{self, Decoder, ENCODINGS, Encoding};
use claimlight::intake::html;
use claimlight::intake::review::{
    Candidate, Kind, RawContent, RawFile, Verdict, examine_file, examine_file_in,
};
use claimlight::text::Text;

/// Names a file may have, one for each way of understanding it.
const NAMES: [&str; 6] =
    ["talks.txt", "2020-11-12 Talks.md", "page.html", "", "St. Petersburg", "table.csv"];

/// The longest title, author or address that is taken from a text, in bytes.
const LONGEST_WORDS: usize = 16 * 1024;

/// The host of the laws: the same standard as the browser's.
struct Standard;

impl Decoder for Standard {
    fn decode(&self, bytes: &[u8], label: &str) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

/// Opens bytes as a file. The first byte says under which name, and in which encoding a person
/// chose to read it; most of the time none was chosen.
pub fn document(data: &[u8]) {
    let Some((how, bytes)) = data.split_first() else { return };
    let how = usize::from(*how);
    let path = NAMES[how % NAMES.len()];
    let file = RawFile { path, content: RawContent::Bytes(bytes) };
    let chosen = how.checked_sub(128).map(|more| ENCODINGS[more % ENCODINGS.len()]);
    let verdict = match chosen {
        Some(encoding) => examine_file_in(&file, encoding, &Standard),
        None => examine_file(&file, &Standard),
    };
    assert!(verdict.sentence(path).len() > 8);
    if let Verdict::Ready(candidate) = verdict {
        assert!(chosen.is_none_or(|chosen| chosen == candidate.encoding));
        sound(&candidate, bytes);
    }
}

fn sound(candidate: &Candidate, bytes: &[u8]) {
    let text = &candidate.text;
    assert!(!text.trim().is_empty());
    assert_eq!(candidate.characters, text.chars().count());
    // A malformed byte becomes a character of three, and nothing grows more than that.
    assert!(text.len() <= bytes.len() * 3 + 3, "{} bytes of {}", text.len(), bytes.len());
    if candidate.kind != Kind::Html {
        let decoded = encoding::decode(bytes, candidate.encoding, &Standard).expect("it was read");
        assert!(decoded.text == *text, "the text is not verbatim");
        if candidate.encoding == Encoding::UTF_8 && candidate.replaced == 0 {
            assert_eq!(text.as_bytes(), bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
        }
    }
    let mut from = 0;
    for part in &candidate.proposals.boilerplate {
        assert!(from <= part.range.start, "website remains overlap or are out of order");
        assert!(text.get(part.range.clone()).is_some_and(|words| !words.is_empty()));
        assert!(part.to_excluded().is_some());
        from = part.range.end;
    }
    let proposals = &candidate.proposals;
    let words = [&proposals.title, &proposals.source, &proposals.author, &proposals.language];
    for words in words.into_iter().flatten() {
        assert!(!words.value.trim().is_empty(), "nothing was proposed {}", words.origin.phrase());
        assert!(words.value.len() <= LONGEST_WORDS);
    }
    let drawn = Text::new(text.as_str());
    let cut: String = blocks(&drawn).iter().map(|block| drawn.quote(*block)).collect();
    assert!(cut == *text, "the blocks are not the text");
}

/// Takes the text out of an HTML page.
pub fn page(data: &[u8]) {
    assert!(html::declared_encoding(data).is_none_or(|found| ENCODINGS.contains(&found)));
    let source = String::from_utf8_lossy(data);
    let page = html::extract(&source);
    // Entities are longer than what they stand for, and breaks are shorter than their elements.
    assert!(page.text.len() <= source.len() + 3, "{} of {}", page.text.len(), source.len());
    let metadata = page.metadata;
    for words in [metadata.title, metadata.shared_title, metadata.heading, metadata.site] {
        assert!(words.is_none_or(|words| words.len() <= LONGEST_WORDS && !words.contains('\n')));
    }
    assert!(!page.text.ends_with([' ', '\t', '\n']));
}
