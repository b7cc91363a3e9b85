//! What must never happen, and what must be said when something does.

use crate::harness::{Launch, Page, Profile, Site};
use crate::steps;

const HOSTILE: &str = "\
<img src=x onerror=\"window.attacked='image'\"><script>window.attacked='script'</script>

The <b>speaker</b> demanded </div><iframe src=//evil.invalid/frame></iframe> & more &lt;i&gt; of it.
";

/// Opens a page with a claim that is saved and a change of it that is not, because the disk is full.
fn with_a_change_not_saved(site: &Site, profile: &Profile) -> Page {
    let page = Launch::new(site).profile(profile).before_app(steps::FULL_DISK).open();
    steps::code_the_demand(&page);
    steps::wait_saved(&page);
    steps::fail_to_save(&page);
    page
}

#[test]
fn a_save_that_fails_is_said_and_the_work_goes_on_until_it_can_be_saved() {
    let site = Site::start();
    let profile = Profile::fresh();
    let page = with_a_change_not_saved(&site, &profile);
    page.wait_text("Download a backup, then delete projects you no longer need");
    page.shot("story-full-disk");
    assert_eq!(steps::objections(&page, "a save that failed"), Vec::<String>::new());
    steps::wait_card(&page, "opposes");
    page.role("button", "Add addressee").click();
    steps::choose_in(&page, "addressee", "Southmark", "Add “Southmark” as a state");
    steps::wait_card(&page, "Southmark");
    page.wait_for("the failure to be said", || {
        page.css(".status").attribute("data-state").as_deref() == Some("failed")
    });
    page.role("button", "Download a backup").click();
    let backup = page.download();
    assert!(backup.text().contains("Southmark must withdraw its gunboats"));
    assert!(backup.text().contains("\"name\":\"Southmark\""), "the backup lacks the newest step");

    // It is tried again by itself, less often each time, and says all the while that it is not saved.
    let tries = page.run("return window.fullDiskTries", &[]);
    page.wait_for("another try by itself", || {
        page.run("return window.fullDiskTries", &[]) != tries
    });
    page.wait_text("Not saved, because the browser has no room left for this page.");
    page.run("window.diskIsFull = false", &[]);
    page.role("button", "Try again").click();
    steps::wait_saved(&page);
    steps::leave(page);
    let page = Launch::new(&site).profile(&profile).open();
    steps::wait_card(&page, "Southmark");
    steps::wait_card(&page, "opposes");
}

#[test]
fn a_fault_that_passes_is_forgotten_without_anybody_doing_anything() {
    let site = Site::start();
    let profile = Profile::fresh();
    let page = with_a_change_not_saved(&site, &profile);
    page.run("window.diskIsFull = false", &[]);
    steps::wait_saved(&page);
    steps::leave(page);
    let page = Launch::new(&site).profile(&profile).open();
    steps::wait_card(&page, "opposes");
}

#[test]
fn what_could_not_be_stored_is_there_again_at_the_next_start() {
    let site = Site::start();
    let profile = Profile::fresh();
    let page = with_a_change_not_saved(&site, &profile);
    steps::leave(page);
    let page = Launch::new(&site).profile(&profile).open();
    steps::wait_card(&page, "opposes");
    steps::wait_saved(&page);
}

