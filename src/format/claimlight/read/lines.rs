//! Tells in which line of a file a part of it stands.

use serde_json::value::RawValue;

/// Finds the line of a part of a text.
pub(crate) struct Lines<'a> {
    text: &'a str,
    /// The positions of the line ends, in bytes.
    ends: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, ends: text.match_indices('\n').map(|(at, _)| at).collect() }
    }

    /// Returns the line, from 1, that a value borrowed from the text begins in.
    pub(crate) fn line_of(&self, part: &RawValue) -> usize {
        let at = (part.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.ends.partition_point(|end| *end < at) + 1
    }
}
