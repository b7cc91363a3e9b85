//! From the key press to "Saved", over many edits of every kind: the usual and the worst.

use super::app::{App, open, select_sentence, stop_typing, until_saved};
use super::document::prepare;
use super::figures::{Samples, Unit};
use super::keys::{DEMAND, key};
use super::place::Place;
use super::report::Report;
use super::subject::Subject;
use crate::generate::{LARGE, Size};
use crate::harness::Page;

const SIZES: [Size; 2] =
    [Size { characters: 10_000, claims: 100 }, Size { characters: 500_000, claims: 10_000 }];
/// How many claims are made, changed and deleted a run.
const ROUNDS: usize = 10;
/// The most the median may be, in ms.
const BUDGET: f64 = 50.0;

pub(crate) fn report(place: &Place, runs: usize, report: &mut Report) {
    report.heading("From an edit to “Saved”");
    let rows: Vec<[String; 6]> = SIZES
        .into_iter()
        .map(|size| {
            let page = place.browser(None);
            prepare(place, &page, size);
            App.arrive(&page);
            let mut samples = Samples::default();
            open(&page, LARGE);
            page.run_async("await bench.settle()", &[]);
            for nth in 1..=runs {
                println!("edits until saved, {}: run {nth} of {runs} …", size.words());
                (0..ROUNDS).for_each(|_| round(&page, &mut samples));
            }
            row(size, &samples)
        })
        .collect();
    let headings =
        ["document", "edits", "median", "99th percentile", "longest", "budget of the median"];
    report.table(headings, &rows);
    report.paragraph(
        "From the key press to the moment the status line says “Saved”, which it does when the \
         browser has confirmed that the transaction is on the disk (durability `strict`). The edits: \
         a claim made, its stance set three times, its status changed, deleted, and brought back by \
         Undo.",
    );
}

/// Makes a claim, changes it and takes it away.
fn round(page: &Page, samples: &mut Samples) {
    select_sentence(page);
    let mut edit = |key: &str| {
        samples.push(until_saved(page, key).map(|timed| timed.painted));
        stop_typing(page);
    };
    edit(DEMAND);
    let changes = ["support", "oppose", "neutral"].map(|stance| format!("claim.stance-{stance}"));
    for change in &changes {
        edit(&key(change));
    }
    for change in ["claim.status", "claim.delete", "undo"] {
        edit(&key(change));
    }
}

fn row(size: Size, samples: &Samples) -> [String; 6] {
    let ms = |value: Option<f64>| {
        value.map_or_else(|| "over 30 s".to_owned(), |ms| Unit::Milliseconds.words(ms))
    };
    let median = samples.median();
    let verdict = if median.is_some_and(|median| median <= BUDGET) { "pass" } else { "**miss**" };
    [
        size.words(),
        samples.count().to_string(),
        ms(median),
        ms(samples.percentile(99)),
        ms(samples.percentile(100)),
        format!("≤ {BUDGET} ms: {verdict}"),
    ]
}
