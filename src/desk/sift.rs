//! Which claims of the open document the filter lets through: found a slice at a time, so that no
//! document is too long for it, and kept right with each change.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Desk;
use super::filter::ClaimFilter;
use crate::model::{Claim, ClaimId, DocumentId, Key, Project};
use crate::text::{Offset, Span, SpanIndex};

/// So many claims are looked at before the outside is asked whether there is time for more.
const SLICE: usize = 64;

/// So many slices are looked at right away when a filter is set; in most documents these are all.
const AT_ONCE: usize = 16;

/// A walk through a document's claims in the order of the text that can be broken off and gone on
/// with, whatever was changed meanwhile.
#[derive(Debug, Clone, Copy, Default)]
pub struct Walk {
    last: Option<(Span, ClaimId)>,
}

impl Walk {
    /// Visits the claims not visited yet, until `more` says that it is enough for now; says whether
    /// all have been visited.
    pub fn go_on(
        &mut self,
        project: &Project,
        document: DocumentId,
        more: &mut dyn FnMut() -> bool,
        visit: &mut dyn FnMut(&Arc<Claim>),
    ) -> bool {
        let last = self.last;
        let from = last.map_or(Offset(0), |(span, _)| span.start());
        let fresh = |claim: &&Arc<Claim>| last.is_some_and(|last| !is_after(claim, last));
        for (nth, claim) in project.claims_from(document, from).skip_while(fresh).enumerate() {
            if nth > 0 && nth.is_multiple_of(SLICE) && !more() {
                return false;
            }
            visit(claim);
            self.last = claim.hull().map(|hull| (hull, claim.id));
        }
        true
    }

    /// Says whether the walk has come past a claim.
    fn has_passed(&self, claim: &Claim) -> bool {
        self.last.is_some_and(|last| !is_after(claim, last))
    }
}

/// Says whether a claim comes after a place in the order of the text: by start, the longer first.
fn is_after(claim: &Claim, (span, id): (Span, ClaimId)) -> bool {
    let order = |span: Span, id| (span.start(), Reverse(span.end()), id);
    claim.hull().is_some_and(|hull| order(hull, claim.id) > order(span, id))
}

/// The filter and what it lets through of the open document.
#[derive(Debug, Clone, Default)]
pub(super) struct Sift {
    filter: ClaimFilter,
    document: Option<DocumentId>,
    through: SpanIndex<ClaimId>,
    places: BTreeMap<ClaimId, Span>,
    /// How far it has come; `None` when it is through.
    walk: Option<Walk>,
    /// Grows whenever something else may be let through.
    revision: u64,
}

impl Sift {
    /// Begins anew with a document.
    fn begin(&mut self, project: &Project, document: Option<DocumentId>) {
        self.document = document;
        self.through = SpanIndex::default();
        self.places = BTreeMap::new();
        self.walk = (!self.filter.is_open() && document.is_some()).then(Walk::default);
        let mut slices = 0;
        self.go_on(project, &mut || {
            slices += 1;
            slices < AT_ONCE
        });
    }

    fn go_on(&mut self, project: &Project, more: &mut dyn FnMut() -> bool) {
        self.revision += 1;
        let (Some(mut walk), Some(document)) = (self.walk, self.document) else { return };
        let done = walk.go_on(project, document, more, &mut |claim| self.take(project, claim));
        self.walk = (!done).then_some(walk);
    }

    /// Takes a claim in, if the filter lets it through.
    fn take(&mut self, project: &Project, claim: &Claim) {
        if let Some(hull) = claim.hull().filter(|_| self.filter.admits(project, claim)) {
            self.through.insert(hull, claim.id);
            self.places.insert(claim.id, hull);
        }
    }

    /// Looks again at the claims that changed.
    fn keep_up(&mut self, project: &Project, keys: &BTreeSet<Key>) {
        self.revision += 1;
        if self.filter.is_open() {
            return;
        }
        let named = |key: &Key| matches!(key, Key::Code(_) | Key::Actor(_) | Key::Coder(_));
        if keys.iter().any(named) && self.filter.forget_what_is_gone(project)
            || keys.iter().any(|key| key.is_codebook()) && self.filter.looks_at_codes()
        {
            return self.begin(project, self.document);
        }
        for key in keys {
            let Key::Claim(id) = key else { continue };
            if let Some(place) = self.places.remove(id) {
                self.through.remove(place, *id);
            }
            let claim = project.claims().get(id).filter(|c| Some(c.document) == self.document);
            if let Some(claim) = claim.filter(|c| self.walk.is_none_or(|walk| walk.has_passed(c))) {
                self.take(project, claim);
            }
        }
    }
}

impl Desk {
    /// Returns which claims are looked at; the others are dimmed.
    pub fn filter(&self) -> &ClaimFilter {
        &self.sift.filter
    }

