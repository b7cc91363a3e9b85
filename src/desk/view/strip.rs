//! Where claims lie in the open document, for the narrow strip beside its text.

use crate::desk::Desk;
use crate::model::{Claim, DocumentId};
use crate::text::{Offset, Span};

/// A document with more claims than this is drawn by counting and not claim by claim.
const EACH: usize = 2_000;

/// How many claims of a bin are asked for their type where there are more.
const ASKED: usize = 3;

/// A stretch of the text as long as all others of the strip, and what lies in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bin {
    /// How many claims lie in it, or start in it where there are very many: those that the filter
    /// lets through, or all where it lets none through.
    pub claims: usize,
    /// The colour of the first type of most of them; `None` for claims without a type.
    pub colour: Option<u8>,
    /// Whether the filter lets none of them through.
    pub dimmed: bool,
}

/// Returns what lies in each of a number of stretches of the open text, from its start to its end.
pub fn bins(desk: &Desk, count: usize) -> Vec<Bin> {
    let (Some(document), Some(text)) = (desk.document(), desk.text()) else { return Vec::new() };
    let end = text.end();
    if count == 0 || end.0 == 0 {
        return Vec::new();
    }
    if desk.project().claim_count(document) > EACH {
        return counted(desk, document, end, count);
    }
    let mut votes: Vec<Votes> = vec![Votes::default(); count];
    for claim in desk.project().claims_in(document) {
        let admitted = desk.filter().admits(desk.project(), claim);
        let colour = colour(desk, claim);
        let mut next = 0;
        for span in &claim.fragments {
            let (from, to) = (bin_of(end, span.start(), count), bin_of(end, last(*span), count));
            // Two fragments in one bin are still one claim.
            let reached = votes.iter_mut().take(to + 1).skip(from.max(next));
            reached.for_each(|bin| bin.add(colour, admitted));
            next = to + 1;
        }
    }
    votes.into_iter().map(Votes::bin).collect()
}

/// Returns which bin a position lies in.
pub fn bin_of(end: Offset, at: Offset, count: usize) -> usize {
    let bin = u64::from(at.0) * count as u64 / u64::from(end.0.max(1));
    usize::try_from(bin).unwrap_or(usize::MAX).min(count.saturating_sub(1))
}

/// Returns where a bin starts: the position before which the earlier ones lie.
pub fn edge(end: Offset, bin: usize, count: usize) -> Offset {
    let at = (u64::from(end.0) * bin as u64).div_ceil(count.max(1) as u64);
    Offset(u32::try_from(at).unwrap_or(u32::MAX).min(end.0))
}

/// Returns what starts in each bin: counted, and a few asked for their type.
fn counted(desk: &Desk, document: DocumentId, end: Offset, count: usize) -> Vec<Bin> {
    let project = desk.project();
    let open = desk.filter().is_open();
    let before = |bin| {
        let at = edge(end, bin, count);
        let all = project.claims_started_before(document, at);
        (all, if open { all } else { desk.shown_before(at) })
    };
    let edges: Vec<(usize, usize)> = (0..=count).map(before).collect();
    let bin = |pair: &[(usize, usize)]| {
        let [(all, shown), (all_to, shown_to)] = *pair else { return Bin::default() };
        let (claims, through) = (all_to.saturating_sub(all), shown_to.saturating_sub(shown));
        let many = if through > 0 { through } else { claims };
        let asked = ASKED.min(many);
        let mut votes = Votes::default();
        for nth in (0..asked).map(|nth| nth * many / asked) {
            let at = if through > 0 {
                desk.shown_claim(shown + nth)
            } else {
                project.claim_at(document, all + nth).map(|claim| claim.id)
            };
            if let Some(claim) = at.and_then(|id| project.claims().get(&id)) {
                votes.add(colour(desk, claim), through > 0);
            }
        }
        Bin { claims: many, ..votes.bin() }
    };
    edges.windows(2).map(bin).collect()
}

fn last(span: Span) -> Offset {
    Offset(span.end().0 - 1)
}

fn colour(desk: &Desk, claim: &Claim) -> Option<u8> {
    let first = claim.types.first()?;
    desk.project().codes().get(first).map(|code| code.colour)
}

/// What the claims of a bin say about its colour.
#[derive(Debug, Clone, Default)]
struct Votes {
    claims: usize,
    admitted: usize,
    /// Colours with how many claims have them; those let through count before the others.
    colours: Vec<(Option<u8>, usize)>,
}

