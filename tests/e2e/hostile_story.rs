//! A project in which every name, note, text and label is a payload: on every screen it stays text.

#[path = "../it/hostile/infested.rs"]
mod infested;
#[path = "../it/hostile/payloads.rs"]
mod payloads;

use serde_json::Value;

use crate::harness::{Page, Site};
use crate::steps;

/// What a payload would have left behind: that it ran, elements that the app does not make,
/// attributes that run something, another address, or a page that is hidden.
const HARM: &str = "\
    const made = [...document.querySelectorAll( \
      'script, iframe, object, embed, img, math, base, form[action], meta[http-equiv=refresh], \
       body style, a[href^=\"javascript:\" i], a[href^=\"data:\" i], [style*=\"evil\"]')] \
      .filter((element) => !element.closest('head')) \
      .map((element) => element.outerHTML.slice(0, 120)); \
    const runs = [...document.querySelectorAll('*')] \
      .filter((element) => [...element.attributes].some(({ name }) => name.startsWith('on'))) \
      .map((element) => element.outerHTML.slice(0, 120)); \
    return { attacked: window.attacked ?? null, made, runs, \
      away: location.pathname + location.search, \
      hidden: getComputedStyle(document.body).display === 'none' }";

/// Looks for harm, and for a page that is wider than its window, in a usual and a narrow one.
fn check(page: &Page, place: &str, before: &Value) {
    for (width, height) in [(360, 740), (1280, 800)] {
        page.resize(width, height);
        assert_eq!(&page.run(HARM, &[]), before, "{place}, {width}");
        assert_eq!(steps::too_wide(page, width), Vec::<String>::new(), "{place}");
    }
}

#[test]
fn on_every_screen_payloads_stay_text() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    let before = page.run(HARM, &[]);
    assert_eq!(before["attacked"], Value::Null);

    let file = page.file("hostile.claimlight.json", infested::infested_project());
    page.choose_files("#pick-project", &[file]);
    page.role_with("dialog", "Import");
    check(&page, "the import", &before);
    steps::make_new_project(&page);
    steps::wait_saved(&page);

    for nth in 0..infested::all().len() {
        if nth > 0 {
            steps::run_command(&page, "Next document");
        }
        steps::run_command(&page, "Next claim");
        page.wait_for("the open card", || !steps::open_card(&page).is_empty());
        let place = format!("the document of payload {nth}");
        assert_eq!(page.run(HARM, &[]), before, "{place}");
        let drawn = page.run("return document.querySelector('#text').textContent", &[]);
        assert!(drawn.as_str().is_some_and(|text| text.contains("And once more")), "{place}");
        if nth % 8 == 0 {
            page.run("document.querySelector('.editor__more summary')?.click()", &[]);
            check(&page, &place, &before);
            page.run("dispatchEvent(new Event('beforeprint'))", &[]);
            assert_eq!(page.run(HARM, &[]), before, "{place} on paper");
            page.run("dispatchEvent(new Event('afterprint'))", &[]);
        }
    }
    for command in [
        "Set the issues",
        "Add a target",
        "Set the claim types",
        "Filter claims",
        "Go to the list of claims",
    ] {
        steps::run_command(&page, command);
        check(&page, command, &before);
        page.press(&["Escape"]);
    }
    for command in [
        "Show the changes so far",
        "Projects",
        "Export",
        "Edit title, date and source",
        "Change the coder's name",
    ] {
        steps::run_command(&page, command);
        page.wait_for("the dialog", || !page.roles("dialog").is_empty());
        check(&page, command, &before);
        steps::leave_dialog(&page);
    }
    for (place, rows) in [("Go to Codebook", ".codebook__code"), ("Go to Actors", ".actors__row")] {
        steps::run_command(&page, place);
        let listed = "return document.querySelector(arguments[0]) !== null";
        page.wait_for("the list", || page.run(listed, &[rows.into()]) == true);
        check(&page, place, &before);
        for nth in (0..infested::all().len()).step_by(6) {
            let click = "document.querySelectorAll(arguments[0])[arguments[1]]?.click()";
            page.run(click, &[rows.into(), nth.into()]);
            check(&page, &format!("{place}, line {nth}"), &before);
        }
    }
}
