//! How the app grows: from a thousand to a hundred thousand claims, from short to very long texts.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::app::App;
use super::document::{Extent, Measured, What, prepare, run};
use super::figures::Unit;
use super::place::Place;
use super::report::Report;
use crate::generate::{Size, thousands};

/// A hundred thousand claims in 50,000 characters would be two a character.
const SIZES: [(usize, &[usize]); 3] = [
    (50_000, &[1_000, 10_000]),
    (500_000, &[1_000, 10_000, 100_000]),
    (5_000_000, &[1_000, 10_000, 100_000]),
];

pub(crate) fn report(place: &Place, runs: usize, report: &mut Report) {
    // Eight documents take their time, and here the order of magnitude counts.
    let runs = runs.min(3);
    report.heading("Growth");
    report.paragraph(&format!(
        "The app alone; runs of each: {runs}. Where there are more than two claims to a hundred \
         characters they lie over one another. Memory after opening, coding and scrolling."
    ));
    let mut rows = Vec::new();
    for (characters, all) in SIZES {
        for claims in all {
            let size = Size { characters, claims: *claims };
            rows.push(row(place, size, runs));
            println!("{}", rows[rows.len() - 1].join(" | "));
        }
    }
    let headings = [
        "characters",
        "claims",
        "open",
        "key to painted claim",
        "its main-thread work",
        "worst frame scrolling",
        "JavaScript heap",
        "wasm memory",
    ];
    report.table(headings, &rows);
}

fn row(place: &Place, size: Size, runs: usize) -> [String; 8] {
    let [mut measured, none] = [Measured::default(), Measured::default()];
    // A browser of its own for each, so that one that hangs takes no other along.
    let done = catch_unwind(AssertUnwindSafe(|| {
        let page = place.browser(None);
        prepare(place, &page, size);
        for _ in 0..runs {
            run(&page, &App, Extent::Growth, &mut measured);
        }
    }));
    let measured = if done.is_ok() { measured } else { none };
    let ms = |what| measured.of(what).words(Unit::Milliseconds);
    let megabytes = |what| measured.of(what).words(Unit::Megabytes);
    [
        thousands(size.characters),
        thousands(size.claims),
        if done.is_ok() { ms(What::Open) } else { "did not end".to_owned() },
        ms(What::Add),
        ms(What::AddWork),
        ms(What::Scroll),
        megabytes(What::Heap),
        megabytes(What::Wasm),
    ]
}
