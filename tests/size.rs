//! The size budget: what the built app weighs on the wire must not grow past the kept number.
//!
//! Also what `make bench` prints. The number in `size-budget.txt` is raised by hand, in the commit
//! that makes the app larger and says what for.

use std::path::{Path, PathBuf};
use std::{env, fs};

use brotli::enc::BrotliEncoderParams;

/// What the app was meant to weigh at most: bytes, all files, brotli. It stands beside what it does
/// weigh, so that nobody takes the kept number for the goal.
const GOAL: usize = 400_000;

/// The whole app in one file.
const SINGLE: &str = "claimlight.html";

#[test]
fn the_compressed_app_stays_within_its_budget() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dist = env::var_os("CLAIMLIGHT_DIST").map_or_else(|| root.join("dist"), PathBuf::from);
    assert!(
        dist.join("index.html").is_file(),
        "there is no built app in {}; run `make dist` first",
        dist.display()
    );
    let budget = fs::read_to_string(root.join("size-budget.txt")).expect("the file is kept");
    let budget: usize = budget.trim().parse().expect("size-budget.txt holds a number of bytes");

    let mut files = files_under(&dist);
    // The single file is another way to have the same app, and nobody loads both.
    files.retain(|file| !file.ends_with(SINGLE));
    files.sort();
    let (mut raw_total, mut brotli_total) = (0, 0);
    println!("\n{:>10} {:>10}  file", "bytes", "brotli");
    for file in &files {
        let bytes = fs::read(file).expect("it was just listed");
        let compressed = brotli_length(&bytes);
        raw_total += bytes.len();
        brotli_total += compressed;
        let name = file.strip_prefix(&dist).expect("it was found under it").display();
        println!("{:>10} {compressed:>10}  {name}", bytes.len());
    }
    println!("{raw_total:>10} {brotli_total:>10}  all {} files; budget {budget}", files.len());
    println!("{:>10} {GOAL:>10}  the goal", "");
    let single = fs::read(dist.join(SINGLE)).expect("`make dist` writes the single file");
    println!("{:>10} {:>10}  {SINGLE}, as it is sent by e-mail", single.len(), "");

    assert!(
        brotli_total <= budget,
        "the app weighs {brotli_total} bytes compressed and may weigh {budget}; make it smaller, or \
         raise the number in size-budget.txt and say why in the commit"
    );
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    entries
        .map(|entry| entry.expect("the folder can be read").path())
        .flat_map(|path| if path.is_dir() { files_under(&path) } else { vec![path] })
        .collect()
}

fn brotli_length(bytes: &[u8]) -> usize {
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut { bytes }, &mut compressed, &params)
        .expect("memory can be read and written");
    compressed.len()
}
