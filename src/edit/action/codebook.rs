//! Changing what belongs to the codebook as a whole: the general rules and the stance scale.
//!
//! Whatever happens to a value of the scale reaches every claim that has it, as with codes.

use crate::text::order;
use std::sync::Arc;

use super::altered;
use crate::edit::Change;
use crate::model::{Codebook, Project, Record, StanceValue, Timestamp};

/// Why a change of the stance scale is not possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StanceError {
    /// Two values of the scale would be the same.
    #[error(
        "the stance scale already has the value {value}, called “{name}”; choose another number"
    )]
    Taken {
        /// The value.
        value: i32,
        /// What it is called.
        name: String,
    },
    /// A value without a name.
    #[error("a value of the stance scale needs a name, such as “supports”")]
    Nameless,
    /// A value that is not on the scale.
    #[error("the stance scale has no value {0}")]
    Unknown(i32),
}

/// Returns the change that sets the general rules for coders.
pub fn set_rules(project: &Project, rules: &str) -> Vec<Change> {
    alter(project, |codebook| rules.trim().clone_into(&mut codebook.rules))
}

/// Returns the change that adds a value to the stance scale, at its place by number.
pub fn add_stance(project: &Project, value: i32, name: &str) -> Result<Vec<Change>, StanceError> {
    let name = named(name)?;
    free(project, value)?;
    Ok(alter(project, |codebook| {
        codebook.stances.push(StanceValue { value, name });
        order::by_key(&mut codebook.stances, |stance| stance.value);
    }))
}

/// Returns the change that renames a value of the stance scale.
pub fn rename_stance(
    project: &Project,
    value: i32,
    name: &str,
) -> Result<Vec<Change>, StanceError> {
    let name = named(name)?;
    known(project, value)?;
    Ok(alter(project, |codebook| {
        let own = codebook.stances.iter_mut().filter(|stance| stance.value == value);
        own.for_each(|stance| stance.name.clone_from(&name));
    }))
}

/// Returns the changes that give a value of the stance scale another number, in the claims too.
pub fn renumber_stance(
    project: &Project,
    from: i32,
    to: i32,
    at: Timestamp,
) -> Result<Vec<Change>, StanceError> {
    known(project, from)?;
    if from == to {
        return Ok(Vec::new());
    }
    free(project, to)?;
    let mut changes = alter(project, |codebook| {
        let own = codebook.stances.iter_mut().filter(|stance| stance.value == from);
        own.for_each(|stance| stance.value = to);
        order::by_key(&mut codebook.stances, |stance| stance.value);
    });
    changes.extend(swapped(project, from, Some(to), at));
    Ok(changes)
}

/// Returns the changes that take a value off the stance scale and off the claims that have it.
pub fn remove_stance(
    project: &Project,
    value: i32,
    at: Timestamp,
) -> Result<Vec<Change>, StanceError> {
    known(project, value)?;
    let mut changes = alter(project, |codebook| {
        codebook.stances.retain(|stance| stance.value != value);
    });
    changes.extend(swapped(project, value, None, at));
    Ok(changes)
}

/// Counts the claims that have a value of the stance scale.
pub fn stance_uses(project: &Project, value: i32) -> usize {
    project.claims().values().filter(|claim| claim.stance == Some(value)).count()
}

fn alter(project: &Project, change: impl FnOnce(&mut Codebook)) -> Vec<Change> {
    altered(project.codebook(), Record::Codebook, change).into_iter().collect()
}

fn swapped(project: &Project, old: i32, new: Option<i32>, at: Timestamp) -> Vec<Change> {
    let having = project.claims().values().filter(|claim| claim.stance == Some(old));
    having
        .map(|claim| {
            let mut claim = (**claim).clone();
            claim.stance = new;
            claim.modified = at;
            Change::Put(Record::Claim(Arc::new(claim)))
        })
        .collect()
}

fn named(name: &str) -> Result<String, StanceError> {
    let name = name.trim();
    if name.is_empty() { Err(StanceError::Nameless) } else { Ok(name.to_owned()) }
}

fn known(project: &Project, value: i32) -> Result<&StanceValue, StanceError> {
    let mut stances = project.codebook().stances.iter();
    stances.find(|stance| stance.value == value).ok_or(StanceError::Unknown(value))
}

fn free(project: &Project, value: i32) -> Result<(), StanceError> {
    match known(project, value) {
        Ok(taken) => Err(StanceError::Taken { value, name: taken.name.clone() }),
        Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::action::claim;
    use crate::edit::random::{sample, undone};
    use crate::model::ClaimId;

    /// The sample, in which claim 1 supports and claim 2 opposes.
    fn project() -> Project {
        let mut project = sample();
        for (nth, value) in [(1, 1), (2, -1)] {
            let changes = claim::alter(&project, ClaimId(nth), Timestamp(1), |claim| {
                claim.stance = Some(value);
            });
            project = undone(&project, changes);
        }
        project
    }

    fn scale(project: &Project) -> Vec<(i32, &str)> {
        let stances = &project.codebook().stances;
        stances.iter().map(|stance| (stance.value, stance.name.as_str())).collect()
    }

    #[test]
    fn values_are_added_by_number_and_renamed() {
        let project = project();
        let more = undone(&project, add_stance(&project, -2, " strongly opposes ").unwrap());
        assert_eq!(scale(&more)[0], (-2, "strongly opposes"));
        let named = undone(&more, rename_stance(&more, 0, "mixed").unwrap());
        assert_eq!(scale(&named)[2], (0, "mixed"));
        let taken = add_stance(&project, 1, "again").unwrap_err();
        assert_eq!(
            taken.to_string(),
            "the stance scale already has the value 1, called “supports”; choose another number"
        );
        assert_eq!(rename_stance(&project, 0, " "), Err(StanceError::Nameless));
        assert_eq!(rename_stance(&project, 7, "x"), Err(StanceError::Unknown(7)));
    }

    #[test]
    fn another_number_reaches_the_claims() {
        let project = project();
        let wider = undone(&project, renumber_stance(&project, 1, 2, Timestamp(9)).unwrap());
        assert_eq!(wider.claims()[&ClaimId(1)].stance, Some(2));
        assert_eq!(wider.claims()[&ClaimId(1)].modified, Timestamp(9));
        assert_eq!(wider.claims()[&ClaimId(2)].stance, Some(-1));
        assert_eq!(scale(&wider)[2], (2, "supports"));
        assert!(renumber_stance(&project, 1, 1, Timestamp(9)).unwrap().is_empty());
        assert!(renumber_stance(&project, 1, 0, Timestamp(9)).is_err());
    }

    #[test]
    fn a_value_that_goes_is_taken_off_the_claims() {
        let project = project();
        assert_eq!(stance_uses(&project, -1), 1);
        let fewer = undone(&project, remove_stance(&project, -1, Timestamp(9)).unwrap());
        assert_eq!(fewer.claims()[&ClaimId(2)].stance, None);
        assert_eq!(fewer.claims()[&ClaimId(1)].stance, Some(1));
        assert_eq!(scale(&fewer), [(0, "neutral"), (1, "supports")]);
    }

    #[test]
    fn the_general_rules_are_kept_without_blank_ends() {
        let project = project();
        let ruled = undone(&project, set_rules(&project, "Code whole sentences.\n\n"));
        assert_eq!(ruled.codebook().rules, "Code whole sentences.");
        assert!(set_rules(&ruled, " Code whole sentences.").is_empty());
    }
}
