//! Moving the edges of a claim's fragments word by word.

use super::{Desk, Host, Outcome};
use crate::edit::action::claim as action;
use crate::model::ClaimId;
use crate::text::motion::{Unit, backward, forward};
use crate::text::{Offset, Span, Text};

/// Which edge of a fragment moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Its start.
    Start,
    /// Its end.
    End,
}

impl Desk {
    /// Moves an edge of a fragment by one word; a fragment keeps at least one word.
    pub fn move_edge(
        &mut self,
        host: &mut Host,
        claim: ClaimId,
        fragment: Span,
        edge: Edge,
        back: bool,
    ) -> Outcome {
        let text = self
            .project()
            .claims()
            .get(&claim)
            .and_then(|claim| self.project().text(claim.document));
        let Some(to) = text.and_then(|text| moved(text, fragment, edge, back)) else {
            return Ok(Vec::new());
        };
        self.alter_claim(host, claim, "move edge", |claim| {
            action::move_fragment(claim, fragment, to);
        })
    }
}

/// Returns a span with one edge moved by a word: a start goes to the start of a word, an end to
/// the end of one. `None` when no word would be left.
fn moved(text: &Text, span: Span, edge: Edge, back: bool) -> Option<Span> {
    let word_end = |at: Offset| forward(text, at, Unit::Word);
    let word_start = |at: Offset| backward(text, at, Unit::Word);
    match (edge, back) {
        (Edge::Start, true) => Span::new(word_start(span.start()), span.end()).ok(),
        (Edge::Start, false) => {
            let next = word_start(word_end(word_end(span.start())));
            Span::new(next, span.end()).ok()
        }
        (Edge::End, false) => Span::new(span.start(), word_end(span.end())).ok(),
        (Edge::End, true) => {
            let before = word_start(word_start(span.end()));
            (before >= span.start())
                .then(|| Span::new(span.start(), word_end(before)).ok())
                .flatten()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_move_by_whole_words_and_leave_one() {
        let text = Text::new("We call on both sides, firmly.");
        let shown = |from: usize, to: usize, edge, back| {
            let span = Span::new(Offset::from_index(from), Offset::from_index(to)).unwrap();
            moved(&text, span, edge, back).map(|span| text.quote(span).to_owned())
        };
        assert_eq!(shown(3, 10, Edge::Start, true).as_deref(), Some("We call on"));
        assert_eq!(shown(3, 10, Edge::Start, false).as_deref(), Some("on"));
        assert_eq!(shown(3, 10, Edge::End, false).as_deref(), Some("call on both"));
        assert_eq!(shown(3, 21, Edge::End, false).as_deref(), Some("call on both sides, firmly"));
        assert_eq!(shown(3, 10, Edge::End, true).as_deref(), Some("call"));
        assert_eq!(shown(3, 7, Edge::End, true), None);
        assert_eq!(shown(3, 7, Edge::Start, false), None);
    }
}
