//! What kind of file it is, by its extension and its first bytes.

/// A kind of file that can be opened as a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Plain text, kept verbatim.
    PlainText,
    /// Markdown, kept verbatim.
    Markdown,
    /// HTML, of which the text is extracted.
    Html,
}

impl Kind {
    /// The name as it stands in a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PlainText => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "the text of an HTML page",
        }
    }
}

/// Returns the kind of a file, or the extension that is not supported.
pub(super) fn of(path: &str, bytes: &[u8]) -> Result<Kind, String> {
    match extension(path).as_deref() {
        Some("txt" | "text") => Ok(Kind::PlainText),
        Some("md" | "markdown") => Ok(Kind::Markdown),
        Some("html" | "htm" | "xhtml") => Ok(Kind::Html),
        Some(other) => Err(other.to_owned()),
        None if looks_like_html(bytes) => Ok(Kind::Html),
        None => Ok(Kind::PlainText),
    }
}

/// The extension in lower case. What has blanks, is long or has no letter is part of the name.
fn extension(path: &str) -> Option<String> {
    const LONGEST: usize = 10;
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.')?;
    let plausible = !stem.is_empty()
        && extension.len() <= LONGEST
        && extension.chars().all(|character| character.is_ascii_alphanumeric())
        && extension.chars().any(|character| character.is_ascii_alphabetic());
    plausible.then(|| extension.to_ascii_lowercase())
}

fn looks_like_html(bytes: &[u8]) -> bool {
    const LOOK_AT_BYTES: usize = 1024;
    // Zero bytes are dropped so that UTF-16 is recognised as well.
    let head: String = bytes
        .iter()
        .take(LOOK_AT_BYTES)
        .filter(|byte| byte.is_ascii() && **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let head = head.trim_start();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with("<?xml") && head.contains("<html"))
}

/// The first bytes of common formats that are no text.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"{\\rtf", "a rich text file (RTF)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (DOC, XLS or PPT)"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"ID3\x03", "an MP3 recording"),
    (b"ID3\x04", "an MP3 recording"),
    (b"OggS\0", "an Ogg recording"),
    (b"\x7fELF", "a program"),
    (b"\0asm", "a program"),
];

/// Recognises a file that is no text by its first bytes, whatever its name.
pub(super) fn known_binary(bytes: &[u8], path: &str) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(match extension(path).as_deref() {
            Some("docx") => "a Word document (DOCX)",
            Some("xlsx") => "an Excel workbook (XLSX)",
            Some("pptx") => "a PowerPoint file (PPTX)",
            Some("odt") => "an OpenDocument text (ODT)",
            Some("epub") => "an e-book (EPUB)",
            _ => "a ZIP archive",
        });
    }
    if let Some(inner) = bytes.strip_prefix(b"RIFF").and_then(|rest| rest.get(4..8)) {
        return match inner {
            b"WEBP" => Some("a WebP image"),
            b"WAVE" => Some("a WAV recording"),
            _ => None,
        };
    }
    if bytes.starts_with(b"\0") && bytes.get(4..8) == Some(b"ftyp") {
        return Some("a video or a recording (MP4)");
    }
    // A byte order mark with three zeros more is UTF-32, which the browser cannot decode.
    if matches!(bytes, [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..]) {
        return Some("a text in UTF-32");
    }
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_decides_in_any_case() {
        assert_eq!(of("a.TXT", b"<html>"), Ok(Kind::PlainText));
        assert_eq!(of("dir.x/a.Md", b""), Ok(Kind::Markdown));
        assert_eq!(of("a.xhtml", b""), Ok(Kind::Html));
        assert_eq!(of("a.csv", b"a,b"), Err("csv".to_owned()));
    }

    #[test]
    fn without_an_extension_the_first_bytes_decide() {
        assert_eq!(of("page", b"\xef\xbb\xbf <!DOCTYPE HTML><p>"), Ok(Kind::Html));
        assert_eq!(of("page", b"<\0h\0t\0m\0l\0>\0"), Ok(Kind::Html));
        assert_eq!(of("page", b"<?xml version='1.0'?><html>"), Ok(Kind::Html));
        assert_eq!(of("", b"A < B"), Ok(Kind::PlainText));
        assert_eq!(of("Visit to St. Petersburg", b"x"), Ok(Kind::PlainText));
        assert_eq!(of("notes 12.11.2020", b"x"), Ok(Kind::PlainText));
    }

    #[test]
    fn common_formats_are_named() {
        assert_eq!(known_binary(b"%PDF-1.7", "a.txt"), Some("a PDF file"));
        assert_eq!(known_binary(b"PK\x03\x04..", "a.docx"), Some("a Word document (DOCX)"));
        assert_eq!(known_binary(b"PK\x03\x04..", "a.txt"), Some("a ZIP archive"));
        assert_eq!(known_binary(b"\x89PNG\r\n\x1a\n", ""), Some("a PNG image"));
        assert_eq!(known_binary(b"RIFF....WEBPVP8", ""), Some("a WebP image"));
        assert_eq!(known_binary(b"\0\0\0\x18ftypmp42", ""), Some("a video or a recording (MP4)"));
        assert_eq!(known_binary(b"\xff\xfe\0\0a\0\0\0", ""), Some("a text in UTF-32"));
        assert_eq!(known_binary(b"PKK met again", ""), None);
        assert_eq!(known_binary(b"RIFF", ""), None);
        assert_eq!(known_binary(b"", ""), None);
    }
}
