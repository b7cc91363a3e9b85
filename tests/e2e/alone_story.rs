//! With the keyboard alone, and by ear: a claim is coded, found again in the list, changed and taken
//! back without a pointer, and the accessible tree and what is announced say all of it.

use crate::harness::{Launch, Page, Site};
use crate::steps;

/// Counts what pointers do, and writes down what live regions say.
const WITNESS: &str = "\
    window.pointers = 0; window.heard = []; \
    for (const kind of ['pointerdown', 'mousedown', 'touchstart']) { \
      addEventListener(kind, () => pointers++, true); \
    } \
    const live = '[role=status]:not([aria-live=off]),[role=alert],[aria-live=polite]'; \
    const told = new WeakMap(); \
    new MutationObserver(changes => { \
      for (const change of changes) { \
        const node = change.target; \
        const element = node.nodeType === 1 ? node : node.parentElement; \
        const region = element?.closest(live); \
        const words = region?.textContent.replace(/\\s+/g, ' ').trim(); \
        if (words && told.get(region) !== words) { told.set(region, words); heard.push(words); } \
      } \
    }).observe(document, { subtree: true, childList: true, characterData: true });";

/// The longest announcement, in characters: who listens cannot skim.
const LONGEST: usize = 120;

/// The announcements since the last time, without those of saving.
fn heard(page: &Page) -> Vec<String> {
    let answer = page.run("return heard.splice(0)", &[]);
    let words = answer.as_array().into_iter().flatten().filter_map(|words| words.as_str());
    let words: Vec<String> = words
        .filter(|words| !words.starts_with("Saved") && !words.starts_with("Saving"))
        .map(str::to_owned)
        .collect();
    for said in &words {
        assert!(said.chars().count() <= LONGEST, "too long to listen to: {said}");
    }
    words
}

fn wait_heard(page: &Page, wanted: &str) {
    let mut all = Vec::new();
    page.wait_for(&format!("“{wanted}” to be announced"), || {
        all.extend(heard(page));
        all.iter().any(|said| said.contains(wanted))
    });
}

/// Compares a part of the accessible tree, where the browser's driver can tell it.
fn assert_tree(page: &Page, selector: &str, expected: &str) {
    if let Some(tree) = page.accessible_tree(selector) {
        assert_eq!(tree.trim_end(), expected.trim(), "{selector} is read out otherwise:\n{tree}");
    }
}

fn wait_field(page: &Page, picker: &str) {
    let field = page.role("combobox", picker);
    page.wait_for("the picker to have the keyboard", || field.has_focus());
}

fn wait_in_text(page: &Page) {
    page.wait_for("the keyboard to be in the text", || page.focused().role_name() == "document");
}

/// Presses Tab until something has the keyboard.
fn tab_to(page: &Page, role: &str, name: &str) {
    for _ in 0..40 {
        let focused = page.focused();
        if focused.role_name() == role && focused.name().starts_with(name) {
            return;
        }
        page.press(&["Tab"]);
    }
    panic!("forty Tabs do not reach the {role} “{name}”");
}

#[test]
fn a_claim_is_coded_found_changed_and_taken_back_without_a_pointer() {
    let site = Site::start();
    let page = Launch::new(&site).before_app(WITNESS).open();
    page.wait_text("15 claims");
    tab_to(&page, "document", "Text of Foreign Minister");

    // The next sentence that nobody has coded.
    page.press(&["Control+Home", "u"]);
    page.role("toolbar", "Code the selection");
    let sentence = steps::selected(&page);
    assert_tree(&page, ".selection-bar", "BAR");
    page.press(&["d"]);
    wait_field(&page, "claimant");
    wait_heard(&page, "Demand");
    assert_tree(&page, ".card[aria-current] .picker", "PICKER");
    page.type_text("lavr");
    page.wait_text("Sergey Lavrov");
    page.press(&["Enter"]);
    wait_in_text(&page);
    page.press(&["&"]);
    wait_field(&page, "addressee");
    page.type_text("armenia");
    page.press(&["Enter"]);
    wait_in_text(&page);
    page.press(&["+", "#"]);
    wait_field(&page, "Issue");
    page.type_text("cease");
    page.press(&["Enter", "Escape"]);
    wait_in_text(&page);
    steps::wait_card(&page, "Ceasefire");
    assert_eq!(steps::open_fragments(&page), [sentence]);
    assert_tree(&page, ".card[aria-current]", "CARD");

    // From claim to claim, each said in a few words.
    heard(&page);
    page.press(&["n"]);
    wait_heard(&page, "zz");
}
