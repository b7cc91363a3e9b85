//! How much memory reading takes at most, as a stated multiple of the input; counted, not timed.
//!
//! A binary of its own, because the allocator counts for the whole program: one test, one after the
//! other.
#![cfg(not(target_arch = "wasm32"))]

use claimlight::format::claimlight::{Contents, read, write};
use claimlight::format::csv;
use claimlight::intake::encoding::Decoder;
use claimlight::intake::html;
use claimlight::intake::review::{RawContent, RawFile, examine_file};
use claimlight::model::{Project, Record, Timestamp, json};
use claimlight::store::{Counts, Loader, Summary, pending};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What every reading may take besides, in bytes: tables, samples, sentences.
const BESIDES: usize = 1 << 20;

/// How long each input is, in bytes.
const LENGTH: usize = 400_000;

/// A way in, and how many times its input it may hold in memory at once; the input itself, which the
/// browser has handed over, is not counted.
struct Way {
    name: &'static str,
    times: usize,
    read: fn(&[u8]),
    inputs: fn() -> Vec<Vec<u8>>,
}

struct Standard;

impl Decoder for Standard {
    fn decode(&self, bytes: &[u8], label: &str) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

fn opened(path: &str, bytes: &[u8]) {
    drop(examine_file(&RawFile { path, content: RawContent::Bytes(bytes) }, &Standard));
}

const WAYS: &[Way] = &[
    Way {
        name: "a text in any encoding",
        times: 8,
        read: |bytes| opened("a.txt", bytes),
        inputs: || repeated(&[b"\n", b"a", b" a\r\n", b"\xe9", b"\xff", "é".as_bytes(), b"\0a"]),
    },
    Way {
        name: "Markdown",
        times: 8,
        read: |bytes| opened("a.md", bytes),
        inputs: || repeated(&[b"\n", b"# a\n", b"---\na: b\n", b"a: b\n", b"](", "é".as_bytes()]),
    },
    Way {
        name: "an HTML page",
        times: 12,
        read: |bytes| opened("a.html", bytes),
        inputs: || repeated(PIECES_OF_PAGES),
    },
    Way {
        name: "the text of a page",
        times: 4,
        read: |bytes| drop(html::extract(str::from_utf8(bytes).expect("these are UTF-8"))),
        inputs: || repeated(PIECES_OF_PAGES),
    },
    Way {
        name: "a file of our own",
        times: 300,
        read: |bytes| {
            if let Ok(read) = read(bytes) {
                drop(read.package.into_project());
            }
        },
        inputs: files,
    },
    Way {
        name: "a project of 1,600 claims in our own file",
        times: 12,
        read: |bytes| drop(read(bytes).expect("it is sound").package.into_project()),
        inputs: || vec![ordinary()],
    },
    Way {
        name: "a stored record",
        times: 150,
        read: |bytes| drop(json::read::<Record>(str::from_utf8(bytes).expect("these are UTF-8"))),
        inputs: files,
    },
    Way {
        name: "stored records and pending steps",
        // What is set aside keeps its words beside the reason, so that the user can save it.
        times: 160,
        read: |bytes| {
            let info = Project::new(claimlight::model::ProjectId(1), "x", Timestamp(0));
            let summary = Summary::new((**info.info()).clone(), Counts::default());
            let mut loader = Loader::new(&summary);
            let text = str::from_utf8(bytes).expect("these are UTF-8");
            for line in text.lines() {
                loader.add(line, line);
            }
            drop(loader.finish());
            drop(pending::in_order(vec![("x".to_owned(), text.to_owned())]));
        },
        inputs: || repeated(&[b"{}\n", b"null\n", b"{\"coder\":{\"id\":1}}\n", b"x\n"]),
    },
    Way {
        name: "a table",
        times: 150,
        read: |bytes| drop(csv::read(&String::from_utf8_lossy(bytes))),
        inputs: || repeated(&[b",", b"\n", b"a,", b"\"\",", b"a\n", b"'=1,"]),
    },
];

const PIECES_OF_PAGES: &[&[u8]] = &[
    b"<p>",
    b"a<p>",
    b"<b>",
    b"a<br>",
    b"&nbsp;",
    b"&#0;",
    b"<h1>x",
    b"<pre>\n",
    b"<meta name=author>",
    b"<title>a</title>",
    b"<!-- -->",
    b"<td>",
    b"a",
];

fn repeated(pieces: &[&[u8]]) -> Vec<Vec<u8>> {
    pieces.iter().map(|piece| piece.repeat(LENGTH / piece.len())).collect()
}

/// Files of our own that hold as much as can be put into few bytes.
fn files() -> Vec<Vec<u8>> {
    let pieces =
        ["0,", "[],", "{},", "[0],", "[[]],", "\"\",", "{\"\":0},", "[{}],", "\n0,", "[[[0]]],"];
    let mut files = Vec::new();
    for piece in pieces {
        let many = piece.repeat(LENGTH / piece.len());
        let many = many.trim_end_matches(',');
        let head = "{\"format\":\"claimlight\",\"version\":1";
        files.push(format!("{head},\"unknown\":[{many}]}}"));
        files.push(format!("{head},\"claims\":[{many}]}}"));
        files.push(format!("{head},\"actors\":[{{\"x\":[{many}],\"name\":\"x\"}}]}}"));
        let id = "00000000000000000000000001";
        files.push(format!(
            "{head},\"actors\":[{{\"id\":\"{id}\",\"name\":\"x\",\"x\":[{many}]}}]}}"
        ));
    }
    files.into_iter().map(String::into_bytes).collect()
}

/// A project as people have it.
fn ordinary() -> Vec<u8> {
    let sample = claimlight::sample::sample_project(claimlight::model::ProjectId(1));
    let mut project = sample.clone();
    for nth in 0..50 {
        for claim in sample.claims().values() {
            let mut claim = (**claim).clone();
            claim.id.0 += (nth + 1) << 90;
            drop(project.put(Record::Claim(claim.into())));
        }
    }
    write(&project, &Contents::Project).expect("every text is there").into_bytes()
}

/// The most that was held at once while something was done, in bytes.
fn peak(act: impl FnOnce()) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    act();
    MEMORY.peak_usage().saturating_sub(before)
}

#[test]
fn every_way_in_keeps_to_its_multiple_of_the_input() {
    let mut broken = Vec::new();
    for way in WAYS {
        let mut most = 0;
        for input in (way.inputs)() {
            let held = peak(|| (way.read)(&input));
            let tenths = held.saturating_sub(BESIDES) * 10 / input.len();
            most = most.max(tenths);
            if held > way.times * input.len() + BESIDES {
                let start = String::from_utf8_lossy(&input[..input.len().min(90)]).into_owned();
                broken.push(format!("{}: {held} bytes for {}: {start}", way.name, input.len()));
            }
        }
        println!("{}: {}.{} times its input, of {}", way.name, most / 10, most % 10, way.times);
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}
