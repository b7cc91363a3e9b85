//! A coder's whole way through a long document, watched for tasks of more than 50 ms.

use std::collections::BTreeMap;

use serde_json::json;

use super::app::{App, open, point_of, stop_typing, wait_saved};
use super::document::prepare;
use super::keys::{DEMAND, find, key};
use super::place::Place;
use super::report::Report;
use super::subject::Subject;
use crate::generate::{LARGE, Size};
use crate::harness::Page;

const SIZE: Size = Size { characters: 500_000, claims: 10_000 };

/// By step: the tasks of more than 50 ms of one run, in ms.
type Tasks = BTreeMap<String, Vec<f64>>;

pub(crate) fn report(place: &Place, runs: usize, report: &mut Report) {
    report.heading("Tasks of more than 50 ms while coding");
    let mut steps = Vec::new();
    let mut found: Vec<Tasks> = Vec::new();
    let mut held_up = 0;
    for _ in 0..runs {
        let page = place.browser(None);
        prepare(place, &page, SIZE);
        App.arrive(&page);
        let mut story = Story { page: &page, steps: Vec::new() };
        tell(&mut story);
        steps = story.steps;
        found.push(long_tasks(&page));
        held_up += page.run_async(HELD_UP, &[json!(TRIES)]).as_u64().unwrap_or_default();
    }
    let often = |step: &String| found.iter().filter(|run| run.contains_key(step)).count();
    let usual = steps.iter().filter(|step| 2 * often(step) > runs).count();
    let all: usize = found.iter().flat_map(BTreeMap::values).map(Vec::len).sum();
    report.paragraph(&format!(
        "One coder, {}: {} steps. With a task of more than 50 ms in most of {runs} runs: {usual}. Expected: \
         none. In single runs: {all} of {} steps. The machine itself held up a task of 10 ms for more than \
         50 ms {held_up} times in {} tries.",
        SIZE.words(),
        steps.len(),
        steps.len() * runs,
        runs * TRIES,
    ));
    let rows: Vec<[String; 3]> = steps
        .iter()
        .map(|step| {
            let tasks = found.iter().filter_map(|run| run.get(step)).flatten();
            let longest = tasks.copied().reduce(f64::max);
            let longest = longest.map_or_else(|| "–".to_owned(), |ms| format!("{ms:.0} ms"));
            [step.clone(), often(step).to_string(), longest]
        })
        .collect();
    report.table(["step", "runs with tasks over 50 ms", "longest"], &rows);
}

/// How often a task that does nothing but count is tried, a run.
const TRIES: usize = 400;

/// Counts how many tasks that count for 10 ms come back only after 60: nothing but the machine holds
/// them up. A task is as long as on the median of the first of them.
const HELD_UP: &str = "\
    const count = steps => { let sum = 0; for (let at = 0; at < steps; at += 1) sum += at % 7; return sum; }; \
    const time = steps => { const start = performance.now(); count(steps); return performance.now() - start; }; \
    const pause = () => new Promise(done => setTimeout(done)); \
    let steps = 100_000; \
    for (let tries = 0; tries < 20; tries += 1) { count(steps); await pause(); } \
    const first = []; \
    for (let tries = 0; tries < 9; tries += 1) { first.push(time(steps)); await pause(); } \
    steps *= 10 / Math.max(0.01, first.sort((a, b) => a - b)[4]); \
    let held = 0; \
    for (let tries = 0; tries < args[0]; tries += 1) { held += time(steps) > 60; await pause(); } \
    return held";

fn long_tasks(page: &Page) -> Tasks {
    let mut found = Tasks::new();
    let tasks = page.run_async("return await bench.longTasks()", &[]);
    for task in tasks.as_array().into_iter().flatten() {
        let step = task["step"].as_str().unwrap_or_default();
        found.entry(step.to_owned()).or_default().push(task["ms"].as_f64().unwrap_or_default());
    }
    found
}

