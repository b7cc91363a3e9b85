//! A coder works a day without a mouse: opens documents, codes, comes back, takes the data home.

use crate::harness::{Page, Site};
use crate::steps::{self, wait_in_text};

const NEWCOMER: &str = "Quillon Ashgrove";
const NOTE: &str = "Said on the record; compare the second paragraph.";

#[test]
fn a_claim_coded_by_keyboard_survives_the_reload_and_the_way_to_another_browser() {
    let site = Site::start();
    let page = site.open();
    let files = steps::five_documents(&page);

    import(&page, &files);
    let sentence = select_a_sentence(&page);
    code(&page, &sentence);
    write_note(&page);
    steps::wait_saved(&page);
    let before = Seen::of(&page);
    page.shot("story-keyboard-1-coded");
    page.assert_accessible("a complete claim");

    page.reload();
    steps::wait_card(&page, NEWCOMER);
    // The caret is put back once the text is there.
    page.wait_for("the caret to be where it was", || steps::caret(&page) == before.caret);
    let same = page.comes(|| Seen::of(&page) == before);
    assert!(same, "{:?} is not {before:?}", Seen::of(&page));
    open_details(&page);
    page.wait_for("the note", || page.role("textbox", "Note").value() == NOTE);
    page.press(&["Escape"]);

    let (name, bytes) = steps::export_project(&page);
    assert!(name.ends_with(".claimlight.json"), "{name}");
    page.close();

    let elsewhere = site.open();
    elsewhere.choose_files("#pick-project", &[elsewhere.file(&name, &bytes)]);
    let dialog = elsewhere.role_with("dialog", "Import");
    dialog.role_with("radio", "As a new project").click();
    elsewhere.shot("story-keyboard-2-import");
    dialog.role_with("button", "Make the project").click();
    elsewhere.wait_text(&before.document);
    let (again, bytes_again) = steps::export_project(&elsewhere);
    assert_eq!(again, name);
    assert!(bytes_again == bytes, "the second file is another one");
}

#[test]
fn a_claim_types_key_with_nothing_selected_says_what_is_wanting() {
    let site = Site::start();
    let page = site.open();
    steps::open_text(&page, "harbour.txt", steps::HARBOUR);
    page.click_text("#text", "Southmark must", &[]);
    wait_in_text(&page);
    page.press(&["d"]);
    page.wait_text("No words are selected.");
    page.press(&["v", "d"]);
    page.role("combobox", "claimant");
}

#[test]
fn the_caret_goes_through_every_line_and_back() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    page.css("#text").click();
    wait_in_text(&page);
    page.press(&["Escape", "Control+Home"]);
    page.wait_for("the caret to be on the first line", || spot(&page)[1] < 20.0);
    let length = page.run("return document.querySelector('#text').textContent.length", &[]);
    let mut lines = vec![spot(&page)];
    loop {
        let [_, before] = spot(&page);
        page.press(&["ArrowDown"]);
        page.wait_for("the caret to go on", || spot(&page)[1] > before || at_end(&page, &length));
        if at_end(&page, &length) {
            break;
        }
        lines.push(spot(&page));
    }
    let per_line = length.as_f64().expect("a length is a number") / 40.0;
    #[expect(clippy::cast_precision_loss, reason = "a few dozen lines")]
    let counted = lines.len() as f64;
    assert!(counted > per_line / 2.0, "{counted} lines are too few for such a text");
    assert!(
        lines.iter().all(|[left, _]| *left <= lines[0][0] + 8.0),
        "it left its column: {lines:?}"
    );

    page.press(&["Home"]);
    page.wait_for("the start of the last line", || Some(spot(&page)) == lines.last().copied());
    let mut back = vec![spot(&page)];
    while back.len() < lines.len() {
        let [_, before] = spot(&page);
        page.press(&["ArrowUp"]);
        page.wait_for("the caret to go back", || spot(&page)[1] < before);
        back.push(spot(&page));
    }
    back.reverse();
    assert_eq!(back, lines);
    page.wait_for("the caret to be at the start", || steps::caret(&page) == Some(0));

    // The end of a line is on the line, and Shift takes what lies between.
    page.press(&["ArrowDown", "End"]);
    let on_second = || (spot(&page)[1] - lines[1][1]).abs() < 8.0;
    page.wait_for("the end of the second line", || {
        spot(&page)[0] > lines[1][0] + 100.0 && on_second()
    });
    page.press(&["Shift+Home"]);
    page.wait_for("the line to be selected", || steps::selected(&page).len() > 20 && on_second());
}

