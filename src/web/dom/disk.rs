//! Files and folders on the disk, where the browser lets a page at them (File System Access).
//!
//! The bindings are our own: `web-sys` counts the pickers and the permissions as unstable.

use js_sys::{Array, AsyncIterator, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, File};

use super::{file, page};
use crate::desk::disk::{Obstacle, Sight};

#[wasm_bindgen]
extern "C" {
    /// A hold on a file or folder. It can be kept in the browser's database; after a restart the
    /// user is asked to allow it again.
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone, Debug)]
    pub type Handle;

    #[wasm_bindgen(method, getter)]
    fn kind(this: &Handle) -> String;

    #[wasm_bindgen(method, getter)]
    fn name(this: &Handle) -> String;

    #[wasm_bindgen(method, catch, js_name = getFile)]
    fn get_file(this: &Handle) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createWritable)]
    fn create_writable(this: &Handle) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getFileHandle)]
    fn get_file_handle(this: &Handle, name: &str, options: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getDirectoryHandle)]
    fn get_folder_handle(this: &Handle, name: &str, options: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn values(this: &Handle) -> Result<AsyncIterator, JsValue>;

    /// What a file is written through: into another one beside it, which takes its place when the
    /// writing is over.
    #[wasm_bindgen(extends = Object)]
    type Writable;

    #[wasm_bindgen(method, catch)]
    fn write(this: &Writable, contents: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn close(this: &Writable) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn abort(this: &Writable) -> Result<Promise, JsValue>;

    /// Tells of changes in a folder; not every browser has it.
    #[wasm_bindgen(extends = Object, js_name = FileSystemObserver)]
    type Observer;

    #[wasm_bindgen(constructor, catch, js_class = "FileSystemObserver")]
    fn new(act: &Function) -> Result<Observer, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn observe(this: &Observer, handle: &Handle) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method)]
    fn disconnect(this: &Observer);
}

/// Says whether the browser lets a page keep a file on the disk.
pub fn has_files() -> bool {
    has("showSaveFilePicker")
}

/// Says whether the browser lets a page use a folder on the disk.
pub fn has_folders() -> bool {
    has("showDirectoryPicker")
}

/// Lets the user choose where a new file goes. An existing file that is chosen comes back empty.
pub async fn pick_new_file(suggested: &str) -> Result<Handle, Obstacle> {
    let options = options(&[("suggestedName", suggested.into()), ("types", types().into())]);
    pick("showSaveFilePicker", &options).await.map(JsCast::unchecked_into)
}

/// Lets the user choose a file that is there, to be read and written.
pub async fn pick_file() -> Result<Handle, Obstacle> {
    let chosen = pick("showOpenFilePicker", &options(&[("types", types().into())])).await?;
    let first = chosen.unchecked_into::<Array>().get(0);
    if first.is_undefined() { Err(Obstacle::GivenUp) } else { Ok(first.unchecked_into()) }
}

/// Lets the user choose a folder, to be read and written.
pub async fn pick_folder() -> Result<Handle, Obstacle> {
    let options = options(&[("mode", "readwrite".into()), ("id", "claimlight".into())]);
    pick("showDirectoryPicker", &options).await.map(JsCast::unchecked_into)
}

impl Handle {
    /// Returns what the file or folder is called.
    pub fn called(&self) -> String {
        self.name()
    }

