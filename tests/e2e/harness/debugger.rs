//! Chromium's own wire: what a page says arrives outside the browser at once, and a page can be
//! made to crash while the driver is busy.

use std::net::TcpStream;
use std::sync::mpsc::{Receiver, channel};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use super::Page;

/// What a page calls to say something; a function of one text.
pub(crate) const TELL: &str = "tellOutside";

/// The address of one tab's debugger; plain data, so that another thread can use it.
#[derive(Clone)]
pub(crate) struct Wire {
    host: String,
    tab: String,
}

impl Page {
    /// The wire to the tab that all other functions are about.
    pub(crate) fn wire(&self) -> Wire {
        let host = self.told["goog:chromeOptions"]["debuggerAddress"].as_str();
        Wire { host: host.expect("Chromium says where").to_owned(), tab: self.handle() }
    }

    /// Goes on in another tab, whatever became of this one.
    pub(crate) fn turn_to(&self, wire: &Wire) {
        self.send("window", &json!({ "handle": wire.tab }));
    }
}

impl Wire {
    /// Listens to the page: all it says by [`TELL`], until the page or the browser is gone.
    pub(crate) fn listen(&self) -> Receiver<String> {
        let mut socket = self.connect();
        let binding = json!({ "name": TELL });
        // What was said before there was anybody to hear it.
        let flush = json!({ "expression": "window.tellBacklog?.()" });
        for (method, parameters) in [
            ("Runtime.enable", json!({})),
            ("Runtime.addBinding", binding),
            ("Runtime.evaluate", flush),
        ] {
            command(&mut socket, method, &parameters);
        }
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            while let Ok(message) = socket.read() {
                let Message::Text(text) = message else { continue };
                let Ok(mut event) = serde_json::from_str::<Value>(&text) else { continue };
                let said = event["params"]["payload"].take();
                if event["method"] == "Runtime.bindingCalled"
                    && let Value::String(said) = said
                    && sender.send(said).is_err()
                {
                    break;
                }
            }
        });
        receiver
    }

    /// Crashes the process that shows the page.
    pub(crate) fn crash(&self) {
        self.demand("Page.crash");
    }

    /// Loads the page again, without asking it.
    pub(crate) fn reload(&self) {
        self.demand("Page.reload");
    }

    /// Opens an empty tab in the same browser.
    pub(crate) fn open_beside(&self) -> Self {
        let made = ureq::put(format!("http://{}/json/new?about:blank", self.host)).send_empty();
        let text = made.and_then(|mut made| made.body_mut().read_to_string());
        let made: Value = serde_json::from_str(&text.expect("the browser itself lives"))
            .expect("the browser answers in JSON");
        let tab = made["id"].as_str().expect("a new tab has a name").to_owned();
        Self { host: self.host.clone(), tab }
    }

    /// Closes the tab, as the user's close button does.
    pub(crate) fn close_tab(&self) {
        ureq::get(format!("http://{}/json/close/{}", self.host, self.tab)).call().ok();
    }

    fn demand(&self, method: &str) {
        let mut socket = self.connect();
        command(&mut socket, method, &json!({}));
        // An answer, or the end of the line, says that it has been taken.
        socket.read().ok();
    }

    fn connect(&self) -> WebSocket<TcpStream> {
        let address = format!("ws://{}/devtools/page/{}", self.host, self.tab);
        let stream = TcpStream::connect(&self.host).expect("the browser listens to its driver too");
        let (socket, _) = tungstenite::client(&address, stream)
            .unwrap_or_else(|error| panic!("{address} takes no connection: {error}"));
        socket
    }
}

fn command(socket: &mut WebSocket<TcpStream>, method: &str, parameters: &Value) {
    let command = json!({ "id": 1, "method": method, "params": parameters });
    // A browser that is gone says so to whoever asks it something next.
    socket.send(Message::text(command.to_string())).ok();
}
