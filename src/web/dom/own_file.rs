//! Files that belong to the page: they lie beside it on its host, or stand in the page itself.
//!
//! Nothing else of the app asks for anything once it is loaded.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCache, RequestInit, Response};

use super::page;

/// How long a host may take for one file, in ms.
const PATIENCE_MS: u32 = 20_000;

/// A file that has been asked for.
pub enum Asked {
    /// It stands in the page.
    Here(Vec<u8>),
    /// The host is at it.
    OnItsWay(JsFuture),
}

/// Asks for a file by its path from the page. Nothing is asked of the host for a file that stands in
/// the page, as in the single file.
pub fn ask(path: &str) -> Asked {
    match in_page(path) {
        Some(bytes) => Asked::Here(bytes),
        None => Asked::OnItsWay(JsFuture::from(request(path))),
    }
}

impl Asked {
    /// Waits for the file; an error says as a lower-case phrase why there is none.
    pub async fn bytes(self) -> Result<Vec<u8>, String> {
        let answer = match self {
            Self::Here(bytes) => return Ok(bytes),
            Self::OnItsWay(answer) => answer.await,
        };
        let answer: Response =
            answer.map_err(|_| "the host cannot be reached".to_owned())?.unchecked_into();
        if !answer.ok() {
            return Err(match answer.status() {
                404 => "there is none (404)".to_owned(),
                other => format!("the host refuses it ({other})"),
            });
        }
        let broken = |_| "the host broke off in the middle".to_owned();
        let content = JsFuture::from(answer.array_buffer().map_err(broken)?).await;
        let content: ArrayBuffer = content.map_err(broken)?.unchecked_into();
        Ok(Uint8Array::new(&content).to_vec())
    }
}

fn request(path: &str) -> js_sys::Promise {
    let options = RequestInit::new();
    // What is published changes under the same name.
    options.set_cache(RequestCache::NoCache);
    options.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    let steps = path.split('/').map(|step| String::from(js_sys::encode_uri_component(step)));
    let address = steps.collect::<Vec<_>>().join("/");
    page::window().fetch_with_str_and_init(&address, &options)
}

/// Returns a file that stands in the page, in base 64.
fn in_page(path: &str) -> Option<Vec<u8>> {
    let blocks = page::find_all("script[data-file]");
    let block = blocks
        .into_iter()
        .find(|block| block.get_attribute("data-file").as_deref() == Some(path))?;
    let bytes = page::window().atob(&block.text_content()?).ok()?;
    // Each character stands for one byte.
    Some(bytes.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or_default()).collect())
}
