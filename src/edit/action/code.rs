//! Changing the codebook: claim types and issues.
//!
//! Whatever happens to a code reaches every claim that uses it. Claims that are rewritten that way
//! keep the version of the codebook they were coded under, because nobody looked at their text
//! again.

mod tree;

use crate::text::order;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::tree::Tree;
use super::{altered, claim};
use crate::edit::Change;
use crate::model::code::PALETTE;
use crate::model::{
    Claim, ClaimId, Code, CodeId, CodeKind, CoderId, DocumentId, Example, Project, Record,
    Timestamp,
};
use crate::text::fold;

/// What becomes of the claims that use a code when the code goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposal {
    /// The code is taken off them; they keep everything else.
    TakeOff,
    /// They get another code of the same kind in its place.
    ReplaceWith(CodeId),
    /// They are deleted.
    DeleteClaims,
    /// Nothing is deleted: the code is only no longer offered.
    RetireInstead,
}

/// Why a change of the codebook is not possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Another code of the same kind is chosen by the key.
    #[error("the key “{key}” already chooses “{name}”; give that code another key or swap the two")]
    KeyTaken {
        /// The key.
        key: char,
        /// The code that has it.
        by: CodeId,
        /// That code's name.
        name: String,
    },
    /// A key that cannot choose a code.
    #[error("“{0}” cannot choose a code; a key is one letter or digit")]
    NoKey(char),
    /// A code would stand under itself.
    #[error("“{code}” cannot stand under “{parent}”, which is itself or stands under it")]
    Circle {
        /// The name of the code to move.
        code: String,
        /// The name of the code it was to stand under.
        parent: String,
    },
    /// A claim type where an issue belongs, or the other way round.
    #[error("“{code}” and “{other}” are of different kinds, one a claim type, one an issue")]
    OtherKind {
        /// The name of one code.
        code: String,
        /// The name of the other.
        other: String,
    },
    /// A code was to be replaced by itself or merged into itself.
    #[error("“{0}” cannot take its own place; choose another code")]
    Itself(String),
    /// A code that is not there.
    #[error("the code {0} is not in the codebook")]
    Unknown(CodeId),
}

/// How much a code is used.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeUsage {
    /// How many claims have it.
    pub claims: usize,
    /// The documents those claims stand in.
    pub documents: BTreeSet<DocumentId>,
    /// Who coded them.
    pub coders: BTreeSet<CoderId>,
    /// How many codes stand right under it.
    pub children: usize,
}

/// Makes a code that fits the codebook: the colour least used so far, the last place under its
/// parent, and a free key from its name if there is one.
pub fn draft(
    project: &Project,
    id: CodeId,
    kind: CodeKind,
    name: &str,
    parent: Option<CodeId>,
) -> Code {
    let last = project.children(kind, parent).last().map(|code| code.position);
    let mut code = Code::new(id, kind, name.trim());
    code.parent = parent;
    code.position = last.map_or(0, |position| position.saturating_add(1));
    code.colour = free_colour(project, kind);
    code.key = free_key(project, kind, name);
    code
}

/// Returns the change that adds a code; see [`draft`].
pub fn add(
    project: &Project,
    id: CodeId,
    kind: CodeKind,
    name: &str,
    parent: Option<CodeId>,
) -> Vec<Change> {
    vec![Change::Put(Record::Code(Arc::new(draft(project, id, kind, name, parent))))]
}

/// Returns the colour that the fewest codes of a kind have, the first of several.
pub fn free_colour(project: &Project, kind: CodeKind) -> u8 {
    let mut uses = [0usize; PALETTE as usize];
    for code in project.codes().values().filter(|code| code.kind == kind && !code.retired) {
        if let Some(count) = uses.get_mut(usize::from(code.colour)) {
            *count += 1;
        }
    }
    (0..PALETTE).min_by_key(|colour| uses[usize::from(*colour)]).unwrap_or_default()
}

