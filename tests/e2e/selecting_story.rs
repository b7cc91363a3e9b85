//! Selecting, overlapping claims, and going back and forth through what was done.

use crate::harness::{Page, Site};
use crate::steps;

#[test]
fn a_drag_takes_whole_words_unless_alt_is_held() {
    let site = Site::start();
    let page = site.open();
    steps::open_text(&page, "harbour.txt", steps::HARBOUR);

    page.drag_text_to("#text", "arbour has to", "stay ope", &[]);
    page.wait_for("whole words to be selected", || {
        steps::selected(&page) == "harbour has to stay open"
    });
    page.click_text("#text", "Anna Berg", &[]);
    page.drag_text_to("#text", "arbour has to", "stay ope", &["Alt"]);
    page.wait_for("the bar to stand at the selection", || {
        page.has("toolbar", "Code the selection")
    });
    assert_eq!(steps::selected(&page), "arbour has to stay ope");
}

#[test]
fn where_claims_overlap_a_click_asks_which_is_meant() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    steps::code(&page, "withdraw its gunboats from the bay", "Accusation");
    steps::choose_in(&page, "claimant", "Norland", "Add “Norland” as a state");
    steps::wait_card(&page, "Accusation Norland");
    assert_eq!(steps::claims(&page), 2);

    page.click_text("#text", "gunboats", &[]);
    let question = page.role("group", "What is meant?");
    page.shot("story-overlap");
    assert_eq!(question.roles("button").len(), 2);
    question.role_with("button", "Demand").click();
    steps::wait_card(&page, "Demand Anna Berg");
    page.click_text("#text", "gunboats", &[]);
    page.role("group", "What is meant?").role_with("button", "Accusation").click();
    steps::wait_card(&page, "Accusation Norland");
    // Where only one claim is, a click asks nothing.
    page.click_text("#text", "Southmark must", &[]);
    steps::wait_card(&page, "Demand Anna Berg");
    assert!(!page.has("group", "What is meant?"));
}

#[test]
fn every_step_has_a_name_and_can_be_taken_back_and_done_again() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    page.role("button", "Add addressee").click();
    steps::choose_in(&page, "addressee", "Southmark", "Add “Southmark” as a state");
    steps::wait_card(&page, "Southmark");
    page.press(&["-"]);
    steps::wait_card(&page, "opposes");

    page.role("button", "Delete").click();
    page.wait_for("the claim to go", || steps::claims(&page) == 0);
    assert_eq!(steps::undo(&page), "delete claim");
    page.wait_for("the claim to be back", || steps::claims(&page) == 1);
    let done =
        ["change stance", "add addressee", "add claimant", "code demand", "import 1 document"];
    for step in done {
        assert_eq!(steps::undo(&page), step);
    }
    page.wait_text("15 claims");
    assert!(!page.text().contains("The harbour dispute"), "the document is still listed");
    for step in done.iter().rev() {
        assert_eq!(&steps::redo(&page), step);
    }
    page.role_with("button", "The harbour dispute").click();
    page.wait_for("the claim to be there", || steps::claims(&page) == 1);
    assert_eq!(steps::redo(&page), "delete claim");
    page.wait_for("the claim to be gone again", || steps::claims(&page) == 0);

    // The list of changes goes back several steps at once.
    page.press(&["Control+Shift+h"]);
    page.role("button", "Undo to here: add addressee and what came after it").click();
    page.press(&["Escape"]);
    page.wait_gone("dialog", "Changes so far");
    page.wait_for("the claim to be back", || steps::claims(&page) == 1);
    open_only_claim(&page);
    assert!(!steps::open_card(&page).contains("Southmark"), "{}", steps::open_card(&page));
    assert_eq!(page.role_with("button", "Undo: ").name(), "Undo: add claimant");
    assert_eq!(page.role_with("button", "Redo: ").name(), "Redo: add addressee");
}

fn open_only_claim(page: &Page) {
    if steps::open_card(page).is_empty() {
        page.css(".card__face").click();
    }
    steps::wait_card(page, "Anna Berg");
}
