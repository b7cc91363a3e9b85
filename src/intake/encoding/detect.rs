//! The guess at an encoding.
//!
//! Marks and structure decide first. What is left is decoded on trial in each candidate, and the
//! candidate whose text looks most like a language wins (a naive Bayes over the characters outside
//! ASCII, with what stands beside them).

use super::language::{
    ARABIC, BALTIC, CENTRAL, CYRILLIC, GREEK, HEBREW, JAPANESE, KOREAN, Language, SIMPLIFIED, THAI,
    TRADITIONAL, TURKISH, VIETNAMESE, WESTERN,
};
use super::sample::{Features, telling_lines};
use super::{Decoder, Encoding, unicode};

/// A guess and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detected {
    /// The encoding to open the file in.
    pub encoding: Encoding,
    /// Why.
    pub evidence: Evidence,
}

/// What a guess at an encoding rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The file begins with a byte order mark.
    ByteOrderMark,
    /// Every byte fits the encoding, which is no accident.
    Structure,
    /// Nearly every byte fits UTF-8; some sequences are damaged.
    DamagedStructure,
    /// The document names its encoding and can be read in it.
    Declared,
    /// The text looks like a language in this encoding.
    Statistics,
}

impl Evidence {
    /// The part of a sentence that says why: "read as … because …".
    pub const fn because(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "the file begins with a byte order mark",
            Self::Structure => "every byte of the file fits",
            Self::DamagedStructure => "nearly every byte of the file fits",
            Self::Declared => "the document says so",
            Self::Statistics => "its letters look most like a language that way",
        }
    }
}

/// Guesses the encoding of a file; `declared` is what the document itself says, if anything.
pub fn detect(bytes: &[u8], declared: Option<Encoding>, decoder: &dyn Decoder) -> Detected {
    if let Some(encoding) = unicode::by_mark(bytes) {
        return Detected { encoding, evidence: Evidence::ByteOrderMark };
    }
    if let Some(encoding) = unicode::utf_16_without_mark(bytes) {
        return Detected { encoding, evidence: Evidence::Structure };
    }
    // The escape sequences of ISO-2022-JP are pure ASCII, and appear in no other text.
    if [b"\x1b$B".as_slice(), b"\x1b$@", b"\x1b(J"].iter().any(|escape| holds(bytes, escape)) {
        return Detected { encoding: Encoding::ISO_2022_JP, evidence: Evidence::Structure };
    }
    if str::from_utf8(bytes).is_ok() {
        return Detected { encoding: Encoding::UTF_8, evidence: Evidence::Structure };
    }
    let damage = Utf8Damage::of(bytes);
    if damage.is_slight() {
        return Detected { encoding: Encoding::UTF_8, evidence: Evidence::DamagedStructure };
    }
    let sample = telling_lines(bytes);
    if let Some(encoding) = declared.filter(|encoding| fits(&sample, *encoding, decoder)) {
        return Detected { encoding, evidence: Evidence::Declared };
    }
    Detected { encoding: by_statistics(&sample, decoder), evidence: Evidence::Statistics }
}

/// The encodings tried, with the languages written in them and the bits their rarity costs.
const CANDIDATES: &[(&str, f32, &[&[Language]])] = &[
    ("windows-1252", 0.0, &[WESTERN]),
    ("windows-1251", 2.0, &[CYRILLIC]),
    ("windows-1250", 4.0, &[CENTRAL]),
    ("gb18030", 4.0, &[SIMPLIFIED]),
    ("shift_jis", 4.0, &[JAPANESE]),
    ("big5", 5.0, &[TRADITIONAL]),
    ("euc-kr", 4.0, &[KOREAN]),
    ("euc-jp", 5.0, &[JAPANESE]),
    ("koi8-r", 3.0, &[CYRILLIC]),
    ("windows-1254", 4.0, &[TURKISH]),
    ("windows-1253", 4.0, &[GREEK]),
    ("windows-1256", 4.0, &[ARABIC]),
    ("windows-1255", 4.0, &[HEBREW]),
    ("windows-1257", 5.0, &[BALTIC]),
    ("windows-874", 4.0, &[THAI]),
    ("iso-8859-2", 5.0, &[CENTRAL]),
    ("iso-8859-15", 5.0, &[WESTERN]),
    ("iso-8859-7", 5.0, &[GREEK]),
    ("iso-8859-5", 5.0, &[CYRILLIC]),
    ("ibm866", 5.0, &[CYRILLIC]),
    ("koi8-u", 4.0, &[CYRILLIC]),
    ("iso-8859-6", 6.0, &[ARABIC]),
    ("iso-8859-13", 7.0, &[BALTIC]),
    ("iso-8859-4", 8.0, &[BALTIC]),
    ("windows-1258", 7.0, &[VIETNAMESE]),
    ("x-mac-cyrillic", 14.0, &[CYRILLIC]),
    ("macintosh", 14.0, &[WESTERN]),
];

