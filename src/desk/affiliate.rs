//! Saying whom an actor belonged to.

use super::code_claim::Who;
use super::{Desk, Host, Notice, Outcome};
use crate::edit::action::actor;
use crate::model::{ActorId, Affiliation};

impl Desk {
    /// Adds an affiliation with an actor of the registry or a new one, as one step.
    pub fn affiliate(&mut self, host: &mut Host, id: ActorId, who: Who) -> Outcome {
        let (with, new) = self.find_or_make(host, who);
        if with == id {
            let hint = "Choose the body, state or group it belongs to.";
            return Err(Notice::warning("Nobody belongs to oneself.", hint));
        }
        let known = self.project.actors().get(&id);
        let mut all = known.map(|actor| actor.affiliations.clone()).unwrap_or_default();
        all.push(Affiliation { with, position: String::new(), from: None, to: None });
        self.edit(host, "add affiliation", |project| {
            new.into_iter().chain(actor::set_affiliations(project, id, all)).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::random::sample;
    use crate::model::{ActorKind, Timestamp};

    #[test]
    fn an_affiliation_with_a_new_actor_is_one_step() {
        let mut desk = Desk::new(sample(), None);
        let mut next = 100;
        let mut random = || {
            next += 1;
            next
        };
        let mut host = Host { now: Timestamp(5), random: &mut random };
        let before = desk.project().clone();
        let who = Who::New { name: "Bridge Office".into(), kind: ActorKind::Organisation };
        desk.affiliate(&mut host, ActorId(1), who).unwrap();
        let with = desk.project().actors()[&ActorId(1)].affiliations[0].with;
        assert_eq!(desk.project().actors()[&with].name, "Bridge Office");
        desk.undo(&mut host).unwrap();
        assert_eq!(desk.project(), &before);
    }

    #[test]
    fn nobody_belongs_to_oneself() {
        let mut desk = Desk::new(sample(), None);
        let mut random = || 7;
        let mut host = Host { now: Timestamp(5), random: &mut random };
        let refused = desk.affiliate(&mut host, ActorId(1), Who::Known(ActorId(1)));
        assert_eq!(refused.unwrap_err().message, "Nobody belongs to oneself.");
    }
}
