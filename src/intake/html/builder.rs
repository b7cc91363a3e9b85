//! Text being put together from the pieces of a page.

/// Collects text; blanks and breaks are written only when more text follows.
#[derive(Default)]
pub(super) struct TextBuilder {
    text: String,
    /// A blank is due.
    blank: bool,
    /// A table cell has begun in the same row.
    cell: bool,
    /// Line feeds due, at most two.
    lines: u8,
    preformatted: usize,
    /// The line feed directly after `<pre>` is not part of its content.
    fresh: bool,
}

impl TextBuilder {
    /// Adds text whose entities are decoded.
    pub(super) fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.verbatim(text);
            return;
        }
        for character in text.chars() {
            if matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.blank = true;
            } else {
                self.settle();
                self.text.push(character);
            }
        }
    }

    /// Breaks the line here; twice makes a blank line.
    pub(super) fn line_break(&mut self) {
        self.lines = (self.lines + 1).min(2);
    }

    /// What follows stands on a line of its own.
    pub(super) fn line(&mut self) {
        self.lines = self.lines.max(1);
    }

    /// What follows is a paragraph of its own.
    pub(super) fn paragraph(&mut self) {
        self.lines = 2;
    }

    /// What follows is another cell of the row.
    pub(super) fn cell(&mut self) {
        self.cell = true;
    }

    /// Blanks are kept from here on.
    pub(super) fn begin_preformatted(&mut self) {
        self.preformatted += 1;
        self.fresh = true;
    }

    /// Blanks collapse again.
    pub(super) fn end_preformatted(&mut self) {
        self.preformatted = self.preformatted.saturating_sub(1);
    }

    /// The length so far in bytes.
    pub(super) const fn len(&self) -> usize {
        self.text.len()
    }

    /// The text from a length noted before.
    pub(super) fn since(&self, from: usize) -> &str {
        self.text.get(from..).unwrap_or_default()
    }

    /// The whole text, without blanks at its end.
    pub(super) fn finish(mut self) -> String {
        let end = self.text.trim_end_matches([' ', '\t', '\n']).len();
        self.text.truncate(end);
        self.text
    }

    fn verbatim(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n");
        let text = if self.fresh { text.strip_prefix('\n').unwrap_or(&text) } else { &text };
        self.fresh = false;
        if !text.is_empty() {
            self.settle();
            self.text.push_str(text);
        }
    }

    fn settle(&mut self) {
        let begun = !self.text.is_empty();
        let lines = usize::from(self.lines);
        if lines > 0 {
            if begun {
                // Preformatted text may have ended with line feeds of its own.
                let present =
                    self.text.bytes().rev().take(lines).take_while(|byte| *byte == b'\n').count();
                self.text.extend(std::iter::repeat_n('\n', lines - present));
            }
        } else if begun && self.cell && !self.text.ends_with('\n') {
            self.text.push('\t');
        } else if begun && self.blank && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        (self.lines, self.cell, self.blank) = (0, false, false);
    }
}
