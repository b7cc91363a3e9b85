//! Joins two changes of one record that were made apart, field by field.
//!
//! Three states are compared: what both began with, what this side made of it, and what the other
//! side made of it. A field that one side changed is taken from that side; of a field that both
//! changed, this side's stands, because it is written later. Lists are joined item by item: what
//! either added is there, what either removed is not. A record that one side removed and the other
//! changed stays, so that nothing coded is lost.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::action::document;
use crate::model::{
    Actor, Claim, Code, Codebook, Coder, Document, Mention, ProjectInfo, Record, Variable,
};
use crate::text::{Span, order, span};

/// What two changes of a record come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// The record with both changes; nothing when it is removed.
    pub record: Option<Record>,
    /// Whether the sides contradict each other somewhere, so that one of them gave way.
    pub contested: bool,
}

/// Joins what this side made of a record with what the other side made of it.
pub fn join(base: Option<&Record>, own: Option<&Record>, other: Option<&Record>) -> Joined {
    let sure = |record: Option<&Record>| Joined { record: record.cloned(), contested: false };
    if own == base {
        return sure(other);
    }
    if other == base || own == other {
        return sure(own);
    }
    match (base, own, other) {
        (Some(base), Some(own), Some(other)) => {
            let mut contested = false;
            let record = Some(fields(base, own, other, &mut contested));
            Joined { record, contested }
        }
        _ => Joined { record: own.or(other).cloned(), contested: true },
    }
}

/// The three states of a record.
struct Three<'a, T> {
    base: &'a T,
    own: &'a T,
    other: &'a T,
    contested: &'a mut bool,
}

fn fields(base: &Record, own: &Record, other: &Record, contested: &mut bool) -> Record {
    macro_rules! joined {
        ($($kind:ident => $join:ident),*) => {
            match (base, own, other) {
                $((Record::$kind(base), Record::$kind(own), Record::$kind(other)) => {
                    Record::$kind(Arc::new($join(&mut Three { base, own, other, contested })))
                })*
                // Progress is one field; a text never changes.
                _ => {
                    *contested = true;
                    own.clone()
                }
            }
        };
    }
    joined!(
        Project => project_info, Codebook => codebook, Code => code, Variable => variable,
        Actor => actor, Coder => coder, Document => described, Claim => claim, Mention => mention
    )
}

impl<T> Three<'_, T> {
    /// Joins a field that has one value.
    fn field<F: Clone + PartialEq>(&mut self, of: impl Fn(&T) -> &F) -> F {
        let (base, own, other) = (of(self.base), of(self.own), of(self.other));
        if own == base {
            return other.clone();
        }
        *self.contested |= other != base && other != own;
        own.clone()
    }

    /// Joins a field that only ever grows, such as a time of change; nobody decides on it.
    fn later<F: Copy + Ord>(&self, of: impl Fn(&T) -> F) -> F {
        let (base, own, other) = (of(self.base), of(self.own), of(self.other));
        match (own == base, other == base) {
            (true, _) => other,
            (_, true) => own,
            (false, false) => own.max(other),
        }
    }

    /// Joins a list whose items are told apart by themselves.
    fn set<F: Clone + PartialEq>(&mut self, of: impl Fn(&T) -> &Vec<F>) -> Vec<F> {
        self.list(of, Clone::clone)
    }

    /// Joins a list whose items are told apart by a key. The order is that of the side that gave
    /// the items another one, else the other side's with what this side added behind.
    fn list<F: Clone + PartialEq, K: PartialEq>(
        &mut self,
        of: impl Fn(&T) -> &Vec<F>,
        key: impl Fn(&F) -> K,
    ) -> Vec<F> {
        let (base, own, other) = (of(self.base), of(self.own), of(self.other));
        let find = |list: &Vec<F>, k: &K| list.iter().find(|item| key(item) == *k).cloned();
        let common = |list: &Vec<F>| -> Vec<K> {
            let known = |k: &K| find(base, k).is_some() && find(own, k).is_some();
            list.iter().map(&key).filter(known).collect()
        };
        let (first, second) = if common(own) == common(base) { (other, own) } else { (own, other) };
        let mut joined = Vec::new();
        let behind = second.iter().filter(|item| find(first, &key(item)).is_none());
        for k in first.iter().chain(behind).map(&key) {
            joined.extend(item(find(base, &k), find(own, &k), find(other, &k), self.contested));
        }
        joined
    }

    /// Joins a map entry by entry.
    fn map<K: Clone + Ord, V: Clone + PartialEq>(
        &mut self,
        of: impl Fn(&T) -> &BTreeMap<K, V>,
    ) -> BTreeMap<K, V> {
        let (base, own, other) = (of(self.base), of(self.own), of(self.other));
        let mut joined = BTreeMap::new();
        for key in order::set(own.keys().chain(other.keys())) {
            let find = |map: &BTreeMap<K, V>| map.get(key).cloned();
            let value = item(find(base), find(own), find(other), self.contested);
            joined.extend(value.map(|value| (key.clone(), value)));
        }
        joined
    }
}

