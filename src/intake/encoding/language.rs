//! How likely the letters outside ASCII are in some languages.
//!
//! The weights are rough: detection only has to tell a text from the same bytes misread.

use super::sample::Features;

/// Bits by which an unexpected letter speaks against a language.
const UNKNOWN_LETTER: f32 = -12.0;

/// The letters of a language outside ASCII.
pub(super) struct Language {
    script: Script,
    /// Each letter is followed by the binary logarithm of its weight, one digit.
    letters: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// ASCII letters with a few others between them.
    Latin,
    /// Nearly every letter is outside ASCII.
    Alphabet,
    /// Thousands of characters, of which the list has the most frequent ones.
    Chinese,
    Japanese,
    Korean,
}

impl Language {
    const fn latin(letters: &'static str) -> Self {
        Self { script: Script::Latin, letters }
    }

    const fn alphabet(letters: &'static str) -> Self {
        Self { script: Script::Alphabet, letters }
    }

    /// Bits of evidence (at most 0) for this language in a text decoded on trial.
    pub(super) fn evidence(&self, features: &Features) -> f32 {
        let letters: f32 = match self.script {
            Script::Latin | Script::Alphabet => self.alphabetic(features),
            Script::Chinese | Script::Japanese | Script::Korean => features
                .letters
                .iter()
                .map(|(letter, count)| self.character(*letter) * number(*count))
                .sum(),
        };
        let context = match self.script {
            Script::Latin => -3.0 * number(features.pairs),
            Script::Alphabet => -6.0 * number(features.beside_ascii),
            _ => -4.0 * number(features.beside_ascii),
        };
        letters + context
            - 5.0 * number(features.typography)
            - 12.0 * number(features.symbols)
            - 5.0 * number(features.symbols_in_words)
            - 30.0 * number(features.rubbish)
            - 3.0 * number(features.first_capitals)
            - 7.0 * number(features.inner_capitals)
    }

    fn alphabetic(&self, features: &Features) -> f32 {
        let weights = || {
            let weight = |digit: char| digit.to_digit(10).expect("every weight is a digit");
            self.letters
                .chars()
                .zip(self.letters.chars().skip(1))
                .step_by(2)
                .map(move |(letter, digit)| (letter, weight(digit)))
        };
        let total: u32 = weights().map(|(_, weight)| 1 << weight).sum();
        let mut known = 0;
        let mut bits = 0.0;
        for (letter, weight) in weights() {
            let found = features.letters.binary_search_by_key(&letter, |entry| entry.0);
            if let Ok(at) = found {
                let count = features.letters[at].1;
                known += count;
                bits += number(count) * (number(weight) - number(total).log2());
            }
        }
        bits + number(features.all_letters() - known) * UNKNOWN_LETTER
    }

