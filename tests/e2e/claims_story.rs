//! The list of claims and the filter: the claims of a document without a look at its highlights.

use crate::harness::{Element, Page, Site};
use crate::steps;

#[test]
fn the_list_of_claims_says_what_the_highlights_say_and_is_walked_through_by_keys() {
    let site = Site::start();
    let page = site.open();
    three_claims(&page);

    page.press(&["Escape", "Escape", ";"]);
    let list = page.role("list", "Claims in the order of the text");
    page.wait_for("three claims to be listed", || list.roles("button").len() == 3);
    let said: Vec<String> = list.roles("button").iter().map(Element::text).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    for (row, parts) in said.iter().zip([
        ["Demand", "Anna Berg", "Southmark must withdraw its gunboats"],
        ["Accusation", "Norland", "withdraw its gunboats from the bay"],
        ["Demand", "Norland", "stay open to every fishing crew"],
    ]) {
        assert!(parts.iter().all(|part| row.contains(part)), "{row}");
    }
    page.wait_for("the list to have the keyboard", || place_in_list(&page).is_some());

    page.press(&["Home"]);
    wait_place(&page, "1 of 3");
    steps::wait_card(&page, "Demand Anna Berg");
    page.press(&["ArrowDown"]);
    wait_place(&page, "2 of 3");
    steps::wait_card(&page, "Accusation Norland");
    // Keys for claims work on the row, and the list keeps the keyboard.
    page.press(&["-"]);
    steps::wait_card(&page, "opposes");
    wait_place(&page, "2 of 3");
    page.assert_accessible("the list of claims");

    page.press(&["Delete"]);
    wait_place(&page, "2 of 2");
    page.wait_for("the next claim to have the keyboard", || {
        page.focused().text().contains("stay open")
    });
    page.press(&["Control+z"]);
    page.wait_for("the claim to be back", || list.roles("button").len() == 3);

    page.press(&["End", "Enter"]);
    steps::wait_in_text(&page);
    let before = steps::HARBOUR.split("stay open").next().expect("the words are in the text");
    let at = before.encode_utf16().count() as u64;
    page.wait_for("the caret to stand at the claim", || steps::caret(&page) == Some(at));
}

#[test]
fn a_filter_says_how_many_claims_it_lets_through_and_the_next_claim_is_one_of_them() {
    let site = Site::start();
    let page = site.open();
    three_claims(&page);

    page.press(&["Escape", "Escape", "*"]);
    let panel = page.role("dialog", "Filter claims");
    panel.role_with("checkbox", "Demand").click();
    page.wait_for("the filter to let two claims through", || {
        panel.text().contains("2 of 3 claims")
    });
    page.assert_accessible("the filter");
    panel.role_with("checkbox", "Norland").click();
    page.wait_for("the filter to let one claim through", || panel.text().contains("1 of 3 claims"));
    panel.role("searchbox", "Words in the claim or its note").fill("gunboats");
    page.wait_for("the filter to let nothing through", || panel.text().contains("0 of 3 claims"));
    page.press(&["Control+a", "Delete"]);
    panel.role_with("checkbox", "Norland").click();
    page.wait_for("two claims again", || panel.text().contains("2 of 3 claims"));
    page.press(&["Escape"]);
    page.wait_gone("dialog", "Filter claims");

    page.role_with("tab", "Claims").click();
    let list = page.role("list", "Claims in the order of the text");
    page.wait_for("the two claims to be listed", || list.roles("button").len() == 2);
    page.shot("story-filter");
    page.press(&["Escape"]);
    steps::wait_in_text(&page);
    page.press(&["Control+Home", "n"]);
    steps::wait_card(&page, "Demand Anna Berg");
    page.press(&["n"]);
    steps::wait_card(&page, "Demand Norland");

    // What is changed so that it no longer answers leaves the list at once.
    page.press(&["_"]);
    page.wait_for("all claims to be listed", || list.roles("button").len() == 3);
}

/// Where the keyboard is in the list of claims, as it is said.
fn place_in_list(page: &Page) -> Option<String> {
    let script = "const row = document.activeElement?.closest('#claim-list li'); \
                  return row && row.ariaPosInSet + ' of ' + row.ariaSetSize";
    page.run(script, &[]).as_str().map(str::to_owned)
}

fn wait_place(page: &Page, place: &str) {
    page.wait_for(&format!("the keyboard to be on row {place}"), || {
        place_in_list(page).as_deref() == Some(place)
    });
}

/// Opens the harbour text and codes two claims that overlap and one further down.
fn three_claims(page: &Page) {
    steps::code_the_demand(page);
    steps::code(page, "withdraw its gunboats from the bay", "Accusation");
    steps::choose_in(page, "claimant", "Norland", "Add “Norland” as a state");
    steps::wait_card(page, "Accusation Norland");
    steps::code(page, "stay open to every fishing crew", "Demand");
    steps::choose_in(page, "claimant", "Norland", "Norland");
    steps::wait_card(page, "Demand Norland");
}
