//! One document from its opening to its last frame, in the app and on the floor in turn.

use std::collections::BTreeMap;

use super::app::{App, point_of};
use super::floor::Floor;
use super::place::Place;
use super::profile;
use super::subject::{Act, Extra, Subject};
use super::work::{Timed, memory, nothing, timed, timed_script};
use crate::generate::{Size, one_large};
use crate::harness::Page;

use super::figures::Samples;

/// What is measured of a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    Open,
    OpenWork,
    Nothing,
    NothingWork,
    Add,
    AddWork,
    Change,
    ChangeWork,
    Delete,
    DeleteWork,
    Undo,
    UndoWork,
    Hover,
    HoverWork,
    Jump,
    JumpWork,
    Saved,
    Filter,
    FilterWork,
    Scroll,
    Heap,
    Wasm,
}

/// What was measured, run by run.
#[derive(Default)]
pub(crate) struct Measured(BTreeMap<What, Samples>);

impl Measured {
    /// The values of one kind; none when it was never measured.
    pub(crate) fn of(&self, what: What) -> Samples {
        self.0.get(&what).cloned().unwrap_or_default()
    }

    fn put(&mut self, what: What, value: Option<f64>) {
        self.0.entry(what).or_default().push(value);
    }

    fn put_timed(&mut self, painted: What, work: What, value: Option<Timed>) {
        self.put(painted, value.map(|value| value.painted));
        self.put(work, value.map(|value| value.work));
    }
}

/// How much of a document is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All there is.
    Whole,
    /// Opening, adding, scrolling and memory.
    Growth,
}

/// Puts a document of a size into the app and beside the floor.
pub(crate) fn prepare(place: &Place, page: &Page, size: Size) {
    println!("taking in {} …", size.words());
    let made = one_large(size);
    place.give_floor(&size.name(), &made.floor);
    App::take_in(page, &size.name(), &made.project);
    App::make_known(page);
}

/// Measures the floor and the app in turn; [`prepare`] comes first.
pub(crate) fn both(page: &Page, size: Size, runs: usize) -> (Measured, Measured) {
    let (mut app, mut floor) = (Measured::default(), Measured::default());
    for nth in 1..=runs {
        println!("{}: run {nth} of {runs} …", size.words());
        run(page, &Floor { name: size.name() }, Extent::Whole, &mut floor);
        run(page, &App, Extent::Whole, &mut app);
    }
    (app, floor)
}

/// One run of either.
pub(crate) fn run(page: &Page, subject: &dyn Subject, extent: Extent, into: &mut Measured) {
    subject.arrive(page);
    let opened = profile::around(page, "open", || timed_script(page, subject.open(), &[]));
    into.put_timed(What::Open, What::OpenWork, opened);
    if opened.is_none() {
        return;
    }
    page.run_async("await bench.settle()", &[]);
    subject.select(page);
    let whole = extent == Extent::Whole;
    if whole {
        // The first key of a page wakes things up that the others find awake.
        nothing(page);
        into.put_timed(What::Nothing, What::NothingWork, nothing(page));
    }
    let act = |act: Act| {
        let acted = timed(page, "keydown", subject.sign(act), || page.press(&[&subject.key(act)]));
        subject.calm(page);
        acted
    };
    let mut added = None;
    for last in [false, false, true] {
        // A key meets a frame early or late in it, so one press a run would say little.
        added = profile::around(page, "add", || {
            timed(page, "keydown", subject.sign(Act::Add), || page.press(&[&subject.key(Act::Add)]))
        });
        subject.calm(page);
        into.put_timed(What::Add, What::AddWork, added);
        if added.is_none() || last {
            break;
        }
        page.press(&[&subject.key(Act::Delete)]);
        page.run_async("await bench.settle()", &[]);
        subject.select(page);
    }
    if whole && added.is_some() {
        into.put_timed(What::Change, What::ChangeWork, act(Act::Change));
        page.move_to([2.0, 2.0]);
        let point = page.run("return bench.pointInChosen()", &[]);
        page.run_async("await bench.settle()", &[]);
        let sign = "() => bench.ranges('hovered') > 0";
        let hovered = timed(page, "mousemove", sign, || page.move_to(point_of(&point)));
        into.put_timed(What::Hover, What::HoverWork, hovered);
        into.put_timed(What::Delete, What::DeleteWork, act(Act::Delete));
        into.put_timed(What::Undo, What::UndoWork, act(Act::Undo));
        into.put_timed(What::Jump, What::JumpWork, act(Act::Jump));
        subject.extras(page, &mut |extra, value| match extra {
            Extra::Saved => into.put(What::Saved, value.map(|value| value.painted)),
            Extra::Filter => into.put_timed(What::Filter, What::FilterWork, value),
        });
    }
    let scrolled = profile::around(page, "scroll", || {
        page.run_async("return await bench.worstFrame()", &[]).as_f64()
    });
    into.put(What::Scroll, scrolled);
    let memory = memory(page);
    into.put(What::Heap, Some(memory.heap));
    into.put(What::Wasm, Some(memory.wasm));
    subject.leave(page);
}
