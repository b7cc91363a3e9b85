//! Every budget of the design that concerns a document, with the figure beside it.

use super::document::{Measured, What, both, prepare};
use super::figures::{Budget, FRAME, Figure, Samples, Unit};
use super::place::Place;
use super::report::Report;
use super::settings::Settings;
use super::start;
use crate::generate::Size;

const NORMAL: Size = Size { characters: 500_000, claims: 10_000 };
const LARGE: Size = Size { characters: 5_000_000, claims: 100_000 };
const DENSE: Size = Size { characters: 50_000, claims: 10_000 };

/// The fastest peer at 500,000 characters and 10,000 annotations: the component doccano labels with
/// (v-annotator 0.1.31) opened them in 1,400 ms, the median of five runs in Chromium 156 on two
/// cores. It was measured with its published build in its own page; it is not part of this project.
const FASTEST_PEER_MS: f64 = 1_400.0;

pub(crate) fn report(place: &Place, settings: &Settings, report: &mut Report) {
    let page = place.browser(None);
    let measure = |number: &str, size: Size| {
        settings.wants_size(number).then(|| {
            prepare(place, &page, size);
            both(&page, size, settings.runs)
        })
    };
    report.heading("Budgets");
    let mut rows = Vec::new();
    let normal = measure("1", NORMAL);
    let large = measure("2", LARGE);
    let dense = measure("3", DENSE);
    drop(page);
    if let Some(measured) = &normal {
        rows.extend(opening_normal(measured));
        rows.extend(coding(NORMAL, measured, Some(25.0)));
        rows.extend(scrolling(NORMAL, measured));
    }
    if let Some(measured) = &large {
        rows.extend(opening_large(measured, normal.as_ref()));
        rows.extend(coding(LARGE, measured, None));
        rows.extend(scrolling(LARGE, measured));
    }
    if let Some(measured) = &dense {
        rows.push(opening(DENSE, measured));
        rows.extend(coding(DENSE, measured, Some(50.0)));
        rows.extend(scrolling(DENSE, measured));
    }
    if settings.wants_size("4") {
        rows.extend(starting(place, settings.runs));
    }
    let cells: Vec<[String; 6]> = rows.iter().map(Figure::cells).collect();
    report.table(Figure::HEADINGS, &cells);
    report.paragraph(
        "The floor is a bare page that shows the same text and spans and nothing else. Painted: from \
         the event, or the click, to the frame after the one that shows what came of it. Main-thread \
         work: all tasks in that time by the browser's own count, those frames and the driver's \
         questions included; the key that does nothing shows what these cost by themselves. A claim \
         is added three times a run. Memory: the JavaScript heap after a collection, and \
         WebAssembly's memory, at the end of a run. The fastest peer at 500,000 characters and 10,000 \
         annotations is the component that doccano labels with (v-annotator 0.1.31): 1,400 ms, the \
         median of five runs in Chromium 156 on two cores, in its own page.",
    );
}

type Pair = (Measured, Measured);

fn opening(size: Size, (app, floor): &Pair) -> Figure {
    let what = format!("open {}: click to painted", size.words());
    Figure::new(what, Unit::Milliseconds, &app.of(What::Open)).floor(&floor.of(What::Open))
}

fn opening_normal(measured: &Pair) -> Vec<Figure> {
    let floor = measured.1.of(What::Open);
    let peer = Budget::faster_than(10.0, "the fastest peer", FASTEST_PEER_MS);
    vec![
        opening(NORMAL, measured).budget(Budget::times_floor(2.0, &floor)),
        Figure::new("the same", Unit::Milliseconds, &measured.0.of(What::Open)).budget(peer),
    ]
}

fn opening_large(measured: &Pair, tenth: Option<&Pair>) -> Vec<Figure> {
    let tenth = tenth.map_or_else(Samples::default, |(app, _)| app.of(What::Open));
    vec![opening(LARGE, measured).budget(Budget::times_own(3.0, "a tenth of it", &tenth))]
}

