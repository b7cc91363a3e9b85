//! The text of an HTML page, and what the page says about itself.
//!
//! Only text comes out, never markup, and nothing is executed. The pass is linear and keeps
//! counters instead of a tree, so that damaged pages and a hundred thousand nested elements cost
//! nothing special. Own code because `html5gum`, the lightest kept-up tokenizer, adds some 35 KB
//! (brotli) to the app, and this module with it all 7.

mod builder;
mod entities;
mod tokens;

use self::builder::TextBuilder;
use self::tokens::{Token, Tokens, attribute};
use super::encoding::Encoding;

/// What was found in a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The readable text, paragraphs separated by a blank line.
    pub text: String,
    /// What the page says about itself.
    pub metadata: Metadata,
}

/// What a page says about itself, as written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The `<title>`.
    pub title: Option<String>,
    /// The title meant for sharing (`og:title`), which lacks the site's name.
    pub shared_title: Option<String>,
    /// The first `<h1>`.
    pub heading: Option<String>,
    /// The name of the site.
    pub site: Option<String>,
    /// The author, unless it is only an address.
    pub author: Option<String>,
    /// The date of publication from a `<meta>`.
    pub published: Option<String>,
    /// The first `<time datetime>`.
    pub time: Option<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// The language tag of the page.
    pub language: Option<String>,
}

/// Elements whose content is not for reading.
const DROPPED: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "textarea",
    "select", "audio", "video",
];
/// Elements which stand apart from what is around them by a blank line.
const PARAGRAPHS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "details",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];
/// Elements which begin and end a line.
const LINES: &[&str] =
    &["caption", "center", "dd", "div", "dt", "figcaption", "legend", "li", "summary", "tr"];

/// Extracts the text of a page.
pub fn extract(source: &str) -> Extracted {
    let mut page = Page::default();
    for token in Tokens::new(source) {
        page.take(&token);
    }
    Extracted { text: page.builder.finish(), metadata: page.metadata }
}

/// Finds the encoding which a page declares near its beginning.
pub fn declared_encoding(bytes: &[u8]) -> Option<Encoding> {
    const LOOK_AT_BYTES: usize = 4096;
    // Declarations are ASCII, whatever the rest is.
    let start = String::from_utf8_lossy(bytes.get(..LOOK_AT_BYTES).unwrap_or(bytes));
    if let Some((declaration, _)) =
        start.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"))
        && let Some(label) = attribute(declaration, "encoding")
    {
        return Encoding::for_label(&label);
    }
    Tokens::new(&start).find_map(|token| match token {
        Token::Start { name, attributes } if name == "meta" => {
            let label = attribute(attributes, "charset").or_else(|| {
                let content = attribute(attributes, "content")?.to_ascii_lowercase();
                let (_, label) = content.split_once("charset")?;
                let label = label.trim_start().strip_prefix('=')?.trim();
                Some(label.split([';', ' ']).next().unwrap_or(label).to_owned())
            })?;
            Encoding::for_label(&label)
        }
        _ => None,
    })
}

#[derive(Default)]
struct Page {
    builder: TextBuilder,
    metadata: Metadata,
    /// The element being dropped and how often it is nested in itself.
    dropped: Option<(String, usize)>,
    /// Where the first heading begins in the text (bytes).
    heading_from: Option<usize>,
}

impl Page {
    fn take(&mut self, token: &Token<'_>) {
        if self.is_dropped(token) {
            return;
        }
        match token {
            Token::Text(text) => self.builder.text(&entities::decode(text)),
            Token::Title(text) => {
                let title = line(&entities::decode(text));
                first(&mut self.metadata.title, title);
            }
            Token::Start { name, attributes } => self.start(name, attributes),
            Token::End { name } => self.end(name),
        }
    }

