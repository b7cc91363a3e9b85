//! Which claims get a card in the margin, and where it stands there.

mod arrange;
mod arrivals;
mod groups;

use std::ops::Range;

pub use arrange::{Arranged, Wish, arrange};
pub use arrivals::{Arrivals, Room, Turn};
pub use groups::Groups;

use crate::desk::Desk;
use crate::model::ClaimId;
use crate::text::{Offset, Span, order};

/// At most so many claims that start in one block get a card: as many as stand beside a block of
/// usual size. The others are counted, and the list of claims has them all.
const CARDS: usize = 6;

/// … and at most so many of one group of blocks.
const CARDS_OF_GROUP: usize = 36;

/// So many claims of a block are looked at to find those that a filter lets through.
const LOOKED_AT: usize = 64;

/// A claim that gets a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Which claim.
    pub id: ClaimId,
    /// Where it starts: the card wants to stand beside this line.
    pub at: Offset,
    /// Which group of blocks it belongs to.
    pub group: usize,
}

/// The cards near the viewport.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Margin {
    /// Cards, in the order of the text.
    pub slots: Vec<Slot>,
    /// By group: how many of its claims have no card here.
    pub left_out: Vec<(usize, usize)>,
}

/// Returns the claims of the open document that get a card beside some of its blocks. The focused
/// claim has one wherever it starts.
pub fn margin(desk: &Desk, blocks: &[Span], groups: &Groups, near: &Range<usize>) -> Margin {
    let Some(document) = desk.document() else { return Margin::default() };
    let project = desk.project();
    let filter = desk.filter();
    let focused = desk.focused_claim().filter(|claim| claim.document == document);
    let focused = focused.and_then(|claim| Some((claim.id, claim.hull()?.start())));
    let mut found = Margin::default();
    for nth in near.clone() {
        let Some(block) = blocks.get(nth) else { break };
        let group = groups.of(nth);
        let of_group = found.slots.iter().rev().take_while(|slot| slot.group == group).count();
        let cards = CARDS.min(CARDS_OF_GROUP - of_group.min(CARDS_OF_GROUP));
        let here = project
            .claims_from(document, block.start())
            .filter_map(|claim| Some((claim, claim.hull()?.start())))
            .take_while(|(_, at)| *at < block.end());
        let of_focus = focused.filter(|(_, at)| block.contains(*at));
        let mut first: Vec<(usize, bool, ClaimId, Offset)> = here
            .take(LOOKED_AT)
            .enumerate()
            .map(|(nth, (claim, at))| (nth, !filter.admits(project, claim), claim.id, at))
            .collect();
        // What the filter lets through comes before what it leaves out.
        order::by_key(&mut first, |(nth, left_out, ..)| (*left_out, *nth));
        let own = |id: ClaimId| of_focus.is_some_and(|(own, _)| own == id);
        let mut shown: Vec<_> = first
            .into_iter()
            .enumerate()
            .filter(|(rank, (_, _, id, _))| *rank < cards || own(*id))
            .map(|(_, found)| found)
            .collect();
        order::by_key(&mut shown, |(nth, ..)| *nth);
        let before = found.slots.len();
        found.slots.extend(shown.into_iter().map(|(_, _, id, at)| Slot { id, at, group }));
        if let Some((id, at)) = of_focus
            && !found.slots.iter().skip(before).any(|slot| slot.id == id)
        {
            found.slots.push(Slot { id, at, group });
        }
        let all = project.claims_started_before(document, block.end())
            - project.claims_started_before(document, block.start());
        let left_out = all.saturating_sub(found.slots.len() - before);
        match found.left_out.last_mut() {
            Some((last, count)) if *last == group => *count += left_out,
            _ => found.left_out.push((group, left_out)),
        }
    }
    found.left_out.retain(|(_, count)| *count > 0);
    if let Some((id, at)) = focused
        && !found.slots.iter().any(|slot| slot.id == id)
    {
        let group = groups.of(super::blocks::block_at(blocks, at).unwrap_or_default());
        let place = found.slots.partition_point(|slot| slot.at <= at);
        found.slots.insert(place, Slot { id, at, group });
    }
    found
}
