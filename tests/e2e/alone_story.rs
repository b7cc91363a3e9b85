//! With the keyboard alone, and by ear: a claim is coded, found again in the list, changed and taken
//! back without a pointer, and the accessible tree and what is announced say all of it.

use crate::harness::{Launch, Page, Site};
use crate::steps::{self, wait_field, wait_in_text};

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

/// What is read out of the bar at the selection.
const BAR: &str = "\
toolbar “Code the selection”
  button “Demand D”
  button “Commitment C”
  button “Accusation A”
  button “Rejection R”
  button “Endorsement E”
  button “Proposal O”
  button “Concern W”
  button “Assessment S”
  “Point at a claim type to read its definition.”
  button “Mention M”
  button “Exclude X”
  button “More…”";

/// What is read out of the question for the claimant, with some letters typed.
const PICKER: &str = "\
combobox “claimant” = “lavr” [expanded] [focused]
listbox “claimant”
  option “Sergey Lavrov Lavrov person” [selected]
  option “Add “lavr” as a person new”
  option “Add “lavr” as an organisation new”
  option “Add “lavr” as a state new”
  option “Add “lavr” as a group new”
  option “Add “lavr” as another kind of actor new”";

/// What is read out of the open card.
const CARD: &str = "\
article “Demand by Sergey Lavrov to Armenia: Foreign Minister of Azerbaijan Jeyhun Bayramov \
    holds talks with Sergei Lavrov in Moscow On October 20, Minister Jeyhun Bayramov was \
    received in Moscow by his Russian colleague Sergei Lavrov.”
  button “Demand + supports Sergey Lavrov to Armenia Ceasefire” [expanded]
  group “claimant”
    “Sergey Lavrov”
    button “Remove claimant Sergey Lavrov”
    combobox “Where the text names Sergey Lavrov” = “1. Sergei Lavrov” [collapsed]
    button “Add claimant”
      “@”
  group “addressee”
    “Armenia”
    button “Remove addressee Armenia”
    combobox “Where the text names Armenia” = “not linked” [collapsed]
    button “Add addressee”
      “&”
  group “target”
    button “Add target”
      “!”
  group “issue”
    “Ceasefire”
    button “Remove issue Ceasefire”
    button “Set the issue”
      “#”
  group “stance”
    button “opposes”
    button “neutral”
    button “supports” [pressed]
  group “claim type”
    “Demand”
    button “Remove claim type Demand”
    button “Set the claim type”
      “T”
  group “span”
    list
      listitem
        button “Foreign Minister of Azerbaijan Jeyhun Bayramov holds talks with Sergei Lavrov \
    in Moscow On October 20, Minister Jeyhun Bayramov was received in Moscow by his Russian \
    colleague Sergei Lavrov.”
        button “Start one word earlier”
          “◂”
        button “Start one word later”
          “▸”
        button “End one word earlier”
          “◂”
        button “End one word later”
          “▸”
  group
    DisclosureTriangle “Attribution, date, certainty, note” [collapsed]
  button “Back to draft”
  button “Delete”";

/// What is read out of the filter, once something is chosen.
const FILTER: &str = "\
dialog “Filter claims”
  heading “Filter claims”
  status
    “5 of 16 claims”
  button “Close”
  searchbox “Find a type, an issue, an actor or a coder” = “Armenia”
  searchbox “Words in the claim or its note”
  group “Actors”
    group “In which role”
      button “any role” [pressed]
      button “claimant”
      button “addressee”
      button “target”
    checkbox “Armenia 5” [checked] [focused]
  button “Clear the filter”";

/// What is read out of the list of claims, filtered.
const LIST: &str = "\
complementary “Documents and claims”
  tablist “Documents and claims”
    tab “Documents”
    tab “Claims 5 of 16” [selected]
  tabpanel “Claims 5 of 16”
    region “Claims”
      “5 of 16 claims”
      button “Clear”
      button “Filter” [collapsed]
      “Armenia”
      button “Take “Armenia” off the filter”
      list “Claims in the order of the text”
        listitem
          button “Demand supports Sergey Lavrov to Armenia · Ceasefire Foreign Minister of \
    Azerbaijan Jeyhun Bayramov holds talks with Sergei Lavrov in Moscow On…” [focused]
        listitem
          button “Accusation Jeyhun Bayramov · Ceasefire regretted that the truce had been \
    broken within hours by the Armenian side”
        listitem
          button “Demand Jeyhun Bayramov to Armenia · Status and settlement urged Armenia to \
    name a date for the start of a withdrawal”
        listitem
          button “Proposal supports Sergey Lavrov to Armenia, Azerbaijan · Ceasefire · \
    Peacekeeping proposed that Russian military observers be sent to the line of contact to \
    watch over the …”
        listitem
          button “Demand supports Russia to Azerbaijan, Armenia · Ceasefire expects that Baku \
    and Yerevan will keep the line between their military commands open”";

/// The longest announcement, in characters: who listens cannot skim.
const LONGEST: usize = 120;

