//! Character references (entities).

use std::borrow::Cow;

/// The longest name of the tables, in bytes.
const LONGEST_NAME: usize = 8;

/// Decodes the character references of a text; unknown ones stay as they are.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let Some((before, mut rest)) = text.split_once('&') else {
        return Cow::Borrowed(text);
    };
    let mut decoded = String::with_capacity(text.len());
    decoded.push_str(before);
    loop {
        // Here, `rest` begins after an ampersand.
        match reference(rest) {
            Some((character, length)) => {
                decoded.push(character);
                rest = rest.get(length..).unwrap_or_default();
            }
            None => decoded.push('&'),
        }
        let Some((before, after)) = rest.split_once('&') else {
            decoded.push_str(rest);
            return Cow::Owned(decoded);
        };
        decoded.push_str(before);
        rest = after;
    }
}

/// Reads what follows an ampersand: the character and how many bytes name it.
fn reference(text: &str) -> Option<(char, usize)> {
    let (character, length) = match text.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => numeric(digits, 16).map(|(found, length)| (found, length + 2)),
            None => numeric(number, 10).map(|(found, length)| (found, length + 1)),
        },
        None => named(text),
    }?;
    let semicolon = text.as_bytes().get(length) == Some(&b';');
    Some((character, length + usize::from(semicolon)))
}

fn numeric(digits: &str, radix: u32) -> Option<(char, usize)> {
    let length = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let value = digits
        .chars()
        .take(length)
        .filter_map(|digit| digit.to_digit(radix))
        .fold(0_u32, |value, digit| value.saturating_mul(radix).saturating_add(digit));
    let character = match value {
        0 => char::REPLACEMENT_CHARACTER,
        // Old pages meant Windows-1252, and the standard lets them.
        0x80..=0x9f => usize::try_from(value - 0x80)
            .ok()
            .and_then(|index| WINDOWS_1252_CONTROLS.chars().nth(index))
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((character, length))
}

fn named(text: &str) -> Option<(char, usize)> {
    let length = text.bytes().take(LONGEST_NAME + 1).take_while(u8::is_ascii_alphanumeric).count();
    let name = text.get(..length).filter(|name| !name.is_empty())?;
    let look_up = |table: &'static str| {
        table.split(' ').find_map(|entry| {
            let mut rest = entry.strip_prefix(name)?.chars();
            // The entry is the name and its one character.
            rest.next().filter(|_| rest.next().is_none())
        })
    };
    let semicolon = text.as_bytes().get(length) == Some(&b';');
    let found = look_up(LEGACY).or_else(|| look_up(OTHERS).filter(|_| semicolon))?;
    Some((found, length))
}

/// What Windows-1252 has at 0x80 to 0x9F.
const WINDOWS_1252_CONTROLS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// Names that are valid without a semicolon; each with its character.
const LEGACY: &str = "AEligÆ AacuteÁ AcircÂ AgraveÀ AringÅ AtildeÃ AumlÄ CcedilÇ ETHÐ EacuteÉ EcircÊ \
     EgraveÈ EumlË IacuteÍ IcircÎ IgraveÌ IumlÏ NtildeÑ OacuteÓ OcircÔ OgraveÒ OslashØ \
     OtildeÕ OumlÖ THORNÞ UacuteÚ UcircÛ UgraveÙ UumlÜ YacuteÝ aacuteá acircâ acute´ \
     aeligæ agraveà amp& aringå atildeã aumlä brvbar¦ ccedilç cedil¸ cent¢ copy© curren¤ \
     deg° divide÷ eacuteé ecircê egraveè ethð eumlë frac12½ frac14¼ frac34¾ gt> iacuteí \
     icircî iexcl¡ igraveì iquest¿ iumlï laquo« lt< macr¯ microµ middot· nbsp\u{a0} not¬ \
     ntildeñ oacuteó ocircô ograveò ordfª ordmº oslashø otildeõ oumlö para¶ plusmn± \
     pound£ quot\" raquo» reg® sect§ shy\u{ad} sup1¹ sup2² sup3³ szligß thornþ times× \
     uacuteú ucircû ugraveù uml¨ uumlü yacuteý yen¥ yumlÿ";
/// Names that need their semicolon: typography, symbols, letters of Central Europe and Turkish.
const OTHERS: &str = "AbreveĂ AogonĄ CacuteĆ CcaronČ Dagger‡ DcaronĎ DstrokĐ EcaronĚ EogonĘ GbreveĞ Idotİ \
     LstrokŁ NacuteŃ NcaronŇ OEligŒ OdblacŐ Prime″ RcaronŘ SacuteŚ ScaronŠ ScedilŞ \
     TcaronŤ UdblacŰ UringŮ YumlŸ ZacuteŹ ZcaronŽ ZdotŻ abreveă aogoną apos\' asymp≈ \
     bdquo„ bull• cacuteć ccaronč check✓ circˆ dagger† darr↓ dcaronď dstrokđ ecaroně \
     emsp\u{2003} ensp\u{2002} eogonę equiv≡ euro€ fnofƒ frasl⁄ gbreveğ ge≥ harr↔ hellip… \
     horbar― imathı infin∞ larr← ldquo“ le≤ lowast∗ lrm\u{200e} lsaquo‹ lsquo‘ lstrokł \
     mdash— minus− nacuteń ncaronň ndash– ne≠ numero№ odblacő oeligœ oline‾ part∂ permil‰ \
     prime′ radic√ rarr→ rcaronř rdquo” rlm\u{200f} rsaquo› rsquo’ sacuteś sbquo‚ scaronš \
     scedilş star☆ sum∑ tcaronť thinsp\u{2009} tilde˜ trade™ uarr↑ udblacű uringů zacuteź \
     zcaronž zdotż zwj\u{200d} zwnj\u{200c}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_decoded_in_both_notations() {
        assert_eq!(decode("&#65;&#x42;&#X43&#128512;"), "ABC😀");
        assert_eq!(decode("&#146;&#x96;"), "’–");
        assert_eq!(decode("&#0;&#xD800;&#x110000;"), "\u{fffd}\u{fffd}\u{fffd}");
    }

    #[test]
    fn names_are_decoded_and_unknown_ones_stay() {
        assert_eq!(decode("&lt;&eacute;&mdash;&hellip;&nbsp;&Scaron;"), "<é—…\u{a0}Š");
        assert_eq!(decode("&apos;&quot;"), "'\"");
        assert_eq!(decode("&bogus; & &; &&amp;"), "&bogus; & &; &&");
    }

    #[test]
    fn only_the_old_names_do_without_a_semicolon() {
        assert_eq!(decode("&copy 2020 &mdash x"), "© 2020 &mdash x");
        assert_eq!(decode("?a=1&copyright=2&lt=3"), "?a=1&copyright=2<=3");
    }

    #[test]
    fn every_entry_of_the_tables_can_be_looked_up() {
        for (table, sample) in [(LEGACY, "AMP"), (OTHERS, "zwnj")] {
            assert!(table.len() > 300, "{sample}");
            for entry in table.split(' ') {
                let character = entry.chars().last().unwrap();
                let name = entry.strip_suffix(character).unwrap();
                assert!(name.len() <= LONGEST_NAME && !name.is_empty(), "{entry}");
                assert_eq!(decode(&format!("&{name};")), character.to_string(), "{entry}");
            }
        }
    }
}