fn by_statistics(sample: &[u8], decoder: &dyn Decoder) -> Encoding {
    let mut best = (Encoding::WINDOWS_1252, f32::NEG_INFINITY);
    for (label, rarity, languages) in CANDIDATES {
        let (Some(encoding), Some(text)) =
            (Encoding::for_label(label), decoder.decode(sample, label))
        else {
            continue;
        };
        let features = Features::of(&text);
        for language in languages.iter().copied().flatten() {
            let evidence = language.evidence(&features) - rarity;
            if evidence > best.1 {
                best = (encoding, evidence);
            }
        }
    }
    best.0
}

/// Whether the declared encoding can be true: hardly anything in the sample is malformed.
fn fits(sample: &[u8], encoding: Encoding, decoder: &dyn Decoder) -> bool {
    // UTF-8 was refuted before, and UTF-16 cannot declare itself in ASCII letters.
    if encoding.is_unicode() {
        return false;
    }
    decoder.decode(sample, encoding.label()).is_some_and(|text| {
        let features = Features::of(&text);
        features.rubbish * 20 <= features.all_letters() + features.typography
    })
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    // Escape characters are rare, and looking for a single byte is fast.
    bytes.contains(&0x1b) && bytes.windows(needle.len()).any(|window| window == needle)
}

#[derive(Default)]
struct Utf8Damage {
    good: usize,
    malformed: usize,
}

impl Utf8Damage {
    fn of(bytes: &[u8]) -> Self {
        let mut damage = Self::default();
        for chunk in bytes.utf8_chunks() {
            // Each character outside ASCII has exactly one byte from C0 upwards.
            damage.good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
            damage.malformed += usize::from(!chunk.invalid().is_empty());
        }
        damage
    }

    /// A legacy text hardly ever holds a well-formed sequence, so five of them to one malformed
    /// mean that UTF-8 was cut or that something else was pasted in.
    const fn is_slight(&self) -> bool {
        self.good >= self.malformed * 5
    }
}

#[cfg(test)]
mod tests {
    use super::super::StandardDecoder;
    use super::*;