#[test]
fn text_full_of_markup_stays_text_everywhere() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    page.new_requests();

    let file = page.file("<img src=x onerror=window.attacked='name'>.txt", HOSTILE);
    page.choose_files("#pick-documents", &[file]);
    let dialog = page.role("dialog", "Import documents");
    dialog.role_with("textbox", "Title of").fill("<script>window.attacked='title'</script>");
    dialog.role("button", "Import 1 document").click();
    page.wait_gone("dialog", "Import documents");
    page.wait_text("window.attacked='script'");
    page.wait_for("the title to be text", || {
        steps::open_document(&page) == "<script>window.attacked='title'</script>"
    });
    let drawn = page.run(
        "return [...document.querySelectorAll('.text__block')].map(e => e.textContent).join('\\n')",
        &[],
    );
    let drawn = drawn.as_str().expect("the text is text").trim_end().replace("\n\n\n", "\n\n");
    assert_eq!(drawn, HOSTILE.trim_end());

    steps::say_who_codes(&page, "<img src=x onerror=window.attacked='coder'>");
    steps::code(&page, "demanded </div><iframe src=//evil.invalid/frame></iframe>", "Demand");
    let actor = "<img src=x onerror=window.attacked='actor'>";
    steps::choose_in(&page, "claimant", actor, &format!("Add “{actor}” as a person"));
    steps::wait_card(&page, "window.attacked='actor'");
    page.css(".editor__more summary").click();
    page.role("textbox", "Note").fill("<svg onload=window.attacked='note'>");
    page.press(&["Escape"]);
    page.press(&["3"]);
    page.role_with("button", "window.attacked='actor'").click();
    page.wait_text("window.attacked='actor'");
    page.press(&["Control+Shift+h"]);
    page.role("dialog", "Changes so far");
    page.press(&["Escape"]);
    page.press(&["1"]);
    let (name, bytes) = steps::export_project(&page);
    page.choose_files("#pick-project", &[page.file(&name, bytes)]);
    page.role_with("dialog", "Import");
    page.wait_text("where the file says");

    assert!(page.run("return window.attacked ?? null", &[]).is_null());
    let made = "return document.querySelectorAll('img, iframe, script:not([src]):not([type=module]), \
                #text *:not(.text__section, .text__block)').length";
    assert_eq!(page.run(made, &[]), 0);
    assert_eq!(page.new_requests(), Vec::<String>::new());
    assert_eq!(site.missing(), Vec::<String>::new());
}

#[test]
fn escape_keeps_what_was_typed_in_a_dialog_until_it_is_thrown_away() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    let dialogs =
        [("Control+Shift+v", "Paste a text", "Text"), ("i", "About this document", "Note")];
    for (key, title, field) in dialogs {
        let field = || page.role("dialog", title).role("textbox", field);
        page.press(&[key]);
        let first = field().value();
        field().fill("Took ages to type.");
        page.press(&["Escape"]);
        page.wait_gone("dialog", title);
        page.press(&[key]);
        page.wait_for("what was typed to be there again", || {
            field().value() == "Took ages to type."
        });
        page.role("dialog", title).role("button", "Cancel").click();
        page.wait_gone("dialog", title);
        page.press(&[key]);
        page.wait_for("the field to be as at first", || field().value() == first);
        page.press(&["Escape"]);
        page.wait_gone("dialog", title);
    }
}

#[test]
fn leaving_a_field_in_the_midst_of_typing_never_stops_the_app() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    let in_dialogs = [
        ("Control+e", "Export", "File name"),
        ("Control+Shift+v", "Paste a text", "Text"),
        ("Control+Shift+f", "Projects", "Name"),
        ("i", "About this document", "Title"),
        ("i", "About this document", "Note"),
    ];
    for (key, title, field) in in_dialogs {
        page.press(&[key]);
        page.role("dialog", title).role("textbox", field).type_text("half a wo");
        page.press(&["Escape"]);
        page.wait_gone("dialog", title);
    }
    let file = page.file("harbour.txt", steps::HARBOUR);
    page.choose_files("#pick-documents", &[file]);
    page.role("dialog", "Import documents").role_with("textbox", "Title of").type_text("half");
    page.press(&["Escape"]);
    page.wait_gone("dialog", "Import documents");

    // What stands in the margin and on the screens is no dialog: it keeps what was typed.
    page.css(".card__face").click();
    page.css(".editor__more summary").click();
    page.role("spinbutton", "Certainty in per cent").fill("85");
    page.press(&["Escape"]);
    page.role("button", "Undo: change certainty");
    page.css(".card__face").click();
    page.css(".editor__more summary").click();
    page.role_with("textbox", "Date of the claim").fill("2020-10");
    page.press(&["Escape"]);
    page.role("button", "Undo: change date");
    page.press(&["3"]);
    page.role_with("button", "Sergey Lavrov").click();
    page.role("textbox", "Name").type_text(" the Elder");
    page.press(&["Escape"]);
    page.role("button", "Undo: rename actor");
    page.role("textbox", "Name").type_text(" and Wiser");
    page.back();
    page.wait_text("15 claims");
    page.press(&["2"]);
    page.role_with("button", "Accusation").click();
    page.role("textbox", "Definition").type_text("half a wo");
    page.back();
    page.wait_text("15 claims");
    assert!(page.roles("alert").is_empty(), "{}", page.text());
}
