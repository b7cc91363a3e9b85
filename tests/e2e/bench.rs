//! How long the built app takes, in a real browser, beside a bare page: `make bench`.
//!
//! Each figure is the median of several runs in one browser session; the spread stands beside it,
//! because machines are noisy. Nothing here fails: budgets are for reading, sizes are what a test
//! holds. What can be set by environment variables is said in `Settings`.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::print_stdout, reason = "printing figures is what a bench is for")]

mod generate;
#[expect(dead_code, unused_imports, reason = "the stories use what the bench does not")]
mod harness;
mod measure;
mod random;

use measure::place::Place;
use measure::report::Report;
use measure::settings::{Part, Settings};
use measure::{budgets, count, growth, machine, saving, story};

fn main() {
    let settings = Settings::of_environment();
    let place = Place::open();
    let mut report = Report::default();
    report.paragraph(&machine::sentence(&place.browser(None), settings.runs));
    if settings.wants(Part::Budgets) {
        budgets::report(&place, &settings, &mut report);
    }
    if settings.wants(Part::Saving) {
        saving::report(&place, settings.runs, &mut report);
    }
    if settings.wants(Part::Story) {
        story::report(&place, settings.runs, &mut report);
    }
    if settings.wants(Part::Growth) {
        growth::report(&place, settings.runs, &mut report);
    }
    if settings.wants(Part::Count) {
        count::report(&place, &mut report);
    }
    report.save().expect("the report's file can be written");
}
