//! Lists to choose an actor or a code from.

use crate::text::order;
use std::sync::Arc;

use crate::desk::Desk;
use crate::edit::action::actor::Finder;
use crate::model::{ActorId, ActorKind, Code, CodeKind};
use crate::text::fold;

/// How many actors a picker lists; more are found by typing more.
const SHOWN: usize = 30;

/// An actor that answers what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorMatch {
    /// Who.
    pub id: ActorId,
    /// The actor's name.
    pub name: String,
    /// The alias that answers, when the name does not.
    pub alias: Option<String>,
    /// What sort of actor it is.
    pub kind: ActorKind,
}

/// Returns the actors that answer what was typed, the best first, among equals the one used most.
pub fn actors(desk: &Desk, typed: &str) -> Vec<ActorMatch> {
    let project = desk.project();
    let found = Finder::new(project).search(typed, SHOWN);
    found
        .into_iter()
        .filter_map(|found| {
            let actor = project.actors().get(&found.actor)?;
            let alias = (found.name != actor.name).then_some(found.name);
            Some(ActorMatch { id: actor.id, name: actor.name.clone(), alias, kind: actor.kind })
        })
        .collect()
}

/// Says whether an actor of exactly this name or alias exists, so that none needs to be made.
pub fn is_known(desk: &Desk, name: &str) -> bool {
    desk.project().actors().values().any(|actor| actor.goes_by(name))
}

/// A code that answers what was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeMatch {
    /// The code.
    pub code: Arc<Code>,
    /// How many codes stand above it.
    pub depth: usize,
}

/// Returns the codes that answer what was typed: in codebook order while nothing is typed, else
/// the best first. Codes whose definition alone answers come last.
pub fn codes(desk: &Desk, kind: CodeKind, typed: &str) -> Vec<CodeMatch> {
    let mut found: Vec<(u8, usize, CodeMatch)> = super::menu::offered(desk, kind)
        .into_iter()
        .enumerate()
        .filter_map(|(place, code)| {
            let rank = fold::rank(&code.name, typed)
                .or_else(|| fold::rank(&code.definition, typed).map(|rank| rank + 4))?;
            let depth = desk.project().depth(code.id);
            Some((rank, place, CodeMatch { code, depth }))
        })
        .collect();
    order::by_key(&mut found, |(rank, place, _)| (*rank, *place));
    found.into_iter().map(|(_, _, shown)| shown).collect()
}
