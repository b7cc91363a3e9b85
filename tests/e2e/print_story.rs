//! A coded document on paper: what is built when the page is printed, by whichever way.

use serde_json::Value;

use crate::harness::{Page, Site};

/// What the paper edition holds, as a browser would print it.
const EDITION: &str = "\
    const edition = document.querySelector('.edition'); \
    if (!edition) return null; \
    const all = (selector) => [...edition.querySelectorAll(selector)]; \
    const words = (node) => { const copy = node.cloneNode(true); \
      for (const sup of copy.querySelectorAll('sup')) sup.remove(); return copy.textContent }; \
    return { \
      title: edition.querySelector('.edition__title').textContent, \
      page: document.title, \
      foot: edition.querySelector('.edition__foot').textContent, \
      text: all('.edition__text').map(words).join(' ').replace(/\\s+/g, ' ').trim(), \
      original: document.querySelector('#text').textContent.replace(/\\s+/g, ' ').trim(), \
      numbers: all('sup').flatMap((sup) => sup.textContent.split(',').map(Number)), \
      notes: all('.edition__note .edition__number').map((number) => Number(number.textContent)), \
      first: all('.edition__note')[0]?.textContent, \
      legend: all('.edition__legend .edition__name').map((name) => name.textContent), \
      counts: all('.edition__legend .edition__name').map((name) => \
        parseInt(name.parentElement.querySelector('.edition__count').textContent, 10)), \
      colours: all('.edition__mark').every((mark) => mark.dataset.colour && mark.dataset.lane) }";

/// Says that printing begins, as the browser does for its own key too, and reads what is there.
fn begin(page: &Page) -> Value {
    page.run("dispatchEvent(new Event('beforeprint'))", &[]);
    page.run(EDITION, &[])
}

fn end(page: &Page) {
    page.run("dispatchEvent(new Event('afterprint'))", &[]);
    assert_eq!(page.run(EDITION, &[]), Value::Null, "the paper edition is gone");
}

fn numbers(value: &Value) -> Vec<u64> {
    value.as_array().into_iter().flatten().filter_map(Value::as_u64).collect()
}

#[test]
fn a_document_is_printed_with_notes_numbers_and_legend() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    let title = page.title();
    let edition = begin(&page);
    assert_eq!(edition["text"], edition["original"], "every word is on paper");
    assert_eq!(edition["page"], edition["title"], "the file is named after the document");
    let foot = edition["foot"].as_str().unwrap_or_default();
    assert!(foot.contains("coded by Sample coder") && foot.contains("printed on 20"), "{foot}");

    let notes = numbers(&edition["notes"]);
    assert_eq!(notes, (1..=15).collect::<Vec<_>>(), "a note for each claim, in order");
    let mut ends = numbers(&edition["numbers"]);
    ends.sort_unstable();
    ends.dedup();
    assert_eq!(ends, notes, "every note's number stands in the text");
    let first = edition["first"].as_str().unwrap_or_default();
    assert!(first.contains("Accusation") && first.contains("Jeyhun Bayramov ⊙ Armenia"), "{first}");

    let legend: Vec<&str> =
        edition["legend"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert_eq!(legend.first(), Some(&"Demand"));
    assert!(legend.contains(&"Assessment"), "{legend:?}");
    assert_eq!(numbers(&edition["counts"]).iter().sum::<u64>(), 15, "each claim is counted once");
    assert_eq!(edition["colours"], true, "every mark has its colour and its lane");
    end(&page);
    assert_eq!(page.title(), title);

    // Elsewhere the browser prints the screen as it is.
    page.press(&["2"]);
    page.role("heading", "Codebook");
    assert_eq!(begin(&page), Value::Null);
}

#[test]
fn the_button_and_the_command_print_the_document() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    // The dialog of a browser without a window answers nobody: this one says what it was given.
    page.run(
        "window.printed = []; window.print = () => { \
           dispatchEvent(new Event('beforeprint')); \
           printed.push(document.querySelectorAll('.edition__note').length); \
           dispatchEvent(new Event('afterprint')) }",
        &[],
    );
    let printed = || numbers(&page.run("return printed", &[]));
    page.role("button", "Print").click();
    page.wait_for("the document to be printed", || printed() == [15]);
    page.press(&["Control+k"]);
    page.role_with("dialog", "Find a command");
    page.type_text("print the");
    page.press(&["Enter"]);
    page.wait_for("the document to be printed again", || printed() == [15, 15]);
    assert_eq!(page.run(EDITION, &[]), Value::Null);
}
