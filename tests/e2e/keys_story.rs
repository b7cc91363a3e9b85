//! The keys: a claim in five presses, going through a text without a mouse, and keys of one's own.

use crate::harness::{Page, Site};
use crate::steps::{self, wait_field, wait_in_text, wait_selected};

/// A text in which much is quoted.
const QUOTED: &str = "\
The ferry talks

The union met the ministry on Monday. “We want a contract,” said Dr. Ida Brook. She left at noon.

“The ferry sails on. ‘No strike’ was our word,” the minister answered.

Nobody spoke after that.
";

fn open(page: &Page) {
    steps::open_text(page, "ferry.txt", QUOTED);
    wait_in_text(page);
    page.press(&["Control+Home"]);
}

#[test]
fn a_claim_takes_five_presses_and_the_next_one_like_it_takes_one() {
    let site = Site::start();
    let page = site.open();
    page.role_with("button", "Dendias and Mnatsakanyan").click();
    page.wait_text("No claims yet");
    page.role("document", "Text of Dendias and Mnatsakanyan meet the press in Yerevan").click();
    wait_in_text(&page);
    page.press(&["Control+Home", "y", "v"]);
    let sentence = steps::wait_any_selected(&page);

    // Type, stance while the claimant is still asked for, claimant, issue by its number.
    page.press(&["d"]);
    wait_field(&page, "claimant");
    assert!(!page.has("dialog", "Who codes?"), "a dialog holds the coder up");
    page.press(&["+"]);
    steps::wait_card(&page, "supports");
    assert_eq!(page.role("combobox", "claimant").value(), "", "the sign is no part of a name");
    page.press(&["Enter"]);
    wait_in_text(&page);
    page.press(&["#"]);
    wait_field(&page, "Issue");
    page.assert_accessible("issues with their numbers");
    page.press(&["1"]);
    wait_in_text(&page);
    steps::wait_card(&page, "Ceasefire");
    let card = steps::open_card(&page);
    for part in ["Demand", "supports", "Ceasefire"] {
        assert!(card.contains(part), "{part} is missing: {card}");
    }
    assert!(!card.contains("missing") && !card.contains("draft"), "{card}");
    assert_eq!(steps::open_fragments(&page), [sentence]);

    page.press(&["u", "="]);
    steps::wait_claims(&page, 2);
    steps::wait_card(&page, "Demand");
    page.wait_for("the new claim's card", || !steps::open_card(&page).contains("supports"));
    let again = steps::open_card(&page);
    assert!(again.contains("Demand") && !again.contains("missing"), "{again}");
    assert!(!again.contains("supports") && !again.contains("Ceasefire"), "{again}");

    // Escape goes back a step at a time.
    page.press(&["&"]);
    wait_field(&page, "addressee");
    page.press(&["Escape"]);
    wait_in_text(&page);
    page.wait_for("the card to be as before", || steps::open_card(&page) == again);
    page.press(&["Escape"]);
    page.wait_for("the card to close", || steps::open_card(&page).is_empty());
    steps::wait_claims(&page, 2);
}

#[test]
fn one_goes_by_sentence_quotation_and_card() {
    let site = Site::start();
    let page = site.open();
    open(&page);
    let take = |keys: &[&str], words: &str| {
        page.press(keys);
        wait_selected(&page, words);
    };
    take(&["u"], "The ferry talks");
    take(&["u"], "The union met the ministry on Monday.");
    take(&["u"], "“We want a contract,” said Dr. Ida Brook.");
    page.press(&["a"]);
    wait_field(&page, "claimant");
    page.press(&["Escape"]);
    wait_in_text(&page);
    page.press(&["Escape", "Control+Home"]);
    // What is coded is passed over.
    take(&["u", "u", "u"], "She left at noon.");
    take(&["Shift+u"], "The union met the ministry on Monday.");

    take(&["Control+Home", "y", "y", "y", "q"], "No strike");
    take(&["q"], "‘No strike’");
    take(&["q"], "The ferry sails on. ‘No strike’ was our word,");
    take(&["ArrowLeft", "v"], "“The ferry sails on.");
    take(&["v"], "“The ferry sails on. ‘No strike’ was our word,” the minister answered.");
    page.press(&["ArrowLeft", "Control+Shift+End"]);
    page.wait_for("the rest to be selected", || steps::selected(&page).lines().count() == 3);

    page.press(&["Control+Home", "j"]);
    page.wait_for("the card to be numbered", || {
        page.css(".card[data-id]").attribute("data-number").as_deref() == Some("1")
    });
    page.press(&["1"]);
    steps::wait_card(&page, "Accusation");
    page.wait_for("the number to be gone", || {
        page.css(".card[data-id]").attribute("data-number").is_none()
    });
}

