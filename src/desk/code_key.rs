//! The keys that choose claim types beside the keys of commands: no key may mean two things.

use std::sync::Arc;

use super::keymap::{Bindings, Chord, Refusal};
use super::view::menu;
use super::{Desk, Place};
use crate::edit::Change;
use crate::edit::action::code;
use crate::model::{Code, CodeId, CodeKind, Project, Record};
use crate::text::fold;

/// Returns the claim types that are offered, in codebook order, each with the key that chooses it: a
/// digit where the keys in force want digits, else the codebook's letter.
pub fn keyed_types(desk: &Desk) -> Vec<(Arc<Code>, Option<char>)> {
    let keys = desk.keys();
    let types = menu::offered(desk, CodeKind::ClaimType).into_iter().enumerate();
    types
        .map(|(nth, code)| {
            // With digits, letters are the commands'; a type beyond the ninth keeps its own if free.
            let own = code.key.filter(|key| {
                keys.digit(0).is_none()
                    || !key.is_ascii_digit() && keys.holder(&Chord::of_character(*key)).is_none()
            });
            let key = keys.digit(nth).or(own);
            (code, key)
        })
        .collect()
}

/// Returns the claim type that a key chooses.
pub fn type_of(desk: &Desk, key: char) -> Option<Arc<Code>> {
    let mut types = keyed_types(desk).into_iter();
    types.find(|(_, own)| *own == Some(key)).map(|(code, _)| code)
}

/// Returns the claim type that a chord puts on the selection or takes on and off the chosen claim.
///
/// With Shift a letter may be a command's instead. Who has gone on through the text and forgot to
/// select does not mean the claim left behind: with the keyboard in the text the caret has to stand at
/// the chosen claim.
pub fn meant(desk: &Desk, chord: &Chord, in_text: bool) -> Option<CodeId> {
    let at_claim = || {
        let at = desk.caret().focus;
        desk.focused_claim().is_some_and(|claim| {
            let mut fragments = claim.fragments.iter();
            !in_text || fragments.any(|one| one.start() <= at && at <= one.end())
        })
    };
    let something = desk.selected().is_some() || at_claim();
    if desk.place() != Place::Code || !something {
        return None;
    }
    if chord.shift && desk.keys().holder(chord).is_some() {
        return None;
    }
    type_of(desk, chord.character()?).map(|code| code.id)
}

/// Says why a command cannot have a chord in this project; nothing when it can.
pub fn chord_refusal(desk: &Desk, id: &str, chord: &Chord) -> Option<Refusal> {
    let taken = || {
        let code = type_of(desk, chord.character().filter(|_| !chord.shift)?)?;
        let key = desk.keys().layout().show(chord);
        Some(Refusal::ClaimType { key, name: code.name.clone() })
    };
    desk.keys().refusal(id, chord).or_else(taken)
}

/// Says why a key cannot choose codes of a kind; nothing when it can. Issues are chosen in a list of
/// their own, where no command's key works.
pub fn refusal(keys: &Bindings, kind: CodeKind, key: char) -> Option<String> {
    let holder = keys.holder(&Chord::of_character(key));
    let command = holder.filter(|_| kind == CodeKind::ClaimType)?;
    Some(format!(
        "The key “{}” belongs to the command “{}”; choose another letter or digit.",
        key.to_uppercase(),
        command.title
    ))
}

/// Returns the first letter of a name that means nothing yet, else a free letter or digit.
pub fn free(keys: &Bindings, project: &Project, kind: CodeKind, name: &str) -> Option<char> {
    let taken = |key: char| {
        let mut codes = project.codes().values().filter(|code| code.kind == kind);
        codes.any(|code| code.key == Some(key)) || refusal(keys, kind, key).is_some()
    };
    let letters: Vec<char> = fold::fold(name).chars().filter(char::is_ascii_alphabetic).collect();
    letters.into_iter().chain('1'..='9').chain('a'..='z').find(|key| !taken(*key))
}

/// Returns the change that adds a code with a key that means nothing else; see [`code::draft`].
pub fn add(
    keys: &Bindings,
    project: &Project,
    id: CodeId,
    kind: CodeKind,
    name: &str,
    parent: Option<CodeId>,
) -> Vec<Change> {
    let mut new = code::draft(project, id, kind, name, parent);
    new.key = free(keys, project, kind, name);
    vec![Change::Put(Record::Code(new.into()))]
}

