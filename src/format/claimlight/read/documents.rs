//! Documents and their texts.

use std::collections::BTreeMap;

use serde_json::Value;

use super::section::{Raw, Reader};
use crate::format::claimlight::decode::{self, Object};
use crate::format::claimlight::header::Fields;
use crate::format::claimlight::unknown;
use crate::format::package::{Kind, PackagedDocument};
use crate::format::problem::{Place, Problem, ProblemKind};
use crate::model::{Document, DocumentId, Key};
use crate::text::{Anchor, Text};

impl<'a> Reader<'a> {
    pub(super) fn documents(&mut self, fields: &Fields<'a>, kind: Kind) -> Vec<PackagedDocument> {
        let mut texts = self.texts(fields, kind);
        let mut documents = Vec::new();
        for raw in self.section(fields, "documents") {
            documents.extend(self.document(raw, &mut texts));
        }
        for (id, (place, _)) in texts {
            let sentence =
                format!("the document {id} of this text is not in the file; it was set aside");
            let problem = Problem::at(&place, ProblemKind::SetAside, sentence);
            self.problems.push(problem.of(Key::Document(id)));
        }
        let key = |packaged: &PackagedDocument| Key::Document(packaged.document.id);
        self.once(documents, |packaged| (key(packaged), &packaged.place))
    }

    fn texts(&mut self, fields: &Fields<'a>, kind: Kind) -> BTreeMap<DocumentId, (Place, Text)> {
        let mut texts = BTreeMap::new();
        if kind == Kind::Annotations && fields.get("texts").is_none() {
            return texts;
        }
        for mut raw in self.section(fields, "texts") {
            let id = raw.object.shift_remove("document");
            let id = id.as_ref().and_then(Value::as_str).and_then(|id| id.parse().ok());
            let text = raw.object.shift_remove("text");
            let (Some(id), Some(Value::String(text))) = (id, text) else {
                let sentence = "a text needs the id of its document and the text itself; it was \
                                set aside";
                self.problems.push(Problem::at(&raw.place, ProblemKind::SetAside, sentence));
                continue;
            };
            self.note_dropped(&raw);
            if texts.contains_key(&id) {
                let sentence = "the document has a text already; this one was set aside";
                self.problems.push(Problem::at(&raw.place, ProblemKind::SetAside, sentence));
                continue;
            }
            texts.insert(id, (raw.place, Text::new(text)));
        }
        texts
    }

    fn document(
        &mut self,
        mut raw: Raw,
        texts: &mut BTreeMap<DocumentId, (Place, Text)>,
    ) -> Option<PackagedDocument> {
        let place = raw.place.clone();
        let mut notes = Vec::new();
        let id = raw.object.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let text = id.and_then(|id: DocumentId| texts.remove(&id)).map(|(_, text)| text);
        if let Some(text) = &text {
            measure(&mut raw.object, text, &mut notes);
        }
        raw.object.entry("created").or_insert(0.into());
        let inner = unknown::take(&mut raw.object);
        let excluded: Vec<(Anchor, String)> = match raw.object.shift_remove("excluded") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(parts)) => parts
                .iter()
                .enumerate()
                .filter_map(|(i, part)| {
                    let name = format!("excluded span {}", i + 1);
                    let anchor = decode::anchor(part, &name, &mut notes)?;
                    let reason = part.get("reason").and_then(Value::as_str).unwrap_or_default();
                    Some((anchor, reason.to_owned()))
                })
                .collect(),
            Some(_) => {
                notes.push("excluded is not a list of spans and was left out".to_owned());
                Vec::new()
            }
        };
        self.note(&place, notes);
        let mut document: Document = self.decode(raw)?;
        if let Some(described) = unknown::describe(inner, &document) {
            document.extra.insert(unknown::FIELDS.to_owned(), described);
        }
        Some(PackagedDocument { document, text, excluded, place })
    }
}

/// Sets what follows from a text, and notes where the file said otherwise.
fn measure(document: &mut Object, text: &Text, notes: &mut Vec<String>) {
    let facts: [(&str, Value); 3] = [
        ("fingerprint", text.fingerprint().into()),
        ("bytes", text.end().0.into()),
        ("chars", text.chars().into()),
    ];
    for (name, fact) in facts {
        let said = document.insert(name.to_owned(), fact.clone());
        if said.is_some_and(|said| said != fact) {
            notes.push(format!("{name} is not that of the text in the file and was put right"));
        }
    }
}
