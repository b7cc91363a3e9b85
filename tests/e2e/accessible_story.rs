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
        self.page.press(&["Escape"]);
        self.page.wait_for("the dialog to go", || self.page.roles("dialog").is_empty());
    }

    fn report(self) {
        let count = self.found.len();
        assert!(count == 0, "{count} objections:\n{}", self.found.join("\n\n"));
    }
}

#[test]
fn the_screen_of_coding_is_accessible_in_every_state() {
    let site = Site::start();
    let page = site.open();
    let mut inspector = Inspector::new(&page);
    inspector.look_at("a coded document");
    page.roles("article")[0].roles("button")[0].click();
    page.role("button", "Delete");
    inspector.look_at("an open claim");
    page.css(".editor__more summary").click();
    inspector.look_at("an open claim with its details");
    page.css(".editor__more summary").click();
    for (key, picker) in [("@", "claimant"), ("#", "Issue"), ("t", "Claim type")] {
        page.press(&[key]);
        page.role("combobox", picker);
        inspector.look_at(&format!("the picker of {picker}"));
        page.press(&["Escape"]);
        page.wait_gone("combobox", picker);
    }

    steps::code_the_demand(&page);
    steps::code(&page, "withdraw its gunboats from the bay", "Accusation");
    page.role("combobox", "claimant");
    page.press(&["Escape"]);
    page.click_text("#text", "gunboats", &[]);
    page.role("group", "What is meant?");
    inspector.look_at("the question which claim is meant");
    page.press(&["Escape"]);
    page.drag_text("#text", "Anna Berg", &[]);
    page.role("toolbar", "Code the selection");
    inspector.look_at("the bar at the selection");
    page.press(&["m"]);
    page.role("group", "Mention");
    inspector.look_at("the question whom words name");
    page.press(&["Enter"]);
    page.wait_gone("group", "Mention");
    page.click_text("#text", "Anna Berg", &[]);
    page.wait_text("Mention");
    inspector.look_at("an open mention");
    page.role("searchbox", "Filter documents").fill("no such document");
    page.wait_text("No document answers the filter.");
    inspector.look_at("a filter nothing answers");
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
    let formats: Vec<String> =
        page.roles("radio").iter().map(crate::harness::Element::name).collect();
    assert!(formats.len() >= 7, "{formats:?}");
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
