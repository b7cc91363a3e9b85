//! Carries out what screens order of the projects kept.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::session::Session;
use crate::desk::Notice;
use crate::desk::view::import::fresh::make_further;
use crate::edit::{Change, Meta, Origin};
use crate::model::{Project, ProjectId, ProjectInfo, Record, TransactionId};
use crate::sample;
use crate::store::StorageError;
use crate::web::host;
use crate::web::shelf::{CodebookSource, Order};
use crate::web::storage::{Storage, quota};

/// Carries out an order; the list of projects follows.
pub(super) fn carry_out(session: Session, order: Order) {
    spawn_local(async move {
        if let Err(error) = try_out(session, order).await {
            session.tell(Notice::error(error.sentence(), error.advice()));
        }
        refresh(session).await;
    });
}

async fn try_out(session: Session, order: Order) -> Result<(), StorageError> {
    match order {
        Order::Refresh => {}
        Order::New { name, codebook } => {
            let id = fresh();
            let mut project = Project::new(id, name, host::now());
            for record in codebook_records(session, codebook).await? {
                project.put(record);
            }
            session.adopt(&project);
        }
        Order::Adopt(project) => {
            let project = under_free_id(session, &project).await;
            session.adopt(&project);
        }
        Order::Open(id) => {
            if open_id(session) != id {
                session.open(id).await;
            }
        }
        Order::Rename(id, name) if id == open_id(session) => {
            session.ctx().edit("rename project", move |project, _| {
                let info = ProjectInfo { name, ..(**project.info()).clone() };
                vec![Change::Put(Record::Project(Arc::new(info)))]
            });
            settle(session).await;
        }
        Order::Rename(id, name) => {
            let news = session.storage()?.rename(id, &name, meta("rename project")).await?;
            if let Some(saver) = session.saver() {
                saver.tell(&news);
            }
        }
        Order::Duplicate(id) => duplicate(session, id).await?,
        Order::Delete(id) => delete(session, id).await?,
        Order::Restore(id) => session.storage()?.restore(id).await?,
        Order::Purge(id) => {
            settle(session).await;
            session.storage()?.purge(id).await?;
        }
    }
    Ok(())
}

/// Reads the list of projects anew.
async fn refresh(session: Session) {
    settle(session).await;
    let shelf = session.shelf();
    let listed = match session.storage() {
        Ok(storage) => storage.projects().await,
        Err(error) => Err(error),
    };
    shelf.room.set(quota::room().await.map(|room| (room.used, room.quota)));
    match listed {
        Ok(projects) => {
            shelf.projects.set(projects);
            shelf.problem.set(None);
        }
        Err(error) => shelf.problem.set(Some(error.sentence())),
    }
}

/// Returns the records a new project's codebook consists of.
///
/// The ids stay the same, so that codes of projects with a common codebook meet when merged.
async fn codebook_records(
    session: Session,
    source: CodebookSource,
) -> Result<Vec<Record>, StorageError> {
    let of = |project: &Project| {
        project.records().filter(|record| record.key().is_codebook()).collect::<Vec<_>>()
    };
    Ok(match source {
        CodebookSource::Default => sample::default_codebook(),
        CodebookSource::Empty => Vec::new(),
        CodebookSource::Project(id) if id == open_id(session) => {
            session.desk.with_untracked(|desk| of(desk.project()))
        }
        CodebookSource::Project(id) => {
            of(&session.storage()?.load(id, host::now(), |_| ()).await?.project)
        }
    })
}

/// Returns the project, under another id and name when its own id is taken.
async fn under_free_id(session: Session, project: &Project) -> Project {
    let projects = match session.storage() {
        Ok(storage) => storage.projects().await.unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    let taken = |id: ProjectId| projects.iter().any(|known| known.info.id == id);
    let mut project = project.clone();
    if taken(project.info().id) {
        make_further(&mut project, fresh());
    }
    project
}

async fn duplicate(session: Session, id: ProjectId) -> Result<(), StorageError> {
    settle(session).await;
    let storage = session.storage()?;
    let Some(info) = info_of(&storage, id).await? else { return Ok(()) };
    let name = format!("{} (copy)", info.name);
    let copy = ProjectInfo { id: fresh(), name, created: host::now(), ..info };
    storage.duplicate(id, copy).await
}

/// Puts a project in the bin; when it is the open one, another is opened.
async fn delete(session: Session, id: ProjectId) -> Result<(), StorageError> {
    settle(session).await;
    let storage = session.storage()?;
    storage.delete(id, host::now()).await?;
    if open_id(session) == id {
        let left = storage.projects().await?;
        if let Some(next) = left.iter().find(|project| project.deleted.is_none()) {
            session.open(next.info.id).await;
        } else {
            let mut empty = Project::new(fresh(), "My project", host::now());
            for record in sample::default_codebook() {
                empty.put(record);
            }
            session.adopt(&empty);
        }
    }
    Ok(())
}

async fn info_of(storage: &Storage, id: ProjectId) -> Result<Option<ProjectInfo>, StorageError> {
    let projects = storage.projects().await?;
    Ok(projects.into_iter().find(|project| project.info.id == id).map(|project| project.info))
}

/// Waits until what was done so far has reached the store.
async fn settle(session: Session) {
    if let Some(saver) = session.saver() {
        drop(saver.settled().await);
    }
}

fn open_id(session: Session) -> ProjectId {
    session.desk.with_untracked(|desk| desk.project().info().id)
}

fn fresh() -> ProjectId {
    ProjectId::new(host::now().0, host::random())
}

fn meta(label: &str) -> Meta {
    let now = host::now();
    let id = TransactionId::new(now.0, host::random());
    Meta { id, at: now, coder: None, label: label.to_owned(), origin: Origin::User }
}
