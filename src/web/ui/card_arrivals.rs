//! Keeps the cards in the page in step with those that should be there: those in view at once when a
//! text is drawn, then a few a frame, as when they come and go by scrolling.

use leptos::prelude::*;

use super::reader::ReaderContext;
use crate::desk::Desk;
use crate::desk::view::margin::{Arrivals, Margin, Room, Turn};
use crate::text::Offset;
use crate::web::context::AppContext;
use crate::web::dom::{page, text_nodes};

/// Returns the cards that are to be in the page now.
pub(super) fn arrivals(
    ctx: AppContext,
    reader: ReaderContext,
    shown: Memo<Margin>,
) -> Memo<Arrivals> {
    let frames = RwSignal::new(0u32);
    let drawn = StoredValue::new(None::<u32>);
    // However often something changes within a frame, no more come and go than fit into one.
    let room = StoredValue::new(Room::A_FRAME);
    let cards = Memo::new(move |before: Option<&Arrivals>| {
        frames.track();
        let now = Some(reader.drawn.get());
        let opened = drawn.get_value() != now;
        drawn.set_value(now);
        let before = before.cloned().unwrap_or_default();
        let (before, free) = if opened {
            (shown.with(|shown| before.within(shown)), Room::OPENED)
        } else {
            (before, room.get_value())
        };
        let first = reader.place.get_value().0;
        let read = text_nodes::shown()
            .and_then(|nodes| Some(nodes.blocks().get(first)?.start()))
            .unwrap_or(Offset(0));
        let (cards, used) = ctx.desk.with_untracked(|desk: &Desk| {
            let chosen = desk.focused_claim().map(|claim| claim.id);
            let turn = Turn { chosen, read, room: free };
            let lives = |id| desk.project().claims().contains_key(&id);
            shown.with(|shown| before.next(shown, turn, lives))
        });
        room.update_value(|room| *room = room.less(used));
        cards
    });
    Effect::new(move |_| {
        cards.track();
        if room.get_value() != Room::A_FRAME || cards.with(|cards| cards.more) {
            page::after_layout(move || {
                // The column may be gone by then.
                if room.try_set_value(Room::A_FRAME).is_none()
                    && cards.try_with_untracked(|cards| cards.more) == Some(true)
                {
                    frames.update(|frames| *frames = frames.wrapping_add(1));
                }
            });
        }
    });
    cards
}
