//! The program fails in the midst of work, or cannot start at all: the page says so and hands out
//! everything, and another browser takes it in.

use serde_json::{Value, json};

use crate::harness::{Download, Launch, Page, Profile, Site};
use crate::steps;

/// From the moments the story says: no randomness, which the program relies on; a browser that fails
/// it in the middle of a call.
const FAULTS: &str = "\
    const random = Crypto.prototype.getRandomValues; \
    Crypto.prototype.getRandomValues = function (array) { \
      if (window.noRandom && /wasm/.test(new Error().stack)) { \
        throw new DOMException('No randomness.', 'OperationError'); \
      } \
      return random.call(this, array); \
    }; \
    const rectangle = Element.prototype.getBoundingClientRect; \
    Element.prototype.getBoundingClientRect = function () { \
      if (window.noPlace) throw new Error('No place.'); \
      return rectangle.call(this); \
    };";

/// Fails the program in the middle of a call, once it has asked for many records to be written.
const TORN_WRITE: &str = "\
    const put = IDBObjectStore.prototype.put, decode = TextDecoder.prototype.decode; \
    let puts = 0; \
    IDBObjectStore.prototype.put = function (...given) { \
      if (window.tear && this.name === 'records') puts += 1; \
      return put.apply(this, given); \
    }; \
    TextDecoder.prototype.decode = function (...given) { \
      if (puts >= 600) throw new Error('Torn.'); \
      return decode.apply(this, given); \
    };";

#[test]
fn after_a_panic_everything_can_be_downloaded_and_taken_in_elsewhere() {
    let site = Site::start();
    let profile = Profile::fresh();
    let page =
        Launch::new(&site).profile(&profile).before_app(FAULTS).before_app(steps::FULL_DISK).open();
    page.expect_console_error("sixteen bytes are far below");
    page.expect_console_error("RuntimeError");
    page.expect_console_error("unreachable");
    // Observers of what was on the page call the program once more; it can do no harm by then.
    page.expect_console_error("already been disposed");
    steps::code_the_demand(&page);
    steps::wait_saved(&page);
    // What the store has not got must not be lost either.
    steps::fail_to_save(&page);
    page.press(&["Escape"]);
    page.run("window.noRandom = true", &[]);
    steps::code(&page, "would not move one ship", "Rejection");

    page.role("heading", "Claimlight has stopped");
    page.wait_text("Everything that was shown as saved is safe in this browser’s storage");
    page.wait_text("1 change that had not been confirmed is kept beside it");
    // Nothing of the program is there any more, and keys reach nobody.
    page.press(&["Control+e"]);
    page.press(&["3"]);
    assert!(page.roles("dialog").is_empty() && page.roles("banner").is_empty());
    assert_eq!(steps::objections(&page, "the last words"), Vec::<String>::new());
    page.css(".rescue__details summary").click();
    page.wait_text("sixteen bytes are far below");
    page.shot("story-last-words");
    page.resize(360, 740);
    page.prefer_dark(true);
    page.shot("story-last-words-360-dark");
    page.prefer_dark(false);
    page.resize(1280, 800);
    let rescued = download(&page);
    assert!(rescued.name.ends_with("-rescued.claimlight.json"), "{}", rescued.name);

    page.role("button", "Reload").click();
    // The card need not be open again: nobody came to rest before the end.
    page.wait_for("the unconfirmed change to be there", || {
        let script = "return document.querySelector('.card')?.textContent.includes('opposes')";
        page.run(script, &[]) == true
    });
    steps::wait_saved(&page);
    let (_, ours) = steps::export_project(&page);
    page.close();
    assert!(taken_in(&site, &rescued) == ours, "something was lost on the way");
}

#[test]
fn an_error_that_comes_through_the_program_ends_it_as_a_panic_does() {
    let site = Site::start();
    let page = Launch::new(&site).before_app(FAULTS).open();
    page.expect_console_error("No place.");
    steps::code_the_demand(&page);
    steps::wait_saved(&page);
    page.run("window.noPlace = true", &[]);
    page.press(&["n"]);
    page.role("heading", "Claimlight has stopped");
    page.run("window.noPlace = false", &[]);
    let rescued = download(&page);
    assert!(rescued.text().contains("Anna Berg"));
}

