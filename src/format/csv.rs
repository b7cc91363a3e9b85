//! Comma-separated values as RFC 4180 has them, made harmless for spreadsheets.
//!
//! Own code instead of a crate: writing and reading need a page each, and the crates bring readers
//! for streams and bytes that cost kilobytes and are not used here.
//!
//! A file begins with a byte order mark by default, because Excel takes a file without one for the
//! local code page; readers of our own, of Python (`utf-8-sig`) and of R (`UTF-8-BOM`) skip it.

use std::borrow::Cow;

/// Whether a file begins with a byte order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bom {
    /// It does; Excel needs it.
    #[default]
    With,
    /// It does not.
    Without,
}

/// A cell to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words, made harmless where a spreadsheet would run them.
    Text(String),
    /// A number, written as it is, so that −1 stays a number.
    Number(i64),
    /// Nothing.
    Empty,
}

/// Why a table could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsvError {
    /// A quoted cell does not end.
    #[error("the quoted cell that begins in line {0} does not end")]
    Unclosed(
        /// The line, from 1.
        usize,
    ),
    /// Something stands between a closing quote and the next comma.
    #[error("line {0} has letters behind a quoted cell: double the quotes inside cells")]
    BehindQuote(
        /// The line, from 1.
        usize,
    ),
}

/// Writes rows; each ends with CR LF.
pub fn write(rows: &[Vec<Cell>], bom: Bom) -> String {
    let mut out = String::new();
    if bom == Bom::With {
        out.push('\u{feff}');
    }
    for row in rows {
        for (i, cell) in row.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            match cell {
                Cell::Text(text) => push_quoted(&mut out, &guard(text), row.len() == 1),
                Cell::Number(number) => out.push_str(&number.to_string()),
                Cell::Empty if row.len() == 1 => out.push_str("\"\""),
                Cell::Empty => {}
            }
        }
        out.push_str("\r\n");
    }
    out
}

/// Reads rows as written here or by a spreadsheet, cells unguarded; rows end with CR LF, LF or CR.
pub fn read(text: &str) -> Result<Vec<Vec<String>>, CsvError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut letters = text.chars().peekable();
    let mut line = 1;
    while letters.peek().is_some() {
        let cell = if letters.next_if_eq(&'"').is_some() {
            let begun = line;
            let mut cell = String::new();
            loop {
                match letters.next().ok_or(CsvError::Unclosed(begun))? {
                    '"' if letters.next_if_eq(&'"').is_some() => cell.push('"'),
                    '"' => break,
                    letter => {
                        line += usize::from(letter == '\n');
                        cell.push(letter);
                    }
                }
            }
            if letters.peek().is_some_and(|next| !matches!(next, ',' | '\r' | '\n')) {
                return Err(CsvError::BehindQuote(line));
            }
            cell
        } else {
            let mut cell = String::new();
            while let Some(letter) = letters.next_if(|next| !matches!(next, ',' | '\r' | '\n')) {
                cell.push(letter);
            }
            cell
        };
        row.push(unguard(&cell).into_owned());
        match letters.next() {
            // A comma at the very end is followed by one more, empty cell.
            Some(',') if letters.peek().is_none() => row.push(String::new()),
            Some(',') => continue,
            Some('\r') => {
                letters.next_if_eq(&'\n');
            }
            _ => {}
        }
        line += 1;
        rows.push(std::mem::take(&mut row));
    }
    if !row.is_empty() {
        rows.push(row);
    }
    Ok(rows)
}

/// Makes a cell harmless that a spreadsheet would run as a formula: puts an apostrophe before it, and
/// before each such sign that stands behind a separator in the cell.
///
/// The latter is for spreadsheets that are told another separator than the comma: they take what
/// follows for a cell, whatever quotes are around it. Where apostrophes stand before such a sign
/// already there is one more, so that [`unguard`] gives back exactly what was there.
pub fn guard(cell: &str) -> Cow<'_, str> {
    at_risks(cell, |safe, _| {
        safe.push('\'');
        0
    })
}

/// Takes back what [`guard`] did; other cells stay as they are.
pub fn unguard(cell: &str) -> Cow<'_, str> {
    at_risks(cell, |_, apostrophes| apostrophes.min(1))
}

/// Copies a cell, and where a spreadsheet might begin to read a formula does what is to be done: it
/// is told how many apostrophes stand there and says how many to skip.
fn at_risks(cell: &str, mut change: impl FnMut(&mut String, usize) -> usize) -> Cow<'_, str> {
    let mut changed: Option<String> = None;
    let mut copied = 0;
    let mut at = 0;
    loop {
        let rest = cell.get(at..).unwrap_or_default();
        let formula = rest.trim_start_matches('\'');
        if if at == 0 { is_risky(formula) } else { formula.starts_with(SIGNS) } {
            let out = changed.get_or_insert_default();
            out.push_str(cell.get(copied..at).unwrap_or_default());
            copied = at + change(out, rest.len() - formula.len());
        }
        match rest.find(SEPARATORS) {
            // Each of them is one byte long.
            Some(next) => at += next + 1,
            None => break,
        }
    }
    let Some(mut changed) = changed else { return cell.into() };
    changed.push_str(cell.get(copied..).unwrap_or_default());
    changed.into()
}