/// Joins an item that may be there or not; what was changed stays, whoever removed it.
fn item<V: PartialEq>(
    base: Option<V>,
    own: Option<V>,
    other: Option<V>,
    contested: &mut bool,
) -> Option<V> {
    if own == base {
        return other;
    }
    if other != base && other != own {
        *contested = true;
        return own.or(other);
    }
    own
}

// Every record is put together field by field, so that the compiler asks about a new field.

fn project_info(of: &mut Three<ProjectInfo>) -> ProjectInfo {
    ProjectInfo {
        id: of.own.id,
        name: of.field(|info| &info.name),
        created: of.field(|info| &info.created),
        note: of.field(|info| &info.note),
        extra: of.map(|info| &info.extra),
    }
}

fn codebook(of: &mut Three<Codebook>) -> Codebook {
    let raised = of.own.version.saturating_sub(of.base.version);
    let lowered = of.base.version.saturating_sub(of.own.version);
    let mut stances = of.list(|codebook| &codebook.stances, |stance| stance.value);
    order::by_key(&mut stances, |stance| stance.value);
    Codebook {
        // Each side counted its own changes.
        version: of.other.version.saturating_add(raised).saturating_sub(lowered),
        stances,
        rules: of.field(|codebook| &codebook.rules),
        extra: of.map(|codebook| &codebook.extra),
    }
}

fn code(of: &mut Three<Code>) -> Code {
    Code {
        id: of.own.id,
        kind: of.field(|code| &code.kind),
        name: of.field(|code| &code.name),
        parent: of.field(|code| &code.parent),
        position: of.field(|code| &code.position),
        colour: of.field(|code| &code.colour),
        key: of.field(|code| &code.key),
        definition: of.field(|code| &code.definition),
        include: of.set(|code| &code.include),
        exclude: of.set(|code| &code.exclude),
        examples: of.set(|code| &code.examples),
        retired: of.field(|code| &code.retired),
        extra: of.map(|code| &code.extra),
    }
}

fn variable(of: &mut Three<Variable>) -> Variable {
    Variable {
        id: of.own.id,
        name: of.field(|variable| &variable.name),
        kind: of.field(|variable| &variable.kind),
        position: of.field(|variable| &variable.position),
        help: of.field(|variable| &variable.help),
        required: of.field(|variable| &variable.required),
        extra: of.map(|variable| &variable.extra),
    }
}

fn actor(of: &mut Three<Actor>) -> Actor {
    Actor {
        id: of.own.id,
        name: of.field(|actor| &actor.name),
        kind: of.field(|actor| &actor.kind),
        aliases: of.set(|actor| &actor.aliases),
        affiliations: of.set(|actor| &actor.affiliations),
        attributes: of.map(|actor| &actor.attributes),
        external_ids: of.set(|actor| &actor.external_ids),
        note: of.field(|actor| &actor.note),
        extra: of.map(|actor| &actor.extra),
    }
}

fn coder(of: &mut Three<Coder>) -> Coder {
    Coder {
        id: of.own.id,
        name: of.field(|coder| &coder.name),
        kind: of.field(|coder| &coder.kind),
        extra: of.map(|coder| &coder.extra),
    }
}

fn described(of: &mut Three<Document>) -> Document {
    let excluded = of.list(|document| &document.excluded, |part| part.span);
    let mut document = Document {
        id: of.own.id,
        title: of.field(|document| &document.title),
        date: of.field(|document| &document.date),
        source: of.field(|document| &document.source),
        author: of.field(|document| &document.author),
        language: of.field(|document| &document.language),
        url: of.field(|document| &document.url),
        file: of.field(|document| &document.file),
        metadata: of.map(|document| &document.metadata),
        fingerprint: of.field(|document| &document.fingerprint),
        bytes: of.field(|document| &document.bytes),
        chars: of.field(|document| &document.chars),
        excluded: Vec::new(),
        note: of.field(|document| &document.note),
        created: of.field(|document| &document.created),
        extra: of.map(|document| &document.extra),
    };
    // Stretches of both sides may touch each other.
    for part in excluded {
        document::exclude(&mut document, part.span, &part.reason);
    }
    document
}

