//! The rows of the document list.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::desk::Desk;
use crate::model::{Document, DocumentId, Key, PartialDate, ProgressState};
use crate::text::{fold, order};

/// How the document list is filtered and sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentList {
    /// What was typed into the filter.
    pub typed: String,
    /// What the rows are sorted by.
    pub sort: DocumentSort,
    /// Whether the order is turned round.
    pub descending: bool,
    /// Grows when documents changed so that their order may be another.
    revision: u64,
}

/// What the rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DocumentSort {
    /// The order they were added in.
    #[default]
    Added,
    /// Their date.
    Date,
    /// Their title.
    Title,
    /// How many claims they hold.
    Claims,
    /// How far they are coded.
    Progress,
}

impl DocumentSort {
    /// Every order, as offered.
    pub const ALL: [Self; 5] = [Self::Added, Self::Date, Self::Title, Self::Claims, Self::Progress];

    /// Returns the order's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "as added",
            Self::Date => "date",
            Self::Title => "title",
            Self::Claims => "claims",
            Self::Progress => "progress",
        }
    }
}

/// One row of the document list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    /// Which document.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: Option<PartialDate>,
    /// Who published it.
    pub source: String,
    /// How many claims it holds.
    pub claims: usize,
    /// How far it is coded; see [`progress`].
    pub progress: ProgressState,
}

impl DocumentList {
    /// Takes note that other documents are listed than were by another list.
    pub(in crate::desk) fn take_the_place_of(&mut self, other: &Self) {
        self.revision = other.revision + 1;
    }

    /// Takes note that records under these keys changed: the order is worked out anew only when it
    /// may be another.
    pub(in crate::desk) fn note_changes(&mut self, keys: &BTreeSet<Key>) {
        let matters = |key: &Key| match key {
            Key::Document(_) => true,
            Key::Claim(_) => self.sort == DocumentSort::Claims,
            Key::Progress(..) | Key::Coder(_) => self.sort == DocumentSort::Progress,
            _ => false,
        };
        if keys.iter().any(matters) {
            self.revision += 1;
        }
    }
}

/// Returns the documents that answer the filter, in their order.
pub fn order(desk: &Desk) -> Vec<DocumentId> {
    let list = desk.list();
    let project = desk.project();
    let typed = fold::fold(&list.typed);
    let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    let answers = |document: &Document| {
        let date = document.date.map(|date| date.to_string()).unwrap_or_default();
        let hay = fold::fold(&[document.title.as_str(), &document.source, &date].join(" "));
        words.iter().all(|word| hay.contains(word))
    };
    let mut found: Vec<&Document> = project
        .documents()
        .values()
        .map(Arc::as_ref)
        .filter(|document| words.is_empty() || answers(document))
        .collect();
    match list.sort {
        DocumentSort::Added => order::by_key(&mut found, |d| (d.created, d.id)),
        DocumentSort::Date => order::by_key(&mut found, |d| (d.date, d.id)),
        DocumentSort::Title => order::by_key(&mut found, |d| (fold::fold(&d.title), d.id)),
        DocumentSort::Claims => order::by_key(&mut found, |d| (project.claim_count(d.id), d.id)),
        DocumentSort::Progress => order::by_key(&mut found, |d| (progress(desk, d.id), d.id)),
    }
    if list.descending {
        found.reverse();
    }
    found.into_iter().map(|document| document.id).collect()
}

/// Returns a document's row.
pub fn row(desk: &Desk, id: DocumentId) -> Option<DocumentRow> {
    let document = desk.project().documents().get(&id)?;
    Some(DocumentRow {
        id,
        title: document.title.clone(),
        date: document.date,
        source: document.source.clone(),
        claims: desk.project().claim_count(id),
        progress: progress(desk, id),
    })
}

/// Returns how far a document is coded: by the user, or, where the user has not begun, by whoever
/// came furthest.
pub fn progress(desk: &Desk, document: DocumentId) -> ProgressState {
    let project = desk.project();
    let own = desk.my_id().map(|me| project.progress(me, document)).unwrap_or_default();
    if own != ProgressState::Untouched {
        return own;
    }
    // There are few coders and many documents, so each coder is asked about this one document.
    let all = project.coders().keys().map(|coder| project.progress(*coder, document));
    all.max().unwrap_or_default()
}

/// Returns the document before or after the open one, as the list shows them.
pub fn neighbour(desk: &Desk, back: bool) -> Option<DocumentId> {
    let rows = order(desk);
    let at = rows.iter().position(|id| Some(*id) == desk.document());
    let next = match (at, back) {
        (Some(at), true) => at.checked_sub(1)?,
        (Some(at), false) => at + 1,
        (None, _) => 0,
    };
    rows.get(next).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Host;
    use crate::edit::action::{claim, document};
    use crate::edit::random::sample;
    use crate::model::{Claim, ClaimId, CoderId, Timestamp};
    use crate::text::{Offset, Span};

    fn titles(desk: &Desk) -> Vec<String> {
        order(desk).into_iter().map(|id| row(desk, id).unwrap().title).collect()
    }

    fn sorted(desk: &mut Desk, sort: DocumentSort) -> Vec<String> {
        desk.list_mut().sort = sort;
        titles(desk)
    }

    #[test]
    fn documents_come_in_the_order_asked_for() {
        let mut desk = Desk::new(sample(), None);
        assert_eq!(titles(&desk), ["Text 1", "Text 2", "Text 3"]);
        assert_eq!(sorted(&mut desk, DocumentSort::Claims), ["Text 2", "Text 3", "Text 1"]);
        desk.list_mut().descending = true;
        assert_eq!(sorted(&mut desk, DocumentSort::Title), ["Text 3", "Text 2", "Text 1"]);
        desk.list_mut().typed = "téxt 2".to_owned();
        assert_eq!(titles(&desk), ["Text 2"]);
    }

    #[test]
    fn progress_is_ones_own_or_that_of_whoever_came_furthest() {
        let mut project = sample();
        let mut put = |coder, state| {
            let coder = CoderId(coder);
            for change in document::set_progress(&project.clone(), coder, DocumentId(2), state) {
                drop(change.apply(&mut project));
            }
        };
        put(1, ProgressState::InProgress);
        let desk = Desk::new(project, None);
        assert_eq!(progress(&desk, DocumentId(2)), ProgressState::InProgress);
        assert_eq!(progress(&desk, DocumentId(1)), ProgressState::Untouched);
    }

    #[test]
    fn a_new_claim_leaves_the_list_alone_unless_it_is_sorted_by_claims() {
        let mut desk = Desk::new(sample(), None);
        let add = |desk: &mut Desk, id| {
            let mut random = || id;
            let mut host = Host { now: Timestamp(5), random: &mut random };
            let span = Span::new(Offset(0), Offset(3)).unwrap();
            let new = Claim::new(ClaimId(id), DocumentId(3), CoderId(1), span, Timestamp(5));
            desk.edit(&mut host, "add", |project| claim::add(project, new)).unwrap();
        };
        let before = desk.list().clone();
        add(&mut desk, 100);
        assert_eq!(desk.list(), &before);
        assert_eq!(row(&desk, DocumentId(3)).unwrap().claims, 1);
        assert_ne!(Desk::new(sample(), None).in_place_of(&desk).list(), &before);
        desk.list_mut().sort = DocumentSort::Claims;
        let before = desk.list().clone();
        add(&mut desk, 101);
        assert_ne!(desk.list(), &before);
    }
}
