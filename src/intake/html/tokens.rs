//! HTML cut into text and tags, in one pass and without a tree.

use super::entities;

/// A piece of a page. Comments, declarations and scripts are left out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'source> {
    /// Text as written, entities not decoded.
    Text(&'source str),
    /// The content of a `<title>`, as written.
    Title(&'source str),
    /// A start tag: its name in lower case, and its attributes as written.
    Start { name: String, attributes: &'source str },
    /// An end tag.
    End { name: String },
}

/// Elements whose content is no markup, up to their own end tag.
const RAW: &[&str] =
    &["script", "style", "title", "textarea", "iframe", "noframes", "noembed", "xmp"];

/// The tokens of a page.
pub(super) struct Tokens<'source> {
    source: &'source str,
    /// Where the next token begins (bytes).
    at: usize,
    /// The element whose raw content comes next.
    raw: Option<&'static str>,
}

impl<'source> Tokens<'source> {
    pub(super) const fn new(source: &'source str) -> Self {
        Self { source, at: 0, raw: None }
    }

    fn slice(&self, from: usize, to: usize) -> &'source str {
        // All cuts are made beside ASCII characters.
        self.source.get(from..to).unwrap_or_default()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.source.as_bytes().get(at).copied()
    }

    fn seek(&self, byte: u8, from: usize) -> Option<usize> {
        let rest = self.source.as_bytes().get(from..)?;
        rest.iter().position(|candidate| *candidate == byte).map(|offset| from + offset)
    }

    /// Takes the raw content of an element up to its end tag, which is left for the next call.
    fn raw_content(&mut self, element: &str) -> &'source str {
        let from = self.at;
        let mut search = from;
        let end = loop {
            let Some(open) = self.seek(b'<', search) else { break self.source.len() };
            let name_end = open + 2 + element.len();
            let is_end = self.byte(open + 1) == Some(b'/')
                && self.slice(open + 2, name_end).eq_ignore_ascii_case(element)
                && !self.byte(name_end).is_some_and(|byte| byte.is_ascii_alphanumeric());
            if is_end {
                break open;
            }
            search = open + 1;
        };
        self.at = end;
        self.slice(from, end)
    }

    /// Skips what is no content, such as a comment, if one begins here.
    fn skip_declaration(&mut self) -> bool {
        let Some(rest) = self.source.get(self.at..) else { return false };
        let end = if let Some(body) = rest.strip_prefix("<!--") {
            // `<!-->` and `<!--->` are complete comments.
            if body.starts_with('>') {
                Some(self.at + 5)
            } else if body.starts_with("->") {
                Some(self.at + 6)
            } else {
                body.find("-->").map(|offset| self.at + 4 + offset + 3)
            }
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            self.seek(b'>', self.at).map(|end| end + 1)
        } else if rest.starts_with("</")
            && self.byte(self.at + 2).is_some_and(|byte| !byte.is_ascii_alphabetic())
        {
            self.seek(b'>', self.at).map(|end| end + 1)
        } else {
            return false;
        };
        self.at = end.unwrap_or(self.source.len());
        true
    }

    /// Takes a tag whose `<` stands at the current place, or nothing when the page ends in it.
    fn tag(&mut self) -> Option<Token<'source>> {
        let closing = self.byte(self.at + 1) == Some(b'/');
        let name_from = self.at + 1 + usize::from(closing);
        let rest = self.source.as_bytes().get(name_from..)?;
        let length = rest
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))?;
        let attributes_from = name_from + length;
        let end = self.tag_end(attributes_from)?;
        let name = self.slice(name_from, attributes_from).to_ascii_lowercase();
        self.at = end + 1;
        if closing {
            return Some(Token::End { name });
        }
        self.raw = RAW.iter().copied().find(|element| *element == name);
        Some(Token::Start { name, attributes: self.slice(attributes_from, end) })
    }

    /// Finds the `>` that ends a tag; one inside a quoted value does not.
    fn tag_end(&self, from: usize) -> Option<usize> {
        let mut quote = None;
        let mut previous = b' ';
        for (offset, &byte) in self.source.as_bytes().get(from..)?.iter().enumerate() {
            match (quote, byte) {
                (None, b'>') => return Some(from + offset),
                // A quotation mark begins a value only after the equals sign.
                (None, b'"' | b'\'') if previous == b'=' => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                previous = byte;
            }
        }
        None
    }
}

