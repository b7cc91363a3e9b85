//! Carries out what the user orders of the project's place on the disk.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::DiskKeeper;
use super::others::look_through;
use super::own::stamp;
use crate::desk::disk::{
    Gathered, Home, Link, Listing, Obstacle, Order, Stamp, Status, View, home_of, project_of,
    read_colleague, replace,
};
use crate::desk::view::prose::sentence;
use crate::desk::{Arrival, Desk, Effect, Notice, Overlay};
use crate::edit::{Change, Origin};
use crate::format::folder::{self, CoderFile, is_serious};
use crate::format::{claimlight, file_stem, package};
use crate::merge::{Choice, Ledger, settle_entry};
use crate::model::{CoderId, Key, ProjectId};
use crate::text::order;
use crate::web::dom::disk::{self as files, Handle};

/// Why an order was not carried out.
enum Refused {
    /// The user thought better of it.
    GivenUp,
    /// Something to tell.
    Told(Notice),
}

impl From<Obstacle> for Refused {
    fn from(obstacle: Obstacle) -> Self {
        match obstacle {
            Obstacle::GivenUp => Self::GivenUp,
            other => Self::told(other.sentence(), "Nothing was changed."),
        }
    }
}

impl Refused {
    fn told(message: impl Into<String>, hint: &str) -> Self {
        Self::Told(Notice::error(message, hint))
    }
}

/// A folder that was chosen, with the coders' files in it that can be read.
struct Chosen {
    folder: Handle,
    files: Vec<CoderFile>,
    /// Whether no coder has a file there yet.
    is_new: bool,
}

impl DiskKeeper {
    /// Carries out an order.
    pub(super) fn carry_out(self, order: Order) {
        spawn_local(async move {
            let done = match order {
                Order::KeepInFile => self.keep_in_file().await,
                Order::OpenFile => self.open_file().await,
                Order::Share => self.share().await,
                Order::Join => self.join().await,
                Order::Leave => self.leave().await,
                Order::Allow => self.allow().await,
                Order::KeepMine => self.keep_mine().await,
                Order::TakeTheirs => self.take_theirs().await,
                Order::Compare => self.compare().await,
                Order::Retry => {
                    self.later(0);
                    Ok(())
                }
                Order::Decide { coder, key, choice } => self.decide(coder, key, choice),
                Order::LookAt(file) => self.look_at(&file).await,
            };
            match done {
                Ok(()) | Err(Refused::GivenUp) => {}
                Err(Refused::Told(notice)) => self.session.tell(notice),
            }
        });
    }

    async fn keep_in_file(self) -> Result<(), Refused> {
        if !self.disk.has_files {
            return Err(no_files());
        }
        let (project, name) = self.project();
        let suggested = format!("{}{}", file_stem(&name), folder::ENDING);
        let handle = files::pick_new_file(&suggested).await?;
        let link = Link::to_file(handle.called(), None);
        self.install(project, handle, link, false);
        Ok(())
    }

    async fn open_file(self) -> Result<(), Refused> {
        if !self.disk.has_files {
            return Err(no_files());
        }
        let handle = files::pick_file().await?;
        let name = handle.called();
        let (bytes, sight) = handle.read().await?;
        let file = match Arrival::read(name.clone(), &bytes) {
            // What is no plain file of ours can be read as one, and must not be written as one.
            Arrival::Read(file) if claimlight::read(&bytes).is_ok() => file,
            other => {
                self.show_arrival(other);
                return Ok(());
            }
        };
        let whole = file.package.kind == package::Kind::Project && file.package.info.is_some();
        if !whole || file.problems.iter().any(is_serious) {
            let message = if whole {
                format!("Some of “{name}” cannot be read, and writing into it would lose that.")
            } else {
                format!("“{name}” holds no whole project.")
            };
            self.show_arrival(Arrival::Read(file));
            return Err(Refused::told(message, "Import what it holds instead."));
        }
        let (read, problems) = file.package.clone().into_project();
        if problems.iter().any(is_serious) {
            self.show_arrival(Arrival::Read(file));
            let message = format!("Some of “{name}” does not fit together.");
            return Err(Refused::told(message, "Import what it holds instead."));
        }
        let id = read.info().id;
        // A project that is here already may have gone on here, there, or both.
        let seen = if self.open_known(id).await? {
            None
        } else {
            self.session.adopt(&read);
            Some(stamp(sight, sight.mark.unwrap_or_default()))
        };
        self.install(id, handle, Link::to_file(name, seen), false);
        self.session.shelf().order(crate::web::shelf::Order::Refresh);
        Ok(())
    }

