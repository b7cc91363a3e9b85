//! Which encoding some bytes are in, and their text.
//!
//! UTF-8 and UTF-16 are decoded here. The legacy encodings are decoded by the host through
//! [`Decoder`], because every browser ships the tables of the WHATWG Encoding Standard already
//! while `encoding_rs` would add about 100 KB (brotli) of them to the app, and `chardetng` another
//! 25 KB. Detection by statistics ([`detect()`]) therefore judges text which the host has decoded.
//! The native tests use `encoding_rs` as host, and hold the detector against `chardetng`.

mod detect;
mod language;
mod sample;
mod unicode;

pub use detect::{Detected, Evidence, detect};

/// An encoding a file can be opened in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Encoding {
    label: &'static str,
    name: &'static str,
}

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self::new("utf-8", "Unicode (UTF-8)");
    /// UTF-16, little-endian.
    pub const UTF_16LE: Self = Self::new("utf-16le", "Unicode (UTF-16, little-endian)");
    /// UTF-16, big-endian.
    pub const UTF_16BE: Self = Self::new("utf-16be", "Unicode (UTF-16, big-endian)");
    /// Windows-1252, which also stands for ISO-8859-1 and ASCII as the web does it.
    pub const WINDOWS_1252: Self =
        Self::new("windows-1252", "Western European (Windows-1252, ISO-8859-1)");
    /// ISO-2022-JP, the Japanese encoding of old mail, which looks like ASCII.
    pub const ISO_2022_JP: Self = Self::new("iso-2022-jp", "Japanese (ISO-2022-JP)");

    const fn new(label: &'static str, name: &'static str) -> Self {
        Self { label, name }
    }

    /// The label of the Encoding Standard, lower case: what the host's decoder understands.
    pub const fn label(self) -> &'static str {
        self.label
    }

    /// The name to show to a person.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Finds an encoding by the label a document declares, in any case and by the usual aliases.
    pub fn for_label(label: &str) -> Option<Self> {
        let label = label.trim().to_ascii_lowercase().replace('_', "-");
        let label = ALIASES
            .iter()
            .find(|(_, aliases)| aliases.contains(&label.as_str()))
            .map_or(label.as_str(), |(known, _)| known);
        ENCODINGS.iter().copied().find(|encoding| encoding.label.replace('_', "-") == label)
    }

    const fn is_unicode(self) -> bool {
        // Only the Unicode labels begin with these four letters.
        matches!(self.label.as_bytes(), [b'u', b't', b'f', b'-', ..])
    }
}

/// Every encoding a person can choose, in the order of a menu.
pub const ENCODINGS: &[Encoding] = &[
    Encoding::UTF_8,
    Encoding::UTF_16LE,
    Encoding::UTF_16BE,
    Encoding::WINDOWS_1252,
    Encoding::new("iso-8859-15", "Western European (ISO-8859-15)"),
    Encoding::new("macintosh", "Western European (Mac)"),
    Encoding::new("windows-1250", "Central European (Windows-1250)"),
    Encoding::new("iso-8859-2", "Central European (ISO-8859-2)"),
    Encoding::new("iso-8859-16", "Romanian (ISO-8859-16)"),
    Encoding::new("windows-1251", "Cyrillic (Windows-1251)"),
    Encoding::new("koi8-r", "Cyrillic (KOI8-R)"),
    Encoding::new("koi8-u", "Cyrillic (KOI8-U)"),
    Encoding::new("iso-8859-5", "Cyrillic (ISO-8859-5)"),
    Encoding::new("ibm866", "Cyrillic (DOS, IBM866)"),
    Encoding::new("x-mac-cyrillic", "Cyrillic (Mac)"),
    Encoding::new("windows-1253", "Greek (Windows-1253)"),
    Encoding::new("iso-8859-7", "Greek (ISO-8859-7)"),
    Encoding::new("windows-1254", "Turkish (Windows-1254)"),
    Encoding::new("windows-1257", "Baltic (Windows-1257)"),
    Encoding::new("iso-8859-13", "Baltic (ISO-8859-13)"),
    Encoding::new("iso-8859-4", "Baltic (ISO-8859-4)"),
    Encoding::new("iso-8859-10", "Nordic (ISO-8859-10)"),
    Encoding::new("iso-8859-3", "South European (ISO-8859-3)"),
    Encoding::new("iso-8859-14", "Celtic (ISO-8859-14)"),
    Encoding::new("windows-1255", "Hebrew (Windows-1255)"),
    Encoding::new("iso-8859-8", "Hebrew, visual (ISO-8859-8)"),
    Encoding::new("windows-1256", "Arabic (Windows-1256)"),
    Encoding::new("iso-8859-6", "Arabic (ISO-8859-6)"),
    Encoding::new("windows-874", "Thai (Windows-874)"),
    Encoding::new("windows-1258", "Vietnamese (Windows-1258)"),
    Encoding::new("gb18030", "Chinese, simplified (GB18030, GBK)"),
    Encoding::new("big5", "Chinese, traditional (Big5)"),
    Encoding::new("shift_jis", "Japanese (Shift_JIS)"),
    Encoding::new("euc-jp", "Japanese (EUC-JP)"),
    Encoding::ISO_2022_JP,
    Encoding::new("euc-kr", "Korean (EUC-KR)"),
];

