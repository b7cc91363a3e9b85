//! What is painted over the text, kept in step with the desk.

use leptos::prelude::*;

use super::reader::ReaderContext;
use super::reader_window::near_span;
use crate::desk::view::highlights::{self, Layer, Paint};
use crate::model::DocumentId;
use crate::web::context::AppContext;
use crate::web::dom::highlight::Painter;
use crate::web::dom::text_nodes;

/// Keeps what is painted over the text in step with the desk.
pub(super) fn paint(ctx: AppContext, reader: ReaderContext, open: Memo<Option<DocumentId>>) {
    let layer = |paint: &Paint| (paint.layer.name(), paint.layer.rank());
    let range = |paint: &Paint| text_nodes::shown().and_then(|nodes| nodes.paint_range(paint.span));
    let base = StoredValue::new_local(Painter::<Paint>::default());
    let drawn_before = StoredValue::new_local(0u32);
    Effect::new(move |_| {
        open.track();
        ctx.revision.track();
        let drawn = reader.drawn.get();
        let near = near_span(&reader.near.get());
        let paints =
            near.map(|near| ctx.desk.with_untracked(|desk| highlights::paints(desk, near)));
        base.update_value(|painter| {
            if drawn_before.get_value() != drawn {
                painter.clear();
                drawn_before.set_value(drawn);
            }
            painter.paint(paints.into_iter().flatten(), layer, range);
        });
    });
    let focus = ctx.memo(highlights::focus_paints);
    let above = StoredValue::new_local(Painter::<Paint>::default());
    Effect::new(move |_| {
        reader.drawn.track();
        let mut paints = focus.get();
        if let Some(id) = reader.hovered.get() {
            ctx.desk.with_untracked(|desk| {
                let claim = desk.project().claims().get(&id);
                let spans = claim.into_iter().flat_map(|claim| &claim.fragments);
                paints.extend(spans.map(|span| Paint { layer: Layer::Hovered, span: *span }));
            });
        }
        above.update_value(|painter| {
            painter.clear();
            painter.paint(paints, layer, range);
        });
    });
    on_cleanup(move || {
        base.update_value(Painter::clear);
        above.update_value(Painter::clear);
    });
}