    /// Follows the element being dropped, and begins to drop another.
    fn is_dropped(&mut self, token: &Token<'_>) -> bool {
        if let Some((dropped, depth)) = &mut self.dropped {
            match token {
                Token::Start { name, .. } if name == dropped => *depth += 1,
                Token::End { name } if name == dropped => {
                    *depth -= 1;
                    if *depth == 0 {
                        self.dropped = None;
                    }
                }
                // Browsers let a drawing that was not closed end where prose begins.
                Token::Start { name, .. }
                    if dropped == "svg" && PARAGRAPHS.contains(&name.as_str()) =>
                {
                    self.dropped = None;
                    return false;
                }
                _ => {}
            }
            return true;
        }
        match token {
            Token::Start { name, attributes } if DROPPED.contains(&name.as_str()) => {
                // Only foreign elements can close themselves.
                if !(name == "svg" && attributes.ends_with('/')) {
                    self.dropped = Some((name.clone(), 1));
                }
                true
            }
            _ => false,
        }
    }

    fn start(&mut self, name: &str, attributes: &str) {
        match name {
            "br" => self.builder.line_break(),
            "td" | "th" => self.builder.cell(),
            "meta" => self.meta(attributes),
            "link" => {
                let relation = attribute(attributes, "rel").unwrap_or_default();
                if relation.eq_ignore_ascii_case("canonical") {
                    // The canonical address is better than the shared one.
                    self.metadata.url = attribute(attributes, "href").or(self.metadata.url.take());
                }
            }
            "html" => first(&mut self.metadata.language, attribute(attributes, "lang")),
            "time" => first(&mut self.metadata.time, attribute(attributes, "datetime")),
            _ => self.block(name),
        }
        if name == "pre" {
            self.builder.begin_preformatted();
        }
        if name == "h1" && self.metadata.heading.is_none() {
            self.heading_from = Some(self.builder.len());
        }
    }

    fn end(&mut self, name: &str) {
        if name == "pre" {
            self.builder.end_preformatted();
        }
        if name == "h1"
            && let Some(from) = self.heading_from.take()
        {
            first(&mut self.metadata.heading, line(self.builder.since(from)));
        }
        self.block(name);
    }

    fn block(&mut self, name: &str) {
        if PARAGRAPHS.contains(&name) {
            self.builder.paragraph();
        } else if LINES.contains(&name) {
            self.builder.line();
        }
    }

    fn meta(&mut self, attributes: &str) {
        let Some(content) = attribute(attributes, "content").and_then(|content| line(&content))
        else {
            return;
        };
        let key = ["property", "name", "itemprop"]
            .iter()
            .find_map(|name| attribute(attributes, name))
            .unwrap_or_default()
            .to_ascii_lowercase();
        let field = match key.as_str() {
            "og:title" | "twitter:title" | "dc.title" => &mut self.metadata.shared_title,
            "og:site_name" | "application-name" | "dc.publisher" => &mut self.metadata.site,
            "author" | "article:author" | "dc.creator" if !content.contains("://") => {
                &mut self.metadata.author
            }
            "article:published_time"
            | "datepublished"
            | "date"
            | "pubdate"
            | "publish-date"
            | "publishdate"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.date"
            | "dcterms.issued" => &mut self.metadata.published,
            "og:url" => &mut self.metadata.url,
            _ => return,
        };
        first(field, Some(content));
    }
}

fn first(field: &mut Option<String>, value: Option<String>) {
    if field.is_none() {
        *field = value;
    }
}

