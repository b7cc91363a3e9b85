//! Nothing that was called saved is ever lost: the app is worked with at random while the browser is
//! killed, the page crashes, the store fails. `docs/durability.md` says how to run the long round.
//!
//! A fault is something that really happens to a browser, and is done from outside. The app has no
//! seam for it: what fails in the store is wrapped in the page by a script of the test, and what was
//! done and acknowledged is written down here, outside the browser.

mod edits;
mod fault;
mod figures;
mod hands;
mod ledger;
mod older;
mod round;
mod state;

use std::env;

use fault::Fault;
use figures::Figures;
use round::Round;

use crate::harness::{Site, is_chromium};
use crate::random::Random;

/// Says so where the browser cannot be tortured, and returns whether it can.
fn possible() -> bool {
    #[expect(clippy::print_stderr, reason = "a test that is not run must say so")]
    if !is_chromium() {
        eprintln!("notice: only Chromium is tortured, because only there a page tells at once");
    }
    is_chromium()
}

#[expect(clippy::print_stderr, reason = "printing figures is half of what this is for")]
fn show(figures: &Figures) {
    eprintln!("{}", figures.words());
}

fn of_environment(name: &str) -> Option<u64> {
    let value = env::var(format!("CLAIMLIGHT_TORTURE_{name}")).ok()?;
    Some(value.parse().unwrap_or_else(|_| panic!("CLAIMLIGHT_TORTURE_{name} is a number")))
}

/// A few of each fault; `make test` runs it.
#[test]
fn nothing_acknowledged_is_lost_whatever_strikes() {
    if !possible() {
        return;
    }
    let site = Site::start();
    let mut round = Round::begin(&site, of_environment("SEED").unwrap_or(1));
    round.strike(Fault::Kill, false);
    for fault in Fault::MILD {
        round.strike(fault, fault == Fault::Reload);
    }
    round.strike(Fault::KillTwice, true);
    show(&round.figures);
    round.figures.assert_clean();
}

/// The torture itself is put to the test: a loss that it did not see would be worth nothing.
#[test]
fn a_store_that_forgets_is_found_out() {
    if !possible() {
        return;
    }
    let site = Site::start();
    let mut round = Round::begin(&site, 2);
    round.forget_records();
    round.strike(Fault::Reload, false);
    let complaints = round.figures.complaints().join("\n");
    assert!(complaints.contains("is not what the journal says"), "{complaints}");
}

#[test]
fn a_database_of_each_older_version_opens_whole() {
    if !possible() {
        return;
    }
    let site = Site::start();
    let mut random = Random(of_environment("SEED").unwrap_or(1));
    let rounds = of_environment("UPGRADES").unwrap_or(1);
    for (version, kept) in older::VERSIONS {
        for _ in 0..rounds {
            older::upgrade(&site, version, kept, 2, &mut random);
        }
    }
}

/// As many kills as `CLAIMLIGHT_TORTURE_KILLS` says; `make torture` runs it.
#[test]
fn the_long_round() {
    let Some(kills) = of_environment("KILLS") else { return };
    let site = Site::start();
    let mut round = Round::begin(&site, of_environment("SEED").unwrap_or(1));
    let mut nth = 0;
    while round.figures.kills() < usize::try_from(kills).expect("it is small") {
        let fault = if nth % 4 == 3 { Fault::KillTwice } else { Fault::Kill };
        round.strike(fault, nth % 3 == 2);
        if nth % 2 == 1 {
            let mild = Fault::MILD[nth / 2 % Fault::MILD.len()];
            round.strike(mild, nth % 20 > 9);
        }
        nth += 1;
        if nth % 20 == 0 {
            show(&round.figures);
        }
    }
    show(&round.figures);
    assert!(round.figures.kinds() > 10, "the stream did too few kinds of things");
    round.figures.assert_clean();
}
