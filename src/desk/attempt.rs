//! Changes that may be refused with a sentence.

use std::fmt::Display;

use super::view::prose;
use super::{Desk, Host, Notice, Outcome};
use crate::edit::Change;
use crate::model::{Project, Timestamp};

impl Desk {
    /// Carries out changes as one undoable step named by `label`; when they cannot be worked out,
    /// nothing is changed and the reason is told.
    pub fn attempt<E: Display>(
        &mut self,
        host: &mut Host,
        label: &str,
        changes: impl FnOnce(&Project, Timestamp) -> Result<Vec<Change>, E>,
    ) -> Outcome {
        match changes(self.project(), host.now) {
            Ok(changes) => self.edit(host, label, |_| changes),
            Err(reason) => Err(Notice::warning(sentence(&reason), "Nothing was changed.")),
        }
    }
}

/// Makes a full sentence of an error's message, which is in lower case and without a full stop.
pub fn sentence(error: &impl Display) -> String {
    prose::sentence(&error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::action::code::{self, CodeError};
    use crate::edit::random::sample;
    use crate::model::CodeId;

    #[test]
    fn what_is_refused_is_told_as_a_sentence_and_changes_nothing() {
        let mut desk = Desk::new(sample(), None);
        let before = desk.project().clone();
        let mut random = || 7;
        let mut host = Host { now: Timestamp(5), random: &mut random };
        let nest = |project: &Project, _| code::nest(project, CodeId(1), Some(CodeId(1)));
        let refused = desk.attempt(&mut host, "nest code", nest).unwrap_err();
        assert_eq!(
            refused.message,
            "“demand” cannot stand under “demand”, which is itself or stands under it."
        );
        assert_eq!(desk.project(), &before);
        assert!(desk.history().undo_label().is_none());
        assert_eq!(sentence(&CodeError::NoKey('!')).chars().last(), Some('.'));
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(sentence(&"the key is taken"), "The key is taken.");
        assert_eq!(sentence(&"étude"), "Étude.");
    }
}
