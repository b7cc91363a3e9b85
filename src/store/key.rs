//! The keys things are stored under: `project/kind/id`, as one string.
//!
//! A string instead of an array costs a third of the calls across the border to the browser, and
//! strings sort the same way: everything of a project is one range.

use crate::model::{DocumentId, Key, ProjectId};

/// Returns the key a record is stored under.
pub fn of_record(project: ProjectId, key: Key) -> String {
    let kind = key.kind();
    match key {
        Key::Project | Key::Codebook => format!("{project}/{kind}"),
        Key::Code(id) => format!("{project}/{kind}/{id}"),
        Key::Variable(id) => format!("{project}/{kind}/{id}"),
        Key::Actor(id) => format!("{project}/{kind}/{id}"),
        Key::Coder(id) => format!("{project}/{kind}/{id}"),
        Key::Document(id) => format!("{project}/{kind}/{id}"),
        Key::Text(id) => of_text(project, id),
        Key::Claim(id) => format!("{project}/{kind}/{id}"),
        Key::Mention(id) => format!("{project}/{kind}/{id}"),
        Key::Progress(coder, document) => format!("{project}/{kind}/{coder}/{document}"),
    }
}

/// Returns the key a text is stored under.
pub fn of_text(project: ProjectId, document: DocumentId) -> String {
    format!("{project}/{document}")
}

/// Returns the keys between which everything of a project lies, neither included.
pub fn range(project: ProjectId) -> (String, String) {
    // `0` follows `/` in the order of characters.
    (format!("{project}/"), format!("{project}0"))
}

/// Returns where something is kept of the past of a project: a part of it, by the number of an entry
/// of the journal.
pub fn of_past(project: ProjectId, part: &str, number: u64) -> String {
    format!("{project}/{part}/{number:016}")
}

/// Returns the keys between which a part of a project's past lies, neither included.
pub fn past_range(project: ProjectId, part: &str) -> (String, String) {
    (format!("{project}/{part}/"), format!("{project}/{part}0"))
}

/// Returns the word for the kind of record that is stored under a key.
pub fn kind_of(key: &str) -> Option<&str> {
    key.split('/').nth(1)
}

/// Returns the document whose text is stored under a key.
pub fn document_of(key: &str) -> Option<DocumentId> {
    key.split_once('/')?.1.parse().ok()
}

/// Returns the same key in another project.
pub fn moved(key: &str, to: ProjectId) -> Option<String> {
    key.split_once('/').map(|(_, rest)| format!("{to}/{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ClaimId, CoderId};

    #[test]
    fn everything_of_a_project_lies_in_its_range_and_nothing_else() {
        let (one, other) = (ProjectId(7), ProjectId(8));
        let (lower, upper) = range(one);
        let keys = [
            Key::Project,
            Key::Claim(ClaimId(u128::MAX)),
            Key::Progress(CoderId(1), DocumentId(u128::MAX)),
            Key::Text(DocumentId(3)),
        ];
        for key in keys {
            let inside = of_record(one, key);
            assert!(lower < inside && inside < upper, "{inside}");
            let outside = of_record(other, key);
            assert!(outside < lower || upper < outside, "{outside}");
            assert_eq!(moved(&inside, other), Some(outside));
            assert!(key == Key::Text(DocumentId(3)) || kind_of(&inside) == Some(key.kind()));
        }
    }

    #[test]
    fn a_text_is_found_again_by_its_key() {
        assert_eq!(document_of(&of_text(ProjectId(1), DocumentId(5))), Some(DocumentId(5)));
        assert_eq!(document_of("nothing"), None);
    }
}
