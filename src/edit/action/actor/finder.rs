//! Finding actors while somebody types.

use crate::text::order;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Actor, ActorId, Key, Project};
use crate::text::fold;

/// An actor that answers what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The actor.
    pub actor: ActorId,
    /// The name or alias that answers best.
    pub name: String,
    /// How many participants and mentions it is.
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
    /// Folds the names of a project's registry and counts their uses.
    pub fn new(project: &Project) -> Self {
        let mut finder = Self::default();
        finder.refresh(project);
        finder.count(project);
        finder
    }

    /// Catches up with a project's registry; only actors that changed are folded again. New ones
    /// have no uses until the next [`Finder::count`].
    pub fn refresh(&mut self, project: &Project) {
        self.entries.retain(|id, _| project.actors().contains_key(id));
        for (id, actor) in project.actors() {
            let known = self.entries.get(id);
            if known.is_some_and(|entry| Arc::ptr_eq(actor, &entry.actor)) {
                continue;
            }
            let entry = Entry {
                actor: Arc::clone(actor),
                folded: actor.names().map(fold::fold).collect(),
                uses: known.map_or(0, |entry| entry.uses),
            };
            self.entries.insert(*id, entry);
        }
    }

    /// Takes over how often each actor is used: now and then is enough, as it only orders equally
    /// good answers.
    pub fn count(&mut self, project: &Project) {
        for (id, entry) in &mut self.entries {
            entry.uses = project.uses(Key::Actor(*id));
        }
    }

    /// Returns at most `limit` actors that answer what was typed: the best answer first, among
    /// equals the one used most, then by name.
    pub fn search(&self, typed: &str, limit: usize) -> Vec<Found> {
        let typed = fold::fold(typed);
        let mut hits: Vec<_> =
            self.entries.values().filter_map(|entry| entry.answer(&typed)).collect();
        order::sort(&mut hits);
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
