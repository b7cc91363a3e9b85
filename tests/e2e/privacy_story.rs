//! What leaves the browser can be closed with a passphrase, or go without names.

use crate::harness::{Download, Page, Site};
use crate::steps;

const PASSPHRASE: &str = "crème brûlée at Ågård";

#[test]
fn a_file_under_a_passphrase_is_opened_by_it_and_by_nothing_else() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    steps::wait_saved(&page);
    let (_, plain) = steps::export_project(&page);

    page.press(&["Control+e"]);
    let dialog = page.role("dialog", "Export");
    dialog.role("checkbox", "Protect with a passphrase").click();
    page.wait_text("Type the passphrase, and once more below it.");
    assert!(!dialog.role("button", "Write the file").is_enabled());
    page.css("#passphrase-first").fill("short");
    page.wait_text("A passphrase has at least 8 characters.");
    page.css("#passphrase-first").fill(PASSPHRASE);
    page.css("#passphrase-second").fill("something else");
    page.wait_text("The two passphrases differ.");
    page.wait_text("cannot be recovered");
    page.shot("story-passphrase-1-export");
    assert_eq!(steps::objections(&page, "a passphrase in the export"), Vec::<String>::new());
    let field = page.css("#passphrase-second");
    assert_eq!(field.attribute("type").as_deref(), Some("password"));
    dialog.role("button", "Show").click();
    page.wait_for("the passphrase to be shown", || {
        field.attribute("type").as_deref() == Some("text")
    });
    field.fill(PASSPHRASE);
    dialog.role("checkbox", "Use it for backups too, until this page is closed").click();
    dialog.role("button", "Write the file").click();
    page.wait_gone("dialog", "Export");
    let closed = page.download();
    assert!(closed.name.ends_with(".claimlight.json"), "{}", closed.name);
    assert_closed(&closed);
    keep_for_the_recipe(&closed);
    page.press(&["Control+s"]);
    let backup = page.download();
    assert_closed(&backup);
    assert_ne!(backup.bytes, closed.bytes, "salt and nonce are new each time");
    page.close();

    let page = site.open();
    page.choose_files("#pick-project", &[page.file(&closed.name, &closed.bytes)]);
    let dialog = page.role_with("dialog", "Import");
    let field = page.css("#passphrase");
    page.wait_for("the field to have the keyboard", || field.has_focus());
    page.type_text("creme brulee at Agard");
    page.press(&["Enter"]);
    page.wait_text("The passphrase does not open this file");
    page.shot("story-passphrase-2-wrong");
    assert_eq!(steps::objections(&page, "the question for a passphrase"), Vec::<String>::new());
    // As a Mac writes it: letters and their marks apart.
    field.fill("cre\u{300}me bru\u{302}le\u{301}e at A\u{30a}ga\u{30a}rd");
    dialog.role("button", "Open the file").click();
    page.wait_text("A whole project");
    steps::make_new_project(&page);
    page.wait_text("harbour");
    assert!(steps::export_project(&page).1 == plain, "what was opened is not what was closed");
}

#[test]
fn a_file_whose_header_was_changed_is_not_opened_and_says_so() {
    let site = Site::start();
    let page = site.open();
    page.press(&["Control+e"]);
    let dialog = page.role("dialog", "Export");
    dialog.role("checkbox", "Protect with a passphrase").click();
    page.css("#passphrase-first").fill(PASSPHRASE);
    page.css("#passphrase-second").fill(PASSPHRASE);
    dialog.role("button", "Write the file").click();
    page.wait_gone("dialog", "Export");
    let closed = page.download();
    let text = closed.text();
    let weaker = text.replace("\"compression\":\"gzip\"", "\"compression\":\"none\"");
    let endless = text.replace("\"iterations\":1000000", "\"iterations\":4000000000");
    assert!(weaker != text && endless != text);

    page.choose_files("#pick-project", &[page.file("weaker.claimlight.json", weaker)]);
    let dialog = page.role_with("dialog", "Import");
    page.css("#passphrase").fill(PASSPHRASE);
    dialog.role("button", "Open the file").click();
    page.wait_text("the file was changed or damaged on its way");
    page.press(&["Escape"]);
    page.wait_gone("dialog", "Import “weaker.claimlight.json”");
    page.choose_files("#pick-project", &[page.file("endless.claimlight.json", endless)]);
    page.wait_text("it asks for 4000000000 iterations");
}

#[test]
fn names_give_way_to_codes_and_the_key_lies_beside() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    steps::wait_saved(&page);

    page.press(&["Control+e"]);
    let dialog = page.role("dialog", "Export");
    dialog.role("checkbox", "Replace the names of actors by codes").click();
    page.wait_text("every name and alias of the registry gives way");
    page.wait_text("surnames that are no alias");
    dialog.role("checkbox", "The names of coders as well").click();
    page.shot("story-pseudonyms-1");
    assert_eq!(steps::objections(&page, "codes in place of names"), Vec::<String>::new());
    dialog.role("button", "Write the file").click();
    page.wait_gone("dialog", "Export");
    let (key, file) = two_downloads(&page);
    for name in ["Anna Berg", "Lavrov", "Bayramov", "\"Ada\""] {
        assert!(!file.text().contains(name), "{name} is in the file");
    }
    assert!(key.text().contains("Anna Berg") && key.text().contains("Sergey Lavrov"));
    let row = key.text().lines().find(|line| line.contains("Anna Berg")).expect("it is there");
    let code = row.split(',').next().expect("it has cells");
    assert!(file.text().contains(&format!("{code}, the minister of Norland, spoke to reporters")));

    page.press(&["Control+e"]);
    let dialog = page.role("dialog", "Export");
    dialog.role_with("radio", "Annotations with quotes and context").click();
    dialog.role("checkbox", "Replace the names of actors by codes").click();
    page.wait_text("Codes cannot stand in the quotes of this format");
    assert!(!dialog.role("button", "Write the file").is_enabled());
    dialog.role("checkbox", "In texts, quotes, titles and notes as well").click();
    page.wait_text("Names still stand in texts, quotes, titles, notes");
    page.wait_for("the button to work", || dialog.role("button", "Write the file").is_enabled());
    page.press(&["Escape"]);
    page.wait_gone("dialog", "Export");

    page.choose_files("#pick-project", &[page.file(&file.name, &file.bytes)]);
    let dialog = page.role_with("dialog", "Import");
    page.wait_text("A whole project");
    dialog.role_with("radio", "As a new project").click();
    dialog.role_with("button", "Make the project");
    assert!(!page.text().contains("set aside"), "the file is sound");
}

fn assert_closed(file: &Download) {
    assert!(file.text().contains("\"format\":\"claimlight-encrypted\""), "{}", file.text());
    for word in ["Berg", "Southmark", "gunboats", "harbour"] {
        assert!(!file.text().contains(word), "{word} can be read");
    }
}

/// Puts the file where the recipe of `docs/privacy.md` can be tried on it, when that is asked for.
fn keep_for_the_recipe(file: &Download) {
    if let Some(folder) = std::env::var_os("CLAIMLIGHT_KEEP") {
        let path = std::path::Path::new(&folder).join("closed.claimlight.json");
        std::fs::write(path, &file.bytes).expect("the folder can be written");
    }
}

/// Takes the file and its key, whichever comes first.
fn two_downloads(page: &Page) -> (Download, Download) {
    let (one, other) = (page.download(), page.download());
    if one.name.ends_with("-key.csv") { (one, other) } else { (other, one) }
}
