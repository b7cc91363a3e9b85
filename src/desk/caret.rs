//! The caret in the open text and what is selected.

use crate::text::motion::{self, Unit, quotation};
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
        self.grow(text, &[Unit::Word, Unit::Sentence, Unit::Paragraph, Unit::Document])
    }

    /// Selects the smallest of some units around the caret that is more than what is selected.
    #[must_use]
    pub fn grow(self, text: &Text, units: &[Unit]) -> Self {
        let middle = self.span().map_or(self.focus, Span::start);
        let around = units.iter().filter_map(|unit| motion::around(text, middle, *unit));
        self.larger(around)
    }

    /// Selects the words of the quotation around the caret; when they are selected already, its marks
    /// with them, then the quotation around that one.
    #[must_use]
    pub fn take_quotation(self, text: &Text) -> Self {
        let middle = self.span().map_or(self.focus, Span::start);
        let around = quotation::around(text, middle);
        self.larger(around.into_iter().flat_map(|one| [one.inner, one.outer]))
    }

    fn larger(self, mut spans: impl Iterator<Item = Span>) -> Self {
        spans
            .find(|larger| self.span().is_none_or(|span| larger.encloses(span) && *larger != span))
            .map_or(self, Self::of)
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
    fn the_sentence_grows_to_its_paragraph_and_no_further() {
        let text = Text::new("One two. Three four.\nFive.");
        let grown = |caret: Caret| caret.grow(&text, &[Unit::Sentence, Unit::Paragraph]);
        let sentence = grown(Caret::at(Offset(10)));
        assert_eq!(text.quote(sentence.span().unwrap()), "Three four.");
        let paragraph = grown(sentence);
        assert_eq!(text.quote(paragraph.span().unwrap()), "One two. Three four.");
        assert_eq!(grown(paragraph), paragraph);
    }

    #[test]
    fn a_quotation_is_taken_without_its_marks_then_with_them_then_the_one_around_it() {
        let text = Text::new("He said: “one ‘two three’ four.” Five.");
        let mut caret = Caret::at(Offset::from_index(text.as_str().find("three").unwrap()));
        let mut taken = Vec::new();
        for _ in 0..4 {
            caret = caret.take_quotation(&text);
            taken.push(text.quote(caret.span().unwrap()).to_owned());
        }
        let outer = "one ‘two three’ four.";
        assert_eq!(taken, ["two three", "‘two three’", outer, &format!("“{outer}”")]);
        assert_eq!(caret.take_quotation(&text), caret);
    }

    #[test]
    fn a_step_without_shift_leaves_the_selection_at_its_edge() {
        let text = Text::new("One two.");
        let selected = Caret { anchor: Offset(0), focus: Offset(3) };
        assert_eq!(selected.step(&text, Unit::Character, true, false), Caret::at(Offset(0)));
        assert_eq!(selected.step(&text, Unit::Word, false, true).focus, Offset(7));
    }
}
