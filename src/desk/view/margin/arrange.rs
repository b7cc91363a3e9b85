//! Places cards so that none overlaps another and each stays near its line.

/// A card lower than its line by more than this, in CSS pixels, is folded away.
const MAX_SHIFT: f64 = 360.0;

/// The focused card is at most about so far below its line, in CSS pixels, for others to have room
/// at the top of the page.
const MAX_PUSH: f64 = 60.0;

/// Height kept free for the line that says how many claims are folded away, in CSS pixels.
const FOLD: f64 = 26.0;

/// What a card wants: to stand at its line. All lengths are CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// The top of its line.
    pub top: f64,
    /// How high it is.
    pub height: f64,
    /// Which group of blocks it belongs to.
    pub group: usize,
}

/// Where cards stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Arranged {
    /// The top of each card, in the order of the wishes; `None` where it is folded away.
    pub tops: Vec<Option<f64>>,
    /// For each group with folded cards, where the line that counts them goes.
    pub folds: Vec<(usize, f64)>,
}

/// Arranges cards group by group: a card stands at its line or as little below it as the cards
/// above ask for; a group's cards stay above the end of the group, and what finds no room there is
/// folded away.
///
/// `bottoms` says for each group in sight where it ends, infinity for the last of the document, and
/// how many of its claims have no card anyhow. The card at `focused` is as high as it likes: it
/// stands exactly at its line, those above give way upwards, those below downwards.
pub fn arrange(
    wishes: &[Wish],
    bottoms: &[(usize, f64, usize)],
    gap: f64,
    focused: Option<usize>,
) -> Arranged {
    let mut items: Vec<Item> = Vec::new();
    let mut floor = 0.0;
    for &(group, bottom, left_out) in bottoms {
        let members: Vec<usize> = (0..wishes.len())
            .filter(|nth| wishes[*nth].group == group && Some(*nth) != focused)
            .collect();
        // Cards may hang over the end of their group as far as no card of the next wants the place.
        let next = wishes
            .iter()
            .enumerate()
            .find(|(nth, wish)| wish.group > group && Some(*nth) != focused);
        let limit = if bottom.is_infinite() {
            bottom
        } else {
            next.map_or(bottom, |(_, wish)| wish.top).max(bottom) - gap
        };
        let mut places = place(wishes, &members, floor, limit, gap);
        let folds = left_out > 0 || places.len() < members.len();
        if folds {
            places = place(wishes, &members, floor, limit - FOLD - gap, gap);
        }
        let first = members.first().map_or(floor, |nth| wishes[*nth].top);
        for (nth, top) in places {
            items.push(Item { what: What::Card(nth), top, height: wishes[nth].height });
            floor = top + wishes[nth].height + gap;
        }
        if folds {
            let top = first.min(limit - FOLD).max(floor);
            items.push(Item { what: What::Fold(group), top, height: FOLD });
            floor = top + FOLD + gap;
        }
    }
    if let Some(focused) = focused {
        let behind = |item: &Item| match item.what {
            What::Card(nth) => nth > focused,
            What::Fold(group) => group >= wishes[focused].group,
        };
        let place = items.iter().position(behind).unwrap_or(items.len());
        let Wish { top, height, .. } = wishes[focused];
        items.insert(place, Item { what: What::Card(focused), top, height });
        give_way(&mut items, gap, place);
        stay_in_page(&mut items, gap);
    }
    let mut arranged = Arranged { tops: vec![None; wishes.len()], folds: Vec::new() };
    for Item { what, top, .. } in items {
        match what {
            What::Card(nth) => arranged.tops[nth] = Some(top),
            What::Fold(group) => arranged.folds.push((group, top)),
        }
    }
    arranged
}

/// Something that has its place in the margin.
struct Item {
    what: What,
    top: f64,
    height: f64,
}

enum What {
    /// The card of a wish.
    Card(usize),
    /// The line that counts what a group folds away.
    Fold(usize),
}

/// Places the members of a group between two heights, the first ones first; returns those that find
/// room, with their tops.
fn place(
    wishes: &[Wish],
    members: &[usize],
    floor: f64,
    limit: f64,
    gap: f64,
) -> Vec<(usize, f64)> {
    let mut placed: Vec<(usize, f64)> = Vec::new();
    let mut free = floor;
    for &nth in members {
        let top = wishes[nth].top.max(free);
        if top - wishes[nth].top <= MAX_SHIFT {
            placed.push((nth, top));
            free = top + wishes[nth].height + gap;
        }
    }
    // What hangs over the end pushes those before it up, as long as there is room above.
    while !placed.is_empty() {
        let mut lowest = limit;
        for (nth, top) in placed.iter_mut().rev() {
            *top = top.min(lowest - wishes[*nth].height);
            lowest = *top - gap;
        }
        if placed.first().is_some_and(|(_, top)| *top >= floor) {
            break;
        }
        // No room: the last one goes, and the rest start again from where they want to be.
        placed.pop();
        let mut free = floor;
        for (nth, top) in &mut placed {
            *top = wishes[*nth].top.max(free);
            free = *top + wishes[*nth].height + gap;
        }
    }
    placed
}

/// Leaves one item where it is and moves the others out of its way.
fn give_way(items: &mut [Item], gap: f64, fixed: usize) {
    let Some((above, [own, below @ ..])) = items.split_at_mut_checked(fixed) else { return };
    let mut free = own.top + own.height + gap;
    for item in below {
        item.top = item.top.max(free);
        free = item.top + item.height + gap;
    }
    let mut lowest = own.top - gap;
    for item in above.iter_mut().rev() {
        item.top = item.top.min(lowest - item.height);
        lowest = item.top - gap;
    }
}

