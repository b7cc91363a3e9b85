//! Every screen and every dialog, looked at by axe-core: light and dark, wide and narrow.

use crate::harness::{Page, Site};
use crate::steps;

/// Looks at one place after the other and complains about all of them at the end.
struct Inspector<'a> {
    page: &'a Page,
    found: Vec<String>,
}

impl<'a> Inspector<'a> {
    fn new(page: &'a Page) -> Self {
        page.wait_text("15 claims");
        Self { page, found: Vec::new() }
    }

    fn look_at(&mut self, place: &str) {
        self.found.extend(steps::objections(self.page, place));
    }

    /// Looks at a dialog, then closes it.
    fn look_at_dialog(&mut self, title: &str) {
        self.page.role_with("dialog", title);
        self.look_at(title);
        steps::leave_dialog(self.page);
    }

    fn report(self) {
        let count = self.found.len();
        assert!(count == 0, "{count} objections:\n{}", self.found.join("\n\n"));
    }
}

/// A state of the screen of coding, and how it is come to from the one before.
type State = (&'static str, fn(&Page));

/// What is seen of a project that is coded already; the first is the sample as it opens.
const READING: &[State] = &[
    ("a coded document", |_| {}),
    ("the list of claims", |page| {
        page.press(&[";"]);
        page.role("list", "Claims in the order of the text");
    }),
    ("the filter", |page| {
        page.press(&["*"]);
        page.role("dialog", "Filter claims");
    }),
    ("the filter with a choice, and claims that recede", |page| {
        let panel = page.role("dialog", "Filter claims");
        panel.role_with("checkbox", "Demand").click();
        page.wait_for("the filter to be in force", || panel.text().contains("of 15 claims"));
    }),
    ("a filtered list", |page| {
        page.press(&["Escape"]);
        page.wait_gone("dialog", "Filter claims");
    }),
    ("the reading settings, with numbers of paragraphs", |page| {
        page.press(&["_", "Control+,"]);
        let panel = page.role("region", "Reading settings");
        panel.role("checkbox", "Number the paragraphs").click();
    }),
    ("focus mode", |page| {
        page.press(&["Escape"]);
        page.wait_gone("region", "Reading settings");
        page.css("#text").click();
        page.press(&["n", "z"]);
        page.role_with("button", "Leave focus mode");
    }),
    ("a card with its editor", |page| {
        page.role_with("button", "Leave focus mode").click();
        page.role("button", "Delete");
    }),
    ("a card with its details", |page| page.css(".editor__more summary").click()),
    ("the picker of claimants", |page| {
        page.css(".editor__more summary").click();
        page.press(&["@"]);
        page.role("combobox", "claimant");
    }),
    ("the picker of issues", |page| {
        page.press(&["Escape", "#"]);
        page.role("combobox", "Issue");
    }),
    ("the picker of claim types", |page| {
        page.press(&["Escape", "t"]);
        page.role("combobox", "Claim type");
    }),
    ("numbered cards", |page| {
        page.press(&["Escape"]);
        page.wait_gone("combobox", "Claim type");
        page.press(&["j"]);
        page.wait_for("the cards to be numbered", || {
            page.run("return document.querySelector('.card[data-number]') !== null", &[]) == true
        });
    }),
    ("the palette", |page| {
        page.press(&["Escape", "Control+k"]);
        page.role("dialog", "Find a command");
    }),
    ("a key being changed", |page| {
        page.press(&["Escape", "?"]);
        let dialog = page.role("dialog", "All keys");
        dialog.role("button", "Change the key: Select sentence, paragraph").click();
        dialog.role("button", "Press a key…: Select sentence, paragraph");
    }),
    ("a filter of documents that nothing answers", |page| {
        page.press(&["Escape", "Escape"]);
        page.wait_gone("dialog", "All keys");
        page.role("tab", "Documents").click();
        page.role("searchbox", "Filter documents").fill("no such document");
        page.wait_text("No document answers the filter.");
    }),
];

/// What is seen while a document is coded; the first is a text without claims.
const CODING: &[State] = &[
    ("a document without claims", |page| {
        steps::open_text(page, "harbour.txt", steps::HARBOUR);
        page.wait_text("No claims yet");
    }),
    ("an empty list of claims", |page| {
        page.press(&[";"]);
        page.wait_text("No claims yet. Select words");
    }),
    ("the bar at the selection", |page| {
        page.drag_text("#text", "Anna Berg", &[]);
        page.role("toolbar", "Code the selection");
    }),
    ("the question whom words name", |page| {
        page.press(&["m"]);
        page.role("group", "Mention");
    }),
    ("a mention", |page| {
        page.type_text("Anna Berg");
        page.wait_text("Add “Anna Berg” as a person");
        page.press(&["Enter"]);
        page.wait_gone("group", "Mention");
        page.click_text("#text", "Anna Berg", &[]);
        page.role("article", "Mention");
    }),
    ("a claim without a claimant, who is asked for", |page| {
        steps::code(page, "Southmark must withdraw its gunboats", "Demand");
        page.role("combobox", "claimant");
    }),
    ("the question which claim is meant", |page| {
        steps::choose_in(page, "claimant", "Anna", "Anna Berg");
        steps::code(page, "withdraw its gunboats from the bay", "Accusation");
        page.role("combobox", "claimant");
        page.press(&["Escape", "Escape"]);
        page.click_text("#text", "gunboats", &[]);
        page.role("group", "What is meant?");
    }),
    ("the changes so far", |page| {
        page.press(&["Escape", "Control+Shift+h"]);
        page.role("dialog", "Changes so far");
    }),
    ("the paper edition", |page| {
        page.press(&["Escape"]);
        page.wait_gone("dialog", "Changes so far");
        page.run("dispatchEvent(new Event('beforeprint'))", &[]);
        page.css(".edition");
    }),
];

fn look_at_all(states: &[State]) {
    let site = Site::start();
    let page = site.open();
    let mut inspector = Inspector::new(&page);
    for (name, come_to) in states {
        come_to(&page);
        inspector.look_at(name);
        page.resize(360, 740);
        let narrow = page.control_objections();
        inspector.found.extend(narrow.iter().map(|one| format!("{name}, 360: {one}")));
        page.resize(1280, 800);
    }
    inspector.report();
}

#[test]
fn a_coded_document_is_accessible_in_every_state() {
    look_at_all(READING);
}

#[test]
fn coding_is_accessible_in_every_state() {
    look_at_all(CODING);
}

/// Six hundred and forty by four hundred CSS pixels: a window of twice that, with everything twice
/// as large.
const ZOOMED: (u32, u32) = (640, 400);

/// What cannot be come to or read in the window as it is: controls cut off or covered, what scrolls
/// to two sides, and a text of less than three lines.
fn in_the_way(page: &Page, place: &str) -> Vec<String> {
    let script = "const found = []; \
        if (document.documentElement.scrollWidth > innerWidth) found.push('the page'); \
        for (const e of document.querySelectorAll('body *')) { \
          const { overflowX, overflowY } = getComputedStyle(e); \
          if (!/auto|scroll/.test(overflowX + overflowY) || !e.clientWidth) continue; \
          if (e.scrollWidth > e.clientWidth + 1) found.push('.' + e.className); \
        } \
        const text = document.querySelector('#text')?.closest('.reader'); \
        const room = text && !document.querySelector('dialog:modal') ? text.clientHeight : 999; \
        return [found.map(e => e + ' scrolls sideways'), \
          room < 100 ? [`the text has ${room} pixels of height`] : []].flat()";
    let answer = page.run(script, &[]);
    let narrow = answer.as_array().into_iter().flatten().filter_map(|one| one.as_str());
    let mut found: Vec<String> = narrow.map(str::to_owned).collect();
    found.extend(page.control_objections());
    found.iter().map(|one| format!("{place}, twice as large: {one}")).collect()
}

#[test]
fn everything_is_in_reach_at_two_hundred_per_cent_and_in_the_users_own_colours() {
    let site = Site::start();
    let page = site.open();
    let mut inspector = Inspector::new(&page);
    for (name, come_to) in READING {
        come_to(&page);
        page.zoom(Some(ZOOMED));
        inspector.found.extend(in_the_way(&page, name));
        page.zoom(None);
        if page.force_colours(true) {
            let violations = page.contrast_violations().unwrap_or_default();
            let violations = violations.iter().map(|one| format!("{name}, forced colours: {one}"));
            inspector.found.extend(violations);
            inspector.found.extend(
                page.control_objections().iter().map(|one| format!("{name}, forced: {one}")),
            );
            page.force_colours(false);
        }
    }
    inspector.report();
}

#[test]
fn an_empty_project_and_the_projects_are_accessible() {
    let site = Site::start();
    let page = site.open();
    let mut inspector = Inspector::new(&page);
    page.press(&["Control+Shift+f"]);
    let dialog = page.role("dialog", "Projects");
    dialog.role("textbox", "Name").fill("Nothing yet");
    dialog.role("button", "Empty").click();
    inspector.look_at("the projects");
    dialog.role("button", "Make project").click();
    steps::wait_project(&page, "Nothing yet");
    page.wait_text("No documents yet");
    inspector.look_at("an empty project");
    page.press(&["2"]);
    page.wait_text("No claim types yet");
    inspector.look_at("an empty codebook");
    page.press(&["3"]);
    page.wait_text("No actors yet");
    inspector.look_at("an empty registry");
    inspector.report();
}

#[test]
fn the_codebook_and_the_registry_are_accessible() {
    let site = Site::start();
    let page = site.open();
    let mut inspector = Inspector::new(&page);
    page.press(&["2"]);
    page.role("heading", "Codebook");
    inspector.look_at("the codebook");
    page.role_with("button", "Accusation").click();
    page.role_with("textbox", "Definition");
    inspector.look_at("a claim type");
    page.role_with("button", "Delete").click();
    inspector.look_at_dialog("Delete");
    page.role("button", "General rules and stance scale").click();
    inspector.look_at("the general rules");
    page.press(&["Escape"]);
    page.role("button", "Actors").click();
    page.role("heading", "Actors");
    inspector.look_at("the registry");
    page.role_with("button", "Sergey Lavrov").click();
    page.role("textbox", "Name");
    inspector.look_at("an actor");
    page.role_with("button", "Merge").click();
    inspector.look_at_dialog("Merge");
    page.role_with("button", "Delete").click();
    inspector.look_at_dialog("Delete");
    inspector.report();
}

#[test]
fn the_ways_in_and_out_are_accessible() {
    let site = Site::start();
    let page = site.open();
    let mut inspector = Inspector::new(&page);
    let files = [
        page.file("harbour.txt", steps::HARBOUR),
        page.file("empty.txt", ""),
        page.file("picture.txt", [0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, 0, 1, 2, 0]),
    ];
    page.choose_files("#pick-documents", &files);
    page.role("button", "Import 1 document");
    inspector.look_at("the review of a good, an empty and a binary file");
    page.role_with("button", "Text and encoding of").click();
    page.role("combobox", "Encoding");
    inspector.look_at_dialog("Import documents");
    page.press(&["Control+Shift+v"]);
    inspector.look_at_dialog("Paste a text");
    page.press(&["i"]);
    inspector.look_at_dialog("About this document");

    page.press(&["Control+e"]);
    page.role("dialog", "Export");
    page.wait_for("the formats", || page.roles("radio").len() >= 7);
    let formats: Vec<String> =
        page.roles("radio").iter().map(crate::harness::Element::name).collect();
    for format in &formats {
        page.role("radio", format).click();
        inspector.look_at(&format!("the export as {format}"));
    }
    inspector.look_at_dialog("Export");
    page.choose_files("#pick-project", &[page.file("broken.claimlight.json", "{\"format\":")]);
    page.role("alert", "");
    inspector.look_at_dialog("Import");
    inspector.report();
}

#[test]
fn the_helpers_are_accessible() {
    let site = Site::start();
    let page = site.open();
    let mut inspector = Inspector::new(&page);
    page.press(&["?"]);
    inspector.look_at_dialog("All keys");
    page.press(&["Control+k"]);
    inspector.look_at("every command");
    page.type_text("undo");
    inspector.look_at_dialog("Find a command");
    page.press(&["Control+Shift+h"]);
    inspector.look_at_dialog("Changes so far");
    page.role("button", "No coder yet").click();
    inspector.look_at_dialog("Who codes?");
    steps::code_the_demand(&page);
    page.press(&["Control+Shift+h"]);
    inspector.look_at_dialog("Changes so far");
    inspector.report();
}
