//! The page of the docs about keys holds a table that is made from the commands.

use claimlight::desk::command::{Group, commands};
use claimlight::desk::keymap::{Bindings, Layout};
use claimlight::store::{KeyPreferences, KeyPreset};

const BEGIN: &str = "<!-- The table below is made from the commands. -->\n";
const END: &str = "<!-- The table above is made from the commands. -->\n";

#[test]
fn the_page_lists_the_keys_as_they_are() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/coding-by-keyboard.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (table, after) = rest.split_once(END).unwrap();
    let wanted = tables();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, format!("{before}{BEGIN}{wanted}{END}{after}")).unwrap();
        return;
    }
    assert!(
        table == wanted,
        "docs/coding-by-keyboard.md lists other keys than the commands have; \
         `UPDATE_EXPECT=1 cargo test --test it keys_page` writes them anew"
    );
}

fn tables() -> String {
    let [letters, digits] = KeyPreset::ALL.map(|preset| {
        let wanted = KeyPreferences { preset, ..KeyPreferences::default() };
        Bindings::new(wanted, Layout::default())
    });
    let mut page = String::new();
    for group in Group::ALL {
        let head = ["\n### ", group.name(), "\n\n| keys | what they do |\n|---|---|\n"];
        page.extend(head);
        for command in commands().filter(|command| command.group == group) {
            let mut keys = code(&letters.shown(command.id));
            if letters.keys(command.id) != digits.keys(command.id) {
                keys = format!("{keys}; with digits {}", code(&digits.shown(command.id)));
            }
            page.extend(["| ", &keys, " | **", command.title, ".** ", command.help, " |\n"]);
        }
    }
    page + "\n"
}

fn code(keys: &[String]) -> String {
    let keys: Vec<String> =
        keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
    if keys.is_empty() { "none yet".to_owned() } else { keys.join(", ") }
}