#[test]
fn where_the_program_cannot_start_the_stored_work_is_handed_out_all_the_same() {
    let site = Site::start();
    let profile = Profile::fresh();
    let page = Launch::new(&site).profile(&profile).open();
    steps::code_the_demand(&page);
    steps::wait_saved(&page);
    let (_, ours) = steps::export_project(&page);
    steps::leave(page);

    let failing = "WebAssembly.instantiateStreaming = WebAssembly.instantiate = \
                   () => Promise.reject(new WebAssembly.CompileError('It does not compile.'));";
    let page = Launch::new(&site).profile(&profile).before_app(failing).open();
    page.expect_console_error("It does not compile.");
    page.role("heading", "Claimlight cannot start");
    page.wait_text("could not be loaded or started");
    page.assert_accessible("the page of an app that cannot start");
    page.shot("story-cannot-start");
    let rescued = download(&page);
    page.close();

    let page = Launch::new(&site).profile(&profile).before_app("delete self.WebAssembly").open();
    page.expect_console_error("WebAssembly");
    page.role("heading", "Claimlight cannot start");
    page.wait_text("does not run WebAssembly");
    assert_eq!(download(&page).text(), rescued.text());
    page.close();
    assert!(taken_in(&site, &rescued) == ours, "something was lost on the way");

    let page = Launch::new(&site).before_app(failing).open();
    page.expect_console_error("It does not compile.");
    page.wait_text("This browser keeps no work of Claimlight.");
    assert!(!page.has("button", "Download my work"));
    // Looking for work has made no empty database, which the next version would trip over.
    let made = page.run_async("return (await indexedDB.databases()).length", &[]);
    assert_eq!(made, 0);
}

#[test]
fn a_failure_in_the_midst_of_a_write_leaves_no_half_of_it_in_the_store() {
    let site = Site::start();
    let profile = Profile::fresh();
    let page = Launch::new(&site).profile(&profile).before_app(TORN_WRITE).open();
    page.expect_console_error("Torn.");
    steps::wait_saved(&page);
    let (name, ours) = steps::export_project(&page);
    let large = with_many_actors(&ours);
    page.choose_files("#pick-project", &[page.file(&name, &large)]);
    let dialog = page.role_with("dialog", "Import");
    dialog.role_with("radio", "As a new project").click();
    let make = dialog.role_with("button", "Make the project");
    page.run("window.tear = true", &[]);
    // Where the program ends in the midst of it, no frame comes that one could wait for.
    page.set_hasty();
    make.click();
    page.role("heading", "Claimlight has stopped");
    let records = "\
        const open = indexedDB.open('claimlight'); \
        await new Promise(done => open.onsuccess = done); \
        const count = open.result.transaction('records').objectStore('records').count(); \
        await new Promise(done => count.onsuccess = done); \
        open.result.close(); \
        return count.result";
    assert!(page.run_async(records, &[]).as_u64().expect("a number") < 400, "half was written");
    // It never became the project worked in last, and so stands below.
    page.role_with("button", "(copy)").click();
    page.wait_text("was handed to your browser’s downloads");
    assert!(page.download().text().contains("Actor 899"), "the whole is kept beside the store");
    page.role("button", "Reload").click();
    steps::wait_saved(&page);
    page.wait_text("15 claims");
    page.wait_for("all of the import to be there", || {
        page.run_async(records, &[]).as_u64().is_some_and(|count| count > 900)
    });
}

/// Takes what the last words hand out.
fn download(page: &Page) -> Download {
    page.role("button", "Download my work").click();
    page.wait_text("was handed to your browser’s downloads");
    page.download()
}

/// Opens a file in a browser that has never seen it, and exports what came of it.
fn taken_in(site: &Site, file: &Download) -> Vec<u8> {
    let page = site.open();
    page.choose_files("#pick-project", &[page.file(&file.name, &file.bytes)]);
    steps::make_new_project(&page);
    page.wait_text("harbour");
    steps::wait_saved(&page);
    steps::export_project(&page).1
}

/// Adds so many actors that they are written in several goes.
fn with_many_actors(file: &[u8]) -> Vec<u8> {
    let mut project: Value = serde_json::from_slice(file).expect("it is JSON");
    let actors = project["actors"].as_array_mut().expect("it has actors");
    for number in 0..900 {
        actors.push(json!({ "id": format!("0{number:025}"), "name": format!("Actor {number}") }));
    }
    project.to_string().into_bytes()
}
