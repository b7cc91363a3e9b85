//! Finding actors while somebody types.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Actor, ActorId, Project};
use crate::text::fold;

/// An actor that answers what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The actor.
    pub actor: ActorId,
    /// The name or alias that answers best.
    pub name: String,
    /// In how many claims and mentions the actor stands.
    pub uses: u32,
}

/// The names of a registry, folded once, so that a search costs no more than comparing them.
#[derive(Debug, Clone, Default)]
pub struct Finder {
    entries: BTreeMap<ActorId, Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    actor: Arc<Actor>,
    /// Each name as it is compared, in the order of [`Actor::names`].
    folded: Vec<String>,
    uses: u32,
}

impl Finder {
    /// Folds the names of a project's registry.
    pub fn new(project: &Project) -> Self {
        let mut finder = Self::default();
        finder.refresh(project);
        finder
    }

    /// Catches up with a project; only actors that changed are folded again. Called when a search
    /// begins, not at every key.
    pub fn refresh(&mut self, project: &Project) {
        self.entries.retain(|id, entry| {
            entry.uses = 0;
            project.actors().get(id).is_some_and(|actor| Arc::ptr_eq(actor, &entry.actor))
        });
        for (id, actor) in project.actors() {
            self.entries.entry(*id).or_insert_with(|| Entry {
                actor: Arc::clone(actor),
                folded: actor.names().map(fold::fold).collect(),
                uses: 0,
            });
        }
        let named = project.claims().values().flat_map(|claim| &claim.participants);
        let actors = named.map(|p| p.actor).chain(project.mentions().values().map(|m| m.actor));
        for actor in actors {
            if let Some(entry) = self.entries.get_mut(&actor) {
                entry.uses += 1;
            }
        }
    }

    /// Returns at most `limit` actors that answer what was typed: the best answer first, among
    /// equals the one used most, then by name.
    pub fn search(&self, typed: &str, limit: usize) -> Vec<Found> {
        let typed = fold::fold(typed);
        let mut hits: Vec<_> =
            self.entries.values().filter_map(|entry| entry.answer(&typed)).collect();
        hits.sort_unstable();
        hits.truncate(limit);
        let found = hits.into_iter().filter_map(|(_, Reverse(uses), _, id, nth)| {
            let name = self.entries.get(&id)?.actor.names().nth(nth)?.to_owned();
            Some(Found { actor: id, name, uses })
        });
        found.collect()
    }
}

/// What hits are sorted by: rank, uses, name, id; and which of the names answers.
type Hit<'f> = (u8, Reverse<u32>, &'f str, ActorId, usize);

impl Entry {
    fn answer(&self, typed: &str) -> Option<Hit<'_>> {
        let ranked = self.folded.iter().enumerate();
        let ranked = ranked.filter_map(|(nth, name)| Some((fold::rank_folded(name, typed)?, nth)));
        let (rank, nth) = ranked.min()?;
        let own = self.folded.first().map_or("", String::as_str);
        Some((rank, Reverse(self.uses), own, self.actor.id, nth))
    }
}