    async fn share(self) -> Result<(), Refused> {
        let (project, name) = self.project();
        self.ask_for_name()?;
        let chosen = self.choose_folder(Some(&name)).await?;
        if chosen.files.iter().any(|file| file.project != project) {
            return Err(Refused::told(
                format!("Another project is shared in “{}”.", chosen.folder.called()),
                "To take part in it, join it; to share this project, choose another folder.",
            ));
        }
        let founded = chosen.is_new;
        let link = Link { founded, ..Link::to_folder(chosen.folder.called()) };
        self.install(project, chosen.folder, link, false);
        Ok(())
    }

    async fn join(self) -> Result<(), Refused> {
        self.ask_for_name()?;
        let chosen = self.choose_folder(None).await?;
        let Some(id) = chosen.files.first().map(|file| file.project) else {
            return Err(Refused::told(
                "None of the coders' files in this folder can be read.",
                "If they are still arriving, wait a moment and join again.",
            ));
        };
        let mut link = Link::to_folder(chosen.folder.called());
        if !self.open_known(id).await? {
            let gathered = project_of(&chosen.files);
            let Gathered { project, colleagues } =
                gathered.map_err(|reason| Refused::told(reason, "Nothing was changed."))?;
            self.session.adopt(&project);
            link.colleagues = colleagues;
        }
        self.install(id, chosen.folder, link, false);
        self.session.shelf().order(crate::web::shelf::Order::Refresh);
        Ok(())
    }

    /// Asks who codes, where nobody has said so: a coder's file is named after the coder.
    fn ask_for_name(self) -> Result<(), Refused> {
        if !self.disk.has_folders {
            return Err(Refused::told(
                "This browser does not let a page use folders on the disk.",
                "Chrome, Edge and other browsers of their family do. By hand it goes as well: see \
                 “Where the project is on disk”.",
            ));
        }
        if self.session.desk.with_untracked(|desk| desk.me().is_none()) {
            self.session.ctx().show(|desk| desk.set_overlay(Some(Overlay::Coder)));
            return Err(Refused::Told(Notice::warning(
                "Say first who codes: your file in the shared folder is named after you.",
                "Then do this again.",
            )));
        }
        Ok(())
    }

    /// Lets the user choose a folder and looks where in it the coders' files stand.
    async fn choose_folder(self, sharing: Option<&str>) -> Result<Chosen, Refused> {
        let picked = files::pick_folder().await?;
        let mut listing = Listing::default();
        for entry in picked.entries().await? {
            if entry.is_folder() {
                let inside = entry.entries().await.unwrap_or_default();
                let names = inside.iter().filter(|entry| !entry.is_folder()).map(Handle::called);
                listing.folders.push((entry.called(), names.collect()));
            } else {
                listing.files.push(entry.called());
            }
        }
        let home = home_of(&listing, sharing)
            .map_err(|reason| Refused::told(reason, "Nothing was changed."))?;
        let folder = match home {
            Home::Here => picked,
            Home::Inside(name) => picked.folder_in(&name).await?,
        };
        let mut inside = look_through(&folder).await?.coders;
        order::by_key(&mut inside, |one| std::cmp::Reverse(one.sight.modified));
        let is_new = inside.is_empty();
        let mut readable = Vec::new();
        for one in inside {
            let Ok((bytes, _)) = one.file.read().await else { continue };
            readable.extend(folder::read(&one.name, &bytes));
        }
        Ok(Chosen { folder, files: readable, is_new })
    }

