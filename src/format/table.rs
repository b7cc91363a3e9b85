//! Flat tables for statistics programs and spreadsheets, as CSV.
//!
//! Two tables: one row per claim and participant (a claim without participants has one row), and
//! one row per claim. Rows follow the documents by id, then the text. The first row names the
//! columns:
//!
//! | column | what |
//! |---|---|
//! | `document_id`, `document_title`, `document_date`, `document_source` | the document |
//! | `claim_id` | the claim, the same in every table and file |
//! | `coder` | the coder's name |
//! | `types`, `issues` | names of codes, joined by `; ` |
//! | `stance` | a number of the stance scale |
//! | `role`, `actor_id`, `actor`, `actor_kind` | the participant (first table) |
//! | `claimants`, `addressees`, `targets` | names of actors, joined by `; ` (second table) |
//! | `attribution`, `claim_date`, `certainty`, `status`, `note` | as in the claim; certainty in % |
//! | `start`, `end` | the smallest span around all fragments, half-open, in code points |
//! | `fragments` | every fragment, such as `12-40;51-60` |
//! | `quote` | the words of the fragments, joined by ` […] ` |
//! | `mention_quote` | the words that name the participant, where marked (first table) |
//! | `created`, `modified` | UTC, as ISO 8601 |
//! | `codebook_version` | the version the claim was coded under |
//! | `variable: …` | one column for each variable of the codebook |
//!
//! Numbers are numbers; every other cell is guarded (see [`super::csv::guard`]).

use super::claimlight::WriteError;
use super::csv::{self, Bom, Cell};
use super::described::{self, Described};
use crate::model::{
    Actor, Attribution, ClaimStatus, PartialDate, Participant, Project, Role, Value,
};

/// What stands between several names in one cell.
const JOIN: &str = "; ";

/// Columns that hold numbers or nothing.
pub const NUMERIC: [&str; 5] = ["stance", "certainty", "start", "end", "codebook_version"];

/// Writes the table with one row per claim and participant.
pub fn participants(project: &Project, bom: Bom) -> Result<String, WriteError> {
    let mut rows = vec![header(project, By::Participant(None))];
    for claim in described::claims(project)? {
        let mut some = false;
        for (participant, actor) in claim.participants() {
            rows.push(row(&claim, By::Participant(Some((participant, actor))))?);
            some = true;
        }
        if !some {
            rows.push(row(&claim, By::Participant(None))?);
        }
    }
    Ok(csv::write(&rows, bom))
}

/// Writes the table with one row per claim.
pub fn claims(project: &Project, bom: Bom) -> Result<String, WriteError> {
    let mut rows = vec![header(project, By::Claim)];
    for claim in described::claims(project)? {
        rows.push(row(&claim, By::Claim)?);
    }
    Ok(csv::write(&rows, bom))
}

/// What a row stands for.
#[derive(Clone, Copy)]
enum By<'a> {
    /// A participant of a claim; `None` for a claim without any.
    Participant(Option<(&'a Participant, &'a Actor)>),
    /// A claim with all its participants.
    Claim,
}

fn header(project: &Project, by: By<'_>) -> Vec<Cell> {
    let (who, mention): (&[&str], &[&str]) = match by {
        By::Participant(_) => (&["role", "actor_id", "actor", "actor_kind"], &["mention_quote"]),
        By::Claim => (&["claimants", "addressees", "targets"], &[]),
    };
    let names = [
        &["document_id", "document_title", "document_date", "document_source", "claim_id"][..],
        &["coder", "types", "issues", "stance"],
        who,
        &["attribution", "claim_date", "certainty", "status", "note"],
        &["start", "end", "fragments", "quote"],
        mention,
        &["created", "modified", "codebook_version"],
    ];
    let variables = described::variables(project);
    let variables = variables.into_iter().map(|(_, name)| format!("variable: {name}"));
    names.concat().into_iter().map(str::to_owned).chain(variables).map(Cell::Text).collect()
}

