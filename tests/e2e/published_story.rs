//! A site with documents beside the app: who visits it finds them ready to be coded, and what a lead
//! adds later is offered and touches nothing.

use crate::harness::{Build, Launch, Profile, Site};
use crate::steps;

const TEXT: &str = "The harbour dispute\n\nSouthmark must withdraw its gunboats, Berg said.\n";

/// Publishes a list of documents.
fn publish(build: &Build, fields: &str) {
    let list = format!("{{ \"format\": \"claimlight-published\", \"version\": 1,\n{fields} }}\n");
    build.write("project/project.json", list);
}

#[test]
fn a_published_project_is_opened_coded_and_grows() {
    let build = Build::copy();
    build.write("project/texts/dispute one.txt", TEXT);
    publish(&build, "\"title\": \"Harbour, wave 2\",\n\"documents\": [\"texts/dispute one.txt\"]");
    let site = Site::of(build.folder());
    let profile = Profile::fresh();
    let page = Launch::new(&site).profile(&profile).open();
    steps::wait_project(&page, "Harbour, wave 2");
    page.wait_text("Southmark must withdraw its gunboats, Berg said.");
    page.shot("published");
    steps::code(&page, "Southmark must withdraw its gunboats", "Demand");
    steps::choose_in(&page, "claimant", "Anna Berg", "Add “Anna Berg” as a person");
    steps::wait_card(&page, "Anna Berg");
    steps::wait_saved(&page);

    // Nothing new, nothing said.
    page.reload();
    steps::wait_card(&page, "Anna Berg");
    assert!(!page.has("button", "Add what is new"));

    build.write("project/texts/two.txt", "A second text\n\nNothing was answered.\n");
    publish(
        &build,
        "\"title\": \"Harbour, wave 2\",\n\
         \"documents\": [\"texts/dispute one.txt\", { \"file\": \"texts/two.txt\", \
         \"title\": \"The answer\", \"date\": \"2020-10\" }]",
    );
    page.reload();
    page.wait_text("There is something new in what is published here.");
    steps::wait_card(&page, "Anna Berg");
    page.shot("published-more");
    page.role("button", "Add what is new").click();
    page.wait_text("One new document was added.");
    page.wait_text("The answer");
    steps::wait_card(&page, "Anna Berg");
    assert_eq!(steps::claims(&page), 1);
    steps::wait_saved(&page);
    steps::undo(&page, "take in what is published");
    steps::redo(&page, "take in what is published");
    steps::wait_saved(&page);
    page.reload();
    page.wait_text("The answer");
    assert!(!page.has("button", "Add what is new"), "it was taken in");
    assert_eq!(site.missing(), Vec::<String>::new());
}

#[test]
fn faults_are_listed_with_file_and_line_and_the_rest_is_there() {
    let build = Build::copy();
    build.write("project/one.txt", TEXT);
    publish(
        &build,
        "\"titel\": \"Harbour\",\n\"documents\": [\n\"one.txt\",\n\"gone.txt\",\n\
         { \"file\": \"one.txt\", \"date\": \"soon\" }]",
    );
    let site = Site::of(build.folder());
    let page = Launch::new(&site).open();
    page.expect_console_error("Failed to load resource");
    let dialog = page.role("dialog", "What is published here has faults");
    for words in [
        "project.json, line 2",
        "“titel” is not known here, and was passed over.",
        "project.json, line 5",
        "“gone.txt” could not be fetched: there is none (404).",
        "project.json, line 6",
        "\"soon\" is no date.",
        "has the same text as",
    ] {
        page.wait_text(words);
    }
    page.shot("published-faults");
    assert_eq!(steps::objections(&page, "faults of what is published"), Vec::<String>::new());
    drop(dialog);
    page.press(&["Escape"]);
    page.wait_gone("dialog", "What is published here has faults");
    steps::wait_project(&page, "Published project");
    page.wait_text("Southmark must withdraw its gunboats, Berg said.");
}

#[test]
fn a_codebook_beside_the_documents_is_what_they_are_coded_with() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    let (_, sample) = steps::export_project(&page);
    page.close();

    let build = Build::copy();
    build.write("project/codes.claimlight.json", sample);
    build.write("project/one.txt", TEXT);
    let files = "\"codebook\": \"codes.claimlight.json\", \"actors\": \"codes.claimlight.json\"";
    publish(&build, &format!("{files}, \"documents\": [\"one.txt\"]"));
    let site = Site::of(build.folder());
    let page = site.open();
    page.wait_text("Southmark must withdraw its gunboats, Berg said.");
    page.press(&["3"]);
    page.role_with("button", "Sergey Lavrov");
}
