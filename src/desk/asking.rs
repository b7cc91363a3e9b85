//! Asking beside the text: one question after the other, and back.

use super::{Desk, Effect, Focus, Prompt};
use crate::model::Role;

impl Desk {
    /// Asks something beside the text, or takes the question back.
    pub fn set_prompt(&mut self, prompt: Option<Prompt>) {
        self.prompt = prompt;
        if let Some(claim) = prompt.and_then(Prompt::claim) {
            self.focus = Focus::Claim(claim);
        }
    }

    /// Asks something about a claim. A claimant asked for and not yet given is asked for again
    /// afterwards: going on to the next thing is no answer.
    pub fn ask_next(&mut self, next: Prompt) {
        let same = self.prompt.and_then(Prompt::claim).filter(|claim| Some(*claim) == next.claim());
        let waiting = match self.prompt {
            Some(Prompt::Participant(claim, Role::Claimant)) => Some(claim),
            _ => self.postponed,
        };
        let again = matches!(next, Prompt::Participant(_, Role::Claimant));
        self.postponed = waiting.filter(|claim| Some(*claim) == same && !again);
        self.set_prompt(Some(next));
    }

    /// Closes the question that is open, answered or not, and says what gets the keyboard. What
    /// the question was about stays as it is.
    pub fn close_prompt(&mut self) -> Vec<Effect> {
        let claim = self.prompt.and_then(Prompt::claim);
        let postponed = self.postponed.take().filter(|waiting| Some(*waiting) == claim);
        let lacking = postponed.filter(|id| {
            let claim = self.project.claims().get(id);
            claim.is_some_and(|claim| claim.in_role(Role::Claimant).next().is_none())
        });
        self.set_prompt(lacking.map(|id| Prompt::Participant(id, Role::Claimant)));
        if self.prompt.is_none() { vec![Effect::FocusText] } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::code_claim::Who;
    use crate::desk::command::{command_for, command_in_prompt};
    use crate::desk::keymap::Chord;
    use crate::desk::trial::{Trial, claim_type};
    use crate::model::{ActorKind, ClaimStatus};

    fn coded() -> Trial {
        let mut trial = Trial::new("One. Two.\n");
        trial.select("One.");
        trial.act(|desk, host| desk.code_selection(host, claim_type(desk)));
        trial
    }

    fn somebody() -> Who {
        Who::New { name: "Bo".to_owned(), kind: ActorKind::Person }
    }

    fn press(trial: &mut Trial, key: &str) -> bool {
        let chord = Chord::parse(key).unwrap();
        let command = command_in_prompt(&trial.desk, &chord);
        if let Some(command) = command {
            trial.act(command.run);
        }
        command.is_some()
    }

    fn role(trial: &Trial) -> Option<Role> {
        match trial.desk.prompt() {
            Some(Prompt::Participant(_, role)) => Some(role),
            _ => None,
        }
    }

    #[test]
    fn selecting_further_words_takes_an_open_question_back_and_a_bare_caret_does_not() {
        let mut trial = coded();
        assert_eq!(role(&trial), Some(Role::Claimant));
        trial.desk.set_caret(crate::desk::Caret::default());
        assert_eq!(role(&trial), Some(Role::Claimant));
        let claim = trial.desk.focus();
        trial.select_keeping("Two.");
        assert_eq!(trial.desk.prompt(), None);
        assert_eq!(trial.desk.focus(), claim, "the claim stays chosen");
    }

    #[test]
    fn the_first_claim_is_made_without_a_name_and_tells_so_once() {
        let mut trial = Trial::new("One. Two.\n");
        trial.select("One.");
        let effects = trial.act(|desk, host| desk.code_selection(host, claim_type(desk)));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Tell(_))));
        assert_eq!(
            (trial.desk.overlay(), trial.desk.me().unwrap().name.as_str()),
            (None, "Coder 1")
        );
        assert!(trial.desk.is_unnamed());
        let me = trial.desk.my_id().unwrap();
        assert!(trial.desk.project().coders().contains_key(&me));
        trial.select("Two.");
        let effects = trial.act(|desk, host| desk.code_selection(host, claim_type(desk)));
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Tell(_))));
        assert_eq!(trial.desk.my_id(), Some(me));
    }

    #[test]
    fn signs_change_the_claim_while_its_claimant_is_asked_for() {
        let mut trial = coded();
        assert!(press(&mut trial, "+"));
        assert_eq!(trial.desk.focused_claim().unwrap().stance, Some(1));
        assert_eq!(role(&trial), Some(Role::Claimant), "the question stays");
        for key in ["1", "a", "Space", "@", "?", "("] {
            assert!(!press(&mut trial, key), "{key} belongs to the answer");
        }
    }

    #[test]
    fn undo_takes_the_claim_back_while_its_claimant_is_asked_for() {
        let mut trial = coded();
        assert!(press(&mut trial, "Ctrl+z"));
        assert_eq!((trial.desk.prompt(), trial.desk.focus()), (None, Focus::None));
        assert_eq!(trial.desk.project().claim_count(trial.desk.document().unwrap()), 0);
    }

    #[test]
    fn a_claimant_not_yet_given_is_asked_for_again() {
        let mut trial = coded();
        let id = trial.desk.focused_claim().unwrap().id;
        assert!(press(&mut trial, "&") && press(&mut trial, "!"));
        assert_eq!(role(&trial), Some(Role::Target));
        trial.act(|desk, host| desk.add_participant(host, id, Role::Target, somebody()));
        assert_eq!(role(&trial), Some(Role::Claimant));
        assert!(press(&mut trial, "#"));
        trial.act(|desk, _| Ok(desk.close_prompt()));
        assert_eq!(role(&trial), Some(Role::Claimant), "going back returns to it");
        trial.act(|desk, host| desk.add_participant(host, id, Role::Claimant, somebody()));
        assert_eq!(trial.desk.prompt(), None);
        assert_eq!(trial.desk.focused_claim().unwrap().status, ClaimStatus::Done);
        let chord = Chord::parse("#").unwrap();
        trial.act(command_for(&trial.desk, &chord, true).unwrap().run);
        assert_eq!(trial.act(|desk, _| Ok(desk.close_prompt())), [Effect::FocusText]);
    }

    #[test]
    fn escape_goes_back_a_step_at_a_time_and_throws_nothing_away() {
        let mut trial = coded();
        let id = trial.desk.focused_claim().unwrap().id;
        let escape = |trial: &mut Trial| {
            let chord = Chord::parse("Escape").unwrap();
            trial.act(command_for(&trial.desk, &chord, true).unwrap().run);
        };
        escape(&mut trial);
        assert_eq!((trial.desk.prompt(), trial.desk.focus()), (None, Focus::Claim(id)));
        trial.select_keeping("Two.");
        escape(&mut trial);
        assert_eq!(trial.desk.focus(), Focus::None);
        assert!(trial.desk.selected().is_some());
        escape(&mut trial);
        assert_eq!(trial.desk.selected(), None);
        assert!(trial.desk.project().claims().contains_key(&id));
    }
}