    /// Says whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.kind() == "directory"
    }

    /// Says whether the app may read and write it now.
    pub async fn is_allowed(&self) -> bool {
        self.permission("queryPermission").await
    }

    /// Asks the user to allow it; works only while a key or click is being dealt with.
    pub async fn ask(&self) -> bool {
        self.permission("requestPermission").await
    }

    async fn permission(&self, method: &str) -> bool {
        // Handles of the page's own file system have no such method: they are always allowed.
        let Ok(method) = Reflect::get(self, &method.into()) else { return false };
        let Some(method) = method.dyn_ref::<Function>() else { return true };
        let wanted = options(&[("mode", "readwrite".into())]);
        let Ok(asked) = method.call1(self, &wanted) else { return false };
        let answer = JsFuture::from(asked.unchecked_into::<Promise>()).await;
        answer.is_ok_and(|answer| answer.as_string().as_deref() == Some("granted"))
    }

    /// Returns how the file is now, unread.
    pub async fn sight(&self) -> Result<Sight, Obstacle> {
        Ok(sight_of(&self.file().await?))
    }

    /// Reads the file, and returns how it was then.
    pub async fn read(&self) -> Result<(Vec<u8>, Sight), Obstacle> {
        let there = self.file().await?;
        // A file that is written meanwhile cannot be read any more, and is there again at once.
        let bytes = file::read(&there).await.map_err(|reason| {
            Obstacle::Other(format!("The browser could not read it: {reason}."))
        })?;
        let mark = Some(crate::desk::disk::mark(&bytes));
        Ok((bytes, Sight { mark, ..sight_of(&there) }))
    }

    /// Writes the file as a whole: whoever reads it meanwhile sees the old one, and when anything
    /// goes wrong the old one stays.
    pub async fn write_whole(&self, contents: &str) -> Result<(), Obstacle> {
        let writable: Writable = done(self.create_writable()).await?.unchecked_into();
        let written = done(writable.write(contents)).await;
        if let Err(obstacle) = written {
            drop(done(writable.abort()).await);
            return Err(obstacle);
        }
        done(writable.close()).await.map(drop)
    }

    /// Returns everything in the folder.
    pub async fn entries(&self) -> Result<Vec<Self>, Obstacle> {
        let all = self.values().map_err(|error| obstacle(&error))?;
        let mut entries = Vec::new();
        loop {
            let next = done(all.next()).await?;
            let over = Reflect::get(&next, &"done".into()).is_ok_and(|over| over.is_truthy());
            match Reflect::get(&next, &"value".into()) {
                Ok(entry) if !over => entries.push(entry.unchecked_into()),
                _ => return Ok(entries),
            }
        }
    }

    /// Returns a file of the folder, made where it is not there.
    pub async fn file_in(&self, name: &str) -> Result<Self, Obstacle> {
        let made = self.get_file_handle(name, &options(&[("create", true.into())]));
        done(made).await.map(JsCast::unchecked_into)
    }

    /// Returns a file of the folder that is there.
    pub async fn known_file_in(&self, name: &str) -> Result<Self, Obstacle> {
        done(self.get_file_handle(name, &Object::new())).await.map(JsCast::unchecked_into)
    }

    /// Returns a folder in the folder, made where it is not there.
    pub async fn folder_in(&self, name: &str) -> Result<Self, Obstacle> {
        let made = self.get_folder_handle(name, &options(&[("create", true.into())]));
        done(made).await.map(JsCast::unchecked_into)
    }

    async fn file(&self) -> Result<File, Obstacle> {
        done(self.get_file()).await.map(JsCast::unchecked_into)
    }
}

/// Does something whenever a file or folder changes, until it is dropped; only where the browser
/// tells of changes.
pub struct Ear {
    observer: Observer,
    _act: Closure<dyn FnMut()>,
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Listens to changes of a file or folder; `None` where the browser does not tell of them.
pub async fn listen(handle: &Handle, act: impl FnMut() + 'static) -> Option<Ear> {
    if !has("FileSystemObserver") {
        return None;
    }
    let act = Closure::<dyn FnMut()>::new(act);
    let observer = Observer::new(act.as_ref().unchecked_ref()).ok()?;
    done(observer.observe(handle)).await.ok()?;
    Some(Ear { observer, _act: act })
}

fn has(name: &str) -> bool {
    Reflect::get(&page::window(), &name.into()).is_ok_and(|found| found.is_function())
}

/// Opens one of the browser's pickers.
async fn pick(picker: &str, options: &Object) -> Result<JsValue, Obstacle> {
    let found = Reflect::get(&page::window(), &picker.into());
    let function = found.map_err(|error| obstacle(&error))?;
    let Some(function) = function.dyn_ref::<Function>() else {
        return Err(Obstacle::Other("This browser has no access to files on the disk.".to_owned()));
    };
    let asked = function.call1(&page::window(), options);
    done(asked.map(JsCast::unchecked_into)).await
}

async fn done(promise: Result<Promise, JsValue>) -> Result<JsValue, Obstacle> {
    let promise = promise.map_err(|error| obstacle(&error))?;
    JsFuture::from(promise).await.map_err(|error| obstacle(&error))
}

fn obstacle(error: &JsValue) -> Obstacle {
    match error.dyn_ref::<DomException>() {
        Some(error) => Obstacle::from_exception(&error.name(), &error.message()),
        None => Obstacle::from_exception("", &file::reason(error)),
    }
}

fn sight_of(file: &File) -> Sight {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "times and sizes of files are whole and below 2⁵³"
    )]
    let whole = |number: f64| number.max(0.0) as u64;
    Sight { modified: whole(file.last_modified()), size: whole(file.size()), mark: None }
}

fn options(fields: &[(&str, JsValue)]) -> Object {
    let options = Object::new();
    for (name, value) in fields {
        Reflect::set(&options, &(*name).into(), value).expect("a new object takes any field");
    }
    options
}

fn types() -> Array {
    let accept = options(&[("application/json", Array::of1(&".json".into()).into())]);
    let kind = options(&[("description", "Claimlight project".into()), ("accept", accept.into())]);
    Array::of1(&kind)
}
