//! Differences that nobody needs to be asked about, settled by rules that give the same from
//! either side and in any order.
//!
//! Versions of the codebook and times of change become the later, times of making the earlier,
//! progress the further. Fields this version does not know, and lists of facts about an actor or
//! a document that do not contradict each other, are united. Everything else is a conflict.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Actor, Affiliation, Extra, Record};
use crate::text::{fold, order};

/// What comparing two records under one key gives.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Settled {
    /// They are the same.
    Same,
    /// They differ in nothing that anybody decided; this is both.
    As(Record),
    /// Somebody must choose.
    Conflict,
}

/// Compares two records under one key.
pub(super) fn settle(ours: &Record, theirs: &Record) -> Settled {
    if ours == theirs {
        return Settled::Same;
    }
    let both = match (ours, theirs) {
        (Record::Codebook(a), Record::Codebook(b)) => joined(a, b, Record::Codebook, |a, b| {
            meet(&mut a.version, &mut b.version, Ord::max);
            unite_maps(&mut a.extra, &mut b.extra);
        }),
        (Record::Code(a), Record::Code(b)) => joined(a, b, Record::Code, |a, b| {
            unite_maps(&mut a.extra, &mut b.extra);
        }),
        (Record::Variable(a), Record::Variable(b)) => joined(a, b, Record::Variable, |a, b| {
            unite_maps(&mut a.extra, &mut b.extra);
        }),
        (Record::Coder(a), Record::Coder(b)) => joined(a, b, Record::Coder, |a, b| {
            unite_maps(&mut a.extra, &mut b.extra);
        }),
        (Record::Actor(a), Record::Actor(b)) => joined(a, b, Record::Actor, join_actors),
        (Record::Document(a), Record::Document(b)) => joined(a, b, Record::Document, |a, b| {
            meet(&mut a.created, &mut b.created, Ord::min);
            unite_maps(&mut a.metadata, &mut b.metadata);
            unite_maps(&mut a.extra, &mut b.extra);
        }),
        (Record::Claim(a), Record::Claim(b)) => joined(a, b, Record::Claim, |a, b| {
            meet(&mut a.codebook_version, &mut b.codebook_version, Ord::max);
            meet(&mut a.created, &mut b.created, Ord::min);
            meet(&mut a.modified, &mut b.modified, Ord::max);
            unite_maps(&mut a.extra, &mut b.extra);
        }),
        (Record::Mention(a), Record::Mention(b)) => joined(a, b, Record::Mention, |a, b| {
            meet(&mut a.created, &mut b.created, Ord::min);
            meet(&mut a.modified, &mut b.modified, Ord::max);
            unite_maps(&mut a.extra, &mut b.extra);
        }),
        (Record::Progress(a), Record::Progress(b)) => {
            let mut both = a.clone();
            both.state = a.state.max(b.state);
            Some(Record::Progress(both))
        }
        // A project keeps its own name, and a document the text that its spans were placed in.
        (Record::Project(_) | Record::Text(..), _) => return Settled::Same,
        _ => None,
    };
    match both {
        Some(both) if both == *ours => Settled::Same,
        Some(both) => Settled::As(both),
        None => Settled::Conflict,
    }
}

/// Brings copies of two records as close as the rules can, and returns them if they are then one.
fn joined<T: Clone + PartialEq>(
    ours: &Arc<T>,
    theirs: &Arc<T>,
    wrap: fn(Arc<T>) -> Record,
    join: impl FnOnce(&mut T, &mut T),
) -> Option<Record> {
    let (mut a, mut b) = ((**ours).clone(), (**theirs).clone());
    join(&mut a, &mut b);
    (a == b).then(|| wrap(Arc::new(a)))
}

/// Gives both the same of their two values.
fn meet<T: Copy>(a: &mut T, b: &mut T, choose: fn(T, T) -> T) {
    *a = choose(*a, *b);
    *b = *a;
}

/// Gives each map what only the other has; where both have something under a name, it stays.
fn unite_maps<V: Clone>(a: &mut BTreeMap<String, V>, b: &mut BTreeMap<String, V>) {
    for (name, value) in a.iter() {
        b.entry(name.clone()).or_insert_with(|| value.clone());
    }
    for (name, value) in b.iter() {
        a.entry(name.clone()).or_insert_with(|| value.clone());
    }
}

