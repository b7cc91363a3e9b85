//! What would happen to each file, before anything is imported.
//!
//! [`examine_file`] judges one file and knows nothing of the others, so that a host can go file by
//! file, show progress and stay responsive. [`Batch`] keeps the books: which texts are there
//! already, and what the person chose.

mod batch;
mod kind;

pub use batch::{Batch, Choice, Entry, Original};
pub use kind::Kind;

use super::encoding::{self, Decoder, Encoding, Evidence};
use super::html;
use super::propose::{Clues, Proposals, propose};
use crate::text::body::fingerprint;

/// The largest file that is opened: 50 MB.
pub const LARGEST_FILE_BYTES: u64 = 50 * 1024 * 1024;

/// A file as the host hands it over.
#[derive(Clone, Debug)]
pub struct RawFile<'file> {
    /// Its name, with folders when a whole folder was opened; empty for pasted text.
    pub path: &'file str,
    /// What is in it.
    pub content: RawContent<'file>,
}

/// The content of a file, or why there is none.
#[derive(Clone, Debug)]
pub enum RawContent<'file> {
    /// All its bytes.
    Bytes(&'file [u8]),
    /// It was not read because it is larger than [`LARGEST_FILE_BYTES`].
    NotRead {
        /// Its size in bytes.
        size: u64,
    },
    /// The host could not read it, with the reason it gives, as a lower-case phrase.
    Unreadable(String),
}

/// What is to become of one file, seen by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It can be imported.
    Ready(Box<Candidate>),
    /// It has no text.
    Empty,
    /// It is no text file.
    Binary {
        /// What it is, when that is known.
        format: Option<&'static str>,
    },
    /// It is larger than [`LARGEST_FILE_BYTES`].
    TooLarge {
        /// Its size in bytes.
        size: u64,
    },
    /// It could not be read.
    Unreadable {
        /// The reason, as a lower-case phrase.
        reason: String,
    },
    /// It is text, but of a kind that is not opened as a document.
    UnsupportedKind {
        /// The extension in lower case.
        extension: String,
    },
}

/// A document as it would be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// How the file was understood.
    pub kind: Kind,
    /// The text: verbatim, or extracted from HTML.
    pub text: String,
    /// Its length in code points.
    pub characters: usize,
    /// The fingerprint of the text.
    pub fingerprint: String,
    /// The encoding it was read in.
    pub encoding: Encoding,
    /// What the choice of the encoding rests on; nothing when a person chose it.
    pub evidence: Option<Evidence>,
    /// How many malformed sequences became U+FFFD.
    pub replaced: usize,
    /// Title, date, source and boilerplate, as proposed.
    pub proposals: Proposals,
}

/// Judges one file, detecting its encoding.
pub fn examine_file(file: &RawFile<'_>, decoder: &dyn Decoder) -> Verdict {
    examine(file, None, decoder)
}

/// Judges one file again, read in an encoding which a person chose.
pub fn examine_file_in(file: &RawFile<'_>, encoding: Encoding, decoder: &dyn Decoder) -> Verdict {
    examine(file, Some(encoding), decoder)
}

fn examine(file: &RawFile<'_>, chosen: Option<Encoding>, decoder: &dyn Decoder) -> Verdict {
    let bytes = match &file.content {
        RawContent::Bytes(bytes) => *bytes,
        RawContent::NotRead { size } => return Verdict::TooLarge { size: *size },
        RawContent::Unreadable(reason) => return Verdict::Unreadable { reason: reason.clone() },
    };
    let size = bytes.len() as u64;
    if size > LARGEST_FILE_BYTES {
        return Verdict::TooLarge { size };
    }
    if bytes.is_empty() {
        return Verdict::Empty;
    }
    if let Some(format) = kind::known_binary(bytes, file.path) {
        return Verdict::Binary { format: Some(format) };
    }
    let kind = match kind::of(file.path, bytes) {
        Ok(kind) => kind,
        Err(extension) => return Verdict::UnsupportedKind { extension },
    };
    let declared = if kind == Kind::Html { html::declared_encoding(bytes) } else { None };
    let (encoding, evidence) = if let Some(encoding) = chosen {
        (encoding, None)
    } else {
        let detected = encoding::detect(bytes, declared, decoder);
        (detected.encoding, Some(detected.evidence))
    };
    let wide = matches!(encoding, Encoding::UTF_16LE | Encoding::UTF_16BE);
    if !wide && bytes.contains(&0) {
        return Verdict::Binary { format: None };
    }
    let Some(decoded) = encoding::decode(bytes, encoding, decoder) else {
        let reason = format!("this browser cannot read the encoding {}", encoding.name());
        return Verdict::Unreadable { reason };
    };
    let (text, page) = if kind == Kind::Html {
        let extracted = html::extract(&decoded.text);
        (extracted.text, Some(extracted.metadata))
    } else {
        (decoded.text, None)
    };
    if text.trim().is_empty() {
        return Verdict::Empty;
    }
    let proposals = propose(&Clues {
        text: &text,
        file_name: file.path,
        markdown: kind == Kind::Markdown,
        page: page.as_ref(),
    });
    Verdict::Ready(Box::new(Candidate {
        kind,
        fingerprint: fingerprint(&text),
        characters: text.chars().count(),
        text,
        encoding,
        evidence,
        replaced: decoded.replaced,
        proposals,
    }))
}

impl Verdict {
    /// Says in full sentences what is to become of the file.
    pub fn sentence(&self, path: &str) -> String {
        let name = display_name(path);
        match self {
            Self::Ready(candidate) => candidate.sentence(&name),
            Self::Empty => format!("{name} has no text."),
            Self::Binary { format: Some(format) } => {
                format!("{name} is {format}, not a text. Save its text as TXT or HTML first.")
            }
            Self::Binary { format: None } => {
                format!("{name} is not a text: it holds zero bytes, which no text has.")
            }
            Self::TooLarge { size } => format!(
                "{name} has {} MB. The largest file that can be opened has {} MB.",
                size.div_ceil(1024 * 1024),
                LARGEST_FILE_BYTES / (1024 * 1024)
            ),
            Self::Unreadable { reason } => format!("{name} could not be read: {reason}."),
            Self::UnsupportedKind { extension }
                if path.to_lowercase().ends_with(".claimlight.json") =>
            {
                format!("{name} is a project ({extension}), not a document. Open it with “Import”.")
            }
            Self::UnsupportedKind { extension } => format!(
                "{name} is of the kind “{extension}”, which cannot be opened as a document. \
                 Plain text, Markdown and HTML can."
            ),
        }
    }
}

impl Candidate {
    fn sentence(&self, name: &str) -> String {
        let characters = self.characters;
        let plural = if characters == 1 { "" } else { "s" };
        let because = self
            .evidence
            .map_or(String::new(), |evidence| format!(", because {}", evidence.because()));
        let damage = match self.replaced {
            0 => String::new(),
            1 => {
                " One malformed place is shown as “\u{fffd}”; another encoding may fit.".to_owned()
            }
            many => format!(
                " {many} malformed places are shown as “\u{fffd}”; another encoding may fit."
            ),
        };
        format!(
            "{name} is ready: {} with {characters} character{plural}, read as {}{because}.{damage}",
            self.kind.name(),
            self.encoding.name(),
        )
    }
}

/// The name as it stands in a sentence.
fn display_name(path: &str) -> String {
    if path.is_empty() { "The pasted text".to_owned() } else { format!("“{path}”") }
}

#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod tests;
