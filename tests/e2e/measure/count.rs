//! How many key presses, and how many presses of the mouse, one complete claim takes: counted in the
//! page while it is coded, and believed only when the exported project has the claim.

use std::time::Duration;

use serde_json::Value;

use super::app::{App, stop_typing, wait_saved};
use super::keys::{DEMAND, key};
use super::place::Place;
use super::report::Report;
use crate::harness::Page;

/// A document of the sample that has no claims yet, by a part of its title.
const DOCUMENT: &str = "Dendias and Mnatsakanyan";
const TYPE: &str = "Demand";
/// Who says the words, so that a right guess spares presses as it does in real work.
const CLAIMANT: &str = "Zohrab Mnatsakanyan";
const ADDRESSEE: &str = "Armenia";
const ISSUE: &str = "Ceasefire";

pub(crate) fn report(place: &Place, report: &mut Report) {
    report.heading("Presses for one complete claim");
    report.paragraph(&format!(
        "Span, type ({TYPE}), claimant ({CLAIMANT}), addressee ({ADDRESSEE}), stance (supports) and \
         issue ({ISSUE}) in a document of the sample, from the caret or the mouse in the sentence to \
         the complete claim. Shift, held for a sign, is not counted apart."
    ));
    let ways: [(&str, Press, Press); 2] =
        [("keyboard", select_by_key, code_by_key), ("mouse", select_by_mouse, code_by_mouse)];
    let rows = ways.map(|(name, select, code)| {
        let page = place.browser(None);
        page.set_patience(Duration::from_secs(10));
        open_sample(&page);
        let (selecting, coding) = (select(&page), code(&page));
        assert_complete(&page, name);
        let said = |presses: &Presses| match (presses.keys.len(), presses.pointers) {
            (0, pointers) => format!("{pointers} of the mouse"),
            (1, 0) => format!("1 key: {}", presses.keys[0]),
            (keys, 0) => format!("{keys} keys: {}", presses.keys.join(" ")),
            (keys, pointers) => format!("{keys} keys, {pointers} of the mouse"),
        };
        let all = selecting.keys.len() + selecting.pointers + coding.keys.len() + coding.pointers;
        [name.to_owned(), all.to_string(), said(&selecting), said(&coding)]
    });
    report.table(["way", "presses in all", "to select", "after selecting"], &rows);
}

/// Does a part of the work and says what was pressed for it.
type Press = fn(&Page) -> Presses;

struct Presses {
    keys: Vec<String>,
    pointers: usize,
}

/// What was pressed since the last time this was asked.
fn presses(page: &Page) -> Presses {
    let taken = page.run("return bench.presses()", &[]);
    let keys = taken["keys"].as_array().into_iter().flatten();
    let keys = keys.filter_map(Value::as_str).map(|key| match key {
        " " => "Space".to_owned(),
        key => key.to_owned(),
    });
    let pointers = taken["pointers"].as_u64().and_then(|count| usize::try_from(count).ok());
    Presses { keys: keys.collect(), pointers: pointers.unwrap_or_default() }
}

fn open_sample(page: &Page) {
    page.role_with("button", DOCUMENT).click();
    page.wait_text("No claims yet");
    App::make_known_here(page);
    // The caret stands in the quotation; going there is reading, not coding.
    page.click_text("#text", &quoted_words(page), &[]);
    page.press(&["Escape", "Escape"]);
    page.run_async("await bench.settle()", &[]);
    presses(page);
}

fn select_by_key(page: &Page) -> Presses {
    page.press(&[&key("text.take-sentence")]);
    page.wait_for("a sentence to be selected", || {
        page.run("return String(getSelection()).trim().length > 0", &[]) == true
    });
    presses(page)
}

fn code_by_key(page: &Page) -> Presses {
    page.press(&[DEMAND]);
    page.run_async("await bench.settle()", &[]);
    if typing(page) {
        pick(page, CLAIMANT);
    } else if card(page).contains(CLAIMANT) {
        // The guess is right; Enter says so.
        page.press(&["Enter"]);
    } else {
        page.press(&[&key("claim.claimant")]);
        pick(page, CLAIMANT);
    }
    page.press(&[&key("claim.addressee")]);
    pick(page, ADDRESSEE);
    page.press(&[&key("claim.stance-support")]);
    page.run_async("await bench.settle()", &[]);
    page.press(&[&key("claim.issues")]);
    pick(page, ISSUE);
    presses(page)
}

