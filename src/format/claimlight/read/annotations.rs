//! What coders made: mentions, claims and how far each of them is.

use serde_json::Value;

use super::section::{Raw, Reader};
use crate::format::claimlight::decode;
use crate::format::claimlight::header::Fields;
use crate::format::claimlight::unknown;
use crate::format::package::{Packaged, PackagedClaim, PackagedMention};
use crate::format::problem::{Problem, ProblemKind};
use crate::model::{Claim, Key, Mention, Progress};
use crate::text::Anchor;

impl<'a> Reader<'a> {
    pub(super) fn mentions(&mut self, fields: &Fields<'a>) -> Vec<PackagedMention> {
        let mut mentions = Vec::new();
        for mut raw in self.section(fields, "mentions") {
            let place = raw.place.clone();
            let mut notes = Vec::new();
            let inner = unknown::take(&mut raw.object);
            let span = raw.object.get("span").cloned().unwrap_or_default();
            let anchor = decode::anchor(&span, "the span", &mut notes);
            self.note(&place, notes);
            let Some(anchor) = anchor else {
                let sentence = "a mention needs a span; it was set aside";
                self.problems.push(Problem::at(&place, ProblemKind::SetAside, sentence));
                continue;
            };
            raw.object.insert("span".to_owned(), serde_json::json!([0, 1]));
            self.date(&mut raw);
            let Some(mut mention) = self.decode::<Mention>(raw) else { continue };
            if let Some(described) = unknown::describe(inner, &mention) {
                mention.extra.insert(unknown::FIELDS.to_owned(), described);
            }
            mentions.push(PackagedMention::new(mention, anchor, place));
        }
        self.once(mentions, |mention| (Key::Mention(mention.id()), &mention.place))
    }

    pub(super) fn claims(&mut self, fields: &Fields<'a>) -> Vec<PackagedClaim> {
        let mut claims = Vec::new();
        for mut raw in self.section(fields, "claims") {
            let place = raw.place.clone();
            let mut notes = Vec::new();
            let inner = unknown::take(&mut raw.object);
            let empty = Value::Array(Vec::new());
            let spans = raw.object.insert("fragments".to_owned(), empty);
            let anchors: Vec<Anchor> = match &spans {
                Some(Value::Array(spans)) => spans
                    .iter()
                    .enumerate()
                    .filter_map(|(i, span)| {
                        decode::anchor(span, &format!("fragment {}", i + 1), &mut notes)
                    })
                    .collect(),
                _ => Vec::new(),
            };
            self.note(&place, notes);
            if anchors.is_empty() {
                let sentence = "a claim needs a list of at least one fragment; it was set aside";
                self.problems.push(Problem::at(&place, ProblemKind::SetAside, sentence));
                continue;
            }
            self.date(&mut raw);
            let Some(mut claim) = self.decode::<Claim>(raw) else { continue };
            if let Some(described) = unknown::describe(inner, &claim) {
                claim.extra.insert(unknown::FIELDS.to_owned(), described);
            }
            claims.push(PackagedClaim { claim, anchors, place });
        }
        self.once(claims, |claim| (Key::Claim(claim.id()), &claim.place))
    }

    /// Gives a record of another tool the times that ours always have.
    fn date(&mut self, raw: &mut Raw) {
        for name in ["created", "modified"] {
            if !raw.object.get(name).is_some_and(Value::is_u64) {
                let sentence =
                    format!("{name} is missing or no time in ms since 1970 and is unknown");
                self.problems.push(Problem::at(&raw.place, ProblemKind::Repaired, sentence));
                raw.object.insert(name.to_owned(), 0.into());
            }
        }
    }

    pub(super) fn progress(&mut self, fields: &Fields<'a>) -> Vec<Packaged<Progress>> {
        let mut all = Vec::new();
        for mut raw in self.section(fields, "progress") {
            let known = ["coder", "document", "state"];
            let whole = std::mem::take(&mut raw.object);
            let (kept, other) =
                whole.into_iter().partition(|(key, _)| known.contains(&key.as_str()));
            raw.object = other;
            self.note_dropped(&raw);
            let place = raw.place.clone();
            if let Some(record) = self.decode(Raw { object: kept, place: raw.place }) {
                all.push(Packaged { record, place });
            }
        }
        self.once(all, |one: &Packaged<Progress>| {
            (Key::Progress(one.record.coder, one.record.document), &one.place)
        })
    }
}
