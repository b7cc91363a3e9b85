//! The harness itself, tried on a small page: a story can only be believed if what it is told in
//! does what it says, and fails when it should.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;

use crate::harness::{Element, Launch, Page, Profile, Site};

fn sample() -> (TempDir, Site) {
    let folder = tempfile::tempdir().expect("the temporary folder can be written");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e");
    for (from, to) in [("sample.html", "index.html"), ("sample.js", "sample.js")] {
        fs::copy(source.join(from), folder.path().join(to)).expect("the sample is kept there");
    }
    let site = Site::of(folder.path().to_owned());
    (folder, site)
}

/// The message of the panic that this must end in.
fn failure_of(act: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(act)).expect_err("it should have failed");
    panic.downcast_ref::<String>().expect("the message has values in it").clone()
}

#[test]
fn elements_are_found_by_role_and_name() {
    let (_folder, site) = sample();
    let page = site.open();

    page.set_patience(Duration::from_secs(1));

    // Two buttons bear this name; one of them cannot be used, and that is told apart.
    let buttons = page.roles("button");
    assert_eq!(buttons.iter().map(Element::name).collect::<Vec<_>>(), ["Add one", "Add one"]);
    assert_eq!(buttons.iter().map(Element::is_enabled).collect::<Vec<_>>(), [true, false]);
    assert!(failure_of(|| drop(page.role("button", "Add one"))).contains("2 are a button"));
    let complaint = failure_of(|| drop(page.role("link", "Nowhere")));
    assert!(complaint.contains("nothing is a link “Nowhere”"), "{complaint}");
    assert!(complaint.contains("textbox “Your name”"), "{complaint}");

    let name = page.role("textbox", "Your name");
    name.fill("Ada");
    name.fill("Grace");
    assert_eq!(name.value(), "Grace");
    assert!(name.has_focus());
    assert_eq!(page.focused().role_name(), "textbox");
    page.role("combobox", "Kind").choose("state");
    assert_eq!(page.role("combobox", "Kind").value(), "state");
    let agree = page.role_with("checkbox", "Agr");
    agree.click();
    assert!(agree.is_checked());

    // A modal dialog is all there is while it is open.
    buttons[0].click();
    let dialog = page.role("dialog", "Sure?");
    assert!(!page.has("textbox", "Your name"));
    assert!(dialog.has("button", "Yes"));
    assert_eq!(dialog.roles("heading").len(), 1);
    assert_eq!(dialog.attribute("aria-labelledby").as_deref(), Some("question"));
    assert_eq!(dialog.text(), "Sure?\nYes");
    dialog.role_with("button", "Y").click();
    page.wait_gone("dialog", "Sure?");
    assert_eq!(page.download().text(), "naïve\n");
}

