//! Writing what is this browser's to write.

use leptos::prelude::*;

use super::{DiskKeeper, LONGEST_PAUSE_MS, Open, REST};
use crate::desk::Desk;
use crate::desk::disk::{Kept, Obstacle, Sight, Stamp, Status, Verdict, judge, mark};
use crate::desk::view::prose::sentence;
use crate::format::claimlight::{self, Contents};
use crate::format::folder;
use crate::model::Coder;
use crate::web::dom::disk::Handle;
use crate::web::host;

impl DiskKeeper {
    /// Writes every file of this browser's that is not as it should be, and says how they are.
    pub(super) async fn write_own(
        self,
        generation: u32,
        handle: &Handle,
    ) -> Result<Status, Obstacle> {
        if let Some(saver) = self.session.saver() {
            // Where the store fails, the disk may be the only place that is left.
            drop(saver.settled().await);
        }
        let revision = self.session.desk.with_untracked(Desk::revision);
        let plan = self.of(generation, |open| (open.link.shared, open.link.kept.clone()));
        let Some((shared, kept)) = plan else { return Ok(Status::Off) };
        let mut changed = None;
        for (nth, one) in kept.iter().enumerate() {
            let file = if shared {
                found(handle.known_file_in(&one.file).await)?
            } else {
                Some(handle.clone())
            };
            let mut sight = match &file {
                Some(file) if shared => found(file.sight().await)?,
                Some(file) => Some(file.sight().await?),
                None => None,
            };
            let known = self.of(generation, |open| stands(open, revision, one, sight));
            match known {
                Some(Some(true)) => continue,
                Some(Some(false)) => {
                    changed = Some(one.file.clone());
                    continue;
                }
                Some(None) => {}
                None => return Ok(Status::Off),
            }
            let started = host::now().0;
            let contents = self.session.desk.with_untracked(|desk| contents_of(desk, one))?;
            let new = mark(contents.as_bytes());
            let mut verdict = judge(one.seen, one.about, sight, new);
            if let (Verdict::Read, Some(file)) = (verdict, &file) {
                sight = Some(file.read().await?.1);
                verdict = judge(one.seen, one.about, sight, new);
            }
            match (verdict, sight) {
                (Verdict::Changed, Some(sight)) => {
                    changed = Some(one.file.clone());
                    self.note(generation, |open| open.changed.insert(one.file.clone(), sight));
                }
                (Verdict::Same, Some(sight)) => self.left(generation, nth, stamp(sight, new)),
                _ => {
                    self.announce(generation, nth, new).await;
                    let file =
                        if shared { handle.file_in(&one.file).await? } else { handle.clone() };
                    if self.of(generation, |_| ()).is_none() {
                        return Ok(Status::Off);
                    }
                    file.write_whole(&contents).await?;
                    self.left(generation, nth, stamp(file.sight().await?, new));
                    self.rest(host::now().0.saturating_sub(started));
                }
            }
        }
        if let Some(file) = changed {
            return Ok(Status::Changed { file });
        }
        self.note(generation, |open| open.written = Some(revision));
        Ok(Status::Written)
    }

    /// Remembers how a file was left.
    pub(super) fn left(self, generation: u32, nth: usize, seen: Stamp) {
        self.note(generation, |open| {
            if let Some(kept) = open.link.kept.get_mut(nth) {
                open.changed.remove(&kept.file);
                (kept.seen, kept.about) = (Some(seen), None);
            }
        });
    }

    /// Writes down what is about to be written, so that the file is known again when the machine
    /// stops before the app can say that it was.
    async fn announce(self, generation: u32, nth: usize, new: u64) {
        self.note(generation, |open| {
            if let Some(kept) = open.link.kept.get_mut(nth) {
                kept.about = Some(new);
            }
        });
        // Where the store fails, the disk is written all the same.
        drop(self.remember(generation).await);
    }

    /// Lets more time pass before the next writing of a project that takes long to write.
    fn rest(self, took_ms: u64) {
        let took = i32::try_from(took_ms).unwrap_or(i32::MAX);
        let pause = took.saturating_mul(REST).min(LONGEST_PAUSE_MS);
        self.inner().pause_ms.set(pause);
    }
}

/// Says of a file that needs no further look that it is as it should be, or that it was changed.
fn stands(open: &mut Open, revision: u64, kept: &Kept, sight: Option<Sight>) -> Option<bool> {
    let sight = sight?;
    let same = |of: (u64, u64)| of == (sight.modified, sight.size);
    if open.changed.get(&kept.file).is_some_and(|known| same((known.modified, known.size))) {
        return Some(false);
    }
    let seen = kept.seen.is_some_and(|seen| same((seen.modified, seen.size)));
    (seen && open.written == Some(revision)).then_some(true)
}

pub(super) fn stamp(sight: Sight, mark: u64) -> Stamp {
    Stamp { modified: sight.modified, size: sight.size, mark }
}

/// Returns nothing for what is not there.
pub(super) fn found<T>(looked: Result<T, Obstacle>) -> Result<Option<T>, Obstacle> {
    match looked {
        Ok(found) => Ok(Some(found)),
        Err(Obstacle::Missing) => Ok(None),
        Err(other) => Err(other),
    }
}

fn contents_of(desk: &Desk, kept: &Kept) -> Result<String, Obstacle> {
    let project = desk.project();
    let written = match kept.coder {
        None => claimlight::write(project, &Contents::Project),
        Some(id) => {
            // The user's name reaches the project with the first change only.
            let me = desk.me().filter(|me| me.id == id).cloned();
            let known = || project.coders().get(&id).map(|coder| (**coder).clone());
            let coder = me.or_else(known).unwrap_or_else(|| Coder::new(id, "Coder"));
            folder::write(project, &coder)
        }
    };
    written.map_err(|error| Obstacle::Other(sentence(&error.to_string())))
}
