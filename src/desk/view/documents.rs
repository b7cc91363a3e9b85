//! The rows of the document list.

use crate::desk::Desk;
use crate::model::{DocumentId, PartialDate, ProgressState};
use crate::text::fold;
use crate::text::order;

/// How the document list is filtered and sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentList {
    /// What was typed into the filter.
    pub typed: String,
    /// What the rows are sorted by.
    pub sort: DocumentSort,
    /// Whether the order is turned round.
    pub descending: bool,
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

/// Returns the rows that answer the filter, in their order.
pub fn rows(desk: &Desk) -> Vec<DocumentRow> {
    let list = desk.list();
    let typed = fold::fold(&list.typed);
    let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    let mut rows: Vec<DocumentRow> = desk
        .project()
        .documents()
        .values()
        .filter(|document| {
            let date = document.date.map(|date| date.to_string()).unwrap_or_default();
            let hay = fold::fold(&[document.title.as_str(), &document.source, &date].join(" "));
            words.iter().all(|word| hay.contains(word))
        })
        .map(|document| DocumentRow {
            id: document.id,
            title: document.title.clone(),
            date: document.date,
            source: document.source.clone(),
            claims: desk.project().claim_count(document.id),
            progress: progress(desk, document.id),
        })
        .collect();
    match list.sort {
        DocumentSort::Added => {
            let created = |row: &DocumentRow| {
                desk.project().documents().get(&row.id).map(|document| document.created)
            };
            order::by_key(&mut rows, |row| (created(row), row.id));
        }
        DocumentSort::Date => order::by_key(&mut rows, |row| (row.date, row.id)),
        DocumentSort::Title => order::by_key(&mut rows, |row| (fold::fold(&row.title), row.id)),
        DocumentSort::Claims => order::by_key(&mut rows, |row| (row.claims, row.id)),
        DocumentSort::Progress => order::by_key(&mut rows, |row| (row.progress, row.id)),
    }
    if list.descending {
        rows.reverse();
    }
    rows
}

/// Returns how far a document is coded: by the user, or, where the user has not begun, by whoever
/// came furthest.
pub fn progress(desk: &Desk, document: DocumentId) -> ProgressState {
    let own = desk.my_id().map(|me| desk.project().progress(me, document)).unwrap_or_default();
    if own != ProgressState::Untouched {
        return own;
    }
    let all = desk.project().all_progress().filter(|progress| progress.document == document);
    all.map(|progress| progress.state).max().unwrap_or_default()
}

/// Returns the document before or after the open one, as the list shows them.
pub fn neighbour(desk: &Desk, back: bool) -> Option<DocumentId> {
    let rows = rows(desk);
    let at = rows.iter().position(|row| Some(row.id) == desk.document());
    let next = match (at, back) {
        (Some(at), true) => at.checked_sub(1)?,
        (Some(at), false) => at + 1,
        (None, _) => 0,
    };
    rows.get(next).map(|row| row.id)
}
