//! Selecting, overlapping claims, and going back and forth through what was done.

use crate::harness::{Page, Site};
use crate::steps;

#[test]
fn a_drag_takes_whole_words_unless_alt_is_held() {
    let site = Site::start();
    let page = site.open();
    steps::open_text(&page, "harbour.txt", steps::HARBOUR);

    page.drag_text_to("#text", "arbour has to", "stay ope", &[]);
    steps::wait_selected(&page, "harbour has to stay open");
    page.click_text("#text", "Anna Berg", &[]);
    page.drag_text_to("#text", "arbour has to", "stay ope", &["Alt"]);
    page.wait_for("the bar to stand at the selection", || {
        page.has("toolbar", "Code the selection")
    });
    steps::wait_selected(&page, "arbour has to stay ope");
}

#[test]
fn in_a_small_window_the_bar_comes_into_view_as_a_whole() {
    let site = Site::start();
    let page = site.open();
    steps::open_text(&page, "harbour.txt", steps::HARBOUR);
    page.zoom(Some((640, 400)));
    page.click_text("#text", "Southmark must", &[]);
    steps::wait_in_text(&page);
    page.press(&["v"]);
    page.role("toolbar", "Code the selection");
    page.wait_for("the bar and the end of the selection to be in view", || {
        let script = "const bar = document.querySelector('.selection-bar').getBoundingClientRect(); \
                      const frame = document.querySelector('.reader').getBoundingClientRect(); \
                      return bar.bottom <= frame.bottom && bar.top > frame.top + 10";
        page.run(script, &[]) == true
    });
}

#[test]
fn what_is_selected_is_so_again_when_a_dialog_goes() {
    let site = Site::start();
    let page = site.open();
    steps::open_text(&page, "harbour.txt", steps::HARBOUR);
    page.click_text("#text", "Southmark must", &[]);
    steps::wait_in_text(&page);
    page.press(&["v"]);
    let sentence = steps::wait_any_selected(&page);
    // With a field to type in, and without one.
    for key in ["Control+k", "?"] {
        page.press(&[key]);
        page.wait_for("a dialog", || !page.roles("dialog").is_empty());
        steps::leave_dialog(&page);
        steps::wait_selected(&page, &sentence);
        steps::wait_in_text(&page);
    }
    // Also when the keyboard goes back to something else.
    page.role_with("tab", "Claims").run("this.focus()");
    page.press(&["?"]);
    page.role("dialog", "All keys");
    steps::leave_dialog(&page);
    steps::wait_selected(&page, &sentence);
}

#[test]
fn where_claims_overlap_a_click_asks_which_is_meant() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    steps::code(&page, "withdraw its gunboats from the bay", "Accusation");
    steps::choose_in(&page, "claimant", "Norland", "Add “Norland” as a state");
    steps::wait_card(&page, "Accusation Norland");
    steps::wait_claims(&page, 2);

    page.click_text("#text", "gunboats", &[]);
    let question = page.role("group", "What is meant?");
    page.wait_for("both to be offered", || question.roles("button").len() == 2);
    page.shot("story-overlap");
    question.role_with("button", "Demand").click();
    steps::wait_card(&page, "Demand Anna Berg");
    page.click_text("#text", "gunboats", &[]);
    page.role("group", "What is meant?").role_with("button", "Accusation").click();
    steps::wait_card(&page, "Accusation Norland");
    // Where only one claim is, a click asks nothing.
    page.click_text("#text", "Southmark must", &[]);
    steps::wait_card(&page, "Demand Anna Berg");
    page.wait_gone("group", "What is meant?");
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
    steps::wait_claims(&page, 0);
    steps::undo(&page, "delete claim");
    steps::wait_claims(&page, 1);
    let done =
        ["change stance", "add addressee", "add claimant", "code demand", "import 1 document"];
    for step in done {
        steps::undo(&page, step);
    }
    page.wait_text("15 claims");
    page.wait_for("the document to leave the list", || {
        !page.text().contains("The harbour dispute")
    });
    for step in done.iter().rev() {
        steps::redo(&page, step);
    }
    page.role_with("button", "The harbour dispute").click();
    steps::wait_claims(&page, 1);
    steps::redo(&page, "delete claim");
    steps::wait_claims(&page, 0);

    // The list of changes goes back several steps at once.
    page.press(&["Control+Shift+h"]);
    page.role("button", "Undo to here: add addressee and what came after it").click();
    page.press(&["Escape"]);
    page.wait_gone("dialog", "Changes so far");
    steps::wait_claims(&page, 1);
    open_only_claim(&page);
    page.wait_for("the addressee to be gone", || !steps::open_card(&page).contains("Southmark"));
    page.role("button", "Undo: add claimant");
    page.role("button", "Redo: add addressee");
}

fn open_only_claim(page: &Page) {
    if steps::open_card(page).is_empty() {
        page.css(".card__face").click();
    }
    steps::wait_card(page, "Anna Berg");
}

#[test]
fn a_claim_gets_fragments_edges_and_the_mention_that_names_its_claimant() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    page.drag_text("#text", "would not move one ship", &[]);
    page.role("toolbar", "Code the selection").role_with("button", "Add to claim").click();
    page.wait_for("the claim to have two fragments", || {
        steps::open_fragments(&page)
            == ["Southmark must withdraw its gunboats", "would not move one ship"]
    });
    let fragments = page.role("group", "fragments").roles("listitem");
    fragments[0].role("button", "End one word later").click();
    page.wait_for("the first fragment to grow", || {
        steps::open_fragments(&page)[0] == "Southmark must withdraw its gunboats from"
    });
    let fragments = page.role("group", "fragments").roles("listitem");
    fragments[1].role("button", "Remove this fragment").click();
    page.wait_for("one fragment to be left", || steps::open_fragments(&page).len() == 1);
    steps::undo(&page, "remove fragment");
    page.wait_for("the fragment to be back", || steps::open_fragments(&page).len() == 2);

    page.drag_text("#text", "minister of Norland", &[]);
    page.role("toolbar", "Code the selection").role_with("button", "Mention").click();
    steps::choose_in(&page, "Actor", "Anna", "Anna Berg");
    page.role("button", "Undo: add mention");
    page.click_text("#text", "Southmark must", &[]);
    steps::wait_card(&page, "Anna Berg");
    page.role("combobox", "Where the text names Anna Berg").choose("1. minister of Norland");
    page.role("button", "Undo: link mention");
    page.role("group", "claimant").role("button", "Remove claimant Anna Berg").click();
    steps::wait_card(&page, "claimant missing");
    steps::undo(&page, "remove claimant");
    steps::wait_card(&page, "Demand Anna Berg");
    let linked = page.role("combobox", "Where the text names Anna Berg");
    page.wait_for("the link to be back", || !linked.value().is_empty());
}
