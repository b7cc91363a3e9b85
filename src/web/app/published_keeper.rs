//! Takes in what a lead has published beside the app.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::session::Session;
use crate::desk::Notice;
use crate::edit::Origin;
use crate::model::{Key, Project, ProjectId};
use crate::published::{Fault, Files, LIST, List, additions, assemble};
use crate::web::dom::decoder::BrowserDecoder;
use crate::web::dom::{own_file, page};
use crate::web::host;
use crate::web::published::Offer;
use crate::web::storage::local_storage;

/// The name under which the page says where the list is.
const MARK: &str = "claimlight-project";

/// The list of the page, asked for at the first visit.
pub(super) struct Asked {
    site: Site,
    list: own_file::Asked,
}

/// Where something may be published.
struct Site {
    /// The path of the list from the page.
    path: String,
    /// The address of the list, by which visits are told apart.
    address: String,
}

/// What could be read at a site.
struct Found {
    site: Site,
    list: Option<List>,
    faults: Vec<Fault>,
}

impl Site {
    fn of_page() -> Option<Self> {
        let path = page::meta(MARK)?;
        let address = page::beside(&path)?;
        Some(Self { path, address })
    }

    /// The path of a file that the list names, from the page.
    fn path_of(&self, file: &str) -> String {
        self.path.strip_suffix(LIST).unwrap_or_default().to_owned() + file
    }

    async fn read(self, asked: own_file::Asked) -> Option<Found> {
        // A host that cannot be asked now can be asked at the next start.
        let bytes = asked.bytes().await.ok()?;
        let (list, faults) = List::read(&bytes);
        Some(Found { site: self, list, faults })
    }
}

/// Asks for the list, at the first visit to this page. Later visits do not wait for it.
pub(super) fn ask() -> Option<Asked> {
    let site = Site::of_page()?;
    let first = local_storage::published(&site.address).is_none();
    first.then(|| {
        let list = own_file::ask(&site.path);
        Asked { site, list }
    })
}

/// Opens what is published here, at the first visit; says whether it did. At later visits it looks
/// for what is new once the user is at work.
pub(super) async fn open_first(session: Session, asked: Option<Asked>) -> bool {
    let Some(asked) = asked else {
        look_later(session);
        return false;
    };
    let Some(found) = asked.site.read(asked.list).await else { return false };
    match &found.list {
        Some(list) if !list.is_empty() => take_in(session, &found).await,
        Some(list) => {
            session.published().faults.set(found.faults.clone());
            local_storage::set_published(&found.site.address, &list.sum);
            false
        }
        None => {
            session.published().faults.set(found.faults.clone());
            false
        }
    }
}

/// Looks for what is new, and offers it.
fn look_later(session: Session) {
    let Some(site) = Site::of_page() else { return };
    spawn_local(async move {
        let asked = own_file::ask(&site.path);
        let Some(found) = site.read(asked).await else { return };
        let seen = local_storage::published(&found.site.address);
        let offer = match &found.list {
            None => Offer::SeeWhy(found.faults),
            Some(list) if list.is_empty() || seen.as_ref() == Some(&list.sum) => return,
            Some(list) if is_kept(session, list.project(&found.site.address)).await => Offer::Add,
            Some(list) => Offer::Open(list.title.clone()),
        };
        session.published().news.set(Some(offer));
    });
}

/// Takes in what is published here now.
pub(super) fn take(session: Session) {
    let Some(site) = Site::of_page() else { return };
    spawn_local(async move {
        let asked = own_file::ask(&site.path);
        let found = site.read(asked).await;
        let taken = match &found {
            Some(found) => take_in(session, found).await,
            None => false,
        };
        if !taken {
            session.tell(Notice::warning(
                "What is published here could not be fetched.",
                "Your work is as it was. Try again when there is a network.",
            ));
        }
    });
}

/// Makes a project of what was found, or adds what is new to the one that was made before.
async fn take_in(session: Session, found: &Found) -> bool {
    let Some(list) = &found.list else { return false };
    let mut files = Files::new();
    // All are asked for at once; the browser knows how many its host bears.
    let asked = list
        .files()
        .map(|named| (named.file.clone(), own_file::ask(&found.site.path_of(&named.file))));
    for (file, asked) in asked.collect::<Vec<_>>() {
        files.insert(file, asked.bytes().await);
    }
    let id = list.project(&found.site.address);
    let (project, mut faults) = assemble(list, id, host::now(), &files, &BrowserDecoder);
    faults.splice(0..0, found.faults.iter().cloned());
    if is_kept(session, id).await {
        add(session, &project).await;
    } else {
        session.adopt(&project);
        session.tell(Notice::info(format!("“{}” is open.", project.info().name)));
    }
    // What could not be had is asked for again at the next start.
    let complete = files.values().all(Result::is_ok);
    let sum = if complete { list.sum.as_str() } else { "" };
    local_storage::set_published(&found.site.address, sum);
    session.published().faults.set(faults);
    true
}

/// Opens the project that was made before and adds what it lacks, as one step.
async fn add(session: Session, theirs: &Project) {
    let id = theirs.info().id;
    if let Ok(storage) = session.storage() {
        // It may have been deleted meanwhile, and is wanted again.
        drop(storage.restore(id).await);
    }
    let is_open = session.desk.with_untracked(|desk| desk.project().info().id == id);
    if !is_open && !session.open(id).await {
        return;
    }
    let changes = session.desk.with_untracked(|desk| additions(desk.project(), theirs));
    let documents = changes.iter().filter(|c| matches!(c.key(), Key::Document(_))).count();
    if !changes.is_empty() {
        let label = "take in what is published";
        session.ctx().act(|desk, host| desk.take_in(host, label, Origin::Import, changes));
    }
    session.tell(Notice::info(match documents {
        0 => "There is no new document.".to_owned(),
        1 => "One new document was added.".to_owned(),
        many => format!("{many} new documents were added."),
    }));
}

async fn is_kept(session: Session, id: ProjectId) -> bool {
    let projects = match session.storage() {
        Ok(storage) => storage.projects().await.unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    projects.iter().any(|project| project.info.id == id)
}