/// Types as few letters as bring the wanted line to the top, and takes it.
fn pick(page: &Page, wanted: &str) {
    page.wait_for("a picker", || typing(page));
    let mut letters = wanted.chars();
    loop {
        page.run_async("await bench.settle()", &[]);
        let first = "return document.querySelector('[role=option][aria-selected=true]')?.innerText";
        if page.run(first, &[]).as_str().is_some_and(|line| line.contains(wanted)) {
            break;
        }
        let letter = letters.next().unwrap_or_else(|| panic!("no list offers {wanted}"));
        page.type_text(&letter.to_lowercase().to_string());
    }
    page.press(&["Enter"]);
    page.wait_for("the card to show it", || card(page).contains(wanted));
}

fn select_by_mouse(page: &Page) -> Presses {
    page.drag_text("#text", &quoted_words(page), &[]);
    presses(page)
}

/// The beginning of the text's first quotation, looked up so that the sample is not repeated here.
fn quoted_words(page: &Page) -> String {
    let words = page.run(
        "const text = document.querySelector('#text').textContent;
         const at = text.indexOf('“') + 1;
         return text.slice(at, at + 60).split(' ').slice(0, 6).join(' ');",
        &[],
    );
    words.as_str().expect("the text has a quotation").to_owned()
}

fn code_by_mouse(page: &Page) -> Presses {
    page.role("toolbar", "Code the selection").role_with("button", TYPE).click();
    page.run_async("await bench.settle()", &[]);
    if !card(page).contains(CLAIMANT) {
        page.role("listbox", "claimant").role_with("option", CLAIMANT).click();
    }
    page.role("button", "Add addressee").click();
    page.role("listbox", "addressee").role_with("option", ADDRESSEE).click();
    page.role("group", "stance").role("button", "supports").click();
    page.role("button", "Set the issue").click();
    page.role("listbox", "Issue").role_with("option", ISSUE).click();
    page.wait_for("the card to show the issue", || card(page).contains(ISSUE));
    presses(page)
}

/// What the open card says at a glance.
fn card(page: &Page) -> String {
    let script = "return document.querySelector('.card[aria-current] .card__face')?.innerText";
    page.run(script, &[]).as_str().unwrap_or_default().to_owned()
}

fn typing(page: &Page) -> bool {
    page.run("return document.activeElement?.matches('input') ?? false", &[]) == true
}

/// Takes the project out and looks for the claim in it.
fn assert_complete(page: &Page, way: &str) {
    stop_typing(page);
    wait_saved(page);
    page.press(&[&key("export")]);
    page.role_with("radio", "Whole project");
    page.press(&["Enter"]);
    let file: Value = serde_json::from_str(page.download().text()).expect("the file is JSON");
    let list = |section: &str| file[section].as_array().cloned().unwrap_or_default();
    let id = |section: &str, name: &str| {
        let all = list(section);
        let found = all.iter().find(|one| {
            let words = one["name"].as_str().or(one["title"].as_str()).unwrap_or_default();
            words.contains(name)
        });
        found.unwrap_or_else(|| panic!("{section} has no {name}"))["id"].clone()
    };
    let document = id("documents", DOCUMENT);
    let claims: Vec<Value> =
        list("claims").into_iter().filter(|claim| claim["document"] == document).collect();
    let [claim] = claims.as_slice() else { panic!("{way}: {} claims", claims.len()) };
    let has = |role: &str, name: &str| {
        let actor = id("actors", name);
        let mut all = claim["participants"].as_array().into_iter().flatten();
        all.any(|one| one["role"] == role && one["actor"] == actor)
    };
    assert_eq!(claim["types"][0], id("codes", TYPE), "{way}: {claim}");
    assert_eq!(claim["issues"][0], id("codes", ISSUE), "{way}: {claim}");
    assert_eq!(claim["stance"], 1, "{way}: {claim}");
    assert!(has("claimant", CLAIMANT) && has("addressee", ADDRESSEE), "{way}: {claim}");
}
