//! Reading in comfort: how documents are set, numbers in the margin, focus mode, other scripts, and
//! what copying takes.

use serde_json::{Value, json};

use crate::harness::{Launch, Page, Profile, Site};
use crate::steps;

/// A text of the stories' own in a script that runs from right to left, with a name that does not.
const HEBREW: &str = "\
שיחות הנמל

שרת החוץ Anna Berg אמרה כי הנמל יישאר פתוח.

The last paragraph is in English.
";

#[test]
fn how_documents_are_set_is_kept_and_shown_at_once() {
    let site = Site::start();
    let profile = Profile::fresh();
    let page = Launch::new(&site).profile(&profile).open();
    steps::open_text(&page, "harbour.txt", steps::HARBOUR);
    let before = text_style(&page);

    page.press(&["Control+,"]);
    let panel = page.role("region", "Reading settings");
    panel.role("radio", "Wide").click();
    panel.role("radio", "Sans").click();
    panel.role("radio", "Loose").click();
    panel.role("radio", "Justified").click();
    panel.role("button", "A+ larger letters").click();
    panel.role("checkbox", "Number the paragraphs").click();
    page.wait_for("the text to be set otherwise", || text_style(&page) != before);
    page.wait_for("the numbers of lines with words", || {
        numbers(&page) == ["1", "2", "3", "4", "5"]
    });
    page.shot("story-reading");
    assert_eq!(steps::objections(&page, "the reading settings"), Vec::<String>::new());
    let set = text_style(&page);
    page.press(&["Escape"]);
    page.wait_gone("region", "Reading settings");

    page.reload();
    page.wait_text("The harbour dispute");
    page.wait_for("the text to be set as before", || text_style(&page) == set);
    page.wait_for("the numbers again", || numbers(&page).len() == 5);
    // What is read by a screen reader, selected and searched is the text alone.
    let words = page.run("return document.querySelector('#text').textContent", &[]);
    assert_eq!(words, Value::from(steps::HARBOUR));

    page.role("button", "Reading").click();
    page.role("region", "Reading settings").role("button", "Reset").click();
    page.wait_for("the text to be set as at first", || text_style(&page) == before);
    page.wait_for("no numbers", || numbers(&page).is_empty());
}

#[test]
fn focus_mode_leaves_the_text_and_the_chosen_claim_and_escape_ends_it() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    page.press(&["z"]);
    page.wait_for("the window to be empty but for the text and the chosen claim", || {
        let gone = [".top__tools", ".documents", ".side__tabs", ".claim-strip"];
        gone.iter().all(|rest| !shown(&page, rest))
            && ["#text", ".card[aria-current]"].iter().all(|kept| shown(&page, kept))
    });
    assert_eq!(steps::objections(&page, "focus mode"), Vec::<String>::new());
    // One Escape lets go of the claim, the next of the mode.
    page.press(&["Escape"]);
    page.wait_for("the claim to be let go", || !shown(&page, ".card[aria-current]"));
    assert!(!shown(&page, ".top__tools"));
    page.press(&["Escape"]);
    page.wait_for("everything to be there again", || {
        shown(&page, ".top__tools") && shown(&page, ".documents")
    });
}

#[test]
fn who_asks_for_less_motion_gets_none() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    page.prefer_less_motion();
    let watch = "window.moved = []; \
                 for (const kind of ['transitionrun', 'animationstart']) \
                   document.addEventListener(kind, event => \
                     moved.push(kind + ' ' + event.target.className), true)";
    page.run(watch, &[]);
    steps::code_the_demand(&page);
    steps::run_command(&page, "Show all keys");
    steps::leave_dialog(&page);
    for place in ["2", "3", "1"] {
        page.press(&[place]);
    }
    steps::wait_card(&page, "Anna Berg");
    assert_eq!(page.run("return moved", &[]), json!([]));
}

#[test]
fn in_the_users_own_colours_claims_keep_a_ground_that_can_be_seen() {
    let site = Site::start();
    let page = site.open();
    page.wait_text("15 claims");
    if !page.force_colours(true) {
        return;
    }
    // Forced to the ground of the page, it would be white on white.
    let ground = "const of = selector => getComputedStyle(\
                    document.querySelector(selector), '::highlight(claim-1-0)').backgroundColor; \
                  return [of('.painted'), of('.text__block')]";
    let seen = "color(srgb 0 0 0 / 0.15)";
    assert_eq!(page.run(ground, &[]), json!([seen, seen]));
}

