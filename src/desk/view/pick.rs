//! Lists to choose an actor or a code from.

use std::sync::Arc;

use crate::desk::Desk;
use crate::model::{Actor, ActorId, ActorKind, Code, CodeKind};
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

/// Returns the actors that answer what was typed, the best first; with nothing typed, all by name.
pub fn actors(desk: &Desk, typed: &str) -> Vec<ActorMatch> {
    let mut found: Vec<(u8, String, ActorMatch)> = desk
        .project()
        .actors()
        .values()
        .filter_map(|actor| {
            let (rank, alias) = best_name(actor, typed)?;
            let shown =
                ActorMatch { id: actor.id, name: actor.name.clone(), alias, kind: actor.kind };
            Some((rank, fold::fold(&actor.name), shown))
        })
        .collect();
    found.sort_by(|a, b| (a.0, &a.1, a.2.id).cmp(&(b.0, &b.1, b.2.id)));
    found.into_iter().take(SHOWN).map(|(_, _, shown)| shown).collect()
}

/// Returns how well an actor answers, and by which alias when not by its name.
fn best_name(actor: &Actor, typed: &str) -> Option<(u8, Option<String>)> {
    let by_name = fold::rank(&actor.name, typed).map(|rank| (rank, None));
    let by_alias = actor
        .aliases
        .iter()
        .filter_map(|alias| Some((fold::rank(alias, typed)?, Some(alias.clone()))));
    by_name.into_iter().chain(by_alias).min_by_key(|(rank, _)| *rank)
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
    found.sort_by_key(|(rank, place, _)| (*rank, *place));
    found.into_iter().map(|(_, _, shown)| shown).collect()
}
