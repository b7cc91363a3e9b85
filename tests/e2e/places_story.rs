//! Finding the way: links and the back button, and from project to project.

use crate::harness::{Launch, Page, Profile, Site};
use crate::steps;

#[test]
fn links_and_the_back_button_lead_to_places_documents_and_claims() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    // The address names the claim once the user has come to rest.
    let named = || page.address().split_once("#/code/").is_some_and(|(_, at)| at.contains('/'));
    page.wait_for("the address to name the claim", named);
    let claim = page.address();
    steps::wait_saved(&page);

    page.role("button", "Codebook").click();
    page.role("heading", "Codebook");
    page.wait_for("the address of the codebook", || page.address().ends_with("#/codebook"));
    page.press(&["3"]);
    page.role("heading", "Actors");
    page.back();
    page.role("heading", "Codebook");
    page.back();
    steps::wait_card(&page, "Anna Berg");
    page.wait_for("the claim's address", || page.address() == claim);

    page.role_with("button", "Dendias and Mnatsakanyan").click();
    page.wait_text("No claims yet");
    page.back();
    page.wait_for("the document before", || steps::open_document(&page).contains("harbour"));

    // A link to a claim, followed from elsewhere and at the start.
    page.role("button", "Codebook").click();
    let fragment = claim.split_once('#').expect("it was looked at").1.to_owned();
    page.go(&format!("#{fragment}"));
    steps::wait_card(&page, "Anna Berg");
    page.go("#/actors");
    page.role("heading", "Actors");
    page.reload();
    page.role("heading", "Actors");
}

#[test]
fn a_link_to_what_is_not_there_says_so_and_the_address_stays_true() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    page.go("#/code/nowhere");
    page.wait_text("The document this link names is not in this project.");
    page.wait_for("the address to be true", || !page.address().ends_with("nowhere"));
}

#[test]
fn a_link_to_a_claim_far_down_brings_its_words_into_view() {
    let site = Site::start();
    let profile = Profile::fresh();
    let page = Launch::new(&site).profile(&profile).open();
    let long = format!("{}The ferry must sail again.\n", steps::HARBOUR.repeat(40));
    steps::open_text(&page, "ferry.txt", &long);
    steps::code(&page, "The ferry must sail again", "Demand");
    page.press(&["Escape"]);
    page.wait_for("the claim's address", || {
        page.address().split_once("#/code/").is_some_and(|(_, at)| at.contains('/'))
    });
    let claim = page.address();
    let fragment = claim.split_once('#').expect("it names a claim").1.to_owned();
    steps::wait_saved(&page);
    page.wait_for("the claim's words to be in view", || claim_in_view(&page));

    // Back from another document.
    page.role_with("button", "Dendias and Mnatsakanyan").click();
    page.wait_text("No claims yet");
    page.back();
    page.wait_for("the claim's words after going back", || claim_in_view(&page));

    // In a window of its own, though the text was left at its start.
    page.press(&["Escape", "Control+Home"]);
    page.wait_for("the start of the text", || !claim_in_view(&page));
    page.go("#/actors");
    page.role("heading", "Actors");
    page.run("location.href = location.pathname + '?again#' + arguments[0]", &[fragment.into()]);
    page.wait_for("the claim's words after following the link", || claim_in_view(&page));
}

/// Whether the first line of the chosen claim is in view in the text.
fn claim_in_view(page: &Page) -> bool {
    let script = "const range = [...(CSS.highlights.get('focused') ?? [])][0]; \
                  if (!range) return false; \
                  const live = new Range(); live.setStart(range.startContainer, range.startOffset); \
                  live.setEnd(range.endContainer, range.endOffset); \
                  const line = live.getClientRects()[0]; \
                  const frame = document.querySelector('.reader').getBoundingClientRect(); \
                  return !!line && line.top >= frame.top && line.bottom <= frame.bottom";
    page.run(script, &[]).as_bool().unwrap_or_default()
}

#[test]
fn projects_are_made_opened_renamed_copied_deleted_and_restored() {
    let site = Site::start();
    let profile = Profile::fresh();
    let page = Launch::new(&site).profile(&profile).open();
    page.wait_text("15 claims");
    let sample = steps::project(&page);

    page.press(&["Control+Shift+f"]);
    let dialog = page.role("dialog", "Projects");
    dialog.role("textbox", "Name").fill("Harbour study");
    dialog.role("button", "Make project").click();
    steps::wait_project(&page, "Harbour study");
    page.wait_text("No documents yet");
    steps::code_the_demand(&page);

    let dialog = open_projects(&page);
    dialog.role("button", "Rename Harbour study").click();
    let field = dialog.role("textbox", "New name of Harbour study");
    field.fill("Harbours");
    page.press(&["Enter"]);
    steps::wait_project(&page, "Harbours");
    dialog.role("button", "Duplicate Harbours").click();
    dialog.role("button", "Rename Harbours (copy)");
    dialog.role("button", &format!("Delete {sample}")).click();
    dialog.role("button", &format!("Restore {sample}"));
    page.shot("story-projects");
    page.assert_accessible("the projects with one deleted");
    dialog.wait_gone("button", &format!("Rename {sample}"));
    dialog.role("button", &format!("Restore {sample}")).click();
    dialog.role("button", &format!("Rename {sample}"));
    dialog.role_with("button", "Harbours (copy) 1 document").click();
    steps::wait_project(&page, "Harbours (copy)");
    page.wait_text("The harbour dispute");
    page.role_with("button", "The harbour dispute").click();
    page.wait_text("1 claim");
    page.press(&["n"]);
    steps::wait_card(&page, "Anna Berg");
    page.press(&["Delete"]);
    page.wait_text("No claims yet");
    steps::wait_saved(&page);
    steps::leave(page);

    // The copy is a project of its own, and the browser comes back to where it was.
    let page = Launch::new(&site).profile(&profile).open();
    steps::wait_project(&page, "Harbours (copy)");
    page.wait_text("No claims yet");
    open_projects(&page).role_with("button", "Harbours 1 document").click();
    steps::wait_project(&page, "Harbours");
    page.wait_text("1 claim");

    // The open project can go as well; another one is then open, and it can come back.
    let dialog = open_projects(&page);
    dialog.role("button", "Delete Harbours").click();
    page.wait_for("another project to be open", || steps::project(&page) != "Harbours");
    let dialog = open_projects(&page);
    dialog.role("button", "Restore Harbours").click();
    dialog.role("button", "Rename Harbours");
    dialog.role_with("button", "Harbours 1 document").click();
    steps::wait_project(&page, "Harbours");
    page.wait_text("1 claim");
}

fn open_projects(page: &Page) -> crate::harness::Element<'_> {
    page.css(".top__project").click();
    page.role("dialog", "Projects")
}
