//! Quotations: what stands between quotation marks of any usual kind, nested or over several
//! paragraphs.
//!
//! A quotation lies within its paragraph, except a block quotation: one that is not closed where
//! its paragraph ends goes on when the next paragraph opens with the same mark again. An opening mark
//! that cannot mean anything else and is never closed holds up to the end of its paragraph.

use super::{paragraph, trimmed};
use crate::text::order;
use crate::text::{Offset, Span, Text};

/// A stretch between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// The stretch with its marks.
    pub outer: Span,
    /// What the marks enclose.
    pub inner: Span,
}

/// Returns the quotations around a position, the innermost first.
pub fn around(text: &Text, at: Offset) -> Vec<Quotation> {
    let Some(line) = paragraph(text, at) else { return Vec::new() };
    let mut found = of_block(text, block_start(text, line));
    found.retain(|one| one.outer.start() <= at && at <= one.outer.end());
    order::by_key(&mut found, |one| one.outer.end().0 - one.outer.start().0);
    found
}

/// Returns the first quotation whose words begin behind a position.
pub fn next(text: &Text, from: Offset) -> Option<Quotation> {
    let mut line = block_start(text, paragraph(text, from)?);
    loop {
        let found = of_block(text, line);
        let behind = found.iter().filter(|one| one.inner.start() > from);
        if let Some(first) = behind.min_by_key(|one| one.inner.start()) {
            return Some(*first);
        }
        let end = found.iter().map(|one| one.outer.end()).fold(line.end(), Ord::max);
        line = line_after(text, paragraph(text, end)?)?;
    }
}

/// Returns the last quotation whose words begin before a position.
pub fn previous(text: &Text, from: Offset) -> Option<Quotation> {
    let mut line = block_start(text, paragraph(text, from)?);
    loop {
        let found = of_block(text, line);
        let before = found.iter().filter(|one| one.inner.start() < from);
        if let Some(last) = before.max_by_key(|one| one.inner.start()) {
            return Some(*last);
        }
        line = block_start(text, line_before(text, line)?);
    }
}

/// How many marks may wait to be closed inside what one closes. A text of nothing but opening marks
/// would have every one of them looked at for each.
const NESTED: usize = 64;

/// A mark that waits to be closed.
#[derive(Clone, Copy)]
struct Open {
    mark: char,
    at: usize,
}

/// What the marks of one paragraph come to, in bytes of the text.
struct Scan {
    /// Start and end of each closed quotation with its marks, and the length of both marks.
    closed: Vec<(usize, usize, [usize; 2])>,
    /// What is still open at its end, the outermost first.
    open: Vec<Open>,
}

/// Returns the quotations of a paragraph and, when one of them goes on, of the paragraphs it goes on
/// in. `line` begins the block.
fn of_block(text: &Text, line: Span) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut scanned = scan(text, line);
    collect(text, &scanned, &mut found);
    let mut last = line;
    let carried = scanned.open.first().copied();
    while let Some(open) = scanned.open.first().copied().filter(|open| surely_opens(open.mark)) {
        let next = line_after(text, last).filter(|next| opens_with(text, *next, open.mark));
        let Some(next) = next else { break };
        last = next;
        scanned = scan(text, next);
        // What closes here closes what was opened first, if it is the mark carried over.
        let start = next.start().index() + indent(text, next);
        if let Some(end) = scanned.closed.iter().position(|(at, ..)| *at == start) {
            let (_, end, [_, closing]) = scanned.closed.remove(end);
            let first = carried.map_or(start, |open| open.at);
            let marks = [open.mark.len_utf8(), closing];
            found.extend(quotation(text, first, end, marks));
            collect(text, &scanned, &mut found);
            return found;
        }
        collect(text, &scanned, &mut found);
    }
    // Never closed: it holds up to the end of the last paragraph it stands in.
    for open in carried.into_iter().filter(|open| surely_opens(open.mark)) {
        let line = trimmed(text, last).unwrap_or(last);
        found.extend(quotation(text, open.at, line.end().index(), [open.mark.len_utf8(), 0]));
    }
    found
}

fn collect(text: &Text, scanned: &Scan, found: &mut Vec<Quotation>) {
    let closed = scanned.closed.iter();
    found.extend(closed.filter_map(|(start, end, marks)| quotation(text, *start, *end, *marks)));
}

fn quotation(text: &Text, start: usize, end: usize, marks: [usize; 2]) -> Option<Quotation> {
    let span = |start, end| Span::new(Offset::from_index(start), Offset::from_index(end)).ok();
    let inner = trimmed(text, span(start + marks[0], end - marks[1])?)?;
    Some(Quotation { outer: span(start, end)?, inner })
}

