//! The app: what a coder does, in keys and as few questions to the page as possible, because on a
//! large page the questions of the stories' harness would themselves take long.

use serde_json::{Value, json};

use super::keys::{DEMAND, find, key};
use super::subject::{Act, Extra, Subject};
use super::work::{Timed, timed_script};
use crate::generate::{LARGE, SMALL};
use crate::harness::Page;

/// The app with a project of `generate::one_large`.
pub(crate) struct App;

impl App {
    /// Takes a project in as a new one, with the short document open and the coder known.
    pub(crate) fn take_in(page: &Page, name: &str, file: &str) {
        page.go("");
        page.choose_files("#pick-project", &[page.file(&format!("{name}.claimlight.json"), file)]);
        page.role_with("radio", "As a new project").click();
        page.role_with("button", "Make the project").click();
        page.wait_gone("button", "Cancel");
        wait_saved(page);
    }

    /// Codes once, so that the question who codes does not come into a measurement.
    pub(crate) fn make_known(page: &Page) {
        open(page, SMALL);
        Self::make_known_here(page);
        wait_written(page);
    }

    /// The same in the document that is open, which has no claims.
    pub(crate) fn make_known_here(page: &Page) {
        select_sentence(page);
        let before = claims(page);
        page.press(&[DEMAND]);
        page.wait_for("a claim, or the question who codes", || {
            claims(page) != before || page.has("button", "Start coding")
        });
        if page.has("button", "Start coding") {
            page.role("button", "Start coding").click();
        }
        page.wait_for("the first claim", || claims(page) != before);
        take_back(page, &before);
        wait_saved(page);
    }
}

impl Subject for App {
    fn arrive(&self, page: &Page) {
        page.go("");
        page.wait_for("the short document", || shows(page, SMALL));
        wait_saved(page);
        page.run_async("await bench.settle()", &[]);
    }

    fn open(&self) -> &'static str {
        // The title of `generate::LARGE`; a script has no constants of ours.
        "const title = 'Large document';
         return await bench.click(bench.row(title), () => bench.hasOpened(title));"
    }

    fn select(&self, page: &Page) {
        page.run_async("await bench.scrollToMiddle()", &[]);
        select_sentence(page);
    }

    fn key(&self, act: Act) -> String {
        match act {
            Act::Add => DEMAND.to_owned(),
            Act::Change => key("claim.stance-support"),
            Act::Delete => key("claim.delete"),
            Act::Undo => key("undo"),
            Act::Jump => key("claim.next"),
        }
    }

    fn sign(&self, act: Act) -> &'static str {
        match act {
            Act::Add => "bench.claimAdded()",
            Act::Change => "bench.cardChanged()",
            Act::Delete => "bench.claimGone()",
            Act::Undo => "bench.claimBack()",
            Act::Jump => "bench.anotherOpen()",
        }
    }

    fn calm(&self, page: &Page) {
        stop_typing(page);
        page.run_async("await bench.settle()", &[]);
    }

    fn extras(&self, page: &Page, into: &mut dyn FnMut(Extra, Option<Timed>)) {
        into(Extra::Saved, saved(page));
        if find("claims.filter").is_some() {
            into(Extra::Filter, filter(page));
        }
    }

    fn leave(&self, page: &Page) {
        stop_typing(page);
        let first = page.run("return window.benchCount ?? null", &[]);
        if let Some(first) = first.as_str() {
            take_back(page, first);
        }
        open(page, SMALL);
        wait_saved(page);
        wait_written(page);
    }
}

/// Changes the chosen claim's stance, and waits until that is in the store.
fn saved(page: &Page) -> Option<Timed> {
    until_saved(page, &key("claim.stance-oppose"))
}

/// Presses a key that changes something, and waits until that is in the store.
pub(crate) fn until_saved(page: &Page, key: &str) -> Option<Timed> {
    wait_saved(page);
    page.run("bench.expectSaved()", &[]);
    page.press(&[key]);
    timed_script(page, "return await bench.takeSaved()", &[])
}