    fn legacy(text: &str, label: &str) -> Vec<u8> {
        let (bytes, _, lossy) =
            encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text);
        assert!(!lossy, "{label} cannot write {text}");
        bytes.into_owned()
    }

    fn guess(bytes: &[u8]) -> Detected {
        detect(bytes, None, &StandardDecoder)
    }

    /// Prose in the house's own words, with the encodings that can hold it.
    const PROSE: &[(&str, &[&str])] = &[
        (
            "Le président a déclaré que les négociations étaient arrêtées; il espère une trêve dès l’été, à côté de ses alliés.",
            &["windows-1252", "macintosh"],
        ),
        (
            "Die Außenministerin erklärte gestern, dass die Gespräche über die Waffenruhe später fortgeführt würden.",
            &["windows-1252", "macintosh"],
        ),
        (
            "El portavoz señaló que la reunión será mañana y pidió más ayuda para los niños de la región.",
            &["windows-1252", "macintosh"],
        ),
        (
            "O ministro não aceitou a proposta; disse que a situação é difícil e que as eleições são em três meses.",
            &["windows-1252", "macintosh"],
        ),
        (
            "Utrikesministern sade på måndagen att båda länderna måste hålla överenskommelsen.",
            &["windows-1252", "macintosh"],
        ),
        (
            "Minister oświadczył, że rozmowy zostały przerwane, ponieważ żadna ze stron nie chciała ustąpić.",
            &["windows-1250", "iso-8859-2"],
        ),
        (
            "Ministr zahraničí řekl, že příměří musí být dodržováno a že jednání budou pokračovat příští týden.",
            &["windows-1250", "iso-8859-2"],
        ),
        (
            "A külügyminiszter szerint a tűzszünetről szóló tárgyalások csütörtökön folytatódnak, és mindkét fél részt vesz.",
            &["windows-1250", "iso-8859-2"],
        ),
        (
            "Ministrul a declarat că negocierile vor continua în această săptămână şi că armistiţiul trebuie respectat.",
            &["windows-1250", "iso-8859-2"],
        ),
        (
            "Dışişleri Bakanı görüşmelerin süreceğini, ateşkesin korunması gerektiğini söyledi.",
            &["windows-1254"],
        ),
        (
            "Užsienio reikalų ministras pareiškė, kad derybos tęsis ir kad būtina laikytis paliaubų.",
            &["windows-1257"],
        ),
        (
            "Ārlietu ministrs paziņoja, ka sarunas turpināsies un ka pamiers ir jāievēro.",
            &["windows-1257"],
        ),
        (
            "Министр заявил, что переговоры о прекращении огня продолжатся на следующей неделе в Женеве.",
            &["windows-1251", "koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic"],
        ),
        (
            "Міністр заявив, що переговори про припинення вогню триватимуть і наступного тижня, її країна готова.",
            &["windows-1251", "koi8-u"],
        ),
        (
            "Министърът заяви, че преговорите за примирие ще продължат през следващата седмица.",
            &["windows-1251", "iso-8859-5"],
        ),
        (
            "Министар је изјавио да ће се преговори о примирју наставити следеће недеље.",
            &["windows-1251", "iso-8859-5"],
        ),
        (
            "Ο υπουργός δήλωσε ότι οι συνομιλίες για την εκεχειρία θα συνεχιστούν την επόμενη εβδομάδα. Άλλοι διαφωνούν.",
            &["windows-1253", "iso-8859-7"],
        ),
        ("שר החוץ הודיע כי השיחות על הפסקת האש יימשכו בשבוע הבא.", &["windows-1255"]),
        (
            "أعلن وزير الخارجية أن المفاوضات حول وقف إطلاق النار ستستمر في الأسبوع المقبل.",
            &["windows-1256", "iso-8859-6"],
        ),
        ("รัฐมนตรีกล่าวว่าการเจรจาหยุดยิงจะดำเนินต่อไปในสัปดาห์หน้า", &["windows-874"]),
        (
            "外交部长表示，双方将在下周继续就停火问题进行谈判，他希望和平能够早日到来。",
            &["gb18030", "gbk"],
        ),
        ("外交部長表示，雙方將在下週繼續就停火問題進行談判，他希望和平能夠早日到來。", &["big5"]),
        (
            "外務大臣は、停戦についての協議を来週も続けると述べ、双方に自制を求めました。",
            &["shift_jis", "euc-jp", "iso-2022-jp"],
        ),
        ("외무장관은 휴전에 관한 회담을 다음 주에도 계속할 것이라고 말했다.", &["euc-kr"]),
    ];

    #[test]
    fn each_language_is_read_in_each_of_its_encodings() {
        let mut wrong = Vec::new();
        for (text, labels) in PROSE {
            for label in *labels {
                let bytes = legacy(text, label);
                let encoding = guess(&bytes).encoding;
                let read = super::super::decode(&bytes, encoding, &StandardDecoder).unwrap().text;
                if read != *text {
                    wrong.push(format!("{label} taken for {}: {read}", encoding.label()));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn the_guess_is_at_least_as_good_as_that_of_chardetng() {
        let (mut ours, mut theirs, mut all) = (0, 0, 0);
        for (text, labels) in PROSE {
            // The rival does not know the encodings of old Macs.
            for label in labels.iter().filter(|label| !label.contains("mac")) {
                // Single sentences and their beginnings, where little evidence is to be had.
                for length in [12, 25, 50, 200] {
                    let part: String = text.chars().take(length).collect();
                    if part.is_ascii() {
                        continue;
                    }
                    let bytes = legacy(&part, label);
                    let found = guess(&bytes).encoding;
                    let mut detector =
                        chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
                    detector.feed(&bytes, true);
                    let rival = detector.guess(None, chardetng::Utf8Detection::Allow);
                    let read = |label: &str| Decoder::decode(&StandardDecoder, &bytes, label);
                    all += 1;
                    ours += usize::from(read(found.label()).as_deref() == Some(&part));
                    theirs += usize::from(read(rival.name()).as_deref() == Some(&part));
                }
            }
        }
        println!("right of {all}: ours {ours}, chardetng {theirs}");
        assert!(ours >= theirs, "right of {all}: ours {ours}, chardetng {theirs}");
        assert!(ours * 100 >= all * 90, "right of {all}: ours {ours}");
    }

    #[test]
    fn unicode_is_found_by_mark_and_structure() {
        let evidence = |bytes: &[u8]| (guess(bytes).encoding.label(), guess(bytes).evidence);
        assert_eq!(evidence(b"\xef\xbb\xbfx"), ("utf-8", Evidence::ByteOrderMark));
        assert_eq!(evidence(b"\xff\xfex\0"), ("utf-16le", Evidence::ByteOrderMark));
        assert_eq!(evidence(b"\xfe\xff\0x"), ("utf-16be", Evidence::ByteOrderMark));
        assert_eq!(evidence("žluťoučký".as_bytes()), ("utf-8", Evidence::Structure));
        assert_eq!(evidence(b"plain"), ("utf-8", Evidence::Structure));
        assert_eq!(evidence(b""), ("utf-8", Evidence::Structure));
        assert_eq!(evidence(b"w\0o\0r\0d\0s\0"), ("utf-16le", Evidence::Structure));
    }

    #[test]
    fn utf_8_with_a_few_damaged_sequences_stays_utf_8() {
        let mut bytes = "Déjà vu, très été, à côté, dès forêt, garçon".as_bytes().to_vec();
        bytes.extend(b" \xe9t\xe9".iter().take(2));
        assert_eq!(guess(&bytes).encoding, Encoding::UTF_8);
        assert_eq!(guess(&bytes).evidence, Evidence::DamagedStructure);
    }

    #[test]
    fn a_file_half_in_another_encoding_is_still_opened() {
        let line = "Министр заявил, что переговоры о мире продолжатся.\n";
        let mut bytes = legacy(&line.repeat(3), "windows-1251");
        bytes.extend("Конец".as_bytes());
        assert_eq!(guess(&bytes).encoding.label(), "windows-1251");
    }

    #[test]
    fn markup_and_long_english_passages_do_not_hide_the_language() {
        let page = format!(
            "<p class=\"a\">{}</p>\n<p lang=ru>Министр заявил о переговорах.</p>\n{}",
            "English words only. ".repeat(2000),
            "<br>\n".repeat(5000),
        );
        for label in ["windows-1251", "koi8-r", "iso-8859-5"] {
            assert_eq!(guess(&legacy(&page, label)).encoding.label(), label);
        }
    }

    #[test]
    fn a_declaration_is_believed_only_when_the_bytes_fit() {
        let latin = legacy("Ærø", "windows-1252");
        let declared = |label| detect(&latin, Encoding::for_label(label), &StandardDecoder);
        assert_eq!(declared("iso-8859-10").evidence, Evidence::Declared);
        assert_eq!(declared("iso-8859-10").encoding.label(), "iso-8859-10");
        assert_eq!(declared("utf-8").evidence, Evidence::Statistics);
        assert_eq!(declared("euc-jp").evidence, Evidence::Statistics);
    }

    #[test]
    fn typographic_quotes_alone_mean_windows_1252() {
        assert_eq!(guess(b"He said \x93no\x94 \x96 twice.").encoding, Encoding::WINDOWS_1252);
        assert_eq!(guess(b"caf\xe9").encoding, Encoding::WINDOWS_1252);
    }

    #[test]
    fn russian_in_capitals_is_not_confused_between_its_encodings() {
        for label in ["windows-1251", "koi8-r", "ibm866", "iso-8859-5"] {
            let bytes = legacy("СОВМЕСТНОЕ ЗАЯВЛЕНИЕ МИНИСТРОВ ИНОСТРАННЫХ ДЕЛ", label);
            assert_eq!(guess(&bytes).encoding.label(), label);
        }
    }
}
