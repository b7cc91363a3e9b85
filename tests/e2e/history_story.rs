//! Going back: one change without the later ones, a whole state of before, and the way of a backup into
//! a browser that knows nothing.

use serde_json::{Value, json};

use crate::harness::{Page, Site};
use crate::steps;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

fn open_history(page: &Page) {
    page.press(&["Control+Shift+h"]);
    page.role("dialog", "Changes so far");
}

/// What the rows of the open list say.
fn rows(page: &Page) -> Vec<String> {
    let script =
        "return [...document.querySelectorAll('.history__what')].map(row => row.innerText)";
    let rows = page.run(script, &[]);
    rows.as_array()
        .into_iter()
        .flatten()
        .map(|row| row.as_str().unwrap_or_default().into())
        .collect()
}

fn wait_rows(page: &Page, what: &str, is_so: impl Fn(&[String]) -> bool) {
    page.wait_for(&format!("the list of changes to have {what}"), || is_so(&rows(page)));
}

#[test]
fn one_change_is_found_and_taken_back_without_the_later_ones_visits_later() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    page.role("group", "stance").role("button", "supports").click();
    steps::wait_card(&page, "supports");
    page.css(".editor__more summary").click();
    page.role("textbox", "Note").fill("Rather a threat?");
    page.press(&["Tab"]);
    steps::wait_card(&page, "has a note");
    steps::wait_saved(&page);

    page.press(&["Escape"]);
    open_history(&page);
    wait_rows(&page, "every step", |rows| rows.len() == 5);
    let all = rows(&page);
    assert!(all[0].starts_with("Change note Ada, today, "), "{all:?}");
    assert!(all[0].contains("note nothing → “Rather a threat?”"), "{all:?}");
    assert!(all[1].contains("stance nothing → “supports”"), "{all:?}");
    assert!(all[4].contains("document “The harbour dispute” added"), "{all:?}");
    page.shot("story-history-1-list");
    assert_eq!(steps::objections(&page, "the list of changes"), Vec::<String>::new());
    shots(&page, "story-history-1-list");

    // Another visit: there is nothing to undo, and everything is there to be taken back.
    page.press(&["Escape"]);
    page.wait_gone("dialog", "Changes so far");
    page.reload();
    steps::wait_text_drawn(&page);
    open_history(&page);
    let field = "Find changes by what was changed, coder, kind or day";
    wait_rows(&page, "every step", |rows| rows.len() == 5);
    assert!(!page.text().contains("Undo to here"));
    page.role("textbox", field).fill("stance ada");
    wait_rows(&page, "the one that was looked for", |rows| rows.len() == 1);
    page.role_with("button", "Take back: Change stance").click();
    page.wait_text("Taken back: change stance.");
    // What was done just now is a change like any other.
    page.role("textbox", field).fill("take back");
    wait_rows(&page, "the step that took it back", |rows| {
        rows.len() == 1 && rows[0].contains("stance “supports” → nothing")
    });
    page.press(&["Escape"]);
    page.wait_gone("dialog", "Changes so far");
    page.css(".card__face").click();
    steps::wait_card(&page, "has a note");
    assert!(!steps::open_card(&page).contains("supports"), "{}", steps::open_card(&page));
    steps::undo(&page, "take back “change stance”");
    steps::wait_card(&page, "supports");
    steps::wait_card(&page, "has a note");
}

#[test]
fn a_claim_has_a_history_of_its_own_and_what_was_changed_since_is_not_taken_back() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    page.role("group", "stance").role("button", "supports").click();
    steps::wait_card(&page, "supports");
    page.role("group", "stance").role("button", "opposes").click();
    steps::wait_card(&page, "opposes");
    page.css(".editor__more summary").click();
    page.role("button", "Changes of this claim").click();
    page.role("dialog", "Changes of this claim");
    wait_rows(&page, "the claim's steps", |rows| rows.len() == 4);
    assert!(rows(&page).iter().all(|row| row.contains("claim “Southmark must withdraw")));
    let buttons = page.roles("button");
    let stances: Vec<_> = buttons
        .into_iter()
        .filter(|button| button.name().starts_with("Take back: Change stance"))
        .collect();
    assert_eq!(stances.len(), 2);
    stances[1].click();
    page.wait_text("cannot be taken back by itself, because the same was changed since");
    stances[0].click();
    page.wait_text("Taken back: change stance.");
    page.press(&["Escape"]);
    page.wait_gone("dialog", "Changes of this claim");
    steps::wait_card(&page, "supports");
}

#[test]
fn an_earlier_state_is_restored_and_undo_brings_back_what_came_after() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    steps::wait_saved(&page);
    page.press(&["Escape", "Control+k"]);
    page.type_text("earlier state");
    page.press(&["Enter"]);
    let dialog = page.role("dialog", "Earlier states");
    page.wait_text("1 document added: “The harbour dispute”");
    let said = dialog.text();
    for part in ["1 claim added", "Southmark must withdraw", "1 actor added: “Anna Berg”"] {
        assert!(said.contains(part), "“{part}” is missing: {said}");
    }
    assert_eq!(steps::objections(&page, "the earlier states"), Vec::<String>::new());
    shots(&page, "story-history-2-earlier");
    dialog.role("button", "Show the changes so far").click();
    wait_rows(&page, "every step", |rows| rows.len() == 3);
    page.role("button", "Restore an earlier state").click();
    page.role_with("button", "Restore the state of today, ").click();
    page.wait_gone("dialog", "Earlier states");
    page.wait_text("The project is as it was today, ");
    page.wait_for("the document to leave the list", || {
        !page.text().contains("The harbour dispute")
    });
    steps::wait_saved(&page);
    page.reload();
    assert!(!page.text().contains("The harbour dispute"));

    // The state of before that step was kept as well, with the text of the document.
    page.press(&["Control+k"]);
    page.type_text("earlier state");
    page.press(&["Enter"]);
    page.wait_text("before “restore the state of today, ");
    page.wait_text("1 document removed: “The harbour dispute”");
    page.role_with("button", "Restore the state of today, ").click();
    page.wait_gone("dialog", "Earlier states");
    page.role_with("button", "The harbour dispute").click();
    steps::wait_text_drawn(&page);
    steps::wait_claims(&page, 1);
    page.press(&["Control+z"]);
    page.wait_for("the document to leave the list again", || {
        !page.text().contains("The harbour dispute")
    });
}

