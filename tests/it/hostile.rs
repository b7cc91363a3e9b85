//! Hostile input, natively: the laws of the fuzz targets hold for what proptest thinks of and for
//! every seed; shapes that would take a careless reader days are read at once; and what people may
//! write anywhere stays text in every file that is written.

mod exports;
mod infested;
mod payloads;
mod shapes;

#[expect(unreachable_pub, reason = "the fuzz targets, another package, use it too")]
#[path = "../../fuzz/src/lib.rs"]
mod laws;

use std::fs;
use std::path::Path;

use proptest::prelude::*;

type Law = fn(&[u8]);

/// The fuzz targets by their names.
const TARGETS: [(&str, Law); 6] = [
    ("document", laws::document),
    ("page", laws::page),
    ("project", laws::project),
    ("damage", laws::damage),
    ("stored", laws::stored),
    ("table", laws::table),
];

#[test]
fn every_seed_of_the_fuzz_targets_keeps_the_laws() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    for (name, law) in TARGETS {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is no fuzz target");
        let seeds = fs::read_dir(root.join("seeds").join(name)).unwrap().flatten();
        let mut paths: Vec<_> = seeds.map(|seed| seed.path()).collect();
        paths.sort();
        assert!(!paths.is_empty(), "{name} has no seeds");
        for path in paths {
            println!("{}", path.display());
            law(&fs::read(path).unwrap());
        }
    }
    assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len(), "a target has no law here");
}

/// Pieces of markup, JSON and encodings, which random letters would hardly make.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let words: &[&[u8]] = &[
        b"<p>",
        b"</p>",
        b"<script>",
        b"</script>",
        b"<!--",
        b"-->",
        b"<title>",
        b"<h1>",
        b"</h1>",
        b"<meta charset=utf-16>",
        b"<meta name=author content='",
        b"<pre>",
        b"<svg>",
        b"<a href=\"",
        b"&#x",
        b"&#0;",
        b"&amp",
        b"&nbsp;",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\x1b$B",
        b"\xd8\x3d",
        b"\xc3",
        b"\xe2\x80",
        b"\0",
        b"\r\n",
        b"---\n",
        b"# ",
        b"===\n",
        b"title: ",
        b"date 2020-11-12 ",
        b"MOSCOW, November 12. /TASS/. ",
        b"Leave a comment\n",
        b"\xcf\xf0",
        b"\xa0",
        b"\"",
        b",",
        b"=1+1",
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"1e999",
        b"\\ud83c",
    ];
    let piece = prop_oneof![
        3 => prop::sample::select(words.to_vec()).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 1..12),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_become_a_document_or_a_sentence(how: u8, bytes in pieces()) {
        laws::document(&[&[how], bytes.as_slice()].concat());
        laws::page(&bytes);
        laws::table(&bytes);
    }

    #[test]
    fn a_file_damaged_in_its_values_is_read_merged_and_stored_soundly(
        bytes in prop::collection::vec(any::<u8>(), 4..24)
    ) {
        laws::damage(&bytes);
    }

    #[test]
    fn what_storage_hands_back_is_used_or_set_aside(
        damage in prop::collection::vec(any::<u8>(), 4..24), bytes in pieces()
    ) {
        let lines = laws::damaged(&damage).replace("},{\"id\"", "}\n{\"id\"");
        laws::stored(lines.as_bytes());
        laws::stored(&bytes);
    }
}