fn row(claim: &Described<'_>, by: By<'_>) -> Result<Vec<Cell>, WriteError> {
    let (record, document) = (claim.claim, claim.document);
    let mut cells = vec![
        text(document.id.to_string()),
        text(document.title.as_str()),
        date(document.date),
        text(document.source.as_str()),
        text(record.id.to_string()),
        text(claim.coder.name.as_str()),
        names(claim.code_names(&record.types).into_iter().map(|(_, name)| name)),
        names(claim.code_names(&record.issues).into_iter().map(|(_, name)| name)),
        number(record.stance),
    ];
    match by {
        By::Participant(Some((participant, actor))) => cells.extend([
            text(participant.role.name()),
            text(actor.id.to_string()),
            text(actor.name.as_str()),
            text(actor.kind.name()),
        ]),
        By::Participant(None) => cells.extend([const { Cell::Empty }; 4]),
        By::Claim => cells.extend(Role::ALL.map(|role| {
            let of_role = claim.participants().filter(|(p, _)| p.role == role);
            names(of_role.map(|(_, actor)| actor.name.as_str()))
        })),
    }
    let fragments = &claim.fragments;
    let places: Vec<String> = fragments.iter().map(|f| format!("{}-{}", f.start, f.end)).collect();
    cells.extend([
        text(record.attribution.map(Attribution::name).unwrap_or_default()),
        date(record.date),
        number(record.certainty),
        text(match record.status {
            ClaimStatus::Draft => "draft",
            ClaimStatus::Done => "done",
        }),
        text(record.note.as_str()),
        number(fragments.first().map(|fragment| fragment.start.0)),
        number(fragments.iter().map(|fragment| fragment.end.0).max()),
        text(places.join(";")),
        text(claim.quote()),
    ]);
    if let By::Participant(participant) = by {
        let mention = participant.map(|(participant, _)| claim.mention(participant)).transpose()?;
        cells.push(mention.flatten().map_or(Cell::Empty, |(_, words)| text(words.quote)));
    }
    cells.extend([
        text(record.created.to_iso()),
        text(record.modified.to_iso()),
        number(Some(record.codebook_version)),
    ]);
    cells.extend(claim.values().map(|(_, value)| value.map_or(Cell::Empty, value_cell)));
    Ok(cells)
}

fn text(words: impl Into<String>) -> Cell {
    let words = words.into();
    if words.is_empty() { Cell::Empty } else { Cell::Text(words) }
}

fn date(date: Option<PartialDate>) -> Cell {
    date.map_or(Cell::Empty, |date| Cell::Text(date.to_string()))
}

fn number(number: Option<impl Into<i64>>) -> Cell {
    number.map_or(Cell::Empty, |number| Cell::Number(number.into()))
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> Cell {
    text(names.collect::<Vec<_>>().join(JOIN))
}

fn value_cell(value: &Value) -> Cell {
    match value {
        Value::YesNo(yes) => text(if *yes { "yes" } else { "no" }),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Cell::Number(whole),
            None => text(number.to_string()),
        },
        Value::Text(words) => text(words.as_str()),
        Value::Many(many) => text(many.join(JOIN)),
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::model::arbitrary::any_project;
    use crate::text::{Span, Text};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Returns the rows by column names.
    fn read(file: &str) -> Vec<BTreeMap<String, String>> {
        let mut rows = csv::read(file).unwrap().into_iter();
        let header = rows.next().unwrap();
        rows.map(|row| {
            assert_eq!(row.len(), header.len());
            header.iter().cloned().zip(row).collect()
        })
        .collect()
    }

    /// Returns the words of a text between two code points.
    fn slice(text: &Text, start: &str, end: &str) -> String {
        let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
        text.as_str().chars().skip(start).take(end - start).collect()
    }

    proptest! {
        #[test]
        fn every_quote_is_the_slice_by_code_points(project in any_project()) {
            let rows = read(&claims(&project, Bom::With).unwrap());
            prop_assert_eq!(rows.len(), project.claims().len());
            for row in &rows {
                let claim = &project.claims()[&row["claim_id"].parse().unwrap()];
                let text = project.text(claim.document).unwrap();
                let slices: Vec<String> = row["fragments"]
                    .split(';')
                    .map(|place| place.split_once('-').unwrap())
                    .map(|(start, end)| slice(text, start, end))
                    .collect();
                prop_assert_eq!(slices.join(described::GAP), row["quote"].as_str());
                let hull = slice(text, &row["start"], &row["end"]);
                let whole = claim.fragments.iter().copied().reduce(Span::hull).unwrap();
                prop_assert_eq!(hull, text.quote(whole));
                prop_assert_eq!(row["stance"].parse().ok(), claim.stance);
                prop_assert_eq!(&row["note"], &claim.note);
                prop_assert_eq!(row["claim_date"].parse().ok(), claim.date);
                for name in NUMERIC {
                    prop_assert!(row[name].is_empty() || row[name].parse::<i64>().is_ok());
                }
            }
        }

        #[test]
        fn each_participant_has_a_row_and_each_claim_at_least_one(project in any_project()) {
            let rows = read(&participants(&project, Bom::Without).unwrap());
            let expected: usize =
                project.claims().values().map(|claim| claim.participants.len().max(1)).sum();
            prop_assert_eq!(rows.len(), expected);
            for row in rows.iter().filter(|row| !row["role"].is_empty()) {
                let actor = &project.actors()[&row["actor_id"].parse().unwrap()];
                prop_assert_eq!(&actor.name, &row["actor"]);
                let claim = &project.claims()[&row["claim_id"].parse().unwrap()];
                let participant = claim
                    .participants
                    .iter()
                    .find(|p| p.role.name() == row["role"] && p.actor == actor.id)
                    .unwrap();
                let quote = participant.mention.map_or("", |id| {
                    let mention = &project.mentions()[&id];
                    project.text(mention.document).unwrap().quote(mention.span)
                });
                prop_assert_eq!(quote, &row["mention_quote"]);
            }
        }
    }
}
