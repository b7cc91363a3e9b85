//! The page's style sheets as one: each would be a request of its own, and nothing is painted before the
//! last of them is there.

use sha2::{Digest, Sha256};

use super::integrity::{integrity, named};
use super::page::{self, Tag};

/// A page that asks for one style sheet instead of several.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Joined {
    /// The page.
    pub(crate) page: String,
    /// The name of the sheet, with a sum of what is in it.
    pub(crate) name: String,
    /// What is in the sheet.
    pub(crate) styles: String,
    /// The files that nobody asks for any more.
    pub(crate) gone: Vec<String>,
}

/// Joins the style sheets of a page in their order; `None` where it has none.
pub(crate) fn join(
    page: &str,
    read: impl Fn(&str) -> Result<String, String>,
) -> Result<Option<Joined>, String> {
    let tags = page::tags(page);
    let sheets: Vec<(&Tag<'_>, &str)> = tags
        .iter()
        .filter(|tag| tag.attribute("rel") == Some("stylesheet"))
        .filter_map(|tag| Some((tag, tag.attribute("href")?.trim_start_matches("./"))))
        .collect();
    let Some((first, _)) = sheets.first() else { return Ok(None) };
    let mut styles = String::new();
    for (tag, file) in &sheets {
        if tag.attribute("media").is_some() {
            return Err(format!("a style sheet for some media only: {}", tag.whole));
        }
        styles.push_str(&read(file)?);
        if !styles.ends_with('\n') {
            styles.push('\n');
        }
    }
    // The name is never used for anything else, so that the file may be kept for ever.
    let name = format!("style-{}.css", named(&Sha256::digest(&styles)));
    let sum = integrity(styles.as_bytes());
    let link = format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"{sum}\">");
    // A mark holds the place while the sheets go, for the new link may be the same as one of them.
    let mark = "<!-- styles -->";
    let mut joined = page.replacen(first.whole, mark, 1);
    for (tag, _) in sheets.iter().skip(1) {
        joined = joined.replacen(tag.whole, "", 1);
    }
    let files = sheets.iter().map(|(_, file)| (*file).to_owned());
    let gone = files.filter(|file| *file != name).collect();
    let page = page::without_blank_lines(&joined.replacen(mark, &link, 1));
    Ok(Some(Joined { page, name, styles, gone }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><link rel=\"stylesheet\" href=\"./a.css\"/><link rel=icon href=x>\
                        <link rel=\"stylesheet\" href=\"./b.css\"/></head>";

    fn joined(page: &str) -> Joined {
        join(page, |file| Ok(format!("{file} {{}}"))).unwrap().expect("there are sheets")
    }

    #[test]
    fn sheets_become_one_in_their_order() {
        let Joined { page, name, styles, gone } = joined(PAGE);
        assert_eq!(styles, "a.css {}\nb.css {}\n");
        assert_eq!(gone, ["a.css", "b.css"]);
        let tags = page::tags(&page);
        assert_eq!(tags.len(), 2);
        assert_eq!(tags[0].attribute("href"), Some(format!("./{name}").as_str()));
        assert_eq!(tags[0].attribute("integrity"), Some(integrity(styles.as_bytes()).as_str()));
        assert!(name.starts_with("style-") && name.len() == "style-.css".len() + 16, "{name}");
    }

    #[test]
    fn what_was_joined_is_joined_again_with_what_came_since() {
        let before = joined(PAGE);
        let more = before.page.replace("</head>", "<link rel=stylesheet href=c.css></head>");
        let after = joined(&more);
        assert_eq!(after.styles, format!("{} {{}}\nc.css {{}}\n", before.name));
        assert_eq!(after.gone, [before.name.as_str(), "c.css"]);
        let same = join(&before.page, |_| Ok(before.styles.clone())).unwrap().expect("one sheet");
        assert_eq!((same.page, same.gone), (before.page, Vec::new()));
    }

    #[test]
    fn a_sheet_that_is_gone_or_for_some_media_is_refused() {
        let refused = |page: &str| join(page, |file| Err(format!("{file}: gone"))).unwrap_err();
        assert_eq!(refused("<link rel=stylesheet href=./x.css>"), "x.css: gone");
        assert!(refused("<link rel=stylesheet media=print href=x>").contains("some media only"));
        assert_eq!(join("<head></head>", |_| Err(String::new())), Ok(None));
    }
}
