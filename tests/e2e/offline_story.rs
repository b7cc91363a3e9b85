//! Without a network, and with a newer version: what was visited once works with the server gone, and
//! a newer version waits until the user agrees, saves first and never mixes with the one before.

use std::time::Duration;

use crate::harness::{Build, Launch, Page, Profile, Site};
use crate::steps;

/// Waits until the worker has all files of the app and serves this page.
fn wait_kept(page: &Page) {
    // The worker leaves the start to the app, and then has three megabytes to read.
    page.set_patience(Duration::from_secs(60));
    page.wait_for("the app to be kept in the browser", || {
        page.run("return navigator.serviceWorker.controller !== null", &[]) == true
    });
}

/// Which build a page is of: what its page says, and what its styles say.
fn build_of(page: &Page) -> (String, String) {
    let said = page.run(
        "return [document.querySelector('meta[name=trial]')?.content ?? 'first', \
         getComputedStyle(document.documentElement).getPropertyValue('--trial').trim() || 'first']",
        &[],
    );
    let word = |at: usize| said[at].as_str().unwrap_or_default().to_owned();
    (word(0), word(1))
}

fn assert_build(page: &Page, name: &str) {
    assert_eq!(build_of(page), (name.to_owned(), name.to_owned()), "versions are mixed");
}

fn wait_build(page: &Page, name: &str) {
    page.wait_for(&format!("the build “{name}”"), || build_of(page).0 == name);
    // One claim or several.
    page.wait_text("claim");
    assert_build(page, name);
}

/// Makes a build another one: its page says so, and so does a style sheet with a name of its own.
fn become_build(build: &Build, name: &str) {
    let sheet = format!("trial-{name}-0123abcd.css");
    build.write(&sheet, format!(":root {{ --trial: {name} }}"));
    build.change_page(|page| {
        let marks = format!(
            "<meta name=\"trial\" content=\"{name}\"><link rel=\"stylesheet\" href=\"./{sheet}\">"
        );
        page.replace("</head>", &format!("{marks}</head>"))
    });
    build.pack();
}

#[test]
fn after_the_first_visit_everything_works_without_a_server() {
    let site = Site::start();
    let profile = Profile::fresh();
    let page = Launch::new(&site).profile(&profile).open();
    page.wait_text("15 claims");
    wait_kept(&page);
    assert_eq!(site.missing(), Vec::<String>::new());
    let again = Launch::new(&site).profile(&profile);
    drop(site);

    page.reload();
    page.wait_text("15 claims");
    steps::code_the_demand(&page);
    steps::wait_saved(&page);
    let (name, bytes) = steps::export_project(&page);
    assert!(name.ends_with(".claimlight.json") && !bytes.is_empty());
    // What had not been looked at before is there too.
    for (key, words) in [("2", "Claim types"), ("3", "Actors")] {
        page.press(&[key]);
        page.wait_text(words);
    }
    page.press(&["1"]);
    steps::wait_card(&page, "Anna Berg");
    steps::run_command(&page, "Update Claimlight");
    page.wait_text("The host could not be asked for a newer version.");
    steps::leave(page);

    let page = again.open();
    steps::wait_card(&page, "Anna Berg");
    steps::wait_saved(&page);
}

#[test]
fn the_browser_offers_to_install_the_app() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    wait_kept(&page);
    let Some(obstacles) = page.obstacles_to_installing() else { return };
    assert_eq!(obstacles, Vec::<String>::new());
}

#[test]
fn a_newer_version_waits_until_the_user_agrees_and_saves_first() {
    let build = Build::copy();
    let site = Site::of(build.folder());
    let page = site.open();
    page.wait_text("15 claims");
    wait_kept(&page);
    steps::code_the_demand(&page);
    steps::wait_saved(&page);
    let first = page.tab();
    let second = page.open_tab("");
    steps::wait_card(&page, "Anna Berg");
    // A tab that was just opened asks the host itself, and one browser asks once at a time.
    steps::run_command(&page, "Update Claimlight");
    page.wait_text("This is the newest version.");
    page.use_tab(&first);

    become_build(&build, "second");
    steps::run_command(&page, "Update Claimlight");
    page.wait_text("A new version of Claimlight is ready.");
    page.shot("update-ready");
    assert_build(&page, "first");
    // Loading the page again is no consent.
    page.reload();
    steps::wait_card(&page, "Anna Berg");
    page.wait_text("A new version of Claimlight is ready.");
    assert_build(&page, "first");
    page.role("button", "Later").click();
    page.wait_gone("button", "Update now");
    page.reload();
    page.role("button", "Update now");

    // The last change is a moment old.
    page.role("group", "stance").role("button", "opposes").click();
    page.role("button", "Update now").click();
    wait_build(&page, "second");
    steps::wait_card(&page, "opposes");
    assert!(!page.has("button", "Update now"));

    // The other tab is told, and works on as it was.
    page.use_tab(&second);
    page.wait_text("Claimlight was updated in another tab.");
    assert_build(&page, "first");
    page.press(&["+"]);
    steps::wait_card(&page, "supports");
    page.role("button", "Load again").click();
    wait_build(&page, "second");
    steps::wait_card(&page, "supports");
}

#[test]
fn what_is_served_for_development_takes_an_earlier_worker_away() {
    let build = Build::copy();
    let site = Site::of(build.folder());
    let page = site.open();
    page.wait_text("15 claims");
    wait_kept(&page);

    // As Trunk serves it: nothing is packed, and the page asks for no worker.
    build.write("service-worker.js", include_str!("../../tools/no-worker.js"));
    build.change_page(|page| {
        let mark = "<meta name=\"claimlight-worker\" content=\"service-worker.js\">";
        assert!(page.contains(mark), "the built page names its worker");
        page.replace(mark, "<meta name=\"trial\" content=\"development\">")
    });
    page.reload();
    page.wait_for("the page that is served now", || build_of(&page).0 == "development");
    page.wait_text("15 claims");
    page.wait_for("the worker and what it kept to be gone", || {
        let left = "return (await navigator.serviceWorker.getRegistrations()).length \
                    + (await caches.keys()).length";
        page.run_async(left, &[]) == 0
    });
}

#[test]
fn a_build_that_does_not_arrive_whole_is_not_taken() {
    let build = Build::copy();
    let site = Site::of(build.folder());
    let page = site.open();
    page.wait_text("15 claims");
    wait_kept(&page);

    // Somebody looks while the newer version is still being copied to the host.
    become_build(&build, "second");
    let page_of_second = std::fs::read(build.path("index.html")).expect("it was just packed");
    build.change_page(|page| page.replace("content=\"second\"", "content=\"torn\""));
    steps::run_command(&page, "Update Claimlight");
    page.wait_for("the torn version to be given up", || {
        let state = "const { installing, waiting } = await navigator.serviceWorker.getRegistration(); \
                     return [installing === null, waiting === null, (await caches.keys()).length]";
        page.run_async(state, &[]) == serde_json::json!([true, true, 2])
    });
    page.reload();
    page.wait_text("15 claims");
    assert_build(&page, "first");

    build.write("index.html", page_of_second);
    page.reload();
    page.wait_text("A new version of Claimlight is ready.");
    page.role("button", "Update now").click();
    wait_build(&page, "second");
}
