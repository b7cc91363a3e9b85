//! The tags of a page that Trunk has written: enough of HTML for that, and no more.

/// An element of the page that asks for a file, or says something about the page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// What stands between the name and the closing bracket.
    attributes: &'a str,
    /// All of it, with the end tag where it has one.
    pub(crate) whole: &'a str,
}

impl<'a> Tag<'a> {
    /// Returns the value of an attribute, quoted in either way or not at all.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            let (found, after) = rest.split_at(end);
            let (value, after) = match after.trim_start().strip_prefix('=').map(str::trim_start) {
                Some(quoted) if quoted.starts_with(['"', '\'']) => {
                    let mut letters = quoted.chars();
                    let mark = letters.next().unwrap_or('"');
                    letters.as_str().split_once(mark).unwrap_or((letters.as_str(), ""))
                }
                Some(plain) => {
                    plain.split_at(plain.find(char::is_whitespace).unwrap_or(plain.len()))
                }
                None => ("", after),
            };
            if found == name {
                return Some(value);
            }
            rest = after;
        }
    }
}

/// Returns every `link`, `script` and `meta`, in order.
pub(crate) fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let (_, at) = rest.split_at(start);
        if let Some(comment) = at.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let name = ["link", "script", "meta"].into_iter().find(|name| {
            at.get(1..).and_then(|inner| inner.strip_prefix(name)).is_some_and(|after| {
                after.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
            })
        });
        let Some((name, close)) = name.zip(at.find('>')) else {
            rest = at.get(1..).unwrap_or_default();
            continue;
        };
        let mut end = close + 1;
        if name == "script" {
            let from = at.get(end..).unwrap_or_default();
            end += from.find("</script>").map_or(from.len(), |close| close + "</script>".len());
        }
        let (whole, after) = at.split_at(end);
        let attributes = at.get(1 + name.len()..close).unwrap_or_default();
        tags.push(Tag { name, attributes, whole });
        rest = after;
    }
    tags
}

/// Takes away the lines that stand empty where tags were taken away.
pub(crate) fn without_blank_lines(page: &str) -> String {
    let lines = page.lines().filter(|line| !line.trim().is_empty());
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// Puts something before the one place where a text stands.
pub(crate) fn insert_before(page: &str, place: &str, text: &str) -> Result<String, String> {
    match page.split_once(place) {
        Some((before, after)) if !after.contains(place) => {
            Ok([before, text, place, after].concat())
        }
        _ => Err(format!("the page should have exactly one {place}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_their_attributes() {
        let page = "<!-- <link href=no> --><html><linked><link rel=\"stylesheet\" href='a b.css'/>\n\
                    <script type=module src=./x.js></script><meta\nname=a content=\"1>2\"";
        let found = tags(page);
        assert_eq!(
            found.iter().map(|tag| tag.name).collect::<Vec<_>>(),
            ["link", "script", "meta"]
        );
        assert_eq!(found[0].attribute("href"), Some("a b.css"));
        assert_eq!(found[0].attribute("rel"), Some("stylesheet"));
        assert_eq!(found[0].attribute("crossorigin"), None);
        assert_eq!(found[1].attribute("src"), Some("./x.js"));
        assert_eq!(found[1].whole, "<script type=module src=./x.js></script>");
        assert_eq!(found[2].attribute("name"), Some("a"));
    }

    #[test]
    fn a_place_must_be_there_once() {
        assert_eq!(insert_before("ab", "b", "c").unwrap(), "acb");
        assert!(insert_before("a", "b", "c").is_err());
        assert!(insert_before("bb", "b", "c").is_err());
    }
}
