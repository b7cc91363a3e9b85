//! The stored records that could not be used, in words, and as a file.

use super::export::OutFile;
use super::prose;
use crate::desk::Notice;
use crate::format::catalogue::file_stem;
use crate::model::{Key, Project, Record, json};
use crate::store::{Cause, SetAside, key};

/// How many are listed; the file has them all.
pub const LISTED: usize = 200;

/// A record that could not be used, as a reader knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is: "Actor “Ann Ámes”".
    pub what: String,
    /// Why it could not be used, as a full sentence.
    pub why: String,
}

/// Returns the first of them in words.
pub fn lines(project: &Project, set_aside: &[SetAside]) -> Vec<Line> {
    let line = |one: &SetAside| Line { what: what(project, one), why: why(one) };
    set_aside.iter().take(LISTED).map(line).collect()
}

/// Says how many records were set aside.
pub fn count(count: usize) -> String {
    match count {
        1 => "1 record set aside".to_owned(),
        count => format!("{count} records set aside"),
    }
}

/// Tells that records were set aside, when a project is opened.
pub fn notice(set_aside: usize) -> Notice {
    let (head, they) = match set_aside {
        1 => ("One stored record is damaged and was".to_owned(), "It stays"),
        more => (format!("{more} stored records are damaged and were"), "They stay"),
    };
    Notice::error(
        format!("{head} set aside; the rest of the project is open."),
        format!(
            "{they} in this browser as stored. “{}” at the top says which and why, and saves them \
             as a file.",
            count(set_aside)
        ),
    )
}

/// Makes the file of all of them: one a line, each exactly as it is stored.
pub fn file(project: &Project, set_aside: &[SetAside]) -> OutFile {
    let text = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let records = set_aside.iter().map(|one| {
        let stored = match json::read::<serde_json::Value>(&one.stored) {
            Ok(_) => one.stored.clone(),
            Err(_) => text(&one.stored),
        };
        format!(r#"{{"key":{},"reason":{},"stored":{stored}}}"#, text(&one.key), text(&one.reason))
    });
    let records: Vec<String> = records.collect();
    let name = &project.info().name;
    let contents = format!(
        "{{\"format\":\"claimlight records set aside\",\"project\":{},\"records\":[\n{}\n]}}\n",
        text(name),
        records.join(",\n")
    );
    let name = format!("{}-set-aside.json", file_stem(name));
    OutFile { name, mime: "application/json", contents }
}

fn what(project: &Project, one: &SetAside) -> String {
    let kind = key::kind_of(&one.key).unwrap_or("record");
    let known = |word: &str| match word {
        "code" => "Claim type or issue".to_owned(),
        word => prose::sentence(word).trim_end_matches('.').to_owned(),
    };
    let name = json::read::<Record>(&one.stored).ok().and_then(|record| name_of(project, &record));
    match name {
        Some(name) if !name.is_empty() => format!("{} “{name}”", known(kind)),
        _ => known(kind),
    }
}

/// Returns what a record that can still be read is called.
pub(super) fn name_of(project: &Project, record: &Record) -> Option<String> {
    let quoted = |document, span| {
        let words = project.text(document)?.slice(span)?;
        Some(words.chars().take(40).collect::<String>())
    };
    match record {
        Record::Code(code) => Some(code.name.clone()),
        Record::Variable(variable) => Some(variable.name.clone()),
        Record::Actor(actor) => Some(actor.name.clone()),
        Record::Coder(coder) => Some(coder.name.clone()),
        Record::Document(document) => Some(document.title.clone()),
        Record::Claim(claim) => {
            quoted(claim.document, *claim.fragments.first()?).or_else(|| Some(claim.note.clone()))
        }
        Record::Mention(mention) => {
            let actor = project.actors().get(&mention.actor);
            quoted(mention.document, mention.span).or_else(|| Some(actor?.name.clone()))
        }
        Record::Project(_) | Record::Codebook(_) | Record::Text(..) | Record::Progress(_) => None,
    }
}

fn why(one: &SetAside) -> String {
    match one.cause {
        Cause::Illegible => "What is stored of it cannot be read.".to_owned(),
        Cause::Misplaced => "Another record is stored in its place.".to_owned(),
        Cause::Lacks(Key::Document(_)) => {
            "The document it stands in is missing or was set aside too.".to_owned()
        }
        Cause::Lacks(Key::Code(_)) => {
            "A claim type or issue it uses is missing or was set aside too.".to_owned()
        }
        Cause::Lacks(key) => {
            let article = if matches!(key, Key::Actor(_)) { "An" } else { "A" };
            format!("{article} {} it refers to is missing or was set aside too.", key.kind())
        }
        Cause::Unfit => {
            "It contradicts the rest of the project, for instance by standing outside its text."
                .to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edit::random::sample;
    use crate::model::{ActorId, CoderId, DocumentId};

    fn set_aside(key: &str, cause: Cause, stored: &str) -> SetAside {
        SetAside {
            key: key.to_owned(),
            cause,
            reason: "EOF while parsing".to_owned(),
            stored: stored.to_owned(),
        }
    }

    #[test]
    fn damaged_records_are_named_and_explained_in_words() {
        let project = sample();
        let actor = Record::Actor(Arc::clone(&project.actors()[&ActorId(1)]));
        let claim = project.claims().values().next().map(|one| Record::Claim(Arc::clone(one)));
        let json = |record: &Record| serde_json::to_string(record).unwrap();
        let lacks = Cause::Lacks(Key::Coder(CoderId(1)));
        let all = [
            set_aside("1/document/9", Cause::Illegible, "{\"docum"),
            set_aside("1/actor/1", Cause::Misplaced, &json(&actor)),
            set_aside("1/claim/1", lacks, &json(&claim.unwrap())),
            set_aside("1/code/1", Cause::Lacks(Key::Document(DocumentId(9))), "{}"),
        ];
        let lines: Vec<String> = lines(&project, &all)
            .iter()
            .map(|line| format!("{}: {}", line.what, line.why))
            .collect();
        assert_eq!(
            lines,
            [
                "Document: What is stored of it cannot be read.",
                "Actor “Ann Ámes”: Another record is stored in its place.",
                "Claim “Ann”: A coder it refers to is missing or was set aside too.",
                "Claim type or issue: The document it stands in is missing or was set aside too.",
            ]
        );
        assert_eq!(count(1), "1 record set aside");
        assert!(notice(2).message.starts_with("2 stored records are damaged and were set aside;"));
    }

    #[test]
    fn the_file_has_every_record_exactly_as_it_is_stored() {
        let project = sample();
        let whole = r#"{"actor":{"id":"01"}}"#;
        let all = [
            set_aside("1/actor/1", Cause::Unfit, whole),
            set_aside("1/claim/1", Cause::Illegible, "{\"cl\""),
        ];
        let out = file(&project, &all);
        assert_eq!(out.name, "Sample-set-aside.json");
        let read: serde_json::Value = serde_json::from_str(&out.contents).unwrap();
        assert_eq!(read["records"][0]["stored"]["actor"]["id"], "01");
        assert_eq!(read["records"][1]["stored"], "{\"cl\"");
        assert_eq!(out.contents.lines().count(), 4, "one a line");
    }
}
