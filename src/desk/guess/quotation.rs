//! Where quotations stand in a line.

/// A quotation of a line, its marks included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Byte at which its opening mark stands.
    pub(super) start: usize,
    /// Byte behind its closing mark, or the end of the line.
    pub(super) end: usize,
    /// Whether it ends in this line; a speech of several paragraphs closes in a later one.
    pub(super) closed: bool,
}

/// Finds the quotations of a line; one inside another is part of it.
pub(super) fn within(line: &str) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |&(_, c)| c);
        let end = at + c.len_utf8();
        match open {
            Some((start, opener)) if closes(opener, c, before, after) => {
                found.push(Quotation { start, end, closed: true });
                open = None;
            }
            // A straight mark that can only open tells that the one before it was never closed.
            Some((start, '"')) if c == '"' && before.is_whitespace() && !after.is_whitespace() => {
                found.push(Quotation { start, end: at, closed: true });
                open = Some((at, c));
            }
            None if opens(c, before, after, line.get(end..).unwrap_or_default()) => {
                open = Some((at, c));
            }
            _ => {}
        }
        before = c;
    }
    found.extend(open.map(|(start, _)| Quotation { start, end: line.len(), closed: false }));
    found
}

/// Says whether a quotation that an earlier line left open goes on at the head of the rest: its
/// closing mark comes before any that opens another.
pub(super) fn goes_on(rest: &str, opener: char) -> bool {
    let Some(end) = closing(rest, opener) else { return false };
    let mut before = ' ';
    let inside = rest.get(..end).unwrap_or_default();
    !inside.char_indices().any(|(at, c)| {
        let behind = inside.get(at + c.len_utf8()..).unwrap_or_default();
        let again = c == opener && opens(c, before, behind.chars().next().unwrap_or(' '), behind);
        before = c;
        again
    })
}

/// Returns the byte behind the first mark that closes a quotation.
pub(super) fn closing(words: &str, opener: char) -> Option<usize> {
    let mut before = ' ';
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |&(_, c)| c);
        if closes(opener, c, before, after) {
            return Some(at + c.len_utf8());
        }
        before = c;
    }
    None
}

fn opens(c: char, before: char, after: char, rest: &str) -> bool {
    let apart = !before.is_alphanumeric() && !after.is_whitespace();
    match c {
        '“' | '„' | '«' => true,
        '"' | '»' => apart,
        // An apostrophe looks the same; a quotation is what is closed again.
        '‘' => apart && rest.contains('’'),
        '\'' => apart && rest.contains(['\'']) && before.is_whitespace(),
        _ => false,
    }
}

fn closes(opener: char, c: char, before: char, after: char) -> bool {
    match (opener, c) {
        ('“' | '„', '”') | ('„', '“') | ('«', '»') | ('»', '«') => true,
        ('"' | '“', '"') => !before.is_whitespace() || after.is_whitespace(),
        ('‘', '’') | ('\'', '\'') => !after.is_alphanumeric(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(line: &str) -> Vec<&str> {
        within(line).into_iter().map(|q| line.get(q.start..q.end).unwrap()).collect()
    }

    #[test]
    fn marks_of_several_customs_are_paired() {
        assert_eq!(
            quotes("She said: “No.” Then «oui», „ja“ and \"si\"."),
            ["“No.”", "«oui»", "„ja“", "\"si\""]
        );
        assert_eq!(quotes("It’s the parties’ ‘last word’, he’s sure."), ["‘last word’"]);
        assert_eq!(quotes("The parties' plan isn't 'dead', she said"), ["'dead'"]);
    }

    #[test]
    fn a_quotation_without_an_end_runs_to_the_end_of_its_line() {
        let found = within("He said: “One.");
        assert_eq!(found, [Quotation { start: 9, end: 16, closed: false }]);
        assert_eq!(quotes("A \"b c and then \"d e\" f"), ["\"b c and then ", "\"d e\""]);
    }
}