/// Brings down what was pushed out at the top of the page, and with it everything else, though not
/// far: the focused card is to stay beside its line. What would take more room is left out.
fn stay_in_page(items: &mut Vec<Item>, gap: f64) {
    let gone = items.iter().take_while(|item| item.top < -MAX_PUSH).count();
    items.drain(..gone);
    if items.first().is_some_and(|first| first.top < 0.0) {
        let mut floor = 0.0f64;
        for item in items {
            item.top = item.top.max(floor);
            floor = item.top + item.height + gap;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: &[(usize, f64, usize)] = &[(0, f64::INFINITY, 0)];

    fn wishes(tops: &[f64]) -> Vec<Wish> {
        tops.iter().map(|top| Wish { top: *top, height: 50.0, group: 0 }).collect()
    }

    fn shown(arranged: &Arranged) -> Vec<f64> {
        arranged.tops.iter().map(|top| top.unwrap_or(-1.0)).collect()
    }

    #[test]
    fn cards_stay_at_their_lines_while_there_is_room() {
        assert_eq!(shown(&arrange(&wishes(&[0.0, 100.0]), WIDE, 8.0, None)), [0.0, 100.0]);
        assert_eq!(shown(&arrange(&wishes(&[0.0, 10.0]), WIDE, 8.0, None)), [0.0, 58.0]);
    }

    #[test]
    fn cards_give_way_around_the_focused_one() {
        let tops = shown(&arrange(&wishes(&[100.0, 110.0, 120.0]), WIDE, 8.0, Some(1)));
        assert_eq!(tops, [52.0, 110.0, 168.0]);
    }

    #[test]
    fn what_would_push_the_focused_card_far_from_its_line_is_left_out() {
        let tops = shown(&arrange(&wishes(&[0.0, 0.0, 0.0]), WIDE, 8.0, Some(2)));
        assert_eq!(tops, [-1.0, 0.0, 58.0]);
    }

    #[test]
    fn cards_at_the_end_of_a_group_move_up_rather_than_fold() {
        let ends = [(0, 200.0, 0), (1, f64::INFINITY, 0)];
        let mut all = wishes(&[150.0, 160.0]);
        all.push(Wish { top: 205.0, height: 50.0, group: 1 });
        let arranged = arrange(&all, &ends, 8.0, None);
        assert_eq!(shown(&arranged), [89.0, 147.0, 205.0]);
        assert!(arranged.folds.is_empty());
        let tall: Vec<Wish> = all.iter().map(|wish| Wish { height: 90.0, ..*wish }).collect();
        assert_eq!(shown(&arrange(&tall, &ends, 8.0, None)), [9.0, 107.0, 205.0]);
    }

    #[test]
    fn what_finds_no_room_in_its_group_is_folded_and_the_fold_has_a_place() {
        let ends = [(0, 200.0, 0), (1, f64::INFINITY, 0)];
        let mut all = wishes(&[0.0, 0.0, 0.0, 0.0, 0.0]);
        all.push(Wish { top: 200.0, height: 50.0, group: 1 });
        let arranged = arrange(&all, &ends, 8.0, None);
        assert_eq!(shown(&arranged), [0.0, 58.0, -1.0, -1.0, -1.0, 200.0]);
        assert_eq!(arranged.folds, [(0, 116.0)]);
    }

    #[test]
    fn the_focused_card_stays_near_its_line_however_many_stand_above() {
        let crowd = wishes(&[40.0; 12]);
        let arranged = arrange(&crowd, WIDE, 8.0, Some(10));
        assert!(arranged.tops[10].unwrap() < 40.0 + MAX_PUSH + 58.0, "{arranged:?}");
        assert!(arranged.tops[0].is_none() && arranged.tops[6].is_some(), "{arranged:?}");
    }

    proptest::proptest! {
        #[test]
        fn no_two_cards_overlap_and_all_are_in_the_page(
            cards in proptest::collection::vec((0u32..1500, 20u32..120), 1..60),
            focused in proptest::option::of(0usize..60),
        ) {
            let mut cards = cards;
            cards.sort_unstable();
            let wishes: Vec<Wish> = cards
                .iter()
                .map(|&(top, height)| Wish {
                    top: f64::from(top),
                    height: f64::from(height),
                    group: top as usize / 500,
                })
                .collect();
            let bottoms = [(0, 500.0, 0), (1, 1000.0, 0), (2, f64::INFINITY, 0)];
            let focused = focused.filter(|nth| *nth < wishes.len());
            let arranged = arrange(&wishes, &bottoms, 6.0, focused);
            let cards = arranged.tops.iter().zip(&wishes);
            let mut all: Vec<(f64, f64)> =
                cards.filter_map(|(top, wish)| Some(((*top)?, wish.height))).collect();
            all.extend(arranged.folds.iter().map(|(_, top)| (*top, FOLD)));
            all.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut bottom = -6.0;
            for (top, height) in all {
                proptest::prop_assert!(top >= bottom + 6.0 - 1e-6, "{arranged:?}");
                bottom = top + height;
            }
            if let Some(focused) = focused {
                proptest::prop_assert!(arranged.tops[focused].is_some());
            }
        }
    }
}
