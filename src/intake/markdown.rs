//! What a Markdown file says about itself. Its text is opened verbatim.

use std::collections::BTreeMap;
use std::ops::Range;

use super::propose::lines::{Line, lines};

/// The front matter of a file: simple `key: value` lines between two lines of three hyphens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The values by key in lower case, without quotation marks.
    pub values: BTreeMap<String, String>,
    /// Where it stands in the text, from hyphens to hyphens (bytes).
    pub range: Range<usize>,
}

/// Reads the front matter with which a text begins.
pub fn front_matter(text: &str) -> Option<FrontMatter> {
    const MOST_LINES: usize = 200;
    let mut found = FrontMatter::default();
    let mut all = lines(text);
    all.next().filter(|line| line.text == "---" && line.range.start == 0)?;
    for line in all.take(MOST_LINES) {
        if matches!(line.text, "---" | "...") {
            found.range = 0..line.range.end;
            return Some(found);
        }
        // Nested values and lists are indented or begin with a hyphen, and are left alone.
        let indented = text.as_bytes().get(line.from).is_some_and(u8::is_ascii_whitespace);
        if let Some((key, value)) = line.text.split_once(':')
            && !indented
            && !key.starts_with(['-', '#'])
        {
            let value = unquoted(value.trim());
            if !value.is_empty() {
                found.values.entry(key.trim().to_lowercase()).or_insert_with(|| value.to_owned());
            }
        }
    }
    None
}

/// Returns the words of the first heading, in either notation.
pub fn first_heading(text: &str) -> Option<String> {
    let from = front_matter(text).map_or(0, |found| found.range.end);
    let mut fence = None;
    let mut before: Option<Line<'_>> = None;
    for line in lines(text).filter(|line| line.from >= from) {
        if let Some(open) = fence {
            if line.text.starts_with(open) {
                fence = None;
            }
            continue;
        }
        fence = ["```", "~~~"].into_iter().find(|mark| line.text.starts_with(mark));
        let level = line.text.bytes().take_while(|byte| *byte == b'#').count();
        let rest = line.text.get(level..).unwrap_or_default();
        if (1..=6).contains(&level) && rest.starts_with([' ', '\t']) {
            let heading = plain(rest.trim().trim_end_matches('#').trim_end());
            if !heading.is_empty() {
                return Some(heading);
            }
        }
        let underlines = |mark: char| line.text.len() >= 2 && line.text.chars().all(|c| c == mark);
        if underlines('=') || underlines('-') {
            // A table or a list above the line is no heading.
            let words = before.take().map(|line| line.text).unwrap_or_default();
            if !words.is_empty() && words.len() <= 300 && !words.starts_with(['|', '-', '*', '>']) {
                return Some(plain(words));
            }
        }
        before = Some(line);
    }
    None
}

fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
}

/// Takes the emphasis and the targets of links away.
fn plain(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once("](") {
        text.push_str(before);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.retain(|character| !matches!(character, '*' | '`' | '['));
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_without_its_quotation_marks() {
        let text = "---\r\nTitle: \"Talks: resumed\"\r\ndate: 2020-11-12\r\ntags:\r\n  - a: b\r\n---\r\nText";
        let found = front_matter(text).unwrap();
        assert_eq!(found.values["title"], "Talks: resumed");
        assert_eq!(found.values["date"], "2020-11-12");
        assert_eq!(found.values.len(), 2);
        assert!(text.get(found.range).unwrap().ends_with("---"));
    }

    #[test]
    fn a_rule_or_an_open_block_is_no_front_matter() {
        assert_eq!(front_matter("Text\n---\na: b\n---\n"), None);
        assert_eq!(front_matter("---\na: b\n"), None);
        assert_eq!(front_matter(""), None);
    }

    #[test]
    fn headings_are_found_in_both_notations() {
        assert_eq!(first_heading("intro\n\n## The *big* [talk](x) ##\n").unwrap(), "The big talk");
        assert_eq!(first_heading("Talks\n=====\n").unwrap(), "Talks");
        assert_eq!(first_heading("Talks\n---\n# Later").unwrap(), "Talks");
        assert_eq!(first_heading("---\nt: x\n---\n# Real\n").unwrap(), "Real");
    }

    #[test]
    fn code_tags_and_rules_are_no_headings() {
        assert_eq!(first_heading("```\n# comment\n```\n#tag\n\n---\n"), None);
        assert_eq!(first_heading("\n---\n"), None);
    }
}