#[test]
fn keys_and_the_mouse_arrive_as_from_hardware() {
    let (_folder, site) = sample();
    let page = site.open();

    page.press(&["Control+Shift+z", "ArrowRight", "+", "Space"]);
    page.wait_text("[C-S-Z][ArrowRight][S-+][ ]");
    page.role("textbox", "Your name").click();
    page.wait_for("the field to have the keyboard", || {
        page.run("return document.activeElement.tagName", &[]) == "INPUT"
    });
    // A busy browser may still be at the keys when the driver has sent them.
    let holds = |words: &str| page.role("textbox", "Your name").value() == words;
    page.type_text("Žofie");
    page.wait_for("what was typed to stand there", || holds("Žofie"));
    page.paste("!");
    page.wait_for("what was pasted to stand there", || holds("Žofie!"));

    page.drag_text("#text", "minister called on the", &[]);
    page.wait_text(r#"[selected "minister called on the"]"#);
    page.drag_text_to("#text", "act at", "council did", &["Alt"]);
    page.wait_text(r#"[selected "act at once. The council did" alt]"#);
    page.double_click_text("#text", "answer");
    page.wait_text(r#"[selected "answer"]"#);
    page.click_text("#text", "minister", &[]);
    page.wait_text(r#"[selected ""]"#);
    let pointed_at = |what: &str, times: u64| {
        page.wait_for(&format!("{times} {what} to be pointed at"), || {
            let count = "return document.querySelectorAll(arguments[0] + ':hover').length";
            page.run(count, &[what.into()]) == times
        });
    };
    page.hover_text("#text", "once");
    pointed_at("#text p", 1);
    page.role("textbox", "Your name").hover();
    pointed_at("input", 1);
    let [left, top, width, height] = page.role("textbox", "Your name").rectangle();
    page.move_to([left + width / 2.0, top + height + 20.0]);
    pointed_at("input", 0);
}

#[test]
fn files_go_in_and_come_out() {
    let (_folder, site) = sample();
    let page = site.open();

    let files = [page.file("a.txt", "one"), page.file("b.txt", "zwölf")];
    page.choose_files("#files", &files);
    page.wait_text("[a.txt: one][b.txt: zwölf]");
    page.drop_files("#zone", &[("c.txt", b"three")]);
    page.wait_text("[c.txt: three]");

    for _ in 0..2 {
        page.roles("button")[0].click();
        page.role("button", "Yes").click();
        let download = page.download();
        assert_eq!((download.name.as_str(), download.text()), ("out.txt", "naïve\n"));
    }
}

#[test]
fn a_profile_remembers_and_a_fresh_one_does_not() {
    let (_folder, site) = sample();
    let profile = Profile::fresh();
    let count = |page: &Page| page.run("return localStorage.count ?? null", &[]);

    let page = Launch::new(&site).profile(&profile).open();
    page.roles("button")[0].click();
    page.reload();
    assert_eq!(count(&page), "1");
    let first = page.tab();
    page.open_tab("#second");
    assert!(page.address().ends_with("/some/sub/path/#second"));
    assert_eq!(count(&page), "1");
    page.use_tab(&first);
    page.go("#here");
    page.go("#there");
    page.back();
    page.wait_for("the earlier place", || page.address().ends_with("#here"));
    page.close();

    assert_eq!(count(&Launch::new(&site).profile(&profile).at("#again").open()), "1");
    assert!(count(&site.open()).is_null());
}

#[test]
fn a_page_shows_itself_as_asked() {
    let (_folder, site) = sample();
    let page = Launch::new(&site)
        .size(500, 400)
        .dark()
        .before_app("window.before = document.querySelector('main') === null")
        .open();
    let size = |page: &Page| page.run("return [innerWidth, innerHeight]", &[]);
    let ink = |page: &Page| page.run("return getComputedStyle(document.body).color", &[]);

    assert_eq!(page.run("return window.before", &[]), true);
    assert_eq!(size(&page), serde_json::json!([500, 400]));
    assert_eq!(ink(&page), "rgb(255, 255, 255)");
    page.resize(900, 600);
    page.prefer_dark(false);
    assert_eq!(size(&page), serde_json::json!([900, 600]));
    assert_eq!(ink(&page), "rgb(0, 0, 0)");
    page.shot("harness");
    let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("shots/harness.png");
    let picture = fs::read(picture).expect("it was just written");
    assert!(picture.starts_with(b"\x89PNG") && picture.ends_with(b"IEND\xaeB`\x82"));
}

#[test]
fn errors_and_foreign_requests_fail_the_test() {
    let (_folder, site) = sample();

    let page = site.open();
    page.run("console.error('broken')", &[]);
    assert!(page.console().iter().any(|(_, message)| message.contains("broken")));
    assert!(failure_of(|| page.close()).contains("the console has an error"));

    let page = site.open();
    page.run("setTimeout(() => { throw new Error('thrown') })", &[]);
    page.wait_for("the error", || page.console().iter().any(|(_, said)| said.contains("thrown")));
    assert!(failure_of(|| page.close()).contains("the console has an error"));

    let page = site.open();
    page.expect_console_error("broken");
    page.run("console.error('broken')", &[]);
    page.close();

    let (_other_folder, foreign) = sample();
    let picture = format!("{}/x", foreign.origin());
    let page = site.open();
    page.expect_console_error("Failed to load resource");
    let ask = "fetch('/elsewhere').catch(() => {}); new Image().src = arguments[0]";
    page.run(ask, &[serde_json::json!(picture)]);
    page.wait_for("the request", || page.new_requests().contains(&picture));
    let complaint = failure_of(|| page.close());
    for address in [picture, format!("{}/elsewhere", site.origin())] {
        let told = format!("what is not the app's was asked for: {address}");
        assert!(complaint.contains(&told), "{complaint}");
    }
    assert_eq!(site.missing(), ["/elsewhere"]);
}

#[test]
fn axe_finds_what_is_wrong() {
    let (_folder, site) = sample();
    let page = site.open();

    let Some(violations) = page.accessibility_violations() else { return };
    assert_eq!(violations, Vec::<String>::new());
    page.run("document.querySelector('#name').parentElement.replaceWith(document.querySelector('#name'))", &[]);
    let complaint = failure_of(|| page.assert_accessible("the sample"));
    assert!(complaint.contains("the sample is not accessible:\nlabel (critical)"), "{complaint}");
}
