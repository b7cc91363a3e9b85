//! Two windows of one browser on one project, and a window that an update of the app left behind.

use serde_json::{Value, json};

use crate::harness::{Page, Site, Tab};
use crate::steps;

/// Notes what the page writes to the journal, as text.
const NOTE_ENTRIES: &str = "\
    window.entries = []; \
    const add = IDBObjectStore.prototype.add; \
    IDBObjectStore.prototype.add = function (value, ...more) { \
      if (value?.entry) window.entries.push(value.entry); \
      return add.call(this, value, ...more); \
    };";

/// Presses keys of its own accord, as a coder in a hurry: `press(seed, count)` goes through claims,
/// codes sentences, sets stances and takes steps back, with a few milliseconds between two keys.
const HURRIED_CODER: &str = "\
    const [seed, count] = arguments; \
    let state = seed; \
    const roll = sides => { \
      state = (state + 0x6D2B79F5) | 0; \
      let t = Math.imul(state ^ (state >>> 15), 1 | state); \
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; \
      return ((t ^ (t >>> 14)) >>> 0) % sides; \
    }; \
    const acts = [ \
      ['n'], ['n', 'n'], ['p'], ['+'], ['-'], ['0'], ['n', '+'], ['p', '-'], ['n', '.'], \
      ['Escape', ')', 'v', 'd', 'Enter'], ['Escape', ')', ')', 'v', 'a', 'Enter', '+'], \
      ['Escape', '(', 'v', 'r', 'Escape'], ['Control+z'], \
    ]; \
    const keys = []; \
    for (let nth = 0; nth < count; nth += 1) keys.push('Close', ...acts[roll(acts.length)]); \
    window.keysLeft = keys.length; \
    const next = () => { \
      const key = keys.shift(); \
      window.keysLeft = keys.length; \
      if (key === undefined) return; \
      let at = document.activeElement ?? document.body; \
      const asked = at.matches('input, textarea'); \
      if (!asked && !at.closest('.reader')) { \
        at = document.querySelector('#text'); \
        at.focus(); \
      } \
      if (key !== 'Close' || asked) { \
        const name = key === 'Close' ? 'Escape' : key.replace('Control+', ''); \
        at.dispatchEvent(new KeyboardEvent('keydown', { \
          key: name, ctrlKey: key.startsWith('Control+'), bubbles: true, cancelable: true, \
        })); \
      } \
      setTimeout(next, 2 + roll(25)); \
    }; \
    setTimeout(next, 0);";

/// Opens the sample's second document, in which nothing is coded, with the keyboard in the text.
fn open_second(page: &Page) {
    page.wait_text("15 claims");
    page.css("#text").click();
    page.press(&["Escape", "]"]);
    page.wait_for("the second document", || page.css("#text").text().len() > 100);
    page.css("#text").click();
    page.press(&["Escape"]);
}

fn two_windows(page: &Page) -> [Tab; 2] {
    let first = page.tab();
    open_second(page);
    steps::wait_saved(page);
    let document = page.address();
    let place = document.split_once('#').map_or("", |(_, place)| place);
    let second = page.open_window(&[NOTE_ENTRIES], &format!("#{place}"));
    page.wait_for("the second document in the second window", || {
        page.css("#text").text().len() > 100 && page.address() == document
    });
    [first, second]
}

#[expect(clippy::print_stderr, reason = "a measured figure is the point")]
fn figure(words: &str) {
    eprintln!("{words}");
}

#[test]
fn what_one_window_codes_is_shown_in_the_other_at_once() {
    let site = Site::start();
    let page = site.open();
    let [first, second] = two_windows(&page);
    page.use_tab(&first);
    steps::say_who_codes(&page, "Ada");
    page.css("#text").click();
    page.press(&["Escape", "Control+Home", "v", "d"]);
    page.role("combobox", "claimant");
    page.press(&["Escape"]);
    steps::wait_saved(&page);
    page.run(
        "window.pressed = []; \
         addEventListener('keydown', ({ key }) => { \
           if (key !== 'Shift') window.pressed.push(performance.timeOrigin + performance.now()); \
         }, true)",
        &[],
    );

    page.use_tab(&second);
    page.wait_for("the claim in the second window", || steps::claims(&page) == 1);
    // What the one card says changes with each key pressed in the other window.
    page.run(
        "window.shown = []; \
         const says = () => document.querySelector('.cards .card')?.innerText ?? ''; \
         let said = says(); \
         new MutationObserver(() => { \
           if (says() !== said) { \
             said = says(); \
             window.shown.push(performance.timeOrigin + performance.now()); \
           } \
         }).observe(document.body, { subtree: true, childList: true, characterData: true })",
        &[],
    );
    let times = |list: &str| {
        let list = page.run(&format!("return window.{list}"), &[]);
        list.as_array().into_iter().flatten().filter_map(Value::as_f64).collect::<Vec<_>>()
    };
    let keys = ["+", "-"];
    let rounds = 20;
    for round in 0..rounds {
        page.use_tab(&first);
        page.press(&[keys[round % 2]]);
        page.use_tab(&second);
        page.wait_for("the change in the second window", || times("shown").len() > round);
    }
    let shown = times("shown");
    page.use_tab(&first);
    let pressed = times("pressed");
    assert_eq!(pressed.len(), rounds);
    let mut took: Vec<f64> = shown.iter().zip(&pressed).map(|(to, from)| to - from).collect();
    took.sort_by(f64::total_cmp);
    figure(&format!(
        "key in one window to shown in the other: {:.0} ms median, {:.0} ms longest of {rounds}",
        took[rounds / 2],
        took[rounds - 1]
    ));
    assert!(took[rounds / 2] < 2000.0, "{took:?}");
    steps::wait_saved(&page);
}