/// Everything done to one claim; adding has a budget where the most main-thread work, in ms, is set.
fn coding(size: Size, (app, floor): &Pair, most_work: Option<f64>) -> Vec<Figure> {
    let acts = [
        ("key that does nothing", What::Nothing, What::NothingWork),
        ("key to painted new claim", What::Add, What::AddWork),
        ("change the claim", What::Change, What::ChangeWork),
        ("point at the claim", What::Hover, What::HoverWork),
        ("delete the claim", What::Delete, What::DeleteWork),
        ("undo that", What::Undo, What::UndoWork),
        ("go to the next claim", What::Jump, What::JumpWork),
    ];
    let saved = format!("{}: key to “Saved”", size.words());
    let saved = Figure::new(saved, Unit::Milliseconds, &app.of(What::Saved));
    let mut rows = vec![saved.budget(Budget::at_most(50.0, Unit::Milliseconds))];
    for (name, painted, work) in acts {
        let most_work = most_work.filter(|_| painted == What::Add);
        let name = format!("{}: {name}", size.words());
        let shown = Figure::new(&name, Unit::Milliseconds, &app.of(painted));
        let shown = shown.floor(&floor.of(painted));
        rows.push(if most_work.is_some() {
            shown.budget(Budget::frame_over_floor(&floor.of(painted)))
        } else {
            shown
        });
        let worked = format!("{name}, main-thread work");
        let worked = Figure::new(worked, Unit::Milliseconds, &app.of(work));
        let worked = worked.floor(&floor.of(work));
        rows.push(match most_work {
            Some(most) => worked.budget(Budget::at_most(most, Unit::Milliseconds)),
            None => worked,
        });
    }
    if app.of(What::Filter).is_empty() {
        // An app without the command has no such rows.
        return rows;
    }
    for (name, what) in [("", What::Filter), (", main-thread work", What::FilterWork)] {
        let name = format!("{}: filter by claim type{name}", size.words());
        rows.push(Figure::new(name, Unit::Milliseconds, &app.of(what)));
    }
    rows
}

fn scrolling(size: Size, (app, floor): &Pair) -> Vec<Figure> {
    let words = size.words();
    let megabytes = app.of(What::Heap).plus(&app.of(What::Wasm));
    let theirs = floor.of(What::Heap).plus(&floor.of(What::Wasm));
    let memory = format!("{words}: memory, heap + wasm");
    let memory = Figure::new(memory, Unit::Megabytes, &megabytes).floor(&theirs);
    let heap = format!("{words}: JavaScript heap alone");
    vec![
        Figure::new(
            format!("{words}: worst frame while scrolling"),
            Unit::Milliseconds,
            &app.of(What::Scroll),
        )
        .floor(&floor.of(What::Scroll))
        .budget(Budget::at_most(2.0 * FRAME, Unit::Milliseconds)),
        // The budget is for ten thousand claims.
        if size.claims <= NORMAL.claims {
            memory.budget(Budget::at_most(60.0, Unit::Megabytes))
        } else {
            memory
        },
        Figure::new(heap, Unit::Megabytes, &app.of(What::Heap)).floor(&floor.of(What::Heap)),
    ]
}

fn starting(place: &Place, runs: usize) -> Vec<Figure> {
    let half = || Budget::at_most(500.0, Unit::Milliseconds);
    let figure = |what, samples| Figure::new(what, Unit::Milliseconds, &samples);
    vec![
        figure(
            "start to usable, first visit, sample project",
            start::first_visit(&place.site, runs),
        )
        .budget(half()),
        figure(
            "start to usable, later visit, sample project",
            start::later_visit(&place.site, runs),
        )
        .budget(half()),
        figure(
            "start to usable, 1,000 documents, 20,000 claims",
            start::large_project(place, runs),
        )
        .budget(Budget::at_most(1_000.0, Unit::Milliseconds)),
    ]
}
