//! Works out the table by which `text::fold` knows what stands beneath a letter's marks, and keeps
//! the names of functions out of what is shipped.
//!
//! Unicode's own tables of decomposition weigh as much as all other data of the app together; what
//! folding needs of them is a small part, and is taken from them here, while building.

use std::path::Path;
use std::{env, fs};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Begins a run of neighbouring characters in the table.
const RUN: char = '\u{1}';

/// Ends what one character folds to in the table.
const END: char = '\0';

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = env::var_os("OUT_DIR").expect("Cargo says where to write");
    fs::write(Path::new(&folder).join("folds.txt"), table()).expect("the folder can be written to");
    strip_names();
}

/// Has the linker leave out the names of functions, which would be half of the download. Set
/// `CLAIMLIGHT_NAMES` to keep them, to see what the app's size is made of.
fn strip_names() {
    println!("cargo::rerun-if-env-changed=CLAIMLIGHT_NAMES");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|set| set == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32")
        && is("PROFILE", "release")
        && env::var_os("CLAIMLIGHT_NAMES").is_none()
    {
        println!("cargo::rustc-link-arg-bins=--strip-all");
        // From this section wasm-bindgen learns what the code asks of the browser; stripping by
        // Cargo's profile would take it out as well.
        println!("cargo::rustc-link-arg-bins=--keep-section=target_features");
    }
}

/// Returns the table: runs of neighbouring characters, each run begun by `RUN` and its first
/// character, then for every character of the run what it folds to, ended by `END`.
fn table() -> String {
    let mut table = String::new();
    let mut follows = None;
    for c in '\u{80}'..=char::MAX {
        if is_left_out(c) {
            continue;
        }
        let base = c.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
        let base: String = base.collect();
        if c.to_lowercase().eq(base.chars()) {
            continue;
        }
        if follows != Some(c) {
            table.extend([RUN, c]);
        }
        table.push_str(&base);
        table.push(END);
        follows = (c..=char::MAX).nth(1);
    }
    table
}

/// Says whether a character is left out of the table: Korean syllables, because they are worked out
/// by arithmetic, and second forms of Chinese characters and squared words of East Asian typesetting,
/// because they are many and no name is written with them.
const fn is_left_out(c: char) -> bool {
    matches!(
        c,
        '\u{2e80}'..='\u{2fdf}'
            | '\u{3200}'..='\u{33ff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{2f800}'..='\u{2fa1f}'
    )
}
