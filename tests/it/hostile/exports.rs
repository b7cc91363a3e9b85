//! Everything a person can write, full of payloads, through every file that can be written.

#![expect(clippy::unwrap_used, reason = "helpers of tests; clippy knows tests themselves only")]

use claimlight::format::claimlight::read;
use claimlight::format::csv;
use claimlight::format::{Choices, FORMATS, file_stem};
use claimlight::model::{Project, check};
use serde_json::Value;

use super::infested::{all, infested_project};
use super::laws;

fn infested() -> Project {
    let (project, _) = read(infested_project().as_bytes()).unwrap().package.into_project();
    assert_eq!(check::project(&project), []);
    assert_eq!(project.claims().len(), all().len());
    project
}

/// Every file that can be written of a project: its format, its media type and what is in it.
fn files(project: &Project) -> Vec<(&'static str, &'static str, String)> {
    let coder = project.coders().keys().next().copied();
    let choices = Choices { coder, blind: false, ..Choices::default() };
    let written = FORMATS
        .iter()
        .map(|format| (format.id, format.mime, (format.write)(project, &choices).unwrap()));
    written.collect()
}

/// The cells of a table as a spreadsheet reads them, with nothing taken back.
fn cells(table: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in table.trim_start_matches('\u{feff}').chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' | '\r' | '\n' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

#[test]
fn an_infested_project_is_read_written_merged_and_stored_as_it_is() {
    laws::project(infested_project().as_bytes());
    let project = infested();
    for (claim, payload) in project.claims().values().zip(all()) {
        assert_eq!((&claim.note, &claim.links[0].kind), (&payload, &payload));
        let actor = &project.actors()[&claim.participants[0].actor];
        assert_eq!((&actor.name, &actor.aliases[0], &actor.note), (&payload, &payload, &payload));
        let words = project.text(claim.document).unwrap().quote(claim.fragments[0]);
        assert!(words.starts_with(&payload));
    }
}

#[test]
fn what_a_person_writes_is_text_in_every_file() {
    for (id, mime, file) in files(&infested()) {
        match mime {
            "application/json" => drop(serde_json::from_str::<Value>(&file).unwrap()),
            "text/csv" => harmless_table(id, &file),
            mime if mime.contains("html") || mime.contains("svg") || mime.contains("xml") => {
                for payload in all().iter().filter(|payload| payload.contains('<')) {
                    assert!(!file.contains(payload.as_str()), "{id}: {payload}");
                }
            }
            _ => {
                for line in file.split_terminator('\n') {
                    assert!(serde_json::from_str::<Value>(line).unwrap().is_object(), "{id}");
                }
            }
        }
    }
}

/// No cell begins as a formula does, nor what another separator would make a cell of, and each
/// payload is there as it was written.
fn harmless_table(id: &str, file: &str) {
    for cell in cells(file) {
        for piece in cell.split([',', ';', '\t', '\r', '\n']) {
            let risky = piece.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(!risky || piece.parse::<i64>().is_ok(), "{id}: {piece:?} of {cell:?}");
        }
    }
    let rows = csv::read(file).unwrap();
    let note = rows[0].iter().position(|name| name == "note").unwrap();
    for payload in all() {
        assert!(rows.iter().any(|row| row[note] == payload), "{id} lost {payload:?}");
    }
}

#[test]
fn the_names_of_files_are_names_and_nothing_else() {
    for payload in all() {
        let stem = file_stem(&payload);
        assert!(!stem.is_empty() && stem.len() <= 122, "{stem}");
        let plain = |letter: char| letter.is_alphanumeric() || letter == '-';
        assert!(stem.chars().all(plain), "{stem:?} of {payload:?}");
    }
}
