//! The words by which a text reports what somebody says.

use super::words::Words;

/// The form in which a verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `say`: only with a helping verb, or with several who say it.
    Base,
    /// `says`.
    Present,
    /// `said`: also the form of the passive.
    Past,
    /// `saying`.
    Ing,
}

/// Verbs of saying and verbs that are acts of speech, as they stand in a dictionary; `-ize` is read
/// as `-ise`.
static VERBS: Words = Words::new(
    "accept accuse acknowledge add admit advise affirm agree allege announce answer \
    apologise appeal argue ask assert assume assure back believe blame call caution cite claim comment \
    commit complain concede conclude condemn confess confirm congratulate contend continue counter \
    criticise cry decide declare decline decry demand denounce deny deplore describe disagree disclose \
    dismiss dispute doubt elaborate emphasise endorse estimate exclaim expect explain express fear \
    guarantee hail highlight hint hope imply indicate inform insist instruct invite joke lament lash \
    maintain mention mock muse note object observe offer oppose order outline persuade plead pledge \
    point praise predict press proclaim promise propose protest quip reaffirm reassure rebuff rebuke \
    recall recommend recount refuse refute regret reiterate reject remark remember remind repeat reply \
    report request respond retort reveal scold signal specify stipulate state stress suggest \
    support suspect thank threaten touch tweet underline underscore urge voice vow want warn welcome \
    wonder worry",
);

/// Forms that follow no rule.
const IRREGULAR: &[(&str, Form)] = &[
    ("said", Form::Past),
    ("say", Form::Base),
    ("says", Form::Present),
    ("saying", Form::Ing),
    ("told", Form::Past),
    ("tell", Form::Base),
    ("tells", Form::Present),
    ("telling", Form::Ing),
    ("wrote", Form::Past),
    ("written", Form::Past),
    ("write", Form::Base),
    ("writes", Form::Present),
    ("writing", Form::Ing),
    ("thought", Form::Past),
    ("thinks", Form::Present),
    ("think", Form::Base),
    ("swore", Form::Past),
    ("upheld", Form::Past),
    ("speaking", Form::Ing),
    ("spoke", Form::Past),
];

/// States of mind that a text reports as it reports words: `she is confident that`.
pub(super) static MINDS: Words = Words::new(
    "adamant certain clear committed concerned confident convinced hopeful ready sure worried",
);

/// Acts of speech as nouns: `her call for`, `criticism of her by`.
pub(super) static NOUNS: Words = Words::new(
    "accusation accusations allegation allegations announcement appeal \
    assertion assurance call claim claims comment comments concern condemnation criticism demand \
    demands denial objection offer opinion pledge promise proposal protest remark remarks request \
    statement suggestion threat view vow warning words",
);

/// Papers, which say what those who made them say.
pub(super) static PAPERS: Words = Words::new(
    "agreement announcement communique communiqué declaration document \
    letter message paper readout release remarks report resolution statement text treaty",
);

/// Returns the form of a reporting verb that a word is. Only words in lower case are: capitals
/// belong to names and headings.
pub(super) fn form(word: &str) -> Option<Form> {
    if !word.starts_with(char::is_lowercase) {
        return None;
    }
    if let Some((_, form)) = IRREGULAR.iter().find(|(irregular, _)| *irregular == word) {
        return Some(*form);
    }
    // Only these endings are looked for in the long list: most words are spared it.
    if !(word.ends_with(['s', 'd', 'g']) || VERBS.has(word)) {
        return None;
    }
    let british = word.contains("iz").then(|| word.replace("iz", "is"));
    let word = british.as_deref().unwrap_or(word);
    VERBS.beginning_like(word).iter().find_map(|verb| inflected(word, verb))
}

fn inflected(word: &str, verb: &str) -> Option<Form> {
    // Nearly every verb is told by its first letters, so this is all that most comparisons cost.
    let stem = verb.strip_suffix(['e', 'y']).unwrap_or(verb);
    let ending = word.strip_prefix(stem)?;
    if word == verb {
        return Some(Form::Base);
    }
    let last = verb.chars().next_back()?;
    let ending = match last {
        // Only `say`-like verbs keep their `y`, and none of them is regular.
        'y' => ending.strip_prefix('i').or(ending.strip_prefix('y')).unwrap_or(ending),
        'e' => ending,
        _ => {
            ending.strip_prefix(last).filter(|rest| rest.starts_with(['e', 'i'])).unwrap_or(ending)
        }
    };
    match ending {
        "s" | "es" => Some(Form::Present),
        "ed" => Some(Form::Past),
        "ing" => Some(Form::Ing),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_in_every_form() {
        for (word, known) in [
            ("stress", Some(Form::Base)),
            ("stresses", Some(Form::Present)),
            ("stressed", Some(Form::Past)),
            ("stressing", Some(Form::Ing)),
            ("urge", Some(Form::Base)),
            ("urges", Some(Form::Present)),
            ("urging", Some(Form::Ing)),
            ("denies", Some(Form::Present)),
            ("denied", Some(Form::Past)),
            ("denying", Some(Form::Ing)),
            ("admitted", Some(Form::Past)),
            ("committing", Some(Form::Ing)),
            ("emphasized", Some(Form::Past)),
            ("criticised", Some(Form::Past)),
            ("agreed", Some(Form::Past)),
            ("said", Some(Form::Past)),
            ("Claims", None),
            ("adder", None),
            ("statement", None),
            ("noted", Some(Form::Past)),
            ("notion", None),
            ("asking", Some(Form::Ing)),
            ("reached", None),
        ] {
            assert_eq!(form(word), known, "{word}");
        }
    }
}