/// Says that another code of the kind has the same name; nothing when none has.
pub fn namesake(project: &Project, id: CodeId) -> Option<&'static str> {
    let code = project.codes().get(&id)?;
    let name = fold::fold(&code.name);
    let mut others = project.codes_of(code.kind).into_iter().filter(|other| other.id != id);
    others.any(|other| fold::fold(&other.name) == name).then_some(match code.kind {
        CodeKind::ClaimType => "There is another claim type of this name.",
        CodeKind::Issue => "There is another issue of this name.",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Caret;
    use crate::desk::keymap::Layout;
    use crate::desk::trial::Trial;
    use crate::edit::random::{sample, undone};
    use crate::store::{KeyPreferences, KeyPreset};
    use crate::text::Offset;

    fn added(kind: CodeKind, name: &str) -> Vec<Change> {
        add(&Bindings::default(), &sample(), CodeId(9), kind, name, None)
    }

    #[test]
    fn a_claim_type_gets_no_key_of_a_command() {
        let keys = Bindings::default();
        let said = refusal(&keys, CodeKind::ClaimType, 'M').unwrap();
        assert!(said.contains("“M”") && said.contains("Mark as a mention"), "{said}");
        for key in ['f', 'n', 'p', 't', 'q', 'u', 'j', '0', '1'] {
            assert!(refusal(&keys, CodeKind::ClaimType, key).is_some(), "{key}");
        }
        assert_eq!(refusal(&keys, CodeKind::Issue, 'm'), None);
        assert_eq!(refusal(&keys, CodeKind::ClaimType, 'e'), None);
    }

    #[test]
    fn a_types_key_means_the_chosen_claim_only_while_the_caret_stands_at_it() {
        let mut trial = Trial::new("One here. Two there.\n");
        let digits = KeyPreferences { preset: KeyPreset::Digits, ..KeyPreferences::default() };
        trial.desk.set_keys(Bindings::new(digits, Layout::default()));
        let key = type_of(&trial.desk, '1').unwrap().id;
        let chord = Chord::parse("1").unwrap();
        assert_eq!(meant(&trial.desk, &chord, true), None, "nothing is selected or chosen");
        trial.select("One here.");
        assert_eq!(meant(&trial.desk, &chord, true), Some(key));
        trial.act(|desk, host| desk.code_selection(host, key));
        assert_eq!(meant(&trial.desk, &chord, true), Some(key), "the caret is at its end");
        let gone_on = Offset::from_index("One here. Two".len());
        trial.desk.set_caret(Caret::at(gone_on));
        assert_eq!(meant(&trial.desk, &chord, true), None);
        assert_eq!(meant(&trial.desk, &chord, false), Some(key), "its card has the keyboard");
        trial.select_keeping("Two there.");
        assert_eq!(meant(&trial.desk, &chord, true), Some(key), "words are selected");
    }

    #[test]
    fn a_key_that_a_command_gave_up_is_free_for_claim_types() {
        let start = Bindings::default();
        let wanted = start.changed("mention.add", Chord::parse("b").as_ref());
        let keys = Bindings::new(wanted, Layout::default());
        assert_eq!(refusal(&keys, CodeKind::ClaimType, 'm'), None);
        assert!(refusal(&keys, CodeKind::ClaimType, 'b').is_some());
    }

    #[test]
    fn a_new_claim_type_passes_over_the_keys_of_commands() {
        let project = undone(&sample(), added(CodeKind::ClaimType, "Pmt"));
        let key = project.codes()[&CodeId(9)].key.unwrap();
        let keys = Bindings::default();
        assert_eq!(refusal(&keys, CodeKind::ClaimType, key), None, "{key}");
        assert_eq!(free(&keys, &sample(), CodeKind::ClaimType, "permission"), Some('e'));
        assert_eq!(free(&keys, &sample(), CodeKind::Issue, "permission"), Some('p'));
    }

    #[test]
    fn with_digits_the_first_nine_types_are_1_to_9_and_the_others_keep_letters_that_are_free() {
        let mut desk = Desk::new(crate::sample::sample_project(crate::model::ProjectId(1)), None);
        let first = menu::offered(&desk, CodeKind::ClaimType).swap_remove(0);
        assert_eq!(type_of(&desk, first.key.unwrap()).map(|code| code.id), Some(first.id));
        let wanted = KeyPreferences { preset: KeyPreset::Digits, ..KeyPreferences::default() };
        desk.set_keys(Bindings::new(wanted, Layout::default()));
        assert_eq!(type_of(&desk, '1').map(|code| code.id), Some(first.id));
        assert_eq!(type_of(&desk, first.key.unwrap()), None);
        for (nth, (_, key)) in keyed_types(&desk).into_iter().enumerate().take(9) {
            assert_eq!(key, char::from_digit(u32::try_from(nth).unwrap() + 1, 10));
        }
    }

    #[test]
    fn a_command_gets_no_key_of_a_claim_type() {
        let desk = Desk::new(crate::sample::sample_project(crate::model::ProjectId(1)), None);
        let refused = |key| chord_refusal(&desk, "undo", &Chord::parse(key).unwrap());
        assert!(matches!(refused("d"), Some(Refusal::ClaimType { name, .. }) if name == "Demand"));
        assert_eq!((refused("Shift+d"), refused("F9")), (None, None));
    }

    #[test]
    fn two_codes_of_one_name_are_noticed_within_a_kind() {
        let start = sample();
        let twin = undone(&start, added(CodeKind::ClaimType, " Demand "));
        let said = Some("There is another claim type of this name.");
        assert_eq!((namesake(&twin, CodeId(9)), namesake(&twin, CodeId(1))), (said, said));
        assert_eq!(namesake(&twin, CodeId(2)), None);
        let issue = undone(&start, added(CodeKind::Issue, "demand"));
        assert_eq!(namesake(&issue, CodeId(9)), None, "an issue may have a claim type's name");
    }
}