    /// Changes which claims are looked at.
    pub fn alter_filter(&mut self, alter: impl FnOnce(&mut ClaimFilter)) {
        let mut filter = self.sift.filter.clone();
        alter(&mut filter);
        if filter != self.sift.filter {
            self.sift.filter = filter;
            self.sift.begin(&self.project, self.document);
        }
    }

    /// Says whether some claims of the open document have not been looked at yet; see
    /// [`Self::go_on_sifting`].
    pub fn is_sifting(&self) -> bool {
        self.sift.walk.is_some()
    }

    /// Goes on finding what the filter lets through, as long as `more` says that there is time.
    pub fn go_on_sifting(&mut self, more: &mut dyn FnMut() -> bool) {
        self.sift.go_on(&self.project, more);
    }

    /// Returns a number that differs whenever other claims may be shown than before.
    pub fn shown_version(&self) -> (u64, u64) {
        (self.revision, self.sift.revision)
    }

    /// Returns how many claims of the open document the filter lets through, as far as is known.
    pub fn shown_claims(&self) -> usize {
        match self.sieve() {
            Some(through) => through.len(),
            None => self.document.map_or(0, |document| self.project.claim_count(document)),
        }
    }

    /// Returns the n-th claim the filter lets through, in the order of the text, counted from 0.
    pub fn shown_claim(&self, nth: usize) -> Option<ClaimId> {
        match self.sieve() {
            Some(through) => through.nth(nth).map(|one| one.value),
            None => self.project.claim_at(self.document?, nth).map(|claim| claim.id),
        }
    }

    /// Returns which of the claims the filter lets through a claim is, counted from 0.
    pub fn shown_rank(&self, id: ClaimId) -> Option<usize> {
        if let Some(through) = self.sieve() {
            return through.rank(*self.sift.places.get(&id)?, id);
        }
        let claim = self.project.claims().get(&id)?;
        (Some(claim.document) == self.document).then(|| self.project.claim_rank(id))?
    }

    /// Returns how many of the claims the filter lets through start before a position.
    pub fn shown_before(&self, at: Offset) -> usize {
        match self.sieve() {
            Some(through) => through.count_before(at),
            None => self.document.map_or(0, |id| self.project.claims_started_before(id, at)),
        }
    }

    /// Returns the claim after or before the chosen one, or after or before the caret, among those
    /// the filter lets through.
    pub fn neighbour_claim(&mut self, back: bool) -> Option<ClaimId> {
        self.go_on_sifting(&mut || true);
        let (place, here) = match self.focused_claim() {
            Some(chosen) => {
                let place = self.shown_rank(chosen.id);
                (place.unwrap_or_else(|| self.shown_ahead_of(chosen)), place.is_some())
            }
            None => (self.shown_before(self.caret.focus), false),
        };
        let next = if back { place.checked_sub(1)? } else { place + usize::from(here) };
        self.shown_claim(next)
    }

    /// Returns how many of the claims the filter lets through come before one that it does not.
    fn shown_ahead_of(&self, claim: &Claim) -> usize {
        let Some(hull) = claim.hull() else { return 0 };
        let first = self.shown_before(hull.start());
        let rest = (first..).map_while(|nth| self.project.claims().get(&self.shown_claim(nth)?));
        first + rest.take_while(|other| !is_after(other, (hull, claim.id))).count()
    }

    /// Returns what the filter lets through; `None` when that is everything.
    fn sieve(&self) -> Option<&SpanIndex<ClaimId>> {
        (!self.sift.filter.is_open()).then_some(&self.sift.through)
    }

    /// Sifts anew when another document is open, or when the words of this one came.
    pub(super) fn sift_document(&mut self, supplied: Option<DocumentId>) {
        let words = supplied.is_some() && supplied == self.document;
        if self.sift.document != self.document || words && self.sift.filter.looks_at_words() {
            self.sift.begin(&self.project, self.document);
        }
    }

