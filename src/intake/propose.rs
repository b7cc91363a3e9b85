//! Proposals of title, date and source, each with where it comes from.
//!
//! A proposal is what a person sees in the review table and may change. What a document does not
//! say is not proposed.

pub mod boilerplate;
mod date;
mod dateline;
mod file_name;
pub(super) mod lines;
mod title;

pub use boilerplate::{Boilerplate, BoilerplateReason};
pub use date::from_words as date_from_words;

use self::lines::{Line, lines};
use super::html::Metadata;
use super::markdown::{self, FrontMatter};
use crate::model::PartialDate;

/// Where a proposal comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The front matter of a Markdown file.
    FrontMatter,
    /// What an HTML page says about itself.
    Page,
    /// The `<title>` of an HTML page.
    PageTitle,
    /// A date put in front by a crawler.
    CrawlHeader,
    /// A line that is nothing but a date.
    DateLine,
    /// The dateline of an agency.
    Dateline,
    /// A line `Source: …`.
    SourceLine,
    /// A heading.
    Heading,
    /// The first sentence or the first words.
    Beginning,
    /// The name of the file.
    FileName,
}

impl Origin {
    /// The part of a sentence that names the origin.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::FrontMatter => "from the front matter",
            Self::Page => "from the page's own description",
            Self::PageTitle => "from the page's title",
            Self::CrawlHeader => "from the date put in front of the text",
            Self::DateLine => "from a line of its own",
            Self::Dateline => "from the dateline",
            Self::SourceLine => "from the line that names the source",
            Self::Heading => "from the heading",
            Self::Beginning => "from the first words",
            Self::FileName => "from the file name",
        }
    }
}

/// A proposed value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

/// Everything proposed for one document, to be reviewed by a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposals {
    /// The title; missing only when neither the text nor the file name has a word.
    pub title: Option<Proposed<String>>,
    /// The date.
    pub date: Option<Proposed<PartialDate>>,
    /// The source.
    pub source: Option<Proposed<String>>,
    /// The author.
    pub author: Option<Proposed<String>>,
    /// The address.
    pub url: Option<Proposed<String>>,
    /// The language tag.
    pub language: Option<Proposed<String>>,
    /// Parts of the text which belong to a website, in order and disjoint.
    pub boilerplate: Vec<Boilerplate>,
}

/// What the proposals are drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Clues<'file> {
    /// The text of the document.
    pub text: &'file str,
    /// The name of the file, with folders or without; empty for pasted text.
    pub file_name: &'file str,
    /// Whether the text is Markdown.
    pub markdown: bool,
    /// What the page said about itself, if it was HTML.
    pub page: Option<&'file Metadata>,
}

/// How many lines with words are looked at for a date, a dateline and a heading.
const TOP_LINES: usize = 12;

/// Proposes what can be known of a document.
pub fn propose(clues: &Clues<'_>) -> Proposals {
    let matter =
        clues.markdown.then(|| markdown::front_matter(clues.text)).flatten().unwrap_or_default();
    let boilerplate = boilerplate::boilerplate(
        clues.text,
        Some(matter.range.clone()).filter(|range| !range.is_empty()),
    );
    let found = Findings { clues, matter: &matter, boilerplate: &boilerplate, top: Vec::new() };
    let found = Findings { top: found.top_lines(), ..found };
    let proposals = Proposals {
        title: found.title(),
        date: found.date(),
        source: found.source(),
        author: found.plain(&["author"], |page| &page.author),
        url: found.plain(&["url", "link"], |page| &page.url),
        language: found.plain(&["language", "lang"], |page| &page.language),
        boilerplate: Vec::new(),
    };
    Proposals { boilerplate, ..proposals }
}

struct Findings<'a, 'file> {
    clues: &'a Clues<'file>,
    matter: &'a FrontMatter,
    boilerplate: &'a [Boilerplate],
    /// The first lines with words that are not boilerplate.
    top: Vec<Line<'file>>,
}