/// Reads the marks of one paragraph.
fn scan(text: &Text, line: Span) -> Scan {
    let words = text.quote(line);
    let base = line.start().index();
    let mut found = Scan { closed: Vec::new(), open: Vec::new() };
    let mut before: Option<char> = None;
    let mut rest = words.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let after = rest.peek().map(|(_, after)| *after);
        let near = found.open.len().saturating_sub(NESTED);
        let near = found.open.iter().enumerate().skip(near);
        let opened = near.rev().find(|(_, open)| closes(open.mark, c)).map(|(which, _)| which);
        let closes = opened.filter(|_| match c {
            // An apostrophe, or a quotation mark behind a word.
            '’' | '\'' => !is_inside(before, after) && ends_here(words, at, c, before),
            '"' | '»' | '”' | '“' => {
                !before.is_some_and(char::is_whitespace) || !starts_word(after) || c == '»'
            }
            _ => true,
        });
        if let Some(which) = closes {
            let open = found.open[which];
            found.open.truncate(which);
            let marks = [open.mark.len_utf8(), c.len_utf8()];
            found.closed.push((open.at, base + at + c.len_utf8(), marks));
        } else if opens(c, before, after) {
            found.open.push(Open { mark: c, at: base + at });
        }
        before = Some(c);
    }
    found
}

/// Says whether a mark closes what another one opened.
fn closes(open: char, mark: char) -> bool {
    match open {
        '“' => matches!(mark, '”' | '"'),
        '„' => matches!(mark, '“' | '”' | '"'),
        '”' => mark == '”',
        '«' => mark == '»',
        '»' => matches!(mark, '«' | '»'),
        '‹' => mark == '›',
        '›' => mark == '‹',
        '"' => matches!(mark, '"' | '”'),
        '‘' | '\'' => matches!(mark, '’' | '\''),
        '‚' => matches!(mark, '‘' | '’'),
        '「' => mark == '」',
        '『' => mark == '』',
        _ => false,
    }
}

/// Says whether a mark opens a quotation where it stands.
fn opens(mark: char, before: Option<char>, after: Option<char>) -> bool {
    let free = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | ',' | '!' | '?'));
    match mark {
        '“' | '„' | '‚' | '「' | '『' | '«' | '‹' => after.is_some(),
        '‘' => free && after.is_some_and(|c| !c.is_whitespace()),
        '"' | '”' | '»' | '›' => free && starts_word(after),
        '\'' => {
            let apart = before.is_none_or(|c| c.is_whitespace() || is_mark(c) || c == '(');
            apart && after.is_some_and(char::is_alphabetic)
        }
        _ => false,
    }
}

/// Says whether a mark always opens, so that it counts even when nothing closes it.
fn surely_opens(mark: char) -> bool {
    matches!(mark, '“' | '„' | '«' | '「' | '『')
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '„' | '"' | '«' | '»' | '‘' | '‚' | '\'' | '”')
}

/// Says whether a character may be the first one of quoted words.
fn starts_word(c: Option<char>) -> bool {
    c.is_some_and(|c| !c.is_whitespace() && !matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')'))
}

