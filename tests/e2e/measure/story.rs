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

pub(crate) fn report(place: &Place, report: &mut Report) {
    report.heading("Tasks of more than 50 ms while coding");
    let page = place.browser(None);
    prepare(place, &page, SIZE);
    App.arrive(&page);
    let mut story = Story { page: &page, steps: Vec::new() };
    tell(&mut story);
    let steps = story.steps;
    let tasks = page.run_async("return await bench.longTasks()", &[]);
    let mut found: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for task in tasks.as_array().into_iter().flatten() {
        let step = task["step"].as_str().unwrap_or_default();
        found.entry(step).or_default().push(task["ms"].as_f64().unwrap_or_default());
    }
    let total: usize = found.values().map(Vec::len).sum();
    report.paragraph(&format!(
        "One coder, {}: {} steps, {total} tasks of more than 50 ms. Expected: none.",
        SIZE.words(),
        steps.len()
    ));
    let rows: Vec<[String; 4]> = steps
        .iter()
        .map(|step| {
            let tasks = found.get(step.as_str()).map(Vec::as_slice).unwrap_or_default();
            let longest = tasks.iter().copied().fold(0.0, f64::max);
            let or_none =
                |ms: f64| if tasks.is_empty() { "–".into() } else { format!("{ms:.0} ms") };
            let sum = tasks.iter().sum();
            [step.clone(), tasks.len().to_string(), or_none(longest), or_none(sum)]
        })
        .collect();
    report.table(["step", "tasks over 50 ms", "longest", "together"], &rows);
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
