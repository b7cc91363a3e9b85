//! The app as one HTML file, opened from the disk as by a double click.

use crate::harness::{Build, Launch, Page, Profile, is_chromium};
use crate::steps;

/// As in a browser that lets files store nothing.
const NO_STORE: &str = "\
    const refuse = () => { throw new DOMException('Not for files.', 'SecurityError'); }; \
    IDBFactory.prototype.open = refuse; \
    Object.defineProperty(window, 'localStorage', { get: refuse });";

/// What was asked for is the file itself, once for each time it was loaded. Firefox counts reading a
/// file as no request at all.
fn assert_alone(page: &Page, times: usize) {
    let times = if is_chromium() { times } else { 0 };
    let requests = page.new_requests();
    let file = page.address();
    let file = file.split('#').next().unwrap_or_default();
    assert_eq!(requests.len(), times, "{requests:?}");
    for request in requests {
        assert_eq!(request.split('#').next(), Some(file));
    }
}

#[test]
fn one_file_from_the_disk_codes_keeps_and_exports() {
    let build = Build::copy();
    let file = build.path("claimlight.html");
    let profile = Profile::fresh();
    let page = Launch::file(&file).profile(&profile).open();
    page.wait_text("15 claims");
    page.wait_text("You opened Claimlight as a file.");
    page.shot("single-file");
    page.role("button", "Understood").click();
    page.wait_gone("button", "Understood");

    steps::code_the_demand(&page);
    steps::wait_saved(&page);
    let (name, bytes) = steps::export_project(&page);
    assert!(name.ends_with(".claimlight.json"), "{name}");
    let text = String::from_utf8(bytes).expect("the app writes UTF-8");
    assert!(text.contains("Southmark must withdraw its gunboats"));
    // The card stands where it should: the styles are in the file as well, also those set by script.
    let placed = "const style = getComputedStyle(document.querySelector('.card[aria-current]')); \
                  return style.position !== 'static' && parseFloat(style.top) >= 0";
    page.wait_for("the card to have its place", || page.run(placed, &[]) == true);
    page.role("group", "stance").role("button", "opposes").click();
    page.reload();
    steps::wait_card(&page, "opposes");
    assert_alone(&page, 2);
    steps::leave(page);

    let page = Launch::file(&file).profile(&profile).open();
    steps::wait_card(&page, "opposes");
    steps::wait_saved(&page);
    assert!(!page.has("button", "Understood"), "it was read");
}

#[test]
fn two_copies_of_the_file_side_by_side_do_each_other_no_harm() {
    let (one, other) = (Build::copy(), Build::copy());
    let profile = Profile::fresh();
    let page = Launch::file(&one.path("claimlight.html")).profile(&profile).open();
    page.wait_text("15 claims");
    steps::code_the_demand(&page);
    steps::wait_saved(&page);
    steps::leave(page);

    // One browser gives all files one store, and another each file its own: the copy shows the work or
    // begins anew, and in both cases the first file has it afterwards.
    let page = Launch::file(&other.path("claimlight.html")).profile(&profile).open();
    page.wait_text("claim");
    steps::open_text(&page, "other.txt", "Quite another text.\n\nIt has two lines.");
    steps::wait_saved(&page);
    steps::leave(page);
    let page = Launch::file(&one.path("claimlight.html")).profile(&profile).open();
    page.wait_text("The harbour dispute");
    page.role_with("button", "The harbour dispute").click();
    page.wait_for("the claim", || steps::claims(&page) == 1);
}

#[test]
fn where_files_may_store_nothing_it_is_said_and_the_work_goes_into_a_file() {
    let build = Build::copy();
    let file = build.path("claimlight.html");
    let page = Launch::file(&file).before_app(NO_STORE).open();
    page.wait_text("This browser keeps nothing for a page that is opened as a file.");
    page.wait_text("save the project as a file before you close this page");
    page.shot("single-file-no-store");
    steps::code_the_demand(&page);
    assert_eq!(page.css(".status").attribute("data-state").as_deref(), Some("failed"));
    page.press(&["Control+s"]);
    let backup = page.download();
    assert!(backup.text().contains("Southmark must withdraw its gunboats"));
    page.close();

    let page = Launch::file(&file).before_app(NO_STORE).open();
    page.wait_text("15 claims");
    page.choose_files("#pick-project", &[page.file(&backup.name, &backup.bytes)]);
    page.role_with("dialog", "Import").role_with("button", "Make the project").click();
    page.wait_text("The harbour dispute");
}

#[test]
fn documents_that_are_published_stand_in_the_file_too() {
    let build = Build::copy();
    build.write("project/texts/one & two.txt", "The harbour dispute\n\nSouthmark must answer.\n");
    build.write(
        "project/project.json",
        r#"{ "format": "claimlight-published", "version": 1, "title": "Harbour, wave 2",
             "documents": ["texts/one & two.txt"] }"#,
    );
    build.pack();
    let page = Launch::file(&build.path("claimlight.html")).open();
    steps::wait_project(&page, "Harbour, wave 2");
    page.wait_text("Southmark must answer.");
    steps::code(&page, "Southmark must answer", "Demand");
    steps::wait_saved(&page);
    assert_alone(&page, 1);
}