    /// Looks again at what a step changed.
    pub(super) fn sift_changes(&mut self, keys: &BTreeSet<Key>) {
        self.sift_document(None);
        self.sift.keep_up(&self.project, keys);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::desk::filter::Trait;
    use crate::desk::{Caret, Focus, Host};
    use crate::edit::random::{Act, acts, sample};
    use crate::model::{ClaimStatus, CodeId, CoderId, Record, Role, Timestamp};

    fn desk(count: u32) -> Desk {
        let mut project = sample();
        for nth in 0..count {
            let span = Span::new(Offset(nth % 50), Offset(nth % 50 + 1 + nth % 7)).unwrap();
            let id = ClaimId(u128::from(nth) + 10);
            let mut claim = Claim::new(id, DocumentId(1), CoderId(1), span, Timestamp(0));
            if nth % 3 == 0 {
                claim.status = ClaimStatus::Done;
            }
            project.put(Record::Claim(Arc::new(claim)));
        }
        let mut desk = Desk::new(project, None);
        desk.open_document(DocumentId(1));
        desk
    }

    /// What the filter lets through, worked out the plain way.
    fn plainly(desk: &Desk) -> Vec<ClaimId> {
        let claims = desk.document().map(|document| desk.project().claims_in(document));
        let through = claims.into_iter().flatten();
        let through = through.filter(|claim| desk.filter().admits(desk.project(), claim));
        through.map(|claim| claim.id).collect()
    }

    fn shown(desk: &Desk) -> Vec<ClaimId> {
        (0..desk.shown_claims()).map(|nth| desk.shown_claim(nth).unwrap()).collect()
    }

    #[test]
    fn a_long_document_is_sifted_a_slice_at_a_time_whatever_changes_meanwhile() {
        let mut desk = desk(5_000);
        desk.alter_filter(|filter| filter.toggle(Trait::Status(ClaimStatus::Done)));
        assert!(desk.is_sifting());
        assert!(desk.shown_claims() > 0 && desk.shown_claims() < plainly(&desk).len());
        let mut nth = 0;
        while desk.is_sifting() {
            let id = ClaimId(10 + (nth * 37) % 5_000);
            let mut random = || nth;
            let mut host = Host { now: Timestamp(1), random: &mut random };
            desk.attempt(&mut host, "change", |project, at| {
                Ok::<_, crate::edit::action::code::CodeError>(crate::edit::action::claim::alter(
                    project,
                    id,
                    at,
                    |claim| claim.status = ClaimStatus::Done,
                ))
            })
            .unwrap();
            desk.go_on_sifting(&mut || false);
            nth += 1;
        }
        assert!(nth > 20);
        assert_eq!(shown(&desk), plainly(&desk));
    }

    #[test]
    fn the_next_claim_is_the_next_that_the_filter_lets_through() {
        let mut desk = desk(30);
        desk.alter_filter(|filter| filter.toggle(Trait::Status(ClaimStatus::Done)));
        let through = plainly(&desk);
        desk.set_caret(Caret::at(Offset(0)));
        let mut walked = Vec::new();
        while let Some(id) = desk.neighbour_claim(false) {
            walked.push(id);
            desk.set_focus(Focus::Claim(id));
        }
        assert_eq!(walked, through);
        // From a claim that is filtered out, both ways.
        let all: Vec<ClaimId> = desk.project().claims_in(DocumentId(1)).map(|c| c.id).collect();
        for (at, id) in all.iter().enumerate() {
            desk.set_focus(Focus::Claim(*id));
            let after = all[at + 1..].iter().find(|id| through.contains(id));
            let before = all[..at].iter().rev().find(|id| through.contains(id));
            assert_eq!(desk.neighbour_claim(false).as_ref(), after);
            assert_eq!(desk.neighbour_claim(true).as_ref(), before);
        }
    }

    #[test]
    fn what_is_chosen_and_then_deleted_filters_no_longer() {
        let mut desk = desk(3);
        desk.alter_filter(|filter| filter.toggle(Trait::Type(Some(CodeId(2)))));
        assert_eq!(desk.shown_claims(), 0);
        let mut random = || 7;
        let mut host = Host { now: Timestamp(1), random: &mut random };
        desk.attempt(&mut host, "delete code", |project, at| {
            let disposal = crate::edit::action::code::Disposal::TakeOff;
            crate::edit::action::code::delete(project, CodeId(2), disposal, at)
        })
        .unwrap();
        assert!(desk.filter().is_open());
        assert_eq!(desk.shown_claims(), 6);
    }

    fn filter(kind: u8) -> ClaimFilter {
        let mut filter = ClaimFilter::default();
        match kind {
            0 => filter.toggle(Trait::Type(Some(CodeId(1)))),
            1 => filter.toggle(Trait::Actor(Some(crate::model::ActorId(1)))),
            2 => {
                filter.toggle(Trait::Actor(None));
                filter.set_role(Some(Role::Addressee));
            }
            3 => filter.toggle(Trait::Status(ClaimStatus::Done)),
            4 => filter.set_typed("ann".to_owned()),
            _ => {}
        }
        filter
    }

    proptest! {
        #[test]
        fn whatever_is_done_and_undone_what_is_shown_is_what_the_filter_admits(
            acts in acts(1..40),
            kind in 0u8..6,
        ) {
            let mut desk = desk(20);
            desk.alter_filter(|now| *now = filter(kind));
            for (nth, act) in (1u128..).zip(acts) {
                let bits = nth;
                let mut random = || bits << 20;
                let mut host = Host { now: Timestamp(9), random: &mut random };
                let undo = nth % 4 == 0;
                let act: Act = act;
                // A step that does not fit is refused and changes nothing.
                drop(if undo {
                    desk.undo(&mut host)
                } else {
                    desk.edit(&mut host, "act", |project| {
                        act.changes(project, (1 << 60) + bits, Timestamp(9))
                    })
                });
                prop_assert_eq!(shown(&desk), plainly(&desk));
                for (rank, id) in shown(&desk).into_iter().enumerate() {
                    prop_assert_eq!(desk.shown_rank(id), Some(rank));
                }
            }
        }
    }
}