impl<'source> Iterator for Tokens<'source> {
    type Item = Token<'source>;

    fn next(&mut self) -> Option<Token<'source>> {
        if let Some(element) = self.raw.take() {
            let content = self.raw_content(element);
            if element == "title" {
                return Some(Token::Title(content));
            }
            if element == "xmp" {
                return Some(Token::Text(content));
            }
        }
        while self.at < self.source.len() {
            if self.byte(self.at) == Some(b'<') {
                let next = self.byte(self.at + 1).unwrap_or(b' ');
                let after = self.byte(self.at + 2).unwrap_or(b' ');
                if next.is_ascii_alphabetic() || (next == b'/' && after.is_ascii_alphabetic()) {
                    let token = self.tag();
                    if token.is_none() {
                        // Like a browser: an unfinished tag swallows the rest.
                        self.at = self.source.len();
                    }
                    return token;
                }
                if self.skip_declaration() {
                    continue;
                }
            }
            let from = self.at;
            self.at = self.seek(b'<', from + 1).unwrap_or(self.source.len());
            return Some(Token::Text(self.slice(from, self.at)));
        }
        None
    }
}

/// Returns the value of an attribute with its entities decoded; the name is in lower case.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|character: char| {
            character.is_ascii_whitespace() || matches!(character, '/' | '=')
        });
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .find(|character: char| {
                character.is_ascii_whitespace() || matches!(character, '=' | '/')
            })
            .unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(value) => split_value(value.trim_start()),
            None => ("", after),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(entities::decode(value).into_owned());
        }
        rest = after;
    }
}

fn split_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(rest) = text.strip_prefix(quote) {
            return rest.split_once(quote).unwrap_or((rest, ""));
        }
    }
    let end = text.find(|character: char| character.is_ascii_whitespace()).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(name: &str, attributes: &'static str) -> Token<'static> {
        Token::Start { name: name.to_owned(), attributes }
    }

    #[test]
    fn a_greater_sign_in_a_quoted_value_does_not_end_the_tag() {
        let tokens: Vec<_> = Tokens::new("<A title='a>b' x>t</a >").collect();
        assert_eq!(
            tokens,
            [start("a", " title='a>b' x"), Token::Text("t"), Token::End { name: "a".to_owned() }]
        );
    }

    #[test]
    fn an_apostrophe_outside_a_value_opens_nothing() {
        let tokens: Vec<_> = Tokens::new("<p don't>x").collect();
        assert_eq!(tokens, [start("p", " don't"), Token::Text("x")]);
    }

    #[test]
    fn comments_declarations_and_bogus_end_tags_are_skipped() {
        let tokens: Vec<_> = Tokens::new("<!doctype x><!--><!-- - -- > --><?x?></ x>a").collect();
        assert_eq!(tokens, [Token::Text("a")]);
    }

    #[test]
    fn raw_content_ends_only_at_its_own_end_tag() {
        let tokens: Vec<_> = Tokens::new("<title>a<b></titles></TITLE>c").collect();
        assert_eq!(
            tokens,
            [
                start("title", ""),
                Token::Title("a<b></titles>"),
                Token::End { name: "title".to_owned() },
                Token::Text("c")
            ]
        );
    }

    #[test]
    fn attributes_are_found_in_each_notation() {
        let raw = " a=1 B = \"two &amp; 2\" c='3' d e=f/";
        assert_eq!(attribute(raw, "a").as_deref(), Some("1"));
        assert_eq!(attribute(raw, "b").as_deref(), Some("two & 2"));
        assert_eq!(attribute(raw, "c").as_deref(), Some("3"));
        assert_eq!(attribute(raw, "d").as_deref(), Some(""));
        assert_eq!(attribute(raw, "e").as_deref(), Some("f/"));
        assert_eq!(attribute(raw, "f"), None);
        assert_eq!(attribute("x='unfinished", "x").as_deref(), Some("unfinished"));
    }
}