fn claim(of: &mut Three<Claim>) -> Claim {
    let mut participants = of.list(|claim| &claim.participants, |p| (p.role, p.actor));
    order::by_key(&mut participants, |participant| participant.role);
    Claim {
        id: of.own.id,
        document: of.field(|claim| &claim.document),
        coder: of.field(|claim| &claim.coder),
        fragments: fragments(of),
        types: of.set(|claim| &claim.types),
        issues: of.set(|claim| &claim.issues),
        stance: of.field(|claim| &claim.stance),
        participants,
        attribution: of.field(|claim| &claim.attribution),
        date: of.field(|claim| &claim.date),
        values: of.map(|claim| &claim.values),
        links: of.set(|claim| &claim.links),
        certainty: of.field(|claim| &claim.certainty),
        note: of.field(|claim| &claim.note),
        status: of.field(|claim| &claim.status),
        codebook_version: of.later(|claim| claim.codebook_version),
        created: of.field(|claim| &claim.created),
        modified: of.later(|claim| claim.modified),
        extra: of.map(|claim| &claim.extra),
    }
}

/// Joins where a claim stands. Fragments that both sides moved contradict each other even where
/// both can stay.
fn fragments(of: &mut Three<Claim>) -> Vec<Span> {
    let (base, own, other) = (&of.base.fragments, &of.own.fragments, &of.other.fragments);
    let moved = base.iter().any(|span| !own.contains(span) && !other.contains(span));
    if moved && own != other {
        *of.contested = true;
    }
    let joined = span::union(of.set(|claim| &claim.fragments));
    // Each side may have removed what the other one left.
    if joined.is_empty() { of.own.fragments.clone() } else { joined }
}

