//! A file of our own becomes a project, or is merged into one; a table is read.

use std::collections::BTreeSet;

use claimlight::desk::take_in::take_in;
use claimlight::edit::{Meta, Origin, Transaction};
use claimlight::format::claimlight::{Contents, Quotes, read, write};
use claimlight::format::csv::{self, Bom, Cell};
use claimlight::format::{Choices, FORMATS, Package};
use claimlight::merge::{Choice, Plan, Twin};
use claimlight::model::{Key, Project, Record, Timestamp, TransactionId, check};
use claimlight::store::{Counts, Loader, Pending, Summary, Unsaved, pending};

use super::damage::SMALL;

/// Reads bytes as a file of our own, as a project and into a project.
pub fn project(data: &[u8]) {
    match read(data) {
        Ok(read) => {
            merged(&read.package);
            let (project, problems) = read.package.into_project();
            for problem in read.problems.iter().chain(&problems) {
                assert!(!problem.message.is_empty());
            }
            kept(&project);
        }
        Err(error) => assert!(error.to_string().len() > 12),
    }
}

/// A project that was read is sound, is written and read again as it is, and comes back from the
/// browser's storage as it is.
pub(super) fn kept(project: &Project) {
    assert_eq!(check::project(project), []);
    let file = write(project, &Contents::Project).expect("every text is there");
    let again = read(file.as_bytes()).expect("what was written is read");
    let mut problems = again.problems;
    let (again, more) = again.package.into_project();
    problems.extend(more);
    assert_eq!(problems, [], "what was written is not as it should be");
    // Unknown fields of an object that found no place are written nowhere, and go with it.
    let homeless = |record: Record| {
        serde_json::to_string(&record).expect("it is written").contains("\"~fields\"")
    };
    assert!(
        again == *project || project.records().any(homeless),
        "a project is not read as it was written"
    );
    assert!(write(&again, &Contents::Project).expect("as before") == file);
    for format in FORMATS {
        let choices = Choices { coder: project.coders().keys().next().copied(), ..<_>::default() };
        let written = (format.write)(project, &choices);
        assert!(written.is_ok() || choices.coder.is_none(), "{}", format.id);
        if format.extension == "csv" {
            csv::read(&written.expect("it was written")).expect("our own table is read");
        }
    }
    for quotes in [Quotes::WithContext, Quotes::None] {
        let file = write(project, &Contents::Annotations { quotes, coder: None });
        assert_eq!(read(file.expect("as before").as_bytes()).expect("it is read").problems, []);
    }
    stored(project);
}

/// What is stored of a project comes back without a record set aside.
fn stored(project: &Project) {
    let summary = Summary::new((**project.info()).clone(), Counts::of(project));
    let summary = serde_json::to_string(&summary).expect("it is written");
    let summary: Summary = serde_json::from_str(&summary).expect("the list of projects is read");
    let mut loader = Loader::new(&summary);
    for write in Unsaved::project(project).writes() {
        let write = write.expect("every record is written");
        if let Some(value) = write.value.filter(|_| !write.is_text) {
            loader.add(&write.key, value.as_str());
        }
    }
    let loaded = loader.finish();
    assert_eq!(loaded.set_aside, [], "a stored record does not come back");
    let mut whole = loaded.project;
    for (id, text) in project.texts() {
        drop(whole.put(Record::Text(*id, text.clone())));
    }
    assert!(whole == *project, "a project is not loaded as it was stored");
    let pending =
        Pending::creation(project).and_then(|pending| Some((pending.to_json()?, pending)));
    if let Some((json, pending)) = pending {
        let (good, bad) = pending::in_order(vec![("key".to_owned(), json)]);
        assert!(bad.is_empty(), "a pending project cannot be read");
        assert!(good.into_iter().all(|(_, read)| read == pending));
    }
}

/// Merges a package into a project of our own, with our side of every conflict and with theirs,
/// and takes it back.
pub(super) fn merged(package: &Package) {
    let ours = read(SMALL.as_bytes()).expect("the file is sound").package.into_project().0;
    let taken = take_in(&ours, package, |_| None);
    let twins = Twin::find(&ours, &taken.incoming);
    for twins in [Vec::new(), twins] {
        let plan = Plan::new(&ours, &taken.incoming, &twins);
        for conflict in &plan.conflicts {
            assert!(!conflict.differences(&ours, &taken.incoming).is_empty());
        }
        for choice in [Choice::Ours, Choice::Theirs] {
            let outcome = plan.resolve(&ours, &plan.always(choice));
            let mut project = ours.clone();
            let meta = Meta {
                id: TransactionId(1),
                at: Timestamp(1),
                coder: None,
                label: "merge".to_owned(),
                origin: Origin::Merge,
            };
            let step = Transaction { meta, changes: outcome.changes };
            let back = step.apply(&mut project).expect("a resolved merge is sound");
            assert_eq!(check::project(&project), []);
            lost(&ours, &project, choice, &twins);
            drop(back.apply(&mut project).expect("a step can be taken back"));
            assert!(project == ours, "undo does not take the whole merge back");
        }
    }
}

/// Nothing of ours goes, unless it was united with a twin.
fn lost(ours: &Project, merged: &Project, choice: Choice, twins: &[Twin]) {
    let united: BTreeSet<Key> = twins.iter().flat_map(|twin| [twin.ours, twin.theirs]).collect();
    for record in ours.records().filter(|record| !united.contains(&record.key())) {
        let now = merged.get(record.key());
        assert!(now.is_some(), "{} is lost with {choice:?}", record.key());
    }
}

/// Reads a table, and writes its cells again so that none is a formula.
pub fn table(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(rows) = csv::read(&text) else { return };
    let cells: Vec<Vec<Cell>> =
        rows.iter().map(|row| row.iter().cloned().map(Cell::Text).collect()).collect();
    let file = csv::write(&cells, Bom::With);
    assert_eq!(csv::read(&file).expect("our own table is read"), rows);
    for cell in rows.iter().flatten() {
        let guarded = csv::guard(cell);
        assert!(!guarded.starts_with(['\t', '\r', '\n']));
        let mut pieces = guarded.split([',', ';', '\t', '\r', '\n']);
        assert!(
            pieces.all(|piece| !piece.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']))
        );
        assert_eq!(csv::unguard(&guarded), cell.as_str());
    }
}