struct Story<'page> {
    page: &'page Page,
    steps: Vec<String>,
}

impl Story<'_> {
    /// Does a step; the tasks that begin until the page is calm again are this step's.
    fn step(&mut self, name: &str, act: impl FnOnce(&Page)) {
        self.page.run("bench.step(arguments[0])", &[json!(name)]);
        act(self.page);
        self.page.run_async("await bench.settle()", &[]);
        self.steps.push(name.to_owned());
    }

    fn press(&mut self, name: &str, keys: &[&str]) {
        self.step(name, |page| page.press(keys));
    }

    /// Presses a command's key so many times, if the app has the command.
    fn command(&mut self, name: &str, id: &str, times: usize) {
        if let Some(key) = find(id) {
            self.press(name, &vec![key.as_str(); times]);
        }
    }

    /// Types into the picker that a key opens, and takes its first line.
    fn pick(&mut self, name: &str, id: Option<&str>, typed: &str) {
        if let Some(id) = id {
            self.command(&format!("{name}: ask"), id, 1);
        }
        if typing(self.page) {
            self.step(&format!("{name}: type"), |page| page.type_text(typed));
            self.press(&format!("{name}: take"), &["Enter"]);
            stop_typing(self.page);
        }
    }
}

fn tell(story: &mut Story) {
    story.step("open the document", |page| open(page, LARGE));
    story.step("click into the text", |page| {
        page.run_async("await bench.scrollToMiddle()", &[]);
        let point = page.run("return bench.pointInText()", &[]);
        page.click_at(point_of(&point), 1, &[]);
    });
    story.press("back to the text", &["Escape", "Escape"]);
    story.command("move by words", "text.word-right", 5);
    story.command("move by sentences", "text.sentence-right", 3);
    story.command("select the sentence", "text.take-sentence", 1);
    story.press("code it", &[DEMAND]);
    story.pick("claimant", None, "group 3");
    story.pick("addressee", Some("claim.addressee"), "group 4");
    story.command("stance", "claim.stance-support", 1);
    story.pick("issue", Some("claim.issues"), "cease");
    story.command("move the end", "claim.end-right", 2);
    story.command("mark as draft", "claim.status", 1);
    story.command("delete", "claim.delete", 1);
    story.command("undo", "undo", 1);
    story.command("redo", "redo", 1);
    story.command("undo again", "undo", 1);
    story.command("next claims", "claim.next", 3);
    story.command("previous claims", "claim.previous", 2);
    story.step("point along the text", |page| {
        page.run_async("await bench.scrollToMiddle()", &[]);
        let [x, y] = point_of(&page.run("return bench.pointInText()", &[]));
        for line in 0..6 {
            page.move_to([x, y + 27.0 * f64::from(line)]);
        }
    });
    story.press("pages down", &["PageDown"; 8]);
    story.step("scroll through", |page| {
        page.run_async("return await bench.worstFrame()", &[]);
    });
    story.command("to the end", "text.end", 1);
    story.command("to the start", "text.start", 1);
    if find("claims.list").is_some() {
        story.command("list of claims", "claims.list", 1);
        story.press("back from the list", &["Escape"]);
    }
    if find("claims.filter").is_some() {
        story.command("filter: open", "claims.filter", 1);
        story.step("filter: type", |page| page.type_text("dem"));
        story.step("filter: choose a type", |page| {
            page.run("document.querySelector('.claim-filter input[type=checkbox]')?.click()", &[]);
        });
        story.press("filter: back to the text", &["Escape"]);
        story.command("filter: clear", "claims.filter-clear", 1);
    }
    story.press("find a command", &[&key("palette")]);
    story.press("leave the list of commands", &["Escape", "Escape"]);
    story.command("other document", "documents.previous", 1);
    story.command("and back", "documents.next", 1);
    story.step("wait until all is saved", wait_saved);
}

fn typing(page: &Page) -> bool {
    page.run("return document.activeElement?.matches('input') ?? false", &[]) == true
}
