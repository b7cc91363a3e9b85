//! A coder in haste: keys that come before the page has caught up, and keys pressed where nothing has
//! the keyboard, or where something else was meant.

use crate::harness::{Page, Site};
use crate::steps::{self, wait_card, wait_claims, wait_field, wait_in_text, wait_selected};

/// Opens the harbour text with the caret at its start.
fn open(page: &Page) {
    steps::open_text(page, "harbour.txt", steps::HARBOUR);
    page.click_text("#text", "The harbour dispute", &[]);
    wait_in_text(page);
    page.press(&["Control+Home"]);
}

#[test]
fn keys_that_come_faster_than_the_page_paints_reach_what_they_are_meant_for() {
    let site = Site::start();
    let page = site.open();
    open(&page);
    page.press(&[")", ")"]);
    page.set_hasty();
    // Sentence, type, claimant by some letters, addressee, stance, issue by number, next sentence.
    page.press_at_once(&["v", "d", "l", "a", "v", "r", "Enter", "&", "a", "r", "m", "e", "Enter"]);
    page.press_at_once(&["+", "#", "1", ")", "v"]);
    wait_selected(&page, "She thanked the pilots for their patience.");
    wait_claims(&page, 1);
    wait_card(&page, "Ceasefire");
    let card = steps::open_card(&page);
    for part in ["Demand", "supports", "Lavrov", "Armenia"] {
        assert!(card.contains(part), "{part} is missing: {card}");
    }
    assert_eq!(
        steps::open_fragments(&page),
        ["Southmark must withdraw its gunboats from the bay, Berg said."]
    );
}

#[test]
fn undo_takes_back_a_wrong_type_while_the_claimant_is_asked_for() {
    let site = Site::start();
    let page = site.open();
    open(&page);
    page.press(&["v", "d"]);
    wait_field(&page, "claimant");
    page.press(&["Control+z"]);
    wait_claims(&page, 0);
    page.wait_gone("combobox", "claimant");
    wait_in_text(&page);
    page.press(&["Control+Shift+z"]);
    wait_claims(&page, 1);
    // What is typed into the field is the field's to take back.
    page.press(&["p", "&"]);
    wait_field(&page, "addressee");
    page.type_text("Nor");
    page.press(&["Control+z"]);
    wait_claims(&page, 1);
    assert!(page.has("combobox", "addressee"), "the question is taken back");
}

#[test]
fn a_key_for_the_text_works_where_nothing_has_the_keyboard() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    steps::wait_text_drawn(&page);
    page.run("document.activeElement?.blur()", &[]);
    page.press(&["Control+Home", "v"]);
    wait_in_text(&page);
    let first = steps::wait_any_selected(&page);
    assert!(first.contains("Minister Jeyhun Bayramov ended"), "{first}");
}

#[test]
fn a_types_key_without_a_selection_leaves_the_claim_before_as_it_is() {
    let site = Site::start();
    let page = site.open();
    open(&page);
    page.press(&["v", "d"]);
    wait_field(&page, "claimant");
    page.press(&["Escape"]);
    wait_in_text(&page);
    page.press(&[")", ")", "d"]);
    page.wait_text("No words are selected.");
    wait_card(&page, "Demand");
    // At the claim itself the key gives it a further type.
    page.press(&["Control+Home", "a"]);
    wait_card(&page, "Accusation");
}

#[test]
fn one_reads_on_from_the_claim_one_has_gone_to() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    page.press(&["Escape", "Control+Home"]);
    page.wait_for("the card to close", || steps::open_card(&page).is_empty());
    page.press(&["n"]);
    wait_card(&page, "Anna Berg");
    page.press(&["Escape"]);
    wait_in_text(&page);
    page.press(&["v"]);
    wait_selected(&page, "Southmark must withdraw its gunboats from the bay, Berg said.");
}

#[test]
fn a_claim_whose_card_had_no_room_takes_the_keyboard_when_it_is_gone_to() {
    let site = Site::start();
    let page = site.open();
    open(&page);
    for key in ["d", "a", "c", "r"] {
        page.press(&["Control+Home", "v", key]);
        wait_field(&page, "claimant");
        page.press(&["Escape"]);
        wait_in_text(&page);
    }
    wait_claims(&page, 4);
    // The open card of the last one leaves no room above it for the first.
    page.wait_for("a card to be folded away", || {
        page.run("return document.querySelector('.card[data-folded]') !== null", &[]) == true
    });
    page.press_at_once(&["p", "p", "p"]);
    page.wait_for("the first claim's card to have the keyboard", || {
        page.focused().attribute("aria-label").is_some_and(|name| name.starts_with("Demand"))
    });
}