/// The words on one line, or nothing when there are none or far too many for a title or a name.
fn line(text: &str) -> Option<String> {
    const LONGEST_BYTES: usize = 4096;
    if text.len() > LONGEST_BYTES {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(source: &str) -> String {
        extract(source).text
    }

    #[test]
    fn paragraphs_are_separated_by_a_blank_line_and_blanks_collapse() {
        assert_eq!(text("<p>One  \n two</p>\n\n<p> Three </p>"), "One two\n\nThree");
        assert_eq!(text("<h1>Head</h1><div>a</div><div>b</div>"), "Head\n\na\nb");
        assert_eq!(text("<div><div><p>a</p></div></div><p>b"), "a\n\nb");
    }

    #[test]
    fn inline_elements_do_not_separate_words() {
        assert_eq!(text("Cease<b>fire</b> <i>holds</i>."), "Ceasefire holds.");
        assert_eq!(text("a <span> b</span>"), "a b");
    }

    #[test]
    fn line_breaks_count_and_are_limited_to_one_blank_line() {
        assert_eq!(text("a<br>b<br/>c"), "a\nb\nc");
        assert_eq!(text("a<br><br>b<br><br><br>c"), "a\n\nb\n\nc");
    }

    #[test]
    fn lists_and_rows_stand_on_lines_and_cells_are_parted_by_tabs() {
        assert_eq!(text("<ul><li>a<li>b</ul>c"), "a\nb\n\nc");
        assert_eq!(
            text("<table><tr><td>a</td> <td>b</td></tr><tr><td>c<td>d</table>"),
            "a\tb\nc\td"
        );
    }

    #[test]
    fn preformatted_text_keeps_its_blanks() {
        assert_eq!(text("<p>x</p><pre>\n a\r\n  b\n</pre>y"), "x\n\n a\n  b\n\ny");
    }

    #[test]
    fn no_break_spaces_and_combining_marks_stay() {
        assert_eq!(
            text("<p>5&nbsp;km e\u{301}&#x301;\u{a0}</p>"),
            "5\u{a0}km e\u{301}\u{301}\u{a0}"
        );
    }

    #[test]
    fn scripts_styles_and_hidden_parts_leave_nothing() {
        assert_eq!(
            text(
                "a<script>if (1<2) show('<p>x</p>')</script>b\
                 <style>p{}</style>c<noscript><p>n</p></noscript>d<template><div>t</div></template>\
                 e<svg><title>s</title><text>v</text></svg>f<!-- <p>z</p> -->g"
            ),
            "abcdefg"
        );
        assert_eq!(text("a<svg><svg></svg>x</svg>b<svg/>c<svg><path><p>d"), "abc\n\nd");
        assert_eq!(text("a<SCRIPT>x</sCript >b"), "ab");
        assert_eq!(text("a<img alt='x'>b"), "ab");
    }

    #[test]
    fn a_comparison_in_prose_is_text() {
        assert_eq!(text("1 < 2 and 3 <4, a<b"), "1 < 2 and 3 <4, a");
        assert_eq!(text("x & y &unknown; &amp;"), "x & y &unknown; &");
    }

    #[test]
    fn the_page_says_what_it_is() {
        let page = extract(
            "<!doctype html><html lang=en><head><title>Talks &amp; truce\n | Daily</title>\
             <meta property='og:title' content='Talks &amp; truce'>\
             <meta content=Daily property=og:site_name>\
             <meta name=author content='A. Writer'>\
             <meta property=article:author content=https://example.org/a>\
             <meta property='article:published_time' content='2020-11-12T09:00:00Z'>\
             <link rel=canonical href='/talks?a=1&amp;b=2'></head>\
             <body><h1>Talks <em>resume</em></h1><time datetime=2020-11-11>yesterday</time></body>",
        );
        assert_eq!(page.text, "Talks resume\n\nyesterday");
        let metadata = page.metadata;
        assert_eq!(metadata.title.as_deref(), Some("Talks & truce | Daily"));
        assert_eq!(metadata.shared_title.as_deref(), Some("Talks & truce"));
        assert_eq!(metadata.heading.as_deref(), Some("Talks resume"));
        assert_eq!(metadata.site.as_deref(), Some("Daily"));
        assert_eq!(metadata.author.as_deref(), Some("A. Writer"));
        assert_eq!(metadata.published.as_deref(), Some("2020-11-12T09:00:00Z"));
        assert_eq!(metadata.time.as_deref(), Some("2020-11-11"));
        assert_eq!(metadata.url.as_deref(), Some("/talks?a=1&b=2"));
        assert_eq!(metadata.language.as_deref(), Some("en"));
    }

    #[test]
    fn the_declared_encoding_is_found_in_its_three_forms() {
        let label = |bytes: &[u8]| declared_encoding(bytes).map(Encoding::label);
        assert_eq!(label(b"<html><META Charset=\"KOI8-R\">\xff"), Some("koi8-r"));
        assert_eq!(
            label(b"<meta http-equiv=content-type content='text/html; charset=windows-1251'>"),
            Some("windows-1251")
        );
        assert_eq!(
            label(b"<?xml version='1.0' encoding='ISO-8859-2'?><html/>"),
            Some("iso-8859-2")
        );
        assert_eq!(label(b"<p>charset=koi8-r</p>"), None);
    }

    #[test]
    fn unfinished_markup_neither_hangs_nor_leaks() {
        assert_eq!(text("a<p class='x"), "a");
        assert_eq!(text("a<!-- b"), "a");
        assert_eq!(text("a<script> b"), "a");
        assert_eq!(text("a</"), "a</");
        assert_eq!(text("a<"), "a<");
        assert_eq!(text("a&#x"), "a&#x");
        assert_eq!(text("a&#99999999999999999999;b"), "a\u{fffd}b");
        assert_eq!(text("<title>T"), "");
        let endless = format!("<title>{}</title><h1>{0}</h1>", "word ".repeat(10_000));
        assert_eq!(extract(&endless).metadata, Metadata::default());
    }

    #[test]
    fn deep_nesting_and_long_runs_take_linear_time() {
        let deep = "<div><b><svg>".repeat(100_000);
        assert_eq!(text(&deep), "");
        assert_eq!(text(&"<p>".repeat(300_000)), "");
        assert_eq!(text(&"</p>".repeat(300_000)), "");
        assert_eq!(text(&"<!--".repeat(300_000)), "");
        assert_eq!(text(&"<script>".repeat(100_000)), "");
        assert_eq!(text(&"<a '".repeat(300_000)), "");
        assert_eq!(text(&"<".repeat(300_000)).len(), 300_000);
        assert_eq!(text(&"&".repeat(300_000)).len(), 300_000);
        assert_eq!(text(&"&#1".repeat(300_000)).len(), 300_000);
        assert_eq!(text(&"<h1>x".repeat(100_000)).len(), 299_998);
        assert_eq!(text(&format!("&{}", "a".repeat(300_000))).len(), 300_001);
    }

    proptest! {
        #[test]
        fn any_text_without_markup_comes_through_with_its_words(words in "[a-zé\u{a0}א ]{0,40}") {
            let expected: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
            prop_assert_eq!(text(&words), expected.join(" "));
        }

        #[test]
        fn arbitrary_strings_do_not_panic(source in "\\PC*") {
            let _text = extract(&source);
        }

        #[test]
        fn markup_like_strings_make_tidy_text(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "<", ">", "</", "<!--", "-->", "<p>", "<script>", "</script>", "<svg>",
                    "</svg>", "&", "&#", "&amp", ";", "'", "\"", "=", "<pre>", "\n", "é", "<br>",
                    "<title>", "</title>", "<td>", "<h1>", "</h1>", "<meta content=", "x", "😀",
                ]),
                0..60,
            )
        ) {
            let source = parts.concat();
            let extracted = extract(&source);
            prop_assert!(extracted.text.len() <= source.len() * 3);
            prop_assert!(!extracted.text.ends_with([' ', '\n']));
            prop_assert!(!extracted.text.contains("\n\n\n") || source.contains("<pre>"));
            prop_assert!(extracted.metadata.title.is_none_or(|title| !title.contains('\n')));
        }
    }
}