#[test]
fn a_reminder_comes_after_much_work_and_goes_with_a_backup() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    steps::wait_saved(&page);
    let set = |steps: u64, age: u64| {
        let script = "const key = Object.keys(localStorage).find(key => \
                        key.startsWith('claimlight.backup/')); \
                      localStorage.setItem(key, JSON.stringify({ \
                        steps: arguments[0], since: Date.now() - arguments[1] }));";
        page.run(script, &[json!(steps), json!(age)]);
        page.reload();
        steps::wait_text_drawn(&page);
    };
    assert!(!page.text().contains("in this browser only"), "some steps are not worth a word");
    set(200, 2 * DAY_MS);
    page.wait_text("No backup of this project was made here yet; 200 changes are in this browser");
    assert_eq!(steps::objections(&page, "the reminder"), Vec::<String>::new());
    shots(&page, "story-history-3-reminder");
    page.role("button", "Later").click();
    page.wait_gone("button", "Later");
    page.reload();
    steps::wait_text_drawn(&page);
    assert!(!page.text().contains("in this browser only"), "it is quiet for a while");
    set(200, 2 * DAY_MS);
    page.role("button", "Download a backup").click();
    assert!(page.download().text().contains("Southmark must withdraw its gunboats"));
    page.wait_gone("button", "Later");
    page.reload();
    steps::wait_text_drawn(&page);
    assert!(!page.text().contains("in this browser only"), "it is saved elsewhere");
}

#[test]
fn a_backup_is_gone_on_from_in_a_browser_that_knows_nothing() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    page.role("group", "stance").role("button", "supports").click();
    steps::wait_card(&page, "supports");
    page.press(&["Escape"]);
    steps::code(&page, "harbour has to stay open", "Demand");
    page.press(&["Escape"]);
    page.css(".editor__more summary").click();
    page.role("textbox", "Note").fill("Rather a threat? 🙂");
    page.press(&["Tab"]);
    steps::wait_card(&page, "has a note");
    page.press(&["Control+s"]);
    let backup = page.download();
    steps::wait_saved(&page);
    let kept = stored(&page);
    let name = steps::project(&page);
    page.close();

    let fresh = site.open();
    fresh.choose_files("#pick-project", &[fresh.file(&backup.name, &backup.bytes)]);
    steps::make_new_project(&fresh);
    steps::wait_project(&fresh, &name);
    steps::wait_saved(&fresh);
    let size = |all: &Value| all.as_object().map(serde_json::Map::len);
    // Which project is open is written down a moment after it was opened.
    fresh.wait_for("the new project's records", || size(&stored(&fresh)) == size(&kept));
    let again = stored(&fresh);
    for (key, value) in kept.as_object().expect("records and texts") {
        assert_eq!(again.get(key), Some(value), "{key} is not as it was");
    }
    assert_eq!(again, kept, "nothing more is there either");
    fresh.reload();
    steps::wait_text_drawn(&fresh);
    fresh.role_with("button", "The harbour dispute").click();
    steps::wait_claims(&fresh, 2);
    fresh.press(&["Control+s"]);
    let second = fresh.download();
    assert!(second.bytes == backup.bytes, "a backup of the backup is another file");
}

/// Reads every record and text of the open project out of the database, by their keys within it.
fn stored(page: &Page) -> Value {
    let script = "\
        const project = JSON.parse(localStorage.getItem('claimlight.place') ?? '{}').project; \
        const open = indexedDB.open('claimlight'); \
        await new Promise(done => open.onsuccess = done); \
        const reading = open.result.transaction(['records', 'texts']); \
        const all = {}; \
        for (const name of ['records', 'texts']) { \
          const ask = request => new Promise(done => request.onsuccess = () => done(request.result)); \
          const store = reading.objectStore(name); \
          const range = IDBKeyRange.bound(project + '/', project + '0'); \
          const [keys, values] = await Promise.all( \
            [ask(store.getAllKeys(range)), ask(store.getAll(range))]); \
          keys.forEach((key, at) => { \
            const value = name === 'texts' ? values[at] : JSON.parse(values[at]); \
            all[name + key.slice(project.length)] = value; \
          }); \
        } \
        open.result.close(); \
        return all;";
    let read = |page: &Page| page.run_async(script, &[]);
    page.wait_for("the place to be written down", || {
        read(page).as_object().is_some_and(|all| all.len() > 20)
    });
    read(page)
}

/// Takes pictures as it is light and dark, wide and narrow.
fn shots(page: &Page, name: &str) {
    for (look, dark) in [("light", false), ("dark", true)] {
        page.prefer_dark(dark);
        for (width, height) in [(360, 740), (1280, 800)] {
            page.resize(width, height);
            page.shot(&format!("{name}-{look}-{width}"));
        }
    }
    page.prefer_dark(false);
}