/// Labels found in real documents, beside the one of the list; `_` written as `-`.
const ALIASES: &[(&str, &[&str])] = &[
    ("utf-8", &["utf8", "unicode-1-1-utf-8"]),
    ("utf-16le", &["utf-16", "utf16", "unicode", "ucs-2"]),
    (
        "windows-1252",
        &[
            "cp1252",
            "x-cp1252",
            "ascii",
            "us-ascii",
            "ansi",
            "latin1",
            "l1",
            "iso-8859-1",
            "iso8859-1",
            "iso88591",
        ],
    ),
    ("iso-8859-15", &["latin9", "l9", "iso8859-15"]),
    ("macintosh", &["mac", "x-mac-roman"]),
    ("windows-1250", &["cp1250", "x-cp1250"]),
    ("iso-8859-2", &["latin2", "l2", "iso8859-2"]),
    ("windows-1251", &["cp1251", "x-cp1251"]),
    ("koi8-r", &["koi", "koi8"]),
    ("koi8-u", &["koi8-ru"]),
    ("iso-8859-5", &["cyrillic", "iso8859-5"]),
    ("ibm866", &["cp866", "866"]),
    ("windows-1253", &["cp1253"]),
    ("iso-8859-7", &["greek", "iso8859-7"]),
    ("windows-1254", &["cp1254", "iso-8859-9", "iso8859-9", "latin5", "l5"]),
    ("windows-1257", &["cp1257"]),
    ("windows-1255", &["cp1255", "iso-8859-8-i", "logical"]),
    ("iso-8859-8", &["hebrew", "visual", "iso8859-8"]),
    ("windows-1256", &["cp1256"]),
    ("iso-8859-6", &["arabic", "iso8859-6"]),
    ("windows-874", &["tis-620", "iso-8859-11", "dos-874"]),
    ("windows-1258", &["cp1258"]),
    ("gb18030", &["gbk", "gb2312", "x-gbk", "chinese", "cp936"]),
    ("big5", &["big5-hkscs", "x-x-big5"]),
    ("shift-jis", &["sjis", "x-sjis", "windows-31j", "ms-kanji", "cp932"]),
    ("euc-jp", &["x-euc-jp"]),
    ("euc-kr", &["ks-c-5601-1987", "ksc5601", "windows-949", "korean", "cp949"]),
];

/// What decodes the legacy encodings: `TextDecoder` in a browser.
pub trait Decoder {
    /// Decodes all bytes as the Encoding Standard says, with U+FFFD for each malformed sequence,
    /// or returns `None` when the host does not know the label.
    ///
    /// It is called with labels of [`ENCODINGS`] only, and never for UTF-8 or UTF-16.
    fn decode(&self, bytes: &[u8], label: &str) -> Option<String>;
}

