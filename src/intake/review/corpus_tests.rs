//! Proposals for real files, when they lie beside the project; expectations come from there too.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::encoding::StandardDecoder;
use super::super::propose::BoilerplateReason;
use super::*;

fn shared(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(folder)
}

/// The file whose name begins with a number, with its candidate; nothing without the folder.
fn corpus(number: &str) -> Option<(String, Candidate)> {
    let Ok(folder) = std::fs::read_dir(shared("corpus")) else {
        println!("skipped: there is no folder ../shared/corpus");
        return None;
    };
    let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let path = names.into_iter().find(|name| name.starts_with(number))?;
    let bytes = std::fs::read(shared("corpus").join(&path)).unwrap();
    let file = RawFile { path: &path, content: RawContent::Bytes(&bytes) };
    match examine_file(&file, &StandardDecoder) {
        Verdict::Ready(candidate) => {
            assert_eq!(candidate.text.as_bytes(), bytes, "the text is verbatim");
            assert_eq!(candidate.encoding, Encoding::UTF_8);
            Some((path, *candidate))
        }
        other => panic!("{path}: {other:?}"),
    }
}

fn gold(path: &str) -> Value {
    let file = shared("gold").join(path).with_extension("json");
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

fn date(candidate: &Candidate) -> String {
    candidate.proposals.date.as_ref().map(|date| date.value.to_string()).unwrap_or_default()
}

fn title(candidate: &Candidate) -> &str {
    candidate.proposals.title.as_ref().map_or("", |title| &title.value)
}

fn boilerplate(candidate: &Candidate) -> Vec<(usize, usize)> {
    let points = |bytes: usize| candidate.text.get(..bytes).unwrap().chars().count();
    let ranges = candidate.proposals.boilerplate.iter();
    ranges.map(|part| (points(part.range.start), points(part.range.end))).collect()
}

fn gold_boilerplate(gold: &Value) -> Vec<(usize, usize)> {
    serde_json::from_value(gold["boilerplate"].clone()).unwrap()
}

#[test]
fn the_ministry_readout_agrees_with_the_gold_file() {
    let Some((path, candidate)) = corpus("000") else { return };
    let gold = gold(&path);
    assert_eq!(date(&candidate), gold["document"]["date"].as_str().unwrap());
    assert_eq!(boilerplate(&candidate), gold_boilerplate(&gold));
    assert!(candidate.proposals.source.is_none() && gold["document"]["source"].is_null());
    // The title runs into the body there; the sentence before it is a variant of it.
    let words = |text: &str| {
        text.split_whitespace().map(str::to_lowercase).collect::<std::collections::BTreeSet<_>>()
    };
    let (ours, theirs) =
        (words(title(&candidate)), words(gold["document"]["title"].as_str().unwrap()));
    assert!(ours.intersection(&theirs).count() * 10 >= theirs.len() * 7, "{ours:?} {theirs:?}");
}

#[test]
fn the_news_report_has_its_crawled_date_and_a_short_title() {
    let Some((_, candidate)) = corpus("001") else { return };
    let header = candidate.text.split_whitespace().nth(1).unwrap();
    assert_eq!(date(&candidate), header);
    assert_eq!(boilerplate(&candidate).len(), 1);
    let words = title(&candidate).trim_end_matches('…');
    assert!(words.chars().count() > 20 && candidate.text.contains(words), "{words}");
}

#[test]
fn the_visit_report_has_heading_date_line_and_footer() {
    let Some((_, candidate)) = corpus("002") else { return };
    assert_eq!(title(&candidate), candidate.text.lines().next().unwrap().trim());
    assert_eq!(date(&candidate), "2020-10-12");
    let last = candidate.text.trim_end().lines().last().unwrap();
    let [footer] = candidate.proposals.boilerplate.as_slice() else { panic!("one footer") };
    assert_eq!(candidate.text.get(footer.range.clone()), Some(last));
}

#[test]
fn the_wire_item_agrees_with_the_gold_file_and_invents_no_year() {
    let Some((path, candidate)) = corpus("003") else { return };
    let gold = gold(&path);
    assert_eq!(title(&candidate), gold["document"]["title"].as_str().unwrap());
    let source = candidate.proposals.source.as_ref().map(|source| source.value.as_str());
    assert_eq!(source, gold["document"]["source"].as_str());
    let month_and_day = gold["document"]["date"].as_str().unwrap().split_once('-').unwrap().1;
    assert_eq!(date(&candidate), format!("--{month_and_day}"));
    assert_eq!(boilerplate(&candidate), gold_boilerplate(&gold));
}

#[test]
fn the_joint_statement_has_its_tail_found_and_nothing_invented() {
    let Some((_, candidate)) = corpus("004") else { return };
    let [tail] = candidate.proposals.boilerplate.as_slice() else { panic!("one tail") };
    assert_eq!(tail.reason, BoilerplateReason::Tail);
    assert_eq!(tail.range.end, candidate.text.trim_end().len());
    assert_eq!(Some(tail.range.start), candidate.text.find("Leave a Reply"));
    assert!(candidate.proposals.date.is_none() && candidate.proposals.source.is_none());
    let words = title(&candidate).trim_end_matches('…');
    assert!(candidate.text.starts_with(words) && words.len() > 20, "{words}");
}
