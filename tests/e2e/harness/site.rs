//! A static web server for the built app, as plain as the plainest host.

use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::{env, fs};

use tiny_http::{Header, Response, Server};

/// The app must not mind where on a host it is put.
const SUB_PATH: &str = "/some/sub/path/";

/// A folder served on a port of its own until the value is dropped.
pub(crate) struct Site {
    server: Arc<Server>,
    thread: Option<JoinHandle<()>>,
    missing: Arc<Mutex<Vec<String>>>,
    port: u16,
}

impl Site {
    /// Serves the built app: the folder named by `CLAIMLIGHT_DIST`, else `dist`.
    pub(crate) fn start() -> Self {
        let dist = env::var_os("CLAIMLIGHT_DIST")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"), PathBuf::from);
        assert!(
            dist.join("index.html").is_file(),
            "there is no built app in {}; run `make dist` first",
            dist.display()
        );
        Self::of(dist)
    }

    /// Serves any folder.
    pub(crate) fn of(folder: PathBuf) -> Self {
        let server = Arc::new(Server::http("127.0.0.1:0").expect("a free port exists"));
        let port = server.server_addr().to_ip().expect("the server listens on an address").port();
        let missing = Arc::new(Mutex::new(Vec::new()));
        let thread = {
            let server = Arc::clone(&server);
            let missing = Arc::clone(&missing);
            std::thread::spawn(move || {
                for request in server.incoming_requests() {
                    let file = file_for(&folder, request.url());
                    let found =
                        file.and_then(|path| Some((mime_type(&path), fs::read(path).ok()?)));
                    let answer = if let Some((mime_type, bytes)) = found {
                        Response::from_data(bytes)
                            .with_header(header("Content-Type", mime_type))
                            .with_header(header("Cache-Control", "no-cache"))
                    } else {
                        let mut missing = missing.lock().expect("nobody panics while holding it");
                        missing.push(request.url().to_owned());
                        Response::from_data(Vec::new()).with_status_code(404)
                    };
                    // A browser that went away in the meantime is no concern of the server.
                    request.respond(answer).ok();
                }
            })
        };
        Self { server, thread: Some(thread), missing, port }
    }

    /// The address of the app, with the sub-path and its closing slash.
    pub(crate) fn address(&self) -> String {
        format!("{}{SUB_PATH}", self.origin())
    }

    /// The scheme, host and port all of the app's requests must stay within.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Paths that were asked for and are not there.
    pub(crate) fn missing(&self) -> Vec<String> {
        self.missing.lock().expect("nobody panics while holding it").clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn file_for(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix(SUB_PATH)?;
    let path = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    let inside = Path::new(&path).components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| folder.join(path)).filter(|file| file.is_file())
}

fn mime_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("the names and values above are plain ASCII")
}