    /// Bits for one character of a script with thousands of them; each stands for two bytes.
    fn character(&self, character: char) -> f32 {
        let frequent = self.letters.contains(character);
        match (character, self.script) {
            ('\u{4e00}'..='\u{9fff}', Script::Chinese) if frequent => -7.5,
            ('\u{4e00}'..='\u{9fff}', Script::Japanese) if frequent => -9.0,
            ('\u{4e00}'..='\u{9fff}', Script::Chinese | Script::Japanese) => -12.5,
            ('\u{3041}'..='\u{3096}', Script::Japanese) => -5.5,
            ('\u{30a1}'..='\u{30fe}', Script::Japanese) => -7.5,
            ('\u{ac00}'..='\u{d7a3}', Script::Korean) if frequent => -7.0,
            ('\u{ac00}'..='\u{d7a3}', Script::Korean) => -12.0,
            ('\u{4e00}'..='\u{9fff}', _) => -16.0,
            _ => -20.0,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a sample of 4 KB are small")]
const fn number(count: u32) -> f32 {
    count as f32
}

/// French, German, Spanish, Portuguese, Italian, Swedish, Danish and Norwegian, Finnish, Icelandic,
/// Dutch.
pub(super) const WESTERN: &[Language] = &[
    Language::latin("é9è6ê6à7â4ç5î4ô3û4ù4ë2ï2œ3ÿ0"),
    Language::latin("ä8ö7ü8ß7é2"),
    Language::latin("á8é7í8ó8ú6ñ7ü2ª1º1"),
    Language::latin("ã8á7â4à5ç8é7ê7í6ó7ô4õ5ú5ª1º2"),
    Language::latin("à8è8é4ì5ò6ù7"),
    Language::latin("å8ä9ö8é2"),
    Language::latin("å8æ8ø8é3ö1ü1"),
    Language::latin("ä9ö7å2š1ž1"),
    Language::latin("á8ð9é6í8ó7ú6ý5þ7æ7ö7"),
    Language::latin("é5ë6ï4ö3ü3è3ê2á2à2ó2"),
];
/// Polish, Czech, Slovak, Hungarian, Croatian and Slovene, Romanian (with cedillas,
/// as the old encodings have it).
pub(super) const CENTRAL: &[Language] = &[
    Language::latin("ą7ć6ę7ł8ń5ó7ś6ź4ż7é0ü0"),
    Language::latin("á8č7ď2é7ě7í9ň3ó2ř7š7ť2ú4ů6ý7ž7"),
    Language::latin("á8ä3č7ď4é7í7ľ6ĺ2ň5ó4ô5ŕ2š7ť6ú7ý7ž7"),
    Language::latin("á9é9í6ó7ö7ő7ú5ü6ű5"),
    Language::latin("č7š7ž7ć7đ5"),
    Language::latin("ă8â6î7ş7ţ7"),
];
/// Turkish.
pub(super) const TURKISH: &[Language] = &[Language::latin("ı9ş8ğ7ü8ç7ö6İ4â2î1û1")];
/// Lithuanian, Latvian, Estonian.
pub(super) const BALTIC: &[Language] = &[
    Language::latin("ė8ž7ų7ū6š7į6ą6ę5č6"),
    Language::latin("ā9ē8ī8ū6š7ž5ņ6ļ6ķ4ģ4č4"),
    Language::latin("ä8õ7ü7ö5š2ž2"),
];
/// Vietnamese, as Windows-1258 writes it: tones are combining marks.
pub(super) const VIETNAMESE: &[Language] = &[Language::latin(
    "đ8ư8ơ7ê7ô7â7ă6\u{301}8\u{300}7\u{323}8\u{309}7\u{303}6à6á6è3é3ì3í4ò3ó4ù3ú4ý2ã2õ1",
)];
/// Russian, Ukrainian, Belarusian, Bulgarian, Serbian and Macedonian.
pub(super) const CYRILLIC: &[Language] = &[
    Language::alphabet("о9е9а9и9н9т9с8р8в8л8к8д7п7у7я7ы7ь7г7з7б6ч6й6х6ж6ш5ю5ц5щ4э4ф4ъ2ё3"),
    Language::alphabet("о9а9и8н8і8т8в8р8е8с8к8л8у8д8м8п7з7я7ь7б7г7ч6й6х6ц6ї6ж6ш5ю5є5щ4ф4ґ1"),
    Language::alphabet("а9н8і8о8р8с8т8е8к8л8у8д8ы8в7п7я8м8ь7з7ц7г7б6ч6й6х6э6ў7ж5ш5ю5ё5ф4"),
    Language::alphabet("а9о9и9е9т8н8р8с8в8л8к8д8п8м7з7ъ7я7г7б7у7ч6ж6щ6ц5х5й5ш5ю3ф3ь1"),
    Language::alphabet("а9о9и9е9н8с8р8т8ј8у8в8к8д8п8л8м8з7г7б7ц6ч6ш6ћ6х5ж5њ5љ5ђ4џ2ф4ѓ3ќ3ѕ2"),
];
/// Greek.
pub(super) const GREEK: &[Language] =
    &[Language::alphabet("α9ο9ι9τ8ε8ν8σ8ς8η8ρ8π8κ8υ8μ8λ8δ7γ7ω7θ6χ6φ6β5ζ4ξ5ψ3ά7έ7ή7ί8ό7ύ6ώ6ϊ2ϋ1ΐ1")];
/// Hebrew.
pub(super) const HEBREW: &[Language] =
    &[Language::alphabet("י9ו9ה9ל8א8ר8ת8ב8מ8ש8נ8ם7ע7ד7ח7ק7פ7כ7ט6צ6ג6ס6ז5ן6ך5ף4ץ4")];
/// Arabic; Persian.
pub(super) const ARABIC: &[Language] = &[
    Language::alphabet(
        "ا9ل9ي9م8و8ن8ر8ت8ب8ع8د8س8ه8ة8ف8ك7أ7ق7ح7ج6ى6إ6ص6ط6ش6خ6ز5ض5ذ5ث5ء5غ5ئ5ظ4ؤ3آ3ـ2",
    ),
    Language::alphabet(
        "ا9ی8ي8ر8ن8و8د8ه8م8ت8ب8س7ل7ش7ک7ك7ز7ف6ق6گ6خ6ع6ج6ح6پ6آ6چ5ط5ص5ض4غ4ذ3ظ3ث3ژ2ئ4ء3",
    ),
];
/// Thai.
pub(super) const THAI: &[Language] = &[Language::alphabet(
    "า9น9ร9อ9ก9เ8ง8่8้8ม8ย8ว8ล8ี8ท8ด8ต8ส8ค8ั8ิ8ะ7ป7บ7ห7แ7จ7พ7ข7ไ7ช6โ6ใ6ุ7ู6ื7ำ6์6ผ5ณ5ถ5ศ5็5ธ5ภ5ึ5ษ5ซ5ญ4ฐ4ฝ4ฟ4ฏ2ฎ1ฆ2ๆ3ฯ2",
)];
/// Chinese in simplified characters.
pub(super) const SIMPLIFIED: &[Language] = &[Language {
    script: Script::Chinese,
    letters: "的一是不了在人有我他这中大来上个国和也子时道说地要就出会可对生能而那得于着下自之年过发后作里用家成多经动现所法长进日外部长总統统议会谈双方问题关系停火协定电话美俄法阿以及为与表示认新闻",
}];
/// Chinese in traditional characters.
pub(super) const TRADITIONAL: &[Language] = &[Language {
    script: Script::Chinese,
    letters: "的一是不了在人有我他這中大來上個國和也子時道說地要就出會可對生能而那得於著下自之年過發後作裡用家成多經動現所法長進日外部總統議談雙方問題關係停火協定電話美俄以及為與表示認新聞",
}];
/// Japanese.
pub(super) const JAPANESE: &[Language] = &[Language {
    script: Script::Japanese,
    letters: "日本年月人国会大者事出一二三十中上下分前後時間行見合同社新地方場自部議政府首相外務省電話談交戦停長発表対主要問題関係",
}];
/// Korean.
pub(super) const KOREAN: &[Language] = &[Language {
    script: Script::Korean,
    letters: "이다는에의가을로하고지기사서한도를은어대자인리시으나해라아일들그정부상전국과제주수장보스관비만계오있했된했것니적회무성동구조원안여였면게까위경공세생유민신연외미러및통화협담중요선말실문우모두",
}];

#[cfg(test)]
mod tests {
    use super::*;

    fn alphabets() -> impl Iterator<Item = &'static Language> {
        [WESTERN, CENTRAL, TURKISH, BALTIC, VIETNAMESE, CYRILLIC, GREEK, HEBREW, ARABIC, THAI]
            .into_iter()
            .flatten()
    }

    #[test]
    fn every_letter_of_an_alphabet_has_a_digit() {
        for language in alphabets() {
            let characters: Vec<char> = language.letters.chars().collect();
            assert_eq!(characters.len() % 2, 0, "{}", language.letters);
            for pair in characters.chunks(2) {
                assert!(!pair[0].is_ascii_digit(), "{}", language.letters);
                assert!(pair[1].is_ascii_digit(), "{} at {}", language.letters, pair[0]);
            }
        }
    }

    #[test]
    fn letters_of_the_language_are_better_evidence_than_others() {
        let german = &WESTERN[1];
        let own = german.evidence(&Features::of("über Größe"));
        let foreign = german.evidence(&Features::of("ñber Grñõe"));
        assert!(own > foreign + 10.0, "{own} {foreign}");
    }
}
