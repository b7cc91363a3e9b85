//! What in a text belongs to the website and not to the document.
//!
//! Nothing is removed: ranges are proposed, with a reason, for a person to accept or refuse.

use std::ops::Range;

use super::date::{is_complete, numeric};
use super::lines::{Line, lines};
use crate::model::{ExcludedSpan, PartialDate};
use crate::text::{Offset, Span};

/// A part of a text which a person may want to exclude.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boilerplate {
    /// Where it stands (bytes, on character boundaries).
    pub range: Range<usize>,
    /// Why it is proposed.
    pub reason: BoilerplateReason,
}

/// Why a part is proposed as boilerplate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BoilerplateReason {
    /// A line such as `date 2020-12-08`, put in front by a crawler.
    CrawlHeader,
    /// The front matter of a Markdown file.
    FrontMatter,
    /// A link or a button of the website.
    Navigation,
    /// Comment form, newsletter, other articles: all that follows the document.
    Tail,
}

impl Boilerplate {
    /// The part as a document keeps it, or nothing when it lies beyond what a document can hold.
    pub fn to_excluded(&self) -> Option<ExcludedSpan> {
        let offset = |bytes: usize| u32::try_from(bytes).ok().map(Offset);
        let span = Span::new(offset(self.range.start)?, offset(self.range.end)?).ok()?;
        Some(ExcludedSpan { span, reason: self.reason.phrase().to_owned() })
    }
}

impl BoilerplateReason {
    /// The reason in words, as part of a sentence.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::CrawlHeader => "a date put in front when the page was collected",
            Self::FrontMatter => "the front matter of a Markdown file",
            Self::Navigation => "a link or button of the website",
            Self::Tail => "comment form, newsletter or other articles after the document",
        }
    }
}

/// How many lines with words at either end may be navigation.
const EDGE_LINES: usize = 10;
/// How many bytes of text must precede a tail.
const BODY_BYTES: usize = 200;
/// Links and buttons, in lower case.
const NAVIGATION: &[&str] = &[
    "advertisement",
    "all news",
    "back",
    "back to list",
    "back to news",
    "back to top",
    "close",
    "comment",
    "comments",
    "contact us",
    "copy link",
    "download pdf",
    "email",
    "e-mail",
    "facebook",
    "font size",
    "home",
    "home page",
    "latest news",
    "listen",
    "log in",
    "login",
    "main menu",
    "main page",
    "menu",
    "more",
    "more news",
    "news",
    "news archive",
    "next",
    "previous",
    "print",
    "print article",
    "print page",
    "print the page",
    "print this article",
    "print this page",
    "print version",
    "printable version",
    "read more",
    "register",
    "rss",
    "save",
    "search",
    "send to a friend",
    "share",
    "share on facebook",
    "share on twitter",
    "share this",
    "share this article",
    "sign in",
    "site map",
    "sitemap",
    "skip to content",
    "skip to main content",
    "subscribe",
    "telegram",
    "top",
    "tweet",
    "twitter",
    "version for print",
    "view all",
    "whatsapp",
    "версия для печати",
    "все новости",
    "главная",
    "меню",
    "новости",
    "поделиться",
    "imprimer",
    "partager",
    "accueil",
    "drucken",
    "teilen",
    "startseite",
    "imprimir",
    "compartir",
    "inicio",
];
/// Lines with which a tail begins, in lower case.
const TAILS: &[&str] = &[
    "leave a reply",
    "leave a comment",
    "leave a response",
    "post a comment",
    "add a comment",
    "add comment",
    "write a comment",
    "join the discussion",
    "join the conversation",
    "your email address will not be published",
    "you may also like",
    "you might also like",
    "you may also be interested in",
    "recommended for you",
    "related articles",
    "related news",
    "related posts",
    "related stories",
    "related content",
    "more from this section",
    "more stories",
    "more on this topic",
    "most popular",
    "most read",
    "trending now",
    "read also",
    "also read",
    "read next",
    "other news",
    "sign up for our newsletter",
    "sign up for our newsletters",
    "subscribe to our newsletter",
    "subscribe to our newsletters",
    "get our newsletter",
    "newsletter",
    "all rights reserved",
    "читайте также",
    "похожие новости",
    "другие новости",
    "оставить комментарий",
    "lire aussi",
    "laisser un commentaire",
    "das könnte sie auch interessieren",
    "lesen sie auch",
    "deja una respuesta",
    "deja un comentario",
    "te puede interesar",
];

/// Whether a line is a link or a button of a website.
pub(super) fn is_navigation(line: &str) -> bool {
    is_one_of(line, NAVIGATION)
}

/// Whether a line opens what follows a document.
pub(super) fn is_tail(line: &str) -> bool {
    is_one_of(line, TAILS)
}

fn is_one_of(line: &str, list: &[&str]) -> bool {
    const LONGEST_BYTES: usize = 100;
    if line.len() > LONGEST_BYTES {
        return false;
    }
    let bare = line.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
    list.contains(&bare.as_str())
}

/// Finds a leading `date 2020-12-08`: where it stands, and the date.
pub(super) fn crawl_header(text: &str) -> Option<(Range<usize>, PartialDate)> {
    let start = text.len() - text.trim_start().len();
    let words = text.get(start..)?;
    let keyword = words.get(..4).filter(|word| word.eq_ignore_ascii_case("date"))?;
    let rest = words.get(keyword.len()..)?;
    let stamp = rest.trim_start_matches([':', ' ', '\t', '\u{a0}']);
    let gap = rest.len() - stamp.len();
    let end = stamp.find(char::is_whitespace).unwrap_or(stamp.len());
    let date = numeric(stamp.get(..end)?).filter(|date| gap > 0 && is_complete(*date))?;
    Some((start..start + keyword.len() + gap + end, date))
}