/// The text of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark and otherwise verbatim.
    pub text: String,
    /// The encoding in which it was read.
    pub encoding: Encoding,
    /// How many malformed sequences were replaced by U+FFFD.
    pub replaced: usize,
}

/// Decodes bytes in the given encoding, or returns `None` when the host does not know it.
pub fn decode(bytes: &[u8], encoding: Encoding, decoder: &dyn Decoder) -> Option<Decoded> {
    if encoding.is_unicode() {
        return Some(unicode::decode(bytes, encoding));
    }
    let text = decoder.decode(bytes, encoding.label)?;
    let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
    Some(Decoded { text, encoding, replaced })
}

/// The host of native tests: the same standard as the browser's, from `encoding_rs`.
#[cfg(test)]
pub(crate) struct StandardDecoder;

#[cfg(test)]
impl Decoder for StandardDecoder {
    fn decode(&self, bytes: &[u8], label: &str) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn legacy(text: &str, label: &str) -> Vec<u8> {
        encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned()
    }

    #[test]
    fn every_encoding_of_the_list_is_known_to_the_standard_and_found_by_its_own_label() {
        for encoding in ENCODINGS {
            assert!(
                encoding_rs::Encoding::for_label(encoding.label().as_bytes()).is_some(),
                "{}",
                encoding.label()
            );
            assert_eq!(Encoding::for_label(encoding.label()), Some(*encoding));
        }
    }

    #[test]
    fn aliases_point_to_the_encoding_the_standard_names() {
        for (label, aliases) in ALIASES {
            let listed = Encoding::for_label(label).unwrap();
            for alias in *aliases {
                assert_eq!(Encoding::for_label(alias), Some(listed), "{alias}");
                if let Some(standard) = encoding_rs::Encoding::for_label(alias.as_bytes()) {
                    let name = standard.name().to_ascii_lowercase();
                    // The standard's GBK decoder is that of GB18030, and its logical Hebrew
                    // differs from Windows-1255 only in points.
                    let same = name == listed.label()
                        || (name == "gbk" && *label == "gb18030")
                        || (name == "iso-8859-8-i" && *label == "windows-1255");
                    assert!(same, "{alias} is {name}, not {label}");
                }
            }
        }
    }

    #[test]
    fn labels_are_found_in_any_case_and_with_blanks() {
        assert_eq!(Encoding::for_label(" UTF8 "), Some(Encoding::UTF_8));
        assert_eq!(Encoding::for_label("Shift-JIS").map(Encoding::label), Some("shift_jis"));
        assert_eq!(Encoding::for_label("ISO-8859-1"), Some(Encoding::WINDOWS_1252));
        assert_eq!(Encoding::for_label("klingon"), None);
    }

    #[test]
    fn a_legacy_text_is_kept_verbatim() {
        let text = "Ligne un\r\nligne\u{a0}deux : « été »\r\n\r\n";
        let decoded =
            decode(&legacy(text, "windows-1252"), Encoding::WINDOWS_1252, &StandardDecoder)
                .unwrap();
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.replaced, 0);
    }

    #[test]
    fn malformed_legacy_sequences_are_counted() {
        let euc_kr = Encoding::for_label("euc-kr").unwrap();
        let decoded = decode(b"a\xff b\xff", euc_kr, &StandardDecoder).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.replaced), ("a\u{fffd} b\u{fffd}", 2));
    }

    #[test]
    fn an_encoding_unknown_to_the_host_is_no_text() {
        struct Ignorant;
        impl Decoder for Ignorant {
            fn decode(&self, _: &[u8], _: &str) -> Option<String> {
                None
            }
        }
        assert_eq!(decode(b"a", Encoding::WINDOWS_1252, &Ignorant), None);
        assert!(decode(b"a", Encoding::UTF_8, &Ignorant).is_some());
    }
}