/// Says whether an apostrophe stands inside a word.
fn is_inside(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// Says whether a closing single mark behind a word is one and no apostrophe of a plural: behind an
/// "s" the next one decides, when that one has a stop before it.
fn ends_here(words: &str, at: usize, mark: char, before: Option<char>) -> bool {
    match before {
        None => false,
        Some(c) if c.is_whitespace() => false,
        Some('s') => {
            let behind = words.get(at + mark.len_utf8()..).unwrap_or_default();
            let limit = behind.find('‘').unwrap_or(behind.len());
            let behind = behind.get(..limit).unwrap_or_default();
            !behind.match_indices(mark).any(|(place, _)| {
                behind.get(..place).is_some_and(|lead| lead.ends_with([',', '.', '!', '?', '…']))
            })
        }
        Some(_) => true,
    }
}

/// Returns the paragraph in which the quotation was opened that a paragraph goes on with, else the
/// paragraph itself.
fn block_start(text: &Text, line: Span) -> Span {
    let mut line = line;
    while let Some(mark) = first_mark(text, line).filter(|mark| surely_opens(*mark)) {
        let before = line_before(text, line).filter(|before| {
            scan(text, *before).open.first().is_some_and(|open| open.mark == mark)
        });
        let Some(before) = before else { break };
        line = before;
    }
    line
}

fn first_mark(text: &Text, line: Span) -> Option<char> {
    text.quote(line).trim_start().chars().next()
}

fn opens_with(text: &Text, line: Span, mark: char) -> bool {
    first_mark(text, line) == Some(mark)
}

/// Returns how many bytes of white space a line begins with.
fn indent(text: &Text, line: Span) -> usize {
    let words = text.quote(line);
    words.len() - words.trim_start().len()
}

/// Returns the next line with words.
fn line_after(text: &Text, line: Span) -> Option<Span> {
    let rest = text.as_str().get(line.end().index()..)?;
    let blank = rest.len() - rest.trim_start().len();
    (blank < rest.len()).then(|| paragraph(text, Offset::from_index(line.end().index() + blank)))?
}

/// Returns the line with words before another one.
fn line_before(text: &Text, line: Span) -> Option<Span> {
    let words = text.as_str().get(..line.start().index())?.trim_end();
    let last = words.char_indices().next_back()?.0;
    paragraph(text, Offset::from_index(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a text in which `|` marks the caret and returns the quotations around it.
    fn quoted(marked: &str) -> Vec<String> {
        let at = Offset::from_index(marked.find('|').unwrap());
        let text = Text::new(marked.replace('|', ""));
        around(&text, at).into_iter().map(|one| text.quote(one.inner).to_owned()).collect()
    }

    #[test]
    fn every_usual_pair_of_marks_is_known() {
        for text in [
            "He said “we |go” and left.",
            "He said \"we |go\" and left.",
            "Er sagte: „we |go“ und ging.",
            "Powiedział: „we |go” i wyszedł.",
            "Il dit : « we |go » et partit.",
            "Er sagte: »we |go« und ging.",
            "Han sa: ”we |go” och gick.",
            "Han sa: »we |go» och gick.",
            "He said ‘we |go’ and left.",
            "Er sagte: ‚we |go‘ und ging.",
            "He said 'we |go' and left.",
            "彼は「we |go」と言った。",
        ] {
            assert_eq!(quoted(text), ["we go"], "{text}");
        }
    }

    #[test]
    fn the_innermost_quotation_comes_first() {
        let text = "“He told me ‘we |go’ and left,” she said.";
        assert_eq!(quoted(text), ["we go", "He told me ‘we go’ and left,"]);
        assert_eq!(quoted("“One,” he |said, “two.”"), [""; 0]);
        assert_eq!(quoted("“One,” he said, “t|wo.”"), ["two."]);
        assert_eq!(quoted("\"One,\" he |said, \"two.\""), [""; 0]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_marks() {
        assert_eq!(
            quoted("‘the ministers’ p|lan isn’t bad,’ he said"),
            ["the ministers’ plan isn’t bad,"]
        );
        assert_eq!(quoted("The ministers’ plan, the '90s and a 5\" p|ipe."), [""; 0]);
        assert_eq!(quoted("'It's l|ate,' he said."), ["It's late,"]);
    }

    #[test]
    fn a_block_quotation_runs_over_its_paragraphs() {
        let block = "She said:\n\n“One.\n\n“Two ‘in’.\n\n“Th|ree.” He left.\n\n“Four.”\n";
        let whole = "One.\n\n“Two ‘in’.\n\n“Three.";
        assert_eq!(quoted(block), [whole]);
        assert_eq!(quoted(&block.replace('|', "").replacen("One", "O|ne", 1)), [whole]);
        let inner = quoted(&block.replace('|', "").replacen("in’", "i|n’", 1));
        assert_eq!(inner, ["in", whole]);
        assert_eq!(quoted(&block.replace('|', "").replacen("Four", "F|our", 1)), ["Four."]);
        assert_eq!(quoted(&block.replace('|', "").replacen("He", "H|e", 1)), [""; 0]);
    }

    #[test]
    fn what_is_never_closed_ends_with_its_paragraph() {
        assert_eq!(quoted("He said: “we |go\nNext line.\n"), ["we go"]);
        assert_eq!(quoted("He said: “we go\nNext |line.\n"), [""; 0]);
        assert_eq!(quoted("He said: \"we |go\nNext line.\n"), [""; 0]);
    }

    #[test]
    fn one_goes_from_quotation_to_quotation() {
        let text =
            Text::new("“One” and “two ‘three’ four”.\n\nNo.\n\n“Five.\n\n“Six.”\n\n“Seven.”");
        let mut at = Offset(0);
        let mut seen = Vec::new();
        while let Some(one) = next(&text, at) {
            assert!(one.inner.start() > at);
            seen.push(text.quote(one.inner).to_owned());
            at = one.inner.start();
        }
        assert_eq!(seen, ["One", "two ‘three’ four", "three", "Five.\n\n“Six.", "Seven."]);
        let mut back = Vec::new();
        let mut at = text.end();
        while let Some(one) = previous(&text, at) {
            back.push(text.quote(one.inner).to_owned());
            at = one.inner.start();
        }
        back.reverse();
        assert_eq!(back, seen);
    }

    proptest::proptest! {
        #[test]
        fn going_on_always_ends_and_quotations_stand_in_the_text(
            s in "([“”«»„\"‘’'「」]|[a-c s.,]|\n){0,60}"
        ) {
            let text = Text::new(s);
            let mut at = Offset(0);
            while let Some(one) = next(&text, at) {
                proptest::prop_assert!(one.inner.start() > at);
                proptest::prop_assert!(one.outer.encloses(one.inner));
                proptest::prop_assert!(text.slice(one.outer).is_some());
                proptest::prop_assert!(around(&text, one.inner.start()).contains(&one));
                at = one.inner.start();
            }
            let mut at = text.end();
            while let Some(one) = previous(&text, at) {
                proptest::prop_assert!(one.inner.start() < at);
                at = one.inner.start();
            }
        }
    }

    #[test]
    fn a_paragraph_of_nothing_but_opening_marks_is_read_in_one_pass() {
        let text = Text::new("“".repeat(300_000) + "a”");
        let found = around(&text, text.end());
        assert!(found.iter().any(|one| text.quote(one.inner) == "a"), "{}", found.len());
    }
}