/// Gives two lists that differ the same items in a fixed order. Lists that are the same keep the
/// order their user gave them.
fn unite_lists<T: Clone + PartialEq>(
    a: &mut Vec<T>,
    b: &mut Vec<T>,
    order: impl FnOnce(Vec<T>) -> Vec<T>,
) {
    if a != b {
        a.append(&mut b.clone());
        *a = order(std::mem::take(a));
        b.clone_from(a);
    }
}

fn join_actors(a: &mut Actor, b: &mut Actor) {
    // Aliases are compared by the name they belong to, so it must be the same on both sides.
    if a.name == b.name {
        let name = a.name.clone();
        unite_lists(&mut a.aliases, &mut b.aliases, |all| distinct_names(all, &name));
    }
    unite_lists(&mut a.affiliations, &mut b.affiliations, |mut all| {
        order::by_key(&mut all, affiliation_order);
        all.dedup();
        all
    });
    unite_lists(&mut a.external_ids, &mut b.external_ids, |mut all| {
        order::by(&mut all, |x, y| (&x.scheme, &x.id).cmp(&(&y.scheme, &y.id)));
        all.dedup();
        all
    });
    unite_maps(&mut a.attributes, &mut b.attributes);
    unite_maps::<serde_json::Value>(&mut a.extra as &mut Extra, &mut b.extra);
}

/// Sorts names and keeps each once, without regard to case and diacritics; `own` is left out.
pub(super) fn distinct_names(mut all: Vec<String>, own: &str) -> Vec<String> {
    order::sort(&mut all);
    let mut seen = order::set([fold::fold(own)]);
    all.retain(|name| seen.insert(fold::fold(name)));
    all
}

/// Returns what affiliations are sorted by.
pub(super) fn affiliation_order(one: &Affiliation) -> impl Ord + use<> {
    let date = |date: Option<crate::model::PartialDate>| date.map(|date| date.to_string());
    (one.with, date(one.from), date(one.to), one.position.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        ActorId, ActorKind, CoderId, Document, DocumentId, Progress, ProgressState, Timestamp,
    };
    use crate::text::Text;

    fn actor(aliases: &[&str], attributes: &[(&str, &str)]) -> Record {
        let mut actor = Actor::new(ActorId(1), "Bo", ActorKind::Person);
        actor.aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
        let attributes = attributes.iter().map(|&(k, v)| (k.to_owned(), v.to_owned()));
        actor.attributes = attributes.collect();
        Record::Actor(Arc::new(actor))
    }

    #[test]
    fn facts_about_an_actor_are_united_unless_they_contradict() {
        let ours = actor(&["Z", "BÖ"], &[("seat", "1")]);
        let theirs = actor(&["z", "A"], &[("born", "1900")]);
        let both = Settled::As(actor(&["A", "Z"], &[("born", "1900"), ("seat", "1")]));
        assert_eq!(settle(&ours, &theirs), both);
        assert_eq!(settle(&theirs, &ours), both);
        let contradicting = actor(&[], &[("seat", "2")]);
        assert_eq!(settle(&ours, &contradicting), Settled::Conflict);
    }

    #[test]
    fn equal_lists_keep_their_order() {
        let ours = actor(&["Z", "A"], &[]);
        let theirs = actor(&["Z", "A"], &[("seat", "1")]);
        assert_eq!(settle(&ours, &theirs), Settled::As(theirs));
    }

    #[test]
    fn progress_is_the_further_and_a_document_as_old_as_its_first_copy() {
        let of = |state| {
            Record::Progress(Progress { coder: CoderId(1), document: DocumentId(1), state })
        };
        let (some, done) = (of(ProgressState::InProgress), of(ProgressState::Done));
        assert_eq!(settle(&some, &done), Settled::As(done.clone()));
        assert_eq!(settle(&done, &some), Settled::Same);
        let document = |title: &str, at| {
            let title = title.to_owned();
            let text = Text::new("text");
            let document = Document::new(DocumentId(1), title, &text, Timestamp(at));
            Record::Document(Arc::new(document))
        };
        let earlier = document("a", 1);
        assert_eq!(settle(&document("a", 2), &earlier), Settled::As(earlier.clone()));
        assert_eq!(settle(&earlier, &document("b", 1)), Settled::Conflict);
    }
}