/// Chooses the first claim type of the filter, and clears the filter again.
fn filter(page: &Page) -> Option<Timed> {
    page.press(&[&key("claims.filter")]);
    let box_of_type = "document.querySelector('.claim-filter input[type=checkbox]')";
    page.wait_for("the filter", || {
        page.run(&format!("return {box_of_type} !== null"), &[]) == true
    });
    page.run_async("await bench.settle()", &[]);
    let choose =
        format!("return await bench.click({box_of_type}, () => bench.ranges('dimmed') > 0)");
    let filtered = timed_script(page, &choose, &[]);
    page.run(&format!("{box_of_type}.click()"), &[]);
    page.run_async("await bench.settle()", &[]);
    page.press(&["Escape"]);
    page.run_async("await bench.settle()", &[]);
    filtered
}

/// Opens a document by a click into the list.
pub(crate) fn open(page: &Page, title: &str) {
    if !shows(page, title) {
        page.run("bench.row(arguments[0]).click()", &[json!(title)]);
    }
    page.wait_for(&format!("“{title}” to open"), || shows(page, title));
    if title == LARGE {
        let drawn = "return bench.hasOpened(arguments[0])";
        page.wait_for("its claims", || page.run(drawn, &[json!(title)]) == true);
    }
}

fn shows(page: &Page, title: &str) -> bool {
    page.run("return bench.shows(arguments[0])", &[json!(title)]) == true
}

/// Clicks into the text in view, and lets go of what is chosen by the click.
fn put_caret(page: &Page) {
    let point = page.run("return bench.pointInText()", &[]);
    page.click_at(point_of(&point), 1, &[]);
    page.press(&["Escape", "Escape"]);
    page.run_async("await bench.settle()", &[]);
}

/// A point of the viewport that a script gave.
pub(crate) fn point_of(point: &Value) -> [f64; 2] {
    [0, 1].map(|axis| point[axis].as_f64().expect("a point has two numbers"))
}

/// Takes the sentence in the middle of what is in view.
pub(crate) fn select_sentence(page: &Page) {
    put_caret(page);
    page.press(&[&key("text.take-sentence")]);
    page.wait_for("a sentence to be selected", || {
        page.run("return String(getSelection()).trim().length > 0", &[]) == true
    });
    page.run_async("await bench.settle(); window.benchCount ??= bench.count();", &[]);
}

/// Leaves whatever is typed into, such as the picker that comes with a new claim.
pub(crate) fn stop_typing(page: &Page) {
    let typing = "return document.activeElement?.matches('input, textarea') ?? false";
    for _ in 0..4 {
        if page.run(typing, &[]) != true {
            return;
        }
        page.press(&["Escape"]);
        page.run_async("await bench.frame(); await bench.frame();", &[]);
    }
}

/// How many claims the open document has, in the words of the list.
fn claims(page: &Page) -> String {
    page.run("return bench.count() ?? ''", &[]).as_str().unwrap_or_default().to_owned()
}

/// Undoes until the list counts as many claims as before.
fn take_back(page: &Page, before: &str) {
    stop_typing(page);
    let undo = find("undo").expect("undo has a key");
    for _ in 0..8 {
        if claims(page) == before {
            return;
        }
        page.press(&[&undo]);
        page.run_async("await bench.settle()", &[]);
    }
    assert_eq!(claims(page), before, "undo does not bring the first state back");
}

/// Waits until everything is in the browser's store.
pub(crate) fn wait_saved(page: &Page) {
    page.wait_for("everything to be saved", || {
        let state = page.run("return document.querySelector('.status')?.dataset.state", &[]);
        state == "saved"
    });
}

/// Waits until the app has noted where the user is, so that it starts there the next time.
fn wait_written(page: &Page) {
    page.wait_for("the place to be written down", || {
        let script = "return (localStorage.getItem('claimlight.place') ?? '') \
                      .includes(`\"${location.hash}\"`)";
        page.run(script, &[]) == true
    });
}