/// Proposes all boilerplate of a text, in order and without overlap.
pub(super) fn boilerplate(text: &str, front_matter: Option<Range<usize>>) -> Vec<Boilerplate> {
    let mut found = Vec::new();
    let mut propose = |range, reason| found.push(Boilerplate { range, reason });
    let mut from = 0;
    if let Some(range) = front_matter {
        from = range.end;
        propose(range, BoilerplateReason::FrontMatter);
    } else if let Some((range, _)) = crawl_header(text) {
        from = range.end;
        propose(range, BoilerplateReason::CrawlHeader);
    }
    let tail = tail(text, from);
    let end = tail.as_ref().map_or(text.len(), |tail| tail.start);
    let inside = |line: &Line<'_>| {
        line.range.start >= from && line.range.end <= end && !line.text.is_empty()
    };
    let top = lines(text).filter(inside).take(EDGE_LINES);
    let top: Vec<Range<usize>> =
        top.filter(|line| is_navigation(line.text)).map(|line| line.range).collect();
    let top_end = top.last().map_or(from, |range| range.end);
    let mut bottom: Vec<Range<usize>> = last_lines(text, from.max(top_end), end)
        .into_iter()
        .filter(|(line, _)| is_navigation(line))
        .map(|(_, range)| range)
        .collect();
    bottom.reverse();
    for range in top.into_iter().chain(bottom) {
        propose(range, BoilerplateReason::Navigation);
    }
    if let Some(range) = tail {
        propose(range, BoilerplateReason::Tail);
    }
    found
}

/// The last lines with words between two places, from the bottom up.
fn last_lines(text: &str, from: usize, to: usize) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    let mut end = to;
    while let Some(part) = text.get(from..end).filter(|part| !part.is_empty()) {
        let start = from + part.rfind('\n').map_or(0, |at| at + 1);
        let line = text.get(start..end).unwrap_or_default();
        let words = line.trim();
        if !words.is_empty() {
            let first = start + (line.len() - line.trim_start().len());
            found.push((words, first..first + words.len()));
        }
        if start == from || found.len() == EDGE_LINES {
            break;
        }
        end = start - 1;
    }
    found
}

/// Finds what follows the document. There must be a document before it.
fn tail(text: &str, from: usize) -> Option<Range<usize>> {
    let line = lines(text)
        .filter(|line| line.range.start >= from + BODY_BYTES)
        .find(|line| is_tail(line.text))?;
    let body = text.get(from..line.range.start)?;
    // The words of a menu alone are no document.
    body.contains(['.', '!', '?', '。', '؟', '।']).then(|| line.range.start..text.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<(&str, BoilerplateReason)> {
        boilerplate(text, None)
            .into_iter()
            .map(|part| (text.get(part.range).unwrap(), part.reason))
            .collect()
    }

    fn body() -> String {
        "The envoys met again. ".repeat(20)
    }

    #[test]
    fn a_crawl_header_is_found_without_the_blank_before_it() {
        let text = " date 2020-12-08 The envoys met.";
        assert_eq!(found(text), [("date 2020-12-08", BoilerplateReason::CrawlHeader)]);
        assert_eq!(crawl_header(text).unwrap().1.to_string(), "2020-12-08");
        assert_eq!(crawl_header("date: 2020-12-08\nx").unwrap().0, 0..16);
        let excluded = boilerplate(text, None)[0].to_excluded().unwrap();
        assert_eq!(excluded.span.range(), 1..16);
        for other in
            ["dates 2020-12-08", "date", "date unknown", "date 2020-13-01", "date2020-12-08"]
        {
            assert_eq!(crawl_header(other), None, "{other}");
        }
    }

    #[test]
    fn navigation_is_found_at_both_ends_but_not_in_the_middle() {
        let body = body();
        let text = format!(
            "All news\r\n\r\nTitle\n{}\nHome\n{body}\n{}\n» Print the page\n",
            "a\n".repeat(12),
            "b\n".repeat(12)
        );
        let navigation = BoilerplateReason::Navigation;
        assert_eq!(found(&text), [("All news", navigation), ("» Print the page", navigation)]);
        assert_eq!(found("Home"), [("Home", navigation)]);
    }

    #[test]
    fn the_tail_runs_to_the_end_of_the_text() {
        let body = body();
        let text = format!("{body}\n\nLeave a Reply\n\nName *\n\nYou May Also Like:\n\nOther\n\n");
        let parts = found(&text);
        assert_eq!(parts.len(), 1);
        assert!(parts[0].0.starts_with("Leave a Reply") && parts[0].0.ends_with("Other"));
        assert_eq!(parts[0].1, BoilerplateReason::Tail);
    }

    #[test]
    fn without_a_document_before_it_there_is_no_tail() {
        assert_eq!(found("Related news\n\nThe envoys met."), []);
        assert_eq!(found(&format!("{}\nRead also\n", "menu ".repeat(100))), []);
    }

    proptest! {
        #[test]
        fn ranges_are_ordered_disjoint_and_on_boundaries(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "Home", "All news", "\n", "\r\n", "Leave a Reply", " ", "é", "date 2020-12-08",
                    "The envoys met. ", "Print", "\u{a0}", "---", "a: b",
                ]), 0..60)
        ) {
            let text = parts.concat();
            let matter = super::super::super::markdown::front_matter(&text).map(|found| found.range);
            let mut end = 0;
            for part in boilerplate(&text, matter) {
                prop_assert!(part.range.start >= end && part.range.start < part.range.end);
                prop_assert!(text.get(part.range.clone()).is_some());
                end = part.range.end;
            }
        }
    }
}
