//! Reading what colleagues wrote in a shared folder.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::own::found;
use super::{DiskKeeper, Open};
use crate::desk::disk::{Colleague, LeftAlone, Obstacle, Reading, Sight, read_colleague};
use crate::desk::{Effect, Notice};
use crate::format::folder::{self, CoderFile, Refusal, Sort};
use crate::text::order;
use crate::web::dom::disk::Handle;

/// A file of a coder in the folder.
pub(super) struct Found {
    pub(super) name: String,
    pub(super) tag: String,
    pub(super) file: Handle,
    pub(super) sight: Sight,
}

/// What is in a folder.
#[derive(Default)]
pub(super) struct Folder {
    /// One file a coder, by name.
    pub(super) coders: Vec<Found>,
    /// Files that are left alone.
    pub(super) left_alone: Vec<LeftAlone>,
}

/// Looks through a folder. Of two files of one coder the newer one counts, and the other is named.
pub(super) async fn look_through(folder: &Handle) -> Result<Folder, Obstacle> {
    let mut inside = Folder::default();
    let mut newest: BTreeMap<String, Found> = BTreeMap::new();
    let mut entries = folder.entries().await?;
    order::by_key(&mut entries, Handle::called);
    for file in entries.into_iter().filter(|entry| !entry.is_folder()) {
        let name = file.called();
        match folder::sort_of(&name) {
            Sort::Other => {}
            Sort::Stray => inside.left_alone.push(LeftAlone::new(&name, &Refusal::Stray)),
            Sort::Coder(tag) => {
                // What went while the folder was being read is not there.
                let Some(sight) = found(file.sight().await)? else { continue };
                let one = Found { name, tag: tag.clone(), file, sight };
                let (kept, other) = match newest.remove(&tag) {
                    Some(known) if known.sight.modified > one.sight.modified => (known, Some(one)),
                    known => (one, known),
                };
                if let Some(other) = other {
                    inside.left_alone.push(LeftAlone::older(&other.name, &kept.name));
                }
                newest.insert(tag, kept);
            }
        }
    }
    inside.coders = newest.into_values().collect();
    Ok(inside)
}

impl DiskKeeper {
    /// Reads what others wrote since, and makes the project follow it.
    pub(super) async fn read_others(
        self,
        generation: u32,
        handle: &Handle,
    ) -> Result<(), Obstacle> {
        let inside = look_through(handle).await?;
        let there = inside.coders.iter().map(|one| (one.tag.clone(), one.name.clone()));
        let there = order::map(there);
        self.session.desk.with_untracked(|desk| {
            let Some(me) = desk.me() else { return };
            let project = desk.project();
            self.note(generation, |open| open.link.take_on(project, me, &there));
        });
        let names = order::set(inside.coders.iter().map(|one| one.name.clone()));
        self.note(generation, |open| {
            open.read.retain(|name, _| names.contains(name));
            open.left_alone.retain(|name, _| names.contains(name));
            let strays = inside.left_alone.into_iter().map(|one| (one.file.clone(), one));
            open.left_alone.extend(strays);
            open.colleagues.retain(|_, colleague| names.contains(&colleague.file));
        });
        let mut heard = false;
        for one in inside.coders {
            let is_news = self.of(generation, |open| {
                let own = open.link.kept.iter().filter_map(|kept| kept.coder);
                let own = own.map(folder::tag).any(|tag| tag == one.tag);
                let known = open.read.get(&one.name);
                !own && known != Some(&(one.sight.modified, one.sight.size))
            });
            match is_news {
                Some(true) => {}
                Some(false) => continue,
                None => return Ok(()),
            }
            // A file that is being written this moment is read the next time.
            let Ok((bytes, sight)) = one.file.read().await else { continue };
            if self.of(generation, |_| ()).is_none() {
                return Ok(());
            }
            heard |= self.take_up(generation, &one.name, &bytes, sight);
        }
        if heard {
            // What referred to something that had not arrived may find it now.
            let again = self.of(generation, |open| {
                let incomplete = std::mem::take(&mut open.incomplete);
                open.read.retain(|name, _| !incomplete.contains(name));
                !incomplete.is_empty()
            });
            if again == Some(true) {
                self.inner().again.set(true);
            }
        }
        Ok(())
    }

    /// Makes the project follow a colleague's file; says whether that changed anything.
    fn take_up(self, generation: u32, name: &str, bytes: &[u8], sight: Sight) -> bool {
        let known = (sight.modified, sight.size);
        let refused = |left_alone: LeftAlone| {
            self.note(generation, |open| {
                open.read.insert(name.to_owned(), known);
                open.left_alone.insert(name.to_owned(), left_alone);
            });
            false
        };
        let file = match folder::read(name, bytes) {
            Ok(file) => file,
            Err(refusal) => return refused(LeftAlone::new(name, &refusal)),
        };
        let ours = self.session.desk.with_untracked(|desk| desk.project().info().id);
        if file.project != ours {
            return refused(LeftAlone::of_other_project(name));
        }
        let ledger = self.of(generation, |open| {
            open.link.colleagues.get(&file.coder).cloned().unwrap_or_default()
        });
        let Some(ledger) = ledger else { return false };
        let desk = self.session.desk;
        let reading = desk.with_untracked(|desk| read_colleague(desk.project(), &file, &ledger));
        let reading = match reading {
            Ok(reading) => reading,
            Err(reason) => {
                return refused(LeftAlone { file: name.to_owned(), reason });
            }
        };
        let changes = reading.followed.outcome.changes.clone();
        let changed = !changes.is_empty();
        if let Err(notice) = self.follow(&file, changes) {
            let reason = format!("{} {}", notice.message, notice.hint);
            return refused(LeftAlone { file: name.to_owned(), reason });
        }
        self.note(generation, |open| open.take_up(name, &file, reading, sight));
        changed
    }

    /// Carries out what a colleague wrote, and says so to those who cannot see it.
    fn follow(self, file: &CoderFile, changes: Vec<crate::edit::Change>) -> Result<(), Notice> {
        if changes.is_empty() {
            return Ok(());
        }
        let mut refused = None;
        self.session.ctx().act(|desk, host| match desk.follow_colleague(host, file, changes) {
            Ok(mut effects) => {
                effects.push(Effect::Say(format!("What {} wrote was read.", file.name)));
                Ok(effects)
            }
            Err(notice) => {
                refused = Some(notice);
                Ok(Vec::new())
            }
        });
        refused.map_or(Ok(()), Err)
    }
}

impl Open {
    /// Notes what was read of a colleague.
    fn take_up(&mut self, name: &str, file: &CoderFile, reading: Reading, sight: Sight) {
        self.read.insert(name.to_owned(), (sight.modified, sight.size));
        self.left_alone.remove(name);
        if reading.incomplete {
            self.incomplete.insert(name.to_owned());
        }
        self.link.colleagues.insert(file.coder, reading.followed.ledger);
        let colleague = Colleague {
            coder: file.coder,
            name: file.name.clone(),
            file: name.to_owned(),
            written: sight.modified,
            conflicts: reading.followed.conflicts,
            remarks: reading.remarks,
        };
        self.colleagues.insert(file.coder, colleague);
    }
}
