//! A file on its way into the open project: what would happen, and what did.

use std::collections::BTreeMap;

use super::rows::{self, PlacementRow, ProblemRow, SetAsideRow};
use super::{Listed, decisions::Decisions};
use crate::desk::arrival::ReadFile;
use crate::desk::take_in::{TakenIn, take_in, texts_needed};
use crate::desk::view::prose::counted;
use crate::edit::Change;
use crate::merge::{Choice, Difference, Outcome, Plan, Twin};
use crate::model::{Key, Project};
use crate::text::order;

/// A file placed in the open project. Worked out once for the file and the project; decisions lead
/// to a [`Merger`].
#[derive(Debug, Clone)]
pub struct Meeting {
    /// The records as they would come in.
    pub taken: TakenIn,
    /// Actors and codes that may be ones we have.
    pub twins: Vec<Twin>,
    /// Titles of our documents whose texts are not in memory, without which spans of the file have
    /// no place yet.
    pub missing: Vec<String>,
    /// How the spans stand, in words.
    pub placed: String,
    /// The spans that stand elsewhere.
    pub placements: Listed<PlacementRow>,
    /// Everything else that was not as it should be.
    pub problems: Listed<ProblemRow>,
}

/// What would happen with the decisions made so far.
#[derive(Debug, Clone)]
pub struct Merger {
    /// The plan.
    pub plan: Plan,
    /// What happens to each kind of record.
    pub counts: Vec<CountRow>,
    /// Records both sides have and disagree about.
    pub conflicts: Listed<ConflictRow>,
}

/// What happens to a kind of record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    /// The kind, in the plural.
    pub kind: &'static str,
    /// How many only the file has.
    pub new: usize,
    /// How many are the same on both sides.
    pub same: usize,
    /// How many are brought together by rule, or united as twins.
    pub joined: usize,
    /// How many somebody must choose of.
    pub conflicts: usize,
}

/// A record both sides have and disagree about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictRow {
    /// Which record.
    pub key: Key,
    /// What kind of record.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// The fields in which the sides differ.
    pub differences: Vec<Difference>,
    /// The side offered first.
    pub suggested: Choice,
}

/// A pair of twins to decide about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwinRow {
    /// Ours and theirs.
    pub keys: (Key, Key),
    /// What they are, a full sentence.
    pub sentence: String,
    /// Whether it is suggested that they become one.
    pub suggested: bool,
}

/// The kinds of record that the preview counts, each with its plural.
const KINDS: [(&str, &str); 9] = [
    ("document", "Documents"),
    ("claim", "Claims"),
    ("mention", "Mentions"),
    ("actor", "Actors"),
    ("code", "Claim types and issues"),
    ("variable", "Variables"),
    ("codebook", "Rules of the codebook"),
    ("coder", "Coders"),
    ("progress", "Progress notes"),
];

impl Meeting {
    /// Places a file in the open project.
    pub fn new(ours: &Project, file: &ReadFile) -> Self {
        let taken = take_in(ours, &file.package, |_| None);
        let needed = texts_needed(ours, &file.package);
        let title = |id| ours.documents().get(&id).map(|document| document.title.clone());
        Self {
            twins: Twin::find(ours, &taken.incoming),
            missing: needed.into_iter().filter_map(title).collect(),
            placed: placed(&taken),
            placements: rows::placements(ours, file, &taken),
            problems: rows::merge_problems(file, &taken),
            taken,
        }
    }

    /// Lists the twins to decide about.
    pub fn twin_rows(&self) -> Listed<TwinRow> {
        Listed::of(&self.twins, |twin| TwinRow {
            keys: (twin.ours, twin.theirs),
            sentence: format!(
                "The file's {} “{}” looks like ours, “{}”.",
                twin.theirs.kind(),
                twin.their_name,
                twin.our_name
            ),
            suggested: twin.suggested,
        })
    }
}

impl Merger {
    /// Says whether the open project has all of the file already.
    pub fn brings_nothing(&self) -> bool {
        let idle = |row: &CountRow| row.new + row.joined + row.conflicts == 0;
        self.conflicts.is_empty() && self.counts.iter().all(idle)
    }

    /// Works out what taking the file in would do.
    pub fn new(ours: &Project, file: &ReadFile, meeting: &Meeting, decisions: &Decisions) -> Self {
        let united = decisions.united(&meeting.twins);
        let plan = Plan::new(ours, &meeting.taken.incoming, &united);
        let counts = counts(ours, file, meeting, &plan, &united);
        let conflicts = Listed::of(&plan.conflicts, |conflict| ConflictRow {
            key: conflict.key,
            kind: conflict.key.kind(),
            title: conflict.title(ours, &meeting.taken.incoming),
            differences: conflict.differences(ours, &meeting.taken.incoming),
            suggested: conflict.suggested,
        });
        Self { plan, counts, conflicts }
    }