fn mention(of: &mut Three<Mention>) -> Mention {
    Mention {
        id: of.own.id,
        document: of.field(|mention| &mention.document),
        coder: of.field(|mention| &mention.coder),
        span: of.field(|mention| &mention.span),
        actor: of.field(|mention| &mention.actor),
        note: of.field(|mention| &mention.note),
        created: of.field(|mention| &mention.created),
        modified: of.later(|mention| mention.modified),
        extra: of.map(|mention| &mention.extra),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::random::{Act, acts, sample};
    use crate::model::{
        ActorId, ClaimId, CodeId, Key, Participant, Project, Role, StanceValue, Timestamp,
    };

    fn one() -> Claim {
        (*sample().claims()[&ClaimId(1)]).clone()
    }

    fn of(claim: &Claim) -> Record {
        Record::Claim(Arc::new(claim.clone()))
    }

    fn joined(base: &Claim, own: &Claim, other: &Claim) -> (Claim, bool) {
        let Joined { record, contested } = join(Some(&of(base)), Some(&of(own)), Some(&of(other)));
        let Some(Record::Claim(claim)) = record else { panic!("a claim stays one") };
        ((*claim).clone(), contested)
    }

    #[test]
    fn a_stance_of_one_side_and_a_note_of_the_other_both_stay() {
        let base = one();
        let own = Claim { stance: Some(1), modified: Timestamp(5), ..base.clone() };
        let other = Claim { note: "look".into(), modified: Timestamp(4), ..base.clone() };
        let both = Claim { stance: Some(1), note: "look".into(), ..own.clone() };
        assert_eq!(joined(&base, &own, &other), (both.clone(), false));
        assert_eq!(joined(&base, &other, &own), (both, false));
    }

    #[test]
    fn of_one_field_that_both_changed_the_later_write_stands() {
        let base = one();
        let [own, other] = [1, -1].map(|stance| Claim { stance: Some(stance), ..base.clone() });
        assert_eq!(joined(&base, &own, &other), (own.clone(), true));
        assert_eq!(joined(&base, &other, &own), (other, true));
    }

    #[test]
    fn lists_have_what_either_added_and_lack_what_either_removed() {
        let part = |role, actor| Participant { role, actor: ActorId(actor), mention: None };
        let mut base = one();
        base.types = vec![CodeId(1), CodeId(2)];
        base.participants = vec![part(Role::Claimant, 1), part(Role::Target, 2)];
        let (mut own, mut other) = (base.clone(), base.clone());
        own.types = vec![CodeId(2), CodeId(3)];
        own.participants = vec![part(Role::Claimant, 1), part(Role::Addressee, 3)];
        other.types = vec![CodeId(1), CodeId(2), CodeId(4)];
        other.participants.push(part(Role::Target, 4));
        let (both, contested) = joined(&base, &own, &other);
        assert_eq!(both.types, [2, 4, 3].map(CodeId));
        let expected = [part(Role::Claimant, 1), part(Role::Addressee, 3), part(Role::Target, 4)];
        assert_eq!((both.participants.as_slice(), contested), (expected.as_slice(), false));
    }

    #[test]
    fn a_new_order_of_a_list_stays_whichever_side_gave_it() {
        let mut base = one();
        base.types = [1, 2, 3].map(CodeId).to_vec();
        let (mut sorted, mut longer) = (base.clone(), base.clone());
        sorted.types = [3, 2, 1].map(CodeId).to_vec();
        longer.types = [1, 2, 3, 4].map(CodeId).to_vec();
        assert_eq!(joined(&base, &sorted, &longer).0.types, [3, 2, 1, 4].map(CodeId));
        assert_eq!(joined(&base, &longer, &sorted).0.types, [3, 2, 1, 4].map(CodeId));
    }

    #[test]
    fn fragments_stay_disjoint_and_never_run_out() {
        let span = |a, b| Span::try_from((a, b)).unwrap();
        let mut base = one();
        base.fragments = vec![span(0, 3), span(9, 12)];
        let with = |fragments: &[Span]| Claim { fragments: fragments.to_vec(), ..base.clone() };
        let (both, contested) = joined(
            &base,
            &with(&[span(0, 5), span(9, 12)]),
            &with(&[span(0, 3), span(4, 8), span(9, 12)]),
        );
        assert_eq!((both.fragments, contested), (vec![span(0, 8), span(9, 12)], false));
        let (first, second) = (with(&[span(0, 3)]), with(&[span(9, 12)]));
        assert_eq!(joined(&base, &first, &second).0.fragments, [span(0, 3)]);
        let (wide, narrow) = (with(&[span(0, 4)]), with(&[span(1, 3)]));
        assert!(joined(&base, &wide, &narrow).1, "both moved one fragment");
    }

    #[test]
    fn what_one_side_removed_and_the_other_changed_stays() {
        let base = one();
        let changed = of(&Claim { note: "look".into(), ..base.clone() });
        let kept = Joined { record: Some(changed.clone()), contested: true };
        assert_eq!(join(Some(&of(&base)), None, Some(&changed)), kept);
        assert_eq!(join(Some(&of(&base)), Some(&changed), None), kept);
        assert_eq!(join(Some(&of(&base)), None, Some(&of(&base))).record, None);
    }

    #[test]
    fn both_sides_count_in_the_version_of_the_codebook() {
        let base = Codebook { version: 3, ..Codebook::default() };
        let own = Codebook { version: 4, rules: "short".into(), ..base.clone() };
        let mut other = Codebook { version: 5, ..base.clone() };
        other.stances.insert(0, StanceValue { value: -2, name: "fights".into() });
        let record = |codebook: &Codebook| Record::Codebook(Arc::new(codebook.clone()));
        let both = join(Some(&record(&base)), Some(&record(&own)), Some(&record(&other)));
        let expected = Codebook { version: 6, rules: "short".into(), ..other };
        assert_eq!(both, Joined { record: Some(record(&expected)), contested: false });
    }

    /// Returns the project after the acts that mean something and leave it sound.
    fn after(start: &Project, acts: &[Act], first_id: u128) -> Project {
        let mut project = start.clone();
        for (id, act) in (first_id..).zip(acts) {
            for change in act.changes(&project, id, Timestamp(1)) {
                drop(change.apply(&mut project));
            }
        }
        project
    }

    proptest! {
        #[test]
        fn joining_is_certain_where_one_side_did_nothing_and_from_either_side_where_none_gave_way(
            ours in acts(0..12),
            theirs in acts(0..12),
        ) {
            let base = sample();
            let (own, other) = (after(&base, &ours, 1000), after(&base, &theirs, 2000));
            let keys = [&base, &own, &other].into_iter().flat_map(Project::records);
            for key in keys.map(|record| record.key()).collect::<std::collections::BTreeSet<Key>>() {
                let [a, b, c] = [&base, &own, &other].map(|project| project.get(key));
                let (a, b, c) = (a.as_ref(), b.as_ref(), c.as_ref());
                prop_assert_eq!(join(a, b, a).record, b.cloned());
                prop_assert_eq!(join(a, a, c).record, c.cloned());
                prop_assert_eq!(join(a, b, b).record, b.cloned());
                let (there, back) = (join(a, b, c), join(a, c, b));
                prop_assert_eq!(there.contested, back.contested);
                // The order of lists may differ, and nothing else; that is looked at elsewhere.
                if let (false, Some(record)) = (there.contested, &there.record) {
                    prop_assert_eq!(record.key(), key);
                    let again = join(b, there.record.as_ref(), b).record;
                    prop_assert_eq!(again, there.record);
                }
            }
        }
    }
}
