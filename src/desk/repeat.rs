//! Coding the selection like the claim before: same type, same claimant, nothing asked.
//!
//! Issue and stance are not repeated. They are what neighbouring claims differ in, and a value that was
//! never looked at is worse than one that is missing.

use super::{Desk, Effect, Host, Notice, Outcome};
use crate::model::{Claim, ClaimId, Participant, Role};

impl Desk {
    /// Makes a claim of the selection with the types and claimants of the last one.
    pub fn repeat_last(&mut self, host: &mut Host) -> Outcome {
        let last = self.claim_to_repeat().and_then(|id| self.project.claims().get(&id));
        let Some(last) = last.filter(|claim| !claim.types.is_empty()) else {
            return Err(Notice::warning(
                "There is no claim to repeat yet.",
                "Press a claim type's key to make the first one.",
            ));
        };
        let types = last.types.clone();
        let claimants: Vec<_> = last.in_role(Role::Claimant).map(|p| p.actor).collect();
        let names: Vec<String> = types
            .iter()
            .filter_map(|id| self.project.codes().get(id))
            .map(|code| code.name.clone())
            .collect();
        let who: Vec<String> = claimants
            .iter()
            .filter_map(|id| self.project.actors().get(id))
            .map(|actor| actor.name.clone())
            .collect();
        let said = if who.is_empty() {
            format!(
                "{}: claim added; its claimant is missing, as in the last one.",
                names.join(", ")
            )
        } else {
            format!("{}: claim by {} added.", names.join(", "), who.join(", "))
        };
        let label = format!("code {} again", names.join(", ").to_lowercase());
        let near: Vec<Participant> = claimants
            .into_iter()
            .map(|actor| Participant { role: Role::Claimant, actor, mention: None })
            .collect();
        let mut effects = self.add_claim(host, &label, |claim: &mut Claim| {
            claim.types = types;
            claim.participants = near;
        })?;
        effects.push(Effect::Say(said));
        Ok(effects)
    }

    /// Says whether there is a claim to repeat that was coded since the project was opened.
    pub fn can_repeat(&self) -> bool {
        self.last_claim.is_some()
    }

    /// Returns the claim coded last; after a reload the one the coder made last in this document.
    fn claim_to_repeat(&self) -> Option<ClaimId> {
        let (me, document) = (self.my_id(), self.document);
        let mine = || {
            let claims = document.into_iter().flat_map(|id| self.project.claims_in(id));
            let own = claims.filter(|claim| Some(claim.coder) == me);
            own.max_by_key(|claim| (claim.created, claim.id)).map(|claim| claim.id)
        };
        self.last_claim.or_else(mine)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::code_claim::Who;
    use crate::desk::trial::{Trial, claim_type};
    use crate::model::{ActorKind, ClaimStatus};

    fn ann() -> Who {
        Who::New { name: "Ann".to_owned(), kind: ActorKind::Person }
    }

    #[test]
    fn one_key_makes_a_claim_of_the_same_type_by_the_same_claimant() {
        let mut trial = Trial::new("One. Two. Three.\n");
        trial.select("Two.");
        assert!(trial.try_act(Desk::repeat_last).is_err(), "there is nothing to repeat");
        trial.act(|desk, host| desk.code_selection(host, claim_type(desk)));
        let first = trial.desk.focused_claim().unwrap().id;
        trial.act(|desk, host| desk.add_participant(host, first, Role::Claimant, ann()));
        trial.select("Three.");
        trial.act(Desk::repeat_last);
        let claim = trial.desk.focused_claim().unwrap();
        let first = &trial.desk.project().claims()[&first];
        assert_ne!(claim.id, first.id);
        assert_eq!((&claim.types, &claim.participants), (&first.types, &first.participants));
        assert_eq!((claim.status, trial.desk.prompt()), (ClaimStatus::Done, None));
        assert_eq!((claim.issues.len(), claim.stance), (0, None));
    }

    #[test]
    fn after_a_reload_the_coders_own_last_claim_of_the_document_is_repeated() {
        let mut trial = Trial::new("One. Two.\n");
        trial.select("One.");
        trial.act(|desk, host| desk.code_selection(host, claim_type(desk)));
        let document = trial.desk.document().unwrap();
        trial.desk = Desk::new(trial.desk.project().clone(), trial.desk.me().cloned());
        trial.desk.open_document(document);
        trial.select("Two.");
        trial.act(Desk::repeat_last);
        let claim = trial.desk.focused_claim().unwrap();
        assert_eq!((claim.types.len(), claim.status), (1, ClaimStatus::Draft));
    }
}
