//! Files: reading those the user chose, and handing one to the user.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// Reads a file's bytes; the error is the browser's reason.
pub async fn read(file: &File) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|error| reason(&error))?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Returns a file's path inside the folder that was chosen, or its name.
pub fn path(file: &File) -> String {
    let relative = js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok();
    let relative = relative.and_then(|path| path.as_string()).filter(|path| !path.is_empty());
    relative.unwrap_or_else(|| file.name())
}

/// Hands the user a file to keep.
pub fn download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), String> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)
        .map_err(|error| reason(&error))?;
    let url = Url::create_object_url_with_blob(&blob).map_err(|error| reason(&error))?;
    let link: HtmlAnchorElement = super::page::document()
        .create_element("a")
        .map_err(|error| reason(&error))?
        .unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken the data over by then; the address would keep it in memory for ever.
    super::page::after(60_000, move || drop(Url::revoke_object_url(&url)));
    Ok(())
}

/// Returns what the browser says went wrong.
pub fn reason(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok();
    message.and_then(|message| message.as_string()).unwrap_or_else(|| format!("{error:?}"))
}