#[test]
fn two_windows_that_code_without_a_pause_end_with_one_project_and_no_claim_is_lost() {
    let site = Site::start();
    let page = crate::harness::Launch::new(&site).before_app(NOTE_ENTRIES).open();
    page.set_patience(std::time::Duration::from_secs(60));
    let windows = two_windows(&page);
    for (seed, window) in (7..).zip(&windows) {
        page.use_tab(window);
        page.run(HURRIED_CODER, &[json!(seed), json!(70)]);
    }
    let mut written = Vec::new();
    for window in &windows {
        page.use_tab(window);
        page.wait_for("all keys to be pressed", || page.run("return keysLeft", &[]) == 0);
        steps::wait_saved(&page);
        let entries = page.run("return entries", &[]);
        let entries = entries.as_array().expect("a list").clone();
        assert!(entries.len() > 20, "the keys did too little: {} entries", entries.len());
        written.extend(entries);
    }
    let [mut put, mut removed] = [const { std::collections::BTreeSet::<String>::new() }; 2];
    for entry in &written {
        let entry: Value = serde_json::from_str(entry.as_str().expect("text")).expect("JSON");
        for change in entry["changes"].as_array().into_iter().flatten() {
            put.extend(change["put"]["claim"]["id"].as_str().map(str::to_owned));
            removed.extend(change["remove"]["claim"].as_str().map(str::to_owned));
        }
    }
    let there: Vec<&String> = put.iter().filter(|id| !removed.contains(*id)).collect();
    assert!(there.len() > 10, "the keys made too few claims: {}", there.len());

    let project_of = |window: &Tab| {
        page.use_tab(window);
        page.press(&["Escape", "Escape"]);
        String::from_utf8(steps::export_project(&page).1).expect("a project file is text")
    };
    // The last message may still be on its way.
    let mut both = [String::new(), String::from("not yet")];
    page.wait_for("both windows to show one project", || {
        both = [project_of(&windows[0]), project_of(&windows[1])];
        both[0] == both[1]
    });
    let lost: Vec<_> = there.iter().filter(|id| !both[0].contains(id.as_str())).collect();
    assert!(lost.is_empty(), "of {} claims these are lost: {lost:?}", there.len());
    page.reload();
    page.wait_for("the text to be drawn", || !page.css("#text").text().is_empty());
    let stored = project_of(&windows[1]);
    assert!(stored == both[0], "what is stored differs from what was shown");
    figure(&format!(
        "two windows at once: {} journal entries, {} claims made and left, 0 lost",
        written.len(),
        there.len()
    ));
}

#[test]
fn a_window_left_behind_by_an_update_says_so_keeps_the_work_and_writes_nothing() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    steps::wait_saved(&page);
    let entries = "await new Promise(done => setTimeout(done)); \
        const database = window.newer ?? await new Promise((done, failed) => { \
          const request = indexedDB.open('claimlight', 99); \
          request.onsuccess = () => done(request.result); \
          request.onerror = () => failed(request.error); \
          request.onblocked = () => failed('the old version is in the way'); \
        }); \
        window.newer = database; \
        const count = database.transaction('journal').objectStore('journal').count(); \
        return await new Promise(done => count.onsuccess = () => done(count.result))";
    let before = page.run_async(entries, &[]);
    page.wait_text("already opened by a newer version of Claimlight");
    page.wait_text("Reload this page");
    page.shot("story-left-behind");

    page.role("group", "stance").role("button", "opposes").click();
    steps::wait_card(&page, "opposes");
    assert_eq!(page.css(".status").attribute("data-state").as_deref(), Some("failed"));
    let kept = "return Object.keys(localStorage).filter(key => \
                key.startsWith('claimlight.pending/')).length";
    page.wait_for("the work to be kept beside the store", || page.run(kept, &[]) == 1);
    page.role("button", "Download a backup").click();
    let backup = page.download();
    assert!(backup.text().contains("\"stance\":-1"), "the backup lacks the newest step");
    assert_eq!(page.run_async(entries, &[]), before, "nothing was written");
}
