//! A static web server for the built app, as plain as the plainest host.
//!
//! Its own few lines: a browser opens connections it may never use, and a server with a fixed number
//! of threads can wait on those for ever while a real request waits for a thread. Here each
//! connection has a thread and carries one request.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{env, fs};

/// The app must not mind where on a host it is put.
const SUB_PATH: &str = "/some/sub/path/";

/// A folder served on a port of its own until the value is dropped.
pub(crate) struct Site {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    folder: PathBuf,
    missing: Mutex<Vec<String>>,
    closed: AtomicBool,
}

impl Site {
    /// Serves the built app: the folder named by `CLAIMLIGHT_DIST`, else `dist`.
    pub(crate) fn start() -> Self {
        Self::of(dist())
    }

    /// Serves any folder.
    pub(crate) fn of(folder: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port exists");
        let port = listener.local_addr().expect("it is bound").port();
        let shared =
            Arc::new(Shared { folder, missing: Mutex::default(), closed: AtomicBool::new(false) });
        let server = Arc::clone(&shared);
        std::thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                if server.closed.load(Ordering::Relaxed) {
                    break;
                }
                let server = Arc::clone(&server);
                // A browser that goes away in the midst of an answer is no concern of the server.
                std::thread::spawn(move || server.answer(connection).ok());
            }
        });
        Self { port, shared }
    }

    /// The address of the app, with the sub-path and its closing slash.
    pub(crate) fn address(&self) -> String {
        format!("{}{SUB_PATH}", self.origin())
    }

    /// The scheme, host and port it is served at.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Paths that were asked for and are not there.
    pub(crate) fn missing(&self) -> Vec<String> {
        self.shared.missing.lock().expect("nobody panics while holding it").clone()
    }
}

/// Where the built app is: the folder named by `CLAIMLIGHT_DIST`, else `dist`.
pub(super) fn dist() -> PathBuf {
    let dist = env::var_os("CLAIMLIGHT_DIST")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"), PathBuf::from);
    assert!(
        dist.join("index.html").is_file(),
        "there is no built app in {}; run `make dist` first",
        dist.display()
    );
    dist
}

impl Drop for Site {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::Relaxed);
        // Wakes the listening thread, so that it sees the flag and gives the port back.
        TcpStream::connect(("127.0.0.1", self.port)).ok();
    }
}

impl Shared {
    fn answer(&self, mut connection: TcpStream) -> io::Result<()> {
        connection.set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut head = BufReader::new(connection.try_clone()?).lines();
        // A connection opened in advance and never used ends without a line.
        let Some(request) = head.next().transpose()? else { return Ok(()) };
        for line in head {
            if line?.is_empty() {
                break;
            }
        }
        let url = request.split(' ').nth(1).unwrap_or_default();
        let found = file_for(&self.folder, url)
            .and_then(|path| Some((mime_type(&path), fs::read(path).ok()?)));
        let (status, mime_type, bytes) = if let Some((mime_type, bytes)) = found {
            ("200 OK", mime_type, bytes)
        } else {
            self.missing.lock().expect("nobody panics while holding it").push(url.to_owned());
            ("404 Not Found", "text/plain", Vec::new())
        };
        write!(
            connection,
            "HTTP/1.1 {status}\r\nContent-Type: {mime_type}\r\nContent-Length: {}\r\n\
             Cache-Control: no-cache\r\nConnection: close\r\n\r\n",
            bytes.len()
        )?;
        connection.write_all(&bytes)
    }
}

fn file_for(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = decoded(url.split(['?', '#']).next()?.strip_prefix(SUB_PATH)?);
    let path =
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    let inside = Path::new(&path).components().all(|part| matches!(part, Component::Normal(_)));
    inside.then(|| folder.join(path)).filter(|file| file.is_file())
}

/// Undoes what a browser does to blanks and letters beyond ASCII: `%20` is a blank.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut parts = path.split('%');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend(part.bytes().skip(2));
            }
            None => bytes.extend(format!("%{part}").bytes()),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn mime_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
