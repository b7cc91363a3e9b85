//! The codebook as a tree that is rearranged on paper before the changes are worked out.

use crate::text::order;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edit::Change;
use crate::model::{Code, CodeId, CodeKind, Key, Project, Record};

/// All codes, some of them altered.
pub(super) struct Tree {
    codes: BTreeMap<CodeId, Arc<Code>>,
}

impl Tree {
    /// Takes the codes of a project.
    pub(super) fn of(project: &Project) -> Self {
        Self { codes: project.codes().clone() }
    }

    /// Returns the codes right under a parent, in their order.
    pub(super) fn children(&self, kind: CodeKind, parent: Option<CodeId>) -> Vec<CodeId> {
        let under = self.codes.values().filter(|c| c.kind == kind && c.parent == parent);
        let mut children: Vec<(u32, CodeId)> = under.map(|c| (c.position, c.id)).collect();
        order::sort(&mut children);
        children.into_iter().map(|(_, id)| id).collect()
    }

    /// Returns a code's place, from 0, among those under the same parent.
    pub(super) fn index(&self, id: CodeId) -> Option<usize> {
        let code = self.codes.get(&id)?;
        self.children(code.kind, code.parent).iter().position(|child| *child == id)
    }

    /// Says whether a code stands somewhere under another, or is it.
    pub(super) fn is_under(&self, lower: CodeId, upper: CodeId) -> bool {
        let parent = |id: &CodeId| self.codes.get(id).and_then(|code| code.parent);
        let mut path = std::iter::successors(Some(lower), parent).take(self.codes.len() + 1);
        path.any(|id| id == upper)
    }

    /// Puts a code under a parent at a place; beyond the end means last.
    pub(super) fn place(&mut self, id: CodeId, parent: Option<CodeId>, index: usize) {
        let Some(kind) = self.codes.get(&id).map(|code| code.kind) else { return };
        let mut siblings = self.children(kind, parent);
        siblings.retain(|sibling| *sibling != id);
        siblings.insert(index.min(siblings.len()), id);
        self.alter(id, |code| code.parent = parent);
        self.number(&siblings);
    }

    /// Takes a code out; the codes under it take its place under its parent.
    pub(super) fn dissolve(&mut self, id: CodeId) {
        let Some(index) = self.index(id) else { return };
        let Some(gone) = self.codes.remove(&id) else { return };
        let orphans = self.children(gone.kind, Some(id));
        let mut siblings = self.children(gone.kind, gone.parent);
        for orphan in &orphans {
            self.alter(*orphan, |code| code.parent = gone.parent);
        }
        // Without children the gap does no harm, and the siblings stay as they are.
        if !orphans.is_empty() {
            siblings.splice(index..index, orphans);
            self.number(&siblings);
        }
    }

    /// Alters a code.
    pub(super) fn alter(&mut self, id: CodeId, change: impl FnOnce(&mut Code)) {
        if let Some(code) = self.codes.get_mut(&id) {
            change(Arc::make_mut(code));
        }
    }

    /// Returns the changes that make the project's codes these.
    pub(super) fn changes(self, project: &Project) -> Vec<Change> {
        let gone = project.codes().keys().filter(|id| !self.codes.contains_key(id));
        let gone: Vec<Change> = gone.map(|id| Change::Remove(Key::Code(*id))).collect();
        let differs = |code: &Arc<Code>| {
            project.codes().get(&code.id).is_none_or(|old| !Arc::ptr_eq(old, code) && old != code)
        };
        let kept = self.codes.into_values().filter(differs);
        kept.map(|code| Change::Put(Record::Code(code))).chain(gone).collect()
    }

    /// Numbers siblings in their order.
    fn number(&mut self, siblings: &[CodeId]) {
        for (position, id) in (0..).zip(siblings) {
            if self.codes.get(id).is_some_and(|code| code.position != position) {
                self.alter(*id, |code| code.position = position);
            }
        }
    }
}
