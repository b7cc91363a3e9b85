//! A team without a server: two browsers on one folder, between which files are carried as a
//! synchronisation tool would, late and in pieces.

use crate::harness::{Page, Profile, Site};
use crate::{own_files, steps};

/// Chooses a document of the list by its title.
fn open_document(page: &Page, title: &str) {
    page.wait_text(title);
    let filter = page.css("#document-filter");
    filter.fill(title);
    page.press(&["Enter"]);
    page.wait_for("the document to be open", || steps::open_document(page).contains(title));
}

#[test]
fn two_coders_share_a_folder_and_each_writes_only_their_own_file() {
    let site = Site::start();
    let (first, second) = (Profile::fresh(), Profile::fresh());
    let Some(ada) = own_files::open(&site, &first) else { return };
    steps::code_the_demand(&ada);
    ada.press(&["Escape"]);
    steps::run_command(&ada, "Share the project");
    own_files::wait_line(&ada, "in shared");
    own_files::wait_file(&ada, "shared", "Ada-", &["\"quote\":\"Southmark must withdraw"]);
    let start = own_files::read_all(&ada, "shared");
    assert!(start.len() > 1, "the sample's coder has nobody else to write: {:?}", start.keys());

    let bo = own_files::open(&site, &second).expect("the other browser is the same");
    bo.wait_text("15 claims");
    for (name, text) in &start {
        own_files::write(&bo, "shared", name, text);
    }
    steps::say_who_codes(&bo, "Bo");
    steps::run_command(&bo, "Join the project");
    own_files::wait_line(&bo, "in shared");
    let theirs = own_files::wait_file(&bo, "shared", "Bo-", &["coding-package"]).0;
    open_document(&bo, "harbour dispute");
    steps::wait_claims(&bo, 1);

    steps::code(&bo, "harbour has to stay open", "Demand");
    bo.press(&["Escape", "Escape"]);
    own_files::wait_file(&bo, "shared", "Bo-", &["\"quote\":\"harbour has to stay open"]);
    let own = own_files::read_all(&bo, "shared");
    for (name, text) in &start {
        assert!(own[name] == *text, "Bo's browser wrote {name}");
    }
    own_files::carry(&bo, &ada, "Bo-");
    steps::wait_claims(&ada, 2);
    steps::wait_saved(&ada);
    assert!(!ada.text().contains("Undo: read what"), "what others write is no step of one's own");
    ada.press(&["Escape"]);
    ada.css(".status__disk").click();
    ada.wait_text("Bo, written");
    ada.shot("folder-1-two");
    ada.assert_accessible("the dialog about a shared folder");
    ada.press(&["Escape"]);

    // Half of a file arrives; what there was stays, and the rest mends it.
    steps::code(&bo, "would not move one ship", "Rejection");
    bo.press(&["Escape", "Escape"]);
    let (_, whole) =
        own_files::wait_file(&bo, "shared", "Bo-", &["\"quote\":\"would not move one ship\""]);
    let half: String = whole.chars().take(whole.chars().count() / 2).collect();
    own_files::write(&ada, "shared", &theirs, &half);
    own_files::write(&ada, "shared", &theirs.replace(".json", " (conflicted copy).json"), &whole);
    own_files::wait_line(&ada, "2 files left alone");
    ada.css(".status__disk").click();
    ada.wait_text("It is damaged, or not all of it has arrived yet");
    ada.wait_text("Its name is that of no coder's file");
    ada.shot("folder-2-left-alone");
    ada.assert_accessible("the dialog about a folder with a damaged file");
    steps::leave_dialog(&ada);
    assert_eq!(steps::claims(&ada), 2, "the last good state stays");
    own_files::delete(&ada, "shared", &theirs.replace(".json", " (conflicted copy).json"));
    own_files::write(&ada, "shared", &theirs, &whole);
    steps::wait_claims(&ada, 3);
    own_files::wait_line(&ada, "in shared");

    // What a coder takes away goes at the others' too, and a new document comes with its text.
    bo.role_with("button", "Undo: ").click();
    steps::open_text(&bo, "lighthouse.txt", "The lighthouse\n\nThe keeper asked for oil.\n");
    let (_, now) = own_files::wait_file(&bo, "shared", "Bo-", &["The keeper asked for oil"]);
    assert!(!now.contains("\"quote\":\"would not move one ship\""));
    own_files::carry(&bo, &ada, "Bo-");
    steps::wait_claims(&ada, 2);
    open_document(&ada, "lighthouse");
    ada.wait_text("The keeper asked for oil.");
    own_files::carry(&ada, &bo, "Ada-");

    // After a restart each goes on where it was.
    steps::leave(ada);
    let ada = own_files::open(&site, &first).expect("it could before");
    own_files::wait_line(&ada, "in shared");
    open_document(&ada, "harbour dispute");
    steps::wait_claims(&ada, 2);
}
