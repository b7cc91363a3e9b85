//! Adding, describing and removing documents.

use std::sync::Arc;

use super::{altered, removed};
use crate::edit::Change;
use crate::model::{
    CoderId, Document, DocumentId, ExcludedSpan, Key, Progress, ProgressState, Project, Record,
    Timestamp,
};
use crate::text::{Span, Text, order, span};

/// Returns the changes that add a document with its text.
pub fn add(document: Document, text: Text) -> [Change; 2] {
    let id = document.id;
    [Change::Put(Record::Document(Arc::new(document))), Change::Put(Record::Text(id, text))]
}

/// Returns the change that alters what is known about a document; nothing when it stays the same.
pub fn alter(project: &Project, id: DocumentId, change: impl FnOnce(&mut Document)) -> Vec<Change> {
    let old = project.documents().get(&id);
    old.and_then(|old| altered(old, Record::Document, change)).into_iter().collect()
}

/// Returns the changes that remove a document with everything coded in it.
///
/// The text must be in memory, so that removing can be undone; otherwise nothing is returned.
pub fn remove(project: &Project, id: DocumentId, at: Timestamp) -> Vec<Change> {
    if project.text(id).is_none() || !project.documents().contains_key(&id) {
        return Vec::new();
    }
    let claims = project.claims_in(id).map(|claim| Key::Claim(claim.id));
    let mentions = project.mentions_in(id).map(|mention| Key::Mention(mention.id));
    let progress = project
        .all_progress()
        .filter(|progress| progress.document == id)
        .map(|progress| Key::Progress(progress.coder, id));
    let own = [Key::Text(id), Key::Document(id)];
    removed(project, &order::set(claims.chain(mentions).chain(progress).chain(own)), at)
}

/// Returns the change that sets how far a coder has come.
pub fn set_progress(
    project: &Project,
    coder: CoderId,
    document: DocumentId,
    state: ProgressState,
) -> Vec<Change> {
    if project.progress(coder, document) == state {
        return Vec::new();
    }
    vec![match state {
        ProgressState::Untouched => Change::Remove(Key::Progress(coder, document)),
        _ => Change::Put(Record::Progress(Progress { coder, document, state })),
    }]
}

/// Marks a stretch as excluded; stretches that touch become one, with the first reason.
pub fn exclude(document: &mut Document, part: Span, reason: &str) {
    let old = std::mem::take(&mut document.excluded);
    let all = span::union(old.iter().map(|e| e.span).chain([part]));
    document.excluded = all
        .into_iter()
        .map(|span| {
            let kept = old.iter().find(|e| span.encloses(e.span));
            let reason = kept.map_or_else(|| reason.to_owned(), |e| e.reason.clone());
            ExcludedSpan { span, reason }
        })
        .collect();
}

/// Takes a stretch out of what is excluded.
pub fn include(document: &mut Document, part: Span) {
    document.excluded = document
        .excluded
        .iter()
        .flat_map(|e| {
            e.span
                .minus(part)
                .into_iter()
                .map(|span| ExcludedSpan { span, reason: e.reason.clone() })
        })
        .collect();
}