/// What spreadsheets take for the beginning of a formula: the usual signs, and the full-width ones
/// that some of them read in the same way.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// What may separate cells and rows.
const SEPARATORS: [char; 5] = [',', ';', '\t', '\r', '\n'];

/// Says whether a cell begins as a formula does, at once or behind what some programs strip.
fn is_risky(cell: &str) -> bool {
    let stripped = |letter: char| {
        let blank = letter.is_whitespace() && !SEPARATORS.contains(&letter);
        blank || "\0\u{200b}\u{feff}".contains(letter)
    };
    cell.starts_with(['\t', '\r', '\n']) || cell.trim_start_matches(stripped).starts_with(SIGNS)
}

/// Appends a cell, in quotes where it needs them; an empty one needs them when it is the only one.
fn push_quoted(out: &mut String, cell: &str, alone: bool) {
    // Semicolons and tabs separate cells where a spreadsheet follows other local customs, and
    // spaces at the edges are lost without quotes.
    let needs = cell.contains(['"', ',', '\r', '\n', ';', '\t'])
        || cell.starts_with(' ')
        || cell.ends_with(' ')
        || alone && cell.is_empty();
    if needs {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::model::arbitrary::any_prose;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_made_harmless_and_numbers_stay_numbers() {
        let row = vec![
            Cell::Text("=HYPERLINK(\"x\")".to_owned()),
            Cell::Number(-1),
            Cell::Text("-1".to_owned()),
            Cell::Empty,
            Cell::Text("it's".to_owned()),
        ];
        let file = write(&[row], Bom::With);
        assert_eq!(file, "\u{feff}\"'=HYPERLINK(\"\"x\"\")\",-1,'-1,,it's\r\n");
        assert_eq!(read(&file).unwrap(), [["=HYPERLINK(\"x\")", "-1", "-1", "", "it's"]]);
    }

    #[test]
    fn formulas_are_harmless_behind_what_is_stripped_and_behind_separators() {
        for (cell, safe) in [
            (" =1", "' =1"),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("\t=1", "'\t'=1"),
            ("＝1", "'＝1"),
            ("x;=1", "x;'=1"),
            ("x\r\n@1,+2", "x\r\n'@1,'+2"),
            ("x;'=1", "x;''=1"),
            ("\"=1", "\"=1"),
            ("a; -1, 2-3", "a; -1, 2-3"),
            ("it's;'fine'", "it's;'fine'"),
            ("\n\n", "'\n\n"),
            (" \n=1", " \n'=1"),
            ("", ""),
        ] {
            assert_eq!(guard(cell), safe);
            assert_eq!(unguard(safe), cell);
        }
    }

    #[test]
    fn tables_of_others_are_read() {
        assert_eq!(read("a,b\nc,\"d\ne\"\r\n").unwrap(), [["a", "b"], ["c", "d\ne"]]);
        assert_eq!(read("a,").unwrap(), [["a", ""]]);
        assert_eq!(read("a\rb").unwrap(), [["a"], ["b"]]);
        assert_eq!(read("").unwrap(), Vec::<Vec<String>>::new());
        assert_eq!(
            read("x\n\"a").unwrap_err().to_string(),
            "the quoted cell that begins in line 2 does not end"
        );
        assert_eq!(read("\"a\"b").unwrap_err(), CsvError::BehindQuote(1));
    }

    proptest! {
        #[test]
        fn guarded_cells_come_back_unharmed(cell in any_prose(), lead in "['=+@\t-]{0,4}") {
            for cell in [format!("{lead}{cell}"), format!("{cell};{lead}{cell}"), lead] {
                let guarded = guard(&cell);
                prop_assert_eq!(unguard(&guarded), cell.as_str());
                prop_assert!(!guarded.starts_with(['\t', '\r', '\n']));
                let pieces: Vec<&str> = guarded.split(SEPARATORS).collect();
                prop_assert!(pieces.iter().all(|piece| !piece.starts_with(SIGNS)), "{}", guarded);
            }
        }

        #[test]
        fn tables_are_read_as_they_were_written(
            rows in prop::collection::vec(prop::collection::vec(any_prose(), 1..4), 0..5),
            with: bool
        ) {
            let cells: Vec<Vec<Cell>> =
                rows.iter().map(|row| row.iter().cloned().map(Cell::Text).collect()).collect();
            let bom = if with { Bom::With } else { Bom::Without };
            // Without a mark of our own, one that begins the first cell would be taken for it.
            let own = !with && rows.first().is_some_and(|row| row[0].starts_with('\u{feff}'));
            if !own {
                prop_assert_eq!(read(&write(&cells, bom)).unwrap(), rows);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in any_prose()) {
            drop(read(&text));
        }
    }
}