    /// Returns the changes that take the file in, with what is set aside.
    pub fn outcome(&self, ours: &Project, decisions: &Decisions) -> Outcome {
        self.plan.resolve(ours, &decisions.choices(&self.plan))
    }
}

/// Says what changes did to a project, `before` them: "12 claims new, 1 actor changed".
pub fn summary(before: &Project, outcome: &Outcome) -> String {
    let (mut new, mut changed, mut removed) = (Tally::default(), Tally::default(), 0);
    for change in &outcome.changes {
        match change {
            Change::Put(record) if before.get(record.key()).is_none() => new.add(record.key()),
            Change::Put(record) => changed.add(record.key()),
            Change::Remove(_) => removed += 1,
        }
    }
    let mut parts = Vec::new();
    new.tell(&mut parts, "new");
    changed.tell(&mut parts, "changed");
    if removed > 0 {
        parts.push(format!("{} united with its twin", counted(removed, "record")));
    }
    if !outcome.set_aside.is_empty() {
        parts.push(format!("{} set aside", counted(outcome.set_aside.len(), "record")));
    }
    if parts.is_empty() { "Nothing was new.".to_owned() } else { format!("{}.", parts.join("; ")) }
}

/// Lists what an outcome sets aside.
pub fn set_aside(outcome: &Outcome) -> Listed<SetAsideRow> {
    rows::set_aside(&outcome.set_aside)
}

/// Numbers by kind of record.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, usize>);

impl Tally {
    fn add(&mut self, key: Key) {
        *self.0.entry(key.kind()).or_default() += 1;
    }

    fn tell(&self, parts: &mut Vec<String>, what: &str) {
        // A text goes with its document, and nobody counts it.
        let kinds = KINDS.iter().filter_map(|(kind, _)| Some((*kind, *self.0.get(kind)?)));
        let kinds: Vec<String> = kinds
            .map(|(kind, count)| match kind {
                "codebook" => "the rules of the codebook".to_owned(),
                "progress" => counted(count, "progress note"),
                kind => counted(count, kind),
            })
            .collect();
        if !kinds.is_empty() {
            parts.push(format!("{} {what}", kinds.join(", ")));
        }
    }
}

fn placed(taken: &TakenIn) -> String {
    let counts = taken.placement_counts();
    let parts: Vec<String> = [
        (counts.exact, "where the file says"),
        (counts.moved, "moved, without doubt"),
        (counts.ambiguous, "at one of several places"),
        (counts.lost, "lost"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, words)| format!("{} {words}", counted(count, "span")))
    .collect();
    if parts.is_empty() { "The file marks no spans.".to_owned() } else { parts.join(", ") + "." }
}

fn counts(
    ours: &Project,
    file: &ReadFile,
    meeting: &Meeting,
    plan: &Plan,
    united: &[Twin],
) -> Vec<CountRow> {
    let mut all = Tally::default();
    meeting.taken.incoming.records().keys().for_each(|key| all.add(*key));
    // Documents that are ours under another id are no longer among the records.
    let known = meeting.taken.incoming.records();
    let met = file.package.documents.iter().map(|packaged| packaged.document.id);
    let met = met.filter(|id| !known.contains_key(&Key::Document(*id))).count();
    let absent = file.package.documents.iter().filter(|packaged| {
        let theirs = &packaged.document;
        packaged.text.is_none()
            && !ours.documents().contains_key(&theirs.id)
            && ours.document_with(&theirs.fingerprint).is_none()
    });
    let met = met.saturating_sub(absent.count());
    let mut twins = Tally::default();
    let theirs = order::set(united.iter().map(|twin| twin.theirs));
    for key in theirs {
        twins.add(key);
    }
    let by_plan = plan.counts();
    let of = |tally: &Tally, kind| tally.0.get(kind).copied().unwrap_or_default();
    let rows = KINDS.iter().map(|&(kind, title)| {
        let planned = by_plan.get(kind).copied().unwrap_or_default();
        let twins = of(&twins, kind);
        let concerned = planned.added + planned.settled + planned.conflicts + twins;
        let elsewhere = if kind == "document" { met } else { 0 };
        CountRow {
            kind: title,
            new: planned.added,
            same: of(&all, kind).saturating_sub(concerned) + elsewhere,
            joined: planned.settled + twins,
            conflicts: planned.conflicts,
        }
    });
    rows.filter(|row| row.new + row.same + row.joined + row.conflicts > 0).collect()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
