//! A colleague sends a file back: what it brings and where it disagrees is seen, decided, merged
//! and taken back.

use serde_json::{Value, json};

use crate::harness::{Page, Site};
use crate::steps;

const THEIR_NOTE: &str = "Rather a threat than a demand?";

#[test]
fn a_colleagues_file_is_previewed_decided_about_merged_and_taken_back() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    page.role("group", "stance").role("button", "supports").click();
    steps::wait_card(&page, "supports");
    let (name, ours) = steps::export_project(&page);

    let theirs = as_the_colleague_left_it(&ours);
    page.choose_files("#pick-project", &[page.file(&name, theirs)]);
    let dialog = page.role_with("dialog", "Import");
    let conflict = dialog.role_with("radiogroup", "claim: ");
    for side in ["supports", "opposes", THEIR_NOTE] {
        assert!(conflict.text().contains(side), "{side} is missing: {}", conflict.text());
    }
    let row = row_of_claims(&page);
    assert_eq!(row[..2], ["1", "32"], "one is new, the sample's are the same");
    assert_eq!(row[3], "1", "one is in conflict");
    page.shot("story-merge-1-preview");
    assert_eq!(steps::objections(&page, "the preview with a conflict"), Vec::<String>::new());
    assert_eq!(steps::claims(&page), 1, "nothing is applied before the button");

    conflict.role_with("radio", "Theirs").click();
    dialog.role("button", "Merge").click();
    page.wait_text("Taken in: 1 claim new; 1 claim changed.");
    page.assert_accessible("the report of what was taken in");
    steps::leave_dialog(&page);
    steps::wait_claims(&page, 2);
    steps::wait_card(&page, "opposes");
    steps::wait_card(&page, "has a note");

    steps::undo(&page, &format!("merge {name}"));
    steps::wait_claims(&page, 1);
    steps::wait_card(&page, "supports");
    assert!(!steps::open_card(&page).contains("has a note"));
    assert!(steps::export_project(&page).1 == ours, "something of the merge stayed");
    steps::redo(&page, &format!("merge {name}"));
    steps::wait_claims(&page, 2);
    steps::wait_card(&page, "opposes");
    steps::wait_saved(&page);
    page.reload();
    steps::wait_card(&page, "opposes");
    steps::wait_claims(&page, 2);
}

#[test]
fn annotations_without_texts_say_which_spans_stand_where_moved_or_are_lost() {
    let site = Site::start();
    let page = site.open();
    steps::code_the_demand(&page);
    steps::code(&page, "harbour has to stay open", "Demand");
    page.press(&["Escape"]);
    steps::code(&page, "would not move one ship", "Rejection");
    page.press(&["Escape"]);
    page.role("button", "Export").click();
    let dialog = page.role("dialog", "Export");
    dialog.role_with("radio", "Annotations with quotes and context").click();
    dialog.role("button", "Write the file").click();
    let file = page.download();
    assert!(!file.text().contains("thanked the pilots for their"), "the text is in the file");

    let mut altered: Value = serde_json::from_str(file.text()).expect("it is JSON");
    let claims = altered["claims"].as_array_mut().expect("it has claims");
    let mut found = 0;
    for claim in claims {
        let span = &mut claim["fragments"][0];
        if span["quote"] == "harbour has to stay open" {
            let at = |key: &str| span[key].as_u64().expect("a number");
            (span["start"], span["end"]) = (json!(at("start") + 7), json!(at("end") + 7));
            found += 1;
        } else if span["quote"] == "would not move one ship" {
            span["quote"] = json!("was never written in any text");
            found += 1;
        }
    }
    assert_eq!(found, 2, "the two claims are in the file");
    page.choose_files("#pick-project", &[page.file(&file.name, altered.to_string())]);
    let dialog = page.role_with("dialog", "Import");
    page.wait_text("where the file says");
    let said = dialog.text();
    for part in ["1 span moved, without doubt", "1 span lost", "harbour has to stay open"] {
        assert!(said.contains(part), "“{part}” is missing: {said}");
    }
    assert!(said.contains("was never written in any text"), "{said}");
    page.shot("story-merge-2-spans");
    page.assert_accessible("the preview with moved and lost spans");
    dialog.role("button", "Close").click();
    page.wait_gone("dialog", &format!("Import “{}”", file.name));
    assert_eq!(steps::claims(&page), 3, "closing changes nothing");
}

/// The colleague doubts the stance, writes a note, and codes one claim more.
fn as_the_colleague_left_it(file: &[u8]) -> String {
    let mut project: Value = serde_json::from_slice(file).expect("it is JSON");
    let claims = project["claims"].as_array_mut().expect("it has claims");
    let is_the_demand = |claim: &&mut Value| {
        claim["fragments"][0]["quote"] == "Southmark must withdraw its gunboats"
    };
    let claim = claims.iter_mut().find(is_the_demand).expect("the claim is in the file");
    let mut further = claim.clone();
    claim["note"] = json!(THEIR_NOTE);
    claim["stance"] = json!(-1);
    let later = claim["modified"].as_u64().expect("a time") + 60_000;
    claim["modified"] = json!(later);

    let mut id = further["id"].as_str().expect("an id").to_owned();
    let last = id.pop().expect("an id is not empty");
    id.push(if last == '7' { '6' } else { '7' });
    further["id"] = json!(id);
    let quote = "would not move one ship";
    let (before, _) = steps::HARBOUR.split_once(quote).expect("it is in the text");
    let start = before.chars().count();
    let end = start + quote.chars().count();
    further["fragments"] = json!([{ "start": start, "end": end, "quote": quote }]);
    claims.push(further);
    project.to_string()
}

/// The numbers of the preview's row of claims: new, same, brought together, in conflict.
fn row_of_claims(page: &Page) -> Vec<String> {
    let rows = page.roles("row");
    let row = rows.iter().find(|row| row.name().starts_with("Claims")).expect("claims are counted");
    row.roles("cell").iter().map(crate::harness::Element::text).collect()
}