#[test]
fn pages_turn_and_the_caret_goes_with_them() {
    let site = Site::start();
    let page = site.open();
    steps::open_text(&page, "harbour.txt", &steps::HARBOUR.repeat(30));
    wait_in_text(&page);
    page.press(&["Control+Home"]);
    page.wait_for("the caret to be at the start", || steps::caret(&page) == Some(0));
    let mut stops = vec![0];
    for _ in 0..3 {
        page.press(&["PageDown"]);
        let before = *stops.last().expect("there is a first");
        page.wait_for("the caret to go on with the page", || {
            steps::caret(&page).is_some_and(|at| at > before + 200) && caret_in_view(&page)
        });
        stops.push(steps::caret(&page).unwrap_or_default());
    }
    // What is selected next is what is in view.
    page.press(&["Shift+PageDown"]);
    page.wait_for("a page to be selected", || steps::selected(&page).len() > 200);
    page.press(&["ArrowLeft"]);
    page.wait_for("the caret to be where the selection began", || {
        steps::caret(&page) == stops.last().copied()
    });
    for _ in 0..3 {
        let before = steps::caret(&page);
        page.press(&["PageUp"]);
        page.wait_for("the caret to go back with the page", || {
            steps::caret(&page) < before && caret_in_view(&page)
        });
    }
    page.press(&["PageUp"]);
    page.wait_for("the caret to be at the start again", || steps::caret(&page) == Some(0));
}

/// Whether the caret is drawn in the part of the text that is in view.
fn caret_in_view(page: &Page) -> bool {
    let script = "const caret = document.querySelector('.caret').getBoundingClientRect(); \
                  const frame = document.querySelector('.reader').getBoundingClientRect(); \
                  return caret.height > 0 && caret.top >= frame.top && caret.bottom <= frame.bottom";
    page.run(script, &[]) == true
}

/// Where the caret is drawn, in whole CSS pixels: from the left of the window and down the text.
/// Lines above that are laid out for the first time may still move it.
fn spot(page: &Page) -> [f64; 2] {
    let mut before = spot_now(page);
    loop {
        page.wait_until_painted();
        let now = spot_now(page);
        if now == before {
            return [0, 1].map(|axis| now[axis].as_f64().expect("a place has two numbers"));
        }
        before = now;
    }
}

fn spot_now(page: &Page) -> serde_json::Value {
    let script = "const text = document.querySelector('#text').getBoundingClientRect(); \
                  const caret = document.querySelector('.caret').getBoundingClientRect(); \
                  return [caret.left, caret.top - text.top].map(Math.round)";
    page.run(script, &[])
}

fn at_end(page: &Page, length: &serde_json::Value) -> bool {
    steps::caret(page) == length.as_u64()
}

/// What the coder sees after the work, and wants to see again after a reload.
#[derive(Debug, PartialEq)]
struct Seen {
    address: String,
    document: String,
    card: String,
    fragments: Vec<String>,
    caret: Option<u64>,
}

impl Seen {
    fn of(page: &Page) -> Self {
        Self {
            address: page.address(),
            document: steps::open_document(page),
            card: steps::open_card(page),
            fragments: steps::open_fragments(page),
            caret: steps::caret(page),
        }
    }
}

fn import(page: &Page, files: &[std::path::PathBuf]) {
    page.choose_files("#pick-documents", files);
    page.role("button", "Import 5 documents");
    page.wait_for("the keyboard to be on Import", || page.focused().name() == "Import 5 documents");
    page.assert_accessible("the review of five files");
    page.press(&["Enter"]);
    page.wait_gone("dialog", "Import documents");
    page.wait_text("5 documents are imported.");
    wait_in_text(page);
}