    /// Opens a project when this browser has it, and says whether it has.
    async fn open_known(self, id: ProjectId) -> Result<bool, Refused> {
        if self.project().0 == id {
            return Ok(true);
        }
        let Ok(storage) = self.session.storage() else { return Ok(false) };
        let projects = storage.projects().await;
        let projects = projects.map_err(|error| Refused::told(error.sentence(), error.advice()))?;
        let Some(known) = projects.iter().find(|known| known.info.id == id) else {
            return Ok(false);
        };
        if known.deleted.is_some() {
            return Err(Refused::told(
                format!("“{}” is among the deleted projects of this browser.", known.info.name),
                "Restore it there, or delete it for good, and do this again.",
            ));
        }
        if self.session.open(id).await {
            return Ok(true);
        }
        Err(Refused::told("The project could not be opened.", "Nothing was changed."))
    }

    async fn leave(self) -> Result<(), Refused> {
        let (project, _) = self.project();
        self.close();
        if let Ok(storage) = self.session.storage() {
            let gone = storage.forget_disk_link(project).await;
            gone.map_err(|error| Refused::told(error.sentence(), error.advice()))?;
        }
        Ok(())
    }

    async fn allow(self) -> Result<(), Refused> {
        let Some(handle) = self.with_open(|open| open.handle.clone()) else { return Ok(()) };
        if handle.ask().await {
            self.disk.view.update(|view| view.status = Status::Writing);
            self.later(0);
            return Ok(());
        }
        Err(Refused::Told(Notice::warning(
            format!("The browser does not let the app use “{}”.", handle.called()),
            "The work is in this browser's store; download a backup, or choose another place.",
        )))
    }

    async fn keep_mine(self) -> Result<(), Refused> {
        let (nth, _, seen) = self.read_changed().await?;
        self.left(self.inner().generation.get(), nth, seen);
        self.note(self.inner().generation.get(), |open| open.written = None);
        self.later(0);
        Ok(())
    }

    async fn take_theirs(self) -> Result<(), Refused> {
        let (nth, bytes, seen) = self.read_changed().await?;
        let kept = self.with_open(|open| open.link.kept.get(nth).cloned()).flatten();
        let Some(kept) = kept else { return Ok(()) };
        let changes = match kept.coder {
            None => self.whole_of(&kept.file, &bytes)?,
            Some(_) => self.layer_of(&kept.file, &bytes)?,
        };
        let label = format!("take over what {} says", kept.file);
        let mut refused = None;
        self.session.ctx().act(|desk, host| {
            let done = desk.take_in(host, &label, Origin::Merge, changes);
            done.or_else(|notice| {
                refused = Some(notice);
                Ok(Vec::new())
            })
        });
        if let Some(notice) = refused {
            return Err(Refused::Told(notice));
        }
        self.left(self.inner().generation.get(), nth, seen);
        self.note(self.inner().generation.get(), |open| open.written = None);
        self.later(0);
        self.session.tell(Notice::info(format!("The project is what “{}” says.", kept.file)));
        Ok(())
    }

    /// Works out how the project becomes what a file says.
    fn whole_of(self, name: &str, bytes: &[u8]) -> Result<Vec<Change>, Refused> {
        let file = match Arrival::read(name.to_owned(), bytes) {
            Arrival::Read(file) => file,
            Arrival::Refused { reason, .. } => return Err(unusable(name, &reason)),
            Arrival::Reading { .. } => return Ok(Vec::new()),
            Arrival::Locked(_) => {
                let reason = "It is under a passphrase: import it, where you are asked for that.";
                return Err(unusable(name, reason));
            }
        };
        let file = Arc::unwrap_or_clone(file);
        let first = file.problems.iter().find(|problem| is_serious(problem)).cloned();
        let (theirs, problems) = file.package.into_project();
        match first.or_else(|| problems.into_iter().find(is_serious)) {
            Some(problem) => Err(unusable(name, &sentence(&problem.to_string()))),
            None => Ok(self.session.desk.with_untracked(|desk| replace(desk.project(), &theirs))),
        }
    }

