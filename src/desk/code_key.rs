//! The keys that choose claim types beside the keys of commands: no key may mean two things.

use super::command::{Command, commands};
use super::keymap::Chord;
use crate::edit::Change;
use crate::edit::action::code;
use crate::model::{CodeId, CodeKind, Project, Record};
use crate::text::fold;

/// Returns the command that a key alone runs.
pub fn command_of(key: char) -> Option<&'static Command> {
    let chord = Chord::of_event(&key.to_string(), false, false, false);
    commands()
        .find(|command| command.keys.iter().any(|key| Chord::parse(key).as_ref() == Some(&chord)))
}

/// Says why a key cannot choose codes of a kind; nothing when it can. Issues are chosen in a list of
/// their own, where no command's key works.
pub fn refusal(kind: CodeKind, key: char) -> Option<String> {
    let command = command_of(key).filter(|_| kind == CodeKind::ClaimType)?;
    Some(format!(
        "The key “{}” belongs to the command “{}”; choose another letter or digit.",
        key.to_uppercase(),
        command.title
    ))
}

/// Returns the first letter of a name that means nothing yet, else a free letter or digit.
pub fn free(project: &Project, kind: CodeKind, name: &str) -> Option<char> {
    let taken = |key: char| {
        let mut codes = project.codes().values().filter(|code| code.kind == kind);
        codes.any(|code| code.key == Some(key)) || refusal(kind, key).is_some()
    };
    let letters: Vec<char> = fold::fold(name).chars().filter(char::is_ascii_alphabetic).collect();
    letters.into_iter().chain('1'..='9').chain('a'..='z').find(|key| !taken(*key))
}

/// Returns the change that adds a code with a key that means nothing else; see [`code::draft`].
pub fn add(
    project: &Project,
    id: CodeId,
    kind: CodeKind,
    name: &str,
    parent: Option<CodeId>,
) -> Vec<Change> {
    let mut new = code::draft(project, id, kind, name, parent);
    new.key = free(project, kind, name);
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
    use crate::edit::random::{sample, undone};

    #[test]
    fn a_claim_type_gets_no_key_of_a_command() {
        let said = refusal(CodeKind::ClaimType, 'M').unwrap();
        assert!(said.contains("“M”") && said.contains(command_of('m').unwrap().title), "{said}");
        for key in ['f', 'n', 'p', 't', '0', '1'] {
            assert!(refusal(CodeKind::ClaimType, key).is_some(), "{key}");
        }
        assert_eq!(refusal(CodeKind::Issue, 'm'), None);
        assert_eq!(refusal(CodeKind::ClaimType, 'e'), None);
    }

    #[test]
    fn a_new_claim_type_passes_over_the_keys_of_commands() {
        let project =
            undone(&sample(), add(&sample(), CodeId(9), CodeKind::ClaimType, "Pmt", None));
        let key = project.codes()[&CodeId(9)].key.unwrap();
        assert!(command_of(key).is_none(), "{key}");
        assert_eq!(free(&sample(), CodeKind::ClaimType, "permission"), Some('e'));
        assert_eq!(free(&sample(), CodeKind::Issue, "permission"), Some('p'));
    }

    #[test]
    fn two_codes_of_one_name_are_noticed_within_a_kind() {
        let start = sample();
        let twin = undone(&start, add(&start, CodeId(9), CodeKind::ClaimType, " Demand ", None));
        let said = Some("There is another claim type of this name.");
        assert_eq!((namesake(&twin, CodeId(9)), namesake(&twin, CodeId(1))), (said, said));
        assert_eq!(namesake(&twin, CodeId(2)), None);
        let issue = undone(&start, add(&start, CodeId(9), CodeKind::Issue, "demand", None));
        assert_eq!(namesake(&issue, CodeId(9)), None, "an issue may have a claim type's name");
    }
}