impl<'file> Findings<'_, 'file> {
    fn top_lines(&self) -> Vec<Line<'file>> {
        let header = self.header_end();
        let is_boilerplate = |line: &Line<'_>| {
            self.boilerplate.iter().any(|part| {
                part.range.start <= line.range.start && line.range.end <= part.range.end
            })
        };
        lines(self.clues.text)
            .filter(|line| !line.text.is_empty() && !is_boilerplate(line))
            // The first line begins where a crawl header on it ends.
            .filter_map(|line| {
                let cut = header.saturating_sub(line.range.start);
                let words = line.text.get(cut.min(line.text.len())..)?.trim();
                (!words.is_empty()).then_some(Line { text: words, ..line })
            })
            .take(TOP_LINES)
            .collect()
    }

    /// Where the text proper begins (bytes).
    fn header_end(&self) -> usize {
        let header = self.boilerplate.iter().find(|part| {
            matches!(part.reason, BoilerplateReason::CrawlHeader | BoilerplateReason::FrontMatter)
        });
        header.map_or(0, |part| part.range.end)
    }

    fn title(&self) -> Option<Proposed<String>> {
        let page = self.clues.page;
        let file = self.clues.file_name;
        let from_matter = || self.matter.values.get("title").cloned();
        let from_page = || page.and_then(|page| page.shared_title.clone().or(page.heading.clone()));
        let from_page_title =
            || page.and_then(|page| Some(without_site(page.title.as_deref()?, page)));
        let from_markdown =
            || self.clues.markdown.then(|| markdown::first_heading(self.clues.text)).flatten();
        let from_heading = || title::heading(&self.top).map(str::to_owned);
        let from_name = || Some(file_name::title(file)).filter(|title| !title.is_empty());
        let from_telling_name = || from_name().filter(|_| file_name::has_words(file));
        let beginning = || self.top.first().and_then(|line| title::beginning(line.text));
        let attempts: [(Origin, &dyn Fn() -> Option<String>); 8] = [
            (Origin::FrontMatter, &from_matter),
            (Origin::Page, &from_page),
            (Origin::PageTitle, &from_page_title),
            (Origin::Heading, &from_markdown),
            (Origin::Heading, &from_heading),
            (Origin::FileName, &from_telling_name),
            (Origin::Beginning, &beginning),
            (Origin::FileName, &from_name),
        ];
        first(&attempts)
    }

    fn date(&self) -> Option<Proposed<PartialDate>> {
        let from_matter = || {
            ["date", "published", "created"]
                .iter()
                .find_map(|key| date::from_stamp(self.matter.values.get(*key)?))
        };
        let page = self.clues.page;
        let published = || date::from_stamp(page?.published.as_deref()?);
        let header = || boilerplate::crawl_header(self.clues.text).map(|(_, date)| date);
        let line = || self.top.iter().find_map(|line| date::from_words(line.text));
        let dateline = || self.top.iter().find_map(|line| dateline::dateline(line.text)?.date);
        let name = || file_name::date(self.clues.file_name).map(|(date, _)| date);
        let time = || date::from_stamp(page?.time.as_deref()?);
        let attempts: [(Origin, &dyn Fn() -> Option<PartialDate>); 7] = [
            (Origin::FrontMatter, &from_matter),
            (Origin::Page, &published),
            (Origin::CrawlHeader, &header),
            (Origin::DateLine, &line),
            (Origin::Dateline, &dateline),
            (Origin::FileName, &name),
            (Origin::Page, &time),
        ];
        let all = || {
            attempts.iter().filter_map(|(origin, attempt)| {
                Some(Proposed { value: attempt()?, origin: *origin })
            })
        };
        // A whole date from a weaker place is worth more than a part of one.
        all().find(|proposed| date::is_complete(proposed.value)).or_else(|| all().next())
    }

    fn source(&self) -> Option<Proposed<String>> {
        let from_matter = || {
            ["source", "publisher", "site"]
                .iter()
                .find_map(|key| self.matter.values.get(*key).cloned())
        };
        let site = || self.clues.page?.site.clone();
        let dateline = || self.top.iter().find_map(|line| dateline::dateline(line.text)?.source);
        let named = || self.top.iter().find_map(|line| source_line(line.text));
        first(&[
            (Origin::FrontMatter, &from_matter),
            (Origin::SourceLine, &named),
            (Origin::Page, &site),
            (Origin::Dateline, &dateline),
        ])
    }

    fn plain(
        &self,
        keys: &[&str],
        field: fn(&Metadata) -> &Option<String>,
    ) -> Option<Proposed<String>> {
        let from_matter = || keys.iter().find_map(|key| self.matter.values.get(*key).cloned());
        let from_page = || field(self.clues.page?).clone();
        first(&[(Origin::FrontMatter, &from_matter), (Origin::Page, &from_page)])
    }
}

fn first<T>(attempts: &[(Origin, &dyn Fn() -> Option<T>)]) -> Option<Proposed<T>> {
    attempts
        .iter()
        .find_map(|(origin, attempt)| Some(Proposed { value: attempt()?, origin: *origin }))
}

/// Takes the name of the site off the end or the beginning of a page's title.
fn without_site(title: &str, page: &Metadata) -> String {
    for separator in [" | ", " – ", " — ", " - ", " :: ", " » "] {
        let is_site = |part: &str| {
            page.site.as_deref().is_some_and(|site| site.eq_ignore_ascii_case(part.trim()))
        };
        if let Some((rest, site)) = title.rsplit_once(separator)
            && (is_site(site) || separator == " | ")
        {
            return rest.trim().to_owned();
        }
        if let Some((site, rest)) = title.split_once(separator)
            && is_site(site)
        {
            return rest.trim().to_owned();
        }
    }
    title.to_owned()
}

fn source_line(line: &str) -> Option<String> {
    const LONGEST_BYTES: usize = 160;
    if line.len() > LONGEST_BYTES {
        return None;
    }
    let (key, name) = line.split_once(':')?;
    let is_key =
        ["source", "quelle", "fuente", "источник"].contains(&key.trim().to_lowercase().as_str());
    let name = name.trim();
    (is_key && !name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests;
