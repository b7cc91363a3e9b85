//! Where projects are on the disk: a handle of the browser's and what is remembered beside it.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use super::indexed_db::{object, outcome};
use super::write::to_json;
use super::{HANDLES, Storage};
use crate::desk::disk::Link;
use crate::model::{ProjectId, json};
use crate::store::StorageError;

/// The handle's field.
const HANDLE: &str = "handle";
/// The field of what is remembered, as JSON.
const LINK: &str = "link";

impl Storage {
    /// Returns where a project is on the disk. What cannot be read counts as nothing: the project
    /// itself is not in it, and the user can choose the place again.
    pub async fn disk_link(
        &self,
        project: ProjectId,
    ) -> Result<Option<(JsValue, Link)>, StorageError> {
        let database = self.database().await?;
        let transaction = database.read(&[HANDLES])?;
        let found = transaction.store(HANDLES)?.get_object(&project.to_string()).await?;
        let field = |name: &str| Reflect::get(&found, &name.into()).ok();
        let link = field(LINK).and_then(|link| json::read(&link.as_string()?).ok());
        let handle = field(HANDLE).filter(JsValue::is_object);
        Ok(handle.zip(link))
    }

    /// Keeps where a project is on the disk.
    pub async fn keep_disk_link(
        &self,
        project: ProjectId,
        handle: &JsValue,
        link: &Link,
    ) -> Result<(), StorageError> {
        let value = object(&[(HANDLE, handle), (LINK, &to_json(link)?.into())]);
        let database = self.database().await?;
        let transaction = database.write(&[HANDLES])?;
        drop(transaction.store(HANDLES)?.put_object(&project.to_string(), &value)?);
        transaction.finish().await
    }

    /// Forgets where a project is on the disk.
    pub async fn forget_disk_link(&self, project: ProjectId) -> Result<(), StorageError> {
        let database = self.database().await?;
        let transaction = database.write(&[HANDLES])?;
        let gone = transaction.store(HANDLES)?.delete(&project.to_string().into())?;
        drop(outcome("deleting", &gone).await?);
        transaction.finish().await
    }
}