/// The announcements since the last time.
fn heard(page: &Page) -> Vec<String> {
    let answer = page.run("return heard.splice(0)", &[]);
    let words = answer.as_array().into_iter().flatten().filter_map(|words| words.as_str());
    let words: Vec<String> = words.map(str::to_owned).collect();
    for said in &words {
        assert!(said.chars().count() <= LONGEST, "too long to listen to: {said}");
        assert!(!said.starts_with("Sav"), "each saving is announced: {said}");
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
    // What was done may still be on its way into the tree.
    let mut last = String::new();
    let as_expected = page.comes(|| match page.accessible_tree(selector) {
        Some(tree) => {
            last = tree;
            last.trim_end() == expected
        }
        None => true,
    });
    assert!(as_expected, "{selector} is read out otherwise:\n{last}");
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

    let sentence = select_by_keys(&page);
    code(&page);
    page.wait_for("the claim to cover the sentence", || {
        steps::open_fragments(&page) == [sentence.as_str()]
    });
    assert_tree(&page, ".card[aria-current]", CARD);

    go_from_claim_to_claim(&page);
    filter_the_list(&page);
    change_from_the_list(&page);

    assert_eq!(page.run("return pointers", &[]), 0, "a pointer was used");
}

/// Takes the next sentence that nobody has coded.
fn select_by_keys(page: &Page) -> String {
    page.press(&["Control+Home", "u"]);
    page.role("toolbar", "Code the selection");
    assert_tree(page, ".selection-bar", BAR);
    steps::wait_any_selected(page)
}

/// Codes a complete claim: type, claimant, addressee, stance, issue.
fn code(page: &Page) {
    page.press(&["d"]);
    wait_field(page, "claimant");
    wait_heard(page, "Demand: claim added.");
    page.type_text("lavr");
    page.wait_text("Add “lavr”");
    assert_tree(page, ".card[aria-current] .picker", PICKER);
    page.press(&["Enter"]);
    wait_in_text(page);
    page.press(&["&"]);
    wait_field(page, "addressee");
    page.type_text("armenia");
    page.press(&["Enter"]);
    wait_in_text(page);
    page.press(&["+", "#"]);
    wait_field(page, "Issue");
    page.type_text("cease");
    page.press(&["Enter", "Escape"]);
    wait_in_text(page);
    steps::wait_card(page, "Ceasefire");
}

/// Each claim is said in a few words when it is come to.
fn go_from_claim_to_claim(page: &Page) {
    heard(page);
    page.press(&["n"]);
    wait_heard(page, "Accusation by Jeyhun Bayramov about Armenia: regretted that");
    page.press(&["n"]);
    wait_heard(page, "Rejection by Jeyhun Bayramov");
    page.press(&["p", "p"]);
    wait_heard(page, "Demand by Sergey Lavrov to Armenia");
    page.wait_for("the card to have the keyboard", || {
        page.focused().attribute("aria-label").is_some_and(|name| name.contains("Lavrov"))
    });
}

/// Lists the claims, filters them by what is typed and chosen, and looks at all of them again.
fn filter_the_list(page: &Page) {
    page.press(&[";"]);
    page.wait_for("the list to have the keyboard", || place_in_list(page));
    page.press(&["*"]);
    let panel = page.role("dialog", "Filter claims");
    page.wait_for("the filter to have the keyboard", || {
        page.focused().name().starts_with("Find a type")
    });
    page.type_text("Armenia");
    page.wait_for("the choices to be fewer", || panel.roles("checkbox").len() < 6);
    page.press(&["Tab"]);
    tab_to(page, "checkbox", "Armenia");
    page.press(&["Space"]);
    page.wait_for("the filter to be in force", || panel.text().contains("of 16 claims"));
    wait_heard(page, "of 16 claims");
    assert_tree(page, ".claim-filter", FILTER);
    page.press(&["Escape"]);
    page.wait_gone("dialog", "Filter claims");
    assert_tree(page, ".side", LIST);
    page.press(&["_"]);
    wait_heard(page, "All claims are looked at.");
}

/// The keys for claims work on a row of the list, and undo gives back what was.
fn change_from_the_list(page: &Page) {
    page.press(&[";"]);
    page.wait_for("the list to have the keyboard", || place_in_list(page));
    page.press(&["Home"]);
    steps::wait_card(page, "supports");
    page.press(&["-"]);
    steps::wait_card(page, "opposes");
    wait_heard(page, "Stance: opposes.");
    page.press(&["Control+z"]);
    wait_heard(page, "Undone: change stance.");
    steps::wait_card(page, "supports");
    // The same words again are announced again.
    page.press(&["Control+z"]);
    wait_heard(page, "Undone: change issue.");
    page.press(&["Control+z"]);
    wait_heard(page, "Undone: change stance.");
    page.wait_for("the list to keep the keyboard", || place_in_list(page));
}

/// Whether a row of the list of claims has the keyboard.
fn place_in_list(page: &Page) -> bool {
    page.run("return document.activeElement.closest('#claim-list li') !== null", &[]) == true
}