impl Votes {
    fn add(&mut self, colour: Option<u8>, admitted: bool) {
        self.claims += 1;
        if admitted && self.admitted == 0 {
            self.colours.clear();
        }
        self.admitted += usize::from(admitted);
        if !admitted && self.admitted > 0 {
            return;
        }
        match self.colours.iter_mut().find(|(known, _)| *known == colour) {
            Some((_, count)) => *count += 1,
            None => self.colours.push((colour, 1)),
        }
    }

    fn bin(self) -> Bin {
        // Of colours as frequent as each other the first one met stays.
        let most = self.colours.iter().rev().max_by_key(|(_, count)| *count);
        Bin {
            claims: if self.admitted > 0 { self.admitted } else { self.claims },
            colour: most.and_then(|(colour, _)| *colour),
            dimmed: self.claims > 0 && self.admitted == 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::desk::filter::Trait;
    use crate::edit::random::sample;
    use crate::model::{ClaimId, CodeId, CoderId, Document, Record, Timestamp};
    use crate::text::Text;

    /// A document of 1,000 letters with claims of a type each.
    fn desk(claims: impl IntoIterator<Item = (u32, u32, u128)>) -> Desk {
        let mut project = sample();
        let text = Text::new("x".repeat(1_000));
        let id = DocumentId(9);
        project.put(Record::Document(Arc::new(Document::new(
            id,
            "Long".to_owned(),
            &text,
            Timestamp(0),
        ))));
        project.put(Record::Text(id, text));
        for (nth, (start, end, code)) in (100u128..).zip(claims) {
            let span = Span::new(Offset(start), Offset(end)).unwrap();
            let mut claim = Claim::new(ClaimId(nth), id, CoderId(1), span, Timestamp(0));
            claim.types = vec![CodeId(code)];
            project.put(Record::Claim(Arc::new(claim)));
        }
        let mut desk = Desk::new(project, None);
        desk.open_document(id);
        desk
    }

    #[test]
    fn claims_lie_in_every_bin_they_reach_and_uncoded_stretches_are_empty() {
        let desk = desk([(0, 150, 1), (120, 130, 2), (125, 126, 2), (999, 1_000, 2)]);
        let bins = bins(&desk, 10);
        let claims: Vec<usize> = bins.iter().map(|bin| bin.claims).collect();
        assert_eq!(claims, [1, 3, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!((bins[0].colour, bins[1].colour, bins[2].colour), (Some(0), Some(1), None));
        assert!(bins.iter().all(|bin| !bin.dimmed));
    }

    #[test]
    fn what_the_filter_lets_through_gives_the_colour_and_the_rest_is_dimmed() {
        let mut desk = desk([(0, 50, 1), (10, 20, 1), (10, 30, 2), (500, 510, 1)]);
        desk.alter_filter(|filter| filter.toggle(Trait::Type(Some(CodeId(2)))));
        let bins = bins(&desk, 10);
        assert_eq!(bins[0], Bin { claims: 1, colour: Some(1), dimmed: false });
        assert_eq!(bins[5], Bin { claims: 1, colour: Some(0), dimmed: true });
    }

    #[test]
    fn very_many_claims_are_counted_and_a_few_asked() {
        let mut desk =
            desk((0..6_000).map(|nth| (nth % 500, nth % 500 + 1, 1 + u128::from(nth % 500 / 250))));
        let all = bins(&desk, 20);
        assert_eq!(all.iter().map(|bin| bin.claims).sum::<usize>(), 6_000);
        assert!(all[10..].iter().all(|bin| bin.claims == 0));
        assert_eq!((all[0].colour, all[9].colour), (Some(0), Some(1)));
        desk.alter_filter(|filter| filter.toggle(Trait::Type(Some(CodeId(2)))));
        desk.go_on_sifting(&mut || true);
        let filtered = bins(&desk, 20);
        assert!(filtered[..5].iter().all(|bin| bin.dimmed));
        assert!(filtered[5..10].iter().all(|bin| !bin.dimmed && bin.claims > 0));
    }

    #[test]
    fn a_position_and_its_bin_agree() {
        let end = Offset(997);
        for bin in 0..30 {
            assert_eq!(bin_of(end, edge(end, bin, 30), 30), bin);
        }
        assert_eq!(bin_of(end, end, 30), 29);
        assert_eq!(bin_of(Offset(0), Offset(0), 30), 0);
        assert_eq!(bins(&desk([]), 0), []);
    }
}
