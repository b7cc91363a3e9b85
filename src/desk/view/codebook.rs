//! The codebook as its editor shows it.

use super::prose::{counted, listed};
use crate::edit::action::code;
use crate::edit::action::codebook::stance_uses;
use crate::model::{CodeId, CodeKind, Project};

/// One line of the list of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    /// Which code.
    pub id: CodeId,
    /// Its name.
    pub name: String,
    /// How many codes stand above it.
    pub depth: usize,
    /// Its colour, an index into the palette.
    pub colour: u8,
    /// The key that chooses it, as shown.
    pub key: String,
    /// How many claims have it.
    pub claims: usize,
    /// Whether it is no longer offered.
    pub retired: bool,
}

/// Where a code can go from where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moves {
    /// Whether another code stands before it under the same parent.
    pub up: bool,
    /// Whether another code stands behind it under the same parent.
    pub down: bool,
    /// The code before it, under which it can be put.
    pub under: Option<CodeId>,
    /// Whether it stands under another and can be taken out.
    pub out: bool,
}

/// What is asked before a code is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    /// Its name.
    pub name: String,
    /// How many claims have it.
    pub claims: usize,
    /// Who and what is concerned, in a sentence.
    pub used: String,
    /// What becomes of the codes under it, in a sentence; empty when there are none.
    pub children: String,
    /// The codes that can take its place, in codebook order, each with its depth.
    pub others: Vec<(CodeId, String, usize)>,
    /// Whether it is retired already.
    pub retired: bool,
}

/// A value of the stance scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StanceRow {
    /// Negative opposes, positive supports.
    pub value: i32,
    /// What it is called.
    pub name: String,
    /// How many claims have it.
    pub claims: usize,
}

/// Returns the lines of one kind of code in codebook order.
pub fn rows(project: &Project, kind: CodeKind) -> Vec<CodeRow> {
    let counts = code::claim_counts(project);
    let codes = project.codes_of(kind).into_iter();
    codes
        .map(|code| CodeRow {
            id: code.id,
            name: code.name.clone(),
            depth: project.depth(code.id),
            colour: code.colour,
            key: code.key.map(|key| key.to_uppercase().to_string()).unwrap_or_default(),
            claims: counts.get(&code.id).copied().unwrap_or_default(),
            retired: code.retired,
        })
        .collect()
}

/// Returns where a code can go.
pub fn moves(project: &Project, id: CodeId) -> Moves {
    let Some(code) = project.codes().get(&id) else { return Moves::default() };
    let siblings = project.children(code.kind, code.parent);
    let Some(at) = siblings.iter().position(|sibling| sibling.id == id) else {
        return Moves::default();
    };
    let before = at.checked_sub(1).and_then(|before| siblings.get(before));
    Moves {
        up: before.is_some(),
        down: at + 1 < siblings.len(),
        under: before.map(|code| code.id),
        out: code.parent.is_some(),
    }
}

/// Returns what is asked before a code is deleted; nothing when it is gone.
pub fn deletion(project: &Project, id: CodeId) -> Option<Deletion> {
    let code = project.codes().get(&id)?;
    let usage = code::usage(project, id);
    let used = if usage.claims == 0 {
        "No claim uses it.".to_owned()
    } else {
        let verb = if usage.claims == 1 { "uses" } else { "use" };
        format!(
            "{} in {}, coded by {}, {verb} it.",
            counted(usage.claims, "claim"),
            counted(usage.documents.len(), "document"),
            counted(usage.coders.len(), "coder")
        )
    };
    let children = match usage.children {
        0 => String::new(),
        1 => "The code under it takes its place.".to_owned(),
        many => format!("The {many} codes under it take its place."),
    };
    let others = project.codes_of(code.kind).into_iter().filter(|other| other.id != id);
    let others =
        others.map(|other| (other.id, other.name.clone(), project.depth(other.id))).collect();
    let (name, retired) = (code.name.clone(), code.retired);
    Some(Deletion { name, claims: usage.claims, used, children, others, retired })
}

/// Says how much a code is used: "3 claims in 2 documents".
pub fn used(project: &Project, id: CodeId) -> String {
    let usage = code::usage(project, id);
    match usage.claims {
        0 => "no claim uses it yet".to_owned(),
        claims => format!(
            "{} in {}",
            counted(claims, "claim"),
            counted(usage.documents.len(), "document")
        ),
    }
}

/// Returns the stance scale with its uses.
pub fn stances(project: &Project) -> Vec<StanceRow> {
    let stances = project.codebook().stances.iter();
    stances
        .map(|stance| StanceRow {
            value: stance.value,
            name: stance.name.clone(),
            claims: stance_uses(project, stance.value),
        })
        .collect()
}

/// Says what the codebook holds: "8 claim types, 14 issues and 3 stances".
pub fn summary(project: &Project) -> String {
    let count = |kind| project.codes().values().filter(|code| code.kind == kind).count();
    listed(&[
        counted(count(CodeKind::ClaimType), "claim type"),
        counted(count(CodeKind::Issue), "issue"),
        counted(project.codebook().stances.len(), "stance"),
    ])
}

/// Returns the word for a kind of code.
pub fn kind_name(kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::ClaimType => "claim type",
        CodeKind::Issue => "issue",
    }
}

/// Reads rules typed one a line.
pub fn rules_of(typed: &str) -> Vec<String> {
    typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::random::{sample, undone};

    fn nested() -> Project {
        let project = sample();
        undone(&project, code::nest(&project, CodeId(2), Some(CodeId(1))).unwrap())
    }

    #[test]
    fn rows_stand_in_codebook_order_with_depth_and_claims() {
        let project = nested();
        let shown: Vec<(String, usize, usize)> = rows(&project, CodeKind::ClaimType)
            .into_iter()
            .map(|row| (row.name, row.depth, row.claims))
            .collect();
        assert_eq!(shown, [("demand".to_owned(), 0, 3), ("rejection".to_owned(), 1, 0)]);
        assert_eq!(rows(&project, CodeKind::Issue).len(), 2);
    }

    #[test]
    fn a_code_can_go_where_there_is_room() {
        let flat = sample();
        let first = Moves { up: false, down: true, under: None, out: false };
        let last = Moves { up: true, down: false, under: Some(CodeId(1)), out: false };
        assert_eq!(moves(&flat, CodeId(1)), first);
        assert_eq!(moves(&flat, CodeId(2)), last);
        let only = Moves { out: true, ..Moves::default() };
        assert_eq!(moves(&nested(), CodeId(2)), only);
        assert_eq!(moves(&flat, CodeId(99)), Moves::default());
    }

    #[test]
    fn what_is_asked_before_deleting_names_what_is_concerned() {
        let asked = deletion(&nested(), CodeId(1)).unwrap();
        assert_eq!(asked.used, "3 claims in 1 document, coded by 1 coder, use it.");
        assert_eq!(asked.children, "The code under it takes its place.");
        assert_eq!(asked.others, [(CodeId(2), "rejection".to_owned(), 1)]);
        let unused = deletion(&nested(), CodeId(3)).unwrap();
        assert_eq!((unused.used.as_str(), unused.children.as_str()), ("No claim uses it.", ""));
        assert_eq!(deletion(&nested(), CodeId(99)), None);
    }

    #[test]
    fn the_codebook_is_summed_up_and_rules_are_read_line_by_line() {
        assert_eq!(summary(&sample()), "2 claim types, 2 issues and 3 stances");
        assert_eq!(rules_of(" one \n\n two"), ["one", "two"]);
        assert_eq!(stances(&sample())[0].name, "opposes");
    }
}
