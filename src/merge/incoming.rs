//! What comes in: the records of a colleague, placed in our texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Document, DocumentId, Key, Project, Record};
use crate::text::order;

/// Records to be taken into a project, by key.
#[derive(Debug, Clone, Default)]
pub struct Incoming {
    pub(super) records: BTreeMap<Key, Record>,
}

impl Incoming {
    /// Takes records whose documents are ours where we have them (see [`meet`]) and whose spans
    /// stand in our texts. The first record under a key counts.
    pub fn new(records: impl IntoIterator<Item = Record>) -> Self {
        let mut map = BTreeMap::new();
        for record in records {
            map.entry(record.key()).or_insert(record);
        }
        Self { records: map }
    }

    /// Takes the records of another project. Documents with the same text become ours; of one
    /// whose text differs, spans that do not fit ours are set aside later.
    pub fn of_project(ours: &Project, theirs: &Project) -> Self {
        let met = theirs.documents().values().filter_map(|document| {
            meet(ours, document).filter(|id| *id != document.id).map(|id| (document.id, id))
        });
        let met = order::map(met);
        let records = theirs.records().filter_map(|record| rehomed(record, &met));
        Self::new(records.map(|record| with_our_text(ours, record)))
    }

    /// Returns every record, by key.
    pub fn records(&self) -> &BTreeMap<Key, Record> {
        &self.records
    }
}

/// Returns our document that a colleague's one is: the one with its id, else with its text.
pub fn meet(ours: &Project, theirs: &Document) -> Option<DocumentId> {
    let by_id = ours.documents().get(&theirs.id);
    by_id.or_else(|| ours.document_with(&theirs.fingerprint)).map(|document| document.id)
}

/// Makes a document describe the text we have of it, which is the one that stays.
fn with_our_text(ours: &Project, record: Record) -> Record {
    let Record::Document(theirs) = &record else { return record };
    match ours.documents().get(&theirs.id) {
        Some(own) if own.fingerprint != theirs.fingerprint => {
            let mut document = (**theirs).clone();
            document.fingerprint.clone_from(&own.fingerprint);
            (document.bytes, document.chars) = (own.bytes, own.chars);
            document.excluded.clone_from(&own.excluded);
            Record::Document(Arc::new(document))
        }
        _ => record,
    }
}

/// Points a record to our document; documents we have under another id are left out.
fn rehomed(record: Record, met: &BTreeMap<DocumentId, DocumentId>) -> Option<Record> {
    if met.is_empty() {
        return Some(record);
    }
    Some(match record {
        Record::Document(document) if met.contains_key(&document.id) => return None,
        Record::Text(id, _) if met.contains_key(&id) => return None,
        Record::Claim(mut claim) if met.contains_key(&claim.document) => {
            let own = Arc::make_mut(&mut claim);
            own.document = met[&own.document];
            Record::Claim(claim)
        }
        Record::Mention(mut mention) if met.contains_key(&mention.document) => {
            let own = Arc::make_mut(&mut mention);
            own.document = met[&own.document];
            Record::Mention(mention)
        }
        Record::Progress(mut progress) => {
            progress.document = *met.get(&progress.document).unwrap_or(&progress.document);
            Record::Progress(progress)
        }
        other => other,
    })
}
