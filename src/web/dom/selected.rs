//! What is selected in the page, taken away for a while.

use web_sys::Node;

use super::page::selection;

/// Both ends of a selection: a node and an offset in it, in UTF-16 units.
#[derive(Clone)]
pub struct Selected {
    anchor: (Node, u32),
    focus: (Node, u32),
}

/// Takes away what is selected, so that nothing is; `None` where nothing was.
pub fn take() -> Option<Selected> {
    let selection = selection()?;
    let anchor = (selection.anchor_node()?, selection.anchor_offset());
    let focus = (selection.focus_node()?, selection.focus_offset());
    drop(selection.remove_all_ranges());
    Some(Selected { anchor, focus })
}

/// Selects it again, unless something else is selected by now or its nodes are gone.
pub fn put_back(selected: Option<Selected>) {
    let (Some(Selected { anchor, focus }), Some(selection)) = (selected, selection()) else {
        return;
    };
    if selection.range_count() == 0 && anchor.0.is_connected() && focus.0.is_connected() {
        drop(selection.set_base_and_extent(&anchor.0, anchor.1, &focus.0, focus.1));
    }
}