#[test]
fn copying_takes_exactly_the_characters_of_the_document() {
    let site = Site::start();
    let page = site.open();
    let text = format!("Three sittings\n\n{}", steps::HARBOUR.repeat(3));
    steps::open_text(&page, "harbour.txt", &text);
    page.click_text("#text", "Three sittings", &[]);
    steps::wait_in_text(&page);
    page.press(&["Control+Home"]);
    for _ in 0..9 {
        let before = steps::selected(&page).len();
        page.press(&["Control+Shift+ArrowDown"]);
        page.wait_for("more to be selected", || steps::selected(&page).len() > before);
    }
    // What the app has put on the clipboard by the time the event reaches the window's last listener.
    let listen = "addEventListener('copy', (event) => { \
                    window.copied = [event.defaultPrevented, event.clipboardData.getData('text/plain')]; \
                  })";
    page.run(listen, &[]);
    let paragraphs: Vec<&str> = text.split_inclusive("\n\n").take(7).collect();
    let expected = paragraphs.concat();
    assert!(expected.len() > 300, "the selection lies in one block");
    page.wait_for("the copy to begin as the document does", || {
        page.press(&["Control+c"]);
        let copied = page.run("return window.copied ?? []", &[]);
        let words = copied[1].as_str().unwrap_or_default();
        copied[0] == Value::Bool(true) && text.starts_with(words) && words.len() >= expected.len()
    });
}

#[test]
fn arrows_go_left_and_right_as_the_letters_are_drawn() {
    let site = Site::start();
    let page = site.open();
    steps::open_text(&page, "talks.txt", HEBREW);
    page.click_text("#text", "יישאר", &[]);
    page.press(&["Home"]);
    page.wait_for("Home to lead to the right edge", || {
        (caret_left(&page) - text_side(&page, "right")).abs() < 3.0
    });
    // From the right edge of the line through the name and beyond, each step goes left.
    let mut lefts = vec![caret_left(&page)];
    for _ in 0..22 {
        page.press(&["ArrowLeft"]);
        let before = *lefts.last().expect("there is a first");
        page.wait_for("the caret to go left", || caret_left(&page) < before - 0.5);
        lefts.push(caret_left(&page));
    }
    let turned = lefts.last().copied().expect("there is a last");
    page.press(&["ArrowRight"]);
    page.wait_for("the caret to go right", || caret_left(&page) > turned + 0.5);
    page.press(&["Home"]);
    page.wait_for("Home to lead to the right edge", || (caret_left(&page) - lefts[0]).abs() < 1.0);
    page.press(&["Control+ArrowLeft"]);
    page.wait_for("a word to the left", || caret_left(&page) < lefts[0] - 5.0);
    // Up over the empty line, which is a line of its own.
    for line in ["the empty line", "the title"] {
        let before = caret_top(&page);
        page.press(&["ArrowUp"]);
        page.wait_for(line, || caret_top(&page) < before - 10.0);
    }
    // A paragraph in another script runs its own way.
    page.click_text("#text", "English", &[]);
    page.press(&["Home"]);
    page.wait_for("Home to lead to the left edge", || {
        (caret_left(&page) - text_side(&page, "left")).abs() < 3.0
    });
    let start = caret_left(&page);
    page.press(&["ArrowRight"]);
    page.wait_for("the caret to go right", || caret_left(&page) > start);
}

/// What the text looks like: letters, size, line height, width, edges.
fn text_style(page: &Page) -> Value {
    let script = "const text = document.querySelector('#text'); if (!text) return null; \
                  const style = getComputedStyle(text); \
                  const block = getComputedStyle(text.firstElementChild); \
                  return [style.fontFamily, style.fontSize, style.lineHeight, block.textAlign, \
                    Math.round(text.clientWidth)]";
    page.run(script, &[])
}

/// The numbers in the margin.
fn numbers(page: &Page) -> Vec<String> {
    let script = "return [...document.querySelectorAll('.gutter__number')]\
                  .map(number => number.dataset.number)";
    let found = page.run(script, &[]);
    let all = found.as_array().into_iter().flatten();
    all.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Whether there is something on the screen for a selector.
fn shown(page: &Page, selector: &str) -> bool {
    let script = "return document.querySelector(arguments[0])?.checkVisibility() ?? false";
    page.run(script, &[selector.into()]).as_bool().unwrap_or_default()
}

/// Where the caret is drawn, in CSS pixels from the left of the window.
fn caret_left(page: &Page) -> f64 {
    let script = "return document.querySelector('.caret').getBoundingClientRect().left";
    page.run(script, &[]).as_f64().unwrap_or_default()
}

/// Where the caret is drawn, in CSS pixels from the top of the window.
fn caret_top(page: &Page) -> f64 {
    let script = "return document.querySelector('.caret').getBoundingClientRect().top";
    page.run(script, &[]).as_f64().unwrap_or_default()
}

/// A side of the text, "left" or "right", in CSS pixels from the left of the window.
fn text_side(page: &Page, side: &str) -> f64 {
    let script = "return document.querySelector('#text').getBoundingClientRect()[arguments[0]]";
    page.run(script, &[side.into()]).as_f64().expect("a length is a number")
}