#[test]
fn a_key_is_changed_refused_reset_and_kept() {
    let site = Site::start();
    let page = site.open();
    open(&page);
    page.press(&["?"]);
    let dialog = page.role("dialog", "All keys");
    dialog.role("button", "Change the key: Select sentence, paragraph").click();
    let listening = dialog.role("button", "Press a key…: Select sentence, paragraph");
    page.wait_for("the row to listen", || listening.has_focus());
    for (key, refused) in [
        ("m", "M belongs to “Mark as a mention” already; change that one first."),
        ("d", "D chooses the claim type “Demand”; choose another key here or in the codebook."),
        ("Control+f", "Ctrl+F cannot be used: the browser searches the page with it."),
    ] {
        page.press(&[key]);
        page.wait_text(refused);
    }
    let objections = steps::objections(&page, "a key being changed");
    assert!(objections.is_empty(), "{}", objections.join("\n"));
    page.press(&["h"]);
    page.wait_text("One command has a key of your own.");
    page.shot("story-keys-changed");
    page.press(&["Escape"]);
    page.wait_gone("dialog", "All keys");

    // It works, the old one does not, and a reload changes nothing in that.
    page.reload();
    steps::wait_text_drawn(&page);
    page.css("#text").click();
    wait_in_text(&page);
    page.press(&["Control+Home", "v"]);
    assert_eq!(steps::selected(&page), "");
    page.press(&["h"]);
    wait_selected(&page, "The ferry talks");

    page.press(&["?"]);
    let dialog = page.role("dialog", "All keys");
    dialog.role("button", "Reset the key: Select sentence, paragraph").click();
    page.wait_text("No key is changed.");
    page.press(&["Escape"]);
    page.wait_gone("dialog", "All keys");
    wait_in_text(&page);
    page.press(&["Control+Home", "v"]);
    wait_selected(&page, "The ferry talks");
}

#[test]
fn digits_choose_claim_types_and_single_letters_keep_to_the_text() {
    let site = Site::start();
    let page = site.open();
    open(&page);
    page.press(&["?"]);
    let dialog = page.role("dialog", "All keys");
    dialog.role_with("radio", "Digits").click();
    let single = dialog.role_with("checkbox", "Single-letter keys");
    single.click();
    page.wait_for("the choices to be made", || {
        dialog.role_with("radio", "Digits").is_checked() && !single.is_checked()
    });
    page.press(&["Escape"]);
    page.wait_gone("dialog", "All keys");

    page.css("#text").click();
    wait_in_text(&page);
    page.press(&["Control+Home", "v"]);
    let bar = page.role("toolbar", "Code the selection");
    bar.role("button", "Demand 1");
    bar.role("button", "Accusation 3");
    page.press(&["3"]);
    wait_field(&page, "claimant");
    steps::wait_card(&page, "Accusation");
    page.press(&["Escape"]);
    wait_in_text(&page);

    // The second place is a letter now, and acts in the text but not on a button beside it.
    let place = || page.css(".tab[aria-current]").text();
    page.role_with("button", "Undo: ").click();
    page.press(&["b"]);
    assert_eq!(place(), "Code");
    page.css("#text").click();
    wait_in_text(&page);
    page.press(&["b"]);
    page.wait_for("the codebook", || place() == "Codebook");
    page.press(&["a"]);
    assert_eq!(place(), "Codebook", "nothing of the text has the keyboard there");
    page.press(&["Control+k"]);
    page.role("combobox", "Command");
}
