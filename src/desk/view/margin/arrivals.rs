//! Which cards are in the page: a few come and go at a time while one scrolls.

use super::Margin;
use crate::model::ClaimId;
use crate::text::{Offset, order};

/// How many cards may come and how many may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// How many may come.
    pub coming: usize,
    /// How many may go.
    pub going: usize,
}

impl Room {
    /// What fits into one frame. More can go than come, or they would become ever more.
    pub const A_FRAME: Self = Self { coming: 5, going: 10 };

    /// What fits into the frame that shows a text for the first time: more than stand beside it in a
    /// window of the usual height.
    pub const OPENED: Self = Self { coming: 16, going: 0 };

    /// What is left of it once some have come and gone.
    #[must_use]
    pub fn less(self, used: Self) -> Self {
        Self {
            coming: self.coming.saturating_sub(used.coming),
            going: self.going.saturating_sub(used.going),
        }
    }
}

/// A card in the page: where its claim starts, and which claim it is.
type Card = (Offset, ClaimId);

/// The cards that are in the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arrivals {
    /// The cards, in the order of the text.
    pub cards: Vec<Card>,
    /// Whether others are still to come or to go.
    pub more: bool,
}

/// What decides who comes and goes first.
#[derive(Debug, Clone, Copy)]
pub struct Turn {
    /// The chosen claim: its card comes at once.
    pub chosen: Option<ClaimId>,
    /// Where one reads: what is near comes first, and what is far goes first.
    pub read: Offset,
    /// How many may come and go now.
    pub room: Room,
}

impl Arrivals {
    /// All cards of a margin at once.
    pub fn all(margin: &Margin) -> Self {
        let cards = margin.slots.iter().map(|slot| (slot.at, slot.id)).collect();
        Self { cards, more: false }
    }

    /// Those of the cards that a margin has too, as when its text was drawn anew.
    #[must_use]
    pub fn within(&self, margin: &Margin) -> Self {
        let mut wanted = Self::all(margin);
        wanted.cards.retain(|(_, id)| self.cards.iter().any(|(_, other)| other == id));
        wanted
    }

    /// Lets some cards come and go, and says how many did. A claim that is no more, as `lives` tells,
    /// loses its card at once.
    #[must_use]
    pub fn next(
        &self,
        margin: &Margin,
        turn: Turn,
        lives: impl Fn(ClaimId) -> bool,
    ) -> (Self, Room) {
        let has = |cards: &[Card], id: ClaimId| cards.iter().any(|(_, other)| *other == id);
        let wanted = Self::all(margin).cards;
        let far = |at: Offset| at.0.abs_diff(turn.read.0);
        let new = wanted.iter().copied().filter(|(_, id)| !has(&self.cards, *id));
        let (at_once, mut coming): (Vec<Card>, Vec<Card>) =
            new.partition(|(_, id)| Some(*id) == turn.chosen);
        order::by_key(&mut coming, |(at, _)| far(*at));
        let late =
            coming.split_off(coming.len().min(turn.room.coming.saturating_sub(at_once.len())));
        coming.extend(at_once);

        let old = self.cards.iter().copied();
        let mut going: Vec<Card> = old.filter(|(_, id)| !has(&wanted, *id) && lives(*id)).collect();
        order::by_key(&mut going, |(at, _)| u32::MAX - far(*at));
        let kept = going.split_off(going.len().min(turn.room.going));

        let used = Room { coming: coming.len(), going: going.len() };
        let more = !(late.is_empty() && kept.is_empty());
        let mut cards = wanted;
        cards.retain(|(_, id)| !has(&late, *id));
        cards.extend(kept);
        order::by_key(&mut cards, |(at, _)| *at);
        (Self { cards, more }, used)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Slot;
    use super::*;

    fn margin(places: impl IntoIterator<Item = u32>) -> Margin {
        let slot = |at: u32| Slot { id: ClaimId(at.into()), at: Offset(at), group: 0 };
        Margin { slots: places.into_iter().map(slot).collect(), left_out: Vec::new() }
    }

    fn places(arrivals: &Arrivals) -> Vec<u32> {
        arrivals.cards.iter().map(|(at, _)| at.0).collect()
    }

    fn turn(read: u32, coming: usize, going: usize) -> Turn {
        Turn { chosen: None, read: Offset(read), room: Room { coming, going } }
    }

    #[test]
    fn the_nearest_of_the_new_come_and_the_farthest_of_the_old_go_first() {
        let before = Arrivals::all(&margin(0..10));
        let (now, used) = before.next(&margin(5..15), turn(8, 3, 2), |_| true);
        assert_eq!((places(&now), now.more), ((2..13).collect(), true));
        assert_eq!(used, Room { coming: 3, going: 2 });
        let (now, used) = now.next(&margin(5..15), turn(8, 3, 5), |_| true);
        assert_eq!((now, used), (Arrivals::all(&margin(5..15)), Room { coming: 2, going: 3 }));
    }

    #[test]
    fn the_chosen_one_comes_and_what_is_no_more_goes_at_once() {
        let before = Arrivals::all(&margin(0..4));
        let chosen = Turn { chosen: Some(ClaimId(9)), ..turn(0, 0, 0) };
        let (now, used) = before.next(&margin(2..10), chosen, |id| id != ClaimId(1));
        assert_eq!((places(&now), now.more), (vec![0, 2, 3, 9], true));
        assert_eq!(used, Room { coming: 1, going: 0 });
    }

    #[test]
    fn a_text_that_is_opened_has_its_nearest_cards_at_once_and_the_others_come() {
        let wanted = margin(0..30);
        let opened = Turn { chosen: None, read: Offset(0), room: Room::OPENED };
        let (now, used) = Arrivals::default().within(&wanted).next(&wanted, opened, |_| true);
        assert_eq!((places(&now), now.more), ((0..16).collect(), true));
        assert_eq!(used, Room::OPENED);
        // Drawn anew, as in a window of another width, it loses none of them.
        let (now, _) = now.within(&wanted).next(&wanted, opened, |_| true);
        assert_eq!(now, Arrivals::all(&wanted));
        // Another text's cards go at once.
        assert_eq!(now.within(&margin(100..103)), Arrivals::default());
    }

    #[test]
    fn in_the_end_exactly_the_wanted_are_there() {
        let wanted = margin(50..150);
        let mut now = Arrivals::all(&margin(0..100));
        for _ in 0..9 {
            (now, _) = now.next(&wanted, turn(70, 5, 10), |_| true);
            assert!(now.more);
        }
        (now, _) = now.next(&wanted, turn(70, 5, 10), |_| true);
        assert_eq!(now, Arrivals::all(&wanted));
    }

    #[test]
    fn room_is_used_up() {
        let left = Room::A_FRAME.less(Room { coming: 2, going: 99 });
        assert_eq!(left, Room { coming: Room::A_FRAME.coming - 2, going: 0 });
    }
}
