//! A project in a file on the disk: saved in place, and never written over what somebody else wrote.

use serde_json::{Value, json};

use crate::harness::{Launch, Page, Profile, Site};
use crate::{own_files, steps};

const FILE: &str = "Speeches";

/// The claim's fragment, as its file has it.
const DEMAND: &str = "\"quote\":\"Southmark must withdraw its gunboats\"";

fn open_disk_dialog(page: &Page) -> crate::harness::Element<'_> {
    page.press(&["Control+Shift+f"]);
    page.role("dialog", "Projects").role("button", "On disk…").click();
    page.role("dialog", "On disk")
}

#[test]
fn a_project_is_kept_in_a_file_in_place_and_a_change_underneath_is_never_written_over() {
    let site = Site::start();
    let profile = Profile::fresh();
    let Some(page) = own_files::open(&site, &profile) else { return };
    steps::code_the_demand(&page);
    let name = page.run("return document.querySelector('.top__project-name').innerText", &[]);
    let name = name.as_str().expect("a name").to_owned();
    let dialog = open_disk_dialog(&page);
    assert!(dialog.text().contains("kept in this browser only"));
    page.shot("disk-1-nowhere");
    page.assert_accessible("the dialog about the disk, with nothing there");
    dialog.role("button", "Keep it in a file…").click();
    page.wait_text("every change is written there");
    page.shot("disk-2-in-a-file");
    steps::leave_dialog(&page);
    own_files::wait_line(&page, "in ");
    let stem = name.split([' ', ':']).next().expect("a word").to_owned();
    let (file, first) = own_files::wait_file(&page, "", &stem, &[DEMAND]);
    assert!(first.contains("\"kind\":\"project\""));

    page.role("group", "stance").role("button", "supports").click();
    own_files::wait_file(&page, "", &stem, &[DEMAND, "\"stance\":1"]);
    own_files::wait_line(&page, &file);
    steps::leave(page);
    let page = own_files::open(&site, &profile).expect("it could before");
    steps::wait_card(&page, "supports");
    page.role("group", "stance").role("button", "opposes").click();
    let (_, ours) = own_files::wait_file(&page, "", &stem, &[DEMAND, "\"stance\":-1"]);

    // Somebody else writes the file.
    let mut theirs: Value = serde_json::from_str(&ours).expect("it is JSON");
    let claims = theirs["claims"].as_array_mut().expect("it has claims");
    let demand = claims
        .iter_mut()
        .find(|claim| claim["fragments"][0]["quote"] == "Southmark must withdraw its gunboats");
    demand.expect("the claim is in the file")["note"] = json!("Written elsewhere");
    let theirs = theirs.to_string();
    own_files::write(&page, "", &file, &theirs);
    own_files::wait_line(&page, "changed elsewhere");
    page.role("group", "stance").role("button", "supports").click();
    steps::wait_saved(&page);
    page.css(".status__disk").click();
    let dialog = page.role("dialog", "On disk");
    page.shot("disk-3-changed");
    page.assert_accessible("the dialog about a file that was changed");
    assert_eq!(own_files::read_all(&page, "")[&file], theirs, "it is not written over");
    dialog.role("button", "Look at both").click();
    let preview = page.role_with("dialog", "Import");
    page.wait_text("Written elsewhere");
    preview.role("button", "Close").click();
    page.wait_for("the preview to go", || page.roles("dialog").is_empty());
    assert_eq!(own_files::read_all(&page, "")[&file], theirs, "looking changes nothing");

    page.css(".status__disk").click();
    page.role("dialog", "On disk").role("button", "Take theirs").click();
    page.wait_text("every change is written there");
    steps::leave_dialog(&page);
    steps::wait_card(&page, "has a note");
    steps::wait_card(&page, "opposes");
    page.role_with("button", "Undo: take over what").click();
    steps::wait_card(&page, "supports");
    own_files::wait_file(&page, "", &stem, &[DEMAND, "\"stance\":1"]);

    own_files::write(&page, "", &file, &theirs);
    own_files::wait_line(&page, "changed elsewhere");
    page.css(".status__disk").click();
    page.role("dialog", "On disk").role("button", "Keep mine").click();
    page.wait_text("every change is written there");
    assert!(!own_files::read_all(&page, "")[&file].contains("Written elsewhere"));

    own_files::delete(&page, "", &file);
    page.wait_text("was moved, renamed or deleted");
    page.shot("disk-4-gone");
    page.role("dialog", "On disk").role("button", "Keep it in this browser only").click();
    page.wait_text("kept in this browser only");
}

#[test]
fn a_file_is_opened_and_gone_on_in() {
    let site = Site::start();
    let (first, second) = (Profile::fresh(), Profile::fresh());
    let Some(page) = own_files::open(&site, &first) else { return };
    steps::code_the_demand(&page);
    let (_, file) = steps::export_project(&page);
    let file = String::from_utf8(file).expect("it is UTF-8");
    page.close();

    let Some(page) = own_files::open(&site, &second) else { return };
    page.wait_text("15 claims");
    let name = format!("{FILE}.claimlight.json");
    own_files::write(&page, "", &name, &file);
    page.run("window.fileToOpen = arguments[0]", &[json!(name)]);
    open_disk_dialog(&page).role("button", "Open a file…").click();
    own_files::wait_line(&page, &format!("in {name}"));
    steps::leave_dialog(&page);
    page.wait_text("harbour");
    assert_eq!(own_files::read_all(&page, "")[&name], file, "what is the same is not written");
}

#[test]
fn a_browser_without_access_to_the_disk_says_so_and_offers_the_download() {
    let site = Site::start();
    let page = Launch::new(&site).before_app(own_files::NO_PICKERS).open();
    page.wait_text("15 claims");
    steps::say_who_codes(&page, "Ada");
    let dialog = open_disk_dialog(&page);
    for words in ["does not let a page write files", "does not let a page use folders"] {
        assert!(dialog.text().contains(words), "{}", dialog.text());
    }
    page.shot("disk-5-cannot");
    page.assert_accessible("the dialog about the disk where there is no access");
    dialog.role("button", "Download my file").click();
    let file = page.download();
    assert!(
        file.name.starts_with("Ada-") && file.name.ends_with(".claimlight.json"),
        "{}",
        file.name
    );
    assert!(file.text().contains("\"kind\":\"coding-package\""));
}
