//! Which code and which actor the editors of the codebook and the registry show.

use super::Desk;
use crate::model::{ActorId, CodeId};

/// What is chosen in the lists beside the editors; kept while other screens are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Chosen {
    code: Option<CodeId>,
    actor: Option<ActorId>,
}

impl Desk {
    /// Returns the code whose form is shown, as long as it is in the codebook.
    pub fn chosen_code(&self) -> Option<CodeId> {
        self.chosen.code.filter(|id| self.project.codes().contains_key(id))
    }

    /// Shows the form of a code, or what belongs to the codebook as a whole.
    pub fn choose_code(&mut self, code: Option<CodeId>) {
        self.chosen.code = code;
    }

    /// Returns the actor whose form is shown, as long as it is in the registry.
    pub fn chosen_actor(&self) -> Option<ActorId> {
        self.chosen.actor.filter(|id| self.project.actors().contains_key(id))
    }

    /// Shows the form of an actor, or of none.
    pub fn choose_actor(&mut self, actor: Option<ActorId>) {
        self.chosen.actor = actor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::action::code::{self, Disposal};
    use crate::edit::random::sample;
    use crate::model::Timestamp;

    #[test]
    fn a_code_that_is_deleted_is_no_longer_chosen_and_is_again_after_undo() {
        let mut desk = Desk::new(sample(), None);
        desk.choose_code(Some(CodeId(3)));
        assert_eq!(desk.chosen_code(), Some(CodeId(3)));
        let mut random = || 7;
        let mut host = crate::desk::Host { now: Timestamp(5), random: &mut random };
        desk.attempt(&mut host, "delete code", |project, at| {
            code::delete(project, CodeId(3), Disposal::TakeOff, at)
        })
        .unwrap();
        assert_eq!(desk.chosen_code(), None);
        desk.undo(&mut host).unwrap();
        assert_eq!(desk.chosen_code(), Some(CodeId(3)));
    }
}