/// Goes two documents on and back one, into its second paragraph, and takes a sentence.
fn select_a_sentence(page: &Page) -> String {
    let first = steps::open_document(page);
    page.press(&["]", "]", "["]);
    page.wait_for("another document to open", || steps::open_document(page) != first);
    wait_in_text(page);
    page.press(&["Control+Home", "Control+ArrowDown", ")", "Control+ArrowRight", "ArrowRight"]);
    page.press(&["Space"]);
    let word = steps::wait_any_selected(page);
    page.press(&["Space"]);
    page.wait_for("more than the word to be selected", || steps::selected(page) != word);
    let sentence = steps::selected(page);
    assert!(sentence.len() > word.len() && sentence.contains(&word), "{word} … {sentence}");
    page.press(&["ArrowLeft", "v"]);
    steps::wait_selected(page, &sentence);
    sentence
}

/// Codes the selection: a demand of somebody new, to and about known actors, with issue and stance.
fn code(page: &Page, sentence: &str) {
    page.press(&["d"]);
    pick(page, "claimant", NEWCOMER, &format!("Add “{NEWCOMER}” as a person"));
    steps::wait_card(page, NEWCOMER);
    page.press(&["&"]);
    pick(page, "addressee", "armen", "Armenia");
    page.press(&["!"]);
    pick(page, "target", "lavr", "Lavrov");
    page.press(&["#"]);
    pick_code(page, "Issue", "cease", "Ceasefire");
    page.press(&["+"]);
    steps::wait_card(page, "supports");
    page.press(&["."]);
    steps::wait_card(page, "draft");
    let card = steps::open_card(page);
    for part in ["Demand", NEWCOMER, "Armenia", "Lavrov", "Ceasefire"] {
        assert!(card.contains(part), "{part} is missing: {card}");
    }
    page.wait_for("the claim to cover the sentence", || steps::open_fragments(page) == [sentence]);
}

/// Types into the picker that has the keyboard and takes its first line.
fn pick(page: &Page, picker: &str, typed: &str, line: &str) {
    expect_line(page, picker, typed, line);
    page.press(&["Enter"]);
    page.wait_gone("combobox", picker);
    wait_in_text(page);
}

/// The same for a picker of codes, which stays for the next one.
fn pick_code(page: &Page, picker: &str, typed: &str, line: &str) {
    expect_line(page, picker, typed, line);
    page.press(&["Enter"]);
    steps::wait_card(page, line);
    page.press(&["Escape"]);
    page.wait_gone("combobox", picker);
    wait_in_text(page);
}

fn expect_line(page: &Page, picker: &str, typed: &str, line: &str) {
    let field = page.role("combobox", picker);
    page.wait_for("the picker to have the keyboard", || field.has_focus());
    page.type_text(typed);
    page.wait_for(&format!("“{line}” to come first"), || {
        let script =
            "return document.querySelector('[role=option][aria-selected=true]')?.innerText";
        page.run(script, &[]).as_str().is_some_and(|said| said.contains(line))
    });
}

fn write_note(page: &Page) {
    open_details(page);
    go_to(page, "textbox", "Note");
    page.type_text(NOTE);
    // Escape hands over what was typed and goes back to the text.
    page.press(&["Escape"]);
    wait_in_text(page);
    page.press(&["p"]);
    steps::wait_card(page, "has a note");
}

/// Unfolds what is set less often, with Tab and Enter.
fn open_details(page: &Page) {
    go_to(page, "button", "Attribution, date, certainty, note");
    page.press(&["Enter"]);
}

/// Presses Tab until something has the keyboard.
fn go_to(page: &Page, role: &str, name: &str) {
    for _ in 0..60 {
        let focused = page.focused();
        if focused.role_name() == role && focused.name() == name {
            return;
        }
        page.press(&["Tab"]);
    }
    panic!("sixty Tabs do not reach the {role} “{name}”");
}
