//! A newcomer codes a claim with the mouse alone.

use crate::harness::{Page, Site};

#[test]
fn a_newcomer_codes_one_claim_of_the_sample_with_the_mouse_alone() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    page.shot("story-mouse-1-start");

    page.role_with("button", "Dendias and Mnatsakanyan").click();
    page.wait_text("No claims yet");
    page.drag_text("#text", &sample_words(&page), &[]);
    let bar = page.role("toolbar", "Code the selection");
    page.shot("story-mouse-2-bar");
    page.assert_accessible("the bar at the selection");
    bar.role_with("button", "Demand").click();

    // Nobody is held up for a name: it can be given later, at the top.
    page.wait_text("claimant missing");
    page.wait_text("You code as “Coder 1” for now.");
    page.role("button", "Coder 1");
    page.shot("story-mouse-3-claimant");
    page.assert_accessible("the claimant's picker");
    page.role("listbox", "claimant").role_with("option", "Nikos Dendias").click();
    page.wait_for("the claim's card to show its claimant", || {
        page.css(".card__face").text().contains("Nikos Dendias")
    });

    page.role("button", "Add addressee").click();
    page.role("listbox", "addressee").role_with("option", "Armenia").click();
    page.role("group", "stance").role("button", "supports").click();
    page.role("button", "Set the issue").click();
    page.role("listbox", "Issue").role_with("option", "Ceasefire").click();
    page.wait_text("1 claim");
    page.assert_accessible("the claim's card, open");
    page.shot("story-mouse-4-coded");

    // Undo says what it would take back; all of it can be taken back.
    let steps = ["change issue", "change stance", "add addressee", "add claimant", "code demand"];
    for step in steps {
        page.role("button", &format!("Undo: {step}")).click();
    }
    page.wait_text("No claims yet");
}

/// Returns words of the open text, chosen there so that the story does not repeat the sample.
fn sample_words(page: &Page) -> String {
    let found = page.run(
        "const text = document.querySelector('#text').textContent; \
         const at = text.indexOf('“'); return text.slice(at + 1, at + 60).split(' ').slice(0, 6).join(' ');",
        &[],
    );
    found.as_str().expect("the text has a quotation").to_owned()
}