    /// Works out how the user's own layer becomes what a coder's file says.
    fn layer_of(self, name: &str, bytes: &[u8]) -> Result<Vec<Change>, Refused> {
        let file = folder::read(name, bytes);
        let file = file.map_err(|refusal| unusable(name, &sentence(&refusal.to_string())))?;
        let read = |desk: &Desk| read_colleague(desk.project(), &file, &Ledger::default());
        let reading = self.session.desk.with_untracked(read);
        let reading = reading.map_err(|reason| unusable(name, &reason))?;
        Ok(reading.followed.outcome.changes)
    }

    async fn compare(self) -> Result<(), Refused> {
        let (nth, bytes, _) = self.read_changed().await?;
        let name = self.with_open(|open| open.link.kept.get(nth).map(|kept| kept.file.clone()));
        self.show_arrival(Arrival::read(name.flatten().unwrap_or_default(), &bytes));
        Ok(())
    }

    async fn look_at(self, name: &str) -> Result<(), Refused> {
        let Some(handle) = self.with_open(|open| open.handle.clone()) else { return Ok(()) };
        let (bytes, _) = handle.known_file_in(name).await?.read().await?;
        self.show_arrival(Arrival::read(name.to_owned(), &bytes));
        Ok(())
    }

    /// Reads the first of the own files that somebody else changed.
    async fn read_changed(self) -> Result<(usize, Vec<u8>, Stamp), Refused> {
        let changed = self.with_open(|open| {
            let nth = open.link.kept.iter().position(|one| open.changed.contains_key(&one.file))?;
            Some((nth, open.link.kept[nth].file.clone(), open.handle.clone(), open.link.shared))
        });
        let Some((nth, name, handle, shared)) = changed.flatten() else {
            return Err(Refused::GivenUp);
        };
        let file = if shared { handle.known_file_in(&name).await? } else { handle };
        let (bytes, sight) = file.read().await?;
        Ok((nth, bytes, stamp(sight, sight.mark.unwrap_or_default())))
    }

    fn decide(self, coder: CoderId, key: Key, choice: Choice) -> Result<(), Refused> {
        let conflict = self.with_open(|open| {
            let colleague = open.colleagues.get(&coder)?;
            let conflict = colleague.conflicts.iter().find(|one| one.key == key)?.clone();
            Some((conflict, open.link.colleagues.get(&coder).cloned().unwrap_or_default()))
        });
        let Some((conflict, mut ledger)) = conflict.flatten() else { return Ok(()) };
        let outcome = self
            .session
            .desk
            .with_untracked(|desk| settle_entry(desk.project(), &conflict, choice, &mut ledger));
        let label = format!("settle a conflict about a {}", key.kind());
        let mut refused = None;
        self.session.ctx().act(|desk, host| {
            let done = desk.take_in(host, &label, Origin::Merge, outcome.changes);
            done.or_else(|notice| {
                refused = Some(notice);
                Ok::<Vec<Effect>, Notice>(Vec::new())
            })
        });
        if let Some(notice) = refused {
            return Err(Refused::Told(notice));
        }
        self.note(self.inner().generation.get(), |open| {
            open.link.colleagues.insert(coder, ledger);
            if let Some(colleague) = open.colleagues.get_mut(&coder) {
                colleague.conflicts.retain(|one| one.key != key);
            }
        });
        self.disk.view.update(|view: &mut View| {
            for colleague in view.colleagues.iter_mut().filter(|one| one.coder == coder) {
                colleague.conflicts.retain(|one| one.key != key);
            }
        });
        self.later(0);
        Ok(())
    }

    fn show_arrival(self, arrival: Arrival) {
        self.session.ctx().show(|desk| desk.set_arrival(arrival));
    }

    /// Returns the open project's id and name.
    fn project(self) -> (ProjectId, String) {
        self.session.desk.with_untracked(|desk| {
            let info = desk.project().info();
            (info.id, info.name.clone())
        })
    }
}

fn no_files() -> Refused {
    Refused::told(
        "This browser does not let a page keep files on the disk.",
        "Chrome, Edge and other browsers of their family do. Here, download a backup.",
    )
}

fn unusable(name: &str, reason: &str) -> Refused {
    Refused::told(
        format!("“{name}” cannot take the project's place: {reason}"),
        "Look at both, or keep yours. Nothing was changed.",
    )
}
