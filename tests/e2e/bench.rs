//! How long the built app takes, in a real browser: `make bench`.
//!
//! Each figure is the median of several runs in one browser; the spread stands beside it, because
//! machines are noisy. Nothing here fails: budgets are for reading, sizes are what a test holds.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::print_stdout, reason = "printing figures is what a bench is for")]

mod generate;
#[expect(dead_code, reason = "the stories use what the bench does not")]
mod harness;

use harness::{Launch, Page, Profile, Site};
use serde_json::{Value, json};

const RUNS: usize = 5;
/// Notes when the text is first drawn, in ms since the navigation began.
const WATCH_START: &str = "
  window.benchStart = new Promise((resolve) => {
    const look = () => document.querySelector('.text__block')
      ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
      : requestAnimationFrame(look);
    look();
  });";

fn main() {
    let site = Site::start();
    let cold: Vec<f64> = (0..RUNS).map(|_| start(Launch::new(&site))).collect();
    row("start to usable, first visit, sample project", &cold);

    let profile = Profile::fresh();
    drop(Launch::new(&site).profile(&profile).open());
    let warm: Vec<f64> = (0..RUNS).map(|_| start(Launch::new(&site).profile(&profile))).collect();
    row("start to usable, later visit", &warm);

    let page = site.open();
    take_in(&page);
    let (mut opened, mut coded) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        opened.push(open_large(&page));
        coded.push(code_one(&page));
        page.press(&["Control+z"]);
    }
    let size = format!("{} characters, {} claims", generate::CHARACTERS, generate::CLAIMS);
    row(&format!("open a document of {size}: click to painted"), &opened);
    row(&format!("key press to painted claim, {size}"), &coded);
}

/// Prints a median with the smallest and largest value.
fn row(what: &str, times: &[f64]) {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (least, most) = (sorted[0], sorted[sorted.len() - 1]);
    println!("{what}: median {:.0} ms ({least:.0}–{most:.0}, {RUNS} runs)", sorted[RUNS / 2]);
}

/// Opens the app and returns the ms from navigation to the first text painted.
fn start(launch: Launch<'_>) -> f64 {
    let page = launch.before_app(WATCH_START).open();
    number(&page.run_async("return await window.benchStart;", &[]))
}

/// Takes in the generated project as a new one and opens it.
fn take_in(page: &Page) {
    let file = page.file("large.claimlight.json", generate::project_file());
    page.choose_files("#pick-project", &[file]);
    page.role_with("radio", "As a new project").click();
    page.role("button", "Make the project “Bench”").click();
    page.wait_text("Large document");
}

/// Clicks from the small document to the large one; returns the ms to the painted text and cards.
fn open_large(page: &Page) -> f64 {
    page.role_with("button", "Small document").click();
    page.wait_text("No claims yet");
    number(&page.run_async(
        "const row = [...document.querySelectorAll('.documents__row')]
           .find((row) => row.textContent.includes('Large document'));
         const start = performance.now();
         row.click();
         const frame = () => new Promise(requestAnimationFrame);
         while (document.querySelectorAll('.card').length < args[0]) await frame();
         await frame(); await frame();
         return performance.now() - start;",
        &[json!(generate::CLAIMS)],
    ))
}

/// Selects a sentence and presses a claim type's key; returns the ms from the key to the painted
/// claim with its card.
fn code_one(page: &Page) -> f64 {
    page.css("#text").click();
    page.press(&["Escape", "Escape", "v"]);
    page.run(
        "window.benchKey = new Promise((resolve) => {
           const before = document.querySelectorAll('.card').length;
           addEventListener('keydown', () => {
             const start = performance.now();
             const look = () => document.querySelectorAll('.card').length > before
               ? requestAnimationFrame(() => resolve(performance.now() - start))
               : requestAnimationFrame(look);
             requestAnimationFrame(look);
           }, { capture: true, once: true });
         });",
        &[],
    );
    page.press(&["d"]);
    if page.has("button", "Start coding") {
        // The coder's name is asked for once; the first run then counts from the answer.
        page.role("button", "Start coding").click();
    }
    let time = number(&page.run_async("return await window.benchKey;", &[]));
    page.press(&["Escape", "Escape"]);
    time
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("the script returns a time")
}
