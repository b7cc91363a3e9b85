//! The report: Markdown whose tables are aligned, on the screen and in a file.

use std::fmt::Write as _;
use std::{env, fs, io};

/// What stands around the generated part of the file; what is outside is written by hand and kept.
const MARKS: [&str; 2] = ["<!-- made by make bench: begin -->", "<!-- made by make bench: end -->"];

/// Grows section by section; each is shown as soon as it is there.
#[derive(Default)]
pub(crate) struct Report {
    text: String,
}

impl Report {
    pub(crate) fn heading(&mut self, words: &str) {
        self.add(&format!("## {words}\n"));
    }

    pub(crate) fn paragraph(&mut self, words: &str) {
        self.add(&format!("{words}\n"));
    }

    /// A table; the first column is words, the others are set to the right.
    pub(crate) fn table<const N: usize>(&mut self, headings: [&str; N], rows: &[[String; N]]) {
        self.add(&table(headings, rows));
    }

    fn add(&mut self, part: &str) {
        println!("{part}");
        writeln!(self.text, "{part}").expect("a string takes all");
    }

    /// Writes the report to the file `CLAIMLIGHT_BENCH_OUT` names, between its marks.
    pub(crate) fn save(&self) -> io::Result<()> {
        let Some(path) = env::var_os("CLAIMLIGHT_BENCH_OUT") else { return Ok(()) };
        let before = fs::read_to_string(&path).unwrap_or_default();
        fs::write(path, insert(&before, &self.text))
    }
}

/// Puts the report between the marks of a file; a file without them becomes one with them.
fn insert(file: &str, report: &str) -> String {
    let [begin, end] = MARKS;
    let (head, rest) = file.split_once(begin).unwrap_or((file, ""));
    let tail = rest.split_once(end).map_or("\n", |(_, tail)| tail);
    let head = if head.is_empty() { "# Benchmarks\n\n" } else { head };
    format!("{head}{begin}\n\n{}\n\n{end}{tail}", report.trim_end())
}

fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> String {
    let width = |cell: &str| cell.chars().count();
    let widths: [usize; N] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| width(&row[column]));
        cells.chain([width(headings[column]), 3]).max().unwrap_or_default()
    });
    let mut text = String::new();
    let mut line = |cells: [&str; N]| {
        for (column, cell) in cells.into_iter().enumerate() {
            let gap = " ".repeat(widths[column] - width(cell));
            let (before, after) = if column == 0 { ("", &*gap) } else { (&*gap, "") };
            write!(text, "| {before}{cell}{after} ").expect("a string takes all");
        }
        text.push_str("|\n");
    };
    line(headings);
    let rules: [String; N] = std::array::from_fn(|column| {
        let dashes = "-".repeat(widths[column] - 1);
        if column == 0 { format!("{dashes}-") } else { format!("{dashes}:") }
    });
    line(rules.each_ref().map(String::as_str));
    for row in rows {
        line(row.each_ref().map(String::as_str));
    }
    text
}
