//! The caret in the open text and what is selected.

use crate::text::motion::{self, Unit};
use crate::text::{Offset, Span, Text};

/// A selection with a fixed and a moving end; a caret where both are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caret {
    /// The end that stays where it is.
    pub anchor: Offset,
    /// The end that moves.
    pub focus: Offset,
}

impl Caret {
    /// Makes a caret without a selection.
    pub fn at(offset: Offset) -> Self {
        Self { anchor: offset, focus: offset }
    }

    /// Selects a span, the moving end last.
    pub fn of(span: Span) -> Self {
        Self { anchor: span.start(), focus: span.end() }
    }

    /// Returns what is selected; `None` for a mere caret.
    pub fn span(self) -> Option<Span> {
        Span::between(self.anchor, self.focus)
    }

    /// Moves one step, or extends the selection by it.
    ///
    /// A step without extending goes from the selection's edge in that direction, as in any text
    /// field.
    #[must_use]
    pub fn step(self, text: &Text, unit: Unit, back: bool, extend: bool) -> Self {
        if let (false, Unit::Character, Some(span)) = (extend, unit, self.span()) {
            return Self::at(if back { span.start() } else { span.end() });
        }
        let go = if back { motion::backward } else { motion::forward };
        let focus = go(text, self.focus, unit);
        if extend { Self { anchor: self.anchor, focus } } else { Self::at(focus) }
    }

    /// Selects the unit around the caret; when that is selected already, the next larger one.
    #[must_use]
    pub fn take(self, text: &Text) -> Self {
        let middle = self.span().map_or(self.focus, Span::start);
        [Unit::Word, Unit::Sentence, Unit::Paragraph, Unit::Document]
            .into_iter()
            .filter_map(|unit| motion::around(text, middle, unit))
            .find(|larger| self.span().is_none_or(|span| larger.encloses(span) && *larger != span))
            .map_or(self, Self::of)
    }

    /// Selects a unit around the caret.
    #[must_use]
    pub fn take_unit(self, text: &Text, unit: Unit) -> Self {
        let middle = self.span().map_or(self.focus, Span::start);
        motion::around(text, middle, unit).map_or(self, Self::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taking_again_takes_the_next_larger_unit() {
        let text = Text::new("One two. Three four.\nFive.");
        let mut caret = Caret::at(Offset(10));
        let mut taken = Vec::new();
        for _ in 0..4 {
            caret = caret.take(&text);
            taken.push(text.quote(caret.span().unwrap()).to_owned());
        }
        assert_eq!(taken, ["Three", "Three four.", "One two. Three four.", text.as_str()]);
    }

    #[test]
    fn a_step_without_shift_leaves_the_selection_at_its_edge() {
        let text = Text::new("One two.");
        let selected = Caret { anchor: Offset(0), focus: Offset(3) };
        assert_eq!(selected.step(&text, Unit::Character, true, false), Caret::at(Offset(0)));
        assert_eq!(selected.step(&text, Unit::Word, false, true).focus, Offset(7));
    }
}