/// Returns the first letter of a name that chooses no code of the kind yet, else a free digit.
pub fn free_key(project: &Project, kind: CodeKind, name: &str) -> Option<char> {
    let letters: Vec<char> = fold::fold(name).chars().filter(char::is_ascii_alphabetic).collect();
    letters.into_iter().chain('1'..='9').find(|key| holder(project, kind, *key).is_none())
}

/// Returns the change that alters a code; nothing when it stays the same.
pub fn alter(project: &Project, id: CodeId, change: impl FnOnce(&mut Code)) -> Vec<Change> {
    let old = project.codes().get(&id);
    old.and_then(|old| altered(old, Record::Code, change)).into_iter().collect()
}

/// Returns the change that renames a code.
pub fn rename(project: &Project, id: CodeId, name: &str) -> Vec<Change> {
    alter(project, id, |code| name.trim().clone_into(&mut code.name))
}

/// Returns the change that gives a code another colour of the palette.
pub fn recolour(project: &Project, id: CodeId, colour: u8) -> Vec<Change> {
    alter(project, id, |code| code.colour = colour % PALETTE)
}

/// Returns the change that says anew what a code means; empty rules and quotes are left out.
pub fn describe(
    project: &Project,
    id: CodeId,
    definition: &str,
    include: &[String],
    exclude: &[String],
    examples: Vec<Example>,
) -> Vec<Change> {
    let rules = |lines: &[String]| {
        let lines = lines.iter().map(|line| line.trim());
        lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    alter(project, id, |code| {
        definition.trim().clone_into(&mut code.definition);
        code.include = rules(include);
        code.exclude = rules(exclude);
        code.examples = examples;
        code.examples.retain(|example| !example.quote.trim().is_empty());
    })
}

/// Returns the change that sets the key that chooses a code, or takes it away. A key that chooses
/// another code of the kind is refused: see [`swap_key`].
pub fn set_key(project: &Project, id: CodeId, key: Option<char>) -> Result<Vec<Change>, CodeError> {
    let code = known(project, id)?;
    let key = key.map(as_key).transpose()?;
    let taken = key.and_then(|key| Some((key, holder(project, code.kind, key)?)));
    match taken {
        Some((key, by)) if by.id != id => {
            Err(CodeError::KeyTaken { key, by: by.id, name: by.name.clone() })
        }
        _ => Ok(alter(project, id, |code| code.key = key)),
    }
}

/// Returns the changes that give a key to a code; the code that had it gets this one's old key.
pub fn swap_key(project: &Project, id: CodeId, key: char) -> Result<Vec<Change>, CodeError> {
    let code = known(project, id)?;
    let key = as_key(key)?;
    let other = holder(project, code.kind, key).filter(|other| other.id != id);
    let given = other.into_iter().flat_map(|other| alter(project, other.id, |o| o.key = code.key));
    Ok(given.chain(alter(project, id, |code| code.key = Some(key))).collect())
}

/// Returns the changes that move a code one place up among those under the same parent.
pub fn move_up(project: &Project, id: CodeId) -> Vec<Change> {
    let index = Tree::of(project).index(id);
    index.map_or_else(Vec::new, |index| reorder(project, id, index.saturating_sub(1)))
}

/// Returns the changes that move a code one place down among those under the same parent.
pub fn move_down(project: &Project, id: CodeId) -> Vec<Change> {
    let index = Tree::of(project).index(id);
    index.map_or_else(Vec::new, |index| reorder(project, id, index + 1))
}

/// Returns the changes that give a code a place, from 0, among those under the same parent.
pub fn reorder(project: &Project, id: CodeId, index: usize) -> Vec<Change> {
    let Some(code) = project.codes().get(&id) else { return Vec::new() };
    let mut tree = Tree::of(project);
    tree.place(id, code.parent, index);
    tree.changes(project)
}

/// Returns the changes that put a code under another (or at the top) as the last one there.
pub fn nest(
    project: &Project,
    id: CodeId,
    under: Option<CodeId>,
) -> Result<Vec<Change>, CodeError> {
    place(project, id, under, usize::MAX)
}

/// Returns the changes that take a code from under its parent and put it right behind that one.
pub fn unnest(project: &Project, id: CodeId) -> Result<Vec<Change>, CodeError> {
    let Some(parent) = known(project, id)?.parent else { return Ok(Vec::new()) };
    let above = known(project, parent)?.parent;
    let behind = Tree::of(project).index(parent).map_or(usize::MAX, |index| index + 1);
    place(project, id, above, behind)
}

/// Returns the changes that put a code under another (or at the top) at a place, from 0.
pub fn place(
    project: &Project,
    id: CodeId,
    under: Option<CodeId>,
    index: usize,
) -> Result<Vec<Change>, CodeError> {
    let code = known(project, id)?;
    let mut tree = Tree::of(project);
    if let Some(parent) = under {
        let parent = known(project, parent)?;
        same_kind(code, parent)?;
        if tree.is_under(parent.id, id) {
            let (code, parent) = (code.name.clone(), parent.name.clone());
            return Err(CodeError::Circle { code, parent });
        }
    }
    tree.place(id, under, index);
    Ok(tree.changes(project))
}

/// Returns the change that stops offering a code; its key becomes free, its records keep it.
pub fn retire(project: &Project, id: CodeId) -> Vec<Change> {
    alter(project, id, |code| {
        code.retired = true;
        code.key = None;
    })
}

/// Returns the change that offers a code again.
pub fn unretire(project: &Project, id: CodeId) -> Vec<Change> {
    alter(project, id, |code| code.retired = false)
}

/// Returns the changes that delete a code. Codes under it take its place under its parent.
pub fn delete(
    project: &Project,
    id: CodeId,
    disposal: Disposal,
    at: Timestamp,
) -> Result<Vec<Change>, CodeError> {
    let code = known(project, id)?;
    let mut changes = match disposal {
        Disposal::RetireInstead => return Ok(retire(project, id)),
        Disposal::TakeOff => swapped(project, id, None, at),
        Disposal::ReplaceWith(other) => {
            swapped(project, id, Some(partner(project, code, other)?.id), at)
        }
        Disposal::DeleteClaims => claim::delete(project, &users(project, id), at),
    };
    let mut tree = Tree::of(project);
    tree.dissolve(id);
    changes.extend(tree.changes(project));
    Ok(changes)
}

/// Returns the changes that merge a code into another of its kind, which gets its claims, the
/// codes under it, its rules and its examples. The name and the definition stay those of the
/// other; a definition or key it lacks is taken over.
pub fn merge(
    project: &Project,
    from: CodeId,
    into: CodeId,
    at: Timestamp,
) -> Result<Vec<Change>, CodeError> {
    let gone = known(project, from)?;
    partner(project, gone, into)?;
    let mut tree = Tree::of(project);
    if !tree.is_under(into, from) {
        for child in tree.children(gone.kind, Some(from)) {
            tree.place(child, Some(into), usize::MAX);
        }
    }
    tree.dissolve(from);
    tree.alter(into, |kept| absorb(kept, gone));
    let mut changes = swapped(project, from, Some(into), at);
    changes.extend(tree.changes(project));
    Ok(changes)
}

/// Counts what uses a code.
pub fn usage(project: &Project, id: CodeId) -> CodeUsage {
    let children = project.codes().values().filter(|code| code.parent == Some(id)).count();
    let mut usage = CodeUsage { children, ..CodeUsage::default() };
    for claim in project.claims().values().filter(|claim| uses(claim, id)) {
        usage.claims += 1;
        usage.documents.insert(claim.document);
        usage.coders.insert(claim.coder);
    }
    usage
}

/// Counts the claims of every code in use, in one pass.
pub fn claim_counts(project: &Project) -> BTreeMap<CodeId, usize> {
    let mut counts = BTreeMap::new();
    for claim in project.claims().values() {
        for id in claim.types.iter().chain(&claim.issues) {
            *counts.entry(*id).or_default() += 1;
        }
    }
    counts
}

/// Returns the claims that use a code.
pub fn users(project: &Project, id: CodeId) -> BTreeSet<ClaimId> {
    order::set(project.claims().values().filter(|claim| uses(claim, id)).map(|claim| claim.id))
}

fn uses(claim: &Claim, id: CodeId) -> bool {
    claim.types.contains(&id) || claim.issues.contains(&id)
}

/// Takes a code off every claim, or puts another in its place, once.
fn swapped(project: &Project, old: CodeId, new: Option<CodeId>, at: Timestamp) -> Vec<Change> {
    let swap = |list: &mut Vec<CodeId>| {
        let had = new.is_some_and(|new| list.contains(&new));
        match new {
            Some(new) if !had => list.iter_mut().filter(|id| **id == old).for_each(|id| *id = new),
            _ => list.retain(|id| *id != old),
        }
    };
    let using = project.claims().values().filter(|claim| uses(claim, old));
    using
        .filter_map(|claim| {
            altered(claim, Record::Claim, |claim| {
                swap(&mut claim.types);
                swap(&mut claim.issues);
                claim.modified = at;
            })
        })
        .collect()
}

/// Adds to a code what the one merged into it says.
pub(crate) fn absorb(kept: &mut Code, gone: &Code) {
    fn unite<T: Clone + PartialEq>(to: &mut Vec<T>, from: &[T]) {
        for item in from {
            if !to.contains(item) {
                to.push(item.clone());
            }
        }
    }
    if kept.definition.is_empty() {
        kept.definition.clone_from(&gone.definition);
    }
    unite(&mut kept.include, &gone.include);
    unite(&mut kept.exclude, &gone.exclude);
    unite(&mut kept.examples, &gone.examples);
    if !kept.retired {
        kept.key = kept.key.or(gone.key);
    }
}

fn known(project: &Project, id: CodeId) -> Result<&Code, CodeError> {
    project.codes().get(&id).map(AsRef::as_ref).ok_or(CodeError::Unknown(id))
}

/// Returns the code that can take another's place.
fn partner<'p>(project: &'p Project, code: &Code, other: CodeId) -> Result<&'p Code, CodeError> {
    let other = known(project, other)?;
    if other.id == code.id {
        return Err(CodeError::Itself(code.name.clone()));
    }
    same_kind(code, other).map(|()| other)
}

fn same_kind(code: &Code, other: &Code) -> Result<(), CodeError> {
    if code.kind == other.kind {
        return Ok(());
    }
    Err(CodeError::OtherKind { code: code.name.clone(), other: other.name.clone() })
}

/// Returns the code of a kind that a key chooses.
fn holder(project: &Project, kind: CodeKind, key: char) -> Option<&Code> {
    let mut codes = project.codes().values().filter(|code| code.kind == kind);
    codes.find(|code| code.key == Some(key)).map(AsRef::as_ref)
}

/// Returns a key in the form codes keep it: one letter in lower case, or a digit.
fn as_key(typed: char) -> Result<char, CodeError> {
    let mut lower = typed.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(key), None) if key.is_alphanumeric() => Ok(key),
        _ => Err(CodeError::NoKey(typed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::random::{sample, undone};
    use crate::model::check;

    fn id(name: &str) -> CodeId {
        CodeId::from_name(name)
    }

    fn names(project: &Project, parent: Option<&str>) -> Vec<String> {
        let children = project.children(CodeKind::ClaimType, parent.map(id));
        children.iter().map(|code| code.name.clone()).collect()
    }

    /// A codebook with a, b and c at the top and b1 and b2 under b; claims use a, b and a with b.
    fn codebook() -> Project {
        let mut project = sample();
        for (name, parent) in [("a", None), ("b", None), ("c", None), ("b1", Some("b"))] {
            let changes = add(&project, id(name), CodeKind::ClaimType, name, parent.map(id));
            project = undone(&project, changes);
        }
        let under = add(&project, id("b2"), CodeKind::ClaimType, "b2", Some(id("b")));
        project = undone(&project, under);
        for (nth, types) in [(1, vec!["a"]), (2, vec!["b"]), (3, vec!["a", "b"])] {
            let claim = ClaimId(nth);
            let types: Vec<CodeId> = types.into_iter().map(id).collect();
            let changes = claim::alter(&project, claim, Timestamp(1), |c| c.types = types);
            project = undone(&project, changes);
        }
        project
    }

    fn types(project: &Project, claim: u128) -> Vec<&str> {
        let types = &project.claims()[&ClaimId(claim)].types;
        types.iter().map(|id| project.codes()[id].name.as_str()).collect()
    }

    #[test]
    fn a_new_code_gets_the_last_place_an_unused_colour_and_a_free_key() {
        let project = codebook();
        let of = |name: &str| &project.codes()[&id(name)];
        assert_eq!(names(&project, None), ["demand", "rejection", "a", "b", "c"]);
        assert_eq!(names(&project, Some("b")), ["b1", "b2"]);
        let mut colours: Vec<u8> = project
            .codes()
            .values()
            .filter(|code| code.kind == CodeKind::ClaimType)
            .map(|code| code.colour)
            .collect();
        colours.sort_unstable();
        assert_eq!(colours, (0..7).collect::<Vec<u8>>());
        assert_eq!(of("b").key, Some('b'));
        assert_eq!(of("b1").key, Some('1'), "its only letter is taken");
        assert_eq!(draft(&project, id("x"), CodeKind::Issue, "bridge", None).key, Some('b'));
    }

    #[test]
    fn a_taken_key_is_refused_by_name_and_can_be_swapped() {
        let project = codebook();
        let refused = set_key(&project, id("a"), Some('B')).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "the key “b” already chooses “b”; give that code another key or swap the two"
        );
        assert!(matches!(set_key(&project, id("a"), Some('!')), Err(CodeError::NoKey('!'))));
        let swapped = undone(&project, swap_key(&project, id("a"), 'b').unwrap());
        assert_eq!(swapped.codes()[&id("a")].key, Some('b'));
        assert_eq!(swapped.codes()[&id("b")].key, Some('a'));
        let freed = undone(&project, set_key(&project, id("b"), None).unwrap());
        assert!(set_key(&freed, id("a"), Some('b')).is_ok());
    }

    #[test]
    fn codes_move_among_their_siblings_and_stop_at_the_ends() {
        let project = codebook();
        let up = undone(&project, move_up(&project, id("c")));
        assert_eq!(names(&up, None), ["demand", "rejection", "a", "c", "b"]);
        let down = undone(&up, move_down(&up, id("c")));
        assert_eq!(names(&down, None), names(&project, None));
        assert!(move_down(&project, id("c")).is_empty());
        let first = undone(&project, reorder(&project, id("c"), 0));
        assert_eq!(names(&first, None), ["c", "demand", "rejection", "a", "b"]);
        assert!(move_up(&first, id("c")).is_empty());
    }

    #[test]
    fn codes_are_nested_and_taken_out_but_never_under_themselves() {
        let project = codebook();
        let nested = undone(&project, nest(&project, id("c"), Some(id("b"))).unwrap());
        assert_eq!(names(&nested, Some("b")), ["b1", "b2", "c"]);
        let out = undone(&nested, unnest(&nested, id("b1")).unwrap());
        assert_eq!(names(&out, None), ["demand", "rejection", "a", "b", "b1"]);
        let circle = nest(&project, id("b"), Some(id("b1"))).unwrap_err();
        assert_eq!(
            circle.to_string(),
            "“b” cannot stand under “b1”, which is itself or stands under it"
        );
        let issue = project.children(CodeKind::Issue, None)[0].id;
        let other = nest(&project, id("b"), Some(issue)).unwrap_err();
        assert!(matches!(other, CodeError::OtherKind { .. }));
        assert!(unnest(&project, id("a")).unwrap().is_empty());
    }

    #[test]
    fn deleting_does_with_the_claims_what_was_chosen() {
        let project = codebook();
        let deleted =
            |disposal| undone(&project, delete(&project, id("b"), disposal, Timestamp(9)).unwrap());
        let off = deleted(Disposal::TakeOff);
        assert_eq!((types(&off, 2), types(&off, 3)), (vec![], vec!["a"]));
        assert_eq!(names(&off, None), ["demand", "rejection", "a", "b1", "b2", "c"]);
        assert_eq!(off.claims()[&ClaimId(2)].modified, Timestamp(9));
        assert_eq!(
            off.claims()[&ClaimId(2)].codebook_version,
            project.claims()[&ClaimId(2)].codebook_version,
            "nobody coded it again"
        );
        let replaced = deleted(Disposal::ReplaceWith(id("a")));
        assert_eq!((types(&replaced, 2), types(&replaced, 3)), (vec!["a"], vec!["a"]));
        let gone = deleted(Disposal::DeleteClaims);
        assert!(!gone.claims().contains_key(&ClaimId(3)) && gone.claims().len() == 1);
        let retired = deleted(Disposal::RetireInstead);
        assert!(retired.codes()[&id("b")].retired && retired.codes()[&id("b")].key.is_none());
        assert_eq!(types(&retired, 2), ["b"]);
        let offered = undone(&retired, unretire(&retired, id("b")));
        assert!(!offered.codes()[&id("b")].retired);
        let itself = delete(&project, id("b"), Disposal::ReplaceWith(id("b")), Timestamp(9));
        assert_eq!(itself, Err(CodeError::Itself("b".into())));
    }

    #[test]
    fn merging_moves_claims_children_rules_and_examples() {
        let mut project = codebook();
        let example = Example { quote: "stop".into(), place: String::new(), positive: true };
        let rules = ["calls on somebody".to_owned(), " ".to_owned()];
        let changes = describe(&project, id("b"), " what b is ", &rules, &[], vec![example]);
        project = undone(&project, changes);
        let merged = undone(&project, merge(&project, id("b"), id("a"), Timestamp(9)).unwrap());
        assert_eq!((types(&merged, 2), types(&merged, 3)), (vec!["a"], vec!["a"]));
        assert_eq!(names(&merged, Some("a")), ["b1", "b2"]);
        let kept = &merged.codes()[&id("a")];
        assert_eq!((kept.definition.as_str(), kept.include.len()), ("what b is", 1));
        assert_eq!(kept.examples.len(), 1);
        assert_eq!(usage(&merged, id("a")).claims, 3);
        assert_eq!(usage(&merged, id("a")).children, 2);
        assert_eq!(claim_counts(&merged)[&id("a")], 3);
    }

    #[test]
    fn a_code_merged_into_one_of_its_own_children_leaves_the_tree_whole() {
        let project = codebook();
        let merged = undone(&project, merge(&project, id("b"), id("b2"), Timestamp(9)).unwrap());
        assert_eq!(names(&merged, None), ["demand", "rejection", "a", "b1", "b2", "c"]);
        assert_eq!(types(&merged, 3), ["a", "b2"]);
        assert!(check::project(&merged).is_empty());
    }

    #[test]
    fn names_and_colours_are_kept_tidy() {
        let project = codebook();
        let renamed = undone(&project, rename(&project, id("a"), "  Accusation "));
        assert_eq!(renamed.codes()[&id("a")].name, "Accusation");
        let coloured = undone(&project, recolour(&project, id("a"), PALETTE + 1));
        assert_eq!(coloured.codes()[&id("a")].colour, 1);
        assert!(rename(&project, id("a"), "a").is_empty());
    }
}
